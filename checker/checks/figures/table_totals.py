"""Tables agree with themselves and with the text: totals of columns and rows, changes between two years.

A row counts as a total where its label ends with one of the ``total`` words, a column where it is one, or, for a change,
one of the ``change`` words.  A column is left out whose label has ``rates`` words, a table with ``among`` words (其中): not all of
its rows are parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.checks.figures import Amount, amount_of, in_digits, slack_of
from checker.document.figures import Counts, Figure
from checker.document.report import Report
from checker.document.tables import grids_within
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

_NOTHING = frozenset(("", "-", "--", "/", "无", "—", "0"))
_MOST_ROWS = 400
_MOST_TOTALS = 12
_LEAST = 2
"""A total has so many parts."""
_SHARE = 0.5
"""Of the rows of a column that is taken for a total or a change at least so many must be right."""
_PERCENT = "%"
_NAME = 4
"""So many characters name a thing."""
_YEAR = lazy(r"(?:19|20)\d\d|«figures.years»")
_BRACKETS = lazy(r"\([^()]{0,12}\)")
_TIME = lazy(
    r"^(?:(?:19|20)\d\d ?年度?|«figures.whole-time»|[一二三四五六七八九十]{1,2}是){1,3}|(?:«figures.whole-time»|«figures.having»)$"
)


class Cell(NamedTuple):
    """One cell: where its words stand, and what they are."""

    span: Span
    words: str
    amount: Amount | None

    @property
    def is_nothing(self) -> bool:
        """Whether the cell says that there is none, or says nothing."""
        return self.words in _NOTHING


_NO_HEAD = Cell(Span(0, 0), "", None)


class CountedTable(NamedTuple):
    """One table: its first full row, and those below that have as many cells.

    ``merged`` are the numbers of those in which a cell covers several columns: groups of others, or totals.  Where heads
    stand on several lines, merged, the first full row has numbers: then none has a head.
    """

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    merged: frozenset[int] = frozenset()


class Disagreement(NamedTuple):
    """A cell, what it should be by the cells beside it, and the label of its row and column."""

    reason: str
    cell: Cell
    due: str
    label: str
    others: tuple[Span, ...]


def find_disagreements(report: Report, options: Mapping[str, Any]) -> list[Disagreement]:
    """Return the cells of all tables of a report that do not fit those beside them."""
    if "total" not in options or not _may_have_tables(report):
        return []
    labels = _Labels(report, options)
    return [
        fault
        for table in _counted_tables(report, labels)
        for fault in (*_wrong_columns(table, labels), *_wrong_rows(table, labels), *_wrong_changes(table, labels))
    ]


class Twice(NamedTuple):
    """A figure of the text and the cell of a table that counts the same and says something else."""

    cell: Cell
    figure: Figure


def find_conflicts(report: Report, counts: Counts, options: Mapping[str, Any]) -> Iterator[Twice]:
    """Yield the figures of the text that a table contradicts: its row is called what the figure counts.

    Where the table has several columns of numbers the one counts that names the report's year.
    """
    if not _may_have_tables(report):
        return
    labels = _Labels(report, options)
    cells = {
        _without_unit(row[0].words): row[column]
        for table in _counted_tables(report, labels)
        for column in _of_the_year(report, table, labels)
        for row in table.rows
        if row[column].amount is not None and len(_without_unit(row[0].words)) >= _NAME
    }
    for figure in counts.figures if cells else ():
        words = _TIME.sub("", counts.thing(figure).before).strip()
        label = next((words[at:] for at in range(len(words) - _NAME + 1) if words[at:] in cells), None)
        if label is None or not _says_nothing(words.removesuffix(label), options.get("general", ())):
            continue
        line = report.text.rfind("\n", 0, figure.span.start) + 1
        amount = cells[label].amount
        if amount is None or report.text.startswith("|", line) or not counts.exact(figure):
            continue
        if amount.value != figure.value and counts.scope(figure).is_plain and figure.unit != _PERCENT:
            yield Twice(cells[label], figure)


def _says_nothing(words: str, general: Sequence[str]) -> bool:
    """Return whether words hold general ones (办理, 全市) alone."""
    for word in general:
        words = words.replace(word, "")
    return not _TIME.sub("", words).strip()


def _of_the_year(report: Report, table: CountedTable, labels: _Labels) -> list[int]:
    """Return the column whose numbers are of the report's year, where one can be told."""
    numeric = [
        column
        for column, head in enumerate(table.head)
        if column and not labels.says("rates", head) and not labels.is_one("change", head)
        if sum(row[column].amount is not None for row in table.rows) * 2 > len(table.rows)
    ]
    year = str(report.year.value) if report.year else "?"
    named = [column for column in numeric if year in table.head[column].words]
    return named if len(named) == 1 else numeric if len(numeric) == 1 else []


