"""Where each unit stands among its like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from checker.audit.cross_checks import Evidence, drafts, lateness
from checker.audit.model import Entry, Match, Standing, Unit
from checker.audit.submissions import Submissions
from checker.rulebook.model import Pack


def standings(pack: Pack, evidence: Evidence, matches: Iterable[Match] = ()) -> tuple[Standing, ...]:
    """Every unit of the roster in its order, then every issuer that it does not name, then reports that name nobody.

    The last stand for themselves, called by their file and without a rank.  The reports of standings are those that
    count: one a unit, of the year that is asked for.
    Units of one kind and region are ranked by the points of the report that counts; those without one have no rank.
    ``among`` is the number of units that are ranked together.  *matches* tell how sure it is whose a report is.
    """
    year, words = evidence.year, drafts(pack)
    known = Submissions(evidence.units, evidence.entries, year=year, drafts=words)
    before = Submissions(evidence.units, evidence.earlier, year=None if year is None else year - 1, drafts=words)
    sure = {match.report: match.sure for match in matches}
    rows = [_row(pack, known, before, name, sure) for name in known.names()]
    named = {unit.name for unit in evidence.units}
    ranked: dict[tuple[str | None, str | None], list[float]] = {}
    for row in rows:
        if row.points is not None:
            ranked.setdefault(_like(row), []).append(row.points)
    for points in ranked.values():
        points.sort()
    placed = [
        _placed(row, ranked.get(_like(row), [])) for row in rows if row.unit.name in named or row.report is not None
    ]
    return (*placed, *map(_alone, known.nameless))


def _alone(entry: Entry) -> Standing:
    """A report of nobody knows whom."""
    unit = Unit(entry.path, kind=entry.kind, region=entry.region)
    return Standing(
        *(unit, entry.path, None, entry.points, entry.grade, entry.verdict),
        rank=None,
        among=0,
        days_late=None,
        points_before=None,
    )


def _row(pack: Pack, known: Submissions, before: Submissions, name: str, sure: dict[str, float]) -> Standing:
    entry, former = known.counting(name), before.counting(name)
    unit = known.unit(name)
    if unit is None:
        unit = Unit(name, kind=entry.kind if entry else None, region=entry.region if entry else None)
    elif unit.kind is None and entry is not None:
        unit = unit._replace(kind=entry.kind)
    delay = lateness(pack, unit, entry) if entry else None
    return Standing(
        unit=unit,
        report=entry.path if entry else None,
        sure=sure.get(entry.path) if entry else None,
        points=entry.points if entry else None,
        grade=entry.grade if entry else None,
        verdict=entry.verdict if entry else None,
        rank=None,
        among=0,
        days_late=delay.days if delay else None,
        points_before=former.points if former else None,
    )


def _like(row: Standing) -> tuple[str | None, str | None]:
    return row.unit.kind, row.unit.region


def _placed(row: Standing, points: list[float]) -> Standing:
    """*row* with its rank among the *points*, in ascending order, of its like."""
    if row.points is None:
        return row._replace(among=len(points))
    return row._replace(rank=1 + len(points) - bisect_right(points, row.points), among=len(points))
