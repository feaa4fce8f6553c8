"""What does a fund receive and pay: one folder a kind of fund, with its levers and equations.

Entry: `kinds` (kinds.py), every kind by name. `setting.py` has what a kind is given and returns,
`kind.py` what the rest of the product asks of it, `shared/` what several kinds have in common,
`pension_engine/` the cohorts behind both pension funds.
"""
