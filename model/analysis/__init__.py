"""What a planner takes to the meeting: why it changed, how sure it is, what it would take."""
