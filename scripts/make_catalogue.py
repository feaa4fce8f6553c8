"""Bring model/locale/zh.po up to the sentences in the code, keeping its translations.

New sentences come out untranslated; the catalogue test then names them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from model.funds.kinds import kinds, outputs
from model.funds.shared.medical_bills import CLAIM_OUTPUTS
from model.scenario.lever_rows import lever_rows
from model.words.outputs import SHARED_OUTPUTS
from model.words.sources import speaks_english

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "model" / "locale" / "zh.po"
#: Without the dates and names that Babel would write anew each time.
HEADER = b"""# Chinese of the sentences in the code; kept up to date by scripts/make_catalogue.py.
msgid ""
msgstr ""
"Language: zh\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
PACKAGES = ("model", "command_line", "ui")


def sentences() -> dict[str, list[str]]:
    """Return every sentence in the code, formula and declared source with where it stands."""
    found: dict[str, list[str]] = {}
    for words, place in (*_code_sentences(), *_formulas(), *_sources()):
        places = found.setdefault(words, [])
        if place not in places:
            places.append(place)
    return found


def _code_sentences() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        for file, _, text, _, _ in extract_from_dir(
            ROOT / package,
            method_map=[("**.py", "python")],
            keywords={"message": None, "say": None},
        ):
            yield (text if isinstance(text, str) else text[0]), f"{package}/{file}"


def _formulas() -> Iterator[tuple[str, str]]:
    """Yield the formula of every output with the file that declares it."""
    declared = {
        "model/words/outputs.py": SHARED_OUTPUTS,
        "model/funds/shared/medical_bills.py": CLAIM_OUTPUTS,
        **{f"model/funds/{name}/equations.py": kind.outputs for name, kind in kinds().items()},
    }
    for name, output in outputs().items():
        # kinds take in what is declared elsewhere, so the first that holds it declares it
        yield (
            output.formula,
            next(place for place, own in declared.items() if own.get(name) is output),
        )


def _sources() -> Iterator[tuple[str, str]]:
    """Yield the sources of parameters and of the files that ship, with where they are listed."""
    for row in lever_rows("en"):
        if speaks_english(row["source"]):
            yield row["source"], "docs/parameters.md"
    for answer in sorted((ROOT / "tests" / "golden").glob("*.json")):
        file = ROOT / "scenarios" / f"{answer.stem}.toml"  # only those that ship, no user's own
        for source in _file_sources(tomllib.loads(file.read_text(encoding="utf-8"))):
            if speaks_english(source):
                yield source, f"scenarios/{file.name}"


def _file_sources(table: Mapping[str, Any]) -> Iterator[str]:
    yield from table.get("sources", {}).values()
    for fund in table.get("funds", {}).values():
        yield from (rule["source"] for rule in fund.get("rules", ()))


def updated() -> Catalog:
    """Return the catalogue of today's sentences with the translations there are."""
    with CATALOGUE.open("rb") as file:
        old = read_po(file, locale="zh")
    fresh = Catalog(locale="zh")
    for words, places in sorted(sentences().items(), key=lambda item: (item[1][0], item[0])):
        known = old.get(words)
        entry = fresh.add(
            words, known.string if known else "", locations=[(p, None) for p in places]
        )
        entry.flags.discard("python-format")
    return fresh


def main() -> None:
    fresh = updated()
    with CATALOGUE.open("wb") as file:
        file.write(HEADER)
        write_po(file, fresh, omit_header=True, width=100)
    missing = [entry.id for entry in fresh if entry.id and not entry.string]
    print(f"{len(fresh)} sentences, {len(missing)} to translate")
    for words in missing:
        print(f"  {words}")


if __name__ == "__main__":
    main()
