"""What things are called: texts in two languages, outputs, units of money, sources."""
