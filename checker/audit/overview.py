"""From a store to the overview that workbook, page and letters show: nothing is judged again, and no text is held."""
# what is put together to statements is ours:
# ruff: noqa: S608

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from checker.audit import wording
from checker.audit.model import (
    FAMILY,
    CellMark,
    CrossFinding,
    Entry,
    Family,
    Figures,
    Finding,
    Gap,
    Match,
    Overview,
    Requirement,
    Standing,
    Unit,
)
from checker.audit.store import Store
from checker.i18n import say
from checker.presentation.wording import localized
from checker.similarity import Passage, Similar

_FACTS = tuple(name for name in Entry._fields if name not in ("marks", "gaps", "error"))
_ELSEWHERE = {
    "unit": "m.unit",
    "role": "o.role",
    "digest": "r.text_digest",
    "recognised": "coalesce(r.recognised, 0.0)",
}
_ENTRY = (
    f"SELECT r.id, r.doubtful, r.error, r.error_values, {', '.join(_ELSEWHERE.get(name, f'r.{name}') for name in _FACTS)} "
    "FROM reports r LEFT JOIN matches m ON m.report = r.path AND m.counts "
    "LEFT JOIN roles o ON o.report = r.path AND r.earlier = 0 "
)
_BY_NAME = "WHERE r.earlier = ? ORDER BY r.path, r.id"
_BY_UNIT = (
    "LEFT JOIN standings s ON s.report = r.path AND r.earlier = 0 LEFT JOIN "
    "(SELECT unit, min(seq) AS seq FROM standings GROUP BY unit) u ON u.unit = m.unit "
    "WHERE r.earlier = ? ORDER BY s.seq IS NULL, s.seq, u.seq IS NULL, u.seq, r.path, r.id"
)
"""Reports that count in the order of the standings, the others behind them."""
_MARKS = "SELECT rule, state, severity, earned, possible, gain, rank FROM items WHERE report = ? ORDER BY seq"
_GAPS = (
    "SELECT rule, state, outcome, severity, gain, filled, place, quote, seq FROM items "
    "WHERE report = ? AND rank IS NOT NULL ORDER BY rank, seq"
)

PAIRS = (
    "similar s LEFT JOIN reports r ON r.path = s.report AND r.earlier = 0 "
    "LEFT JOIN matches a ON a.report = s.report AND a.counts "
    "LEFT JOIN reports o ON o.path = s.other AND o.earlier = s.last_year "
    "LEFT JOIN matches b ON b.report = s.other AND b.counts"
)
"""Pairs of texts that are alike (``s``), with the reports of both (``r``, ``o``) and their units (``a``, ``b``)."""

_Rules = dict[tuple[str, int], tuple[str, ...]]
"""Title, messages, remedy, basis and effort of the rules, by their pack and place."""


def entries(store: Store, lang: str | None = "zh", *, earlier: bool = False, brief: bool = False) -> Iterator[Entry]:
    """Yield every file, one at a time, its gaps in words of *lang*; with *earlier* those of the year before.

    Those that count for a unit come first, in the order of the standings.  Without a language there are marks, and gaps
    without words.  A *brief* entry has neither marks nor gaps; standings are made of these, which are in the order of names.
    """
    run = store.connection.execute
    rules: _Rules = {
        (pack, seq): tuple(texts)
        for pack, seq, *texts in run("SELECT pack, seq, title, message, fix, basis, effort FROM rules")
    }
    for key, doubtful, error, values, *found in run(
        _ENTRY + (_BY_NAME if brief or earlier else _BY_UNIT), (int(earlier),)
    ):
        facts = dict(zip(_FACTS, found, strict=True))
        marks: tuple[CellMark, ...] = ()
        gaps: tuple[Gap, ...] = ()
        if lang is None and not brief:
            marks, gaps = _unworded(store.connection, key)
        elif lang is not None and not brief:
            pack = facts["pack"]
            gaps = tuple(
                wording.gap(item, rules.get((pack, seq), _UNKNOWN), lang, doubtful=bool(doubtful))
                for *item, seq in run(_GAPS, (key,))
            )
        failed = wording.unreadable(error, values, lang or "zh") if error is not None else None
        yield Entry(**facts, marks=marks, gaps=gaps, error=failed)


def _unworded(connection: sqlite3.Connection, key: int) -> tuple[tuple[CellMark, ...], tuple[Gap, ...]]:
    """Return the marks of a report, and its gaps without words."""
    found = connection.execute(_MARKS, (key,)).fetchall()
    missed = sorted((rank, rule, state, severity, gain) for rule, state, severity, _, _, gain, rank in found if rank)
    marks = tuple(CellMark(*mark) for *mark, _, _ in found)
    return marks, tuple(Gap(rule, state, severity, gain, *("",) * 6) for _, rule, state, severity, gain in missed)


_UNKNOWN = (None,) * 5


