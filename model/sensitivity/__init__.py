"""Which lever matters most: each moved alone, or all together?

Entries: `tornado` (tornado.py), `sobol` (sobol.py).
"""
