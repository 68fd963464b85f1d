"""The score: a pure function of how the rules came out.

Total = Σ over groups (group weight × Σ w·credit / Σ w) / Σ group weights, over the rules and groups that apply; then
the lowest cap.  Points are of 100.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from checker.engine.model import Cap, Item, Score, Waived
from checker.records import Any, NamedTuple

OF = 100.0
GRADES = ((90.0, "excellent"), (80.0, "good"), (60.0, "passing"), (0.0, "failing"))


class Mark(NamedTuple):
    """What the score needs to know of one rule: ``credit`` None where it does not apply; ``cap`` where it set one."""

    rule: str
    group: str
    weight: float
    credit: float | None
    cap: float | None


class Points(NamedTuple):
    """Points of the total that a rule earned and could earn, and what the total would gain if it passed."""

    earned: float
    possible: float
    gain: float


_NO_POINTS = Points(0.0, 0.0, 0.0)


def score(marks: Sequence[Mark], groups: Mapping[str, float]) -> tuple[Score | None, dict[str, Points]]:
    """Return the total with grade and cap (None where nothing was scored), and each rule's points."""
    shares = _shares(tuple([mark[:3] for mark in marks if mark.credit is not None]), tuple(groups.items()))
    uncapped = sum(shares[mark.rule].possible * (mark.credit or 0.0) for mark in marks if mark.rule in shares)
    caps = sorted((mark.cap, mark.rule) for mark in marks if mark.cap is not None)
    lowest = caps[0] if caps else (OF, "")
    second = caps[1][0] if len(caps) > 1 else OF
    now = min(uncapped, lowest[0])
    points: dict[str, Points] = {}
    for rule, _, _, credit, _ in marks:
        points[rule] = _NO_POINTS if credit is None else shares.get(rule, _NO_POINTS)
        if credit is None or (credit == 1.0 and rule != lowest[1]):
            continue
        share = points[rule].possible  # a rule without points may still set a cap
        mended = min(uncapped + share * (1.0 - credit), second if rule == lowest[1] else lowest[0])
        points[rule] = Points(share * credit, share, max(0.0, mended - now))
    if not shares:
        return None, points
    total, bound = bounded(uncapped, (Cap(*cap) for cap in caps))
    return Score(total, grade(total), bound, uncapped), points


def with_waivers(found: Score, items: Iterable[Item]) -> Score:
    """Return *found* with the score beside it that there would be if all waived *items* passed."""
    uncapped, caps = found.uncapped, []
    for item in items:
        if item.waived is not None:
            uncapped += item.possible - item.earned
        elif (cap := item.rule.cap_where(item.state, item.reason)) is not None:
            caps.append(Cap(cap, item.rule.id))
    total, _ = bounded(uncapped, caps)
    return found._replace(with_waivers=Waived(total, grade(total)))


def bounded(uncapped: float, caps: Iterable[Cap]) -> tuple[float, Cap | None]:
    """Return the points of a report that earned so many, and the lowest of *caps* where it keeps them lower."""
    lowest = min(caps, default=None)
    bound = lowest if lowest is not None and lowest.points < uncapped else None
    return round(bound.points if bound else uncapped, 1), bound


def grade(total: float) -> str:
    """Return the key of the grade of a total."""
    return next(key for least, key in GRADES if total >= least)


@lru_cache(maxsize=100)  # of one report most of the rules apply that apply to the next
def _shares(rules: tuple[tuple[Any, ...], ...], groups: tuple[tuple[str, float], ...]) -> dict[str, Points]:
    """Return what each of the *rules* that apply, with group and weight, is worth of the total where it is met."""
    weights = dict(groups)
    sums: dict[str, float] = {}
    for _, group, weight in rules:
        if weight > 0 and weights.get(group, 0) > 0:
            sums[group] = sums.get(group, 0.0) + weight
    whole = sum(weights[group] for group in sums)
    shares = {
        rule: OF * weights[group] / whole * weight / sums[group]
        for rule, group, weight in rules
        if weight > 0 and group in sums
    }
    return {rule: Points(share, share, 0.0) for rule, share in shares.items()}
