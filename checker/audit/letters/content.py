"""What a letter to a unit says, in words: its gaps by severity, what concerns its filing, and how it is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from checker.audit.lists import Words
from checker.audit.model import Entry, Finding, Gap, Overview, Standing
from checker.audit.statistics import Tally, with_roster
from checker.i18n import LANGUAGES, has_message, say
from checker.presentation.escape import one_line
from checker.presentation.wording import SEVERITIES, day_words, numeral
from checker.text.lazy_re import lazy

CASES = ("gaps", "missing", "unreadable", "ask")
"""Why a unit gets a letter: its report has gaps, none has come, what came cannot be read, or it cannot be told whether any
came: some files may be its own."""

_NUMBER = lazy(r"^[①-⑳] *")
"""With which a checklist marks the part of a report that a requirement is about; a letter does not explain it."""


class LetterGap(NamedTuple):
    """One gap in a letter; ``number`` counts through the whole letter."""

    number: int
    requirement: str
    severity: str
    state: str
    message: str
    place: str
    quote: str
    basis: str
    fix: str
    effort: str
    gain: float


class GapGroup(NamedTuple):
    """The gaps of one severity, under a heading."""

    heading: str
    severity: str
    total: int
    gaps: tuple[LetterGap, ...]


class Matter(NamedTuple):
    """What concerns a unit and no single gap of its report: late, twice, alike.

    ``message`` says what to do too; ``fix`` is empty, and there for templates that show it.
    """

    message: str
    basis: str
    fix: str


class UnreadFile(NamedTuple):
    """A file of the unit that cannot be read."""

    path: str
    reason: str
    remedy: str


class Letter(NamedTuple):
    """All that a template can show; texts on one line, days in words, ``""`` for what is not known."""

    case: str
    title: str
    unit: str
    year: str
    due: str
    day: str
    report: str
    name: str
    work: str
    path: str = ""
    points: str = ""
    grade: str = ""
    verdict: str = ""
    total: int = 0
    errors: int = 0
    warnings: int = 0
    advice: int = 0
    groups: tuple[GapGroup, ...] = ()
    findings: tuple[Matter, ...] = ()
    files: tuple[UnreadFile, ...] = ()


def letters(overview: Overview, counted: Tally, lang: str) -> Iterator[Letter]:
    """Yield a letter for each unit that has something to do, first those with a report, then the others.

    With a roster nobody else gets one; nor does a unit whose report somebody must still find, as the roster has it.
    """
    maker = _Maker(overview, counted, lang)
    standings = [one for one in overview.standings if one.unit.row or not with_roster(overview)]
    by_report = {one.report: one for one in standings if one.report not in (None, one.unit.name)}
    for entry in overview.entries():
        standing = by_report.get(entry.path)
        if standing is not None and entry.error is None:
            letter = maker.about(standing, entry)
            if letter.total or letter.findings:
                yield letter
    for standing in standings:
        brief = counted.brief_of(standing.report)
        if (brief is None or brief.error is not None) and not maker.is_elsewhere(standing):
            yield maker.without(standing)


class _Maker:
    """Knows of all units what a letter to one of them needs."""

    def __init__(self, overview: Overview, counted: Tally, lang: str) -> None:
        self._overview = overview
        self._lang = lang
        self._words = Words(overview, lang)
        unnamed = say("audit.letter.report.name", lang)
        self._families = {one.id: (one.name, one.work) for one in overview.families}
        self._unnamed = next(iter(self._families.values()), (unnamed, unnamed))
        self._findings: dict[tuple[str, str], list[Finding]] = {}
        for finding in overview.findings:
            if finding.unit is not None:
                self._findings.setdefault((finding.unit, finding.family), []).append(finding)
        self._files: dict[str, list[UnreadFile]] = {}
        for brief in counted.briefs.values():
            if brief.error is not None and brief.unit is not None:
                file = UnreadFile(_file_name(brief.path), one_line(brief.error.reason), self._remedy(brief.error.code))
                self._files.setdefault(brief.unit, []).append(file)

    def about(self, standing: Standing, entry: Entry) -> Letter:
        """Return the letter to a unit whose report was judged."""
        groups = tuple(self._groups(entry.gaps))
        counts = {group.severity: group.total for group in groups}
        scored = say("report.points", self._lang, points=entry.points) if entry.points is not None else ""
        found = self._letter("gaps", standing, one_line(entry.title or ""))
        return found._replace(
            path=_file_name(entry.path),
            points=scored,
            grade=self._words.term("grade", entry.grade),
            verdict=self._words.term("verdict", entry.verdict),
            total=sum(counts.values()),
            errors=counts.get("error", 0),
            warnings=counts.get("warning", 0),
            advice=counts.get("advice", 0),
            groups=groups,
            findings=self._matters(standing),
        )

    def without(self, standing: Standing) -> Letter:
        """Return the letter to a unit of which nothing could be judged."""
        files = tuple(self._files.get(standing.unit.name, ()))
        if files:
            return self._letter("unreadable", standing, "")._replace(files=files)
        if "doubtful" in self._reasons(standing):
            return self._letter("ask", standing, "")
        # Of one who sent something that does not count, the reminder tells why.
        return self._letter("missing", standing, "")._replace(findings=self._matters(standing, only_with_files=True))

    def is_elsewhere(self, standing: Standing) -> bool:
        """Return whether the roster says that the report came, though it is not among the files."""
        return not self._reasons(standing).isdisjoint(("received", "noted"))

    def _reasons(self, standing: Standing) -> set[str]:
        """Return why a unit has submitted nothing that counts."""
        found = self._findings.get((standing.unit.name, standing.family), ())
        return {one.reason for one in found if one.check == "submitted"}

    def _matters(self, standing: Standing, *, only_with_files: bool = False) -> tuple[Matter, ...]:
        """Return what concerns a unit beside the gaps of its report, as far as the unit is to be told of it."""
        found = self._findings.get((standing.unit.name, standing.family), ())
        told = [one for one in found if one.ask and (one.reports or not only_with_files)]
        # Who is like several others is told so in the same words: once is enough.
        return tuple(dict.fromkeys(Matter(one_line(one.ask), one_line(one.basis), "") for one in told))

    def _letter(self, case: str, standing: Standing, report: str) -> Letter:
        lang, made = self._lang, self._overview.made
        year = str(self._overview.year or "")
        named = "year" if year else "no-year"
        name, work = self._families.get(standing.family, self._unnamed)
        subject = report or say(f"audit.letter.report.{named}", lang, year=year, name=name)
        unit = one_line(standing.unit.name)
        due = day_words(standing.unit.due or "", lang) or say("audit.letter.due.unknown", lang)
        title, day = say(f"audit.letter.title.{case}", lang, report=subject, year=year), day_words(made[:10], lang)
        return Letter(case, title, unit, year, one_line(due), one_line(day), subject, name, work)

    def _groups(self, gaps: Sequence[Gap]) -> Iterator[GapGroup]:
        numbers = count(1)
        severities = [one for one in SEVERITIES if any(gap.severity == one for gap in gaps)]
        for at, severity in enumerate(severities, 1):
            points = tuple(self._point(next(numbers), gap) for gap in gaps if gap.severity == severity)
            mark = numeral(at, self._lang)
            heading = say(f"audit.letter.group.{severity}", self._lang, mark=mark, count=len(points))
            yield GapGroup(heading, severity, len(points), points)

    def _point(self, number: int, gap: Gap) -> LetterGap:
        return LetterGap(
            number=number,
            requirement=_NUMBER.sub("", one_line(self._words.rule_title(gap.rule))),
            severity=self._words.term("severity", gap.severity),
            state=self._words.term("state", gap.state),
            message=one_line(gap.message),
            place=one_line(gap.place),
            quote=one_line(gap.quote),
            basis=one_line(gap.basis),
            fix=one_line(gap.fix),
            effort=self._words.term("effort", gap.effort),
            gain=round(gap.gain, 1),
        )

    def _remedy(self, key: str) -> str:
        """Return what a unit can do about a file of its own: what else is advised is for those who run the checker."""
        own = f"audit.letter.remedy.{key}"
        return say(own if has_message(own) else "audit.letter.remedy", self._lang)


def _file_name(path: str) -> str:
    """Return the name of a file as its unit gave it, without the folders of whoever checks it."""
    return one_line(path.rpartition("/")[2])


def blocks_of(letter: Letter, lang: str) -> Mapping[str, list[tuple[str, list[str]]]]:
    """Return the blocks of a letter as headings, each with its paragraphs, for templates that have no language."""
    gaps = [
        (group.heading, [line for point in group.gaps for line in _point_lines(point, lang)]) for group in letter.groups
    ]
    matters = [_told(lang, matter.message, basis=matter.basis, fix=matter.fix) for matter in letter.findings]
    heading = say("audit.letter.group.findings", lang, mark=numeral(len(gaps) + 1, lang), count=len(matters))
    files = [say("audit.letter.file", lang, **file._asdict()) for file in letter.files]
    return {
        "list": gaps,
        "findings": [(heading, matters)] if matters else [],
        "files": [("", files)] if files else [],
    }


def _point_lines(point: LetterGap, lang: str) -> Iterator[str]:
    yield say("audit.letter.point", lang, number=point.number, requirement=point.requirement, message=point.message)
    if point.place or point.quote:
        place = say("audit.letter.place", lang, place=point.place) if point.place else ""
        quote = say("audit.letter.quote", lang, quote=point.quote) if point.quote else ""
        yield place + quote
    yield _told(lang, "", basis=point.basis, fix=point.fix)


def _told(lang: str, message: str, *, basis: str, fix: str) -> str:
    cited = say("audit.letter.basis", lang, basis=basis.rstrip("。.")) if basis else ""
    remedy = say("audit.letter.fix", lang, fix=fix) if fix else ""
    return LANGUAGES[lang].between.join(filter(None, (message, cited, remedy)))
