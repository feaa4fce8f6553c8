"""Figures that only this kind of fund has."""

from model.words.outputs import money
from model.words.outputs import persons as persons_output

OUTPUTS = {
    "land_revenue": money(
        "土地出让收入计提",
        "Land-transfer revenue",
        "land-transfer revenue x levy share x activity",
        "income",
    ),
    "recipients": persons_output(
        "领取待遇人数（年末）", "Recipients, year's end", "members past the benefit age"
    ),
}
