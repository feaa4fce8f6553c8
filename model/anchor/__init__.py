"""Does a fund's profile continue its own past, and which profile would?

Entry: `anchored` (anchoring.py): the fund with its profile fitted to history or final account.
"""
