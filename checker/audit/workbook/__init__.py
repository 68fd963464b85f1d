"""The workbook of an audit: an overview with charts, the matrix, and a table for each thing that somebody must do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from tempfile import TemporaryDirectory
from typing import NamedTuple

from checker.audit.lists import ListRow, Lists
from checker.audit.model import Overview
from checker.audit.statistics import Tally, tally
from checker.audit.workbook.xlsx import ROWS, Book
from checker.audit.workbook.xlsx_table import Column, SheetTable
from checker.office.files import whole

__all__ = ["SHEETS", "write_workbook"]

_UNIT = (Column("unit", 26), Column("kind", 11), Column("region", 13))


class SheetLayout(NamedTuple):
    """A table: what fills it, its columns, how many of them are printed, and what helps to read it.

    ``colours`` leads from a column to the area whose words are coloured, ``bars`` to the number of a full bar and its
    colour, ``choices`` to what its readers choose from.
    """

    rows: Callable[[Lists], Iterable[ListRow]]
    columns: tuple[Column, ...]
    colours: Mapping[str, str] = {}
    bars: Mapping[str, tuple[float, str]] = {}
    choices: Mapping[str, tuple[str, ...]] = {}
    printed: int | None = None


SHEETS: Mapping[str, SheetLayout] = {
    "check": SheetLayout(
        Lists.check,
        (
            *(Column("why", 36), Column("unit", 26), Column("other", 22), Column("file", 56), Column("to-do", 44)),
            *(Column("checked", 12, "center"), Column("note", 26)),
        ),
        choices={"checked": ("yes", "changed")},
    ),
    "ranking": SheetLayout(
        Lists.ranking,
        (
            *(Column("kind", 12), Column("region", 14), Column("rank", 7, "int"), Column("among", 9, "int")),
            *(Column("unit", 30), Column("points", 12, "points"), Column("uncapped", 10, "points")),
            *(Column("grade", 9, "center"), Column("verdict", 9, "center"), Column("error", 7, "int")),
            *(Column("warning", 7, "int"), Column("advice", 7, "int"), Column("cap", 20), Column("report", 34)),
        ),
        colours={"grade": "grade", "verdict": "verdict"},
        bars={"points": (100, "#9CC3CF")},
    ),
    "gaps": SheetLayout(
        Lists.gaps,
        (
            *(Column("unit", 18), Column("report", 20), Column("counts", 7, "center"), Column("requirement", 15)),
            *(Column("severity", 7, "center"), Column("state", 9, "center"), Column("gain", 8, "points")),
            *(Column("place", 14), Column("quote", 26), Column("message", 30), Column("basis", 22), Column("fix", 32)),
            *(Column("done", 10, "center"), Column("note", 12), Column("effort", 10, "center"), Column("kind", 11)),
            *(Column("region", 13), Column("group", 8, "center")),
        ),
        colours={"severity": "severity", "state": "state"},
        choices={"done": ("open", "mended", "not-needed")},
        printed=14,
    ),
    "missing": SheetLayout(
        Lists.missing,
        (
            *(*_UNIT, Column("due", 13, "date"), Column("row", 9, "int"), Column("sent", 46)),
            *(Column("reminded", 12, "center"), Column("note", 26)),
        ),
        choices={"reminded": ("no", "yes")},
    ),
    "late": SheetLayout(
        Lists.late,
        (
            *(*_UNIT, Column("due", 13, "date"), Column("date", 13, "date")),
            *(Column("days-late", 10, "int"), Column("report", 44), Column("note", 26)),
        ),
    ),
    "twice": SheetLayout(
        Lists.twice,
        (
            *(*_UNIT, Column("report", 40), Column("counts", 9, "center"), Column("title", 34)),
            *(Column("date", 13, "date"), Column("points", 9, "points"), Column("verdict", 9, "center")),
        ),
        colours={"verdict": "verdict"},
    ),
    "unreadable": SheetLayout(
        Lists.unreadable,
        (Column("report", 44), Column("unit", 26), Column("reason", 50), Column("remedy", 56), Column("code", 20)),
    ),
    "passed-over": SheetLayout(Lists.passed_over, (Column("file", 80), Column("unit", 30), Column("note", 40))),
    "matches": SheetLayout(
        Lists.matches,
        (
            *(Column("report", 44), Column("unit", 28), Column("found", 34), Column("by", 12, "center")),
            *(Column("sure", 9, "percent"), Column("check", 12, "center"), Column("year", 8, "center")),
            *(Column("genre", 14), Column("counts", 8, "center")),
        ),
        colours={"check": "look"},
    ),
    "findings": SheetLayout(
        Lists.findings,
        (
            *(Column("severity", 9, "center"), Column("unit", 28), Column("message", 50), Column("basis", 36)),
            *(Column("fix", 44), Column("reports", 44)),
        ),
        colours={"severity": "severity"},
    ),
    "similar": SheetLayout(
        Lists.similar,
        (
            *(Column("pair", 7, "int"), Column("unit", 22), Column("other", 22), Column("share", 9, "percent")),
            *(Column("likeness", 14, "center"), Column("here", 48), Column("there", 48), Column("report", 30)),
            Column("other-report", 30),
        ),
        bars={"share": (1, "#E7B7A5")},
        printed=7,
    ),
    "trend": SheetLayout(
        Lists.trend,
        (
            *(*_UNIT, Column("before", 10, "points"), Column("now", 10, "points"), Column("change", 12, "change")),
            *(Column("grade", 10, "center"), Column("report", 44)),
        ),
        colours={"grade": "grade"},
    ),
}
"""The tables in the order of their sheets; each column shows what its list has under the same name."""


def write_workbook(
    overview: Overview,
    path: str | os.PathLike[str],
    lang: str,
    *,
    counted: Tally | None = None,
    rows: int | None = None,
) -> None:
    """Write the workbook of *overview* to *path*, whole or not at all.

    Takes the memory of a brief for each file, and goes through the entries twice (once where they are *counted*
    already).  The same overview gives the same bytes.  *rows* bounds a sheet more tightly than the format does.

    :raises UsageError: ``extra-missing``, ``write-failed``.
    """
    from checker.audit.workbook.matrix import write_matrix
    from checker.audit.workbook.summary_sheet import Front, write_notes

    lists = Lists(overview, counted or tally(overview), lang)
    with TemporaryDirectory(prefix="checker-") as scratch, whole(path) as beside:
        book = Book(str(beside), lang, overview, scratch, rows=rows or ROWS)
        front = Front(book)
        contents = []
        for number, name in enumerate(write_matrix(book, lists)):
            contents.append((name, len(lists.counted.lines) if number == 0 else None, book.say("sheet.matrix.short")))
        for key in SHEETS:
            table = _write_table(book, key, lists)
            for number, name in enumerate(table.names):
                contents.append((name, table.count if number == 0 else None, book.say(f"sheet.{key}.short")))
        contents.append((write_notes(book, lists), None, book.say("sheet.notes.short")))
        front.fill_in(lists, contents)
        book.close()


def _write_table(book: Book, key: str, lists: Lists) -> SheetTable:
    """Write one of :data:`SHEETS`, in as many sheets as it needs."""
    sheet = SHEETS[key]
    name, values = key, {}
    if key == "missing" and not lists.is_roster:
        name = "missing.no-roster"
    if key == "trend":
        changes = [change for _, change in lists.changes()]
        up, down = (sum(sign * change > 0.05 for change in changes) for sign in (1, -1))
        values = {"count": len(changes), "up": up, "down": down, "same": len(changes) - up - down}
    table = SheetTable(book, name, sheet.columns, printed=sheet.printed, **values)
    for column, area in sheet.colours.items():
        table.colour(column, lists.words.colours(area))
    for column, (high, colour) in sheet.bars.items():
        table.bars(column, high, colour)
    for column, keys in sheet.choices.items():
        table.choice(column, [book.say(f"{column}.{one}") for one in keys])
    for row in sheet.rows(lists):
        cells = [row.get(column.name) for column in sheet.columns]  # several names stand one below the other
        table.add_row(["\n".join(value) if isinstance(value, tuple) else value for value in cells])
    table.close()
    if key == "similar":  # a row is a passage, and what counts are pairs
        table.count = len(lists.overview.similar)
    return table
