"""Tables and lists of terms for the terminal, aligned by columns."""

from __future__ import annotations

from collections.abc import Sequence

from checker.render import safe
from checker.text.width import pad, width, wrap

_GAP = "  "
_INDENT = "  "
_WIDEST_TERM = 18  # columns
_NARROWEST = 16  # columns of a flexible cell


class Grid:
    """A table whose column *flexible* takes the room that the others leave, and wraps."""

    def __init__(self, names: Sequence[str], *, flexible: int) -> None:
        self._names = list(names)
        self._flexible = flexible
        self._rows: list[list[str] | str] = []

    def heading(self, text: str) -> None:
        """A line across all columns, above the rows that follow."""
        self._rows.append(safe.line(text))

    def row(self, cells: Sequence[str]) -> None:
        """One more row."""
        self._rows.append([safe.line(cell) for cell in cells])

    def lines(self, columns: int) -> list[str]:
        """The table in *columns*."""
        rows = [self._names, *(row for row in self._rows if isinstance(row, list))]
        widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
        others = sum(widths) - widths[self._flexible] + len(_GAP) * (len(widths) - 1) + len(_INDENT)
        widths[self._flexible] = max(min(widths[self._flexible], columns - others), _NARROWEST)
        lines = self._cells(self._names, widths)
        for row in self._rows:
            lines += self._cells(row, widths) if isinstance(row, list) else [row]
        return lines

    def _cells(self, cells: list[str], widths: list[int]) -> list[str]:
        """One row, on as many lines as its flexible cell takes."""
        first, *rest = wrap(cells[self._flexible], widths[self._flexible])
        shown = [*cells[: self._flexible], first, *cells[self._flexible + 1 :]]
        lines = [_INDENT + _GAP.join(map(pad, shown, widths)).rstrip()]
        margin = " " * (len(_INDENT) + sum(widths[: self._flexible]) + len(_GAP) * self._flexible)
        return lines + [margin + more for more in rest]


def facts(rows: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Names in one column, what they stand for in the next; a name that repeats is shown once."""
    column = min(max((width(name) for name, _ in rows), default=0), _WIDEST_TERM)
    margin = _INDENT + " " * column + (_GAP if column else "")
    lines = []
    before = None
    for name, text in rows:
        first = margin
        if name and name != before:
            first = _INDENT + pad(name, column) + _GAP
            if width(name) > column:
                lines.append(_INDENT + name)
                first = margin
        before = name
        lines += wrap(safe.line(text), columns, first=first, rest=margin)
    return lines
