"""The tables that a report must fill in, as a pack describes them: which cell stands in which row and column.

A row is named by its label: the words of all cells that it has on the left, merged ones that reach into it and the
numbered ones above it included (``三、办理结果 (一)予以公开``); a column by the heads above it, merged ones included.  Where
the columns of cells are not known, as in a table that was pasted, figures stand in the order in which the pack lists
the columns, if they are as many, or else in that of the heads above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.document.parts import part_view
from checker.document.report import Report, once
from checker.document.tables import VALUE, Cells, ReportTable, TableCell
from checker.document.vocabulary import TableForm
from checker.patterns import Scan
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import HAN, SECTION_NUMBER
from checker.text.span import BLANK, Span

_LEVELS = tuple(
    lazy(pattern)
    for pattern in (
        SECTION_NUMBER,
        rf"[(][{HAN}]{{1,3}}[)]",
        r"\d{1,2} ?[.、]",
        r"[(]\d{1,2}[)]|[①-⑳]",
    )
)
_MOST_TABLES, _MOST_ROWS = 100, 400
"""Further tables of a report, and longer ones, are not held against a form: each row takes time."""
_APART = lazy(r"(?<=[\u3400-\u9fff]) {1,4}(?=[\u3400-\u9fff])")
_LEAST = 2
"""A table is known by so many of its rows and columns, or by all where it has fewer."""


class FormRow(NamedTuple):
    """A row of figures: the ids of the rows of the form that it is, its label, and its cells by the ids of columns.

    A column of the form may be several of the table.
    """

    ids: tuple[str, ...]
    label: Span
    cells: Mapping[str, Cells]


class FilledForm(NamedTuple):
    """A table of a report as a form has it; ``tables`` are those that hold it, in order."""

    form: TableForm
    rows: tuple[FormRow, ...]
    tables: tuple[ReportTable, ...]

    def rows_called(self, row: str) -> tuple[FormRow, ...]:
        """Return the rows that are one row of the form; of a form without rows, all."""
        return tuple(one for one in self.rows if row in one.ids) if self.form.rows else self.rows


@once
def filled_form(report: Report, name: str) -> FilledForm | None:
    """Return the table that a pack calls *name*, as it stands in the report; None where it does not."""
    return _find_form(report, next(one for one in report.vocabulary.tables if one.id == name))


def words_of(report: Report, cell: TableCell) -> str:
    """Return the words of a cell; none where they are still to be written."""
    return report.text[slice(*cell.span)].replace(BLANK, "").strip()


def _find_form(report: Report, form: TableForm) -> FilledForm | None:
    """Return the rows of all tables in the part that fit; where there are none there, those of a table that does so by itself."""
    spans = part_view(report, form.part).spans if form.part is not None else (report.body,)
    known = [one for one in report.tables[:_MOST_TABLES] if len(one.rows) <= _MOST_ROWS]
    inside = [one for one in known if any(span.start <= one.span.start < span.end for span in spans)]
    found = _together(report, form, inside)
    if found is None and form.part is not None:
        whole = filter(None, (_together(report, form, [one]) for one in known if one not in inside))
        found = max(whole, key=_fit, default=None)
    return found


def _fit(found: FilledForm) -> int:
    return len({name for row in found.rows for name in (*row.ids, *row.cells)})


def _together(report: Report, form: TableForm, tables: Iterable[ReportTable]) -> FilledForm | None:
    """Return the form that some tables hold together: of a row that several have, the first has it."""
    rows: list[FormRow] = []
    used: list[ReportTable] = []
    seen: set[str] = set()
    columns: set[str] = set()
    for table in tables:
        reader = _FormReader(report, form, table)
        new = [row for row in reader.filled_rows() if not form.rows or set(row.ids) - seen]
        blank = not form.rows and not used and len(reader.named) * 2 >= len(form.columns)  # heads over nothing
        if blank or (new and (form.rows or not used)):
            rows += new
            used.append(table)
            seen |= {name for row in new for name in row.ids}
            columns |= reader.named.union(*(row.cells for row in new))
    if len(seen) < min(_LEAST, len(form.rows)) or len(columns) < min(_LEAST, len(form.columns)):
        return None
    if not form.rows and len(columns) * 2 < len(form.columns):
        return None
    return FilledForm(form, tuple(rows), tuple(used))


class _FormReader:
    """Reads one table as a form has it."""

    def __init__(self, report: Report, form: TableForm, table: ReportTable) -> None:
        self._report = report
        self._form = form
        self._table = table
        self._heads: list[Cells] = []  # the rows of heads above
        self._columns: dict[str, list[int]] = {}  # the columns that they name, where columns are known
        self._above: list[TableCell] = []  # lines of labels alone, right above, where columns are not known
        self._numbered: list[tuple[int, TableCell]] = []  # the labels above that a label may belong to, by their levels

    @property
    def named(self) -> set[str]:
        """The columns of the form that the heads of the table have named so far."""
        return set(self._columns or self._heads_in_order())

    def filled_rows(self) -> Iterator[FormRow]:
        """Yield the rows of figures that the form names, from the top."""
        new_heads = True
        for row in self._full_rows():
            label = self._label_of_row(row)
            if len(row) == 1 and row[0].column == 1 and not self._table.even:  # the label of what stands below it
                self._above.append(row[0])
                continue
            ids = self._ids(label)
            self._above = []
            values = [cell for cell in row if self._is_value(cell)]
            if self._is_head(row, ids, values):
                self._heads = [row] if not new_heads else [*self._heads, row]
                new_heads = True
                continue
            if new_heads:
                self._name_columns()
                new_heads = False
            cells = self._cells_by_column(row, label)
            if cells and (ids or not self._form.rows):
                yield FormRow(ids, label[-1].span if label else row[0].span, cells)
        if new_heads:
            self._name_columns()

    def _full_rows(self) -> Iterator[Cells]:
        """Yield the rows with the cells that reach into them from above, from left to right."""
        reaching: list[TableCell] = []
        for row in self._table.rows:
            number = row[0].row
            reaching = [cell for cell in reaching if cell.row + cell.rows > number]
            yield tuple(sorted((*reaching, *row), key=lambda cell: cell.column))
            reaching += [cell for cell in row if cell.rows > 1]

    def _is_value(self, cell: TableCell) -> bool:
        return VALUE.fullmatch(words_of(self._report, cell)) is not None

    def _label_of_row(self, row: Cells) -> list[TableCell]:
        """Return the cells on the left of a row up to its first figure, blank ones left out, behind the numbered ones above."""
        label: list[TableCell] = []
        for cell in row:
            if self._is_value(cell):
                break
            if words_of(self._report, cell):
                label.append(cell)
        for cell in label:
            level = self._level_of_number(cell)
            if level:
                self._numbered = [*(one for one in self._numbered if one[0] < level), (level, cell)]
        lowest = next(filter(None, map(self._level_of_number, label)), 0)
        above = [cell for level, cell in self._numbered if level < lowest and cell not in label]
        return [*(above or self._above), *label] if lowest == 0 else [*above, *label]

    def _level_of_number(self, cell: TableCell) -> int:
        """Return the level of the number with which a label begins: 1 for 一、, 2 for （一）; 0 without one."""
        words = words_of(self._report, cell)
        return next((level for level, pattern in enumerate(_LEVELS, 1) if pattern.match(words)), 0)

    def _ids(self, label: Sequence[TableCell]) -> tuple[str, ...]:
        return _lists_named(self._report.scan, [self._joined_words(label)], self._form.rows)[0] if label else ()

    def _joined_words(self, cells: Iterable[TableCell]) -> str:
        """Return the words of cells with a blank between; those inside a cell only set its characters apart (总 计)."""
        return " ".join(filter(None, (_APART.sub("", words_of(self._report, cell)) for cell in cells)))

    def _is_head(self, row: Cells, ids: tuple[str, ...], values: Sequence[TableCell]) -> bool:
        """Return whether a row holds heads: no figures, and either no row of the form or several of its columns."""
        if values:
            return False
        if not self._form.rows:
            return any(words_of(self._report, cell) for cell in row)
        if not ids:
            return True
        own = _lists_named(self._report.scan, [self._joined_words([cell]) for cell in row], self._form.columns)
        return len({name for one in own for name in one}) > 1

    def _name_columns(self) -> None:
        """Find the columns that the heads above name; heads that name none, as those of a section, change nothing."""
        if not self._table.even:
            return
        last = max((cell.column + cell.columns for row in self._heads for cell in row), default=1)
        paths = [self._heads_above(column) for column in range(1, last)]
        found: dict[str, list[int]] = {}
        for column, names in enumerate(_lists_named(self._report.scan, paths, self._form.columns), 1):
            for name in names:
                found.setdefault(name, []).append(column)
        self._columns = found or self._columns

    def _heads_above(self, column: int) -> str:
        """Return the heads above a column; one that is blank is that on its left, where another stands below it."""
        path: list[TableCell] = []
        for row in self._heads:
            over = [cell for cell in row if cell.column <= column]
            words = [cell for cell in over if words_of(self._report, cell)]
            own = over[-1:] if row is self._heads[-1] else words[-1:]
            path += [cell for cell in own if cell not in path]
        return self._joined_words(path)

    def _cells_by_column(self, row: Cells, label: Sequence[TableCell]) -> dict[str, Cells]:
        """Return the cells of a row by the ids of columns."""
        if self._table.even and self._columns:
            return {
                name: cells
                for name, columns in self._columns.items()
                if (cells := self._cells_below(row, columns, label))
            }
        own = [cell for cell in row if cell.row == row[-1].row]
        for wanted in (list(self._form.columns), self._heads_in_order()):
            count = len(wanted)
            values = own[-count:] if count else []
            if values and len(own) - count <= max(len(label), 1) and self._are_values(own, count):
                return {name: (cell,) for name, cell in zip(wanted, values, strict=True)}
        return {}

    def _are_values(self, own: Sequence[TableCell], count: int) -> bool:
        """Return whether the last cells of a row are its figures, as many as there are columns."""
        filled = [not words_of(self._report, cell) or self._is_value(cell) for cell in own]
        return len(own) >= count and all(filled[-count:]) and not any(filled[:-count])

    def _heads_in_order(self) -> list[str]:
        """Return the columns that single heads name, in their order."""
        words = [self._joined_words([cell]) for row in self._heads for cell in row]
        named = _lists_named(self._report.scan, words, self._form.columns)
        return list(dict.fromkeys(names[0] for names in named if names))

    def _cells_below(self, row: Cells, columns: Sequence[int], label: Sequence[TableCell]) -> Cells:
        """Return the cells of a row in some columns; of those under one head, that which is filled in."""
        found: dict[TableCell | int, list[TableCell]] = {}
        for column in columns:
            cell = next((one for one in row if one.column <= column < one.column + one.columns), None)
            if cell is not None and cell not in label:
                head = next((one for one in self._heads[-1] if one.column <= column < one.column + one.columns), None)
                under = found.setdefault(head or column, [])
                if cell not in under:
                    under.append(cell)
        return tuple(cell for under in found.values() for cell in self._filled_in(under))

    def _filled_in(self, cells: list[TableCell]) -> list[TableCell]:
        return [cell for cell in cells if words_of(self._report, cell)] or cells[:1]


def _lists_named(scan: Scan, labels: Sequence[str], lists: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Return for each label the ids of the lists that have a hit in it."""
    text = "\n".join(labels)
    found = scan.of(text)
    at = 0
    named = []
    for label in labels:
        end = at + len(label)
        named.append(tuple(name for name, number in lists.items() if found.any_within(number, at, end)))
        at = end + 1
    return named
