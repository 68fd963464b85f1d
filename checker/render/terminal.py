"""How results look on a terminal: colours by what they mean, paragraphs that are cut to few lines, tables, lists of terms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.presentation.escape import one_line
from checker.records import Any, NamedTuple
from checker.text.width import pad, truncate, width, wrap

_STYLES: dict[str, dict[str, Any]] = {
    "bold": {"bold": True},
    "dim": {"dim": True},
    "pass": {"fg": "green", "bold": True},
    "partial": {"fg": "yellow", "bold": True},
    "fail": {"fg": "red", "bold": True},
    "skip": {"dim": True},
    "unreadable": {"fg": "magenta", "bold": True},
}
_GAP = "  "
_INDENT = "  "
_RAGGED = 2  # columns that stay free at the end of a line, more or less
_LEAST_ROOM = 10  # columns to reckon with, whatever the terminal says
_WIDEST_TERM = 18  # columns
_NARROWEST = 16  # columns of a flexible cell


class Paint:
    """Styles a piece of text where colours are wanted; else it gives the text back."""

    __slots__ = ("wanted",)

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def __call__(self, text: str, meaning: str) -> str:
        """Return *text* in the style of *meaning*."""
        if not self.wanted:
            return text
        from click import style  # a pipe does not pay for it

        return style(text, **_STYLES[meaning])


class Segment(NamedTuple):
    """A *text* that may be cut to *least* columns, and what is told whole *before* and *after* it."""

    before: str
    text: str = ""
    after: str = ""
    least: int = 0


class Paragraph(NamedTuple):
    """Segments one after the other, in lines of so many *columns*; those after the first are indented.

    Told in few lines, the texts that can spare most are cut first, and the rest is whole.
    """

    segments: Sequence[Segment]
    columns: int

    def whole(self) -> list[str]:
        """Return all of it."""
        return self._wrapped_lines(self.segments)

    def fewest(self, lines: int) -> int:
        """Return in how many lines it can be told: *lines*, or more where a text would be cut too short."""
        taken = self._columns_taken(min(width(one.text), one.least) for one in self.segments)
        return max(lines, -(-taken // self._room()))

    def within(self, lines: int) -> list[str]:
        """Return it in so many *lines*, cut if need be."""
        whole = self.whole()
        if len(whole) <= lines:
            return whole
        over = self._columns_taken(width(one.text) for one in self.segments) - lines * self._room()
        kept: dict[int, str] = {}
        for number, one in sorted(enumerate(self.segments), key=lambda pair: pair[1].least):
            columns = width(one.text)
            kept[number] = truncate(one.text, max(columns - max(over, 0), min(columns, one.least)))
            over -= columns - width(kept[number])
        cut = self._wrapped_lines(one._replace(text=kept[number]) for number, one in enumerate(self.segments))
        if len(cut) > lines:
            cut[lines - 1 :] = [truncate(pad(cut[lines - 1], self.columns + 1), self.columns)]
        return cut

    def _wrapped_lines(self, segments: Iterable[Segment]) -> list[str]:
        return wrap("".join(before + text + after for before, text, after, _ in segments), self.columns, rest=_INDENT)

    def _columns_taken(self, texts: Iterable[int]) -> int:
        """Return the columns of the whole, with *texts* the columns of the texts."""
        return sum(texts) + sum(width(one.before + one.after) for one in self.segments)

    def _room(self) -> int:
        """Return the columns of a line that can be reckoned with."""
        return max(self.columns - len(_INDENT) - _RAGGED, _LEAST_ROOM)


class TermTable:
    """A table whose column *flexible* takes the room that the others leave, and wraps."""

    def __init__(self, names: Sequence[str], *, flexible: int) -> None:
        self._names = list(names)
        self._flexible = flexible
        self._rows: list[list[str] | str] = []

    def add_heading(self, text: str) -> None:
        """Add a line across all columns, above the rows that follow."""
        self._rows.append(one_line(text))

    def add_row(self, cells: Sequence[str]) -> None:
        """Add one more row."""
        self._rows.append([one_line(cell) for cell in cells])

    def lines(self, columns: int) -> list[str]:
        """Return the table in *columns*."""
        rows = [self._names, *(row for row in self._rows if isinstance(row, list))]
        widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
        others = sum(widths) - widths[self._flexible] + len(_GAP) * (len(widths) - 1) + len(_INDENT)
        widths[self._flexible] = max(min(widths[self._flexible], columns - others), _NARROWEST)
        lines = self._row_lines(self._names, widths)
        for row in self._rows:
            lines += self._row_lines(row, widths) if isinstance(row, list) else [row]
        return lines

    def _row_lines(self, cells: list[str], widths: list[int]) -> list[str]:
        """Return one row, on as many lines as its flexible cell takes."""
        first, *rest = wrap(cells[self._flexible], widths[self._flexible])
        row = [*cells[: self._flexible], first, *cells[self._flexible + 1 :]]
        lines = [_INDENT + _GAP.join(map(pad, row, widths)).rstrip()]
        margin = " " * (len(_INDENT) + sum(widths[: self._flexible]) + len(_GAP) * self._flexible)
        return lines + [margin + more for more in rest]


def term_list(rows: Sequence[tuple[str, str]], columns: int, column: int | None = None) -> list[str]:
    """Return names in one *column*, what they stand for in the next; a name that repeats is shown once.

    The column is as wide as its names where no width is given, but not too wide; a longer name has a line of its own.
    """
    if column is None:
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
        lines += wrap(one_line(text), columns, first=first, rest=margin)
    return lines
