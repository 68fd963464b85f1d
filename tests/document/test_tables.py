"""Tables from lines of text and from what readers tell of merged cells: nothing is lost, nothing stands twice."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.model import bare_document
from checker.document.tables import ReportTable, find_tables
from checker.readers.lines import SpannedRows, continued_rows
from checker.text.fold import fold

CELLS = st.text("甲乙丙12０3,.%/— ", max_size=6).map(str.strip)
LINES = st.lists(st.text("|│\t甲乙丙一、（）123 。-+", max_size=24), max_size=14)


def tables(text: str, *, pasted: bool = True) -> tuple[ReportTable, ...]:
    return find_tables(fold(text), bare_document(text), pasted=pasted)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=2, max_size=6), st.sampled_from("|│\t"))
@settings(max_examples=60, deadline=None)
def test_cells_come_back_as_they_were_written(rows: list[list[str]], mark: str) -> None:
    rows = [["甲", *row[1:-1], "乙"] for row in rows]  # nothing at the ends that would be stripped with the line
    edge = "" if mark == "\t" else mark
    text = "\n".join(f"{edge}{mark.join(row)}{edge}" for row in rows)
    folded = fold(text).text
    (table,) = tables(text, pasted=False)
    found = [[folded[slice(*cell.span)] for cell in row] for row in table.rows]
    assert found == [[fold(words).text for words in row] for row in rows]
    assert table.even == (len({len(row) for row in rows}) == 1)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_whatever_a_text_holds(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = tables(text)
    assert [table.number for table in found] == list(range(1, len(found) + 1))
    spans = [cell.span for table in found for row in table.rows for cell in row]
    assert spans == sorted(spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for table in found:
        assert [row[0].row for row in table.rows] == sorted({row[0].row for row in table.rows})


SPANS = st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), max_size=4), max_size=6)


@given(SPANS)
@settings(max_examples=60, deadline=None)
def test_spanned_cells_lie_apart_and_leave_no_gap_on_their_left(rows: list[list[tuple[int, int]]]) -> None:
    table = SpannedRows()
    taken: set[tuple[int, int]] = set()
    for row in rows:
        for cell, (wide, high) in zip(table.place(row), row, strict=True):
            assert (cell.columns, cell.rows) == (wide, high)
            assert all((table.row, column) in taken for column in range(1, cell.column))
            # What a browser lets overlap (a wide cell under a high one) still begins in a free column.
            assert (table.row, cell.column) not in taken
            downs, rights = range(table.row, table.row + high), range(cell.column, cell.column + wide)
            taken |= set(product(downs, rights))


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ([(0, [(1, False), (2, False)]), (0, [(1, True), (1, False), (1, False)])], [[(1, 1, 2), (2, 2, 1)], [(1, 1, 0), (2, 1, 1), (3, 1, 1)]]),
        ([(1, [(1, False)]), (0, [(1, True), (1, True)])], [[(2, 1, 2)], [(1, 1, 1), (2, 1, 0)]]),
    ],
)  # fmt: skip
def test_continued_cells(
    rows: list[tuple[int, list[tuple[int, bool]]]], cells: list[list[tuple[int, int, int]]]
) -> None:
    assert [list(map(tuple, row)) for row in continued_rows(rows)] == cells
