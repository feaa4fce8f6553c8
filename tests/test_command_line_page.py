"""docs/command-line.md names every verb and every option of the command line, and no others."""

import re

import typer.main

from command_line.main import application
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
#: What typer gives every command, and options of other programs on the page.
EVERYWHERE = {"--help"}


def options() -> dict[str, set[str]]:
    """The long options of each verb."""
    command = typer.main.get_command(application("en"))
    return {
        name: {
            option
            for parameter in verb.params
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("--")
        }
        for name, verb in command.commands.items()
    }


def test_every_verb_has_its_part_with_an_output_and_stands_in_the_table() -> None:
    parts = re.split(r"^## ", PAGE, flags=re.M)

    for verb in options():
        assert re.search(rf"^\| .*`{verb}[ `].*\|", parts[0], flags=re.M), verb
        own = [part for part in parts[1:] if re.match(rf"(\w+ and )*{verb}\b", part)]
        assert any(f"$ fundrunway {verb} " in part for part in own), verb


def test_every_option_is_named_and_none_that_does_not_exist() -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z-]+\b", PAGE))
    known = set().union(*options().values(), {"--version"}, EVERYWHERE)

    assert known - named == set()
    assert named - known == set()
