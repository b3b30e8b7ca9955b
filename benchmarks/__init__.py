"""Measurements against other tools, and figures rendered from the data. Run by hand."""
