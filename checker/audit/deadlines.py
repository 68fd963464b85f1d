"""Until when a unit has time, and how late its report is: the roster's due date counts before what the pack says.

A report is judged before anybody knows whose it is, by the deadline of its kind of filer.  Once it has its unit, the item
on its date follows the roster's due date, and the score with it; what it was is kept, for the roster may change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from checker.audit.model import Entry, Unit
from checker.audit.store import Store
from checker.checks.outcome import MISSED
from checker.engine.model import Cap
from checker.engine.score import bounded, grade
from checker.rulebook.load import vocabulary_of
from checker.rulebook.model import Pack, rule_options
from checker.text.dates import INCLUDED, due_day

CHECK = "date-window"
"""The primitive that holds the date of a report against the deadline."""

_ITEM = ("state", "outcome", "severity", "credit", "earned", "gain", "rank", "filled", "place", "quote", "ceiling")
_REPORT = ("points", "uncapped", "grade", "cap")
_DATED = f"""
SELECT r.id, i.seq, i.rule, m.unit, r.genre, r.date, r.year, i.possible, l.severity AS rule_severity, l.ceiling AS rule_ceiling,
  (SELECT max(rank) FROM items WHERE report = r.id) AS last, {", ".join(f"i.{name}" for name in _ITEM)},
  {", ".join(f"r.{name}" for name in _REPORT)}
FROM reports r JOIN matches m ON m.report = r.path AND m.counts JOIN rules l ON l.pack = r.pack AND l.checked = '{CHECK}'
  JOIN items i ON i.report = r.id AND i.seq = l.seq
