"""Findings: one sentence from the numbers, in either language."""

import numpy as np

from model.results.consolidation import Consolidation
from model.results.fund_projection import FundProjection
from model.words.texts import Language, Message, Text, message


def fund_finding(fund: FundProjection | Consolidation, language: Language) -> str:
    """Return how long the fund lasts, the answer first."""
    months = fund.indicators["payout_months"][:, 0]
    first, last = int(fund.years[0]), int(fund.years[-1])
    summary = fund.turning_points
    now = message(
        "it covers {months} months of benefits at the end of {year}",
        months=f"{months[0]:.1f}",
        year=first,
    )
    if summary["depletion_year"] is not None:
        year, month = str(summary["depletion_month"]).split("-")
        answer = message(
            "{fund} runs dry in {year}-{month:02d}", fund=fund.title, year=year, month=int(month)
        )
    else:
        answer = message(
            "{fund} does not run dry before the end of {year}", fund=fund.title, year=last
        )
    deficit = summary["first_deficit_year"]
    course = (
        message("it spends more than it receives from {year} on", year=deficit)
        if deficit is not None
        else message("it never spends more than it receives")
    )
    return message("{answer}: {now}; {course}.", answer=answer, now=now, course=course).say(
        language
    )


def balance_finding(
    fund: FundProjection | Consolidation, unit: float, unit_name: Text, language: Language
) -> str:
    """Return where the balance goes, amounts in units of `unit` yuan."""
    balance = fund.series["balance"][:, 0]
    years = fund.years
    peak = int(np.argmax(balance))
    largest = float(np.abs(balance[[0, peak, -1]]).max()) / unit
    # three figures, so that a rise is not told as one from 2 to 2
    digits = 0 if largest >= 100 else 1 if largest >= 10 else 2

    def amount(value: float) -> Text:
        figure = f"{value / unit:,.{digits}f} {unit_name.zh}"
        # "62,045 10,000 yuan" is no English
        return Text(figure, f"{in_english(value)} {unit_name.en.rpartition(' ')[2]}")

    values = {
        "fund": fund.title,
        "first": amount(float(balance[0])),
        "start": int(years[0]),
        "top": amount(float(balance[peak])),
        "year": int(years[peak]),
        "last": amount(float(balance[-1])),
        "end": int(years[-1]),
    }
    if peak == len(balance) - 1:
        said = message("{fund}: the balance rises from {first} in {start} to {top} in {year}.")
    elif peak == 0:
        said = message("{fund}: the balance falls from {first} in {start} to {last} in {end}.")
    else:
        said = message(
            "{fund}: the balance rises from {first} in {start} to {top} in {year}, "
            "then falls to {last} in {end}."
        )
    return Message(said.template, values).say(language)


def in_english(amount: float) -> str:
    """Return an amount to three figures in thousands, millions, billions or trillions."""
    sizes = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
    for size, name in sizes:
        if abs(amount) >= size * 0.9995:
            return f"{float(f'{amount / size:.3g}'):,g} {name}"
    return f"{amount:,.3g}"


def change_finding(
    now: FundProjection | Consolidation, before: FundProjection | Consolidation, language: Language
) -> str:
    """Return what the changed levers did to one account, against the baseline."""
    # a year that only one of them projects says nothing against the other
    last = min(int(now.years[-1]), int(before.years[-1]))
    dry, was_dry = (_dry_month(one, last) for one in (now, before))
    if dry and was_dry and dry != was_dry:
        months = _months(dry) - _months(was_dry)
        said = (
            message("1 month later than in the baseline")
            if months == 1
            else message("1 month earlier than in the baseline")
            if months == -1
            else message("{months} months later than in the baseline", months=months)
            if 0 < months < 24
            else message("{months} months earlier than in the baseline", months=-months)
            if -24 < months < 0
            else message("{years} years later than in the baseline", years=f"{months / 12:.1f}")
            if months > 0
            else message("{years} years earlier than in the baseline", years=f"{-months / 12:.1f}")
        )
        return message(
            "{fund} runs dry in {month}, {when}.", fund=now.title, month=dry, when=said
        ).say(language)
    if dry and not was_dry:
        return message(
            "{fund} runs dry in {month}; in the baseline it does not.", fund=now.title, month=dry
        ).say(language)
    if was_dry and not dry:
        return message(
            "{fund} no longer runs dry; in the baseline it does in {month}.",
            fund=now.title,
            month=was_dry,
        ).say(language)
    return _cover_change(now, before, last).say(language)


def _dry_month(account: FundProjection | Consolidation, last: int) -> str | None:
    month = account.turning_points["depletion_month"]
    return str(month) if month is not None and int(str(month)[:4]) <= last else None


def _cover_change(
    now: FundProjection | Consolidation, before: FundProjection | Consolidation, year: int
) -> Message:
    """Return what became of the payout months in the last year that both have."""
    one, other = (
        float(account.indicators["payout_months"][year - int(account.years[0]), 0])
        for account in (now, before)
    )
    shared = min(len(now.years), len(before.years))
    balance, was = (account.series["balance"][:shared, 0] for account in (now, before))
    if np.array_equal(balance, was) and (one == other or np.isnan([one, other]).all()):
        return message("{fund} is as in the baseline.", fund=now.title)
    return message(
        "{fund} covers {now} months at the end of {year}, the baseline {before}.",
        fund=now.title,
        now=_shown(one),
        before=_shown(other),
        year=year,
    )


def _shown(months: float) -> str:
    return f"{months:,.1f}" if np.isfinite(months) else "–"


def _months(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7])
