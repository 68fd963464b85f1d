"""The workbook of an audit: an overview with charts, the matrix, and a table for each thing that somebody must do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from tempfile import TemporaryDirectory

from checker.audit.lists import Lists
from checker.audit.model import Overview
from checker.audit.statistics import Tally, tally
from checker.audit.workbook.xlsx import ROWS, Book
from checker.audit.workbook.xlsx_table import SheetLayout, SheetTable
from checker.office.files import whole

SHEETS: Mapping[str, SheetLayout] = {
    "check": SheetLayout(
        Lists.to_check,
        "why 36, unit 26, other 22, file 56, to-do 44, checked 12 center, note 26",
        choices={"checked": ("yes", "changed")},
    ),
    "ranking": SheetLayout(
        Lists.ranking,
        "kind 12, region 14, rank 7 int, among 9 int, unit 30, points 12 points, uncapped 10 points, "
        "grade 9 center, verdict 9 center, error 7 int, warning 7 int, advice 7 int, cap 20, report 34",
        colours={"grade": "grade", "verdict": "verdict"},
        bars={"points": (100, "#9CC3CF")},
    ),
    "gaps": SheetLayout(
        Lists.gaps,
        "unit 18, report 20, counts 7 center, requirement 15, severity 7 center, state 9 center, "
        "gain 8 points, place 14, quote 26, message 30, basis 22, fix 32, done 10 center, note 12, "
        "effort 10 center, kind 11, region 13, group 8 center",
        colours={"severity": "severity", "state": "state"},
        choices={"done": ("open", "mended", "not-needed")},
        printed=14,
    ),
    "missing": SheetLayout(
        Lists.missing,
        "unit 26, kind 11, region 13, due 13 date, row 9 int, sent 46, reminded 12 center, note 26",
        choices={"reminded": ("no", "yes")},
    ),
    "late": SheetLayout(
        Lists.late, "unit 26, kind 11, region 13, due 13 date, came 14 date, days-late 10 int, report 44, note 26"
    ),
    "twice": SheetLayout(
        Lists.twice,
        "unit 26, kind 11, region 13, report 40, counts 9 center, title 34, date 13 date, points 9 points, "
        "verdict 9 center",
        colours={"verdict": "verdict"},
    ),
    "unreadable": SheetLayout(Lists.unreadable, "report 44, unit 26, reason 50, remedy 56, code 20"),
    "passed-over": SheetLayout(Lists.passed_over, "file 80, unit 30, note 40"),
    "matches": SheetLayout(
        Lists.matches,
        "report 44, unit 28, found 34, by 12 center, sure 9 percent, check 12 center, year 8 center, "
        "genre 14, counts 8 center",
        colours={"check": "look"},
    ),
    "findings": SheetLayout(
        Lists.findings,
        "severity 9 center, unit 28, message 50, basis 36, fix 44, reports 44",
        colours={"severity": "severity"},
    ),
    "similar": SheetLayout(
        Lists.similar,
        "pair 7 int, unit 22, other 22, share 9 percent, likeness 14 center, here 48, there 48, report 30, "
        "other-report 30",
        bars={"share": (1, "#E7B7A5")},
        printed=7,
    ),
    "trend": SheetLayout(
        Lists.trend,
        "unit 26, kind 11, region 13, before 10 points, now 10 points, change 12 change, grade 10 center, report 44",
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
    table = SheetTable(book, name, sheet, lists.words, **values)
    for row in sheet.rows(lists):
        table.add_row(row)
    table.close()
    if key == "similar":  # a row is a passage, and what counts are pairs
        table.count = len(lists.overview.similar)
    return table
