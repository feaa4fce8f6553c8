"""What do several kinds of funds have in common: base year, contributions, insured, bills?

Entries: `read_branch` (payroll_fund.py), `per_head_outcome` (per_head_fund.py), `claim_costs`
(medical_bills.py).
"""
