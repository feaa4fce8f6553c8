"""What are things called: texts in two languages, outputs, units of money, sources?

Entries: `Text` and `message` (texts.py), the declared outputs (outputs.py).
"""
