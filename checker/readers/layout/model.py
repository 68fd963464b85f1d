"""What stands on a page.  Lengths are in points (or pixels of a scan), ``y`` grows downwards from the top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from checker.readers.glyphs import TABLE

_SAME_HEIGHT = 0.45
_GAP = 1.0
_BLANK = 0.22
_TWICE = 0.35
PALE = 190
"""Of 255: text that is lighter is pale."""
WHOLE = 0.5
"""Share of a page that pictures cover when it is a scan."""
LARGE = 0.05
"""Share of a page from which on a picture is worth mentioning."""
MANY_TURNED = 40
"""Characters from which on text that is turned another way than the rest of the page is read, too."""

Matrix = tuple[float, float, float, float, float, float]
"""What turns, moves and stretches: ``x, y`` becomes ``a·x + c·y + e, b·x + d·y + f``."""
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return what does first *inner*, then *outer*."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return where a place comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def is_watermark(words: Iterable[str]) -> bool:
    """Return whether the *words* that stand askew on a page are a watermark and no text: few, however often repeated."""
    return sum(map(len, set(words))) < MANY_TURNED


class TextPiece(NamedTuple):
    """Characters side by side.  ``size`` is the width of a Han character, 0 where there is none; fonts are names.

    ``pale``: so light that it may be a watermark.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first_font: str = ""
    last_font: str = ""
    pale: bool = False

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


class Stroke(NamedTuple):
    """A drawn line, level or upright: where it lies across (``at``), and from where to where it runs."""

    at: float
    start: float
    end: float


class Strokes(NamedTuple):
    """The drawn lines of a page."""

    level: tuple[Stroke, ...] = ()
    upright: tuple[Stroke, ...] = ()


class Page(NamedTuple):
    """One page; ``number`` counts from 1; ``recognised``: its text was read from a picture."""

    number: int
    width: float
    height: float
    pieces: tuple[TextPiece, ...]
    rules: Strokes = Strokes()
    recognised: bool = False


class GridRow(NamedTuple):
    """A row of a table: its cells, its top and bottom, and of each cell the pieces that stand in it."""

    cells: tuple[str, ...]
    top: float
    bottom: float
    pieces: tuple[list[TextPiece], ...]


class TextLine(NamedTuple):
    """One line of a column, or one row of a table (``row``), in reading order.  ``column`` numbers the columns.

    ``cells``: those of a row between drawn lines.
    """

    page: int
    column: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first_font: str = ""
    last_font: str = ""
    row: bool = False
    recognised: bool = False
    cells: GridRow | None = None

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


def by_height(pieces: Iterable[TextPiece]) -> list[list[TextPiece]]:
    """Return *pieces* by height, from the top, each row sorted from left to right."""
    found: list[list[TextPiece]] = []
    middle = height = 0.0
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        tall = piece.bottom - piece.top
        if found and abs(piece.middle - middle) <= _SAME_HEIGHT * max(min(height, tall), max(height, tall) / 2):
            found[-1].append(piece)
            if tall > height * 1.05:
                middle, height = piece.middle, tall
        else:
            found.append([piece])
            middle, height = piece.middle, tall
    for row in found:
        row.sort(key=lambda piece: (piece.left, piece.right))
    return found


def join_row(row: Sequence[TextPiece], apart: Callable[[float, float, float], bool]) -> list[TextPiece]:
    """Return the pieces of a row with those put together that stand close; second prints of the same words are dropped.

    *apart* tells for two places along the row at a height whether a drawn line parts them.
    """
    joined: list[TextPiece] = []
    for piece in row:
        if not joined:
            joined.append(piece)
            continue
        last = joined[-1]
        size = max(last.size, piece.size) or max(last.bottom - last.top, piece.bottom - piece.top)
        if piece.text == last.text and abs(piece.left - last.left) < _TWICE * size:
            continue
        gap = piece.left - last.right
        if gap > _GAP * size or piece.pale != last.pale or apart(last.right, piece.left, piece.middle):
            joined.append(piece)
        else:
            joined[-1] = _together(last, piece, gap > _BLANK * size)
    return joined


def _together(last: TextPiece, piece: TextPiece, gap: bool) -> TextPiece:
    latin = last.text[-1] < "\u0370" and piece.text[0] < "\u0370" and piece.text[0] != " "
    return last._replace(
        text=last.text + (" " if gap and latin else "") + piece.text,
        left=min(last.left, piece.left),
        right=max(last.right, piece.right),
        top=min(last.top, piece.top),
        bottom=max(last.bottom, piece.bottom),
        size=_size_of_joined(last, piece),
        last_font=piece.last_font,
    )


def _size_of_joined(last: TextPiece, piece: TextPiece) -> float:
    if not last.size or not piece.size:
        return last.size or piece.size
    return last.size if len(last.text) >= len(piece.text) else piece.size


def mended(text: str) -> str:
    """Return *text* with radicals, compatibility forms, odd and doubled blanks and invisible characters mended."""
    return " ".join(text.translate(TABLE).split())
