"""Text that is still to be written: the guidance of a template, between brackets, where its author was to fill it in.

What it says is said to the author and not by the report.  So observation leaves it out: a section that holds nothing
else is empty, and its words are evidence of nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.text.lazy_re import lazy
from checker.text.span import Span

_BEFORE = lazy(
    r"[ #*>-]{0,12}(?:第?[一二三四五六七八九十]{1,3}[、.是条项]|[(][一二三四五六七八九十\d]{1,3}[)]|\d{1,2}[、.)]){0,2}[ *\"“]{0,4}"
)
_BEHIND = lazy(r"[ *\"”。,;:、!?.-]{0,6}")


def with_numbers(text: str, blanks: Sequence[Span]) -> tuple[Span, ...]:
    """*blanks* (ordered) of a folded *text*, each line that holds nothing else taken as a whole.

    The number of an item that nobody has written is no item, and no word of a section either.
    """
    found: list[Span] = []
    at = 0
    while at < len(blanks):
        start = text.rfind("\n", 0, blanks[at].start) + 1
        end = text.find("\n", blanks[at].end)
        end = len(text) if end < 0 else end
        last = at + 1
        while last < len(blanks) and blanks[last].start < end:
            last += 1
        line = blanks[at:last]
        found += [Span(start, end)] if _nothing_else(text, start, end, line) else line
        at = last
    return tuple(found)


def _nothing_else(text: str, start: int, end: int, line: Sequence[Span]) -> bool:
    """Whether a line from *start* to *end* is a number, the blanks of *line*, and punctuation."""
    before = _BEFORE.fullmatch(text, start, max(start, line[0].start))
    at = line[0].end
    for blank in [*line[1:], Span(end, end)]:
        if blank.start > at and _BEHIND.fullmatch(text, at, blank.start) is None:
            return False
        at = max(at, blank.end)
    return before is not None
