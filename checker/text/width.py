"""Text on a grid of terminal columns, where a Hanzi takes two: width, pad, truncate, wrap.

Widths follow Unicode's East Asian Width; the ambiguous class (``①``, ``“``, ``—``) counts one column, as terminals with
a UTF-8 locale draw it.
"""

from __future__ import annotations

from unicodedata import category, east_asian_width

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
    """Columns of one character: 0 for a combining or format character, 2 for a full-width one, else 1."""
    return _columns[char]


def width(text: str) -> int:
    """Columns that *text* takes on one line."""
    if text.isascii():
        return len(text)
    return sum(map(_columns.__getitem__, text))


def pad(text: str, columns: int) -> str:
    """*text* filled with spaces on the right up to *columns*."""
    return text + " " * (columns - width(text))


def truncate(text: str, columns: int) -> str:
    """*text* cut to at most *columns*, the cut shown by an ellipsis; a full-width character is never halved."""
    if width(text) <= columns:
        return text
    room = columns - 1
    for at, char in enumerate(text):
        room -= char_width(char)
        if room < 0:
            return text[:at].rstrip() + ELLIPSIS
    return text


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> list[str]:
    """*text* as lines of at most *columns*; *first* and *rest* are prefixes of the first and the other lines.

    A line breaks at a space or beside a full-width character, not before closing punctuation nor after an opening one.
    """
    lines: list[str] = []
    line, used = first, width(first)
    empty = True
    for piece in _pieces(text, max(columns - max(width(first), width(rest)), 4)):
        if not empty and used + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, used, empty = rest, width(rest), True
        taken = piece.lstrip() if empty else piece
        line += taken
        used += width(taken)
        empty = empty and not taken
    lines.append(line.rstrip())
    return lines


def _pieces(text: str, longest: int) -> list[str]:
    """*text* cut at each place where a line may break; a piece wider than *longest* is cut there."""
    pieces: list[str] = []
    piece, size = "", 0
    before = ""
    for char in text:
        columns = char_width(char)
        if before and (_may_break(before, char) or size + columns > longest):
            pieces.append(piece)
            piece, size = "", 0
        piece += char
        size += columns
        before = char
    if piece:
        pieces.append(piece)
    return pieces


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two characters."""
    if after == " ":
        return False
    if before == " ":
        return True
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return char_width(before) == 2 or char_width(after) == 2
