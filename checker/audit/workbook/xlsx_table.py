"""One table a sheet: a title, a note, headings that stay in sight, filters, and as many sheets as its rows need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.audit.workbook.xlsx import ACCENT, COLOURS, QUIET, Book, cell
from checker.text.width import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = 3
"""Rows above the first one of data: title, note, headings."""

_LINE_HEIGHT = 14.0  # points of a line of text
_TALLEST = 409.0  # points of a row; so the format has it
_LONGEST = 4000  # characters that are looked at: more do not fit into the tallest row
_MOST_LINKS = 60_000  # a sheet of Excel takes 65,530


class Column(NamedTuple):
    """A column: the last word of its heading's key, its width in columns of Latin letters, its style."""

    name: str
    width: float
    style: str = "text"


class SheetTable:
    """Rows of a sheet, one after the other.  A sheet that is full is followed by another with the same headings.

    The first *printed* columns go to paper; those after them are for filters.
    """

    def __init__(
        self, book: Book, name: str, columns: Sequence[Column], *, printed: int | None = None, **values: Any
    ) -> None:
        self._book = book
        self._title = book.text(f"sheet.{name}")
        self._note = book.text(f"sheet.{name}.about", **values)
        self._columns = columns
        self._printed = printed or len(columns)
        self._links = 0
        self._rules: list[tuple[int, dict[str, Any]]] = []
        self._choices: list[tuple[int, dict[str, Any]]] = []
        self.names: list[str] = []
        self.count = 0
        self._open()

    @property
    def sheet(self) -> Worksheet:
        """The sheet that is being written."""
        return self._sheet

    @property
    def last(self) -> int:
        """The last row that was written, from 0."""
        return self._row - 1

    def row(self, values: Sequence[Any], *, links: dict[int, tuple[str, int]] | None = None, **more: Any) -> None:
        """One more row; *links* leads a column to a row of another sheet."""
        if self._row >= self._book.rows:
            self._finish()
            self._open()
        self._sheet.set_row(self._row, height(values, [column.width for column in self._columns]))
        for number, (column, value) in enumerate(zip(self._columns, values, strict=True)):
            goal = links.get(number) if links else None
            if goal is not None and self._links < _MOST_LINKS:
                self._book.link(self._sheet, self._row, number, goal, value, style=column.style, **more)
                self._links += 1
            else:
                self._book.put(self._sheet, self._row, number, value, column.style, **more)
        self._row += 1
        self.count += 1

    def colour(self, name: str, words: dict[str, str]) -> None:
        """Colour the cells of the column *name* that hold a word: *words* leads from it to one of ``COLOURS``."""
        for word, colour in words.items():
            ground, ink = COLOURS[colour]
            look = self._book.file.add_format({"bg_color": ground, "font_color": ink})
            value = '"' + word.replace('"', '""') + '"'
            self._rules.append((self._place(name), {"type": "cell", "criteria": "==", "value": value, "format": look}))

    def bars(self, name: str, high: float, colour: str = "#9CC3CF") -> None:
        """A bar behind each number of the column *name*, from 0 to *high*."""
        rule = {"type": "data_bar", "bar_solid": True, "bar_color": colour, "min_type": "num", "min_value": 0}
        self._rules.append((self._place(name), rule | {"max_type": "num", "max_value": high}))

    def choice(self, name: str, words: Sequence[str]) -> None:
        """The column *name* is for its readers to fill in, from a list."""
        self._choices.append((self._place(name), {"validate": "list", "source": list(words)}))

    def _place(self, name: str) -> int:
        return [column.name for column in self._columns].index(name)

    def close(self) -> None:
        """The last sheet is complete."""
        self._finish()

    def _open(self) -> None:
        book, columns = self._book, self._columns
        self._sheet = book.sheet(self._title)
        self.names.append(self._sheet.get_name())
        self._links = 0
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, column.width)
        wide = sum(column.width for column in columns[: self._printed])
        headed(book, self._sheet, self._title, self._note, over=(wide, self._printed))
        headings = [book.text(f"column.{column.name}") for column in columns]
        lines = max(
            -(-width(text) // max(int(column.width) - 1, 1)) for text, column in zip(headings, columns, strict=True)
        )
        self._sheet.set_row(HEAD - 1, _LINE_HEIGHT * lines + 6)
        for number, text in enumerate(headings):
            self._sheet.write_string(HEAD - 1, number, text, book.head())
        self._row = HEAD
        self._sheet.freeze_panes(HEAD, 1)
        self._sheet.repeat_rows(HEAD - 1)

    def _finish(self) -> None:
        last = len(self._columns) - 1
        if self._row == HEAD:
            look = self._book.format("center", font_color=QUIET)
            self._sheet.merge_range(HEAD, 0, HEAD, last, "", look)
            self._sheet.write_string(HEAD, 0, self._book.text("none"), look)
            self._sheet.print_area(0, 0, HEAD, self._printed - 1)
            return
        for place, rule in self._rules:
            self._sheet.conditional_format(HEAD, place, self.last, place, rule)
        for place, choice in self._choices:
            self._sheet.data_validation(HEAD, place, self.last, place, choice)
        self._sheet.autofilter(HEAD - 1, 0, self.last, last)
        self._sheet.print_area(0, 0, self.last, self._printed - 1)


def headed(book: Book, sheet: Worksheet, title: str, note: str, *, over: tuple[float, int]) -> None:
    """The first two rows of a sheet: what it is, and how it is used, *over* a table of so much width and so many columns."""
    columns, count = over
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, cell(title), book.plain(bold=True, font_size=15, font_color=ACCENT))
    lines = -(-width(note) // max(int(columns * 1.05), 1))
    sheet.set_row(1, _LINE_HEIGHT * lines + 4)
    look = book.plain(font_color=QUIET, text_wrap=True, valign="top")
    if count > 1:
        sheet.merge_range(1, 0, 1, count - 1, "", look)
    sheet.write_string(1, 0, cell(note), look)


def height(values: Sequence[Any], widths: Sequence[float]) -> float:
    """Points that a row of wrapped texts takes; not every program finds that out by itself."""
    most = 1
    for value, wide in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) * 2 > wide:
            most = max(most, _lines(value[:_LONGEST], int(wide * 1.08)))
    return min(_LINE_HEIGHT * most + 3, _TALLEST)


@lru_cache(4096)
def _lines(text: str, room: int) -> int:
    """Lines of *text* where *room* columns are on one; messages and remedies come again and again."""
    return sum(max(-(-width(line) // max(room, 1)), 1) for line in text.splitlines())
