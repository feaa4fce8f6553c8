"""Levels that charts mark."""

#: The lowest cover that bureaus plan for, in months of expenditure (docs/method/indicators.md).
PRUDENT_MONTHS = 9
