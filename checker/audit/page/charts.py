"""Charts of bars, as places of rectangles and words; the template only draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.text.width import truncate

WIDTH, LABEL, ROW = 640, 200, 26
"""Units of a chart: its width, that of its labels, the height of a row."""

_ROOM = WIDTH - LABEL - 50  # for bars; the rest is for the number behind them
_COLUMNS = 24  # of a label
_FITS = 22  # units that a number inside a bar takes


class Segment(NamedTuple):
    """A stretch of a bar; ``inside`` tells whether its number has room in it."""

    x: float
    width: float
    kind: str
    value: int
    inside: bool


class Bar(NamedTuple):
    """A row of a chart: its label cut to fit, and whole in ``name``."""

    y: int
    label: str
    name: str
    segments: tuple[Segment, ...]
    end: float
    total: int


class Chart(NamedTuple):
    """Bars, and what their kinds are called; ``id`` is for the page."""

    id: str
    height: int
    legend: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...]


def chart(name: str, legend: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Chart:
    """A chart of *rows*: a label and the numbers of its kinds; *legend* tells what each kind is called."""
    most = max((sum(value for _, value in values) for _, values in rows), default=0)
    bars = []
    for number, (label, values) in enumerate(rows):
        at, segments = float(LABEL), []
        for kind, value in values:
            if value:
                wide = _ROOM * value / most
                segments.append(Segment(at, wide, kind, value, inside=wide >= _FITS and len(values) > 1))
                at += wide
        total = sum(value for _, value in values)
        bars.append(Bar(number * ROW, truncate(label, _COLUMNS), label, tuple(segments), at, total))
    return Chart(name, max(len(rows), 1) * ROW, tuple(legend), tuple(bars))
