"""Why did a figure change: between two scenarios, or from the year before?

Entries: `explain` (attribution.py), `year_on_year` (year_on_year.py).
"""
