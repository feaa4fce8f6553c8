"""How sure is a projection: many paths of the economy and of demography?

Entry: `simulate` (simulate.py).
"""
