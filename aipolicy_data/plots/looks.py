"""Colours, letters and measures: what every picture has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, FAINT, BAND = "#666666", "#D0D0D0", "#F5F5F5"

FONT = "DejaVu Sans"  # comes with matplotlib
STYLE: Any = ["default", {"text.parse_math": False, "font.family": FONT, "svg.hashsalt": "aipolicy_data"}]
DPI = 150
WIDEST = 65_000  # pixels along one side; Agg draws at most 65,535

# Inches
MARGIN, GAP, CHART, RIGHT, LABEL = 0.2, 0.18, 6.0, 0.35, 4.6
TICKS, KEY_LINE, SIGN = 0.35, 0.24, 0.3
BAR, THIN, LANE = 0.17, 0.07, 0.19
# Points
SIZE, SMALL, TINY = 9.0, 7.5, 6.5

MARK: Mapping[str, Any] = {"markersize": 6.5, "linestyle": "none", "clip_on": False}
