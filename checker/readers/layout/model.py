"""What stands on a page.  Lengths are in points (or pixels of a scan), ``y`` grows downwards from the top."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """Characters side by side.  ``size`` is the width of a Han character, 0 where there is none; fonts are names."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    first_font: str = ""
    last_font: str = ""

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A drawn line, level or upright: where it lies across (``at``), and from where to where it runs."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The drawn lines of a page."""

    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()


class Page(NamedTuple):
    """One page; ``number`` counts from 1; ``recognised``: its text was read from a picture."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: Rules = Rules()
    recognised: bool = False


class Line(NamedTuple):
    """One line of a column, or one row of a table (``row``), in reading order.  ``column`` numbers the columns."""

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

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top
