"""What does a projection say: series, indicators, sums of funds, comparisons?

Entry: `project` (projection.py), the table of contents of the model.
"""
