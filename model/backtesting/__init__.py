"""How well would the model have done: the past projected from what was known then?

Entry: `backtest` (backtest.py): at each origin a `vintage` (vintage.py), its scores, its causes.
"""
