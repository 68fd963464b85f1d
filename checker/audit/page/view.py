"""What the page of an audit shows, in words: the template only puts it in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.audit.labels import Words, matched, why_not
from checker.audit.model import Entry, Gap, Overview
from checker.audit.page.charts import Chart, chart
from checker.audit.statistics import (
    GRADES,
    SEVERITIES,
    STATES,
    Brief,
    Tally,
    UnitLine,
    short_packs,
    to_check,
    with_roster,
)
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import SYMBOLS

_TOP = 15  # requirements in a chart
_LISTED = 200  # rows of a list above the table
_QUOTE = 200  # code points of a quotation
_FILES = 20  # names in a cell


class UnitRow(NamedTuple):
    """A unit in the table; ``anchor`` is that of its section, ``None`` where it has none."""

    name: str
    anchor: str | None
    kind: str
    region: str
    rank: str
    place: int
    points: float | None
    grade: str
    grade_place: int
    outcome: str
    sign: str
    verdict: str
    gaps: tuple[int, int, int] | None
    late: int | None
    change: float | None
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
    rows: Sequence[tuple[str, ...]]
    more: int


class AuditPage:
    """The whole page; its sections are made when they are asked for."""

    def __init__(self, overview: Overview, counted: Tally, lang: str, *, most: int, most_text: int) -> None:
        self._overview = overview
        self._counted = counted
        self._lang = lang
        self._words = Words(overview, lang)
        self._titles = {one.rule: one for one in overview.requirements}
        self._anchors = {path: f"r{number}" for number, path in enumerate(_chosen(overview, most, most_text), 1)}
        self.title = one_line(overview.title)
        self.made = one_line(overview.made[:10])
        self.year = str(overview.year or "")
        self.packs = one_line(short_packs(overview))
        self.left_out = overview.judged - len(self._anchors)
        self.shown = len(self._anchors)

    def facts(self) -> list[tuple[str, str]]:
        """The numbers at the top: key and value."""
        counted = self._counted
        numbers = counted.figures.shown()
        told = [(name, "–" if number is None else f"{number:,}") for name, number in numbers.items()]
        average = "–" if counted.figures.average is None else f"{counted.figures.average:.1f}"
        return [*told, ("average", average)]

    def charts(self) -> list[Chart]:
        """Grades, verdicts by kind, and what is most often missed."""
        counted, words, lang = self._counted, self._words, self._lang
        grades = [(words.known("grade", one), ((one, counted.grades.get(one, 0)),)) for one in GRADES]
        verdicts = [(kind, say(f"audit.column.{name}", lang)) for kind, name in _VERDICTS]
        rules = [("fail", say("audit.column.fail", lang)), ("partial", say("audit.column.partial", lang))]
        pairs = zip(self._overview.requirements, counted.rules, strict=True)
        missed = [(one_line(one.title), counts["f"], counts["a"]) for one, counts in pairs if counts["f"] + counts["a"]]
        missed.sort(key=lambda row: (-row[1] - row[2], -row[1]))
        top = [(title, (("fail", failed), ("partial", partial))) for title, failed, partial in missed[:_TOP]]
        return [
            chart("grades", (), grades),
            chart("kinds", verdicts, self._kinds()),
            chart("rules", rules, top),
        ]

    def _kinds(self) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
        kinds: dict[str, list[int]] = {}
        for line in self._counted.lines:
            name = one_line(self._words.kind(line.kind)) or say("audit.kind.unknown", self._lang)
            numbers = kinds.setdefault(name, [0, 0, 0])
            brief = line.brief
            numbers[2 if brief is None or brief.error else 0 if brief.verdict == "pass" else 1] += 1
        ordered = sorted(kinds.items(), key=lambda pair: (-sum(pair[1]), pair[0]))[:_TOP]
        kinds_of = tuple(kind for kind, _ in _VERDICTS)
        return [(name, tuple(zip(kinds_of, numbers, strict=True))) for name, numbers in ordered]

    def lists(self) -> list[ShortList]:
        """Who must be reminded, and which files need a hand."""
        standings, counted, kind = self._overview.standings, self._counted, self._words.kind
        sent: dict[str, list[str]] = {}
        for brief in counted.briefs.values():
            if brief.unit is not None and not brief.counts:
                sent.setdefault(brief.unit, []).append(brief.path + why_not(self._words, brief, self._lang))
        missing = [
            (one.unit.name, kind(one.unit.kind), one.unit.region, one.unit.due, "\n".join(sent.get(one.unit.name, ())))
            for one in standings
            if one.report is None
        ]
        late = [
            (one.unit.name, one.unit.due, self._date(one.report), str(one.days_late))
            for one in sorted(standings, key=lambda one: -(one.days_late or 0))
            if (one.days_late or 0) > 0
        ]
        unreadable = [
            (brief.path, brief.unit, brief.error.reason, brief.error.remedy)
            for brief in counted.briefs.values()
            if brief.error is not None
        ]
        twice = [(unit, "\n".join(one.path for one in files)) for unit, files in counted.twice().items()]
        found = [
            (self._words.known("severity", one.severity), one.unit, one.message, one.fix)
            for one in self._overview.findings
        ]
        return [
            _list("check", ("why", "unit", "other", "file", "to-do"), list(self._to_check())),
            _list("missing", ("unit", "kind", "region", "due", "sent"), missing),
            _list("late", ("unit", "due", "date", "days-late"), late),
            _list("unreadable", ("report", "unit", "reason", "remedy"), unreadable),
            _list("passed-over", ("file", "unit"), list(self._overview.passed_over)),
            _list("twice", ("unit", "reports"), twice),
            _list("matches", ("report", "unit", "found", "by", "sure", "check"), list(self._matches())),
            _list("findings", ("severity", "unit", "message", "fix"), found),
        ]

    def _to_check(self) -> Iterator[tuple[str | None, ...]]:
        """What a person must look at before letters go out."""
        for one in to_check(self._overview, self._counted.briefs.values()):
            why, do = (say(f"audit.check.{one.why}{end}", self._lang) for end in ("", ".do"))
            yield why, one.unit, one.other, "\n".join(one.files[:_FILES]), do

    def _matches(self) -> Iterator[tuple[str | None, ...]]:
        """How files came to their units, those to look at first."""
        look = say("audit.match.look", self._lang)
        for one in matched(self._overview, self._counted, self._words):
            sure = "" if one.sure is None else f"{one.sure:.0%}"
            yield one.path, one.unit, one.found, one.by, sure, look if one.doubtful else ""

    def _date(self, path: str | None) -> str | None:
        brief = self._counted.report(path)
        return brief.date if brief else None

    def rows(self) -> Iterator[UnitRow]:
        """The units of the table."""
        for line in self._counted.lines:
            yield self._row(line)

    def _row(self, line: UnitLine) -> UnitRow:
        brief, one, lang = line.brief, line.standing, self._lang
        base = UnitRow(
            name=one_line(line.name),
            anchor=None,
            kind=self._words.kind(line.kind),
            region=one_line(line.region or ""),
            rank="",
            place=0,
            points=None,
            grade="",
            grade_place=len(GRADES),
            outcome="none",
            sign="–",
            verdict=say("audit.matrix.missing", lang),
            gaps=None,
            late=None,
            change=None,
            outside=with_roster(self._overview) and not one.unit.row,
        )
        if brief is None:
            return base
        if brief.error is not None:
            return base._replace(outcome="unreadable", sign="!", verdict=say("audit.matrix.unreadable", lang))
        outcome = _outcome(brief)
        change = None
        if one.points is not None and one.points_before is not None:
            change = one.points - one.points_before
        return base._replace(
            anchor=self._anchors.get(brief.path),
            rank=f"{one.rank}/{one.among}" if one.rank is not None else "",
            place=one.rank or 0,
            points=brief.points,
            grade=self._words.known("grade", brief.grade),
            grade_place=GRADES.index(brief.grade) if brief.grade in GRADES else len(GRADES),
            outcome=outcome,
            sign=SYMBOLS[outcome],
            verdict=self._words.known("verdict", outcome),
            gaps=brief.gaps,
            late=one.days_late if (one.days_late or 0) > 0 else None,
            change=change,
        )

    def sections(self) -> Iterator[ReportSection]:
        """The reports that have a section, one at a time."""
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
        outcome = _outcome(brief)
        scored = entry.points is not None
        counts = zip(SEVERITIES, brief.gaps, strict=True)
        pack, _, digest = (entry.pack or "").partition(" sha256:")
        known = (words.kind(brief.kind), brief.region, str(entry.year or ""), entry.date, pack)
        aside = () if brief.counts else (say("audit.page.uncounted", lang),)
        return ReportSection(
            anchor=anchor,
            name=one_line(brief.name),
            path=one_line(entry.path),
            title=one_line(entry.title or ""),
            outcome=outcome,
            sign=SYMBOLS[outcome],
            verdict=words.known("verdict", outcome),
            score=say("report.points", lang, points=entry.points) if scored else say("report.unscored", lang),
            points=min(max(entry.points, 0.0), 100.0) if entry.points is not None else None,
            grade=words.known("grade", entry.grade),
            about=" · ".join(one_line(part) for part in (*known, *aside) if part),
            pack=f"{one_line(pack)} sha256:{one_line(digest)}" if digest else "",
            counts=tuple((one, words.known("severity", one), count) for one, count in counts),
            checklist=tuple(self._checklist(brief)),
            gaps=tuple(self._gap(gap) for gap in entry.gaps),
        )

    def _checklist(self, brief: Brief) -> Iterator[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
        """The requirements by their state, the worst first: state, sign and word, then sign, title and id of each."""
        for letter in ("f", "a", "p", "s"):
            state = STATES[letter]
            found = [
                (SYMBOLS[state], one_line(one.title), one_line(one.rule))
                for one, given in zip(self._overview.requirements, brief.states, strict=True)
                if given == letter
            ]
            if found:
                yield "none" if state == "skip" else state, say(f"state.{state}", self._lang), tuple(found)

    def _gap(self, gap: Gap) -> GapCard:
        lang, one = self._lang, self._titles.get(gap.rule)
        quote = one_line(gap.quote)
        basis, effort = one_line(gap.basis), self._words.known("effort", gap.effort)
        return GapCard(
            kind=gap.severity if gap.severity in SEVERITIES else "advice",
            sign=SYMBOLS.get(gap.state, "✗"),
            severity=self._words.known("severity", gap.severity),
            title=one_line(one.title if one else gap.rule),
            rule=one_line(gap.rule),
            gain=say("report.gain", lang, points=gap.gain) if gap.gain >= _LEAST else "",
            place=one_line(gap.place),
            quote=quote if len(quote) <= _QUOTE else quote[:_QUOTE] + "…",
            why=one_line(gap.message),
            basis=say("report.basis", lang, basis=basis) if basis else "",
            remedy=say("report.fix.effort", lang, effort=effort) + one_line(gap.fix),
        )


_LEAST = 0.05  # points: less is no gain
_VERDICTS = (("pass", "passed"), ("fail", "failed"), ("none", "missing"))


def _outcome(brief: Brief) -> str:
    return "pass" if brief.verdict == "pass" else "fail"


def _list(name: str, columns: tuple[str, ...], rows: Sequence[tuple[str | None, ...]]) -> ShortList:
    shown = [
        tuple(" / ".join(one_line(line) for line in (cell or "").splitlines()) for cell in row)
        for row in rows[:_LISTED]
    ]
    return ShortList(name, columns, shown, max(len(rows) - _LISTED, 0))


def _chosen(overview: Overview, most: int, most_text: int) -> Iterator[str]:
    """The reports that have a section: the first ones, as many as a browser takes."""
    for entry in overview.entries():
        if entry.error is None:
            most -= 1
            most_text -= sum(
                len(gap.message) + len(gap.fix) + len(gap.basis) + len(gap.place) + 400 for gap in entry.gaps
            )
            if most < 0 or most_text < 0:
                return
            yield entry.path
