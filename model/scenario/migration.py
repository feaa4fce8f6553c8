"""Bringing older files to today's format. There has been one format so far."""

from model.scenario.file import parse


def migrated(text: str, name: str) -> str:
    """Return a scenario text in today's format; today's files come back unchanged.

    Raises
    ------
    InputError
        where the file is not TOML, or of no format that this program knows.
    """
    parse(text.encode(), name)
    return text
