"""JSON: the contract of docs/command-line.md, for other programs."""

import json

from model.export.answer import Answer


def write(answer: Answer) -> bytes:
    """Return the content; Chinese stays readable, undefined values are null."""
    text = json.dumps(answer.content(), ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()
