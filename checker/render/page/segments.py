"""A text cut into lines and pieces where marks begin and end: pure, and without a word of any format.

Marks may overlap as they like: each piece names all that cover it, so nothing has to nest.  Put together again, the
pieces are the text.  Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from checker.text.span import Span

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
    def left_out(self) -> bool:
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
            pieces = cutter.pieces(at, stop)
            if newline < 0 and stop == len(text):
                pieces += cutter.pieces(stop, stop)  # what belongs behind the last character
            yield CutLine(at, stop, pieces)
            at = stop
    if at < len(text):
        yield CutLine(at, len(text), ())
    elif not text or text.endswith("\n"):
        yield CutLine(at, at, cutter.pieces(at, at))


class _Cutter:
    """Cuts stretches of one text, which must be asked for in their order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._edges = sorted({edge for span in spans for edge in span})
        self._waiting = sorted(range(len(spans)), key=lambda number: (-spans[number].start, -number))
        self._open: list[int] = []

    def pieces(self, start: int, end: int) -> tuple[TextPiece, ...]:
        first, last = bisect_right(self._edges, start), bisect_right(self._edges, end - 1)
        cuts = [start, *self._edges[first:last], end]
        return tuple(piece for at, stop in pairwise(cuts) for piece in self._at(at, stop))

    def _at(self, start: int, end: int) -> list[TextPiece]:
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
