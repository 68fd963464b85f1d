"""Text on a grid of terminal columns, where a Hanzi takes two: width, pad, truncate, wrap.

Widths follow Unicode's East Asian Width; the ambiguous class (``①``, ``“``, ``—``) counts one column, as terminals with
a UTF-8 locale draw it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, east_asian_width

from checker.text.lazy_re import lazy

ELLIPSIS = "…"

# 避头尾: what must not begin a line, and what must not end one.
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—·,.;:?!)]}%％℃")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{→")


class _Columns(dict[str, int]):
    """The columns of characters, looked up once each."""

    def __missing__(self, char: str) -> int:
        found = 0 if category(char) in ("Mn", "Me", "Cf") else 1
        found = self[char] = 2 if east_asian_width(char) in "WF" else found
        return found


_columns = _Columns()


def char_width(char: str) -> int:
    """Return columns of one character: 0 for a combining or format character, 2 for a full-width one, else 1."""
    return _columns[char]


def width(text: str) -> int:
    """Return columns that *text* takes on one line."""
    if text.isascii():
        return len(text)
    return sum(map(_columns.__getitem__, text))


def pad(text: str, columns: int) -> str:
    """Return *text* filled with spaces on the right up to *columns*."""
    return text + " " * (columns - width(text))


def truncate(text: str, columns: int) -> str:
    """Return *text* cut to at most *columns*, the cut shown by an ellipsis; a full-width character is never halved."""
    if width(text) <= columns:
        return text
    room = columns - 1
    for at, char in enumerate(text):
        room -= char_width(char)
        if room < 0:
            return text[:at].rstrip() + ELLIPSIS
    return text


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    """Return *text* as lines of at most *columns*; *first* and *rest* are prefixes of the first and the other lines.

    A line breaks at a space or beside a full-width character, not before closing punctuation nor after an opening one.
    """
    return list(_wrapped_line(text, columns, first, rest))


@lru_cache(maxsize=1_000)  # in a run over many reports the same things are said again and again
def _wrapped_line(text: str, columns: int, first: str, rest: str) -> tuple[str, ...]:
    lines: list[str] = []
    reached = [0, *accumulate(map(_columns.__getitem__, text))]  # columns up to each character
    widths = width(first), width(rest)
    bounds = _bounds(text, reached, max(columns - max(widths), 4))
    prefix, taken, piece, last = first, widths[0], 0, len(bounds) - 1
    while True:
        words = ""
        while piece < last and not (words := text[bounds[piece] : bounds[piece + 1]].lstrip()):
            piece += 1
        if piece == last:
            return (*lines, prefix.rstrip())
        start = bounds[piece + 1] - len(words)
        room = reached[start] + columns - taken
        # Whole pieces as far as there is room; the first one in any case; of the last one, spaces may stand out.
        end = max(piece + 1, bisect_right(bounds, bisect_right(reached, room) - 1) - 1)
        while end < last and reached[bounds[end] + len(text[bounds[end] : bounds[end + 1]].rstrip())] <= room:
            end += 1
        lines.append((prefix + text[start : bounds[end]]).rstrip())
        if end == last:
            return tuple(lines)
        prefix, taken, piece = rest, widths[1], end


class _Kinds(dict[int, str]):
    """The kind of a character, by its code: what :data:`_BREAKS` is written in."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char == " ":
            kind = " "
        elif char_width(char) == 2:
            kind = "F" if char in _NOT_FIRST else "L" if char in _NOT_LAST else "W"
        else:
            kind = "f" if char in _NOT_FIRST else "l" if char in _NOT_LAST else "n"
        self[code] = kind
        return kind


_kinds = _Kinds()
# Where a line may end: behind a space; between two of which one is full-width (capitals), unless the second must not
# begin a line (f) or the first not end one (l).
_BREAKS = lazy(r"(?<= )(?=[^ ])|(?<=[WF])(?=[WLnl])|(?<=[nf])(?=[WL])")


def _bounds(text: str, reached: Sequence[int], longest: int) -> list[int]:
    """Return where *text* may be cut, its beginning and end included; a piece wider than *longest* is cut there."""
    bounds = [0]
    ends = [found.start() for found in _BREAKS.finditer(text.translate(_kinds))]
    for end in [*ends, len(text)]:
        while reached[end] - reached[bounds[-1]] > longest:
            cut = bisect_right(reached, reached[bounds[-1]] + longest) - 1
            bounds.append(max(cut, bounds[-1] + 1))
        if end > bounds[-1]:
            bounds.append(end)
    return bounds
