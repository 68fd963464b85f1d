"""A paragraph that is told in few lines: texts in it are cut, first those that can spare most, and the rest is whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.text.width import pad, truncate, width, wrap

_INDENT = "  "
_RAGGED = 2  # columns that stay free at the end of a line, more or less
_NARROWEST = 10  # columns to reckon with, whatever the terminal says


class Piece(NamedTuple):
    """A *text* that may be cut to *least* columns, and what is told whole *before* and *after* it."""

    before: str
    text: str = ""
    after: str = ""
    least: int = 0


class Paragraph(NamedTuple):
    """Pieces one after the other, in lines of so many *columns*; those after the first are indented."""

    pieces: Sequence[Piece]
    columns: int

    def whole(self) -> list[str]:
        """All of it."""
        return self._lines(self.pieces)

    def fewest(self, lines: int) -> int:
        """In how many lines it can be told: *lines*, or more where a text would be cut too short."""
        return max(lines, -(-self._taken(min(width(piece.text), piece.least) for piece in self.pieces) // self._room()))

    def within(self, lines: int) -> list[str]:
        """It in so many *lines*, cut if need be."""
        whole = self.whole()
        if len(whole) <= lines:
            return whole
        over = self._taken(width(piece.text) for piece in self.pieces) - lines * self._room()
        kept: dict[int, str] = {}
        for number, piece in sorted(enumerate(self.pieces), key=lambda one: one[1].least):
            columns = width(piece.text)
            kept[number] = truncate(piece.text, max(columns - max(over, 0), min(columns, piece.least)))
            over -= columns - width(kept[number])
        shown = self._lines(piece._replace(text=kept[number]) for number, piece in enumerate(self.pieces))
        if len(shown) > lines:
            shown[lines - 1 :] = [truncate(pad(shown[lines - 1], self.columns + 1), self.columns)]
        return shown

    def _lines(self, pieces: Iterable[Piece]) -> list[str]:
        return wrap("".join(before + text + after for before, text, after, _ in pieces), self.columns, rest=_INDENT)

    def _taken(self, texts: Iterable[int]) -> int:
        """The columns of the whole, with *texts* the columns of the texts."""
        return sum(texts) + sum(width(piece.before + piece.after) for piece in self.pieces)

    def _room(self) -> int:
        """The columns of a line that can be reckoned with."""
        return max(self.columns - len(_INDENT) - _RAGGED, _NARROWEST)
