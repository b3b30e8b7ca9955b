"""Draw the pictures of the README from the packaged release."""

from __future__ import annotations

from pathlib import Path

import aipolicy_data as ap

PICTURES = Path(__file__).parents[1] / ".github" / "pictures"
WEEK = (
    "anthropic-rsp-pause",
    "anthropic-rsp-conditional-delay",
    "anthropic-rsp-safeguards-first",
    "anthropic-rsp-external-review",
    "anthropic-rsp-risk-reports",
    "anthropic-red-line-surveillance",
    "anthropic-red-line-autonomous-weapons",
    "anthropic-designation-10-usc-3252",
    "anthropic-designation-41-usc-4713",
)


def main() -> None:
    ds = ap.load()
    PICTURES.mkdir(parents=True, exist_ok=True)
    ds.plot_standing(WEEK, since="2023-06", path=PICTURES / "standing.png")
    ds.timeline(thread="2026-02-24-pentagon-ultimatum").plot(PICTURES / "timeline.png")


if __name__ == "__main__":
    main()