def _without_unit(label: str) -> str:
    """Return a label without its unit in brackets."""
    return _BRACKETS.sub("", label).strip()


class _Labels:
    """What the label of a row or column says, by lists of the rule's options."""

    def __init__(self, report: Report, options: Mapping[str, Any]) -> None:
        self._report = report
        self._options = options

    def says(self, name: str, cell: Cell) -> bool:
        """Return whether a label has a word of a list."""
        number = self._options.get(name)
        return number is not None and self._report.scan.any_within(number, *cell.span)

    def ends_with(self, name: str, cell: Cell) -> bool:
        """Return whether a label ends with a word of a list: 北港区小计."""
        number = self._options.get(name)
        hits = self._report.scan.within(number, *cell.span) if number is not None else ()
        return any(hit.end == cell.span.end for hit in hits)

    def is_one(self, name: str, cell: Cell) -> bool:
        """Return whether a label is a word of a list and nothing else."""
        number = self._options.get(name)
        return number is not None and self._report.scan.first_within(number, *cell.span) == cell.span


def _wrong_columns(table: CountedTable, labels: _Labels) -> Iterator[Disagreement]:
    """Yield totals of columns: the rows since the total before, or all rows that are none."""
    if any(labels.says("among", cell) for row in table.rows for cell in row[:2]):
        return
    totals = [
        number for number, row in enumerate(table.rows) if any(labels.ends_with("total", cell) for cell in row[:2])
    ]
    if len(totals) > _MOST_TOTALS:  # no table of figures; each total would be held against all rows
        return
    for column, head in enumerate(table.head):
        if not column or labels.says("rates", head):
            continue
        for at in totals:
            cell = table.rows[at][column]
            above = max((number + 1 for number in totals if number < at), default=0)
            parts = table.rows[above:at] if at else table.rows[1:]
            others = [number for number in range(len(table.rows)) if number not in totals]
            groups = [number for number in others if number in table.merged]
            single = [number for number in others if number not in table.merged]
            subtotals = [number for number in totals if number != at]
            choices = [[row[column] for row in parts]]
            choices += [[table.rows[one][column] for one in some] for some in (others, subtotals, groups, single)]
            fault = _wrong_total(cell, choices, table.rows[at][0].words or head.words)
            if fault is not None:
                yield fault


def _wrong_rows(table: CountedTable, labels: _Labels) -> Iterator[Disagreement]:
    """Yield totals of rows, in a column that is one in most rows."""
    for column, head in enumerate(table.head):
        if column < _LEAST or not labels.is_one("total", head):
            continue
        others = [at for at in range(1, len(table.head)) if at != column and not labels.says("rates", table.head[at])]
        found = [_wrong_total(row[column], [[row[at] for at in others]], row[0].words) for row in table.rows]
        yield from _if_few(found, [row[column] for row in table.rows])


def _wrong_changes(table: CountedTable, labels: _Labels) -> Iterator[Disagreement]:
    """Yield what is wrong with changes: the two columns before, the later less the earlier, or the other way round; as a number or in per cent."""
    for column, head in enumerate(table.head):
        if column <= _LEAST or not labels.is_one("change", head):
            continue
        percent = _PERCENT in head.words or labels.says("rates", head)
        ways = [
            [_change(row[column], row[one], row[other], percent=percent) for row in table.rows]
            for one, other in ((column - 2, column - 1), (column - 1, column - 2))
        ]
        dues = min(ways, key=lambda way: sum(due is not None for due in way))
        found = [
            Disagreement("table-change", row[column], due, row[0].words, (row[column - 2].span, row[column - 1].span))
            if due is not None
            else None
            for row, due in zip(table.rows, dues, strict=True)
        ]
        numbers = sum(row[column].amount is not None for row in table.rows)
        if numbers == 1 and all(_YEAR.search(table.head[at].words) for at in (column - 2, column - 1)):
            yield from filter(None, found)  # nothing else shows whether the column is a change, but its neighbours do
        yield from _if_few(found, [row[column] for row in table.rows])


