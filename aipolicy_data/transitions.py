"""What may happen to a commitment: its standings, which may follow which (S8), and what a change may carry (S7).

The codebook's rules S7 and S8 as data. `standing` folds by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

NONE: Final = "none"
UNKNOWN: Final = "unknown"

STATES: Final = (
    UNKNOWN, NONE, "signalled", "announced", "in_force", "suspended", "unclear",
    "superseded", "withdrawn", "annulled", "lapsed", "discharged", "failed",
)  # fmt: skip
"""Every answer, in the order of a life. `unknown` and `none` are answers only; no event gives them."""

ENDED: Final = frozenset({"superseded", "withdrawn", "annulled", "lapsed", "discharged", "failed"})
"""Nothing is owed any more."""
FINAL: Final = ENDED - {"annulled"}
"""Nothing leads out of these; an annulment may be reversed on appeal."""
CAPPING: Final = frozenset({"suspended", *ENDED}) - {"discharged"}
"""A document in one of these takes its parts and parties with it (S4)."""

BINDING: Final = frozenset({"promisor", "addressee"})
"""Roles of the parties whom a commitment binds (S12)."""

NEXT: Final[Mapping[str, frozenset[str]]] = {
    NONE: frozenset({"signalled", "announced", "in_force"}),
    "signalled": frozenset({"announced", "in_force", "failed"}),
    "announced": frozenset(
        {"in_force", "suspended", "unclear", "superseded", "withdrawn", "annulled", "discharged", "failed"},
    ),
    "in_force": frozenset({"suspended", "unclear", "superseded", "withdrawn", "lapsed", "discharged", "annulled"}),
    "suspended": frozenset(
        {"announced", "in_force", "unclear", "superseded", "withdrawn", "annulled", "lapsed", "failed"},
    ),
    "unclear": frozenset(
        {"announced", "in_force", "suspended", "superseded", "withdrawn", "annulled", "lapsed", "discharged"},
    ),
    "annulled": frozenset({"in_force", "suspended"}),
    **dict.fromkeys(sorted(FINAL), frozenset()),
}
"""S8: state -> the states that may follow it. Anything may follow `unknown`."""

EDITS: Final = frozenset({"strengthened", "weakened", "mixed", "amended"})
"""Changes after which the text reads otherwise under the same id."""

_GOES_WITH: Final[Mapping[str | None, frozenset[str | None]]] = {
    "added": frozenset({"signalled", "announced", "in_force"}),
    "retained": frozenset({None}),
    **dict.fromkeys(sorted(EDITS), frozenset({None, "in_force", "superseded"})),
    "relocated": frozenset({"superseded"}),
    "removed": frozenset({"withdrawn"}),
    "triggered": frozenset({None}),
    "delivered": frozenset({None, "discharged"}),
}
_OPENING: Final = frozenset({None, "announced", "in_force", "unclear"})


def is_milestone(change: Mapping[str, Any]) -> bool:
    """Whether an entry only marks a trigger or a delivery: it moves no standing, and may follow an end."""
    return change.get("change") in ("triggered", "delivered") and "standing" not in change


def may_follow(before: str, after: str, kind: str | None) -> bool:
    """S8: whether a standing may follow another, by a change of this kind.

    Only an edit may leave `in_force` as it was; `retained`, which says that nothing changed, may repeat any state.

    >>> may_follow("announced", "in_force", None), may_follow("withdrawn", "in_force", None)
    (True, False)
    >>> may_follow("in_force", "in_force", "weakened"), may_follow("in_force", "in_force", None)
    (True, False)
    """
    if before == after:
        return kind == "retained" or (before == "in_force" and kind in EDITS)
    return before == UNKNOWN or after in NEXT.get(before, ())


def misfit(change: Mapping[str, Any], first: bool, recurring: bool) -> str | None:
    """S7: what is wrong with one entry by itself, in words; None if it may stand.

    `first`: nothing but milestones precedes it in its track. `recurring`: its commitment falls due again and again.

    >>> misfit({"change": "removed", "standing": "withdrawn"}, False, False)
    '`removed` needs `disclosure`: whether whoever removed it said so'
    """
    kind, standing = change.get("change"), change.get("standing")
    if kind is None and standing is None:
        return "an entry needs `change`, `standing`, or both"
    fitting = _OPENING if kind == "retained" and first else _GOES_WITH.get(kind)
    if fitting is not None and standing not in fitting:
        return f"`{kind}` goes with {_alternatives(fitting)}, {f'not {standing}' if standing else 'which is missing'}"
    if standing == "discharged" and recurring:
        return "a duty that recurs is never discharged; leave `standing` out, `delivered` alone is a milestone"
    if standing == "superseded" and "successor" not in change:
        return "`superseded` needs `successor`: the commitment that takes its place"
    if "successor" in change and standing != "superseded":
        return "`successor` goes with the standing superseded only"
    if kind in EDITS and "note" not in change:
        return f"`{kind}` needs `note`: how it reads now"
    if kind == "removed" and "disclosure" not in change:
        return "`removed` needs `disclosure`: whether whoever removed it said so"
    return None


def _alternatives(standings: frozenset[str | None]) -> str:
    named = sorted((standing for standing in standings if standing), key=STATES.index)
    words = f"the standing {' or '.join(named)}" if named else ""
    return " or ".join(filter(None, ["no standing" if None in standings else "", words]))
