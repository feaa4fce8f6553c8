"""How much money does a fund have, at the end of each year and of each month?

Entry: `settle` (settlement.py). A fund hands in `FundFlows` (flows.py). What does not depend on an
earlier year is computed at once (known_before.py), then the years are closed one after the other
(closed_year.py): contributions become cash (collection.py), and rules look at last year's payout
months (rule_factors.py). A settled account is spread over months in months.py; depletion.py finds
the year in which each path runs dry.
"""
