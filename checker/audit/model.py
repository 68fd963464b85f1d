"""What an audit knows of units and their reports: what the store keeps, and what workbook, page and letters show.

Everything here is plain data, so that it can be kept in a row and shown without the report it came from.  Texts for
users (titles, messages, remedies) are in the language of the run.  Dates are ``YYYY-MM-DD``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from checker.similarity import Similar

FAMILY = "@"
"""Parts a kind of filer from the kind of report that it filed, where reports of several kinds were judged."""


class Unit(NamedTuple):
    """One line of the roster: a unit that must report.

    ``kind`` is the id of a kind of filer of the pack, or what the roster says where no pack has it; ``row`` counts from 1
    with the heading, as a spreadsheet does.  ``due`` and ``received`` (the day its report came, as the list has it) are
    ``YYYY-MM-DD``, or ``--MM-DD`` until the year of the audit is known; ``received`` is empty where the list says that
    it came and not when.
    """

    name: str
    kind: str | None = None
    region: str | None = None
    aliases: tuple[str, ...] = ()
    due: str | None = None
    row: int = 0
    received: str | None = None


class UnitList(NamedTuple):
    """What a roster holds: its ``units``, and the numbers of rows that name none though more than a number stands there."""

    units: tuple[Unit, ...] = ()
    nameless: tuple[int, ...] = ()


class Match(NamedTuple):
    """Which unit a report is taken to be from.

    ``by`` tells from what (``issuer``, ``title``, ``file-name``, ``folder``), ``words`` what stood there, ``sure`` from 0 to 1 how
    much that says: 1 for the very name or an alias.
    """

    report: str
    unit: str
    by: str
    words: str
    sure: float


class CellMark(NamedTuple):
    """How one requirement came out: a cell of the matrix.  Points are of the total score."""

    rule: str
    state: str
    severity: str
    earned: float
    possible: float


class Gap(NamedTuple):
    """One gap as it is told: what, where, by which clause, how to mend it."""

    rule: str
    state: str
    severity: str
    gain: float
    message: str
    place: str
    quote: str
    basis: str
    fix: str
    effort: str


class Unreadable(NamedTuple):
    """Why a file was not judged: the key of the error, what it says, and what to do."""

    code: str
    reason: str
    remedy: str
    values: Mapping[str, object] = {}


class Entry(NamedTuple):
    """One file and what became of it; without ``error`` it was judged.

    ``path`` is relative to where the audit looked, with slashes; a member of an archive follows the archive's name and
    ``!/``.  ``unit`` is the roster's name of the unit, where one matched; ``points`` is ``None`` where nothing is scored
    (a text of another kind).  ``digest`` is the same for texts that are the same but for white space, ``recognised`` the
    share of them that was read from pictures.  ``role`` is what the file is for its unit (:mod:`checker.audit.submissions`).
    """

    path: str
    unit: str | None
    issuer: str | None
    title: str | None
    kind: str | None
    region: str | None
    year: int | None
    date: str | None
    published: str | None
    format: str | None
    characters: int
    pack: str | None
    verdict: str | None
    points: float | None
    uncapped: float | None
    grade: str | None
    cap: str | None
    marks: tuple[CellMark, ...]
    gaps: tuple[Gap, ...]
    error: Unreadable | None
    digest: str | None = None
    genre: str | None = None
    recognised: float = 0.0
    role: str | None = None


class CrossFinding(NamedTuple):
    """A requirement across reports that is not met, as values: ``rule``, the ``reason`` within it, what its texts are filled with.

    ``family`` is the kind of report that it is about.
    """

    rule: str
    reason: str
    severity: str
    unit: str | None
    reports: tuple[str, ...]
    values: Mapping[str, Any]
    family: str = ""


class Finding(NamedTuple):
    """A requirement across reports that is not met: ``rule`` is its id (``not-submitted`` …), the rest is as told.

    ``ask`` is what the unit itself is told, with what it is asked for: nothing of the office's folders, nor of other
    units; empty where it is told nothing.
    """

    rule: str
    severity: str
    unit: str | None
    reports: tuple[str, ...]
    message: str
    basis: str
    fix: str
    ask: str = ""
    reason: str = "fail"
    check: str = ""
    family: str = ""


class Requirement(NamedTuple):
    """A column of the matrix: one rule of the packs that were used, in the order of the catalogue."""

    rule: str
    title: str
    group: str
    group_title: str
    severity: str


class Standing(NamedTuple):
    """One unit, or one issuer that no roster names, among its like.

    ``unit`` has the row 0 where no roster names it.  ``report`` is the report that counts for it (``None``: not
    submitted); ``rank`` counts from 1 within the same kind and region, equals share a rank; ``days_late`` is positive after the due date, ``None`` where a date is missing;
    ``points_before`` is last year's score, ``family`` the kind of report: a unit has a standing for each.
    """

    unit: Unit
    report: str | None = None
    sure: float | None = None
    points: float | None = None
    grade: str | None = None
    verdict: str | None = None
    rank: int | None = None
    among: int = 0
    days_late: int | None = None
    points_before: float | None = None
    family: str = ""

    @property
    def change(self) -> float | None:
        """Return the difference of the points to last year's; ``None`` where one of them is missing."""
        return None if self.points is None or self.points_before is None else self.points - self.points_before


