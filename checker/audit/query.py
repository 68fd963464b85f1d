"""Questions that a store answers at once; any other one, any SQLite tool answers (docs/audit-store.md)."""
# what is put together to statements is ours:
# ruff: noqa: S608

from __future__ import annotations

from typing import Any, NamedTuple

from checker.audit.store import Store
from checker.errors import UsageError


class Table(NamedTuple):
    """An answer: names of columns, and rows of values as the store has them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


_COUNTED = "r.earlier = 0 AND r.path IN (SELECT report FROM standings WHERE report IS NOT NULL)"
"""Whether a report is the one of its unit that counts."""
_FROM = "FROM reports r LEFT JOIN matches m ON m.report = r.path AND m.counts"

_QUESTIONS = {
    "ranking": (
        "SELECT rank, among, unit, kind, region, points, points_before, grade, verdict, "
        "CASE WHEN days_late > 0 THEN days_late END AS days_late, report FROM v_ranking"
    ),
    "missing": (
        "SELECT s.unit, s.kind, s.region, s.due, group_concat(r.path, ' / ') AS sent, "
        "group_concat(DISTINCT r.year) AS sent_year, group_concat(DISTINCT r.reason) AS reason FROM standings s "
        "LEFT JOIN matches m ON m.unit = s.unit AND m.counts LEFT JOIN reports r ON r.path = m.report AND r.earlier = 0 "
        "WHERE s.report IS NULL GROUP BY s.seq ORDER BY s.seq"
    ),
    "late": (
        "SELECT s.unit, s.kind, s.region, s.due, coalesce(r.date, r.published) AS date, s.days_late, s.report "
        "FROM standings s JOIN reports r ON r.path = s.report AND r.earlier = 0 "
        "WHERE s.days_late > 0 ORDER BY s.days_late DESC, s.seq"
    ),
    "twice": (
        "WITH sent AS (SELECT coalesce(m.unit, r.issuer) AS unit, coalesce(r.year, :year) AS year, r.path, "
        f"{_COUNTED} AS counted, r.date, r.points, r.verdict {_FROM} WHERE r.earlier = 0 AND r.points IS NOT NULL) "
        "SELECT sent.* FROM sent JOIN (SELECT unit, year FROM sent WHERE unit IS NOT NULL GROUP BY 1, 2 "
        "HAVING count(*) > 1) more ON more.unit = sent.unit AND more.year IS sent.year "
        "ORDER BY sent.unit, sent.year DESC, counted DESC, sent.path"
    ),
    "unreadable": "SELECT path, error, reason, remedy FROM v_unreadable",
    "similar": (
        "SELECT coalesce(a.unit, r.issuer) AS unit, coalesce(b.unit, o.issuer) AS other_unit, s.share, s.last_year, "
        "s.year_changed, s.report, s.other FROM similar s "
        "LEFT JOIN reports r ON r.path = s.report AND r.earlier = 0 "
        "LEFT JOIN matches a ON a.report = s.report AND a.counts "
        "LEFT JOIN reports o ON o.path = s.other AND o.earlier = s.last_year "
        "LEFT JOIN matches b ON b.report = s.other AND b.counts ORDER BY s.share DESC, s.report, s.other"
    ),
    "findings": "SELECT severity, unit, rule, message, fix, basis FROM v_findings",
    "gaps": (
        "SELECT i.rule, max(l.title) AS title, sum(i.state IN ('fail', 'partial')) AS reports, "
        "sum(i.state != 'skip') AS judged, max(l.severity) AS severity FROM items i "
        "JOIN reports r ON r.id = i.report AND {counting} LEFT JOIN rules l ON l.pack = r.pack AND l.seq = i.seq "
        "GROUP BY i.rule HAVING reports > 0 ORDER BY reports DESC, min(i.seq), i.rule"
    ),
    "failing": (
        "SELECT coalesce(m.unit, r.issuer) AS unit, i.state, i.severity, i.message, i.place, i.quote, r.path "
        "FROM items i JOIN reports r ON r.id = i.report AND {counting} "
        "LEFT JOIN matches m ON m.report = r.path AND m.counts "
        "LEFT JOIN standings s ON s.report = r.path "
        "WHERE i.rule = :rule AND i.state IN ('fail', 'partial') ORDER BY s.seq, r.path"
    ),
    "unit": (
        "SELECT :year AS year, unit, 'missing' AS status, NULL AS points, NULL AS grade, NULL AS verdict, NULL AS date, "
        "NULL AS path, NULL AS reason FROM standings WHERE report IS NULL AND instr(unit, :unit) UNION ALL "
        "SELECT * FROM (SELECT r.year, coalesce(m.unit, r.issuer) AS unit, CASE WHEN r.earlier THEN 'earlier' "
        "WHEN r.state = 'unreadable' THEN 'unreadable' WHEN {status} ELSE 'other' END AS status, "
        f"r.points, r.grade, r.verdict, r.date, r.path, r.reason {_FROM} "
        "WHERE instr(coalesce(m.unit, ''), :unit) OR instr(coalesce(r.issuer, ''), :unit) OR instr(r.path, :unit) "
        "ORDER BY r.year DESC, r.earlier, r.path)"
    ),
}

QUESTIONS = ("summary", *_QUESTIONS)
"""What can be asked."""
ON_ALL = frozenset(("ranking", "missing", "late", "twice", "similar", "findings"))
"""Questions on all reports together, which a store answers once its run is over."""

_FILES = {
    "files": "SELECT count(*) FROM reports WHERE earlier = 0",
    "judged": "SELECT count(*) FROM reports WHERE earlier = 0 AND state = 'judged'",
    "unreadable": "SELECT count(*) FROM reports WHERE earlier = 0 AND state = 'unreadable'",
}
_COUNTS = "SELECT count(*) FROM standings WHERE report IS NOT NULL"
_UNITS = {
    "units": "SELECT nullif(count(*), 0) FROM units",
    "filed": f"SELECT CASE WHEN (SELECT count(*) FROM units) THEN ({_COUNTS} AND unit IN (SELECT name FROM units)) END",
    "missing": "SELECT CASE WHEN (SELECT count(*) FROM units) THEN count(*) END FROM v_not_submitted",
    "outside": f"SELECT nullif(({_COUNTS} AND unit NOT IN (SELECT name FROM units)), 0) FROM "
    "(SELECT count(*) AS listed FROM units) WHERE listed",
    "late": f"{_COUNTS} AND days_late > 0",
    "counted": _COUNTS,
    "uncounted": f"SELECT (SELECT count(*) FROM reports WHERE earlier = 0 AND state = 'judged') - ({_COUNTS})",
    "passed": f"{_COUNTS} AND verdict = 'pass'",
    "failed": f"{_COUNTS} AND verdict = 'fail'",
    "mean": "SELECT round(avg(points), 1) FROM standings WHERE report IS NOT NULL",
    "findings": "SELECT count(*) FROM findings",
    "similar": "SELECT count(*) FROM similar",
}


def unfinished(store: Store) -> str | None:
    """Why the store does not know of all reports together: ``shard``, ``stopped``, or ``None`` where it does."""
    if store.noted("shard") is not None:
        return "shard"
    return None if store.noted("finished") and store.noted("concluded") is not False else "stopped"


def ask(store: Store, question: str, *, rule: str | None = None, unit: str | None = None) -> Table:
    """The answer to one of :data:`QUESTIONS`.

    Reports that do not count (drafts, second ones, on another year) are left out of ``gaps`` and ``failing``, unless
    the run is not over: then all are taken.

    :raises UsageError: ``query-needs`` without the *rule* or *unit* that the question is about; ``no-such-rule``;
        ``query-stopped`` or ``query-shard`` for one of :data:`ON_ALL` where the store cannot know.
    """
    why = unfinished(store)
    if why is not None and question in ON_ALL:
        raise UsageError(f"query-{why}", path=store.path, question=question)
    if question == "summary":
        return _summary(store, whole=why is None)
    needed = {"failing": ("--rule", rule, "part-causes"), "unit": ("--unit", unit, "教育局")}.get(question)
    if needed is not None and not needed[1]:
        example = f"checker audit query {store.path} {question} {needed[0]} {needed[2]}"
        raise UsageError("query-needs", question=question, option=needed[0], example=example)
    if question == "failing":
        _check_rule(store, rule or "")
    counting, status = (_COUNTED, f"{_COUNTED} THEN 'counted'") if why is None else ("r.earlier = 0", "1 THEN NULL")
    asked = _QUESTIONS[question].replace("{counting}", counting).replace("{status}", status)
    if why is not None:  # what an earlier run made out may be there still
        asked = asked.replace("WHERE report IS NULL AND", "WHERE 0 AND")
    cursor = store.connection.execute(asked, {"rule": rule, "unit": unit, "year": store.noted("year")})
    return Table(tuple(column[0] for column in cursor.description), cursor.fetchall())


def _check_rule(store: Store, rule: str) -> None:
    names = [row[0] for row in store.connection.execute("SELECT DISTINCT rule FROM rules ORDER BY rule")]
    if rule not in names:
        from difflib import get_close_matches

        near = "".join(f"{name}? " for name in get_close_matches(rule, names, 3))
        packs = [
            row[0].partition(" ")[0] for row in store.connection.execute("SELECT DISTINCT pack FROM rules ORDER BY 1")
        ]
        raise UsageError("no-such-rule", name=rule, pack="、".join(packs), near=near)


def _summary(store: Store, *, whole: bool) -> Table:
    """Numbers on files and, of the *whole*, on units and the reports that count."""
    names = ("title", "year", "made") if whole else ()
    told: list[tuple[Any, ...]] = [(name, store.noted(name)) for name in names]
    packs = store.connection.execute(
        "SELECT DISTINCT pack FROM reports WHERE pack IS NOT NULL AND earlier = 0 ORDER BY 1"
    )
    told.append(("packs", "、".join(" ".join(row[0].split()[:2]) for row in packs) or None))
    asked = _FILES | (_UNITS if whole else {})
    for name, question in asked.items():
        row = store.connection.execute(question).fetchone()
        told.append((name, row[0] if row else None))
    if whole:
        twice = {row[0] for row in ask(store, "twice").rows}
        told.insert([name for name, _ in told].index("late") + 1, ("twice", len(twice)))
    return Table(("item", "value"), [row for row in told if row[1] is not None])
