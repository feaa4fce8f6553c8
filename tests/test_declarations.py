"""Each lever is declared once; a section that shares it takes it over with what differs."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from model.funds.kinds import kinds
from model.parameters.dated import DatedValue
from model.parameters.declaration import Section, declaration_of, declarations, with_default
from model.parameters.economy import Economy
from model.words.texts import Text


def model_sections(section: type[Section] = Section) -> Iterator[type[Section]]:
    """Yield every section that the model defines."""
    for one in section.__subclasses__():
        if one.__module__.startswith("model."):
            yield one
        yield from model_sections(one)


def test_no_label_of_a_lever_is_written_twice() -> None:
    kinds()  # reads in the sections of every kind
    labels: dict[str, list[tuple[Text, str]]] = defaultdict(list)
    twice = []
    for section in model_sections():
        for name, _, declaration in declarations(section):
            for label, first in labels[name]:
                # who takes a declaration over takes over the very label
                if label == declaration.label and label is not declaration.label:
                    twice.append(f"{name}: {section.__module__} and {first}")
            labels[name].append((declaration.label, section.__module__))
    assert twice == []


def test_what_is_taken_over_keeps_all_that_is_not_changed() -> None:
    field = with_default(
        Economy, "interest", DatedValue.constant(0.01), bounds=(0.0, 0.1), help_en="Ours."
    )

    own, declared = declaration_of(field), declaration_of(Economy.model_fields["interest"])
    assert own is not None and declared is not None
    assert (own.lower, own.upper, own.help.en) == (0.0, 0.1, "Ours.")
    assert own.help.zh == declared.help.zh
    assert (own.label, own.unit, own.source) == (declared.label, declared.unit, declared.source)
    assert declared.help.en != "Ours."


def test_a_label_or_a_unit_is_not_changed_on_the_way() -> None:
    with pytest.raises(TypeError, match="cannot change unit"):
        with_default(Economy, "interest", **{"unit": "months"})
