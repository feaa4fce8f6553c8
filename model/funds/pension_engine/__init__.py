"""Who pays into a pension fund, who draws from it, and what is a pension worth, by birth cohort?

Entry: `pension_outcome` (fund.py): members (base_year.py), demography.py, then money.py over all
paths.
"""
