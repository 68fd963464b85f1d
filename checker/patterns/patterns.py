"""Patterns as a pack writes them: what is a valid one, and how it runs on RE2."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

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


def matches(pattern: str, text: str, near: Sequence[Sequence[Range]] | None) -> Iterator[Range]:
    """Yield where *pattern* matches on RE2 in the paragraphs of *text* that hold one range of each sequence in *near*.

    ``None`` stands for all paragraphs.  Ranges are offsets in code points, given in the order of the text.
    """
    for start, end in [(0, len(text))] if near is None else _paragraphs(text, *near):
        data = text[start:end].encode("utf-8", "replace")
        at_byte, at_char = 0, start
        for match in expression(pattern).finditer(data):
            start_byte, end_byte = match.span()
            first = at_char + len(data[at_byte:start_byte].decode())
            at_byte, at_char = end_byte, first + len(data[start_byte:end_byte].decode())
            yield first, at_char


def _paragraphs(text: str, near: Sequence[Range], *others: Sequence[Range]) -> Iterator[Range]:
    first, last, seen = 0, -1, -1
    for start, end in near:
        if start < seen:
            continue
        begin = text.rfind("\n", 0, start) + 1
        seen = text.find("\n", end)
        seen = len(text) if seen < 0 else seen
        if not all(_is_between(begin, seen, other) for other in others):
            continue
        if last >= 0 and begin - last > _NEAR:
            yield first, last
            first = begin
        elif last < 0:
            first = begin
        last = seen
    if last >= 0:
        yield first, last


def _is_between(start: int, end: int, ranges: Sequence[Range]) -> bool:
    at = bisect_left(ranges, (start,))
    return at < len(ranges) and ranges[at][0] < end


def check_pattern(pattern: str) -> None:
    """Raise :class:`PatternError` where *pattern* is no RE2 expression or matches the empty text."""
    try:
        compiled = expression(pattern)
    except re2.error as problem:
        detail = problem.args[0] if problem.args else ""
        raise PatternError(pattern, detail.decode() if isinstance(detail, bytes) else str(detail)) from None
    if compiled.search(b"") is not None:
        raise PatternError(pattern, "matches the empty text")
