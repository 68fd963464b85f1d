"""Tables that are drawn: cells between level and upright lines."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.readers.layout.model import GridRow, Stroke, Strokes, TextPiece, by_height

_NEAR = 3.0
_LEAST_ROOM = 6.0


class Grid(NamedTuple):
    """One drawn table: its lines, and the places where cells may begin."""

    level: tuple[Stroke, ...]
    upright: tuple[Stroke, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def holds(self, piece: TextPiece) -> bool:
        """Return whether *piece* stands in this table."""
        middle = (piece.left + piece.right) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[0] <= piece.middle <= self.ys[-1]


def grids(rules: Strokes) -> list[Grid]:
    """Return the tables among the drawn lines; one with a single cell is a frame and no table."""
    if not rules.level:
        return []
    parts = list(range(len(rules.level)))

    def root(part: int) -> int:
        while parts[part] != part:
            parts[part] = part = parts[parts[part]]
        return part

    touching: list[int] = []  # for each upright line one level line that it touches
    for wall in rules.upright:
        met = [
            index
            for index, rule in enumerate(rules.level)
            if rule.start - _NEAR <= wall.at <= rule.end + _NEAR and wall.start - _NEAR <= rule.at <= wall.end + _NEAR
        ]
        for index in met[1:]:
            parts[root(index)] = root(met[0])
        touching.append(met[0] if met else -1)
    levels: dict[int, list[Stroke]] = defaultdict(list)
    uprights: dict[int, list[Stroke]] = defaultdict(list)
    for index, rule in enumerate(rules.level):
        levels[root(index)].append(rule)
    for wall, index in zip(rules.upright, touching, strict=True):
        if index >= 0:
            uprights[root(index)].append(wall)
    found = (_grid(levels[part], uprights[part]) for part in uprights)
    return [grid for grid in found if grid is not None]


def _grid(level: Sequence[Stroke], upright: Sequence[Stroke]) -> Grid | None:
    ys = _distinct(rule.at for rule in level)
    xs = _distinct([wall.at for wall in upright] + [rule.start for rule in level] + [rule.end for rule in level])
    if len(ys) < 2 or len(xs) < 3:
        return None
    return Grid(tuple(level), tuple(upright), xs, ys)


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    """Return *values* in rising order, those that lie close taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _LEAST_ROOM:
            found.append(value)
    return tuple(found)


def grid_rows(grid: Grid, pieces: Iterable[TextPiece]) -> list[GridRow]:
    """Return the rows of a table with the pieces that stand in it.  A cell over several rows counts for the first."""
    cells: dict[tuple[int, int], list[TextPiece]] = defaultdict(list)
    for piece in pieces:
        cells[_cell_of(grid, piece)].append(piece)
    found = []
    for row in range(len(grid.ys) - 1):
        top, bottom = grid.ys[row], grid.ys[row + 1]
        columns = _cell_starts(grid, (top + bottom) / 2)
        inside = []
        for index, column in enumerate(columns):
            end = columns[index + 1] if index + 1 < len(columns) else len(grid.xs)
            inside.append([one for place in range(column, end) for one in cells.get((row, place), ())])
        if any(inside):
            found.append(GridRow(tuple(map(_cell_text, inside)), top, bottom, tuple(inside)))
    return found


def _cell_of(grid: Grid, piece: TextPiece) -> tuple[int, int]:
    """Return row and column of the cell in which *piece* stands."""
    across, middle = (piece.left + piece.right) / 2, piece.middle
    above = [rule.at for rule in grid.level if rule.at <= middle and rule.start - 1 <= across <= rule.end + 1]
    before = [wall.at for wall in grid.upright if wall.at <= across and wall.start - 1 <= middle <= wall.end + 1]
    return _index(grid.ys, max(above, default=grid.ys[0])), _index(grid.xs, max(before, default=grid.xs[0]))


def _index(places: Sequence[float], value: float) -> int:
    return max(0, min(bisect_right(places, value + _NEAR) - 1, len(places) - 2))


def _cell_starts(grid: Grid, middle: float) -> list[int]:
    """Return where cells begin at that height."""
    walls = {_index(grid.xs, wall.at) for wall in grid.upright if wall.start - 1 <= middle <= wall.end + 1}
    last = len(grid.xs) - 2
    return sorted(wall for wall in walls | {0} if wall < last or grid.xs[wall] < grid.xs[-1] - _LEAST_ROOM)


def _cell_text(pieces: Sequence[TextPiece]) -> str:
    """Return the text of one cell, its lines put together."""
    text = ""
    for row in by_height(pieces):
        for piece in row:
            latin = text[-1:].isascii() and text[-1:].isalnum() and piece.text[0].isascii() and piece.text[0].isalnum()
            text += (" " if latin else "") + piece.text
    return text
