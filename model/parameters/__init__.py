"""Parameters: dated values, their declarations, and the sections that hold them."""
