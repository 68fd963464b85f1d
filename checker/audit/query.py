"""Questions that a store answers at once; any other one, any SQLite tool answers (docs/audit-store.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import UsageError

if TYPE_CHECKING:
    from checker.audit.store import Store


class Table(NamedTuple):
    """An answer: names of columns, and rows of values as the store has them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


_QUESTIONS = {
    "ranking": (
        "SELECT rank, among, unit, kind, region, points, points_before, grade, verdict, days_late, report FROM v_ranking"
    ),
    "missing": "SELECT unit, kind, region, due FROM v_not_submitted",
    "unreadable": "SELECT path, error, reason, remedy FROM v_unreadable",
    "similar": "SELECT report, other, share, last_year, year_changed FROM v_similar",
    "findings": "SELECT unit, rule, severity, message, fix, basis FROM v_findings",
    "gaps": (
        "SELECT i.rule, max(l.title) AS title, sum(i.state IN ('fail', 'partial')) AS reports, "
        "sum(i.state != 'skip') AS judged, max(l.severity) AS severity FROM items i "
        "JOIN reports r ON r.id = i.report AND r.earlier = 0 LEFT JOIN rules l ON l.pack = r.pack AND l.seq = i.seq "
        "GROUP BY i.rule HAVING reports > 0 ORDER BY reports DESC, min(i.seq), i.rule"
    ),
    "failing": (
        "SELECT coalesce(m.unit, r.issuer) AS unit, i.state, i.severity, i.message, i.place, i.quote, r.path "
        "FROM items i JOIN reports r ON r.id = i.report AND r.earlier = 0 LEFT JOIN matches m ON m.report = r.path AND m.counts "
        "WHERE i.rule = :rule AND i.state IN ('fail', 'partial') ORDER BY r.path"
    ),
    "unit": (
        "SELECT r.year, coalesce(m.unit, r.issuer) AS unit, r.points, r.grade, r.verdict, r.date, r.path, r.reason "
        "FROM reports r LEFT JOIN matches m ON m.report = r.path AND m.counts "
        "WHERE instr(coalesce(m.unit, ''), :unit) OR instr(coalesce(r.issuer, ''), :unit) OR instr(r.path, :unit) "
        "ORDER BY r.year DESC, r.earlier, r.path"
    ),
}

QUESTIONS = ("summary", *_QUESTIONS)
"""What can be asked."""

_SUMMARY = {
    "files": "SELECT count(*) FROM reports WHERE earlier = 0",
    "judged": "SELECT count(*) FROM reports WHERE earlier = 0 AND state = 'judged'",
    "unreadable": "SELECT count(*) FROM reports WHERE earlier = 0 AND state = 'unreadable'",
    "passed": "SELECT count(*) FROM reports WHERE earlier = 0 AND verdict = 'pass'",
    "mean": "SELECT round(avg(points), 1) FROM reports WHERE earlier = 0",
    "units": "SELECT count(*) FROM units",
    "missing": "SELECT count(*) FROM v_not_submitted",
    "findings": "SELECT count(*) FROM findings",
    "similar": "SELECT count(*) FROM similar",
}


def ask(store: Store, question: str, *, rule: str | None = None, unit: str | None = None) -> Table:
    """The answer to one of :data:`QUESTIONS`.

    :raises UsageError: ``query-needs`` without the *rule* or *unit* that the question is about; ``no-such-rule``.
    """
    if question == "summary":
        return _summary(store)
    needed = {"failing": ("--rule", rule, "part-causes"), "unit": ("--unit", unit, "教育局")}.get(question)
    if needed is not None and not needed[1]:
        example = f"checker audit query {store.path} {question} {needed[0]} {needed[2]}"
        raise UsageError("query-needs", question=question, option=needed[0], example=example)
    if question == "failing":
        _check_rule(store, rule or "")
    cursor = store.connection.execute(_QUESTIONS[question], {"rule": rule, "unit": unit})
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


def _summary(store: Store) -> Table:
    told: list[tuple[Any, ...]] = [(name, store.noted(name)) for name in ("title", "year", "made")]
    packs = store.connection.execute(
        "SELECT DISTINCT pack FROM reports WHERE pack IS NOT NULL AND earlier = 0 ORDER BY 1"
    )
    told.append(("packs", "、".join(" ".join(row[0].split()[:2]) for row in packs) or None))
    told += [(name, store.connection.execute(question).fetchone()[0]) for name, question in _SUMMARY.items()]
    return Table(("item", "value"), [row for row in told if row[1] is not None])
