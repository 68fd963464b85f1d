"""What each unit has submitted: which of several files counts, what the others are, how late it is and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence

from checker.audit.deadlines import lateness
from checker.audit.model import Entry, Match, Standing, Unit
from checker.readers.registry import TEXT_READERS
from checker.rulebook.model import Pack

COUNTED, RENDITION, DRAFT, COPY, SECOND = "counted", "rendition", "draft", "copy", "second"
"""What a file is for its unit and year: the report that counts, the same in another format (a stamped scan), a draft, the
same file again, or another report."""
OTHER_YEAR, OTHER_TEXT, UNREADABLE = "other-year", "other-text", "unreadable"
"""What it is where it cannot count."""
IS_AGAIN = (RENDITION, DRAFT, COPY)
"""What is no submission of its own: a report with its scan, its drafts, and the same file again, is submitted once."""

_READABLE = ("docx", *TEXT_READERS)
"""Formats that lose nothing, the best first."""


class Submissions:
    """The reports of each unit of the roster, and of each issuer that no roster names.

    A report counts where it could be judged and is on the year asked for (any, where none is asked for).  Of several the
    one that is no draft counts, then the one on the latest year, then the latest by its date; of one report in several
    formats the one that is read best.  *is_same_text* tells whether two files hold one text, recognised or not.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        entries: Iterable[Entry],
        *,
        year: int | None = None,
        drafts: Sequence[str] = (),
        is_same_text: Callable[[str, str], bool] | None = None,
    ) -> None:
        self._units = {unit.name: unit for unit in units}
        self._year = year
        self._drafts = tuple(drafts)
        self._is_same_text = is_same_text or (lambda _one, _other: False)
        self._entries: dict[str, list[Entry]] = {name: [] for name in self._units}
        self._names: dict[str, str] = {}
        self.nameless: list[Entry] = []
        """Reports that count and of which nobody knows whose they are."""
        self.roles: dict[str, str] = {}
        """What each file is, by its path."""
        for entry in entries:
            name = entry.unit or entry.issuer
            if name is None:
                self.roles[entry.path] = COUNTED if self._counts(entry) else self._role_of_uncounted(entry)
                if self._counts(entry):
                    self.nameless.append(entry._replace(marks=(), gaps=()))
            else:
                self._entries.setdefault(name, []).append(entry._replace(marks=(), gaps=()))
                self._names[entry.path] = name
        for found in self._entries.values():
            found.sort(key=self._rank_of, reverse=True)
            self._assign(found)
            found.sort(key=lambda entry: self.roles[entry.path] != COUNTED)

    def names(self) -> list[str]:
        """Return the units of the roster in its order, then other issuers by their names."""
        return [*self._units, *sorted(name for name in self._entries if name not in self._units)]

    def unit(self, name: str) -> Unit | None:
        """Return the unit of the roster that is called *name*."""
        return self._units.get(name)

    def sent_by(self, name: str) -> list[Entry]:
        """Return all that a unit has sent, what counts first."""
        return self._entries.get(name, [])

    def counting(self, name: str) -> Entry | None:
        """Return the report of a unit that counts."""
        return next((entry for entry in self.sent_by(name) if self.roles[entry.path] == COUNTED), None)

    def by_year(self, name: str) -> dict[int | None, list[Entry]]:
        """Return the judged reports of a unit by the year they are on, each submission once.

        One that names no year is taken for the year asked for.
        """
        found: dict[int | None, list[Entry]] = {}
        for entry in self.sent_by(name):
            if entry.points is not None and self.roles[entry.path] not in IS_AGAIN:
                found.setdefault(self._on(entry), []).append(entry)
        return found

    def name_of(self, path: str) -> str | None:
        """Return the unit or issuer of the report at *path*."""
        return self._names.get(path)

    def is_same_submission(self, path: str, other: str) -> bool:
        """Return whether two reports are from one unit."""
        return path in self._names and self._names[path] == self._names.get(other)

    def is_draft(self, entry: Entry) -> bool:
        """Return whether the name of a report's file, or of its folder, says that it is no final text."""
        name = "/".join(entry.path.split("/")[-2:])
        return any(word in name for word in self._drafts)

    def _on(self, entry: Entry) -> int | None:
        return self._year if entry.year is None else entry.year

    def _counts(self, entry: Entry) -> bool:
        return entry.points is not None and (self._year is None or entry.year in (None, self._year))

    @staticmethod
    def _role_of_uncounted(entry: Entry) -> str:
        return UNREADABLE if entry.error is not None else OTHER_YEAR if entry.points is not None else OTHER_TEXT

    def _assign(self, entries: Sequence[Entry]) -> None:
        """Give each of a unit's files, the best first, its role; those on another year are told apart among themselves."""
        years: dict[int | None, list[Entry]] = {}
        for entry in entries:
            if entry.points is None:
                self.roles[entry.path] = self._role_of_uncounted(entry)
            else:
                years.setdefault(self._on(entry), []).append(entry)
        for number, found in enumerate(years.values()):
            first = found[0]
            same = [one for one in found if one is first or self._is_one_report(one, first)]
            kept = min(same, key=_how_well_read) if not self.is_draft(first) else first
            for one in found:
                if one is kept:
                    role = COUNTED if number == 0 and self._counts(one) else OTHER_YEAR
                elif one.digest is not None and one.digest == kept.digest and one.format == kept.format:
                    role = COPY
                elif self.is_draft(one):
                    role = DRAFT
                else:
                    role = RENDITION if one in same else SECOND
                self.roles[one.path] = role

    def _is_one_report(self, one: Entry, other: Entry) -> bool:
        """Return whether two files are one report in two formats; a scan is another one than the text of a pdf."""
        if self.is_draft(one) or (one.format, one.recognised > 0) == (other.format, other.recognised > 0):
            return False
        return (one.digest is not None and one.digest == other.digest) or self._is_same_text(one.path, other.path)

    def _rank_of(self, entry: Entry) -> tuple[bool, bool, int, str, str]:
        return (
            self._counts(entry),
            not self.is_draft(entry),
            entry.year or 0,
            entry.date or entry.published or "",
            entry.path,
        )


