"""What a page shows of one report: its view with places and anchors, and its own text in paragraphs with headings and marks.

The templates only put it in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from checker.document.model import Document
from checker.engine.model import Facts, SectionFacts
from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.escape import one_line
from checker.presentation.report import severity_counts
from checker.render.page.marks import KINDS, MOST_OF_ITEM, CutLine, TextMark, TextMarks, TextPiece, cut_lines, windows
from checker.results import COUNTED
from checker.text.span import Span

Locate = Callable[[int], str]
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
    """Something to mend, or accepted for a time: its number and anchor, its places, those that are but named, and what is not marked.

    ``example`` is a passage that would do, ``""`` where there is none; ``None`` on a page that folds nothing.
    """

    view: ItemView
    id: str
    number: int
    kind: str
    where: Sequence[PageLink]
    rest: Sequence[PageLink]
    unmarked: str
    example: str | None = None


class PageLine(NamedTuple):
    """A line of the checklist; ``target`` is the anchor of its gap, where it has one."""

    view: ItemView
    id: str
    target: str | None
    where: PageLink | None
    points: str


class PageGroup(NamedTuple):
    """A group of the checklist; ``share`` is what of its points was earned, in percent, ``None`` where it has none."""

    label: str
    share: float | None
    lines: Sequence[PageLine]


class PageReport(NamedTuple):
    """One report on a page: what its templates take beside its view; ``text`` is ``None`` where it is left out."""

    view: ReportView
    prefix: str
    number: int
    counts: Sequence[tuple[str, str, int]]
    about: Sequence[str]
    gaps: Sequence[PageGap]
    aside: Sequence[PageGap]
    groups: Sequence[PageGroup]
    text: Iterator[OriginalParagraph] | None


def page_report(view: ReportView, number: int, *, with_text: bool, beside: Beside | None = None) -> PageReport:
    """Return what is shown of a report that was judged, *number* in the run from 1, *with_text* or without its text.

    *beside* has what only an interactive page shows; without it, lines, pages and paragraphs are counted.
    """
    document, facts = view.assessment.document, view.assessment.facts
    marks = TextMarks(view, f"r{number}", with_text=with_text)
    gaps = [_page_gap(count, one, marks, beside) for count, one in enumerate(view.missed, 1)]
    about = (" · ".join(view.identity()), view.doubt, view.cap, view.with_waivers, view.with_baseline)
    return PageReport(
        view,
        marks.prefix,
        number,
        counts=_count_words(view),
        about=[one_line(text) for text in about if text],
        gaps=gaps[: len(view.gaps)],
        aside=gaps[len(view.gaps) :],
        groups=_page_groups(view, marks),
        text=original_paragraphs(document, facts, marks.all, view.lang) if document and facts and with_text else None,
    )


def _count_words(view: ReportView) -> list[tuple[str, str, int]]:
    """Return how many gaps there are of each severity, and how many are set aside, and why: kind, word, number."""
    counts = severity_counts(view.gaps)
    of_severity = [(name, say(f"severity.{name}", view.lang), count) for name, count in counts.items()]
    aside = (("page.waived", len(view.waived)), ("page.old", len(view.baseline)))
    return [*of_severity, *(("waived", say(key, view.lang), count) for key, count in aside if count)]


def _page_gap(number: int, one: ItemView, marks: TextMarks, beside: Beside | None) -> PageGap:
    links = list(dict.fromkeys(_links(one, marks, locate=beside.locate if beside is not None else None)))
    return PageGap(
        one,
        id=marks.targets[one.rule.id],
        number=number,
        kind=one.item.severity if one.is_gap else "waived",
        where=links[:_OPEN],
        rest=links[_OPEN:],
        unmarked=one.and_more if len(one.item.evidence) > MOST_OF_ITEM else "",
        example=None if beside is None else beside.examples.get(one.rule.id, ""),
    )


def _links(
    one: ItemView, marks: TextMarks, most: int = MOST_OF_ITEM, locate: Locate | None = None
) -> Iterator[PageLink]:
    """Yield the first pieces of evidence, each with the anchor of its mark."""
    for place in one.places[:most]:
        where = place.where if locate is None else locate(place.start) or place.where
        yield PageLink(marks.anchor(one, place), where, one_line(place.quote, _QUOTE))


def _page_groups(view: ReportView, marks: TextMarks) -> list[PageGroup]:
    names = {one.rule.id: f"{marks.prefix}c{number}" for number, one in enumerate(view.items, 1)}
    return [
        PageGroup(
            group.label,
            100 * group.earned / group.possible if group.possible else None,
            [_checklist_line(names[one.rule.id], one, marks) for one in group.items],
        )
        for group in view.groups()
    ]


def _checklist_line(name: str, one: ItemView, marks: TextMarks) -> PageLine:
    item = one.item
    link = next(_links(one, marks, 1), None) if item.state == "pass" else None
    return PageLine(
        one,
        id=name,
        target=marks.targets[item.rule.id] if one.is_missed else None,
        where=link if link is not None and link.anchor else None,
        points=say("page.points", one.lang, earned=item.earned, possible=item.possible) if item.possible else "",
    )


MOST_SHOWN = 200_000
"""A report of up to so many code points is shown whole, which is several times the longest that are published."""

LINES = 5_000
"""The same for its lines: a browser takes half a minute for a hundred thousand."""

_DEEPEST = 3


class MarkedRun(NamedTuple):
    """Words with the same marks: the kind of the most severe, whether there are several, and those that begin here."""

    text: str
    kind: str
    several: bool
    begins: tuple[TextMark, ...]


class Stretch(NamedTuple):
    """Runs that are one heading together, at ``level``, or none (0)."""

    level: int
    runs: tuple[MarkedRun, ...]


class OriginalParagraph(NamedTuple):
    """One line of the text: what counts it in the source, its level where it is a heading as a whole, else 0, its words.

    ``left_out`` counts the code points of a stretch that is not shown; there are no words then.
    """

    at: str
    level: int
    title: bool
    stretches: tuple[Stretch, ...]
    left_out: int


def original_paragraphs(
    document: Document, facts: Facts, marks: Sequence[TextMark], lang: str
) -> Iterator[OriginalParagraph]:
    """Yield the paragraphs of *document* with *marks*; empty lines, which mean nothing here, are passed over."""
    text = document.text
    headings = list(_heading_spans(facts.sections))
    spans = [mark.span for mark in marks]
    kept = windows(len(text), spans, _room(text))
    title = _title_span(text, facts)
    levels = [level for _, level in headings]
    before = ""
    for line in cut_lines(text, [*spans, *(span for span, _ in headings)], kept):
        if line.is_left_out:
            yield OriginalParagraph("", 0, False, (), line.end - line.start)
            continue
        stretches = _stretches(text, line, marks, levels)
        if not stretches:
            continue
        number = _line_number(document, line, lang)
        whole = [one.level for one in stretches if any(run.text.strip() for run in one.runs)]
        level = whole[0] if len(whole) == 1 else 0
        within = title.start <= line.start + _indent(text, line) < title.end
        yield OriginalParagraph(number if number != before else "", level, within and not level, stretches, 0)
        before = number


def _room(text: str) -> int:
    """Return how much of *text* is shown from its beginning."""
    at = 0
    for _ in range(LINES):
        at = text.find("\n", at, MOST_SHOWN) + 1
        if at == 0:
            return MOST_SHOWN
    return at


def _heading_spans(sections: Sequence[SectionFacts]) -> Iterator[tuple[Span, int]]:
    """Yield where the headings stand, each with its level."""
    for section in sections:
        yield Span(section.start, section.heading_end), min(section.level, _DEEPEST)
        yield from _heading_spans(section.sections)


def _title_span(text: str, facts: Facts) -> Span:
    """Return where the title stands: before the body, its characters in order; without length where it cannot be told."""
    wanted = "".join((facts.title or "").split())
    at = facts.body.start
    while wanted and at > 0:
        at -= 1
        if text[at] == wanted[-1]:
            wanted = wanted[:-1]
        elif not text[at].isspace():
            break
    return Span(at, at if wanted else facts.body.start)


def _indent(text: str, line: CutLine) -> int:
    words = text[line.start : line.end]
    return len(words) - len(words.lstrip())


def _stretches(text: str, line: CutLine, marks: Sequence[TextMark], levels: Sequence[int]) -> tuple[Stretch, ...]:
    """Return the words of *line*; nothing where there are none and no mark begins.

    Numbers of a piece up to those of the marks are marks, those behind them headings.
    """
    count = len(marks)
    stretches = []
    for heading, pieces in groupby(line.pieces, lambda piece: next((one for one in piece.over if one >= count), None)):
        runs = tuple(run for piece in pieces if (run := _marked_run(text, piece, marks)).text or run.begins)
        if runs:
            stretches.append(Stretch(levels[heading - count] if heading is not None else 0, runs))
    anything = any(run.begins or run.text.strip() for one in stretches for run in one.runs)
    return tuple(stretches) if anything else ()


def _marked_run(text: str, piece: TextPiece, marks: Sequence[TextMark]) -> MarkedRun:
    count = len(marks)
    begins = tuple(marks[number] for number in piece.begins if number < count)
    if piece.start == piece.end:
        return MarkedRun("", "", False, begins)
    over = [marks[number] for number in piece.over if number < count]
    kind = min((mark.kind for mark in over), key=KINDS.index, default="")
    words = text[piece.start : piece.end].removesuffix("\n")
    return MarkedRun(words, kind, sum(mark.kind != "met" for mark in over) > 1, begins)


def _line_number(document: Document, line: CutLine, lang: str) -> str:
    """Return what counts a line in its source: the number of its line or paragraph, else its page; nothing far behind."""
    if line.start >= COUNTED:
        return ""
    place = document.source.place(line.start)
    number = place.paragraph or place.line
    if number is not None:
        return str(number)
    return say("place.page", lang, page=place.page) if place.page is not None else ""
