"""One way through all entries of an audit: what is counted, and of each file as little as every table needs.

A brief holds no gap and no mark, only a letter for each requirement, so that ten thousand of them fit into memory.
"""

from __future__ import annotations

from collections import Counter
from statistics import mean, median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.audit.model import Entry, Overview, Standing, Unreadable

STATES = {"p": "pass", "a": "partial", "f": "fail", "s": "skip"}
"""The letter of a state in :attr:`Brief.states`; a requirement that was not judged is a space."""
GRADES = ("excellent", "good", "passing", "failing")
SEVERITIES = ("error", "warning", "advice")

_LETTERS = {state: letter for letter, state in STATES.items()}


class Brief(NamedTuple):
    """One file in short; ``states`` has a letter for each requirement, ``gaps`` counts by :data:`SEVERITIES`."""

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

    @property
    def name(self) -> str:
        """Whose it is, as well as it is known: the unit, else who signs it, else the file."""
        return self.unit or self.issuer or self.path


class Line(NamedTuple):
    """One line of a table of units: who, and the report that counts; without a standing a file that belongs to nobody."""

    name: str
    kind: str | None
    region: str | None
    standing: Standing | None
    brief: Brief | None


class Tally(NamedTuple):
    """What one way through gives; ``rules`` counts the states (by letter) of each requirement, in their order."""

    briefs: Mapping[str, Brief]
    grades: Mapping[str, int]
    verdicts: Mapping[str, int]
    severities: Mapping[str, int]
    rules: tuple[Mapping[str, int], ...]
    gaps: int
    average: float | None
    middle: float | None
    lines: tuple[Line, ...]

    def report(self, path: str | None) -> Brief | None:
        """The brief of the file at *path*."""
        return None if path is None else self.briefs.get(path)

    def twice(self) -> dict[str, list[Brief]]:
        """The units that handed in more than one file, with the files."""
        filed: dict[str, list[Brief]] = {}
        for brief in self.briefs.values():
            if brief.unit is not None:
                filed.setdefault(brief.unit, []).append(brief)
        return {unit: briefs for unit, briefs in filed.items() if len(briefs) > 1}


def with_roster(overview: Overview) -> bool:
    """Whether it is known who must report; without a roster nobody is missing."""
    return overview.roster is not None or any(one.unit.row for one in overview.standings)


def numbers(overview: Overview, counted: Tally) -> dict[str, int | None]:
    """What the first page of an audit counts, in its order; ``None`` where it cannot be known."""
    standings = overview.standings
    filed = sum(one.report is not None for one in standings)
    return {
        "units": len(standings),
        "filed": filed,
        "missing": len(standings) - filed if with_roster(overview) else None,
        "late": sum((one.days_late or 0) > 0 for one in standings),
        "twice": len(counted.twice()),
        "files": overview.files,
        "judged": overview.judged,
        "unreadable": overview.unreadable,
        "passed": overview.passed,
        "failed": overview.judged - overview.passed,
        "gaps": counted.gaps,
        "findings": len(overview.findings),
    }


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
    for entry in overview.entries():
        brief = briefs[entry.path] = _brief(entry, columns)
        for counts, letter in zip(rules, brief.states, strict=True):
            counts[letter] += 1
        verdicts["unreadable" if entry.error else entry.verdict or "fail"] += 1
        severities.update(gap.severity for gap in entry.gaps)
        if entry.grade is not None:
            grades[entry.grade] += 1
        if entry.points is not None:
            points.append(entry.points)
    return Tally(
        briefs=briefs,
        grades=grades,
        verdicts=verdicts,
        severities=severities,
        rules=rules,
        gaps=sum(severities.values()),
        average=mean(points) if points else None,
        middle=median(points) if points else None,
        lines=tuple(_lines(overview.standings, briefs)),
    )


def _brief(entry: Entry, columns: Mapping[str, int]) -> Brief:
    states = [" "] * len(columns)
    for mark in entry.marks:
        if mark.rule in columns:
            states[columns[mark.rule]] = _LETTERS.get(mark.state, " ")
    severities = [gap.severity for gap in entry.gaps]
    error, warning, advice = (severities.count(severity) for severity in SEVERITIES)
    return Brief(
        *(entry.path, entry.unit, entry.issuer, entry.title, entry.kind, entry.region, entry.year, entry.date),
        *(entry.verdict, entry.points, entry.uncapped, entry.grade, entry.cap),
        "".join(states),
        (error, warning, advice),
        entry.error,
    )


def _lines(standings: Iterable[Standing], briefs: Mapping[str, Brief]) -> Iterable[Line]:
    """The units in the order given, then the judged files that count for none and are nobody's second ones."""
    counted = set()
    for standing in standings:
        brief = briefs.get(standing.report) if standing.report is not None else None
        unit = standing.unit
        kind, region = unit.kind or (brief and brief.kind), unit.region or (brief and brief.region)
        yield Line(unit.name, kind or None, region or None, standing, brief)
        counted.add(standing.report)
    for brief in briefs.values():
        if brief.path not in counted and brief.error is None and brief.unit is None:
            yield Line(brief.name, brief.kind, brief.region, None, brief)
