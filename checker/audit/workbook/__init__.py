"""The workbook of an audit: an overview with charts, the matrix, and a table for each thing that somebody must do."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

from checker.audit.model import Overview
from checker.audit.statistics import Tally
from checker.office.files import whole

__all__ = ["write_workbook"]


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
    from checker.audit.lists import Lists
    from checker.audit.statistics import tally
    from checker.audit.workbook.matrix import write_matrix
    from checker.audit.workbook.summary_sheet import Front, write_notes
    from checker.audit.workbook.tables import SHEETS, write_table
    from checker.audit.workbook.xlsx import ROWS, Book

    lists = Lists(overview, counted or tally(overview), lang)
    with TemporaryDirectory(prefix="checker-") as scratch, whole(path) as beside:
        book = Book(str(beside), lang, overview, scratch, rows=rows or ROWS)
        front = Front(book)
        contents = []
        for number, name in enumerate(write_matrix(book, lists)):
            contents.append((name, len(lists.counted.lines) if number == 0 else None, book.text("sheet.matrix.short")))
        for key in SHEETS:
            table = write_table(book, key, lists)
            for number, name in enumerate(table.names):
                contents.append((name, table.count if number == 0 else None, book.text(f"sheet.{key}.short")))
        contents.append((write_notes(book, lists), None, book.text("sheet.notes.short")))
        front.write(lists, contents)
        book.close()
