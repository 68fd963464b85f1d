"""What concerns all reports together: who is who, who is missing, who copied, where everyone stands; into the store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.audit import overview
from checker.audit.deadlines import follow_roster
from checker.audit.matching import Candidate, Matched, Roster, name_on
from checker.audit.model import CrossFinding, Entry, Match, Standing, Unit
from checker.audit.names import cleaned, places_of
from checker.audit.store import Store
from checker.audit.submissions import COUNTED, SECOND, Submissions
from checker.audit.wording import across_texts
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.similarity.model import ProgressCallback, Similar, no_progress
from checker.similarity.search import Settings, Text

_SAME_TEXT = 0.6
"""Two files of a unit that share so much of the shorter one are one report in two formats."""
_LEAST_NAME = 4
_HOLD_REPORTS = (
    ".jpg",
    ".jpeg",
    ".png",
    ".bmp",
    ".tif",
    ".tiff",
    ".gif",
    ".webp",
    ".heic",
    ".rar",
    ".7z",
    ".zip",
    ".tar",
    ".gz",
)
"""Suffixes of files that are not looked at and may be a report all the same: its picture, or packed."""
_SEASON = "--10-01"
"""From here on reports are asked for in the year that they are on."""


class FinishOptions(NamedTuple):
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


def conclude(store: Store, options: FinishOptions, report: ProgressCallback = no_progress) -> None:
    """Work out what concerns all reports and write it to *store*, all of it or nothing; *report* hears how far that is."""
    from checker.audit.cross_checks import Evidence, findings, settings, submissions
    from checker.audit.matching import Roster, match_all
    from checker.audit.statistics import tally
    from checker.audit.submissions import standings

    pack = load_pack(options.rules or DEFAULT_PACK, cases=False)
    year = options.year or _usual_year(store)
    units, strange = _in_season(options.units, year)
    with store.transaction():
        store.replace_table("units", map(_unit_row, range(len(units)), units))
        roster = Roster(units)
        matched, before = (match_all(roster, _candidates(store, earlier=earlier)) for earlier in (False, True))
        over = _passed_over(store)
        aside = match_all(roster, map(Candidate, over))
        doubtful = (*matched.doubtful, *before.doubtful)
        rows = (*_match_rows((*matched.sure, *before.sure), True), *_match_rows(doubtful, False))
        store.replace_table("matches", rows)
        follow_roster(store, units)
        for match in aside.sure:
            store.connection.execute("UPDATE passed_over SET unit = ? WHERE path = ?", (match.unit, match.report))
        entries, earlier = _Entries(store, earlier=False), _Entries(store, earlier=True)
        known, former, owners = submissions(pack, units, entries, earlier, year=year, is_same_text=_same_text(store))
        store.replace_table("roles", _role_rows(known, entries, year))
        asked = settings(pack)
        alike = tuple(_similar(store, units, asked, known, report)) if asked is not None else ()
        unclaimed = _Unclaimed(roster, entries, matched, over, aside)
        evidence = Evidence(known, former, owners, matched.doubtful, alike, year, unclaimed.of)
        found = findings(pack, evidence)
        placed = standings(pack, known, former, matched.sure)
        store.replace_table("similar", map(_similar_row, range(len(alike)), alike))
        store.replace_table("findings", map(_finding_row, range(len(found)), found))
        store.replace_table("standings", map(_standing_row, range(len(placed)), placed))
    kinds, genres = ([(one, dict(found["title"])) for one, found in ids.items()] for ids in (pack.filers, pack.genres))
    store.note(title=options.title, year=year, made=options.made, kinds=kinds, genres=genres, roster=options.roster)
    store.note(strange_dues=[len(strange), min(strange, default=None)], across=across_texts(pack))
    store.note(figures=tally(overview.overview(store, options.lang)).figures._asdict())


def _same_text(store: Store) -> Callable[[str, str], bool]:
    """What tells whether two files hold one text, though one was recognised from pictures."""

    def is_same(one: str, other: str) -> bool:
        from checker.similarity.search import shared_part

        return shared_part(store.words(one), store.words(other)) >= _SAME_TEXT

    return is_same


def _similar(
    store: Store, units: Sequence[Unit], asked: Settings, known: Submissions, report: ProgressCallback
) -> Iterator[Similar]:
    """Pairs of reports that are alike, under the one that seems to have taken from the other."""
    from checker.similarity.search import find_similar

    own = {path for path, role in known.roles.items() if role in (COUNTED, SECOND)}
    texts = (text for text in _texts(store, units, earlier=False) if text.path in own)
    entries = {entry.path: entry for name in known.names() for entry in known.of(name)}
    for pair in find_similar(texts, _texts(store, units, earlier=True), asked, store.words, report):
        own = pair.last_year and known.name_of(pair.report) == pair.other_unit
        found = pair._replace(near=pair.share < (asked.last if own else asked.peer))
        if not pair.last_year:
            found = _directed(found, entries, {unit.name: unit for unit in units}, store)
        yield found


def _directed(pair: Similar, entries: Mapping[str, Entry], units: Mapping[str, Unit], store: Store) -> Similar:
    """*pair* with the report first that seems to have taken from the other, as far as names or days tell."""
    sides = [entries.get(path) for path in (pair.report, pair.other)]
    if None in sides:
        return pair
    names = [_names_of(side, units) for side in sides if side]
    words = [store.words(path) for path in (pair.report, pair.other)]
    left = [any(name in words[at] for name in names[1 - at] - names[at]) for at in (0, 1)]
    days = [_sent_on(side, units) for side in sides if side]
    if left[0] != left[1]:
        return (pair if left[0] else pair.turned())._replace(taken="name")
    if all(days) and days[0] != days[1]:
        return (pair if days[0] > days[1] else pair.turned())._replace(taken="date")
    return pair


def _names_of(entry: Entry, units: Mapping[str, Unit]) -> set[str]:
    """What the unit of a report is called, long enough to mean it alone."""
    unit = units.get(entry.unit or "")
    names = {entry.issuer, entry.unit, *(unit.aliases if unit else ())} - {None}
    bare = {name[places_of(cleaned(name))[1] :] for name in names if name}
    return {name for name in (*names, *bare) if name and len(name) >= _LEAST_NAME}


def _sent_on(entry: Entry, units: Mapping[str, Unit]) -> str:
    unit = units.get(entry.unit or "")
    return (unit.received if unit else None) or entry.date or entry.published or ""


class _Unclaimed:
    """The files of which nobody knows whose they are, and of which unit each may be."""

    def __init__(
        self, roster: Roster, entries: Iterable[Entry], matched: Matched, over: list[str], aside: Matched
    ) -> None:
        doubtful = (*matched.doubtful, *aside.doubtful)
        self._roster = roster
        named: dict[str, list[str]] = {}
        for match in doubtful:
            named.setdefault(match.report, []).append(match.unit)
        self._named = named
        files = [
            (entry.path, entry.issuer)
            for entry in entries
            if entry.unit is None and (entry.error or entry.points is not None)
        ]
        claimed = {match.report for match in aside.sure}
        self._claimed: dict[str, list[str]] = {}
        for match in aside.sure:
            self._claimed.setdefault(match.unit, []).append(match.report)
        files += [(path, None) for path in over if path not in claimed and _may_hold_report(path)]
        self._files = [(path, name_on(Candidate(path, issuer))) for path, issuer in files]

    def of(self, unit: Unit) -> list[str]:
        """Return the files that may be of *unit*: such as bear its name, or no other's."""
        found = list(self._claimed.get(unit.name, ()))
        for path, name in self._files:
            named = self._named.get(path)
            if unit.name in named if named else self._roster.may_be(unit, name):
                found.append(path)
        return found


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


