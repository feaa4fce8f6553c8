"""On which line of a scenario's text each key stands: where a reader finds an input."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\]|\\.)*"')
_LITERAL = re.compile(r"'[^']*'")
#: Triple-quoted text may end with one or two quotes of its own.
_LONG = re.compile(r'"""(?:[^\\]|\\.)*?"""+|' + r"'''.*?'''+", re.DOTALL)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_PLAIN = re.compile(r"[^,\]}#\r\n]*")


def key_lines(text: str) -> Mapping[str, int]:
    """Return the line (from 1) of every table and key of a TOML text, by its path.

    Paths are those of levers: ``funds.x.policy.increase``, dates below it
    (``funds.x.policy.increase.2016``), tables in a list by number (``funds.x.rules[0].factor``).

    Parameters
    ----------
    text : valid TOML; `model.scenario.file.parse` has said what is wrong with any other
    """
    scanner = _Scanner(text.removeprefix("\ufeff"))
    scanner.read()
    return scanner.lines


def entry_at(table: Mapping[str, Any], path: str) -> tuple[Any, str] | None:
    """Return what a file's table holds at a lever's path, and the path as the file has it.

    A table that stands for a list of one, and a list of one whose number the lever leaves out,
    are found too. None where the file does not give it.
    """
    for key, value in table.items():
        if path == key:
            return value, key
        rest = path.removeprefix(key)
        if rest == path or rest[0] not in ".[":
            continue
        found = _below(value, rest)
        if found is not None:
            return found[0], f"{key}{found[1]}"
    return None


def _below(value: Any, rest: str) -> tuple[Any, str] | None:
    """Follow ``.key`` or ``[n].key`` into a value."""
    number = re.match(r"\[(\d+)\]", rest)
    if isinstance(value, list):
        place = int(number[1]) if number else 0
        if place >= len(value) or not isinstance(value[place], Mapping):
            return None
        own, rest = f"[{place}]", rest[number.end() :] if number else rest
        value = value[place]
    else:
        own, rest = "", rest[number.end() :] if number else rest
    if not rest:
        return value, own
    if not isinstance(value, Mapping) or not rest.startswith("."):
        return None
    found = entry_at(value, rest[1:])
    return None if found is None else (found[0], f"{own}.{found[1]}")


class _Scanner:
    """Where a reading of one text stands; lives for one call only."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [found.start() for found in re.finditer("\n", text)]
        self.lines: dict[str, int] = {}
        self.lists: dict[str, int] = {}

    def read(self) -> None:
        """Read headers and keys to the end."""
        table = ""
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> str:
        line, many = self._line(), self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        self._skip(_SPACE)
        path, keys = "", list(self._keys())
        for place, key in enumerate(keys):
            path = f"{path}.{key}" if path else key
            if many and place == len(keys) - 1:
                self.lists[path] = self.lists.get(path, -1) + 1
            if path in self.lists:
                self.lines.setdefault(path, line)
                path = f"{path}[{self.lists[path]}]"
            self.lines.setdefault(path, line)
        # a table that another opened before it stands where its own header is
        self.lines[path] = line
        self.at += 2 if many else 1
        return path

    def _pair(self, table: str) -> None:
        path = table
        for key in self._keys():
            path = f"{path}.{key}" if path else key
            self.lines.setdefault(path, self._line())
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> Iterator[str]:
        """Yield the parts of a dotted key and stop behind it."""
        while True:
            quoted = _BASIC.match(self.text, self.at) or _LITERAL.match(self.text, self.at)
            found = quoted or _BARE.match(self.text, self.at)
            assert found is not None
            self.at = found.end()
            yield tomllib.loads(f"key = {found[0]}")["key"] if quoted else found[0]
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                return
            self.at += 1
            self._skip(_SPACE)

    def _value(self, path: str) -> None:
        """Pass over a value, noting the keys in it."""
        opening = self.text[self.at]
        if opening == "{":
            self._inline(path)
        elif opening == "[":
            self._list(path)
        else:
            for shape in (_LONG, _BASIC, _LITERAL, _PLAIN):
                found = shape.match(self.text, self.at)
                if found:
                    self.at = found.end()
                    return

    def _inline(self, path: str) -> None:
        self.at += 1
        self._skip(_BLANK)
        while self.text[self.at] != "}":
            self._pair(path)
            self._separator()
        self.at += 1

    def _list(self, path: str) -> None:
        self.at += 1
        self._skip(_BLANK)
        number = 0
        while self.text[self.at] != "]":
            place = f"{path}[{number}]"
            self.lines.setdefault(place, self._line())
            self._value(place)
            self._separator()
            number += 1
        self.at += 1

    def _separator(self) -> None:
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self._skip(_BLANK)

    def _skip(self, shape: re.Pattern[str]) -> None:
        found = shape.match(self.text, self.at)
        if found:
            self.at = found.end()

    def _line(self) -> int:
        return bisect_right(self.breaks, self.at - 1) + 1
