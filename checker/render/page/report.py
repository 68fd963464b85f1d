"""What a page shows of one report, in words: the templates only put it in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.engine.model import Assessment, Item, Quote
from checker.errors import CheckerError
from checker.i18n import say
from checker.render import checklist, finding, safe, words
from checker.render import header as about
from checker.render.comparison import cells
from checker.render.gaps import spot
from checker.render.page.evidence import MOST_OF_ITEM, Marks
from checker.render.page.original import Paragraph, paragraphs
from checker.render.view import View

_NAME = 160  # code points of a title or a file name in a heading
_QUOTE = 80  # code points of a quotation beside its place
_OPEN = 3  # places of a gap that are quoted; the others are but named
_SEVERITIES = ("error", "warning", "advice")


class Where(NamedTuple):
    """A piece of evidence: the anchor of its mark, or ``None``, its place and its words, each on one line."""

    anchor: str | None
    place: str
    quote: str


class Gap(NamedTuple):
    """Something to mend, or, with ``waiver``, accepted for a time."""

    id: str
    number: int
    kind: str
    sign: str
    severity: str
    title: str
    rule: str
    gain: str
    why: str
    basis: str
    remedy: str
    where: Sequence[Where]
    rest: Sequence[Where]
    unmarked: str
    waiver: str


class Line(NamedTuple):
    """A line of the checklist; ``target`` is the anchor of its gap, where it has one."""

    id: str
    state: str
    sign: str
    told: str
    title: str
    target: str | None
    note: str
    where: Where | None
    points: str


class Group(NamedTuple):
    """A group of the checklist; ``share`` is what of its points was earned, in percent, ``None`` where it has none."""

    label: str
    share: float | None
    lines: Sequence[Line]


class Table(NamedTuple):
    """What a rule compared: a heading, and rows of number, words, the words that answer them, and whether any do."""

    heading: str
    rows: Sequence[tuple[str, str, str, bool]]


class Shown(NamedTuple):
    """One report on a page.  ``points`` is of 100, ``None`` without a score; ``text`` is ``None`` where it is left out."""

    prefix: str
    number: int
    outcome: str
    sign: str
    verdict: str
    title: str
    path: str
    points: float | None
    score: str
    grade: str
    counts: Sequence[tuple[str, str, int]]
    about: Sequence[str]
    unmet: str
    gaps: Sequence[Gap]
    gaps_heading: str
    waived: Sequence[Gap]
    waived_heading: str
    tables: Sequence[Table]
    checklist_heading: str
    groups: Sequence[Group]
    text: Iterator[Paragraph] | None


class Unreadable(NamedTuple):
    """An input that could not be read: why, and what to do."""

    prefix: str
    number: int
    outcome: str
    sign: str
    verdict: str
    path: str
    error: str
    remedy: str


def unreadable(path: str, error: CheckerError, number: int, lang: str) -> Unreadable:
    """What is shown of the input at *path*, which could not be read."""
    values = safe.values(error.values)
    said = say(f"error.{error.key}", lang, **values)
    remedy = say("remedy", lang) + say(f"remedy.{error.key}", lang, **values)
    verdict, name = say("verdict.unreadable", lang), brief(safe.path(path, lang))
    return Unreadable(
        f"r{number}", number, "unreadable", "!", verdict, name, finding.one_line(said), finding.one_line(remedy)
    )


def shown(assessment: Assessment, number: int, view: View, *, met: bool, with_text: bool) -> Shown:
    """What is shown of a report that was judged; *met* tells whether it meets the gate of the run."""
    lang = view.lang
    document, facts, score = assessment.document, assessment.facts, assessment.score
    title = facts.title if facts is not None else None
    prefix, verdict = f"r{number}", assessment.verdict or "fail"
    marks = Marks(assessment, prefix, lang, with_text=with_text)
    gaps = [_gap(count, item, assessment, marks, lang) for count, item in enumerate(marks.gaps, 1)]
    open_gaps = [gap for gap in gaps if not gap.waiver]
    waived = [gap for gap in gaps if gap.waiver]
    path = brief(safe.path(assessment.path, lang))
    known = (
        " · ".join(about.known(assessment, lang)),
        about.extracted(document, lang),
        about.cap(assessment, lang),
        about.with_waivers(assessment, lang),
    )
    return Shown(
        prefix=prefix,
        number=number,
        outcome=verdict,
        sign=words.SYMBOLS[verdict],
        verdict=say(f"verdict.{verdict}", lang),
        title=brief(safe.line(title or "")) or path,
        path=path,
        points=score.points if score else None,
        score=say("report.points", lang, points=score.points) if score else say("report.unscored", lang),
        grade=say(f"grade.{score.grade}", lang) if score else "",
        counts=_counts(marks.gaps, lang),
        about=[finding.one_line(text) for text in known if text],
        unmet=about.unmet(assessment, words.wants(view), lang, met=met),
        gaps=open_gaps,
        gaps_heading=say("report.gaps", lang, count=len(open_gaps)) if open_gaps else say("report.gaps.none", lang),
        waived=waived,
        waived_heading=say("page.waived.heading", lang, count=len(waived)),
        tables=[_table(item, lang) for item in assessment.items if item.table],
        checklist_heading=checklist.heading(assessment, lang),
        groups=_groups(assessment, marks, lang),
        text=paragraphs(document, facts, marks.all, lang) if document and facts and with_text else None,
    )


def brief(text: str) -> str:
    """A name from a report, one line, no longer than a heading or a cell of a table can take."""
    return text if len(text) <= _NAME else text[:_NAME] + "…"


def _counts(gaps: Sequence[Item], lang: str) -> list[tuple[str, str, int]]:
    """How many gaps there are of each severity, and how many are set aside, and why: kind, word, number."""
    found = []
    for severity in _SEVERITIES:
        count = sum(item.severity == severity and not words.set_aside(item) for item in gaps)
        found.append((severity, say(f"severity.{severity}", lang), count))
    aside = (("page.waived", len(words.waived(gaps))), ("page.old", len(words.old(gaps))))
    return [*found, *(("waived", say(key, lang), count) for key, count in aside if count)]


def _gap(number: int, item: Item, assessment: Assessment, marks: Marks, lang: str) -> Gap:
    places = [_where(item, quote, assessment, marks, lang) for quote in item.evidence[:MOST_OF_ITEM]]
    distinct = list(dict.fromkeys(places))
    clause = finding.basis(item.rule, assessment.pack, lang)
    more = len(item.evidence) > MOST_OF_ITEM
    return Gap(
        id=marks.targets[item.rule.id],
        number=number,
        kind="waived" if words.set_aside(item) else item.severity,
        sign=words.SYMBOLS[item.state],
        severity=say(f"severity.{item.severity}", lang),
        title=finding.title(item.rule, lang),
        rule=item.rule.id,
        gain="" if words.set_aside(item) else words.gain(item, lang),
        why=finding.why(item, assessment, lang),
        basis=say("report.basis", lang, basis=clause) if clause else "",
        remedy=finding.remedy(item, lang),
        where=distinct[:_OPEN],
        rest=distinct[_OPEN:],
        unmarked=say("report.quote.more", lang, count=len(item.evidence)) if more else "",
        waiver=finding.waiver(item, lang),
    )


def _where(item: Item, quote: Quote, assessment: Assessment, marks: Marks, lang: str) -> Where:
    text = finding.one_line(quote.text)
    text = text if len(text) <= _QUOTE else text[:_QUOTE] + "…"
    return Where(marks.anchor(item, quote), spot(quote, assessment, lang), text)


def _table(item: Item, lang: str) -> Table:
    heading = say("report.comparison", lang, title=finding.title(item.rule, lang))
    rows = []
    for row in item.table:
        number, said, answers = map(finding.one_line, cells(row, lang))
        rows.append((number, said, answers, bool(row["answers"])))
    return Table(heading, rows)


def _groups(assessment: Assessment, marks: Marks, lang: str) -> list[Group]:
    numbers = {item.rule.id: number for number, item in enumerate(assessment.items, 1)}
    found = []
    for group, items in checklist.groups(assessment):
        possible = sum(item.possible for item in items)
        share = 100 * sum(item.earned for item in items) / possible if possible else None
        listed = [_line(f"{marks.prefix}c{numbers[item.rule.id]}", item, assessment, marks, lang) for item in items]
        found.append(Group(checklist.label(group, items, lang), share, listed))
    return found


def _line(name: str, item: Item, assessment: Assessment, marks: Marks, lang: str) -> Line:
    is_gap = item.state in ("partial", "fail")
    first = item.evidence[0] if item.evidence and item.state == "pass" else None
    where = _where(item, first, assessment, marks, lang) if first is not None else None
    return Line(
        id=name,
        state=item.state,
        sign=words.SYMBOLS[item.state],
        told=say(f"state.{item.state}", lang),
        title=finding.title(item.rule, lang),
        target=marks.targets[item.rule.id] if is_gap else None,
        note="" if is_gap else finding.one_line(words.message(item, lang)),
        where=where if where is not None and where.anchor else None,
        points=say("page.points", lang, earned=item.earned, possible=item.possible) if item.possible else "",
    )
