"""A fund's yearly columns, and several funds as a frame in tidy long form."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from model.arrays import FloatArray
from model.funds.kinds import outputs
from model.results.fund_projection import FundProjection
from model.words.outputs import Output

if TYPE_CHECKING:
    import pandas as pd


def fund_columns(fund: FundProjection) -> Iterator[tuple[str, FloatArray]]:
    """Yield every yearly column of a fund once, in the order of the declarations."""
    groups = {
        **fund.indicators,
        **fund.account.expenditure_items,
        **fund.account.income_items,
        **fund.series,
    }
    for name in outputs():
        if name in groups:
            yield name, groups[name]


def tidy_frame(funds: Iterable[FundProjection], currency: str) -> "pd.DataFrame":
    """Return the first path in long form: fund, year, variable, value, unit; money in yuan."""
    import pandas as pd

    frames = []
    for fund in funds:
        for name, values in fund_columns(fund):
            frames.append(
                pd.DataFrame(
                    {
                        "fund": fund.name,
                        "year": fund.years,
                        "variable": name,
                        "value": values[:, 0],
                        "unit": _unit_name(outputs()[name], currency),
                    }
                )
            )
    return pd.concat(frames, ignore_index=True)


def _unit_name(output: Output, currency: str) -> str:
    return currency if output.kind in ("money", "per_head") else output.kind