def requirements(store: Store, lang: str) -> tuple[Requirement, ...]:
    """Return the rules of all packs that judged, each once, in the order of the pack that judged most."""
    rows = store.connection.execute(
        "SELECT l.rule, l.title, l.grouped, l.group_title, l.severity FROM rules l JOIN "
        "(SELECT pack, count(*) AS used FROM reports WHERE earlier = 0 AND pack IS NOT NULL GROUP BY pack) p "
        "ON p.pack = l.pack ORDER BY p.used DESC, l.pack, l.seq"
    )
    found: dict[str, Requirement] = {}
    for rule, title, group, group_title, severity in rows:
        titles = (wording.stored_text(title, lang), group, wording.stored_text(group_title, lang))
        found.setdefault(rule, Requirement(rule, *titles, severity))
    return tuple(found.values())


def overview(store: Store, lang: str = "zh") -> Overview:
    """Return what the store says of the whole, in words of *lang*."""
    run = store.connection.execute
    counts = store.counts()
    year, figures = store.noted("year"), store.noted("figures")
    return Overview(
        title=audit_title(store, lang),
        year=year,
        made=store.noted("made") or "",
        packs=packs_used(store),
        files=counts.files,
        judged=counts.judged,
        unreadable=counts.unreadable,
        requirements=requirements(store, lang),
        standings=tuple(_standings(store)),
        findings=tuple(findings(store, lang)),
        similar=tuple(_similar_pairs(store)),
        entries=lambda: entries(store, lang),
        unworded=lambda: entries(store, None),
        matches=_stored_matches(store, counts=True),
        kinds=_titles_in(store, "kinds", lang),
        roster=store.noted("roster"),
        genres=_titles_in(store, "genres", lang),
        doubtful=_stored_matches(store, counts=False),
        passed_over=tuple(run("SELECT path, unit FROM passed_over ORDER BY unit IS NULL, path")),
        nameless_rows=tuple(store.noted("nameless_rows") or ()),
        figures=Figures(**figures) if figures else None,
        families=tuple(
            Family(one, localized(report, lang), localized(work, lang))
            for one, report, work in store.noted("families") or ()
        ),
    )


def packs_used(store: Store) -> tuple[str, ...]:
    """Return the packs that judged, in the order of their names."""
    asked = "SELECT DISTINCT pack FROM reports WHERE earlier = 0 AND pack IS NOT NULL ORDER BY pack"
    return tuple(pack for (pack,) in store.connection.execute(asked))


def audit_title(store: Store, lang: str) -> str:
    """Return what the audit is called: as was asked for, else by its year."""
    year = store.noted("year")
    return store.noted("title") or say("audit.title" if year else "audit.title.plain", lang, year=year)


def _stored_matches(store: Store, *, counts: bool) -> tuple[Match, ...]:
    rows = store.connection.execute(
        "SELECT report, unit, found_by, words, sure FROM matches WHERE counts = ? AND report NOT LIKE '../%' "
        "ORDER BY report, unit",
        (int(counts),),
    )
    return tuple(Match(*row) for row in rows)


def _titles_in(store: Store, name: str, lang: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, localized(title, lang)) for one, title in store.noted(name) or ())


def _standings(store: Store) -> Iterator[Standing]:
    units = {
        name: Unit(name, kind, region, tuple(json.loads(aliases or "[]")), due, line or 0, received)
        for name, kind, region, aliases, due, line, received in store.connection.execute(
            "SELECT name, kind, region, aliases, due, line, received FROM units ORDER BY seq"
        )
    }
    rows = store.connection.execute(
        "SELECT unit, kind, region, due, report, sure, points, grade, verdict, rank, among, days_late, points_before, "
        "family FROM standings ORDER BY seq"
    )
    for name, kind, region, due, *rest in rows:
        listed = units.get(name)
        unit = Unit(name, kind, region, (), due) if listed is None else listed._replace(due=due)
        yield Standing(unit._replace(kind=kind) if FAMILY in (kind or "") else unit, *rest)


def findings(store: Store, lang: str) -> Iterator[Finding]:
    """Yield what was found across reports, in words of *lang*."""
    across = store.noted("across") or {}
    rows = store.connection.execute(
        "SELECT rule, reason, severity, unit, reports, filled, family FROM findings ORDER BY seq"
    ).fetchall()
    for rule, reason, severity, unit, reports, filled, family in rows:
        one = CrossFinding(rule, reason, severity, unit, tuple(json.loads(reports)), json.loads(filled), family or "")
        yield wording.finding(one, across.get(one.family, {}), lang)


def _similar_pairs(store: Store) -> Iterator[Similar]:
    rows = store.connection.execute(
        "SELECT s.report, s.other, s.share, s.last_year, s.year_changed, s.passages, coalesce(a.unit, r.issuer), "
        f"coalesce(b.unit, o.issuer), s.near, s.taken FROM {PAIRS} ORDER BY s.seq"
    )
    for report, other, share, last_year, year_changed, passages, unit, other_unit, near, taken in rows:
        found = tuple(Passage(*passage) for passage in json.loads(passages or "[]"))
        units = (unit, other_unit)
        yield Similar(report, other, share, bool(last_year), bool(year_changed), found, *units, bool(near), taken)
