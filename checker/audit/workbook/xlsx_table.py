"""One table a sheet: a title, a note, headings that stay in sight, filters, and as many sheets as its rows need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.audit.lists import ListRow, Lists, Words
from checker.audit.workbook.xlsx import ACCENT, COLOURS, QUIET, Book, cell
from checker.text.width import width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

HEAD = 3
"""Rows above the first one of data: title, note, headings."""

_LINE_HEIGHT = 14.0  # points of a line of text
_TALLEST = 409.0  # points of a row; so the format has it
_LONGEST = 4000  # characters that are looked at: more do not fit into the tallest row


class Column(NamedTuple):
    """A column: the last word of its heading's key, its width in columns of Latin letters, its style."""

    name: str
    width: float
    style: str = "text"


class SheetLayout(NamedTuple):
    """A table: what fills it, its ``layout``, how many of its columns are printed, and what helps to read it.

    The layout names each column by the last word of its heading's key, with its width and, if it is no text, its style.
    ``colours`` leads from a column to the area whose words are coloured, ``bars`` to the number of a full bar and its
    colour, ``choices`` to what its readers choose from.
    """

    rows: Callable[[Lists], Iterable[ListRow]]
    layout: str
    colours: Mapping[str, str] = {}
    bars: Mapping[str, tuple[float, str]] = {}
    choices: Mapping[str, tuple[str, ...]] = {}
    printed: int | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the layout."""
        found = (column.split() for column in self.layout.split(", "))
        return tuple(Column(name, float(width), *style) for name, width, *style in found)


class SheetTable:
    """Rows of a sheet, one after the other.  A sheet that is full is followed by another with the same headings.

    The columns that are *printed* go to paper; those after them are for filters.
    """

    def __init__(self, book: Book, name: str, layout: SheetLayout, words: Words, **values: Any) -> None:
        self._book, columns = book, layout.columns
        self._title = book.say(f"sheet.{name}")
        self._note = book.say(f"sheet.{name}.about", **values)
        self._columns = columns
        self._widths, self._styles = [one.width for one in columns], [one.style for one in columns]
        self._printed = layout.printed or len(columns)
        at = {column.name: number for number, column in enumerate(columns)}
        self._rules = [
            *(
                (at[one], rule)
                for one, area in layout.colours.items()
                for rule in colour_rules(book, words.colours(area))
            ),
            *((at[one], bar_rule(high, colour)) for one, (high, colour) in layout.bars.items()),
        ]
        self._choices = [
            (at[one], {"validate": "list", "source": [book.say(f"{one}.{key}") for key in keys]})
            for one, keys in layout.choices.items()
        ]
        self.names: list[str] = []
        self.count = 0
        self._start_sheet()

    def add_row(self, row: ListRow) -> None:
        """Write one more row; several names stand one below the other in their cell."""
        cells = [row.get(column.name) for column in self._columns]
        values = ["\n".join(value) if isinstance(value, tuple) else value for value in cells]
        if self._row >= self._book.rows:
            self.close()
            self._start_sheet()
        height = row_height(values, self._widths)
        self._book.write_row(self._sheet, self._row, height, zip(values, self._styles, strict=True))
        self._row += 1
        self.count += 1

    def _start_sheet(self) -> None:
        book, columns = self._book, self._columns
        self._sheet = book.sheet(self._title)
        self.names.append(self._sheet.get_name())
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, column.width)
        wide = sum(column.width for column in columns[: self._printed])
        headed(book, self._sheet, self._title, self._note, over=(wide, self._printed))
        headings = [book.say(f"column.{column.name}") for column in columns]
        lines = max(
            -(-width(text) // max(int(column.width) - 1, 1)) for text, column in zip(headings, columns, strict=True)
        )
        self._sheet.set_row(HEAD - 1, _LINE_HEIGHT * lines + 6)
        for number, text in enumerate(headings):
            self._sheet.write_string(HEAD - 1, number, text, book.head())
        self._row = HEAD
        self._sheet.freeze_panes(HEAD, 1)
        self._sheet.repeat_rows(HEAD - 1)

    def close(self) -> None:
        """Complete the sheet that is being written."""
        last, end = len(self._columns) - 1, self._row - 1
        if self._row == HEAD:
            look = self._book.format("center", font_color=QUIET)
            self._sheet.merge_range(HEAD, 0, HEAD, last, "", look)
            self._sheet.write_string(HEAD, 0, self._book.say("none"), look)
            self._sheet.print_area(0, 0, HEAD, self._printed - 1)
            return
        for place, rule in self._rules:
            self._sheet.conditional_format(HEAD, place, end, place, rule)
        for place, choice in self._choices:
            self._sheet.data_validation(HEAD, place, end, place, choice)
        self._sheet.autofilter(HEAD - 1, 0, end, last)
        self._sheet.print_area(0, 0, end, self._printed - 1)


def colour_rules(book: Book, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what colours the cells that hold a word: *words* leads from it to one of ``COLOURS``."""
    for word, colour in words.items():
        ground, ink = COLOURS[colour]
        look = book.file.add_format({"bg_color": ground, "font_color": ink})
        value = '"' + word.replace('"', '""') + '"'
        yield {"type": "cell", "criteria": "==", "value": value, "format": look}


def bar_rule(high: float, colour: str) -> dict[str, Any]:
    """Return what draws a bar behind a number, from 0 to *high*."""
    rule = {"type": "data_bar", "bar_solid": True, "bar_color": colour, "min_type": "num", "min_value": 0}
    return rule | {"max_type": "num", "max_value": high}


def headed(book: Book, sheet: Worksheet, title: str, note: str, *, over: tuple[float, int]) -> None:
    """Write the first two rows of a sheet: what it is, and how it is used, *over* a table of so much width and so many columns."""
    columns, count = over
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, cell(title), book.plain(bold=True, font_size=15, font_color=ACCENT))
    lines = -(-width(note) // max(int(columns * 1.05), 1))
    sheet.set_row(1, _LINE_HEIGHT * lines + 4)
    look = book.plain(font_color=QUIET, text_wrap=True, valign="top")
    if count > 1:
        sheet.merge_range(1, 0, 1, count - 1, "", look)
    sheet.write_string(1, 0, cell(note), look)


def row_height(values: Sequence[Any], widths: Sequence[float]) -> float:
    """Return the points that a row of wrapped texts takes; not every program finds that out by itself."""
    most = 1
    for value, wide in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) * 2 > wide:
            most = max(most, _line_count(value[:_LONGEST], int(wide * 1.08)))
    return min(_LINE_HEIGHT * most + 3, _TALLEST)


@lru_cache(4096)
def _line_count(text: str, room: int) -> int:
    """Return the lines of *text* where *room* columns are on one; messages and remedies come again and again."""
    return sum(max(-(-width(line) // max(room, 1)), 1) for line in text.splitlines())
