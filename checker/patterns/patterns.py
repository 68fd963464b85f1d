"""Patterns as a pack writes them: what is a valid one, and how it runs on RE2."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache, lru_cache

from checker.records import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import re2

FORM = 3
"""Number of the form of a compiled lexicon; raise it with every change, here and in ``_lexicon.pyx``."""
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


@cache
def _re2_options() -> re2.Options:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.never_nl = True  # a hit never runs across the end of a paragraph
    options.never_capture = True
    return options


@lru_cache(4096)  # all regular expressions of some twenty packs
def expression(pattern: str) -> Any:
    """Return the RE2 expression of *pattern*, over UTF-8 bytes; ``^`` and ``$`` stand for the ends of a paragraph."""
    import re2  # with the first that is asked for: many reports need none, and it is a twentieth of a short run

    return re2.compile(f"(?m){pattern}".encode(), _re2_options())


class EncodedText:
    """A text as RE2 reads it: encoded once for all expressions, and cut into paragraphs.  Offsets are code points of the text."""

    __slots__ = ("_bounds", "_byte_bounds", "_data", "_text")

    def __init__(self, text: str) -> None:
        self._text, self._bounds = text, [0]

    def matches(self, pattern: str, paragraphs: Set[int] | None) -> Iterator[Range]:
        """Yield where *pattern* matches in the *paragraphs* of these numbers, in all of them for ``None``."""
        if len(self._bounds) == 1:  # the first search
            self._data = self._text.encode("utf-8", "replace")
            self._bounds, self._byte_bounds = _ends_of_lines(self._text, "\n"), _ends_of_lines(self._data, b"\n")
        data = self._data
        for first, last in [(0, len(self._bounds) - 1)] if paragraphs is None else self._stretches(sorted(paragraphs)):
            at_char, at_byte = self._bounds[first] + 1, self._byte_bounds[first] + 1
            # what is never run is never compiled
            for match in expression(pattern).finditer(data, at_byte, self._byte_bounds[last]):
                start_byte, end_byte = match.span()
                start = at_char + len(data[at_byte:start_byte].decode())
                at_byte, at_char = end_byte, start + len(data[start_byte:end_byte].decode())
                yield start, at_char

    def _stretches(self, paragraphs: list[int]) -> Iterator[Range]:
        """Yield the numbers of the bounds before and behind *paragraphs*, those close to each other together."""
        first = last = -1
        for number in paragraphs:
            if last >= 0 and self._bounds[number] - self._bounds[last] > _NEAR:
                yield first, last
                first = number
            elif last < 0:
                first = number
            last = number + 1
        if last >= 0:
            yield first, last


def _ends_of_lines(text: Any, end: str | bytes) -> list[int]:
    """Return the offset before the first paragraph of *text* and those of all ends; ``find`` is faster than ``split``."""
    bounds = [-1]
    at = text.find(end)
    while at >= 0:
        bounds.append(at)
        at = text.find(end, at + 1)
    return [*bounds, len(text)]


def check_pattern(pattern: str) -> None:
    """Raise :class:`PatternError` where *pattern* is no RE2 expression or matches the empty text."""
    import re2

    try:
        compiled = expression(pattern)
    except re2.error as problem:
        detail = problem.args[0] if problem.args else ""
        raise PatternError(pattern, detail.decode() if isinstance(detail, bytes) else str(detail)) from None
    if compiled.search(b"") is not None:
        raise PatternError(pattern, "matches the empty text")
