# Fundrunway: `make run` shows the 2005 city and opens the app; `make test` checks everything.
# Both set up .venv by themselves, once; later runs need no network.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# browser tests: two at a time, each with a server and a browser of its own
TWO := -n 2 --dist load

.PHONY: run setup test lint types unit busy-test benchmark tables docs golden lock clean

run: setup
	$(BIN)/fundrunway project scenarios/city-2005.toml
	$(BIN)/fundrunway app

setup: $(VENV)/run.stamp

$(VENV)/run.stamp: requirements/run.txt pyproject.toml scripts/setup.sh
	PYTHON="$(PYTHON)" scripts/setup.sh $(VENV) requirements/run.txt
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	PYTHON="$(PYTHON)" scripts/setup.sh $(VENV) requirements/dev.txt
	touch $@

test: lint types unit

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp
	$(BIN)/mypy

unit: $(VENV)/dev.stamp
	$(BIN)/pytest -n auto --ignore tests/app
	$(BIN)/pytest tests/app $(TWO)

# the browser tests while two other processes keep both cores busy, as on a slow server
busy-test: $(VENV)/dev.stamp
	$(BIN)/python scripts/busy_test.py tests/app $(TWO)

benchmark: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks.run

# what is generated from the declarations and the scenarios: docs/parameters.md, docs/names.md,
# docs/scenario.schema.json, docs/reforms
docs: $(VENV)/run.stamp
	$(BIN)/python scripts/make_docs.py
	$(BIN)/python scripts/make_reforms.py

# the one way in which golden files change; say why in CHANGELOG.md under "Results change"
golden: $(VENV)/run.stamp
	$(BIN)/python scripts/make_golden.py

# remake model/data from the packages and carried figures that hold the tables
tables: $(VENV)/run.stamp
	PYTHON="$(PYTHON)" scripts/setup.sh $(VENV) requirements/tables.txt
	$(BIN)/python scripts/make_tables.py $(CARRIED)

lock:
	scripts/lock.sh

clean:
	rm -rf $(VENV)
