"""Patterns as a pack writes them: what is a valid one, and how it runs on RE2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import re2

PatternList = list[tuple[str, tuple[str, ...]]]
"""Patterns, each with the patterns that exclude a hit which they overlap."""


class PatternError(ValueError):
    """A pattern that RE2 does not take, or that matches the empty text."""

    def __init__(self, pattern: str, detail: str) -> None:
        super().__init__(f"{pattern!r}: {detail}")
        self.pattern = pattern
        self.detail = detail


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.never_nl = True  # a hit never runs across the end of a paragraph
    options.never_capture = True
    return options


def expression(pattern: str) -> Any:
    """The RE2 expression of *pattern*, over UTF-8 bytes; ``^`` and ``$`` stand for the ends of a paragraph."""
    return re2.compile(f"(?m){pattern}".encode(), _options())


def matches(compiled: Any, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where an RE2 expression matches between two offsets of *text*, as offsets of *text*."""
    data = text[start:end].encode("utf-8", "replace")
    at_byte, at_char = 0, start
    for match in compiled.finditer(data):
        start_byte, end_byte = match.span()
        first = at_char + len(data[at_byte:start_byte].decode())
        at_byte, at_char = end_byte, first + len(data[start_byte:end_byte].decode())
        yield first, at_char


def check_pattern(pattern: str) -> None:
    """Raise :class:`PatternError` where *pattern* is no RE2 expression or matches the empty text."""
    try:
        compiled = expression(pattern)
    except re2.error as problem:
        detail = problem.args[0] if problem.args else ""
        raise PatternError(pattern, detail.decode() if isinstance(detail, bytes) else str(detail)) from None
    if compiled.search(b"") is not None:
        raise PatternError(pattern, "matches the empty text")