def _passed_over(store: Store) -> list[str]:
    return [row[0] for row in store.connection.execute("SELECT path FROM passed_over ORDER BY path")]


def _may_hold_report(path: str) -> bool:
    return path.lower().endswith(_HOLD_REPORTS)


def _candidates(store: Store, *, earlier: bool) -> Iterator[Candidate]:
    rows = store.connection.execute(
        "SELECT path, issuer, title, region FROM reports WHERE earlier = ? ORDER BY path", (int(earlier),)
    )
    return (Candidate(*row) for row in rows)


def _texts(store: Store, units: Sequence[Unit], *, earlier: bool) -> Iterator[Text]:
    """The texts that are reports, with the names that each may use."""
    from checker.audit import rows

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


def _unit_row(seq: int, unit: Unit) -> tuple[object, ...]:
    return seq, unit.name, unit.kind, unit.region, _json(unit.aliases), unit.due, unit.row, unit.received


def _match_rows(matches: Iterable[Match], counts: bool) -> Iterator[tuple[object, ...]]:
    return ((*match, int(counts)) for match in matches)


def _role_rows(known: Submissions, entries: Iterable[Entry], year: int | None) -> Iterator[tuple[object, ...]]:
    for entry in entries:
        yield entry.path, known.name_of(entry.path), year if entry.year is None else entry.year, known.roles[entry.path]


def _similar_row(seq: int, pair: Similar) -> tuple[object, ...]:
    head = (seq, pair.report, pair.other, pair.share, int(pair.last_year), int(pair.year_changed))
    return (*head, int(pair.near), pair.taken, _json(pair.passages))


def _finding_row(seq: int, one: CrossFinding) -> tuple[object, ...]:
    return seq, one.rule, one.reason, one.severity, one.unit, _json(one.reports), _json(one.values)


def _standing_row(seq: int, one: Standing) -> tuple[object, ...]:
    return seq, one.unit.name, one.unit.kind, one.unit.region, one.unit.due, *one[1:]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
