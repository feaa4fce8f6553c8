"""What several kinds of funds share: base year, contributions, insured, medical bills."""
