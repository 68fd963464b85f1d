"""The report's own text for a page: paragraphs with headings and marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from checker.document.model import Document
from checker.engine.model import Facts, Part
from checker.i18n import say
from checker.render.page.evidence import KINDS, TextMark
from checker.render.page.segments import CutLine, TextPiece, cut_lines, windows
from checker.results import COUNTED
from checker.text.span import Span

MOST = 200_000
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


def paragraphs(document: Document, facts: Facts, marks: Sequence[TextMark], lang: str) -> Iterator[OriginalParagraph]:
    """Yield the paragraphs of *document* with *marks*; empty lines, which mean nothing here, are passed over."""
    text = document.text
    headings = list(_headings(facts.sections))
    spans = [mark.span for mark in marks]
    kept = windows(len(text), spans, _room(text))
    title = _title(text, facts)
    levels = [level for _, level in headings]
    before = ""
    for line in cut_lines(text, [*spans, *(span for span, _ in headings)], kept):
        if line.left_out:
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
        at = text.find("\n", at, MOST) + 1
        if at == 0:
            return MOST
    return at


def _headings(sections: Sequence[Part]) -> Iterator[tuple[Span, int]]:
    """Yield where the headings stand, each with its level."""
    for section in sections:
        yield Span(section.start, section.heading_end), min(section.level, _DEEPEST)
        yield from _headings(section.sections)


def _title(text: str, facts: Facts) -> Span:
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
        runs = tuple(run for piece in pieces if (run := _run(text, piece, marks)).text or run.begins)
        if runs:
            stretches.append(Stretch(levels[heading - count] if heading is not None else 0, runs))
    anything = any(run.begins or run.text.strip() for one in stretches for run in one.runs)
    return tuple(stretches) if anything else ()


def _run(text: str, piece: TextPiece, marks: Sequence[TextMark]) -> MarkedRun:
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
    number = place.line or place.paragraph
    if number is not None:
        return str(number)
    return say("place.page", lang, page=place.page) if place.page is not None else ""
