"""Where a value comes from, as shown: plain words in the language, citations as they stand."""

from collections.abc import Mapping

from model.texts import Language, message

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
)


def source_text(source: str, language: Language) -> str:
    """Return a source with its plain words in `language`.

    ``assumption: even; local decrees`` is parts set off by ``"; "``, each with what is said of it
    after ``": "``. What is no plain word stays as it was written, and so does a whole source
    without any.
    """
    if language == "en":
        return source
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
