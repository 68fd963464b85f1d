"""What a person reads of a report: verdict, score, gaps, checklist; every output lays out this and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from checker.document.model import Extraction
from checker.engine.model import Assessment
from checker.i18n import say
from checker.presentation.escape import first_names, one_line
from checker.presentation.items import ItemView, is_gap, item_view, ranked
from checker.presentation.wording import (
    SEVERITIES,
    SYMBOLS,
    Failure,
    day_words,
    extraction_warnings,
    failure,
    kind_title,
    localized,
    path_words,
    score_words,
)
from checker.records import Any, NamedTuple

_EXPLAINED = 5  # gaps that are named as doubtful
_SCORED = 0.05  # points: below it a group shows none


class GroupView(NamedTuple):
    """A group of the checklist with its items; ``earned`` and ``possible`` are points of the total score."""

    title: str
    earned: float
    possible: float
    items: tuple[ItemView, ...]

    @property
    def label(self) -> str:
        """The group's name and, where it is scored, its points."""
        return self.title if self.possible < _SCORED else f"{self.title} {self.earned:.0f}/{self.possible:.0f}"


class Answer(NamedTuple):
    """A row of a comparison: the number of what asks for an answer, its words, and what answers it; ``""``: nothing does."""

    number: str
    words: str
    answers: tuple[tuple[int, str], ...]

    def text(self, lang: str) -> str:
        """Return all that answers it on one line, or that nothing does."""
        words = say("mark.clauses", lang).join(f"{number} {answer}" for number, answer in self.answers)
        return words or say("report.comparison.open", lang)


class ComparisonView(NamedTuple):
    """What a rule compared: a heading, the heads of both columns, and a row for each thing that asks for an answer."""

    heading: str
    heads: tuple[str, str]
    rows: tuple[Answer, ...]


