"""What an audit lists of units and files, in words: workbook and page lay out the same rows.

Rows have a value for each column by its name; what is not known, or is for readers to fill in, is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checker.audit.model import Overview, Requirement, Standing
from checker.audit.statistics import GRADES, STATES, Brief, Tally, UnitLine, to_check, with_roster
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import SEVERITIES, SYMBOLS, known_word

LETTERS = {letter: SYMBOLS[state] for letter, state in STATES.items()} | {" ": ""}
"""From the letter of a state to its sign."""
_SURE = 0.8  # below it somebody should look

ListRow = Mapping[str, Any]


class Words:
    """Names of kinds, requirements, grades, verdicts, severities in one language."""

    def __init__(self, overview: Overview, lang: str) -> None:
        self._kinds = dict(overview.kinds)
        self._genres = dict(overview.genres)
        self._titles = {one.rule: one.title for one in overview.requirements}
        self._lang = lang

    def kind_title(self, kind: str | None) -> str:
        """Return the title of a kind of filer, else what the roster says."""
        return one_line(self._kinds.get(kind or "", kind or ""))

    def genre_title(self, genre: str | None) -> str:
        """Return the title of a kind of text, else its id."""
        return one_line(self._genres.get(genre or "", genre or ""))

    def rule_title(self, rule: str) -> str:
        """Return the title of a requirement, else its id."""
        return self._titles.get(rule, rule)

    def term(self, area: str, key: str | None) -> str:
        """Return the message of *key* in *area* (``grade``, ``verdict`` …); a key that it does not know on one line."""
        return known_word(area, key, self._lang)

    def colours(self, area: str) -> dict[str, str]:
        """Return the colours of the words of *area*: ``grade``, ``severity``, ``state``, ``verdict``, ``look``."""
        if area == "look":
            return {say("audit.match.look", self._lang): "warning"}
        keys = {"grade": GRADES, "severity": SEVERITIES, "state": STATES.values(), "verdict": ("pass", "fail")}[area]
        return {self.term(area, key): key for key in keys}


class KindCount(NamedTuple):
    """How the units of one kind came out, and the mean of their points."""

    kind: str
    passed: int
    failed: int
    missing: int
    average: float | None


class Lists:
    """The lists of *overview*, *counted* already, in words of *lang*."""

    def __init__(self, overview: Overview, counted: Tally, lang: str) -> None:
        self.overview, self.counted, self.lang = overview, counted, lang
        self.words = Words(overview, lang)
        self.is_roster = with_roster(overview)

    def kinds(self) -> list[KindCount]:
        """Return the kinds of units, that with most units first."""
        kinds: dict[str, list[UnitLine]] = {}
        for line in self.counted.lines:
            name = self.words.kind_title(line.kind) or say("audit.kind.unknown", self.lang)
            kinds.setdefault(name, []).append(line)
        found = []
        for kind, lines in sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            judged = [line.brief for line in lines if line.brief is not None and line.brief.error is None]
            passed = sum(brief.verdict == "pass" for brief in judged)
            points = [brief.points for brief in judged if brief.points is not None]
            average = sum(points) / len(points) if points else None
            found.append(KindCount(kind, passed, len(judged) - passed, len(lines) - len(judged), average))
        return found

    def missed(self, most: int) -> list[tuple[Requirement, int, int]]:
        """Return the *most* requirements that most reports miss, with how many fail and how many meet them in part."""
        pairs = zip(self.overview.requirements, self.counted.rules, strict=True)
        found = [(one, counts["f"], counts["a"]) for one, counts in pairs if counts["f"] + counts["a"]]
        return sorted(found, key=lambda row: (-row[1] - row[2], -row[1]))[:most]

    def to_check(self, most: int = 40) -> Iterator[ListRow]:
        """Yield what a person must look at before letters go out, with *most* names of files each."""
        for one in to_check(self.overview, self.counted.briefs.values()):
            why, todo = (say(f"audit.check.{one.why}{end}", self.lang, row=one.row) for end in ("", ".do"))
            yield {"why": why, "unit": one.unit, "other": one.other, "file": one.files[:most], "to-do": todo}

    def passed_over(self) -> Iterator[ListRow]:
        """Yield the files that were not looked at, those that bear the name of a unit first."""
        for path, unit in self.overview.passed_over:
            yield {"file": path, "unit": unit}

    def missing(self) -> Iterator[ListRow]:
        """Yield the units of the roster that have not handed in, with what they sent instead."""
        sent: dict[str, list[str]] = {}
        for brief in self.counted.briefs.values():
            if brief.unit is not None and not brief.counts:
                sent.setdefault(brief.unit, []).append(brief.path + self._why_not(brief))
        for one in self.overview.standings:
            if one.report is None:
                yield self._unit_columns(one) | {
                    "row": one.unit.row or None,
                    "sent": tuple(sent.get(one.unit.name, ())),
                }

    def late(self) -> Iterator[ListRow]:
        """Yield the reports that came after the day they were due, the latest first; with a roster those of its units."""
        own = [one for one in self.overview.standings if one.unit.row or not self.is_roster]
        late = [one for one in own if (one.days_late or 0) > 0]
        for one in sorted(late, key=lambda one: -(one.days_late or 0)):
            brief = self.counted.brief_of(one.report)
            day = one.unit.received or (brief.date if brief else None)
            yield self._unit_columns(one) | {"came": day, "days-late": one.days_late, "report": one.report}

    def twice(self) -> Iterator[ListRow]:
        """Yield the reports of units with more than one on a year, and which one counts."""
        for unit, briefs in self.counted.twice().items():
            for brief in briefs:
                verdict = "unreadable" if brief.error else brief.verdict
                head = {"unit": unit, "kind": self.words.kind_title(brief.kind), "region": brief.region}
                facts = {"report": brief.path, "title": brief.title, "date": brief.date, "points": brief.points}
                told = {"counts": self._yes(brief.counts), "verdict": self.words.term("verdict", verdict)}
                yield head | facts | told

    def unreadable(self) -> Iterator[ListRow]:
        """Yield the files that could not be judged: why, and what to do."""
        for brief in self.counted.briefs.values():
            if brief.error is not None:
                code, reason, remedy, _ = brief.error
                yield {"report": brief.path, "unit": brief.unit, "reason": reason, "remedy": remedy, "code": code}

    def findings(self) -> Iterator[ListRow]:
        """Yield what no single report shows."""
        for one in self.overview.findings:
            yield one._asdict() | {"severity": self.words.term("severity", one.severity)}

    def matches(self) -> Iterator[ListRow]:
        """Yield each file with the unit it was taken to be of: those that belong to nobody, then the least sure.

        Without a roster the unit is the one that a report itself names.
        """
        known = {match.report for match in (*self.overview.matches, *self.overview.doubtful)}
        others = [brief for brief in self.counted.briefs.values() if brief.path not in known]
        for brief in others:
            if self.is_roster or brief.issuer is None:
                unit = say(f"audit.match.{'outside' if self.is_roster and brief.issuer else 'none'}", self.lang)
                yield self._match(brief.path, unit, brief.issuer or brief.title, doubtful=True)
        doubtful_first = (*self.overview.doubtful, *self.overview.matches)
        for match in sorted(doubtful_first, key=lambda match: (match.sure, match.report)):
            how = {"by": self.words.term("audit.by", match.by), "sure": match.sure}
            yield self._match(match.report, match.unit, match.words, doubtful=match.sure < _SURE, **how)
        for brief in others:
            if not self.is_roster and brief.issuer is not None:
                by = self.words.term("audit.by", "issuer")
                yield self._match(brief.path, brief.issuer, brief.issuer, doubtful=False, by=by)

    def _match(self, path: str, unit: str, words: str | None, *, doubtful: bool, **how: Any) -> ListRow:
        """Return how a file came to its unit; *doubtful* where somebody should look."""
        brief = self.counted.brief_of(path)
        look = say("audit.match.look", self.lang) if doubtful else None
        found = {"report": path, "unit": unit, "found": words, "check": look} | how
        if brief is not None and brief.error is None:
            found["year"] = str(brief.year) if brief.year is not None else None
            found |= {"genre": self.words.genre_title(brief.genre), "counts": self._yes(brief.counts)}
        return found

    def ranking(self) -> Iterator[ListRow]:
        """Yield who stands where among its like."""
        ranked = [one for one in self.overview.standings if one.rank is not None]
        for one in sorted(ranked, key=lambda one: (one.unit.kind or "", one.unit.region or "", one.rank or 0)):
            brief = self.counted.brief_of(one.report)
            row = self._unit_columns(one) | {
                "rank": one.rank,
                "among": one.among,
                "points": one.points,
                "report": one.report,
            }
            if brief is not None:
                row |= dict(zip(SEVERITIES, brief.gaps, strict=True))
            if brief is not None and brief.cap is not None:
                row |= {"uncapped": brief.uncapped, "cap": self.words.rule_title(brief.cap)}
            yield row | {name: self.words.term(name, getattr(one, name)) for name in ("grade", "verdict")}

    def gaps(self) -> Iterator[ListRow]:
        """Yield the gaps file by file in the order of the entries: those that count for no unit behind the others."""
        groups = {one.rule: one.group_title for one in self.overview.requirements}
        for entry in self.overview.entries():
            brief = self.counted.briefs[entry.path]
            head: dict[str, Any] = {"unit": brief.name, "report": entry.path, "counts": self._yes(brief.counts)}
            head |= {"kind": self.words.kind_title(brief.kind), "region": brief.region}
            for gap in entry.gaps:
                told = {name: self.words.term(name, getattr(gap, name)) for name in ("severity", "state", "effort")}
                rule = {"requirement": self.words.rule_title(gap.rule), "group": groups.get(gap.rule)}
                yield head | gap._asdict() | told | rule | {"gain": round(gap.gain, 2)}

    def similar(self) -> Iterator[ListRow]:
        """Yield the passages of texts that are alike, side by side."""
        for number, pair in enumerate(sorted(self.overview.similar, key=lambda pair: -pair.share), 1):
            one, other = self.counted.brief_of(pair.report), self.counted.brief_of(pair.other)
            peer = pair.other_unit or (other and not pair.last_year and other.name) or pair.other
            head = {"pair": number, "unit": pair.unit or (one and one.name) or pair.report, "other": peer}
            head |= {"share": pair.share, "likeness": say(f"audit.likeness.{pair.kind}", self.lang)}
            head |= {"report": pair.report, "other-report": pair.other}
            for passage in pair.passages or (None,):
                yield head | ({"here": passage.here, "there": passage.there} if passage else {})

    def trend(self) -> Iterator[ListRow]:
        """Yield the scores of this year and of last year, the greatest fall first."""
        for one, change in sorted(self.changes(), key=lambda pair: pair[1]):
            points = {"before": one.points_before, "now": one.points, "change": round(change, 1)}
            yield (
                self._unit_columns(one) | points | {"grade": self.words.term("grade", one.grade), "report": one.report}
            )

    def changes(self) -> list[tuple[Standing, float]]:
        """Return the units with points of this year and of last year, and the difference."""
        return [(one, one.change) for one in self.overview.standings if one.change is not None]

    def _unit_columns(self, one: Standing) -> dict[str, Any]:
        unit, kind = one.unit, self.words.kind_title(one.unit.kind)
        return {"unit": unit.name, "kind": kind, "region": unit.region, "due": unit.due}

    def _yes(self, counts: bool) -> str:
        return say("audit.yes" if counts else "audit.no", self.lang)

    def _why_not(self, brief: Brief) -> str:
        """Return why a file does not count as the report of its unit, to stand behind its name."""
        if brief.error is not None:
            return say("audit.missing.unreadable", self.lang, reason=one_line(brief.error.reason).rstrip("。."))
        if brief.points is None:
            genre = self.words.genre_title(brief.genre)
            return say("audit.missing.genre" if genre else "audit.missing.text", self.lang, genre=genre)
        return say("audit.missing.year", self.lang, year=brief.year)
