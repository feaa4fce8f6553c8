"""The program's version, stamped on every output."""

__version__ = "0.1.0"

#: Figures of versions from this one on may be compared with each other.
COMPARABLE_SINCE = "0.1.0"
