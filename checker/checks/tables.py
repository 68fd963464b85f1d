"""The tables that a report must fill in, which a pack describes under ``tables``.

Of a ``table`` all three look at the cells in its rows and columns.  A cell holds a figure (with its unit or without), a
mark for none (``/``, ``—``, 无), nothing, or other words.

* ``table-filled``: no such table fails, ``missing``; a table whose cells are all blank fails, ``empty``; some blank cells are
  partial, ``blank``; rows or columns that are not there are partial, ``incomplete``.
* ``table-sums``: by ``new + carried = handled + open`` 收到12、结转3、办结14、下转1 passes, and with 办结13 it fails, ``sum``.
  What the pack takes for one row or column may be several of the table, and is their sum; a mark for none is 0, and a blank
  too where the balance holds with it.
* ``figure-matches``: 新收申请12件 beside a cell of 12 passes, beside 13 it fails, ``differs``.  Tables themselves are no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.checks.counting import counts_of
from checker.checks.figures import Amount, amount_of, as_printed, in_digits, slack_of
from checker.checks.outcome import SHOWN, Outcome, failed, partial, passed, skipped
from checker.document.figures import Figure
from checker.document.forms import FilledForm, filled_form, words_of
from checker.document.parts import part_view
from checker.document.report import Report
from checker.document.sentences import clause_at
from checker.document.tables import Cells, TableCell
from checker.records import Any, NamedTuple
from checker.text.span import Cover, Span
from checker.words import words

_NONE = Amount(0.0, 1.0, False, 1.0, "")


def filled(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Each cell of a table is filled in."""
    found = filled_form(report, options["table"])
    form = next(one for one in report.vocabulary.tables if one.id == options["table"])
    if found is None:
        return failed("missing", anchor=form.part, table=form.title)
    rows, columns = options.get("rows") or list(form.rows), options.get("columns") or list(form.columns)
    wanted = [row for row in found.rows if not form.rows or set(row.ids) & set(rows)]
    cells = list(dict.fromkeys(cell for row in wanted for name in columns for cell in row.cells.get(name, ())))
    blank = [cell for cell in cells if not _is_filled(report, cell, marks=options.get("marks", True))]
    values: dict[str, Any] = {"table": form.title, "cells": len(cells), "blank": len(blank)}
    if len(blank) == len(cells):
        return failed("empty", [found.tables[0].rows[0][0].span], **values)
    if blank:
        at = blank[0]
        row = next(row for row in wanted if any(at in cells for cells in row.cells.values()))
        column = next(name for name, cells in row.cells.items() if at in cells)
        values |= {"row": report.quote(row.label), "column": form.names[f"columns.{column}"], "count": len(blank)}
        return partial("blank", 1 - len(blank) / len(cells), [cell.span for cell in blank[:SHOWN]], **values)
    lacking = [form.names[f"rows.{name}"] for name in rows if not found.rows_called(name)]
    lacking += [form.names[f"columns.{name}"] for name in columns if not any(name in row.cells for row in wanted)]
    if lacking:
        share = 1 - len(lacking) / max(len(rows) + len(columns), 1)
        evidence = [table.rows[0][0].span for table in found.tables]
        return partial("incomplete", max(share, 0.0), evidence, missing=lacking, count=len(lacking), **values)
    return passed([table.rows[0][0].span for table in found.tables], **values)


def _is_filled(report: Report, cell: TableCell, *, marks: bool) -> bool:
    said = words_of(report, cell)
    return bool(said) and (marks or said not in words("figures.nothing"))


class Imbalance(NamedTuple):
    """A balance that does not hold: its words, where (the label of the column or row), both sums, and the cells."""

    balance: str
    where: str
    left: float
    right: float
    cells: tuple[TableCell, ...]


