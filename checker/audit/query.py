"""Questions that a store answers at once; any other one, any SQLite tool answers (docs/audit-store.md)."""
# what is put together to statements is ours:
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from checker.audit import wording
from checker.audit.overview import PAIRS, audit_title, findings, packs_used
from checker.audit.store import Store
from checker.errors import UsageError
from checker.i18n import say


class QueryTable(NamedTuple):
    """An answer: names of columns, and rows of values as the store has them."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


_NUMBERS = (
    *("files", "judged", "unreadable", "passed_over", "units", "filed", "missing", "outside", "late", "twice"),
    *("counted", "uncounted", "passed", "failed", "average", "findings", "similar", "near", "to_check"),
)
"""Those of the summary, in its order."""
_IF_ANY = ("outside", "passed_over", "near", "to_check")
"""Of these, the ones that are told only where there are any."""


def _figures_table(store: Store, lang: str, whole: bool) -> QueryTable:
    """Return the numbers on files and, of the *whole*, on units and the reports that count."""
    known: list[tuple[str, Any]] = []
    if whole:
        known += [("title", audit_title(store, lang)), ("year", store.noted("year")), ("made", store.noted("made"))]
    known.append(("packs", "、".join(" ".join(pack.split()[:2]) for pack in packs_used(store)) or None))
    figures = store.noted("figures") if whole else store.counts()._asdict()
    for name in _NUMBERS:
        value = figures.get(name)
        if value is not None and (value or name not in _IF_ANY):
            known.append(("mean", round(value, 1)) if name == "average" else (name, value))
    return QueryTable(("item", "value"), [(name, value) for name, value in known if value is not None])


def _findings_table(store: Store, lang: str, _whole: bool) -> QueryTable:
    """Return what no single report shows."""
    columns = ("severity", "unit", "rule", "message", "fix", "basis")
    return QueryTable(columns, [tuple(getattr(one, name) for name in columns) for one in findings(store, lang)])


_COUNTS = "r.path IN (SELECT report FROM standings WHERE report IS NOT NULL)"
"""Whether a report is the one of its unit that counts; where the run is not over (``:whole`` is 0), nobody knows."""

_ALIKE = (
    "SELECT coalesce(a.unit, r.issuer) AS unit, coalesce(b.unit, o.issuer) AS other_unit, s.share, s.last_year, "
    f"s.year_changed, s.taken, s.report, s.other FROM {PAIRS} WHERE s.near = :near ORDER BY s.share DESC, s.report, s.other"
)

_QUESTIONS: dict[str, str | Callable[[Store, str, bool], QueryTable]] = {
    "summary": _figures_table,
    "ranking": (
        "SELECT rank, among, unit, kind, region, points, points_before, grade, verdict, "
        "CASE WHEN days_late > 0 THEN days_late END AS days_late, report FROM v_ranking"
    ),
    "missing": (
        "SELECT s.unit, s.kind, s.region, s.due, group_concat(r.path, ' / ') AS sent, "
        "group_concat(DISTINCT r.year) AS sent_year, group_concat(DISTINCT reason_words(r.error, r.error_values)) AS reason FROM standings s "
        "LEFT JOIN matches m ON m.unit = s.unit AND m.counts LEFT JOIN reports r ON r.path = m.report AND r.earlier = 0 "
        "WHERE s.report IS NULL GROUP BY s.seq ORDER BY s.seq"
    ),
    "late": (
        "SELECT s.unit, s.kind, s.region, s.due, coalesce(nullif(u.received, ''), r.date, r.published) AS date, s.days_late, "
        "s.report FROM standings s JOIN reports r ON r.path = s.report AND r.earlier = 0 LEFT JOIN units u ON u.name = s.unit "
        "WHERE s.days_late > 0 AND (u.name IS NOT NULL OR NOT EXISTS (SELECT 1 FROM units)) ORDER BY s.days_late DESC, s.seq"
    ),
    "twice": (
        "WITH several AS (SELECT DISTINCT name, year FROM roles WHERE role = 'second' AND name IS NOT NULL) "
        "SELECT o.name AS unit, o.year, o.report AS path, o.role = 'counted' AS counted, o.role, r.date, r.points, r.verdict "
        "FROM roles o JOIN several s ON s.name = o.name AND s.year IS o.year JOIN reports r ON r.path = o.report "
        "AND r.earlier = 0 WHERE o.role IN ('counted', 'other-year', 'second') "
        "ORDER BY o.name, o.year DESC, counted DESC, o.report"
    ),
    "unreadable": (
        "SELECT path, error, reason_words(error, error_values) AS reason, remedy_words(error, error_values) AS remedy "
        "FROM v_unreadable"
    ),
    "passed-over": "SELECT path, unit FROM passed_over ORDER BY unit IS NULL, path",
    "similar": _ALIKE,
    "findings": _findings_table,
    "gaps": (
        "SELECT i.rule, localized(max(l.title)) AS title, sum(i.state IN ('fail', 'partial')) AS reports, "
        "sum(i.state != 'skip') AS judged, max(l.severity) AS severity FROM items i "
        f"JOIN reports r ON r.id = i.report AND r.earlier = 0 AND (NOT :whole OR {_COUNTS}) "
        "LEFT JOIN rules l ON l.pack = r.pack AND l.seq = i.seq "
        "GROUP BY i.rule HAVING reports > 0 ORDER BY reports DESC, min(i.seq), i.rule"
    ),
    "failing": (
        "SELECT coalesce(m.unit, r.issuer) AS unit, i.state, i.severity, "
        "message_words(i.rule, i.state, i.outcome, i.filled, l.title, l.message, r.doubtful) AS message, "
        "place_words(i.place) AS place, i.quote, r.path "
        f"FROM items i JOIN reports r ON r.id = i.report AND r.earlier = 0 AND (NOT :whole OR {_COUNTS}) "
        "LEFT JOIN rules l ON l.pack = r.pack AND l.seq = i.seq "
        "LEFT JOIN matches m ON m.report = r.path AND m.counts LEFT JOIN standings s ON s.report = r.path "
        "WHERE i.rule = :rule AND i.state IN ('fail', 'partial') ORDER BY s.seq, r.path"
    ),
    "unit": (
        "SELECT :year AS year, unit, 'missing' AS status, NULL AS points, NULL AS grade, NULL AS verdict, NULL AS date, "
        "NULL AS path, NULL AS reason FROM standings WHERE :whole AND report IS NULL AND instr(unit, :unit) UNION ALL "
        "SELECT * FROM (SELECT r.year, coalesce(m.unit, r.issuer) AS unit, CASE WHEN r.earlier THEN 'earlier' "
        f"WHEN r.state = 'unreadable' THEN 'unreadable' WHEN NOT :whole THEN NULL WHEN {_COUNTS} THEN 'counted' "
        "ELSE 'other' END AS status, "
        "r.points, r.grade, r.verdict, r.date, r.path, reason_words(r.error, r.error_values) AS reason "
        "FROM reports r LEFT JOIN matches m ON m.report = r.path AND m.counts "
        "WHERE instr(coalesce(m.unit, ''), :unit) OR instr(coalesce(r.issuer, ''), :unit) OR instr(r.path, :unit) "
        "ORDER BY r.year DESC, r.earlier, r.path)"
    ),
    "near": _ALIKE,
}
QUESTIONS = tuple(_QUESTIONS)
"""What can be asked."""
ON_ALL = frozenset(("ranking", "missing", "late", "twice", "similar", "near", "findings"))
"""Questions on all reports together, which a store answers once its run is over."""


def unfinished(store: Store) -> str | None:
    """Return why the store does not know of all reports together: ``shard``, ``stopped``, or ``None`` where it does."""
    if store.noted("shard") is not None:
        return "shard"
    return None if store.noted("finished") and store.noted("concluded") is not False else "stopped"


def ask(
    store: Store, question: str, *, rule: str | None = None, unit: str | None = None, lang: str = "zh"
) -> QueryTable:
    """Return the answer to one of :data:`QUESTIONS`, what it says in words of *lang*.

    Reports that do not count (drafts, second ones, on another year) are left out of ``gaps`` and ``failing``, unless
    the run is not over: then all are taken.

    :raises UsageError: ``query-needs`` without the *rule* or *unit* that the question is about; ``no-such-rule``;
        ``query-stopped`` or ``query-shard`` for one of :data:`ON_ALL` where the store cannot know.
    """
    why = unfinished(store)
    if why is not None and question in ON_ALL:
        raise UsageError(f"query-{why}", path=store.path, question=question)
    asked = _QUESTIONS[question]
    if callable(asked):
        return asked(store, lang, why is None)
    needed = {"failing": ("--rule", rule, "part-causes"), "unit": ("--unit", unit, "教育局")}.get(question)
    if needed is not None and not needed[1]:
        example = f"checker audit query {store.path} {question} {needed[0]} {needed[2]}"
        raise UsageError("query-needs", question=question, option=needed[0], example=example)
    if question == "failing":
        _check_rule(store, rule or "", lang)
    _say_in(store, lang)
    values = {"rule": rule, "unit": unit, "year": store.noted("year"), "whole": why is None, "near": question == "near"}
    cursor = store.connection.execute(asked, values)
    return QueryTable(tuple(column[0] for column in cursor.description), cursor.fetchall())


def _check_rule(store: Store, rule: str, lang: str) -> None:
    names = [row[0] for row in store.connection.execute("SELECT DISTINCT rule FROM rules ORDER BY rule")]
    if rule not in names:
        from difflib import get_close_matches

        close = get_close_matches(rule, names)
        near = say("near", lang, names=close) if close else ""
        packs = [
            row[0].partition(" ")[0] for row in store.connection.execute("SELECT DISTINCT pack FROM rules ORDER BY 1")
        ]
        raise UsageError("no-such-rule", name=rule, pack=packs, near=near, rules="")


def _say_in(store: Store, lang: str) -> None:
    """Let questions ask for words: what the store keeps are values."""

    def message_words(*columns: Any) -> str:
        rule, state, outcome, filled, title, messages, doubtful = columns
        item = (rule, state, outcome, "", 0.0, filled, None, None)
        return wording.gap(item, (title, messages, None, None, None), lang, doubtful=bool(doubtful)).message

    def error(name: str) -> Callable[[str | None, str | None], str | None]:
        return lambda key, values: None if key is None else str(getattr(wording.unreadable(key, values, lang), name))

    make = store.connection.create_function
    make("message_words", 7, message_words, deterministic=True)
    make("place_words", 1, lambda place: wording.place_words(place, lang), deterministic=True)
    make("localized", 1, lambda text: wording.stored_text(text, lang), deterministic=True)
    make("reason_words", 2, error("reason"), deterministic=True)
    make("remedy_words", 2, error("remedy"), deterministic=True)
