"""The equations of a kind of fund in words, as they are declared: for pages and documents."""

from collections.abc import Iterator

from model.funds.equation import NAME, figure_named, is_lever
from model.funds.kind import FundKind
from model.funds.kinds import outputs
from model.origin.account_terms import ACCOUNT_PARTS
from model.parameters.declaration import declaration_of
from model.parameters.economy import Economy
from model.results.indicators import INDICATORS
from model.words.texts import Language, Message, Text, message

#: What payout months and the reserve ratio look at: without what is set aside.
_POOLED = {
    "pooled_balance": Text("统筹结余", "pooled balance"),
    "pooled_expenditure": Text("统筹支出", "pooled expenditure"),
}
_YEARS = {
    "": Text("", ""),
    "before": Text("（上年）", " (year before)"),
    "next": Text("（下年）", " (year after)"),
    "base": Text("（基年）", " (base year)"),
}


def declared_equations(kind: FundKind, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield name, label and equation in words of every figure and part with an equation."""
    own = kind.equations
    for name in (*own.texts, *own.closing):
        equation = own.equation(name)
        if equation is not None:
            label = _label(kind, name, language)
            yield name.removeprefix("part__"), label, equation_in_words(kind, equation, language)


def indicator_equations(kind: FundKind, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield name, label and equation in words of every indicator; the same for all kinds."""
    for name, equation in INDICATORS.items():
        yield name, outputs()[name].label.say(language), equation_in_words(kind, equation, language)


def equation_in_words(kind: FundKind, equation: str, language: Language) -> str:
    """Return an equation with the labels of its names."""
    text = NAME.sub(lambda found: _label(kind, found[0], language), equation)
    return text.replace(" * ", " × ")


def _label(kind: FundKind, name: str, language: Language) -> str:
    if is_lever(name):
        section, _, key = name.partition("__")
        model = Economy if section == "economy" else kind.sections[section]
        declaration = declaration_of(model.model_fields[key])
        return key if declaration is None else declaration.label.say(language)
    figure, lag = (
        (name, "") if name.startswith("part__") and name.count("__") == 1 else (figure_named(name))
    )
    label: Text | Message
    if figure.startswith("part__"):
        part = figure.removeprefix("part__")
        own = kind.equations.parts.get(figure) or ACCOUNT_PARTS.get(part)
        label = _POOLED[part] if own is None else own.label
    else:
        label = outputs()[figure].label
    if name.startswith("given__"):
        label = message("{label}, before rules", label=label)
    return f"{label.say(language)}{_YEARS[lag].say(language)}"
