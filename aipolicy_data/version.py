"""The one place of the version: of the package and of the data in it."""

__version__ = "0.1.0"

__released__ = "2026-11-24"
"""The day of this version, as ISO text: nothing in the package reads the clock."""
