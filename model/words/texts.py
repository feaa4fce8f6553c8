"""What the program says, in Chinese and in English.

English sentences are the keys; the Chinese ones stand in a gettext catalogue
(``locale/zh.po``) that Babel reads. Labels of parameters and outputs carry both
languages where they are declared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True)
class Text:
    """A label in both languages."""

    zh: str
    en: str

    def say(self, language: Language = "en") -> str:
        """Return the label in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Message:
    """A sentence whose values are put in when it is said, in whichever language."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: Language = "en") -> str:
        """Return the sentence in `language`; nested messages and labels follow suit."""
        template = translate(self.template, language)
        if not self.values:
            return template  # braces in it are meant as they stand
        spoken = {
            name: value.say(language) if isinstance(value, Message | Text) else value
            for name, value in self.values.items()
        }
        return template.format(**spoken)


def message(template: str, **values: object) -> Message:
    """Return the message `template` with `values` to put in.

    The catalogue test finds every sentence by looking for calls of this function.
    """
    return Message(template, values)


def translate(template: str, language: Language) -> str:
    """Return `template` in `language`; an untranslated sentence stays English."""
    return _chinese().get(template) or template if language == "zh" else template


@cache
def _chinese() -> dict[str, str]:
    # Babel takes 30 ms to import: only who speaks Chinese waits for it
    from babel.messages.pofile import read_po

    with (resources.files("model") / "locale" / "zh.po").open("rb") as file:
        catalogue = read_po(file, locale="zh")
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}