def _if_few(found: Sequence[Disagreement | None], cells: Sequence[Cell]) -> list[Disagreement]:
    """Return the faults of a column, where most of it is right: else it is not what its label was taken for."""
    faults = [fault for fault in found if fault is not None]
    numbers = sum(cell.amount is not None for cell in cells)
    return faults if numbers > len(faults) >= 1 and len(faults) <= _SHARE * numbers else []


def _wrong_total(cell: Cell, choices: Sequence[Sequence[Cell]], label: str) -> Disagreement | None:
    """Return what is wrong with a total, which must be the sum of one of several choices of parts: of the nearest."""
    if cell.amount is None or cell.amount.unit == _PERCENT:
        return None
    due: tuple[float, Sequence[Cell]] | None = None
    for parts in choices:
        amounts = [part.amount for part in parts if not part.is_nothing]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < _LEAST or len(known) < len(amounts):
            continue
        amount = sum(one.value for one in known)
        if abs(amount - cell.amount.value) <= slack_of(one.step for one in (cell.amount, *known)):
            return None
        if due is None or abs(amount - cell.amount.value) < abs(due[0] - cell.amount.value):
            due = amount, parts
    if due is None:
        return None
    return Disagreement(
        "table-sum",
        cell,
        in_digits(due[0] / cell.amount.scale),
        label,
        tuple(part.span for part in due[1] if part.words),
    )


def _change(cell: Cell, before: Cell, behind: Cell, *, percent: bool) -> str | None:
    """Return what a change should be by the numbers before and behind it in time, where it is something else."""
    change, one, other = cell.amount, before.amount, behind.amount
    if change is None or one is None or other is None:
        return None
    due, slack = other.value - one.value, slack_of((change.step, one.step, other.step))
    if percent or change.unit == _PERCENT:
        if one.unit == _PERCENT or not one.value:
            return None
        due, slack = 100 * due / one.value, change.step
    if not change.signed:
        due = abs(due)
    if abs(due - change.value) <= slack:
        return None
    return f"{'+' if change.signed and due > 0 else ''}{in_digits(round(due / (1 if percent else change.scale), 2))}"


def _may_have_tables(report: Report) -> bool:
    return "|" in report.text or "\t" in report.document.text


def _counted_tables(report: Report, labels: _Labels) -> list[CountedTable]:
    """Return the tables of a report with at least two rows under their first full one."""
    found = []
    for grid in grids_within(report.text, report.tables, *report.body, by_column=True):
        rows = [_amounts_of(report, row) for row in (grid.labels, *grid.rows) if row]
        if _LEAST < len(rows) <= _MOST_ROWS:
            widest = max(map(len, rows))
            full = [number for number, row in enumerate(rows) if len(row) == widest]
            first = next((number for number in full if number not in grid.merged), full[0])
            head, merged = rows[first], [number in grid.merged for number in full if number > first]
            below = [rows[number] for number in full if number > first]
            counted = [cell.amount is not None for cell in head[1:]]
            if first and counted[-1] and counted == sorted(counted):  # labels, then numbers
                head, below, merged = (_NO_HEAD,) * widest, [head, *below], [first in grid.merged, *merged]
                below = [] if any(labels.says("rates", cell) for row in rows[:first] for cell in row) else below
            together = frozenset(number for number, is_merged in enumerate(merged) if is_merged)
            found.append(CountedTable(head, tuple(below), together))
    return found


def _amounts_of(report: Report, row: tuple[Span, ...]) -> tuple[Cell, ...]:
    words = [report.text[slice(*span)] for span in row]
    return tuple(Cell(span, word, amount_of(word)) for span, word in zip(row, words, strict=True))
