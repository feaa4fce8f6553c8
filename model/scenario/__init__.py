"""What does a scenario file say: reading, reforms over a base, checks, drafts, writing?

Entry: `load_scenario` (reading.py).
"""
