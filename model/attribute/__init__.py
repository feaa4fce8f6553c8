"""Why a figure changed: between two scenarios, and from the year before."""
