"""What happened in and before the base year: observed figures by fund, variable and year?

Entry: `read_history` (reading.py) makes a `History` (record.py) of a CSV, one row a figure or one
column a year.
"""
