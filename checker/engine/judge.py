"""The engine: run the checks of a pack on what was observed, and score the outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checker.checks import CHECKS
from checker.checks.outcome import FAIL, MISSED, PARTIAL, PASS, SKIP, Outcome, skipped
from checker.document.model import Document
from checker.document.outline import Section
from checker.document.report import Report, observe
from checker.engine.anchors import anchor, quotes, replacements
from checker.engine.model import Assessment, Facts, Item, SectionFacts
from checker.engine.score import Mark, Points, score
from checker.records import Any, new
from checker.rulebook.load import vocabulary_of
from checker.rulebook.model import EXACT_TEXT, Pack, Rule, rule_options

LOWER = {"error": "warning", "warning": "advice", "advice": "advice"}
RECOGNISED = "recognised-text"
_AROUND_NUMBER = " 　\t、.．,，()（）"
_RANK = {"error": 3, "warning": 2, "advice": 1, "never": 9}


def judge(document: Document, pack: Pack, *, year: int | None = None, filer: str | None = None) -> Assessment:
    """Judge one document by *pack*; *year* and *filer* override what the text shows.

    A text of another kind fails the rules of the primitive ``genre`` and is not judged further: no score.
    """
    return assess(observe_by(document, pack, year=year, filer=filer), pack)


def observe_by(document: Document, pack: Pack, **given: Any) -> Report:
    """Return what can be seen in a document with the words of *pack*, and with what is *given* to :func:`observe`."""
    return observe(document, vocabulary_of(pack), **given)


def assess(report: Report, pack: Pack) -> Assessment:
    """Judge what was observed with the words of *pack* by its rules."""
    outcomes: dict[str, Outcome] = {}
    wrong_kind = False
    report, done = _concealed(report, pack)
    of_genre = [rule for rule in pack.rules if rule.check == "genre"]  # of what kind a text is comes first
    for rule in (*of_genre, *(rule for rule in pack.rules if rule.check != "genre")):
        outcome = skipped("other-genre") if wrong_kind else done.get(rule.id) or run_rule(report, rule)
        wrong_kind = wrong_kind or (rule.check == "genre" and outcome.state == FAIL)
        outcomes[rule.id] = outcome
    return _assessment(report, pack, outcomes, scored=not wrong_kind)


def _concealed(report: Report, pack: Pack) -> tuple[Report, dict[str, Outcome]]:
    """Return the report without what no output may show, and the outcomes of the rules that said what that is.

    They look at a text of any kind, also at one that is not judged.  Everything after them, the other rules and all
    renderers, sees the masked text alone: what is not there cannot be spread, whoever quotes it.
    """
    whole = report.with_blanks()  # a number in the open is one wherever it stands
    done = {rule.id: run_rule(whole, rule) for rule in pack.rules if CHECKS[rule.check].masks_first}
    private = [span for outcome in done.values() for span in outcome.private]
    return report.masked(private) if private else report, done


def run_rule(report: Report, rule: Rule) -> Outcome:
    """Return how one rule comes out for a report, with the options that hold for its filer and year.

    It is not applicable to a report that it is not for, whatever the text says.
    A rule that needs the exact text says nothing of one that was recognised from pictures: it would blame the author
    for what the recognition got wrong.
    """
    excluded = rule.only.excludes(report.filer, report.reported_year) if rule.only is not None else None
    if excluded is not None:
        return skipped(excluded)
    if rule.needs == EXACT_TEXT:
        extraction = report.document.extraction
        if extraction is not None and extraction.recognised > 0:
            return skipped(RECOGNISED)
    return CHECKS[rule.check].run(report, options_for(rule, report))


def options_for(rule: Rule, report: Report) -> Mapping[str, Any]:
    """Return the options of a rule that hold for the filer and the year of a report."""
    return rule_options(rule, report.filer, report.reported_year) if rule.when else rule.options


def gate(assessment: Assessment, fail_on: str = "error", min_score: float | None = None) -> bool:
    """Return whether an assessment meets the gate: no item at or above *fail_on* counts against it, and the score suffices.

    What is waived does not count, neither as a gap nor in the score; what the baseline holds is no gap of this run, but
    the score is what it is.
    """
    if assessment.error is not None:
        return False
    least = _RANK[fail_on]
    for item in assessment.items:
        counts = item.state in MISSED and item.waived is None and not item.baseline
        if counts and _RANK[item.severity] >= least:
            return False
    if min_score is None:
        return True
    score = assessment.score
    return score is not None and (score.with_waivers or score).points >= min_score


def _assessment(report: Report, pack: Pack, outcomes: dict[str, Outcome], *, scored: bool) -> Assessment:
    marks = [_mark(rule, outcomes[rule.id], scored) for rule in pack.rules]
    total, points = score(marks, {group.id: group.weight for group in pack.groups})
    items = tuple([_item(report, rule, outcomes[rule.id], points[rule.id]) for rule in pack.rules])
    assessment = Assessment(
        report.document.path, None, report.document, _facts_of(report), pack, items, total, None, report
    )
    return assessment._replace(verdict="pass" if gate(assessment) else "fail")


def _mark(rule: Rule, outcome: Outcome, scored: bool) -> Mark:
    state, reason, credit = outcome[:3]
    cap = rule.cap_where(state, reason) if state != PASS else None
    return _known_mark(rule.id, rule.group, rule.weight, None if not scored or state == SKIP else credit, cap)


_known_mark = lru_cache(1_000)(Mark)  # most rules come out in one report as in the next


def _facts_of(report: Report) -> Facts:
    """Return the facts of *report*, names and headings as published."""
    return Facts(
        genre=report.genre.id,
        title=report.title_text,
        issuer=report.issuer.name if report.issuer else None,
        filer=report.filer,
        region=report.region,
        year=report.reported_year,
        date=report.date.iso if report.date else None,
        published=report.published,
        deadline=report.deadline,
        characters=sum(map(len, report.document.text.split())),
        body=report.original(report.body),
        sections=tuple([_section_facts(section, report) for section in report.outline.sections]),
    )


def _section_facts(section: Section, report: Report) -> SectionFacts:
    text, origin_end = report.document.text, report.folded.origin_end
    start, heading_end = report.folded.origin(section.start), origin_end(section.heading_end)
    return SectionFacts(
        section.level,
        text[start : origin_end(section.words)].strip(_AROUND_NUMBER) or None,
        text[start:heading_end].strip(),
        section.parts, start, origin_end(section.end), heading_end, report.document.source.place(start),
        tuple([_section_facts(child, report) for child in section.children]),
    )  # fmt: skip


def _item(report: Report, rule: Rule, outcome: Outcome, points: Points) -> Item:
    state, reason, credit, spans, values, near, table, _, corrections = outcome
    evidence = quotes(report, spans) if spans else ()
    if not evidence and state in MISSED:
        evidence = (anchor(report, near),)
    severity = LOWER[rule.severity] if state == PARTIAL else rule.severity
    certain = replacements(report, corrections) if corrections else ()
    earned, possible, gain = points
    return new(Item, (
        rule, state, reason, severity, _rounded(credit, 3), _rounded(earned), _rounded(possible), _rounded(gain),
        evidence, values, table, None, None, certain,
    ))  # fmt: skip


@lru_cache(maxsize=1_000)  # most rules are worth what others are, in one report as in the next
def _rounded(points: float, digits: int = 4) -> float:
    return round(float(points), digits)  # a pack may give a credit of 1
