"""Pictures: what happened in order of time, and how commitments stood.

Everything is laid out in inches and sized to its text, so that nothing is cut and nothing overlaps, whatever the number of
rows. Colours are those of Okabe and Ito (2008), which people with any colour vision can tell apart, and never stand alone:
shape, hatching or words say the same. No display and no pyplot is needed, and users' styles do not reach in.
"""

from aipolicy_data.plots.standings import standing
from aipolicy_data.plots.timelines import timeline

__all__ = ["standing", "timeline"]