class ReportView(NamedTuple):
    """One assessment in the words of *lang*.

    ``gaps`` are to be mended, most points to gain first; ``baseline`` was there before, ``waived`` is accepted for a time;
    both are in the order of the checklist, as ``items`` are, which are all.  ``met`` tells whether the report meets the
    gate of the run, which lets no gap of severity ``fail_on`` pass and wants ``min_score`` points.  Texts are made when
    they are asked for, each on one line, and empty where there is nothing to tell.
    """

    assessment: Assessment
    lang: str
    items: tuple[ItemView, ...]
    gaps: tuple[ItemView, ...]
    baseline: tuple[ItemView, ...]
    waived: tuple[ItemView, ...]
    met: bool = True
    fail_on: str = "error"
    min_score: float | None = None

    # What it is about.

    @property
    def path(self) -> str:
        """The file."""
        return path_words(self.assessment.path, self.lang)

    @property
    def title(self) -> str:
        """The title of the report."""
        return one_line(self.assessment.facts.title) if self.assessment.facts else ""

    @property
    def issuer(self) -> str:
        """Whose report it is."""
        return one_line(self.assessment.facts.issuer) if self.assessment.facts else ""

    @property
    def year(self) -> str:
        """The year that it is about, in digits."""
        facts = self.assessment.facts
        return str(facts.year) if facts is not None and facts.year else ""

    def identity(self, *, digest: bool = True) -> list[str]:
        """Return the issuer, its kind, the year and the pack, with its *digest* and its :attr:`horizon`, as far as they are known."""
        pack, facts = self.assessment.pack, self.assessment.facts
        if pack is None or facts is None:
            return []
        year = say("report.year", self.lang, year=facts.year) if facts.year else ""
        rules = say("report.pack", self.lang, id=pack.id, version=pack.version)
        rules += f" ({pack.digest[:14]})" if digest else ""
        words = (facts.issuer or "", kind_title(pack.filers, facts.filer, self.lang), year, rules)
        return [*(one_line(word) for word in words if word), *filter(None, (self.horizon,))]

    @property
    def horizon(self) -> str:
        """That the law is not known to the end of the report's year; empty where it is."""
        pack, facts = self.assessment.pack, self.assessment.facts
        if pack is None or facts is None or not facts.year or not pack.horizon or f"{facts.year}-12-31" <= pack.horizon:
            return ""
        return say("report.horizon", self.lang, date=day_words(pack.horizon, self.lang))

    # How it came out.

    @property
    def failure(self) -> Failure | None:
        """Why it could not be read, and what to do; ``None`` where it could."""
        return failure(self.assessment.error, self.lang) if self.assessment.error is not None else None

    @property
    def outcome(self) -> str:
        """``pass``, ``fail`` or ``unreadable``."""
        return outcome_of(self.assessment)

    @property
    def sign(self) -> str:
        """The sign of the outcome."""
        return SYMBOLS.get(self.outcome, "!")

    @property
    def verdict(self) -> str:
        """通过, 不通过 or 未检查."""
        return say(f"verdict.{self.outcome}", self.lang)

    @property
    def must(self) -> str:
        """How many gaps alone decide the verdict, so that a high score beside a failure is no riddle."""
        errors = [one for one in self.items if one.item.severity == "error" and one.item.state == "fail"]
        errors = [one for one in errors if not one.item.waived]
        if not errors or self.assessment.score is None:
            return ""
        doubtful = sum(one.doubtful for one in errors)
        key = "report.must.doubtful" if doubtful else "report.must"
        return say(key, self.lang, count=len(errors), doubtful=doubtful)

    @property
    def score(self) -> str:
        """Points and grade, or that nothing is scored."""
        return score_words(self.assessment.score, self.lang)

    @property
    def points(self) -> str:
        """The points alone, or that nothing is scored."""
        score = self.assessment.score
        return say("report.points", self.lang, points=score.points) if score else say("report.unscored", self.lang)

    @property
    def grade(self) -> str:
        """The grade."""
        return say(f"grade.{self.assessment.score.grade}", self.lang) if self.assessment.score else ""

    @property
    def cap(self) -> str:
        """What bounds the score."""
        score = self.assessment.score
        if score is None or score.cap is None:
            return ""
        ruled = next((one.rule.title for one in self.assessment.items if one.rule.id == score.cap.rule), {})
        values = {"title": localized(ruled, self.lang), "rule": score.cap.rule, "points": score.cap.points}
        return one_line(say("report.cap", self.lang, uncapped=score.uncapped, **values))

    @property
    def with_waivers(self) -> str:
        """How many gaps are waived and what the score is with them."""
        score = self.assessment.score
        if score is None or score.with_waivers is None:
            return ""
        grade = say(f"grade.{score.with_waivers.grade}", self.lang)
        values = {"count": len(self.waived), "points": score.with_waivers.points, "grade": grade}
        return say("report.points.waived", self.lang, **values)

    @property
    def with_baseline(self) -> str:
        """How many gaps are old and do not count, or that all that counts is old."""
        count = len(self.baseline)
        sentence = say("report.baseline.count", self.lang, count=count) if count else ""
        return self.unchanged or sentence

    @property
    def unchanged(self) -> str:
        """That a report that does not pass meets the gate because all that counts is old."""
        if not self.met or self.assessment.verdict == "pass" or self.fail_on == "never" or not self.baseline:
            return ""
        return say("report.baseline.met", self.lang, count=len(self.baseline))

    @property
    def unmet(self) -> str:
        """Why a report that passes is not good enough for this run."""
        if self.met or self.assessment.verdict != "pass":
            return ""
        wants = []
        if self.fail_on not in ("error", "never"):
            severity = say(f"severity.{self.fail_on}", self.lang)
            wants.append(say("report.gate.fail-on", self.lang, severity=severity))
        if self.min_score is not None:
            wants.append(say("report.gate.min-score", self.lang, points=self.min_score))
        return say("report.gate", self.lang, wants=wants)

    # How far its text can be relied upon.

    @property
    def doubt(self) -> str:
        """What may have been read wrongly or not at all, and which gaps that may explain."""
        extraction = self._doubtful_extraction()
        if extraction is None:
            return ""
        words = [say("extraction.pages", self.lang, count=extraction.pages)] if extraction.pages else []
        if extraction.recognised > 0:
            share = max(1, round(extraction.recognised * 100))
            words.append(say("extraction.recognised", self.lang, share=share))
        # What was recognised is told by its share; sentences of the catalogue are strung together here.
        rest = [key for key in extraction.warnings if key != "recognised-text" or extraction.recognised == 0]
        sentences = extraction_warnings(extraction._replace(warnings=tuple(rest)), self.lang)
        words += [sentence.rstrip("。.") for sentence in sentences]
        return one_line(say("extraction", self.lang) + " · ".join(words) + self._explanation())

    def _doubtful_extraction(self) -> Extraction | None:
        """Return what came of reading it, where that is doubtful."""
        extraction = self.assessment.document.extraction if self.assessment.document is not None else None
        return extraction if extraction is not None and extraction.doubtful else None

    def _explanation(self) -> str:
        """Return which gaps may be of the reading, in a sentence behind what is doubtful."""
        titles = [gap.title for gap in self.gaps if gap.doubtful]
        if not titles:
            return ""
        named = first_names(titles, _EXPLAINED)
        return say("extraction.explains", self.lang, count=len(titles), titles=named)

    @property
    def warnings(self) -> list[str]:
        """The same as sentences of their own."""
        extraction = self._doubtful_extraction()
        if extraction is None:
            return []
        sentences = extraction_warnings(extraction, self.lang) or [say("extraction.doubtful", self.lang)]
        return [*sentences, *filter(None, [self._explanation().lstrip("。. ")])]

    # What to mend, and all else.

    @property
    def missed(self) -> tuple[ItemView, ...]:
        """All gaps: what is to be mended, then what was there before, then what is waived."""
        return (*self.gaps, *self.baseline, *self.waived)

    @property
    def gaps_heading(self) -> str:
        """How many gaps there are, or that there is nothing to mend."""
        if self.gaps:
            unscored = self.gaps[0].item.severity == "error" and not self.gaps[0].gain
            return say("report.gaps.unscored-first" if unscored else "report.gaps", self.lang, count=len(self.gaps))
        return say("report.gaps.none.new" if self.baseline else "report.gaps.none", self.lang)

    @property
    def baseline_heading(self) -> str:
        """How many gaps were there before."""
        return say("report.baseline", self.lang, count=len(self.baseline)) if self.baseline else ""

    @property
    def waived_heading(self) -> str:
        """How many gaps are waived."""
        return say("report.waived", self.lang, count=len(self.waived)) if self.waived else ""

    @property
    def checklist_heading(self) -> str:
        """How many items came out how."""
        return say("report.checklist", self.lang, **self.state_counts())

    def state_counts(self) -> dict[str, int]:
        """Return how many items came out how: ``passed``, ``partial``, ``failed``, ``skipped``."""
        states = [item.state for item in self.assessment.items]
        names = {"passed": "pass", "partial": "partial", "failed": "fail", "skipped": "skip"}
        return {name: states.count(state) for name, state in names.items()}

    def groups(self) -> list[GroupView]:
        """Return the groups that have items, in the order of the pack."""
        pack = self.assessment.pack
        groups = []
        for group in pack.groups if pack is not None else ():
            views = tuple(one for one in self.items if one.rule.group == group.id)
            if views:
                earned, possible = sum(one.item.earned for one in views), sum(one.item.possible for one in views)
                groups.append(GroupView(one_line(localized(group.title, self.lang)), earned, possible, views))
        return groups

    def comparisons(self) -> list[ComparisonView]:
        """Return what the rules compared, in the order of the checklist."""
        heads = (self._column_head("asked"), self._column_head("answer"))
        return [
            ComparisonView(
                say("report.comparison", self.lang, title=one.title), heads, tuple(map(_answer_of, one.item.table))
            )
            for one in self.items
            if one.item.table
        ]

    def _column_head(self, key: str) -> str:
        """Return the head of what is ``asked`` or of its ``answer``, as the pack calls it."""
        names = self.assessment.pack.names if self.assessment.pack is not None else {}
        return one_line(localized(names.get(key, {}), self.lang)) or say(f"report.{key}", self.lang)


