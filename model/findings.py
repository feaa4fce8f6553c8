"""Findings: one sentence from the numbers, in either language."""

from model.consolidation import Consolidation
from model.projection import FundProjection
from model.texts import Language, message


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
