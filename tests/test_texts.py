"""Both languages are complete: messages, labels, documentation drawn from the declarations."""

import string
import sys
from pathlib import Path

import pytest

from model.funds.kinds import kinds, outputs
from model.parameters.declaration import declarations
from model.parameters.economy import Economy
from model.words.texts import Text, message, translate
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import make_catalogue
import make_docs

SENTENCES = sorted(make_catalogue.sentences())


def fields(template: str) -> set[str]:
    if "{" not in template or "}" not in template or " = " in template.partition("{")[2]:
        return set()
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_has_its_chinese_with_the_same_values(sentence: str) -> None:
    chinese = translate(sentence, "zh")

    assert chinese
    assert chinese != sentence or sentence == "{reason}"
    if not sentence.startswith("write { ") and "{ zh" not in sentence:
        assert fields(chinese) == fields(sentence)


def test_the_catalogue_holds_no_sentence_that_nobody_says() -> None:
    with make_catalogue.CATALOGUE.open("rb") as file:
        known = {entry.id for entry in make_catalogue.read_po(file, locale="zh") if entry.id}

    assert known == set(SENTENCES)


def test_values_and_labels_are_said_in_the_language_of_the_sentence() -> None:
    said = message(
        "{label}: counted in {unit}", label=Text("费率", "rate"), unit=Text("比例", "share")
    )

    assert said.say("en") == "rate: counted in share"
    assert said.say("zh") == "费率的单位是比例"


def test_braces_without_values_stand_as_they_are() -> None:
    assert message("write { 2016 = 0.20 }").say("en") == "write { 2016 = 0.20 }"


def test_every_parameter_is_declared_in_both_languages_with_source_and_effect() -> None:
    sections = [Economy, *(model for kind in kinds().values() for model in kind.sections.values())]
    for section in sections:
        for name, _, declaration in declarations(section):
            assert declaration.label.zh, name
            assert declaration.label.en, name
            assert declaration.help.zh.endswith("。"), name
            assert declaration.help.en.endswith("."), name
            assert declaration.source, name
            assert declaration.label.zh != declaration.label.en, name


def test_every_output_is_named_in_both_languages_with_formula_and_source() -> None:
    for name, output in outputs().items():
        assert output.label.zh != output.label.en, name
        assert output.formula, name
        assert output.source, name


@pytest.mark.parametrize("path", make_docs.written_files(), ids=lambda path: path.name)
def test_generated_documents_are_those_of_today(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == make_docs.written_files()[path]