def build_view(
    assessment: Assessment, lang: str, *, met: bool = True, fail_on: str = "error", min_score: float | None = None
) -> ReportView:
    """Return *assessment* in the words of *lang*; *met*, *fail_on* and *min_score* tell of the gate of the run."""
    items = tuple(item_view(item, assessment, lang) for item in assessment.items)
    views = {id(one.item): one for one in items}
    return ReportView(
        assessment,
        lang,
        items,
        tuple(views[id(item)] for item in ranked(assessment.items)),
        tuple(one for one in items if one.item.baseline and one.item.waived is None),
        tuple(one for one in items if one.item.waived is not None),
        met,
        fail_on,
        min_score,
    )


def outcome_of(assessment: Assessment) -> str:
    """Return how a report came out: ``pass``, ``fail`` or ``unreadable``."""
    return "unreadable" if assessment.error is not None else assessment.verdict or "fail"


def severity_counts(views: tuple[ItemView, ...]) -> dict[str, int]:
    """Return how many of *views* are gaps of each severity, the most severe first."""
    severities = [one.item.severity for one in views if is_gap(one.item)]
    return {name: severities.count(name) for name in SEVERITIES}


def _answer_of(row: Mapping[str, Any]) -> Answer:
    pairs = zip(row["answers"], map(one_line, row["answer_words"]), strict=False)
    return Answer(str(row["item"]), one_line(str(row["words"])), tuple(pairs))


class RunCount:
    """How many reports of a run came out how, and how many gaps of theirs were set aside: counted here and nowhere else."""

    def __init__(self) -> None:
        self.reports = {"files": 0, "passed": 0, "failed": 0, "unreadable": 0}
        """All, and those that passed, failed or could not be read; waivers are laid over the verdict, a baseline is not."""
        self.waived = self.baseline = 0

    def add(self, assessment: Assessment) -> None:
        """Count one more report."""
        outcome = outcome_of(assessment)
        self.reports["files"] += 1
        self.reports[{"pass": "passed", "fail": "failed"}.get(outcome, outcome)] += 1
        for item in assessment.items:
            if item.waived is not None:
                self.waived += 1
            elif item.baseline:
                self.baseline += 1

    def sentence(self, lang: str) -> str:
        """Return the counts in one sentence."""
        words = say("run.summary", lang, **self.reports)
        if self.waived:
            words += say("run.summary.waived", lang, count=self.waived)
        if self.baseline:
            words += say("run.summary.baseline", lang, count=self.baseline)
        return words
