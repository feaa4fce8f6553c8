"""What a projection says: series, indicators, sums of funds, comparisons."""
