"""What a page shows of one report, in words: the templates only put it in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.escape import one_line
from checker.presentation.report import severity_counts
from checker.render.page.evidence import MOST_OF_ITEM, TextMarks
from checker.render.page.original import OriginalParagraph, paragraphs

Locate = Callable[[int], str]
_NAME = 160  # code points of a title or a file name in a heading
_QUOTE = 80  # code points of a quotation beside its place
_OPEN = 3  # places of a gap that are quoted; the others are but named


class Beside(NamedTuple):
    """What a page needs to tell places in words, and to show of each rule a passage that would do, by its id."""

    locate: Locate
    examples: Mapping[str, str]


class PageLink(NamedTuple):
    """A piece of evidence: the anchor of its mark, or ``None``, its place and its words, each on one line."""

    anchor: str | None
    place: str
    quote: str


class PageGap(NamedTuple):
    """Something to mend, or, with ``waiver``, accepted for a time.

    ``example`` is a passage that would do, ``""`` where there is none; ``None`` on a page that folds nothing.
    """

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
    where: Sequence[PageLink]
    rest: Sequence[PageLink]
    unmarked: str
    waiver: str
    example: str | None = None


class PageLine(NamedTuple):
    """A line of the checklist; ``target`` is the anchor of its gap, where it has one."""

    id: str
    state: str
    sign: str
    word: str
    title: str
    target: str | None
    note: str
    where: PageLink | None
    points: str


class PageGroup(NamedTuple):
    """A group of the checklist; ``share`` is what of its points was earned, in percent, ``None`` where it has none."""

    label: str
    share: float | None
    lines: Sequence[PageLine]


class PageTable(NamedTuple):
    """What a rule compared: a heading, the heads of its columns, and rows of number, words, the words that answer them, and whether any do."""

    heading: str
    heads: tuple[str, str]
    rows: Sequence[tuple[str, str, str, bool]]


class PageReport(NamedTuple):
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
    gaps: Sequence[PageGap]
    gaps_heading: str
    waived: Sequence[PageGap]
    waived_heading: str
    tables: Sequence[PageTable]
    checklist_heading: str
    groups: Sequence[PageGroup]
    text: Iterator[OriginalParagraph] | None


class PageFailure(NamedTuple):
    """An input that could not be read: why, and what to do."""

    prefix: str
    number: int
    outcome: str
    sign: str
    verdict: str
    path: str
    error: str
    remedy: str


def page_failure(view: ReportView, number: int) -> PageFailure:
    """Return what is shown of an input that could not be read."""
    what, remedy = view.failure or ("", "")
    remedy = say("remedy", view.lang) + remedy
    return PageFailure(f"r{number}", number, view.outcome, view.sign, view.verdict, brief(view.path), what, remedy)


def page_report(view: ReportView, number: int, *, with_text: bool, beside: Beside | None = None) -> PageReport:
    """Return what is shown of a report that was judged, *number* in the run from 1, *with_text* or without its text.

    *beside* has what only an interactive page shows; without it, lines, pages and paragraphs are counted.
    """
    document, facts, score = view.assessment.document, view.assessment.facts, view.assessment.score
    marks = TextMarks(view, f"r{number}", with_text=with_text)
    gaps = [_gap(count, one, marks, beside) for count, one in enumerate(view.missed, 1)]
    aside = gaps[len(view.gaps) :]
    path = brief(view.path)
    about = (" · ".join(view.identity()), view.doubt, view.cap, view.with_waivers, view.with_baseline)
    return PageReport(
        prefix=marks.prefix,
        number=number,
        outcome=view.outcome,
        sign=view.sign,
        verdict=view.verdict,
        title=brief(view.title) or path,
        path=path,
        points=score.points if score else None,
        score=view.points,
        grade=view.grade,
        counts=_counts(view),
        about=[one_line(text) for text in about if text],
        unmet=view.unmet,
        gaps=gaps[: len(view.gaps)],
        gaps_heading=view.gaps_heading,
        waived=aside,
        waived_heading=say("page.waived.heading", view.lang, count=len(aside)),
        tables=[
            PageTable(
                one.heading,
                one.heads,
                [(row.number, row.words, row.text(view.lang), bool(row.answers)) for row in one.rows],
            )
            for one in view.comparisons()
        ],
        checklist_heading=view.checklist_heading,
        groups=_groups(view, marks),
        text=paragraphs(document, facts, marks.all, view.lang) if document and facts and with_text else None,
    )


def brief(text: str) -> str:
    """Return a name from a report, one line, no longer than a heading or a cell of a table can take."""
    return one_line(text, _NAME)


def _counts(view: ReportView) -> list[tuple[str, str, int]]:
    """Return how many gaps there are of each severity, and how many are set aside, and why: kind, word, number."""
    counts = severity_counts(view.gaps)
    of_severity = [(name, say(f"severity.{name}", view.lang), count) for name, count in counts.items()]
    aside = (("page.waived", len(view.waived)), ("page.old", len(view.baseline)))
    return [*of_severity, *(("waived", say(key, view.lang), count) for key, count in aside if count)]


def _gap(number: int, one: ItemView, marks: TextMarks, beside: Beside | None) -> PageGap:
    links = list(dict.fromkeys(_links(one, marks, locate=beside.locate if beside is not None else None)))
    return PageGap(
        id=marks.targets[one.rule.id],
        number=number,
        kind=one.item.severity if one.is_gap else "waived",
        sign=one.sign,
        severity=one.severity,
        title=one.title,
        rule=one.rule.id,
        gain=one.gain if one.is_gap else "",
        why=one.why,
        basis=one.basis_sentence,
        remedy=one.remedy,
        where=links[:_OPEN],
        rest=links[_OPEN:],
        unmarked=one.and_more if len(one.item.evidence) > MOST_OF_ITEM else "",
        waiver=one.set_aside,
        example=None if beside is None else beside.examples.get(one.rule.id, ""),
    )


def _links(
    one: ItemView, marks: TextMarks, most: int = MOST_OF_ITEM, locate: Locate | None = None
) -> Iterator[PageLink]:
    """Yield the first pieces of evidence, each with the anchor of its mark."""
    for place in one.places[:most]:
        where = place.where if locate is None else locate(place.start) or place.where
        yield PageLink(marks.anchor(one, place), where, one_line(place.quote, _QUOTE))


def _groups(view: ReportView, marks: TextMarks) -> list[PageGroup]:
    names = {one.rule.id: f"{marks.prefix}c{number}" for number, one in enumerate(view.items, 1)}
    return [
        PageGroup(
            group.label,
            100 * group.earned / group.possible if group.possible else None,
            [_line(names[one.rule.id], one, marks) for one in group.items],
        )
        for group in view.groups()
    ]


def _line(name: str, one: ItemView, marks: TextMarks) -> PageLine:
    item = one.item
    link = next(_links(one, marks, 1), None) if item.state == "pass" else None
    return PageLine(
        id=name,
        state=item.state,
        sign=one.sign,
        word=one.state,
        title=one.title,
        target=marks.targets[item.rule.id] if one.is_missed else None,
        note="" if one.is_missed else one.message,
        where=link if link is not None and link.anchor else None,
        points=say("page.points", one.lang, earned=item.earned, possible=item.possible) if item.possible else "",
    )
