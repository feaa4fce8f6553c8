"""How sure a projection is: many paths of the economy and of demography."""
