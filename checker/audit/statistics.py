"""One way through all entries of an audit: what is counted, and of each file as little as every table needs.

A brief holds no gap and no mark, only a letter for each requirement, so that ten thousand of them fit into memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from statistics import mean, median
from typing import NamedTuple

from checker.audit.model import Entry, Figures, Match, Overview, Standing, Unit, Unreadable
from checker.audit.sources import is_left_out
from checker.audit.submissions import COUNTED, OTHER_YEAR, SECOND
from checker.engine import score
from checker.presentation.wording import SEVERITIES

STATES = {"p": "pass", "a": "partial", "f": "fail", "s": "skip"}
"""The letter of a state in :attr:`Brief.states`; a requirement that was not judged is a space."""
GRADES = tuple(grade for _, grade in score.GRADES)

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
    role: str | None = None

    @property
    def name(self) -> str:
        """Return whose it is, as well as it is known: the unit, else who signs it, else the file."""
        return self.unit or self.issuer or self.path


class UnitLine(NamedTuple):
    """One line of a table of units: who, and the report that counts."""

    name: str
    kind: str | None
    region: str | None
    standing: Standing
    brief: Brief | None


class Tally(NamedTuple):
    """What one way through gives; ``rules`` counts the states (by letter) of each requirement, in their order.

    Only reports that count are counted, but for ``briefs``, which has every file.
    """

    briefs: Mapping[str, Brief]
    reports: int
    grades: Mapping[str, int]
    severities: Mapping[str, int]
    rules: tuple[Mapping[str, int], ...]
    lines: tuple[UnitLine, ...]
    figures: Figures
    year: int | None = None

    def brief_of(self, path: str | None) -> Brief | None:
        """Return the brief of the file at *path*."""
        return None if path is None else self.briefs.get(path)

    def twice(self) -> dict[str, list[Brief]]:
        """Return the units and issuers with more than one report on a year, and those reports, what counts first.

        A report in several formats, with its drafts, is one; what is no report (or could not be read) is no second one.
        """
        filed: dict[tuple[str, int | None, str | None], list[Brief]] = {}
        for brief in self.briefs.values():
            if brief.role in (COUNTED, OTHER_YEAR, SECOND) and (brief.unit or brief.issuer):
                year = self.year if brief.year is None else brief.year
                filed.setdefault((brief.name, year, brief.genre), []).append(brief)
        found: dict[str, list[Brief]] = {}
        for (name, _, _), briefs in filed.items():
            if any(one.role == SECOND for one in briefs):
                found.setdefault(name, []).extend(sorted(briefs, key=lambda brief: not brief.counts))
        return found


def figures_of(overview: Overview, briefs: Collection[Brief]) -> Figures:
    """Count an audit by its standings, its files and what was found across them."""
    listed = {one.unit.name for one in overview.standings if one.unit.row}
    lacking = {one.unit.name for one in overview.standings if one.unit.row and one.report is None}
    filed = [one for one in overview.standings if one.report is not None]
    roster = with_roster(overview)
    own = [one for one in filed if one.unit.row] if roster else filed
    chosen = {one.report for one in own}
    several = {brief.name for brief in briefs if brief.role == SECOND and (brief.unit or brief.issuer)}
    found = [one for one in overview.findings if not roster or one.unit in listed]
    points = [one.points for one in own if one.points is not None]
    passed = sum(one.verdict == "pass" for one in own)
    return Figures(
        units=len(listed) if roster else None,
        filed=len(listed - lacking) if roster else None,
        missing=len(lacking) if roster else None,
        senders=None if roster else len(filed),
        outside=len(filed) - len(own) if roster else None,
        late=sum((one.days_late or 0) > 0 for one in own),
        twice=len(several & listed if roster else several),
        files=overview.files,
        judged=overview.judged,
        unreadable=overview.unreadable,
        passed_over=len(overview.passed_over),
        counted=len(own),
        uncounted=overview.judged - len(filed),
        passed=passed,
        failed=len(own) - passed,
        average=mean(points) if points else None,
        middle=median(points) if points else None,
        gaps=sum(sum(brief.gaps) for brief in briefs if brief.path in chosen),
        findings=len(found),
        errors=sum(one.severity == "error" for one in found),
        similar=sum(not pair.near for pair in overview.similar),
        near=sum(pair.near for pair in overview.similar),
        to_check=len(to_check(overview, briefs)),
    )


_URGENT_FIRST = (
    *("contradiction", "doubtful", "missing-doubtful", "missing-received", "missing-noted", "missing-unreadable"),
    *("nameless-row", "unreadable", "nameless", "outside", "passed-over", "direction", "near"),
)


class ToCheck(NamedTuple):
    """One thing that a person must look at before letters go out: why, of which unit or two, and in which files.

    ``why`` is the last word of its message's key; ``row`` the number of a row of the roster, where one is meant.
    """

    why: str
    unit: str | None
    files: tuple[str, ...]
    other: str | None = None
    row: int | None = None


def to_check(overview: Overview, briefs: Collection[Brief]) -> list[ToCheck]:
    """Return what must be looked at, what may lead to a wrong letter first."""
    doubtful: dict[str, list[Match]] = {}
    for match in overview.doubtful:
        doubtful.setdefault(match.report, []).append(match)
    found = [
        ToCheck("contradiction" if len(matches) > 1 else "doubtful", "、".join(one.unit for one in matches), (path,))
        for path, matches in doubtful.items()
    ]
    for one in overview.findings:
        if one.check == "submitted" and one.reason in ("doubtful", "received", "noted", "unreadable"):
            found.append(ToCheck(f"missing-{one.reason}", one.unit, one.reports))
    shown = {path for check in found for path in check.files}
    for entry in briefs:
        if entry.unit is None and entry.path not in doubtful and (entry.error or entry.role in (COUNTED, SECOND)):
            if entry.error is None and entry.issuer is not None:
                if with_roster(overview):
                    found.append(ToCheck("outside", entry.issuer, (entry.path,)))
            elif entry.path not in shown:
                found.append(ToCheck("unreadable" if entry.error else "nameless", None, (entry.path,)))
        elif entry.error is not None and entry.path not in shown:
            found.append(ToCheck("unreadable", entry.unit, (entry.path,)))
    found += [ToCheck("nameless-row", None, (), row=row) for row in overview.nameless_rows]
    over = ((path, unit) for path, unit in overview.passed_over if path not in shown and not is_left_out(path))
    found += [ToCheck("passed-over", unit, (path,)) for path, unit in over]
    found += [
        ToCheck("near" if pair.near else "direction", pair.unit, (pair.report, pair.other), pair.other_unit)
        for pair in overview.similar
        if pair.near or (not pair.last_year and pair.taken is None)
    ]
    return sorted(found, key=lambda check: _URGENT_FIRST.index(check.why))


def with_roster(overview: Overview) -> bool:
    """Return whether it is known who must report; without a roster nobody is missing."""
    return overview.roster is not None or any(one.unit.row for one in overview.standings)


def short_packs(overview: Overview) -> str:
    """Return the packs by name and version, without the digests that may follow them."""
    return ", ".join(pack.partition(" sha256:")[0] for pack in overview.packs)


def tally(overview: Overview) -> Tally:
    """Go through the entries of *overview* once."""
    columns = {requirement.rule: number for number, requirement in enumerate(overview.requirements)}
    rules: tuple[Counter[str], ...] = tuple(Counter() for _ in columns)
    grades: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    briefs: dict[str, Brief] = {}
    roster = with_roster(overview)
    chosen = {one.report for one in overview.standings}
    own = {one.report for one in overview.standings if one.unit.row or not roster}
    units = {(one.unit.name, one.family): one.unit for one in reversed(overview.standings)}
    usual = {name: unit for (name, _), unit in units.items()}
    reports = 0
    for entry in (overview.unworded or overview.entries)():
        whose = entry.unit or entry.issuer or entry.path
        unit = units.get((whose, entry.genre or "")) or usual.get(entry.unit or "")
        brief = briefs[entry.path] = _brief(entry, columns, unit, counts=entry.path in chosen)
        if entry.path not in own:
            continue
        for counts, letter in zip(rules, brief.states, strict=True):
            counts[letter] += 1
        reports += 1
        severities.update(gap.severity for gap in entry.gaps)
        if entry.grade is not None:
            grades[entry.grade] += 1
    return Tally(
        briefs=briefs,
        reports=reports,
        grades=grades,
        severities=severities,
        rules=rules,
        lines=tuple(_unit_lines(overview.standings, briefs)),
        figures=overview.figures or figures_of(overview, list(briefs.values())),
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
        entry.role,
    )


def _unit_lines(standings: Iterable[Standing], briefs: Mapping[str, Brief]) -> Iterable[UnitLine]:
    """Yield the units in the order given."""
    for standing in standings:
        brief = briefs.get(standing.report) if standing.report is not None else None
        unit = standing.unit
        kind, region = unit.kind or (brief and brief.kind), unit.region or (brief and brief.region)
        yield UnitLine(unit.name, kind or None, region or None, standing, brief)
