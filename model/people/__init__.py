"""Who lives, works and retires: population, ages and retirement rules.

Entries: `project_population` (population.py), `retirement_times` (retirement.py).
"""
