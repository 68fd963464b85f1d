"""What concerns all reports together: who is who, who is missing, who copied, where everyone stands; into the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.audit import overview
from checker.audit.deadlines import follow_roster
from checker.audit.matching import Matched, UnitIndex
from checker.audit.model import FAMILY, CrossFinding, Entry, Standing, Unit, UnitList
from checker.audit.said_names import Candidate, name_on
from checker.audit.sources import is_left_out
from checker.audit.store import Store
from checker.audit.wording import across_texts
from checker.i18n import say
from checker.processes import ProgressCallback, no_progress
from checker.readers.folders import UNREAD
from checker.rulebook.load import DEFAULT_PACK, load_pack, packs_by_genre
from checker.rulebook.model import Pack
from checker.similarity import Similar
from checker.text.dates import days_in

_SEASON = "10-01"
"""From here on reports are asked for in the year that they are on."""


class FinishOptions(NamedTuple):
    """What the end of an audit needs to know: the *units* of the *roster* (the name of its file), and how to tell it.

    ``nameless`` are the rows of the roster that name no unit, ``made`` is the day that is written on what comes out,
    ``rules`` the pack that was asked for.
    """

    units: tuple[Unit, ...] = ()
    nameless: tuple[int, ...] = ()
    roster: str | None = None
    year: int | None = None
    title: str | None = None
    template: str | None = None
    made: str = ""
    rules: str | None = None
    lang: str = "zh"


def check_extras() -> None:
    """See that what the end needs is installed before hours are spent.  :raises UsageError: ``extra-missing``."""
    from checker.errors import library

    for name in ("xlsxwriter", "docx", "numpy", "rapidfuzz"):
        library(name)


def roster_of(path: str | None, rules: str | None) -> UnitList:
    """Return the units of the roster at *path*, their kinds as the pack *rules* calls them.

    :raises RosterError: as :func:`checker.audit.roster.load_roster`.
    """
    if path is None:
        return UnitList()
    from checker.audit.roster import load_roster

    return load_roster(path, load_pack(rules or DEFAULT_PACK, cases=False))


def conclude(store: Store, options: FinishOptions, progress: ProgressCallback = no_progress) -> None:
    """Work out what concerns all reports and write it to *store*; *progress* hears how far that is.

    Whoever reads the store goes by its note ``concluded``, which the caller sets at the end.
    """
    from checker.audit.matching import match_all
    from checker.audit.statistics import tally

    families = _families(store, options.rules)
    year = options.year or _usual_year(store)
    units, strange = _in_season(options.units, year)
    with store.transaction():
        store.replace_table("units", _with_numbers(units))
        roster = UnitIndex(units)
        matched, before = (match_all(roster, _candidates_in(store, earlier=earlier)) for earlier in (False, True))
        passed_over = store.connection.execute("SELECT path FROM passed_over ORDER BY path")
        over = [path for (path,) in passed_over if not is_left_out(path)]
        aside = match_all(roster, map(Candidate, over))
        doubtful = (*matched.doubtful, *before.doubtful)
        sure = (*matched.sure, *before.sure)
        store.replace_table("matches", [*((*match, True) for match in sure), *((*match, False) for match in doubtful)])
        follow_roster(store, units, families[0].family)
        for match in aside.sure:
            store.connection.execute("UPDATE passed_over SET unit = ? WHERE path = ?", (match.unit, match.report))
        unclaimed = _Unclaimed(roster, _Entries(store), matched, over, aside)
        run = _Run(store, units, year, matched, unclaimed, progress)
        parts = [_conclude_family(run, pack, first=pack is families[0]) for pack in families]
        store.replace_table("roles", [row for part in parts for row in part.roles])
        pairs = [
            (one.report, one.other, one.share, one.last_year, one.year_changed, one.near, one.taken, one.passages)
            for part in parts
            for one in part.alike
        ]
        store.replace_table("similar", _with_numbers(pairs))
        store.replace_table("findings", _with_numbers(one for part in parts for one in part.found))
        placed = [_standing_row(one) for part in parts for one in part.placed]
        store.replace_table("standings", _with_numbers(placed))
    genres = {one: dict(found["title"]) for pack in families for one, found in pack.genres.items()}
    named = [(pack.family or "", pack.names["report"], pack.names["work"]) for pack in families]
    store.keep_facts(title=options.title, year=year, made=options.made, roster=options.roster)
    store.keep_facts(kinds=_kind_titles(families), genres=list(genres.items()), families=named)
    store.keep_facts(strange_dues=[len(strange), min(strange, default=None)], nameless_rows=options.nameless)
    store.keep_facts(across={pack.family or "": across_texts(pack) for pack in families})
    store.keep_facts(figures=tally(overview.overview(store, options.lang)).figures._asdict())


class _Run(NamedTuple):
    """What the end of each family of reports starts from."""

    store: Store
    units: tuple[Unit, ...]
    year: int | None
    matched: Matched
    unclaimed: _Unclaimed
    progress: ProgressCallback


class _FamilyResult(NamedTuple):
    """What came out for one family of reports."""

    roles: list[tuple[object, ...]]
    alike: tuple[Similar, ...]
    found: tuple[CrossFinding, ...]
    placed: tuple[Standing, ...]


def _families(store: Store, rules: str | None) -> list[Pack]:
    """Return the packs that judged, one for each kind of report; the kind that most reports are of is the first.

    The roster is about that one: its due dates, and that every unit owes such a report.
    """
    usual = load_pack(rules or DEFAULT_PACK, cases=False)
    if rules is not None:
        return [usual]
    counts = dict(
        store.connection.execute(
            "SELECT genre, count(*) FROM reports WHERE earlier = 0 AND state = 'judged' AND points IS NOT NULL "
            "GROUP BY genre"
        ).fetchall()
    )
    found = [pack for pack in (usual, *packs_by_genre()) if counts.get(pack.family)]
    return sorted(found, key=lambda pair: -counts[pair.family]) or [usual]


def _conclude_family(run: _Run, pack: Pack, *, first: bool) -> _FamilyResult:
    """Return what concerns the reports of one family together.

    Beside the *first* family, everybody owes a report of another only where half of the roster has filed one.
    """
    from checker.audit.cross_checks import evidence_of, find_across
    from checker.audit.likeness import same_text, settings, similar_reports
    from checker.audit.submissions import standings

    store, matched = run.store, run.matched
    units = run.units if first else tuple(unit._replace(due=None, received=None) for unit in run.units)
    entries, earlier = (_Entries(store, earlier=before, family=pack.family, first=first) for before in (False, True))
    sent = evidence_of(pack, units, (entries, earlier), year=run.year, is_same_text=same_text(store))
    known = sent.known
    everyone = first or 2 * sum(known.counting(unit.name) is not None for unit in units) >= len(units) > 0
    asked = settings(pack)
    alike = () if asked is None else tuple(similar_reports(store, units, asked, sent, run.progress))
    evidence = sent._replace(doubtful=matched.doubtful, similar=alike, unclaimed=run.unclaimed.maybe_of)
    placed = standings(pack, known, sent.before, matched.sure, everyone=everyone)
    if not first:
        placed = tuple(one._replace(unit=one.unit._replace(kind=_family_kind(one.unit.kind, pack))) for one in placed)
    roles: list[tuple[object, ...]] = [
        (one.path, known.name_of(one.path), run.year if one.year is None else one.year, known.roles[one.path])
        for one in entries
        if first or one.error is None
    ]
    return _FamilyResult(roles, alike, find_across(evidence, everyone=everyone), placed)


def _standing_row(one: Standing) -> tuple[object, ...]:
    """Return a row of the table of standings, which has of a unit what is asked for there."""
    _, *rest = one
    return (one.unit.name, one.unit.kind, one.unit.region, one.unit.due, *rest)


def _family_kind(kind: str | None, pack: Pack) -> str:
    """Return the kind of a filer of reports of a family beside the first."""
    return f"{kind or ''}{FAMILY}{pack.family}"


def _kind_titles(families: Sequence[Pack]) -> list[tuple[str, dict[str, str]]]:
    """Return the titles of the kinds of filers, those of a family beside the first with the name of its report."""
    first, *others = families
    found = {one: dict(filer["title"]) for one, filer in first.filers.items()}
    for pack in others:
        for one, filer in [*pack.filers.items(), ("", {"title": {}})]:
            named = {
                lang: say("audit.kind.of", lang, kind=filer["title"].get(lang, ""), name=name).strip()
                for lang, name in pack.names["report"].items()
            }
            found[_family_kind(one, pack)] = named
    return list(found.items())


def _in_season(units: Sequence[Unit], year: int | None) -> tuple[tuple[Unit, ...], list[str]]:
    """Return *units* with their days in the season of reports on *year*, and the due dates outside of it: of another year.

    A report is due in the year after the one it is on; some ask for it as soon as that draws to its end.
    """
    if year is None:
        return tuple(unit._replace(due=_whole_day(unit.due), received=_whole_day(unit.received)) for unit in units), []
    first, last = f"{year}-{_SEASON}", f"{year + 1}-12-31"
    dated = [unit._replace(due=_dated(unit.due, year), received=_dated(unit.received, year)) for unit in units]
    strange = [unit.due for unit in dated if unit.due is not None and not first <= unit.due <= last]
    return tuple(unit._replace(due=None) if unit.due in strange else unit for unit in dated), strange


def _dated(day: str | None, year: int) -> str | None:
    """Return a day of the season of reports on *year*: one without a year (``--MM-DD``) of its own is of the year after it.

    The 29th of a February that has none is the 28th.
    """
    if day is None or not day.startswith("--"):
        return day
    year = year if day[2:] >= _SEASON else year + 1
    return f"{year}{day[1:5]}{min(int(day[5:]), days_in(year, int(day[2:4]))):02}"


def _whole_day(day: str | None) -> str | None:
    return None if day is None or day.startswith("--") else day


class _Entries:
    """The entries in short, from the store anew each time they are gone through.

    Of one *family* these are its reports and what could not be read; the *first* has all that is of no other.
    """

    def __init__(self, store: Store, *, earlier: bool = False, family: str | None = None, first: bool = True) -> None:
        self._store, self._earlier, self._family, self._first = store, earlier, family, first

    def __iter__(self) -> Iterator[Entry]:
        for entry in overview.entries(self._store, earlier=self._earlier, brief=True):
            if entry.points is not None:
                if self._family in (None, entry.genre):
                    yield entry
            elif self._first or entry.error is not None:
                yield entry


class _Unclaimed:
    """The files of which nobody knows whose they are, and of which unit each may be: it is not told that nothing came.

    *over* are the paths of files that were passed over, *aside* what these names give.
    """

    def __init__(
        self, roster: UnitIndex, entries: Iterable[Entry], matched: Matched, over: list[str], aside: Matched
    ) -> None:
        self._roster, self._claimed = roster, aside.sure
        self._doubtful: dict[str, set[str]] = {}
        for match in (*matched.doubtful, *aside.doubtful):
            self._doubtful.setdefault(match.report, set()).add(match.unit)
        files = [
            (entry.path, entry.issuer)
            for entry in entries
            if entry.unit is None and (entry.error or entry.points is not None)
        ]
        claimed = {match.report for match in aside.sure}
        files += [(path, None) for path in over if path not in claimed and path.lower().endswith(UNREAD)]
        self._files = [(path, name_on(Candidate(path, issuer))) for path, issuer in files]

    def maybe_of(self, unit: Unit) -> list[str]:
        """Return the files that may be of *unit*: such as bear its name, or no other's."""
        found = [match.report for match in self._claimed if match.unit == unit.name]
        for path, name in self._files:
            units = self._doubtful.get(path)
            if unit.name in units if units else self._roster.may_be(unit, name):
                found.append(path)
        return found


def _usual_year(store: Store) -> int | None:
    """Return the year that most reports are on, where it is most of them."""
    rows = store.connection.execute(
        "SELECT year, count(*) FROM reports WHERE earlier = 0 AND state = 'judged' AND points IS NOT NULL "
        "GROUP BY year ORDER BY count(*) DESC, year DESC"
    ).fetchall()
    return rows[0][0] if rows and rows[0][1] * 2 > sum(row[1] for row in rows) else None


def _candidates_in(store: Store, *, earlier: bool) -> Iterator[Candidate]:
    asked = "SELECT path, issuer, title, region FROM reports WHERE earlier = ? ORDER BY path"
    return (Candidate(*row) for row in store.connection.execute(asked, (earlier,)))


def _with_numbers(found: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Yield rows of a table behind their numbers, from 0."""
    return ((number, *row) for number, row in enumerate(found))
