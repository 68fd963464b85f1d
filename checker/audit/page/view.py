"""What the page of an audit shows, in words: the template only puts it in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from checker.audit.lists import ListRow, Lists
from checker.audit.model import Entry, Gap, Overview
from checker.audit.statistics import GRADES, STATES, Brief, Tally, UnitLine, short_packs
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import SEVERITIES, SYMBOLS
from checker.text.width import truncate

WIDTH, LABEL, ROW = 640, 200, 26
"""Units of a chart: its width, that of its labels, the height of a row."""
_ROOM = WIDTH - LABEL - 50  # for bars; the rest is for the number behind them
_COLUMNS = 24  # of a label
_FITS = 22  # units that a number inside a bar takes
_TOP = 15  # requirements in a chart
_LISTED = 200  # rows of a list above the table
_QUOTE = 200  # code points of a quotation
_FILES = 20  # names in a cell
_LEAST = 0.05  # points: less is no gain


class Segment(NamedTuple):
    """A stretch of a bar; ``inside`` tells whether its number has room in it."""

    x: float
    width: float
    kind: str
    value: int
    inside: bool


class Bar(NamedTuple):
    """A row of a chart: its label cut to fit, and whole in ``name``."""

    y: int
    label: str
    name: str
    segments: tuple[Segment, ...]
    end: float
    total: int


class Chart(NamedTuple):
    """Bars, and what their kinds are called; ``id`` is for the page."""

    id: str
    height: int
    legend: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]


class UnitRow(NamedTuple):
    """A unit in the table; ``anchor`` is that of its section, ``None`` where it has none."""

    name: str
    kind: str
    region: str
    verdict: str
    outcome: str = "none"
    sign: str = "–"
    anchor: str | None = None
    rank: str = ""
    place: int = 0
    points: float | None = None
    grade: str = ""
    grade_place: int = len(GRADES)
    gaps: tuple[int, int, int] | None = None
    late: int | None = None
    change: float | None = None
    outside: bool = False


class GapCard(NamedTuple):
    """One gap of a report."""

    kind: str
    sign: str
    severity: str
    title: str
    rule: str
    gain: str
    place: str
    quote: str
    why: str
    basis: str
    remedy: str


class ReportSection(NamedTuple):
    """One report."""

    anchor: str
    name: str
    path: str
    title: str
    outcome: str
    sign: str
    verdict: str
    score: str
    points: float | None
    grade: str
    about: str
    pack: str
    counts: tuple[tuple[str, str, int], ...]
    checklist: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]
    gaps: tuple[GapCard, ...]


class ShortList(NamedTuple):
    """A short table: its key, its headings, its rows, and how many more there are in the workbook."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int


