"""The cohort pension engine: who pays, who draws, and what a new pension is worth."""
