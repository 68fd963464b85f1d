"""Patterns as a pack writes them: what is a valid one, and how it runs on RE2."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import re2

from checker.records import Any

_NEAR = 200
"""Paragraphs no further apart than this are read by one call of RE2, which costs as much as so many code points."""
Range = tuple[int, int]
"""Start and end.  Most hits are only looked at as such; what is handed out is a :class:`Span`."""
PatternList = list[tuple[str, tuple[str, ...]]]
"""Patterns, each with the patterns that exclude a hit which they overlap."""


class PatternError(ValueError):
    """A pattern that RE2 does not take, or that matches the empty text."""

    def __init__(self, pattern: str, detail: str) -> None:
        super().__init__(f"{pattern!r}: {detail}")
        self.pattern = pattern
        self.detail = detail


def _re2_options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.never_nl = True  # a hit never runs across the end of a paragraph
    options.never_capture = True
    return options


@lru_cache(4096)  # all regular expressions of some twenty packs
def expression(pattern: str) -> Any:
    """Return the RE2 expression of *pattern*, over UTF-8 bytes; ``^`` and ``$`` stand for the ends of a paragraph."""
    return re2.compile(f"(?m){pattern}".encode(), _re2_options())


class EncodedText:
    """A text as RE2 reads it: encoded once for all expressions, and cut into paragraphs.  Offsets are code points of the text."""

    __slots__ = ("_bounds", "_byte_bounds", "_data", "_text")

    def __init__(self, text: str) -> None:
        self._text, self._bounds = text, [0]

    def matches(self, pattern: str, near: Sequence[Sequence[int]]) -> Iterator[Range]:
        """Yield where *pattern* matches in the paragraphs that hold an offset of each sequence in *near*, which are sorted.

        Where nothing is in *near*, all paragraphs are searched.
        """
        if len(self._bounds) == 1:  # the first search
            self._data = self._text.encode("utf-8", "replace")
            self._bounds = _bounds(self._text.split("\n"))
            self._byte_bounds = _bounds(self._data.split(b"\n"))
        data, expressed = self._data, expression(pattern)
        for first, last in self._stretches(*sorted(near, key=len)) if near else [(0, len(self._bounds) - 1)]:
            at_char, at_byte = self._bounds[first] + 1, self._byte_bounds[first] + 1
            for match in expressed.finditer(data, at_byte, self._byte_bounds[last]):
                start_byte, end_byte = match.span()
                start = at_char + len(data[at_byte:start_byte].decode())
                at_byte, at_char = end_byte, start + len(data[start_byte:end_byte].decode())
                yield start, at_char

    def _stretches(self, rarest: Sequence[int], *others: Sequence[int]) -> Iterator[Range]:
        """Yield the numbers of the bounds around paragraphs with an offset of each; those close to each other together."""
        bounds = self._bounds
        first = last = seen = 0
        for offset in rarest:
            if offset <= bounds[seen]:
                continue
            seen = bisect_left(bounds, offset, seen)
            if not all(_is_between(bounds[seen - 1], bounds[seen], other) for other in others):
                continue
            if last and bounds[seen - 1] - bounds[last] > _NEAR:
                yield first, last
            if not last or bounds[seen - 1] - bounds[last] > _NEAR:
                first = seen - 1
            last = seen
        if last:
            yield first, last


def _bounds(lines: Sequence[Any]) -> list[int]:
    """Return the offset before the first of some lines and those behind each."""
    return list(accumulate([len(line) + 1 for line in lines], initial=-1))


def _is_between(start: int, end: int, offsets: Sequence[int]) -> bool:
    at = bisect_left(offsets, start)
    return at < len(offsets) and offsets[at] < end


def check_pattern(pattern: str) -> None:
    """Raise :class:`PatternError` where *pattern* is no RE2 expression or matches the empty text."""
    try:
        compiled = expression(pattern)
    except re2.error as problem:
        detail = problem.args[0] if problem.args else ""
        raise PatternError(pattern, detail.decode() if isinstance(detail, bytes) else str(detail)) from None
    if compiled.search(b"") is not None:
        raise PatternError(pattern, "matches the empty text")