class Figures(NamedTuple):
    """The numbers of an audit, counted once: workbook, page, summary, queries and the exit status read them here.

    With a roster they are of its units alone, but for the files; reports of others stand in ``outside``.  ``None`` where
    it is not known: who is missing without a roster.
    """

    units: int | None = None
    filed: int | None = None
    missing: int | None = None
    senders: int | None = None
    outside: int | None = None
    late: int = 0
    twice: int = 0
    files: int = 0
    judged: int = 0
    unreadable: int = 0
    passed_over: int = 0
    counted: int = 0
    uncounted: int = 0
    passed: int = 0
    failed: int = 0
    average: float | None = None
    middle: float | None = None
    gaps: int = 0
    findings: int = 0
    errors: int = 0
    similar: int = 0
    near: int = 0
    to_check: int = 0

    def shown(self) -> dict[str, int | float | None]:
        """Return those at the head of workbook and page, by the last word of their message's key."""
        known = ("units", "filed", "missing", "outside") if self.units is not None else ("senders", "missing")
        names = (*known, "late", "twice", "files", "judged", "unreadable", "passed_over", "counted", "uncounted")
        found = self._asdict()
        return {name: found[name] for name in (*names, "passed", "failed", "gaps", "findings", "to_check")}


class Family(NamedTuple):
    """A kind of report that was judged: its id (a genre), what it is called, and the work that it is about."""

    id: str
    name: str
    work: str


class Overview(NamedTuple):
    """All that is shown of an audit.

    ``entries`` gives every file anew at each call, one at a time: there may be many thousands, and nobody holds them all.
    They come in the order of ``standings``, those that count for no unit behind the others.  ``judged``
    counts files; what counts of them is told by ``standings``.
    ``matches`` tells how each file came to its unit; ``kinds`` gives the titles of the ids that stand in ``kind``, ``genres`` of those in ``genre``;
    ``roster`` is the name of the roster's file, ``None`` where there was none.  ``unworded`` gives the same entries with
    their marks, and without the words of their gaps, for whoever only counts.  ``families`` are the kinds of reports, the one that most are of first.
    """

    title: str
    year: int | None
    made: str
    packs: tuple[str, ...]
    files: int
    judged: int
    unreadable: int
    requirements: tuple[Requirement, ...]
    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    similar: tuple[Similar, ...]
    entries: Callable[[], Iterator[Entry]]
    matches: tuple[Match, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    roster: str | None = None
    genres: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[Match, ...] = ()
    passed_over: tuple[tuple[str, str | None], ...] = ()
    nameless_rows: tuple[int, ...] = ()
    figures: Figures | None = None
    unworded: Callable[[], Iterator[Entry]] | None = None
    families: tuple[Family, ...] = ()
