"""Write docs/reforms: what each shipped reform changes, and what that does to which fund.

Directions, reasons and limits are declared in docs/reforms/effects.toml; labels, values, sources
and figures come from the scenario files and the model. `make docs` runs it; a test fails while
the pages differ.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from reform_effects import (
    FOLDER,
    MONEY,
    ROOT,
    Reform,
    added_rules,
    as_written,
    changed_levers,
    effects,
    figure,
    own_source,
    payout_change,
    projected,
    read_reform,
)

from model import Projection
from model.parameters.declaration import declaration_of
from model.parameters.rules import Rule
from model.results.comparison import HORIZONS
from model.results.findings import fund_finding
from model.results.printing import shown
from model.scenario.lever_rows import value_text
from model.words.units import money_units, unit_label

GENERATED = "*Made from the scenarios and `effects.toml` by `make docs`; do not edit.*"
ARROWS = {"up": "↑", "down": "↓", "either": "↕"}


def page(reform: Reform) -> Iterator[str]:
    """Yield the lines of one reform's page."""
    scenario = reform.after.scenario
    base = reform.base.scenario
    base_file = scenario.files[-2].path.name
    yield f"# {scenario.title.en} / {scenario.title.zh}"
    yield from ("", GENERATED, "", scenario.header.about.en, "", scenario.header.about.zh, "")
    yield f"File: [{reform.stem}.toml](../../scenarios/{reform.stem}.toml), over"
    yield f"[{base_file}](../../scenarios/{base_file}) ({base.title.en} / {base.title.zh})."
    yield f"First year in which money differs: {reform.first_year}."
    yield from ("", "## What changes / 参数变化", "")
    yield "| lever | 参数 | before | after | source |"
    yield "|---|---|---|---|---|"
    yield from lever_rows(reform)
    yield from ("", "–: not given in the base. Dated values act from their first date.")
    yield from ("", "## Effect / 影响", "")
    yield from effect_rows(reform)
    yield from ("", "## Why / 原因", "")
    yield from reasons(reform)
    yield from ("", "## With and without / 对照", "")
    yield from findings(reform)
    yield from ("", "## Limits / 局限", "")
    yield from (f"- {limit}" for limit in reform.limits)
    kinds = dict.fromkeys(reform.after.funds[name].fund.kind for name in reform.declared)
    pages = ", ".join(f"[{kind}](../method/{kind}.md)" for kind in kinds)
    yield f"- What the method leaves out stands on its page: {pages}."


def lever_rows(reform: Reform) -> Iterator[str]:
    """Yield a table row for every lever and every rule that the reform changes."""
    for change in changed_levers(reform):
        before = value_text(change.values[0], change.declaration) or "–"
        after = as_written(reform, change.path)
        label, source = change.declaration.label, own_source(reform, change.path) or ""
        yield (
            f"| {label.en}<br>`{change.path}` | {label.zh} | {cell(before)} | {cell(after)} "
            f"| {cell(source)} |"
        )
    for fund, rule in added_rules(reform):
        english, chinese = (rule_text(rule, language) for language in ("en", "zh"))
        name = f"`{fund.fund.where}.rules`: `{rule.acts_on}`"
        yield f"| {english}<br>{name} | {chinese} | – | added | {cell(rule.source)} |"


def rule_text(rule: Rule, language: Any) -> str:
    """Say the figures of a rule with their labels."""
    said = []
    for name, info in Rule.model_fields.items():
        declaration, value = declaration_of(info), getattr(rule, name)
        if declaration is not None and value is not None:
            said.append(f"{declaration.label.say(language)} {value:g}")
    return ("，" if language == "zh" else ", ").join(said)


