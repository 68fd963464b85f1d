"""One page in reading order: rows of tables, columns, lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from checker.readers.layout.grid import grid_rows, grids
from checker.readers.layout.model import GridRow, Page, TextLine, TextPiece, by_height, join_row
from checker.readers.lines import is_form, label_of
from checker.text.lazy_re import lazy

_LEAST_COLUMN_ROWS = 6
_LAST_COLUMN_ROWS = 2  # of columns that go on from the page before
_LEAST_COLUMN_WIDTH = 9  # ems
_LEAST_TABLE_ROWS = 3
_WIDEST_CELL = 22  # ems
_GUTTER = 0.8
_MOST_ROWS = 300  # of a page in which columns and tables are looked for
_FORM = 3  # behind two columns of running text: the texts of a form have margins of their own
_LABEL = lazy(r"[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．:：]?|[•·●■◆○□▪–-]")

Row = list["TextPiece"]


class _Block(NamedTuple):
    """Rows that belong together: ``kind`` is ``text``, ``columns`` or ``table``."""

    kind: str
    rows: list[Row]
    gutter: tuple[float, float] = (0.0, 0.0)


def flow(page: Page, pieces: Sequence[TextPiece], *, in_columns: bool = False) -> list[TextLine]:
    """Return the lines of *page* in reading order; *pieces* are those of its pieces that belong to the text.

    The page before ended *in_columns*.
    """
    left_over = list(pieces)
    tables: list[tuple[float, list[TextLine]]] = []
    for grid in grids(page.rules):
        inside = [piece for piece in left_over if grid.holds(piece)]
        if inside:
            left_over = [piece for piece in left_over if not grid.holds(piece)]
            found = grid_rows(grid, inside)
            sides = grid.xs[0], grid.xs[-1]
            lines = [_row_line(page, row.cells, (*sides, row.top, row.bottom))._replace(cells=row) for row in found]
            tables.append((grid.ys[0], lines))
    tables.sort(key=lambda table: table[0])
    lines = []
    rows = [join_row(row, lambda *_: False) for row in by_height(left_over)]
    for block in _group_rows(rows, in_columns=in_columns):
        top = min(piece.top for piece in block.rows[0])
        while tables and tables[0][0] <= top:
            lines += tables.pop(0)[1]
        if block.kind == "text" and tables:
            for row in block.rows:
                while tables and tables[0][0] <= row[0].middle:
                    lines += tables.pop(0)[1]
                lines += _block_lines(page, _Block("text", [row]))
        else:
            lines += _block_lines(page, block)
    for _, rest in tables:
        lines += rest
    return lines


def unfold_forms(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return *lines* with drawn tables that are forms unfolded: each heading, then the lines of its text."""
    found: list[TextLine] = []
    for is_drawn, group in groupby(lines, key=lambda line: line.cells is not None):
        together = list(group)
        found += _form_lines(together) if is_drawn else together
    return found


def _form_lines(table: list[TextLine]) -> list[TextLine]:
    """Return the lines of a form; of another table its rows as they are."""
    entries = _rows_of_pages(table)
    texts = [tuple(map("".join, zip(*(row.cells for _, row in entry), strict=True))) for entry in entries]
    if not is_form(texts):
        return table
    found: list[TextLine] = []
    for entry, cells in zip(entries, texts, strict=True):
        named = label_of(cells)
        filled = [at for at, text in enumerate(cells) if text]
        if named is not None:
            found.append(entry[0][0]._replace(text=named[0], column=_FORM, cells=None))
        elif len(filled) != 1:
            found += [line for line, _ in entry]
            continue
        at = filled[-1]
        for line, row in entry:
            found += [
                _text_line(line.page, join_row(one, lambda *_: False), _FORM, recognised=line.recognised)
                for one in by_height(row.pieces[at])
            ]
    return found


def _rows_of_pages(table: Sequence[TextLine]) -> list[list[tuple[TextLine, GridRow]]]:
    """Return the rows of a table; one that goes on at the top of the next page, below the same heads, as one entry."""
    entries: list[list[tuple[TextLine, GridRow]]] = []
    for line in table:
        row = line.cells
        if row is None or (entries and line.page > table[0].page and row.cells == entries[0][0][1].cells):
            continue
        if entries:
            last, above = entries[-1][-1]
            if line.page > last.page and len(row.cells) == len(above.cells) and sum(map(bool, row.cells)) == 1:
                entries[-1].append((line, row))
                continue
        entries.append([(line, row)])
    return entries


def _row_line(page: Page, cells: Iterable[str], box: tuple[float, float, float, float]) -> TextLine:
    """Return a row of a table; *box* is left, right, top, bottom."""
    text = "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
    return TextLine(page.number, 0, text, *box, 0.0, row=True, recognised=page.recognised)


def _block_lines(page: Page, block: _Block) -> list[TextLine]:
    if block.kind == "table":
        return _table_lines(page, block.rows)
    if block.kind == "columns":
        middle = sum(block.gutter) / 2
        sides: tuple[list[Row], list[Row]] = ([], [])
        for row in block.rows:
            for side, part in enumerate(_parted(row, middle)):
                if part:
                    sides[side].append(part)
        columns = [(column, row) for column, side in enumerate(sides, 1) for row in side]
    else:
        columns = [(0, row) for row in block.rows]
    return [_text_line(page.number, row, column, recognised=page.recognised) for column, row in columns]