def sums(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The balances of a table hold."""
    found = filled_form(report, options["table"])
    if found is None:
        return skipped("no-table")
    judged = [
        *_of_rows(report, found, options.get("rows", ())),
        *_of_columns(report, found, options.get("columns", ())),
    ]
    faults = [one for one in judged if isinstance(one, Imbalance)]
    if faults:
        first = faults[0]
        evidence = dict.fromkeys(cell.span for fault in faults for cell in fault.cells)
        values: dict[str, Any] = {
            "table": found.form.title,
            "balance": first.balance,
            "where": first.where,
            "left": in_digits(first.left),
            "right": in_digits(first.right),
            "difference": in_digits(abs(first.left - first.right)),
            "count": len(faults),
        }
        return failed("sum", list(evidence)[:SHOWN], **values)
    good = [cell.span for one in judged if not isinstance(one, Imbalance) for cell in one]
    if not good:
        return skipped("nothing-to-compare")
    return passed(good[:SHOWN], table=found.form.title, count=len(judged))


def _of_rows(report: Report, found: FilledForm, balances: Iterable[str]) -> Iterator[Imbalance | Cells]:
    """Yield what comes of balances between rows: in each column that does not hold, the imbalance, else the cells that are equal."""
    names = found.form.names
    for balance in balances:
        for column in found.form.columns:
            sides = [
                [[cell for row in found.rows_called(name) for cell in row.cells.get(column, ())] for name in side]
                for side in _sides(balance)
            ]
            yield from _balance_results(
                report, sides, _balance_words(balance, names, "rows"), names[f"columns.{column}"]
            )


def _of_columns(report: Report, found: FilledForm, balances: Iterable[str]) -> Iterator[Imbalance | Cells]:
    """Yield what comes of balances between columns, in each row."""
    for balance in balances:
        for row in found.rows:
            sides = [[list(row.cells.get(name, ())) for name in side] for side in _sides(balance)]
            words = _balance_words(balance, found.form.names, "columns")
            yield from _balance_results(report, sides, words, report.quote(row.label))


def _sides(balance: str) -> list[list[str]]:
    return [side.split(" + ") for side in balance.split(" = ")]


def _balance_words(balance: str, names: Mapping[str, str], side: str) -> str:
    """Return a balance in the words of the form."""
    return " ".join(piece if piece in "+=" else names[f"{side}.{piece}"] for piece in balance.split(" "))


def _balance_results(
    report: Report, sides: Sequence[Sequence[Sequence[TableCell]]], words: str, where: str
) -> Iterator[Imbalance | Cells]:
    """Yield what comes of one balance; nothing where a cell is not there or holds no number."""
    both = [[cell for term in side for cell in term] for side in sides]
    cells = tuple(cell for side in both for cell in side)
    amounts = {cell: amount for cell in cells if (amount := _amount(report, cell)) is not None}
    written = {cell for cell in cells if words_of(report, cell)}
    is_whole = all(term for side in sides for term in side) and all(cell in amounts for cell in cells)
    if not is_whole or any(written.isdisjoint(side) for side in both):
        return
    due, got = (sum(amounts[cell].value for cell in side) for side in both)
    if abs(due - got) <= slack_of(amounts[cell].step for cell in cells):
        yield cells
    elif written.issuperset(cells):
        yield Imbalance(words, where, due, got, cells)


def _amount(report: Report, cell: TableCell) -> Amount | None:
    """Return what a cell counts; a blank, and a mark for none, is 0, and None is where it holds other words than a number."""
    said = words_of(report, cell)
    return amount_of(said) if said and said not in words("figures.nothing") else _NONE


class Differing(NamedTuple):
    """A figure of the text and the cells of a table that say something else."""

    figure: Figure
    cells: Cells
    amount: float
    row: str
    column: str


def figure_matches(report: Report, options: Mapping[str, Any]) -> Outcome:
    """What the text says is what the table says."""
    found = filled_form(report, options["table"])
    if found is None:
        return skipped("no-table")
    faults: list[Differing] = []
    good: list[Span] = []
    names = found.form.names
    for asked in options["figures"].values():
        column = asked["column"]
        rows = found.rows_called(asked.get("row", ""))
        cells = tuple(cell for row in rows for cell in row.cells.get(column, ()))
        amount = _sum_of_cells(report, cells)
        said = list(_said(report, asked["patterns"], options.get("part"))) if amount is not None else []
        if not said or amount is None:
            continue
        agreeing = [figure for figure in said if amount in (figure.value, as_printed(report, figure))]
        if agreeing:
            good += [agreeing[0].span, *(cell.span for cell in cells)]
        else:
            row = report.quote(rows[0].label) if found.form.rows else names[f"columns.{column}"]
            faults.append(Differing(said[0], cells, amount, row, names[f"columns.{column}"]))
    if faults:
        first = faults[0]
        evidence = [
            span for one in faults for span in (_span_of_thing(report, one.figure), *(cell.span for cell in one.cells))
        ]
        values: dict[str, Any] = {
            "figure": report.quote(_span_of_thing(report, first.figure)),
            "cell": in_digits(first.amount),
        }
        values |= {"row": first.row, "column": first.column, "table": found.form.title, "count": len(faults)}
        return failed("differs", list(dict.fromkeys(evidence))[:SHOWN], **values)
    return passed(good[:SHOWN], count=len(good)) if good else skipped("nothing-to-compare")


def _sum_of_cells(report: Report, cells: Cells) -> float | None:
    """Return the sum of cells that all hold a number; None where one does not."""
    amounts = [_amount(report, cell) for cell in cells if words_of(report, cell)]
    known = [amount.value for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(cells) else None


def _span_of_thing(report: Report, figure: Figure) -> Span:
    return counts_of(report).thing(figure).span


def _said(report: Report, patterns: int, part: str | None) -> Iterator[Figure]:
    """Yield the figures of the text that the words before them name, of the report's own year and exact."""
    counts = counts_of(report)
    spans = (report.body,) if part is None else part_view(report, part).spans
    in_tables = Cover(table.span for table in report.tables)
    seen: set[Figure] = set()
    for hit in report.hits_in(patterns, spans):
        if in_tables.meets(*hit):
            continue
        figure = next(iter(counts.between(hit.start, clause_at(report.text, hit.end - 1).end)), None)
        if figure is None or figure in seen or not counts.exact(figure):
            continue
        scope = counts.scope(figure)
        if scope.period or scope.planned or scope.change or not scope.is_of(report.reported_year):
            continue
        seen.add(figure)
        yield figure
