"""Where a value comes from, as shown: our own sources in Chinese, those of a user's file in part.

What is declared with a parameter or stands in a scenario that ships has its Chinese in the
catalogue, with the documents' own numbers; of any other source the plain words are said.
"""

import re
from collections.abc import Mapping

from model.words.texts import Language, message, translate

_NONE = message("the file names no source")
#: What stands for a source where a file gives a value without one.
NO_SOURCE = _NONE.template
#: The plain words of declared sources; laws, documents and files are cited as they are written.
_PLAIN = (
    message("assumption"),
    message("none"),
    message("given with each rule"),
    message("the planner's proposal"),
    message("the bureau's final account"),
    message("the bureau's report"),
    message("the bureau's register"),
    message("the fund's final account"),
    message("the finance bureau's accounts"),
    message("the valuation that is reproduced"),
    message("local decrees"),
    message("local statistics"),
    message("local lists and fixed amounts"),
    message("provincial rules"),
    message("yearbooks"),
    message("yearly notices of the medical security authorities"),
    message("decision of 2024-09-13"),
    message("up to three years"),
    message("even"),
    message("the last quarter"),
    _NONE,
)

#: Declared sources without a Chinese form: international works are cited as they are titled.
INTERNATIONAL = frozenset(
    {
        "trust fund ratio of the US Social Security trustees; ILO",
        "ILO, Actuarial mathematics of social security pensions (Iyer 1999)",
        "US Social Security trustees' report, open group",
        "World Bank, implicit pension debt (Holzmann et al. 2004), accrued-to-date",
    }
)
_METHOD = "docs/method/"
_FILE = re.compile(r"(docs|model)/[\w/]+\.(md|csv)")


def speaks_english(source: str) -> bool:
    """Whether a declared source has words to translate: it is no file and no work's title."""
    return bool(source) and source not in INTERNATIONAL and not _FILE.fullmatch(source)


def page_text(page: str, language: Language) -> str:
    """Return the path of a method page in `language`; every one is written in both."""
    return page.replace(_METHOD, f"{_METHOD}zh/") if language == "zh" else page


def source_text(source: str, language: Language) -> str:
    """Return a source in `language`: a declared one whole, any other with its plain words.

    ``assumption: even; local decrees`` of a file is parts set off by ``"; "``, each with what is
    said of it after ``": "``. What is no plain word stays as it was written, and so does a whole
    source without any.
    """
    if language == "en":
        return source
    return page_text(_chinese(source), language)


def _chinese(source: str) -> str:
    language: Language = "zh"
    if (whole := translate(source, language)) != source:
        return whole
    plain = {words.template: words.say(language) for words in _PLAIN}
    parts = source.split("; ")
    said = [_part_text(part, plain) for part in parts]
    if said == parts:
        return source
    # a full-width mark after Chinese, the written one within what stays English
    marks = ["；" if _is_chinese(part[-1:]) else "; " for part in said[:-1]]
    return "".join(part + mark for part, mark in zip(said, [*marks, ""], strict=True))


def _part_text(part: str, plain: Mapping[str, str]) -> str:
    head, colon, rest = part.partition(": ")
    if head not in plain:
        return part
    return f"{plain[head]}：{plain.get(rest, rest)}" if colon else plain[head]


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
