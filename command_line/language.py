"""In which language the command line speaks, and how it prints problems."""

import os
import sys
from collections.abc import Iterable

from model.errors import Problem
from model.words.texts import LANGUAGES, Language


def chosen_language(arguments: list[str]) -> Language:
    """Return the language asked for with --lang, or the one of the environment."""
    for position, argument in enumerate(arguments):
        word = argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(arguments):
            word = arguments[position + 1]
        if argument.startswith("--lang") and word in LANGUAGES:
            return "zh" if word == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(name)
        if locale:
            return "zh" if locale.lower().startswith("zh") else "en"
    return "en"


def print_problems(problems: Iterable[Problem], language: Language, prefix: str = "") -> None:
    """Print problems to stderr, one a line."""
    for problem in problems:
        print(f"{prefix}{problem.say(language)}", file=sys.stderr)