def _parted(row: Row, middle: float) -> tuple[Row, Row]:
    return [piece for piece in row if piece.right <= middle], [piece for piece in row if piece.right > middle]


def _text_line(number: int, row: Row, column: int, *, recognised: bool) -> TextLine:
    sizes = [piece.size for piece in row if piece.size]
    return TextLine(
        number,
        column,
        " ".join(piece.text for piece in row),
        row[0].left,
        row[-1].right,
        min(piece.top for piece in row),
        max(piece.bottom for piece in row),
        max(sizes, default=0.0),
        row[0].first_font,
        row[-1].last_font,
        recognised=recognised,
    )


def _group_rows(page_rows: Sequence[Row], *, in_columns: bool) -> list[_Block]:
    """Return rows grouped to columns, which may go on from the page before, tables without drawn lines, and text."""
    if len(page_rows) > _MOST_ROWS:
        return [_Block("text", list(page_rows))]
    blocks: list[_Block] = []
    index = 0
    while index < len(page_rows):
        block = _find_columns(page_rows, index, goes_on=in_columns and index == 0) or _find_table(page_rows, index)
        if block is None:
            if not blocks or blocks[-1].kind != "text":
                blocks.append(_Block("text", []))
            blocks[-1].rows.append(page_rows[index])
            index += 1
        else:
            blocks.append(block)
            index += len(block.rows)
    return blocks


def _em(row: Row) -> float:
    return max((piece.size for piece in row), default=0.0) or max(piece.bottom - piece.top for piece in row)


def _find_columns(page_rows: Sequence[Row], start: int, *, goes_on: bool) -> _Block | None:
    """Return two columns of running text that begin with the row *start*: a strip between them stays free."""
    low, high = -1e9, 1e9
    both = end = start
    wide = 0
    last = start
    for end in range(start, len(page_rows)):
        row = page_rows[end]
        em = _em(row)
        gap = _free(row, low, high, em)
        if gap is None:
            break
        if len(row) > 1 or last == start:
            low, high = gap
        if row[0].left < low and row[-1].right > high:
            wide += len(row) == 2 and all(piece.right - piece.left >= _LEAST_COLUMN_WIDTH * em for piece in row)
            both += 1
        elif end == start:
            return None
        last = end + 1
    rows = both - start
    if rows < (_LAST_COLUMN_ROWS if goes_on else _LEAST_COLUMN_ROWS) or (wide < rows * 0.6 and not goes_on):
        return None
    return _Block("columns", list(page_rows[start:last]), (low, high))


def _free(row: Row, low: float, high: float, em: float) -> tuple[float, float] | None:
    """Return the part of the strip from *low* to *high* that *row* leaves free; ``None`` if it is too narrow."""
    best = None
    edges = [(-1e9, row[0].left), *((one.right, two.left) for one, two in pairwise(row))]
    edges.append((row[-1].right, 1e9))
    for left, right in edges if len(row) == 1 or low > -1e9 else edges[1:-1]:
        one, two = max(left, low), min(right, high)
        if two - one >= _GUTTER * em and (best is None or two - one > best[1] - best[0]):
            best = one, two
    return best


def _find_table(page_rows: Sequence[Row], start: int) -> _Block | None:
    """Return a table without drawn lines: rows of short cells one below the other."""
    spans: list[tuple[float, float]] = []
    end = start
    for end in range(start, len(page_rows) + 1):
        if end == len(page_rows):
            break
        row = page_rows[end]
        em = _em(row)
        if len(row) < 2 or any(piece.right - piece.left > _WIDEST_CELL * em for piece in row):
            break
        merged = _merged_columns(spans, row, em)
        if merged is None:
            break
        spans = merged
    block = list(page_rows[start:end])
    if len(block) < _LEAST_TABLE_ROWS or all(_LABEL.fullmatch(row[0].text) and len(row) == 2 for row in block):
        return None
    return _Block("table", block)


def _merged_columns(spans: list[tuple[float, float]], row: Row, em: float) -> list[tuple[float, float]] | None:
    """Return the columns of a table with those of one more row; ``None`` where a cell lies across two columns."""
    if not spans:
        return [(piece.left, piece.right) for piece in row]
    found = list(spans)
    for piece in row:
        met = [
            index
            for index, (left, right) in enumerate(found)
            if piece.left < right + 0.3 * em and left < piece.right + 0.3 * em
        ]
        if len(met) != 1:
            return None
        left, right = found[met[0]]
        found[met[0]] = min(left, piece.left), max(right, piece.right)
    if any(two[0] - one[1] < 0.3 * em for one, two in pairwise(found)):
        return None
    return found


def _table_lines(page: Page, block: Sequence[Row]) -> list[TextLine]:
    spans: list[tuple[float, float]] = []
    for row in block:
        spans = _merged_columns(spans, row, _em(row)) or spans
    lines = []
    for row in block:
        cells = [""] * len(spans)
        for piece in row:
            for index, (left, right) in enumerate(spans):
                if left <= (piece.left + piece.right) / 2 <= right:
                    cells[index] = piece.text
        top, bottom = min(piece.top for piece in row), max(piece.bottom for piece in row)
        lines.append(_row_line(page, cells, (spans[0][0], spans[-1][1], top, bottom)))
    return lines