WHERE r.earlier = 0 AND r.points IS NOT NULL AND r.date IS NOT NULL AND i.waived IS NULL ORDER BY r.id
"""  # noqa: S608 - ours

_CAPS = "SELECT ceiling, rule FROM items WHERE report = ? AND seq <> ? AND ceiling IS NOT NULL"


class Delay(NamedTuple):
    """How many ``days`` after the ``last`` day in time a report's ``day`` is (negative: before it).

    ``by`` tells which day it is: ``received`` as the roster has it, ``date`` of the report, or ``published``.
    """

    days: int
    day: str
    last: str
    by: str


def lateness(pack: Pack, unit: Unit | None, entry: Entry) -> Delay | None:
    """Return when a report came; ``None`` where a day is missing.

    The roster's due date counts, the day itself being in time; without one the deadline of the kind of filer, before
    which a report must be there.  The day on which the office received it counts before all others.  A report without a
    date of its own is taken by the day it was made public, and that has until the day by which reports are published, if
    that is later.
    """
    received = unit.received if unit is not None else None
    day = received or entry.date or entry.published
    if day is None:
        return None
    by = "received" if received else "date" if entry.date else "published"
    public = _published(pack, (unit.kind if unit else None) or entry.kind, entry) if by == "published" else None
    days = [found for found in (_due_day(pack, unit, entry), public) if found]
    if not days or (by == "published" and public is None):
        return None
    last = max(days)
    return Delay((date.fromisoformat(day) - last).days, day, last.isoformat(), by)


def _due_day(pack: Pack, unit: Unit | None, entry: Entry) -> date | None:
    """Return the last day on which a report is in time."""
    if unit is not None and unit.due:
        return date.fromisoformat(unit.due)
    kind = (unit.kind if unit else None) or entry.kind
    filer = next((one for one in vocabulary_of(pack).filers if one.id == kind), None)
    return _last(entry.year, filer.due(unit.name if unit else entry.issuer) if filer else None)


def _published(pack: Pack, kind: str | None, entry: Entry) -> date | None:
    rule = next((rule for rule in pack.across if rule.check == "in-time"), None)
    return _last(entry.year, rule_options(rule, kind, entry.year).get("published") if rule is not None else None)


def _last(year: int | None, limit: str | None) -> date | None:
    """Return the last day in time of the year after *year*."""
    if year is None or not limit:
        return None
    month, _, day = due_day(limit).partition("-")
    try:
        return date(year + 1, int(month), int(day)) - timedelta(days=not limit.startswith(INCLUDED))
    except ValueError:
        return None


def follow_roster(store: Store, units: Iterable[Unit], family: str | None = None) -> None:
    """Let the items on dates follow the due dates of *units*; inside a transaction, and the same however often.

    A roster's due dates are of one *family* of reports; those of another have the deadlines of their pack.
    """
    due = {unit.name: unit for unit in units if unit.due}
    _restore(store)
    cursor = store.connection.execute(_DATED)
    names = [column[0] for column in cursor.description]
    moved: dict[int, dict[str, Any]] = {}  # what the score of a report has become by one of its items
    for row in cursor.fetchall():
        stored = dict(zip(names, row, strict=True))
        found = stored | moved.get(stored["id"], {})
        listed = found["unit"] in due and family in (None, found["genre"])
        changed = _by_roster(found, due[found["unit"]]) if listed else None
        if changed is not None:
            caps = [Cap(*one) for one in store.connection.execute(_CAPS, (found["id"], found["seq"]))]
            changed = _rescored(found, changed, caps)
            kept = json.dumps({name: stored[name] for name in (*_ITEM, *_REPORT)}, ensure_ascii=False)
            store.connection.execute("INSERT INTO overruled VALUES (?, ?, ?)", (found["id"], found["seq"], kept))
            found |= changed
            _put_values(store, found["id"], found["seq"], found)
            moved[found["id"]] = {name: found[name] for name in _REPORT} | {
                "last": max(found["last"] or 0, found["rank"] or 0)
            }


def _by_roster(found: Mapping[str, Any], unit: Unit) -> dict[str, Any] | None:
    """Return what an item becomes by the due date of *unit*; ``None`` where it stays.

    A report that was received in time is in time, whatever its date; one that was received late is told so elsewhere.
    """
    due = unit.due or ""
    is_late = found["date"] > due and not (unit.received and unit.received <= due)
    was_late = found["state"] in MISSED and found["outcome"] == "late"
    if was_late and not is_late:
        item = dict.fromkeys(_ITEM) | {"state": "pass", "severity": found["rule_severity"], "credit": 1.0, "gain": 0.0}
        return item | {"earned": found["possible"]}
    if not is_late or not (was_late or found["state"] == "pass"):
        return None
    before = (date.fromisoformat(due) + timedelta(days=1)).isoformat()
    filled = json.dumps({"date": found["date"], "year": found["year"], "deadline": before})
    if was_late:
        return {"filled": filled}
    item = {"state": "fail", "outcome": "late", "severity": found["rule_severity"], "credit": 0.0, "earned": 0.0}
    item |= {"gain": found["possible"], "rank": (found["last"] or 0) + 1, "filled": filled}
    return item | {"ceiling": found["rule_ceiling"]}


def _rescored(found: Mapping[str, Any], changed: dict[str, Any], caps: list[Cap]) -> dict[str, Any]:
    """Return an item as *changed* with the score that follows; *caps* are those of the report's other gaps."""
    if "earned" not in changed:
        return changed
    own = [Cap(changed["ceiling"], found["rule"])] if changed["ceiling"] is not None else []
    uncapped = found["uncapped"] + changed["earned"] - found["earned"]
    points, bound = bounded(uncapped, [*caps, *own])
    score = {"points": points, "uncapped": uncapped, "grade": grade(points), "cap": bound.rule if bound else None}
    return changed | score


def _restore(store: Store) -> None:
    """Take back what an earlier roster changed."""
    for report, seq, kept in store.connection.execute("SELECT report, seq, kept FROM overruled").fetchall():
        _put_values(store, report, seq, json.loads(kept))
    store.connection.execute("DELETE FROM overruled")


def _put_values(store: Store, report: int, seq: int, values: Mapping[str, Any]) -> None:
    for table, names, where in (("items", _ITEM, "report = ? AND seq = ?"), ("reports", _REPORT, "id = ?")):
        sets = ", ".join(f"{name} = ?" for name in names)
        keys: Iterator[int] = iter((report, seq) if table == "items" else (report,))
        store.connection.execute(f"UPDATE {table} SET {sets} WHERE {where}", [*map(values.get, names), *keys])  # noqa: S608
