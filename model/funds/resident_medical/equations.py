"""Figures that only this kind of fund has."""

from model.funds.shared.medical_bills import (
    CLAIM_OUTPUTS,
)
from model.words.outputs import money

OUTPUTS = {
    "own_premiums": money(
        "个人缴费收入", "Own premiums", "mean insured x own premium a head x share paid", "income"
    ),
    **CLAIM_OUTPUTS,
}
