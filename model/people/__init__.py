"""Who lives, works and retires: the population and the retirement rules."""
