"""What is said of the data set as a whole, in one place: its descriptor, its citation and every catalogue say the same."""

from __future__ import annotations

NAME = "aipolicy-data"
TITLE = "aipolicy_data: an open dataset of AI policy"
SUMMARY = (
    "Who promised what on artificial intelligence, what changed and when, who demanded, who threatened, "
    "who objected, what was due, what came of it, and how we know."
)
KEYWORDS = ("AI policy", "AI safety", "commitments", "events", "statements", "provenance")
AUTHORS = "The aipolicy_data contributors"
LICENCE = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
HOMEPAGE = ""
"""Its address, once it has one; left out everywhere while empty."""
NAMESPACE = "urn:aipolicy-data:"
"""What begins the name of every record and term in linked data: a name that claims no address."""
