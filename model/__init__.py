"""Project social-insurance funds: functions from scenarios to results."""