def _how_well_read(entry: Entry) -> tuple[bool, int, str]:
    """Order the formats of one report: what was recognised from pictures last, what loses nothing first."""
    place = _READABLE.index(entry.format) if entry.format in _READABLE else len(_READABLE)
    return entry.recognised > 0, place, entry.path


def standings(
    pack: Pack, known: Submissions, before: Submissions, matches: Iterable[Match] = (), *, everyone: bool = True
) -> tuple[Standing, ...]:
    """Return every unit of the roster in its order, then every issuer that it does not name, then reports that name nobody.

    The last stand for themselves, called by their file and without a rank.  The reports of standings are those that
    count: one a unit, of the year that is asked for; *before* has those of the year before.
    Units of one kind and region are ranked by the points of the report that counts; those without one have no rank.
    ``among`` is the number of units that are ranked together.  *matches* tell how sure it is whose a report is.
    Without *everyone* a unit of the roster that has sent no such report is left out.
    """
    sure = {match.report: match.sure for match in matches}
    rows = [_standing_of(pack, known, before, name, sure) for name in known.names()]
    ranked: dict[tuple[str | None, str | None], list[float]] = {}
    for row in rows:
        if row.points is not None:
            ranked.setdefault(_like(row), []).append(row.points)
    for points in ranked.values():
        points.sort()
    wanted = (row for row in rows if (everyone and known.unit(row.unit.name) is not None) or row.report is not None)
    nameless = (
        Standing(Unit(one.path, one.kind, one.region), one.path, None, one.points, one.grade, one.verdict)
        for one in known.nameless
    )
    found = (*(_ranked_standing(row, ranked.get(_like(row), [])) for row in wanted), *nameless)
    return tuple(row._replace(family=pack.family or "") for row in found)


def _standing_of(pack: Pack, known: Submissions, before: Submissions, name: str, sure: dict[str, float]) -> Standing:
    entry, former = known.counting(name), before.counting(name)
    points_before = former.points if former else None
    if entry is None:
        return Standing(known.unit(name) or Unit(name), points_before=points_before)
    unit = known.unit(name) or Unit(name, entry.kind, entry.region)
    unit = unit._replace(kind=unit.kind if unit.kind is not None else entry.kind)
    delay = lateness(pack, unit, entry)
    return Standing(
        unit=unit,
        report=entry.path,
        sure=sure.get(entry.path),
        points=entry.points,
        grade=entry.grade,
        verdict=entry.verdict,
        days_late=delay.days if delay else None,
        points_before=points_before,
    )


def _like(row: Standing) -> tuple[str | None, str | None]:
    return row.unit.kind, row.unit.region


def _ranked_standing(row: Standing, points: list[float]) -> Standing:
    """Return *row* with its rank among the *points*, in ascending order, of its like."""
    if row.points is None:
        return row._replace(among=len(points))
    return row._replace(rank=1 + len(points) - bisect_right(points, row.points), among=len(points))