def effect_rows(reform: Reform) -> Iterator[str]:
    """Yield the table of payout months, income, expenditure and balance by fund and year."""
    scenario = reform.after.scenario
    unit = money_units(scenario.currency)[scenario.money]
    money = unit_label(scenario.currency, scenario.money).en
    yield (
        "| fund | year | payout months, base | reform | change | income | expenditure "
        f"| balance ({money}) |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for name in reform.declared:
        without, with_it = reform.base.funds[name], reform.after.funds[name]
        for year in reform.years:
            pair = {key: (figure(without, key, year), figure(with_it, key, year)) for key in MONEY}
            months = [
                shown("payout_months", figure(fund, "payout_months", year), unit, "en")
                for fund in (without, with_it)
            ]
            balance = (pair["balance"][1] - pair["balance"][0]) / unit
            yield (
                f"| {with_it.title.en} | {year} | {months[0]} | {months[1]} "
                f"| {signed(payout_change(reform, name, year))} | {relative(*pair['income'])} "
                f"| {relative(*pair['expenditure'])} | {balance:+,.0f} |"
            )


def reasons(reform: Reform) -> Iterator[str]:
    """Yield one line a fund: the declared directions and why."""
    for name, effect in reform.declared.items():
        title = reform.after.funds[name].title
        arrows = " ".join(ARROWS[direction] for direction in effect["after"])
        yield f"- **{title.en} / {title.zh}** {arrows}: {effect['why']}"


def findings(reform: Reform) -> Iterator[str]:
    """Yield what becomes of each fund that moves, without and with the reform."""
    for name in reform.declared:
        for word, side in (("Without", reform.base), ("With", reform.after)):
            yield f"- {word}: {fund_finding(side.funds[name], 'en')}"


def overview(reforms: list[Reform]) -> Iterator[str]:
    """Yield the lines of the table of reforms by funds, and the reasons."""
    after = "/".join(str(years) for years in HORIZONS)
    yield from ("# Reforms and what they do / 改革与影响", "", GENERATED, "")
    yield f"Change of payout months against the reform's base after {after} years, counted from the"
    yield "first year in which any money differs. An empty cell: the fund does not move at all."
    yield "Arrows are the declared directions: ↑ up, ↓ down, ↕ either, because a rule switches a"
    yield "rate at other dates or two like effects oppose each other. They are declared, with the"
    yield "reasons, in [effects.toml](effects.toml) and tested."
    titles = {name: fund.title for one in reforms for name, fund in one.after.funds.items()}
    heads = " | ".join(f"{title.en}<br>{title.zh}" for title in titles.values())
    yield from ("", f"| reform | over | first year | {heads} |")
    yield "|---|---|---:|" + "---:|" * len(titles)
    for reform in reforms:
        title, base = reform.after.scenario.title, reform.after.scenario.files[-2].path.stem
        cells = (cell_of(reform, name) for name in titles)
        yield (
            f"| [{title.en}]({reform.stem}.md)<br>{title.zh} | {base} | {reform.first_year} | "
            + " | ".join(cells)
            + " |"
        )
    for reform in reforms:
        yield from ("", f"## [{reform.after.scenario.title.en}]({reform.stem}.md)", "")
        yield from reasons(reform)


def cell_of(reform: Reform, fund: str) -> str:
    """Return the three changes of one fund, or nothing."""
    if fund not in reform.declared:
        return ""
    return " / ".join(signed(payout_change(reform, fund, year)) for year in reform.years)


def signed(change: float) -> str:
    """Return a change of months with its sign, with the decimals that show it."""
    if not np.isfinite(change):
        return "–"
    digits = 1 if abs(change) >= 0.095 else 2 if abs(change) >= 0.0095 else 3
    return f"{change:+.{digits}f}"


def relative(before: float, after: float) -> str:
    """Return a change as a percentage of what it was; a dash where nothing changes."""
    if before == after:
        return "same"
    return f"{after / before - 1:+.1%}" if before else "–"


def cell(text: str) -> str:
    """Keep a vertical bar from ending the table's cell."""
    return text.replace("|", "\\|")


def written_files(
    projection_of: Callable[[str], Projection] = projected,
) -> dict[Path, str]:
    """Return the text of every page."""
    reforms = [read_reform(stem, projection_of) for stem in effects()]
    pages = {FOLDER / f"{one.stem}.md": "\n".join(page(one)) + "\n" for one in reforms}
    return {FOLDER / "README.md": "\n".join(overview(reforms)) + "\n", **pages}


def main() -> int:
    for path, text in written_files().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
