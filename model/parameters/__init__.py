"""Of which parts is every section of a scenario made: declarations, dated values, windows, rules?

Entry: `parameter` (declaration.py), with which each lever is declared once.
"""
