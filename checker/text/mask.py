"""Words that must not be shown or must not count, made unreadable in place."""

from __future__ import annotations

from collections.abc import Iterable

from checker.text.lazy_re import lazy
from checker.text.span import Span

MASK = "*"
BLANK = "□"
"""What stands in a text for characters that say nothing: neither a word, nor punctuation, nor a blank."""
_READABLE = lazy(r"\w")


def blot(text: str, spans: Iterable[Span]) -> str:
    """*text* with each character of *spans* replaced by :data:`BLANK`; nothing moves."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first = max(start, at)
        if first < end:
            pieces += (text[at:first], BLANK * (end - first))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)


def mask(text: str, spans: Iterable[Span]) -> str:
    """*text* with each letter and digit of *spans* replaced by an asterisk; nothing moves, separators stay."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first = max(start, at)
        if first < end:
            pieces += (text[at:first], _READABLE.sub(MASK, text[first:end]))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)
