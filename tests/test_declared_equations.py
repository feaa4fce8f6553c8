"""Documents and pages show the equations that the program evaluates, with no name left over."""

import re

import pytest

from model.funds.kinds import kinds
from model.origin.declared_equations import declared_equations, indicator_equations
from model.words.texts import Language


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_every_declared_equation_stands_in_words(kind, language: Language) -> None:
    shown = {name: words for name, _, words in declared_equations(kind, language)}

    assert {name.removeprefix("part__") for name in kind.equations.texts} <= shown.keys()
    for words in shown.values():
        assert "__" not in words
        if language == "zh":
            assert not re.search(r"[a-z]{3,}", words), words


def test_a_changed_equation_changes_the_document() -> None:
    shown = dict(
        (name, words) for name, _, words in indicator_equations(kinds()["unemployment"], "en")
    )
    benefits = {name: words for name, _, words in declared_equations(kinds()["unemployment"], "en")}

    assert shown["cost_rate"] == "Expenditure / Covered wage bill"
    assert "Duration relative to the base year" in benefits["beneficiaries"]
