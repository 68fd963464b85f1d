"""From a store to the overview that workbook, page and letters show: nothing is judged again, and no text is held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from checker.audit.model import Entry, Finding, Gap, Mark, Match, Overview, Requirement, Standing, Unit, Unreadable
from checker.audit.store import Store
from checker.similarity.model import Passage, Similar

if TYPE_CHECKING:
    import sqlite3

_ENTRY = (
    "SELECT r.id, r.path, m.unit, r.issuer, r.title, r.kind, r.region, r.year, r.date, r.published, r.format, "
    "r.characters, r.pack, r.verdict, r.points, r.uncapped, r.grade, r.cap, r.text_digest, r.genre, r.error, r.reason, "
    "r.remedy FROM reports r LEFT JOIN matches m ON m.report = r.path AND m.counts "
)
_BY_NAME = "WHERE r.earlier = ? ORDER BY r.path, r.id"
_BY_UNIT = (
    "LEFT JOIN standings s ON s.report = r.path AND r.earlier = 0 LEFT JOIN standings u ON u.unit = m.unit "
    "WHERE r.earlier = ? ORDER BY s.seq IS NULL, s.seq, u.seq IS NULL, u.seq, r.path, r.id"
)
"""Reports that count in the order of the standings, the others behind them."""
_ITEMS = (
    "SELECT rule, state, severity, earned, possible, gain, rank, seq, message, place, quote, fix FROM items "
    "WHERE report = ? ORDER BY seq"
)

_Rules = dict[tuple[str, int], tuple[str, str]]
"""Basis and effort of the rules, by their pack and place."""


def entries(store: Store, *, earlier: bool = False, brief: bool = False) -> Iterator[Entry]:
    """Every file, one at a time; with *earlier* those of the year before.

    Those that count for a unit come first, in the order of the standings.  A *brief* entry has neither marks nor gaps;
    standings are made of these, which are in the order of names.
    """
    run = store.connection.execute
    rules: _Rules = {
        (pack, seq): (basis or "", effort or "")
        for pack, seq, basis, effort in run("SELECT pack, seq, basis, effort FROM rules")
    }
    for row in run(_ENTRY + (_BY_NAME if brief or earlier else _BY_UNIT), (int(earlier),)):
        yield _entry(store.connection, row, rules, brief=brief)


def _entry(connection: sqlite3.Connection, row: tuple[Any, ...], rules: _Rules, *, brief: bool) -> Entry:
    key, *facts, digest, genre, error, reason, remedy = row
    pack = facts[11]
    found = [] if brief else connection.execute(_ITEMS, (key,)).fetchall()
    marks = tuple(Mark(*item[:5]) for item in found)
    told = sorted((item for item in found if item[6] is not None), key=_rank)
    gaps = tuple(_gap(item, *rules.get((pack, item[7]), ("", ""))) for item in told)
    failed = Unreadable(error, reason or "", remedy or "") if error is not None else None
    return Entry._make([*facts, marks, gaps, failed, digest, genre])


def _gap(item: tuple[Any, ...], basis: str, effort: str) -> Gap:
    rule, state, severity, _, _, gain, _, _, *told = item
    message, place, quote, fix = (text or "" for text in told)
    return Gap(rule, state, severity, gain, message, place, quote, basis, fix, effort)


def _rank(item: tuple[Any, ...]) -> int:
    return int(item[6])


def requirements(store: Store) -> tuple[Requirement, ...]:
    """The rules of all packs that judged, each once, in the order of the pack that judged most."""
    rows = store.connection.execute(
        "SELECT l.rule, l.title, l.grouped, l.group_title, l.severity FROM rules l JOIN "
        "(SELECT pack, count(*) AS used FROM reports WHERE earlier = 0 AND pack IS NOT NULL GROUP BY pack) p "
        "ON p.pack = l.pack ORDER BY p.used DESC, l.pack, l.seq"
    )
    found: dict[str, Requirement] = {}
    for row in rows:
        found.setdefault(row[0], Requirement(*row))
    return tuple(found.values())


def overview(store: Store) -> Overview:
    """What the store says of the whole."""
    run = store.connection.execute
    counts = store.counts()
    packs = tuple(
        row[0] for row in run("SELECT DISTINCT pack FROM reports WHERE earlier = 0 AND pack IS NOT NULL ORDER BY pack")
    )
    return Overview(
        title=store.noted("title") or "",
        year=store.noted("year"),
        made=store.noted("made") or "",
        packs=packs,
        files=counts.files,
        judged=counts.judged,
        unreadable=counts.unreadable,
        passed=counts.passed,
        requirements=requirements(store),
        standings=tuple(_standings(store)),
        findings=tuple(_findings(store)),
        similar=tuple(_similar(store)),
        entries=lambda: entries(store),
        matches=tuple(
            Match(*row)
            for row in run(
                "SELECT report, unit, found_by, words, sure FROM matches WHERE counts AND report NOT LIKE '../%' ORDER BY report, unit"
            )
        ),
        kinds=tuple((kind, title) for kind, title in store.noted("kinds") or ()),
        roster=store.noted("roster"),
        genres=tuple((genre, title) for genre, title in store.noted("genres") or ()),
    )


def _standings(store: Store) -> Iterator[Standing]:
    units = {
        row[0]: Unit(*row[:3], tuple(json.loads(row[3] or "[]")), row[4], row[5] or 0, row[6])
        for row in store.connection.execute(
            "SELECT name, kind, region, aliases, due, line, received FROM units ORDER BY seq"
        )
    }
    rows = store.connection.execute(
        "SELECT unit, kind, region, due, report, sure, points, grade, verdict, rank, among, days_late, points_before "
        "FROM standings ORDER BY seq"
    )
    for name, kind, region, due, *rest in rows:
        yield Standing(units.get(name) or Unit(name, kind, region, (), due), *rest)


def _findings(store: Store) -> Iterator[Finding]:
    rows = store.connection.execute(
        "SELECT rule, severity, unit, reports, message, basis, fix, coalesce(ask, '') FROM findings ORDER BY seq"
    )
    for rule, severity, unit, reports, *told in rows:
        yield Finding(rule, severity, unit, tuple(json.loads(reports or "[]")), *told)


def _similar(store: Store) -> Iterator[Similar]:
    rows = store.connection.execute(
        "SELECT s.report, s.other, s.share, s.last_year, s.year_changed, s.passages, coalesce(a.unit, r.issuer), "
        "coalesce(b.unit, o.issuer) FROM similar s "
        "LEFT JOIN reports r ON r.path = s.report AND r.earlier = 0 "
        "LEFT JOIN matches a ON a.report = s.report AND a.counts "
        "LEFT JOIN reports o ON o.path = s.other AND o.earlier = s.last_year "
        "LEFT JOIN matches b ON b.report = s.other AND b.counts ORDER BY s.seq"
    )
    for report, other, share, last_year, year_changed, passages, unit, other_unit in rows:
        found = tuple(Passage(*passage) for passage in json.loads(passages or "[]"))
        yield Similar(report, other, share, bool(last_year), bool(year_changed), found, unit, other_unit)
