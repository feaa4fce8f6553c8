"""How much money a fund has: a year settled, its months, many paths, and when it runs dry."""
