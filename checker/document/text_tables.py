"""Tables in a text: neighbouring lines of the form ``| cell | cell |``, their cells and the numbers in them."""

from __future__ import annotations

import re

from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

_LINE = lazy(r"^ *\|.*\| *$", re.M)
_NUMBER = lazy(r"(?P<sign>[+\-±])? ?(?P<value>\d[\d,]{0,14}(?:\.(?P<decimals>\d{1,6}))?) ?(?P<unit>[^\d.+\-]{0,4})")
_NOTHING = frozenset(("", "-", "--", "/", "无", "—", "0"))
_MOST_LINES = 400


class Amount(NamedTuple):
    """The number that a cell is: signed, and what its last digit stands for."""

    value: float
    step: float
    signed: bool
    unit: str


class Cell(NamedTuple):
    """One cell: where its words stand, and what they are."""

    span: Span
    words: str
    amount: Amount | None

    @property
    def is_nothing(self) -> bool:
        """Whether the cell says that there is none, or says nothing."""
        return self.words in _NOTHING


class TextTable(NamedTuple):
    """One table: its first row, and those below that have as many cells."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def find_text_tables(text: str, start: int, end: int) -> list[TextTable]:
    """Return the tables of a folded *text* between two offsets that have at least two rows under their first."""
    tables: list[TextTable] = []
    lines: list[Span] = []
    for match in _LINE.finditer(text, start, end):
        if lines and match.start() != lines[-1].end + 1:
            tables += _table(text, lines)
            lines = []
        lines.append(Span(*match.span()))
    return tables + _table(text, lines)


def _table(text: str, lines: list[Span]) -> list[TextTable]:
    if not 3 <= len(lines) <= _MOST_LINES:
        return []
    rows = [_cells(text, line) for line in lines]
    head = next((row for row in rows if len(row) == max(map(len, rows))), rows[0])
    below = rows[rows.index(head) + 1 :]
    return [TextTable(head, tuple(row for row in below if len(row) == len(head)))]


def _cells(text: str, line: Span) -> tuple[Cell, ...]:
    found = []
    at = text.index("|", line.start) + 1
    while (stop := text.find("|", at, line.end)) >= 0:
        words = text[at:stop].strip()
        first = at + text[at:stop].find(words) if words else at
        found.append(Cell(Span(first, first + len(words)), words, _amount(words)))
        at = stop + 1
    return tuple(found)


def _amount(words: str) -> Amount | None:
    match = _NUMBER.fullmatch(words)
    if match is None:
        return None
    value = float(match["value"].replace(",", ""))
    value = -value if match["sign"] == "-" else value
    return Amount(value, 0.1 ** len(match["decimals"] or ""), bool(match["sign"]), match["unit"])
