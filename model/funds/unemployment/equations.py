"""Figures that only this kind of fund has."""

from model.words.outputs import money

OUTPUTS = {
    "medical_premiums": money(
        "代缴医疗保险费",
        "Medical premiums for claimants",
        "benefits x medical premium rate",
        "expenditure",
    ),
    "stabilisation_refunds": money(
        "稳岗返还",
        "Job-keeping refunds",
        "last year's contributions x refund share x firms that qualify",
        "expenditure",
    ),
    "training": money("职业培训等", "Training and placement", "given year by year", "expenditure"),
}
