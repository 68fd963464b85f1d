"""``checker audit query``: an answer of a store as a table on the terminal, as csv or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from typing import Any, NamedTuple

from checker.audit.query import QueryTable, ask, unfinished
from checker.audit.store import Store, store_path
from checker.cli import stdio
from checker.i18n import has_message, say
from checker.presentation.escape import one_line
from checker.text.width import pad, truncate, width

FOUND, NONE = 0, 1
_WIDEST = 40  # columns of a cell, unless it is the last
_GAP = "  "
_FLAGS = ("last_year", "year_changed", "counted")
_CODED = {
    **{name: name for name in ("verdict", "grade", "state", "severity")},
    **{"item": "query.summary", "status": "query.status", "role": "query.role", "taken": "query.taken"},
}
"""Columns whose values are keys of the catalogue."""
_LONG = frozenset(("fix", "basis"))
"""Columns that csv and JSON have and a terminal has not: what stands before them would be cut for their sake."""


class Question(NamedTuple):
    """What is asked: the name of a question, and the rule or the unit that it is about."""

    name: str
    rule: str | None
    unit: str | None


def query(path: str, question: Question, form: str, lang: str) -> int:
    """Print the answer of the store at *path*, the file or its folder; 1 where there is no record."""
    with closing(Store(store_path(path))) as store:
        table = ask(store, question.name, rule=question.rule, unit=question.unit, lang=lang)
        kinds = {
            kind: title.get(lang) or next(iter(title.values()), kind) for kind, title in store.noted("kinds") or ()
        }
        why = unfinished(store)
        listed = store.connection.execute("SELECT count(*) FROM units").fetchone()[0]
    if why is not None:
        stdio.note(say(f"query.{why}", lang, path=one_line(path)))
    if form != "json" and "kind" in table.columns:
        at = table.columns.index("kind")
        table = table._replace(rows=[(*row[:at], kinds.get(row[at], row[at]), *row[at + 1 :]) for row in table.rows])
    if form == "json":
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        stdio.put_json(rows)
    elif form == "csv":
        from checker.render.csv import sheet

        stdio.put(sheet(_cells_in_words(table, lang)))
    elif table.rows:
        stdio.put("\n".join(_table_lines(table, lang)) + "\n")
    else:
        unknown = question.name == "missing" and not listed
        stdio.note(say("query.no-roster" if unknown else "query.none", lang))
    return FOUND if table.rows else NONE


def _cells_in_words(table: QueryTable, lang: str) -> list[list[str]]:
    """Return the headings of a table, then its rows, as people read them."""
    headings = [say(f"query.column.{name}", lang) for name in table.columns]
    return [headings, *([_cell_words(table, at, row, lang) for at in range(len(row))] for row in table.rows)]


def _cell_words(table: QueryTable, at: int, row: Sequence[Any], lang: str) -> str:
    """Return a value as people read it."""
    name, value = table.columns[at], row[at]
    if value is None:
        return ""
    key = "query.yes" if value else "query.no"
    if name not in _FLAGS:
        key = f"{_CODED.get(name, name)}.{value}"
    if name in (*_FLAGS, *_CODED) and has_message(key):
        return say(key, lang)
    if isinstance(value, float):
        return f"{value:.0%}" if name == "share" else f"{value:.1f}".removesuffix(".0")
    return one_line(str(value))


def _table_lines(table: QueryTable, lang: str) -> list[str]:
    """Return columns side by side; what does not fit the terminal's width is cut, the last column first."""
    cells = _cells_in_words(table, lang)
    shown = [at for at, name in enumerate(table.columns) if name not in _LONG]
    used = [at for at in shown if any(row[at] for row in cells[1:])]
    widths = {at: min(_WIDEST, max(width(row[at]) for row in cells)) for at in used}
    room = stdio.columns(sys.stdout) if stdio.is_terminal(sys.stdout) else None
    lines = []
    for row in cells:
        line = _GAP.join(
            row[at] if at == used[-1] else pad(truncate(row[at], widths[at]), widths[at]) for at in used
        ).rstrip()
        lines.append(line if room is None else truncate(line, room))
    return lines
