"""One way through all entries of an audit: what is counted, and of each file as little as every table needs.

A brief holds no gap and no mark, only a letter for each requirement, so that ten thousand of them fit into memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import mean, median
from typing import NamedTuple

from checker.audit.model import Entry, Overview, Standing, Unit, Unreadable

STATES = {"p": "pass", "a": "partial", "f": "fail", "s": "skip"}
"""The letter of a state in :attr:`Brief.states`; a requirement that was not judged is a space."""
GRADES = ("excellent", "good", "passing", "failing")
SEVERITIES = ("error", "warning", "advice")

_LETTERS = {state: letter for letter, state in STATES.items()}


class Brief(NamedTuple):
    """One file in short; ``states`` has a letter for each requirement, ``gaps`` counts by :data:`SEVERITIES`.

    ``kind`` and ``region`` are the roster's where it names the unit and has them.  ``counts`` tells the one report of
    a unit that is counted from drafts, second ones and those on another year.
    """

    path: str
    unit: str | None
    issuer: str | None
    title: str | None
    kind: str | None
    region: str | None
    year: int | None
    date: str | None
    verdict: str | None
    points: float | None
    uncapped: float | None
    grade: str | None
    cap: str | None
    states: str
    gaps: tuple[int, int, int]
    error: Unreadable | None
    genre: str | None = None
    counts: bool = False

    @property
    def name(self) -> str:
        """Whose it is, as well as it is known: the unit, else who signs it, else the file."""
        return self.unit or self.issuer or self.path


class Line(NamedTuple):
    """One line of a table of units: who, and the report that counts."""

    name: str
    kind: str | None
    region: str | None
    standing: Standing
    brief: Brief | None


class Tally(NamedTuple):
    """What one way through gives; ``rules`` counts the states (by letter) of each requirement, in their order.

    Only reports that count are counted, but for ``briefs``, which has every file, and ``others``: how many more were
    judged.
    """

    briefs: Mapping[str, Brief]
    reports: int
    others: int
    grades: Mapping[str, int]
    verdicts: Mapping[str, int]
    severities: Mapping[str, int]
    rules: tuple[Mapping[str, int], ...]
    gaps: int
    average: float | None
    middle: float | None
    lines: tuple[Line, ...]
    year: int | None = None

    def report(self, path: str | None) -> Brief | None:
        """The brief of the file at *path*."""
        return None if path is None else self.briefs.get(path)

    def twice(self) -> dict[str, list[Brief]]:
        """The units and issuers with more than one report on a year, and those reports, what counts first.

        As the findings have it: a report that names no year is on the year asked for, and what is no report (or could
        not be read) is no second one.
        """
        filed: dict[tuple[str, int | None], list[Brief]] = {}
        for brief in self.briefs.values():
            if brief.points is not None and (brief.unit or brief.issuer):
                year = self.year if brief.year is None else brief.year
                filed.setdefault((brief.name, year), []).append(brief)
        found: dict[str, list[Brief]] = {}
        for (name, _), briefs in filed.items():
            if len(briefs) > 1:
                found.setdefault(name, []).extend(sorted(briefs, key=lambda brief: not brief.counts))
        return found


def figures(overview: Overview, counted: Tally) -> dict[str, int | None]:
    """The numbers at the head of workbook and page; units that no roster names are not mixed with those that must report."""
    standings = overview.standings
    filed = [one for one in standings if one.report is not None]
    listed = [one for one in standings if one.unit.row]
    units: dict[str, int | None]
    if with_roster(overview):
        sent = sum(bool(one.unit.row) for one in filed)
        units = {"units": len(listed), "filed": sent, "missing": len(listed) - sent, "outside": len(filed) - sent}
    else:
        units = {"senders": len(filed), "missing": None}
    passed = counted.verdicts.get("pass", 0)
    return units | {
        "late": sum((one.days_late or 0) > 0 for one in standings),
        "twice": len(counted.twice()),
        "files": overview.files,
        "judged": overview.judged,
        "unreadable": overview.unreadable,
        "counted": counted.reports,
        "uncounted": counted.others,
        "passed": passed,
        "failed": counted.reports - passed,
        "gaps": counted.gaps,
        "findings": len(overview.findings),
    }


def with_roster(overview: Overview) -> bool:
    """Whether it is known who must report; without a roster nobody is missing."""
    return overview.roster is not None or any(one.unit.row for one in overview.standings)


def short_packs(overview: Overview) -> str:
    """The packs by name and version, without the digests that may follow them."""
    return ", ".join(pack.partition(" sha256:")[0] for pack in overview.packs)


def tally(overview: Overview) -> Tally:
    """Go through the entries of *overview* once."""
    columns = {requirement.rule: number for number, requirement in enumerate(overview.requirements)}
    rules: tuple[Counter[str], ...] = tuple(Counter() for _ in columns)
    grades: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    points: list[float] = []
    briefs: dict[str, Brief] = {}
    chosen = {one.report for one in overview.standings}
    units = {one.unit.name: one.unit for one in overview.standings}
    others = 0
    for entry in overview.entries():
        unit = units.get(entry.unit) if entry.unit is not None else None
        brief = briefs[entry.path] = _brief(entry, columns, unit, counts=entry.path in chosen)
        if not brief.counts:
            others += entry.error is None
            continue
        for counts, letter in zip(rules, brief.states, strict=True):
            counts[letter] += 1
        verdicts[entry.verdict or "fail"] += 1
        severities.update(gap.severity for gap in entry.gaps)
        if entry.grade is not None:
            grades[entry.grade] += 1
        if entry.points is not None:
            points.append(entry.points)
    return Tally(
        briefs=briefs,
        reports=sum(verdicts.values()),
        others=others,
        grades=grades,
        verdicts=verdicts,
        severities=severities,
        rules=rules,
        gaps=sum(severities.values()),
        average=mean(points) if points else None,
        middle=median(points) if points else None,
        lines=tuple(_lines(overview.standings, briefs)),
        year=overview.year,
    )


def _brief(entry: Entry, columns: Mapping[str, int], unit: Unit | None, *, counts: bool) -> Brief:
    states = [" "] * len(columns)
    for mark in entry.marks:
        if mark.rule in columns:
            states[columns[mark.rule]] = _LETTERS.get(mark.state, " ")
    kind, region = (unit and unit.kind) or entry.kind, (unit and unit.region) or entry.region
    severities = [gap.severity for gap in entry.gaps]
    error, warning, advice = (severities.count(severity) for severity in SEVERITIES)
    return Brief(
        *(entry.path, entry.unit, entry.issuer, entry.title, kind, region, entry.year, entry.date),
        *(entry.verdict, entry.points, entry.uncapped, entry.grade, entry.cap),
        "".join(states),
        (error, warning, advice),
        entry.error,
        entry.genre,
        counts,
    )


def _lines(standings: Iterable[Standing], briefs: Mapping[str, Brief]) -> Iterable[Line]:
    """The units in the order given."""
    for standing in standings:
        brief = briefs.get(standing.report) if standing.report is not None else None
        unit = standing.unit
        kind, region = unit.kind or (brief and brief.kind), unit.region or (brief and brief.region)
        yield Line(unit.name, kind or None, region or None, standing, brief)