class AuditPage:
    """The whole page; its sections are made when they are asked for."""

    def __init__(self, overview: Overview, counted: Tally, lang: str, *, most: int, most_text: int) -> None:
        self._overview = overview
        self._counted = counted
        self._lang = lang
        self._lists = Lists(overview, counted, lang)
        self._words = self._lists.words
        self._titles = {one.rule: one for one in overview.requirements}
        self._anchors = {path: f"r{number}" for number, path in enumerate(_reports_shown(overview, most, most_text), 1)}
        self.title = one_line(overview.title)
        self.made = one_line(overview.made[:10])
        self.year = str(overview.year or "")
        self.packs = one_line(short_packs(overview))
        self.left_out = overview.judged - len(self._anchors)
        self.shown = len(self._anchors)

    def facts(self) -> list[tuple[str, str]]:
        """Return the numbers at the top: key and value."""
        figures = self._counted.figures
        numbers = [(name, "–" if number is None else f"{number:,}") for name, number in figures.shown().items()]
        return [*numbers, ("average", "–" if figures.average is None else f"{figures.average:.1f}")]

    def charts(self) -> list[Chart]:
        """Return the charts: grades, verdicts by kind, and what is most often missed."""
        lang, lists = self._lang, self._lists
        grades = [(self._words.term("grade", one), ((one, self._counted.grades.get(one, 0)),)) for one in GRADES]
        kinds = [
            (one.kind, (("pass", one.passed), ("fail", one.failed), ("none", one.missing)))
            for one in lists.kinds()[:_TOP]
        ]
        rules = [
            (one_line(one.title), (("fail", failed), ("partial", partial)))
            for one, failed, partial in lists.missed(_TOP)
        ]
        verdicts, states = (
            [(kind, say(f"audit.column.{name}", lang)) for kind, name in legend]
            for legend in (
                (("pass", "passed"), ("fail", "failed"), ("none", "missing")),
                (("fail", "fail"), ("partial", "partial")),
            )
        )
        return [chart("grades", (), grades), chart("kinds", verdicts, kinds), chart("rules", states, rules)]

    def lists(self) -> list[ShortList]:
        """Return who must be reminded, and which files need a hand."""
        lists = self._lists
        twice = [
            {"unit": unit, "reports": tuple(one.path for one in files)} for unit, files in self._counted.twice().items()
        ]
        return [
            _short_list("check", ("why", "unit", "other", "file", "to-do"), lists.to_check(_FILES)),
            _short_list("missing", ("unit", "kind", "region", "due", "sent"), lists.missing()),
            _short_list("late", ("unit", "due", "came", "days-late"), lists.late()),
            _short_list("unreadable", ("report", "unit", "reason", "remedy"), lists.unreadable()),
            _short_list("passed-over", ("file", "unit"), lists.passed_over()),
            _short_list("twice", ("unit", "reports"), twice),
            _short_list("matches", ("report", "unit", "found", "by", "sure", "check"), lists.matches()),
            _short_list("findings", ("severity", "unit", "message", "fix"), lists.findings()),
        ]

    def rows(self) -> Iterator[UnitRow]:
        """Yield the units of the table."""
        for line in self._counted.lines:
            yield self._unit_row(line)

    def _unit_row(self, line: UnitLine) -> UnitRow:
        brief, one, lang = line.brief, line.standing, self._lang
        base = UnitRow(
            one_line(line.name),
            self._words.kind_title(line.kind),
            one_line(line.region or ""),
            say("audit.matrix.missing", lang),
            outside=self._lists.is_roster and not one.unit.row,
        )
        if brief is None:
            return base
        if brief.error is not None:
            return base._replace(outcome="unreadable", sign="!", verdict=say("audit.matrix.unreadable", lang))
        outcome = _verdict_of(brief)
        return base._replace(
            anchor=self._anchors.get(brief.path),
            rank=f"{one.rank}/{one.among}" if one.rank is not None else "",
            place=one.rank or 0,
            points=brief.points,
            grade=self._words.term("grade", brief.grade),
            grade_place=GRADES.index(brief.grade) if brief.grade in GRADES else len(GRADES),
            outcome=outcome,
            sign=SYMBOLS[outcome],
            verdict=self._words.term("verdict", outcome),
            gaps=brief.gaps,
            late=one.days_late if (one.days_late or 0) > 0 else None,
            change=one.change,
        )

    def sections(self) -> Iterator[ReportSection]:
        """Yield the reports that have a section, one at a time."""
        left = len(self._anchors)
        for entry in self._overview.entries() if left else ():
            anchor = self._anchors.get(entry.path)
            if anchor is not None:
                yield self._section(anchor, entry)
                left -= 1
                if not left:
                    return

    def _section(self, anchor: str, entry: Entry) -> ReportSection:
        brief, lang, words = self._counted.briefs[entry.path], self._lang, self._words
        outcome = _verdict_of(brief)
        scored = entry.points is not None
        counts = zip(SEVERITIES, brief.gaps, strict=True)
        pack, _, digest = (entry.pack or "").partition(" sha256:")
        known = (words.kind_title(brief.kind), brief.region, str(entry.year or ""), entry.date, pack)
        aside = () if brief.counts else (say("audit.page.uncounted", lang),)
        return ReportSection(
            anchor=anchor,
            name=one_line(brief.name),
            path=one_line(entry.path),
            title=one_line(entry.title or ""),
            outcome=outcome,
            sign=SYMBOLS[outcome],
            verdict=words.term("verdict", outcome),
            score=say("report.points", lang, points=entry.points) if scored else say("report.unscored", lang),
            points=min(max(entry.points, 0.0), 100.0) if entry.points is not None else None,
            grade=words.term("grade", entry.grade),
            about=" · ".join(one_line(part) for part in (*known, *aside) if part),
            pack=f"{one_line(pack)} sha256:{one_line(digest)}" if digest else "",
            counts=tuple((one, words.term("severity", one), count) for one, count in counts),
            checklist=tuple(self._checklist(brief)),
            gaps=tuple(self._gap_card(gap) for gap in entry.gaps),
        )

    def _checklist(self, brief: Brief) -> Iterator[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
        """Yield the requirements by their state, the worst first: state, sign and word, then sign, title and id of each."""
        for letter in ("f", "a", "p", "s"):
            state = STATES[letter]
            found = [
                (SYMBOLS[state], one_line(one.title), one_line(one.rule))
                for one, given in zip(self._overview.requirements, brief.states, strict=True)
                if given == letter
            ]
            if found:
                yield "none" if state == "skip" else state, say(f"state.{state}", self._lang), tuple(found)

    def _gap_card(self, gap: Gap) -> GapCard:
        lang, one = self._lang, self._titles.get(gap.rule)
        quote = one_line(gap.quote)
        basis, effort = one_line(gap.basis), self._words.term("effort", gap.effort)
        return GapCard(
            kind=gap.severity if gap.severity in SEVERITIES else "advice",
            sign=SYMBOLS.get(gap.state, "✗"),
            severity=self._words.term("severity", gap.severity),
            title=one_line(one.title if one else gap.rule),
            rule=one_line(gap.rule),
            gain=say("report.gain", lang, points=gap.gain) if gap.gain >= _LEAST else "",
            place=one_line(gap.place),
            quote=quote if len(quote) <= _QUOTE else quote[:_QUOTE] + "…",
            why=one_line(gap.message),
            basis=say("report.basis", lang, basis=basis) if basis else "",
            remedy=say("report.fix.effort", lang, effort=effort) + one_line(gap.fix),
        )


def _verdict_of(brief: Brief) -> str:
    return "pass" if brief.verdict == "pass" else "fail"


def chart(name: str, legend: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Chart:
    """Return a chart of *rows*: a label and the numbers of its kinds; *legend* tells what each kind is called."""
    most = max((sum(value for _, value in values) for _, values in rows), default=0)
    bars = []
    for number, (label, values) in enumerate(rows):
        at, segments = float(LABEL), []
        for kind, value in values:
            if value:
                wide = _ROOM * value / most
                segments.append(Segment(at, wide, kind, value, inside=wide >= _FITS and len(values) > 1))
                at += wide
        total = sum(value for _, value in values)
        bars.append(Bar(number * ROW, truncate(label, _COLUMNS), label, tuple(segments), at, total))
    return Chart(name, max(len(rows), 1) * ROW, tuple(legend), tuple(bars))


def _short_list(name: str, columns: tuple[str, ...], rows: Iterable[ListRow]) -> ShortList:
    """Return the first of *rows*, each cell on one line."""
    found = list(rows)
    shown = tuple(tuple(_one_line_cell(row.get(column)) for column in columns) for row in found[:_LISTED])
    return ShortList(name, columns, shown, max(len(found) - _LISTED, 0))


def _one_line_cell(value: Any) -> str:
    """Return a value of a list in one line: the lines of a text, or several names, with strokes between."""
    if isinstance(value, float):
        return f"{value:.0%}"
    lines = value if isinstance(value, tuple) else "" if value is None else str(value)
    return " / ".join(map(one_line, lines.splitlines() if isinstance(lines, str) else lines))


def _reports_shown(overview: Overview, most: int, most_text: int) -> Iterator[str]:
    """Yield the reports that have a section: the first ones, as many as a browser takes."""
    for entry in overview.entries():
        if entry.error is None:
            most -= 1
            most_text -= sum(
                len(gap.message) + len(gap.fix) + len(gap.basis) + len(gap.place) + 400 for gap in entry.gaps
            )
            if most < 0 or most_text < 0:
                return
            yield entry.path
