"""Which lever matters most: each moved alone, or all together."""
