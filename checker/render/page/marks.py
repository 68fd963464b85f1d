"""Which stretches of a report are marked on a page, under which names, and what each mark leads to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.items import PlaceView
from checker.text.span import Span

MOST_OF_ITEM = 60
"""So many places of one item are marked; how many there are is told."""
MOST = 2000
"""So many stretches of one report are marked; what is to be mended comes first."""

KINDS = ("error", "warning", "advice", "waived", "met")
"""What a mark stands for, the most severe first; that kind is shown where several cover the same words."""


class MarkRef(NamedTuple):
    """The sign at the beginning of a mark, which leads to what it is evidence of.

    ``id`` is the anchor in the text, ``target`` the one it leads to; ``sign`` is shown, ``label`` is said.
    """

    id: str
    target: str
    sign: str
    label: str


class TextMark(NamedTuple):
    """A stretch of the text, in code points, that is evidence; without length, the place of something absent."""

    span: Span
    kind: str
    ref: MarkRef
    absent: str


class TextMarks:
    """The marks of one report, none where its text is not shown; they know the anchor for each piece of evidence."""

    def __init__(self, view: ReportView, prefix: str, *, with_text: bool = True) -> None:
        self.all: list[TextMark] = []
        self.targets: dict[str, str] = {}
        """Rule → the anchor of its gap, or of its line in the checklist."""
        self._anchors: dict[tuple[str, int, int], str] = {}
        self.prefix, self._most = prefix, MOST if with_text else 0
        for number, one in enumerate(view.missed, 1):
            self._mark_of_absent(number, one)
        for number, one in enumerate(view.items, 1):
            if one.item.state == "pass":
                self._met(f"{prefix}c{number}", one)

    def anchor(self, one: ItemView, place: PlaceView) -> str | None:
        """Return the anchor of *place*, a piece of evidence of *one*; ``None`` where it is not marked."""
        return self._anchors.get((one.rule.id if one.item.state != "pass" else "", place.start, place.end))

    def _mark_of_absent(self, number: int, one: ItemView) -> None:
        target = self.targets[one.rule.id] = f"{self.prefix}g{number}"
        label = say("page.mark", one.lang, number=number, title=one.title)
        kind = one.item.severity if one.is_gap else "waived"
        for quote in one.item.evidence[:MOST_OF_ITEM]:
            absent = say("page.absent", one.lang, title=one.title) if quote.start == quote.end else ""
            span, ref = Span(quote.start, quote.end), MarkRef("", target, str(number), label)
            self._keep_mark(one.rule.id, TextMark(span, kind, ref, absent))

    def _met(self, target: str, one: ItemView) -> None:
        """Mark what fulfils a requirement; the same words often fulfil several, and are marked once."""
        self.targets[one.rule.id] = target
        label = say("page.mark.met", one.lang, title=one.title)
        for quote in one.item.evidence[:MOST_OF_ITEM]:
            if quote.end > quote.start:
                self._keep_mark("", TextMark(Span(quote.start, quote.end), "met", MarkRef("", target, "✓", label), ""))

    def _keep_mark(self, owner: str, mark: TextMark) -> None:
        """Keep *mark* under a name of its own, once for each *owner*."""
        key = (owner, *mark.span)
        if key not in self._anchors and len(self.all) < self._most:
            name = self._anchors[key] = f"{self.prefix}e{len(self.all) + 1}"
            self.all.append(mark._replace(ref=mark.ref._replace(id=name)))


AROUND = 200
"""Code points that are kept on both sides of a mark in a text that is too long to be shown whole."""


class TextPiece(NamedTuple):
    """A stretch of text with the same marks throughout: the numbers of those that cover it, and of those that begin.

    A mark without length begins in a piece without length and covers nothing.
    """

    start: int
    end: int
    over: tuple[int, ...]
    begins: tuple[int, ...]


class CutLine(NamedTuple):
    """One line with its line end, or a part of it; no pieces where it has length: a stretch that is left out."""

    start: int
    end: int
    pieces: tuple[TextPiece, ...]

    @property
    def is_left_out(self) -> bool:
        """Whether the stretch is not to be shown."""
        return not self.pieces and self.end > self.start


def windows(length: int, spans: Sequence[Span], most: int) -> list[Span]:
    """Return what is shown of a text of *length*: all up to *most*, else its first *most* and the surroundings of the marks."""
    if length <= most:
        return [Span(0, length)]
    kept = [Span(0, most)]
    for start, end in sorted(spans):
        first, last = max(start - AROUND, 0), min(min(end, start + AROUND) + AROUND, length)
        if first <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, last))
        else:
            kept.append(Span(first, last))
    return kept


def cut_lines(text: str, spans: Sequence[Span], kept: Sequence[Span]) -> Iterator[CutLine]:
    """Yield the lines of *text*, cut at *spans*; of what is not *kept* (see :func:`windows`) one empty line a stretch."""
    cutter = _Cutter(spans)
    at = 0
    for window in kept:
        if window.start > at:
            yield CutLine(at, window.start, ())
        at = window.start
        while at < window.end:
            newline = text.find("\n", at, window.end)
            stop = window.end if newline < 0 else newline + 1
            pieces = cutter.pieces_between(at, stop)
            if newline < 0 and stop == len(text):
                pieces += cutter.pieces_between(stop, stop)  # what belongs behind the last character
            yield CutLine(at, stop, pieces)
            at = stop
    if at < len(text):
        yield CutLine(at, len(text), ())
    elif not text or text.endswith("\n"):
        yield CutLine(at, at, cutter.pieces_between(at, at))


class _Cutter:
    """Cuts stretches of one text, which must be asked for in their order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._edges = sorted({edge for span in spans for edge in span})
        self._waiting = sorted(range(len(spans)), key=lambda number: (-spans[number].start, -number))
        self._open: list[int] = []

    def pieces_between(self, start: int, end: int) -> tuple[TextPiece, ...]:
        first, last = bisect_right(self._edges, start), bisect_right(self._edges, end - 1)
        cuts = [start, *self._edges[first:last], end]
        return tuple(piece for at, stop in pairwise(cuts) for piece in self._pieces_at(at, stop))

    def _pieces_at(self, start: int, end: int) -> list[TextPiece]:
        """Return marks without length at *start*, then the stretch itself."""
        spans = self._spans
        begins: list[int] = []
        points: list[int] = []
        while self._waiting and spans[self._waiting[-1]].start <= start:
            number = self._waiting.pop()
            begin, stop = spans[number]
            if begin == start or stop > start:
                (points if begin == stop else begins).append(number)
        self._open = [number for number in self._open if spans[number].end > start]
        pieces = [TextPiece(start, start, tuple(self._open), tuple(points))] if points else []
        self._open += begins
        if end > start:
            pieces.append(TextPiece(start, end, tuple(self._open), tuple(begins)))
        return pieces
