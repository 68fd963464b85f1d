"""Ranges of text, and text with ranges made unreadable."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from checker.records import TYPE_CHECKING, NamedTuple
from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    import re
    from typing import TypeVar

    Range = TypeVar("Range", bound=tuple[int, int])

_REACH = 64
"""Most marks of sentences stand so near to what they end."""


class Span(NamedTuple):
    """A half-open range of offsets in code points."""

    start: int
    end: int


def occurrences(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield where *words* stand between two offsets of a text, overlapping ones too; *words* are not empty."""
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def cut_at(text: str, marks: str, start: int = 0, end: int | None = None) -> list[str]:
    """Return the pieces into which *marks* (characters) cut a text between two offsets, empty ones too.

    The marks are made one, at which the text is split: an expression takes four times as long for the same.
    """
    words = text[start:end]
    for mark in marks[1:]:
        words = words.replace(mark, marks[0])
    return words.split(marks[0])


def pieces_at(text: str, marks: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
    """Yield the pieces into which *marks* cut a text (:func:`cut_at`), each with the offset where it begins."""
    pieces = cut_at(text, marks, start, end)
    return zip(accumulate([len(piece) + 1 for piece in pieces], initial=start), pieces, strict=False)


def marks_at(text: str, marks: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where *marks* (characters) stand between two offsets, in order."""
    lengths = [len(piece) + 1 for piece in cut_at(text, marks, start, end)]
    return list(accumulate(lengths[:-1], initial=start - 1))[1:]


@cache
def _one_of(marks: str) -> re.Pattern[str]:
    """Return the class of *marks*, of which none means anything else in a class."""
    return lazy(f"[{marks}]")


def first_of(text: str, marks: str, start: int, end: int) -> int:
    """Return where the first of *marks* (characters) stands between two offsets, or *end*.

    Near by an expression finds it sooner; further on step by step: a mark that never comes would be looked for in all of the text.
    """
    near = _one_of(marks).search(text, start, min(start + _REACH, end))
    if near is not None:
        return near.start()
    reach = _REACH
    while start + reach < end:
        start += reach
        reach *= 2
        found = [at for at in map(text[start : min(start + reach, end)].find, marks) if at >= 0]
        if found:
            return start + min(found)
    return end


def last_of(text: str, marks: str, start: int, end: int) -> int:
    """Return where the last of *marks* (characters) stands between two offsets, or -1; found as :func:`first_of` finds."""
    near = _one_of(marks).search(text[max(start, end - _REACH) : end][::-1])
    if near is not None:
        return end - 1 - near.start()
    reach = _REACH
    while end - reach > start:
        end -= reach
        reach *= 2
        begin = max(start, end - reach)
        at = max(map(text[begin:end].rfind, marks))
        if at >= 0:
            return begin + at
    return -1


def line_end(text: str, offset: int) -> int:
    """Return where the line ends in which *offset* lies."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def line_around(text: str, start: int, end: int) -> Span:
    """Return the line, or the lines, in which what stands between two offsets lies."""
    return Span(text.rfind("\n", 0, start) + 1, line_end(text, end))


def lines_between(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines that begin between two offsets, empty ones included, each to its end."""
    while start < end:
        stop = line_end(text, start)
        yield Span(start, stop)
        start = stop + 1


def disjoint(ranges: Iterable[Range]) -> list[Range]:
    """Return *ranges* in order, of overlapping ones the first and longest."""
    kept: list[Range] = []
    last = -1
    for found in sorted(ranges):
        if found[0] >= last:
            kept.append(found)
        elif found[0] == kept[-1][0]:  # sorted: it is longer
            kept[-1] = found
        else:
            continue
        last = found[1]
    return kept


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Return whether *offset* lies in one of the disjoint, ordered *spans*."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and spans[at].start <= offset < spans[at].end


class Cover:
    """Ranges, overlapping or not, that are asked again and again whether one of them holds or meets another."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))
        """For each range the furthest end of it and all before it."""

    def holds(self, start: int, end: int) -> bool:
        """Return whether one of the ranges reaches from *start*, or before it, to *end*, or behind it."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def meets(self, start: int, end: int) -> bool:
        """Return whether one of the ranges overlaps what lies between two offsets."""
        return self.holds(end - 1, start + 1)


MASK = "*"
BLANK = "□"
"""What stands in a text for characters that say nothing: neither a word, nor punctuation, nor a blank."""
_READABLE = lazy(r"\w")


def blot(text: str, spans: Iterable[Span]) -> str:
    """Return *text* with each character of *spans* replaced by :data:`BLANK`; nothing moves."""
    return _replaced_by(text, spans, lambda words: BLANK * len(words))


def mask(text: str, spans: Iterable[Span]) -> str:
    """Return *text* with each letter and digit of *spans* replaced by an asterisk; nothing moves, separators stay."""
    return _replaced_by(text, spans, lambda words: _READABLE.sub(MASK, words))


def _replaced_by(text: str, spans: Iterable[Span], unreadable: Callable[[str], str]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first = max(start, at)
        if first < end:
            pieces += (text[at:first], unreadable(text[first:end]))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)
