"""What concerns all reports together: who is who, who is missing, who copied, where everyone stands; into the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from checker.audit import overview
from checker.audit.matching import Candidate
from checker.audit.model import Entry, Finding, Match, Standing, Unit
from checker.audit.store import Store
from checker.i18n import say
from checker.presentation.wording import kind_title
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.similarity.model import ProgressCallback, Similar, no_progress
from checker.similarity.search import Text

_SEASON = "--10-01"
"""From here on reports are asked for in the year that they are on."""


class Closing(NamedTuple):
    """What the end of an audit needs to know: the *units* of the *roster* (the name of its file), and how to tell it.

    ``made`` is the day that is written on what comes out, ``rules`` the pack that was asked for.
    """

    units: tuple[Unit, ...] = ()
    roster: str | None = None
    year: int | None = None
    title: str | None = None
    template: str | None = None
    made: str = ""
    rules: str | None = None
    lang: str = "zh"


def check_extras() -> None:
    """See that what the end needs is installed before hours are spent.  :raises UsageError: ``extra-missing``."""
    from checker.extras import library

    for name in ("xlsxwriter", "docx", "numpy", "rapidfuzz"):
        library(name)


def roster_of(path: str | None, rules: str | None) -> tuple[Unit, ...]:
    """The units of the roster at *path*, their kinds as the pack *rules* calls them.

    :raises RosterError: as :func:`checker.audit.roster.load_roster`.
    """
    if path is None:
        return ()
    from checker.audit.roster import load_roster

    return load_roster(path, load_pack(rules or DEFAULT_PACK, cases=False))


def conclude(store: Store, closing: Closing, told: ProgressCallback = no_progress) -> None:
    """Work out what concerns all reports and write it to *store*, all of it or nothing; *told* hears how far that is."""
    from checker.audit.cross_checks import Evidence, findings, settings
    from checker.audit.matching import match_all
    from checker.audit.standings import standings
    from checker.similarity.search import find_similar

    pack = load_pack(closing.rules or DEFAULT_PACK, cases=False)
    year = closing.year or _usual_year(store)
    units, strange = _in_season(closing.units, year)
    with store.transaction():
        store.put_whole("units", map(_unit_row, range(len(units)), units))
        matched, before = (match_all(units, _candidates(store, earlier=earlier)) for earlier in (False, True))
        sure = (*matched.sure, *before.sure)
        store.put_whole(
            "matches", chain(_match_rows(sure, True), _match_rows((*matched.doubtful, *before.doubtful), False))
        )
        asked = settings(pack)
        alike: tuple[Similar, ...] = ()
        if asked is not None:
            texts, former = (_texts(store, units, earlier=earlier) for earlier in (False, True))
            alike = tuple(find_similar(texts, former, asked, store.words, told))
        evidence = Evidence(
            units=units,
            entries=_Entries(store, earlier=False),
            doubtful=matched.doubtful,
            similar=alike,
            earlier=_Entries(store, earlier=True),
            year=year,
        )
        found = findings(pack, evidence, closing.lang)
        placed = standings(pack, evidence, matched.sure)
        store.put_whole("similar", map(_similar_row, range(len(alike)), alike))
        store.put_whole("findings", map(_finding_row, range(len(found)), found))
        store.put_whole("standings", map(_standing_row, range(len(placed)), placed))
    title = closing.title or (
        say("audit.title", closing.lang, year=year) if year else say("audit.title.plain", closing.lang)
    )
    kinds, genres = (_titles(ids, closing.lang) for ids in (pack.filers, pack.genres))
    store.note(title=title, year=year, made=closing.made, kinds=kinds, genres=genres, roster=closing.roster)
    store.note(strange_dues=[len(strange), min(strange, default=None)])


def _in_season(units: Sequence[Unit], year: int | None) -> tuple[tuple[Unit, ...], list[str]]:
    """*units* with their days in the season of reports on *year*, and the due dates outside of it: of another year.

    A report is due in the year after the one it is on; some ask for it as soon as that draws to its end.
    """
    if year is None:
        return tuple(unit._replace(due=_whole(unit.due), received=_whole(unit.received)) for unit in units), []
    first, last = f"{year}-10-01", f"{year + 1}-12-31"
    dated = [unit._replace(due=_dated(unit.due, year), received=_dated(unit.received, year)) for unit in units]
    strange = [unit.due for unit in dated if unit.due is not None and not first <= unit.due <= last]
    return tuple(unit._replace(due=None) if unit.due in strange else unit for unit in dated), strange


def _dated(day: str | None, year: int) -> str | None:
    """A day of the season of reports on *year*: one without a year (``--MM-DD``) of its own is of the year after it."""
    if day is None or not day.startswith("--"):
        return day
    return f"{year if day >= _SEASON else year + 1}{day[1:]}"


def _whole(day: str | None) -> str | None:
    return None if day is None or day.startswith("--") else day


class _Entries:
    """The entries in short, from the store anew each time they are gone through."""

    def __init__(self, store: Store, *, earlier: bool) -> None:
        self._store, self._earlier = store, earlier

    def __iter__(self) -> Iterator[Entry]:
        return overview.entries(self._store, earlier=self._earlier, brief=True)


def _usual_year(store: Store) -> int | None:
    """The year that most reports are on, where it is most of them."""
    rows = store.connection.execute(
        "SELECT year, count(*) FROM reports WHERE earlier = 0 AND state = 'judged' AND points IS NOT NULL "
        "GROUP BY year ORDER BY count(*) DESC, year DESC"
    ).fetchall()
    return rows[0][0] if rows and rows[0][1] * 2 > sum(row[1] for row in rows) else None


def _candidates(store: Store, *, earlier: bool) -> Iterator[Candidate]:
    from checker.audit.matching import Candidate

    rows = store.connection.execute(
        "SELECT path, issuer, title, region FROM reports WHERE earlier = ? ORDER BY path", (int(earlier),)
    )
    return (Candidate(*row) for row in rows)


def _texts(store: Store, units: Sequence[Unit], *, earlier: bool) -> Iterator[Text]:
    """The texts that are reports, with the names that each may use."""
    from checker.audit import rows
    from checker.similarity.search import Text

    known = {unit.name: unit for unit in units}
    found = store.connection.execute(
        "SELECT r.path, t.body, m.unit, r.issuer, r.region FROM reports r JOIN texts t ON t.report = r.id "
        "LEFT JOIN matches m ON m.report = r.path AND m.counts "
        "WHERE r.earlier = ? AND r.points IS NOT NULL ORDER BY r.path",
        (int(earlier),),
    )
    for path, body, name, issuer, region in found:
        unit = known.get(name)
        names = [issuer, region, *((*unit.aliases, unit.region) if unit else ())]
        yield Text(path, rows.unpacked(body), name or issuer, tuple(filter(None, names)))


def _titles(ids: Mapping[str, Mapping[str, Any]], lang: str) -> list[tuple[str, str]]:
    return [(one, kind_title(ids, one, lang)) for one in ids]


def _unit_row(seq: int, unit: Unit) -> tuple[object, ...]:
    return seq, unit.name, unit.kind, unit.region, _json(unit.aliases), unit.due, unit.row, unit.received


def _match_rows(matches: Iterable[Match], counts: bool) -> Iterator[tuple[object, ...]]:
    return ((*match, int(counts)) for match in matches)


def _similar_row(seq: int, pair: Similar) -> tuple[object, ...]:
    head = (seq, pair.report, pair.other, pair.share, int(pair.last_year), int(pair.year_changed))
    return (*head, _json(pair.passages))


def _finding_row(seq: int, one: Finding) -> tuple[object, ...]:
    return seq, one.rule, one.severity, one.unit, _json(one.reports), one.message, one.basis, one.fix, one.ask


def _standing_row(seq: int, one: Standing) -> tuple[object, ...]:
    return seq, one.unit.name, one.unit.kind, one.unit.region, one.unit.due, *one[1:]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
