"""Checklist and comparisons of a report on a terminal, as compact blocks.

Of the checklist a sign and a title for each rule, as many to a line as fit; what does not apply is counted, and where
there is little room so is what is met.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from checker.i18n import say
from checker.presentation import ItemView, ReportView
from checker.presentation.report import Answer
from checker.presentation.wording import SYMBOLS
from checker.records import NamedTuple
from checker.render.options import RenderOptions
from checker.render.terminal import Paint
from checker.text.width import pad, truncate, width, wrap

_GAP = "  "
_INDENT = "  "
_SIGN = 2  # columns of a sign and the space after it
_ORDER = ("pass", "skip")  # of what is counted
_ROW = 56  # columns of a row that has another one beside it
_SHORTEST = 24  # columns of each side, so that its words still say something


def checklist(view: ReportView, options: RenderOptions, paint: Paint, *, counted: Container[str]) -> list[str]:
    """Return a heading with the counts, then a block for each group, its name and points at the left.

    Items whose state is one of *counted* are not named.
    """
    if view.assessment.pack is None:
        return []
    lines = [paint(line, "bold") for line in wrap(view.checklist_heading, options.columns)]
    groups = view.groups()
    margin = max((width(group.label) for group in groups), default=0) + len(_GAP)
    for group in groups:
        cells = list(_cells(group.items, max(options.columns - margin, 1), view.lang, paint, counted))
        packed = _packed(cells, options.columns - margin)
        lines += [pad("" if number else group.label, margin) + line for number, line in enumerate(packed)]
    return lines


class _Cell(NamedTuple):
    """What no line is broken in, and its columns."""

    text: str
    taken: int


def _cells(items: Sequence[ItemView], room: int, lang: str, paint: Paint, counted: Container[str]) -> Iterator[_Cell]:
    """Yield the items by name, then how many there are of those that are *counted*."""
    states = [one.item.state for one in items]
    for one, state in zip(items, states, strict=True):
        if state not in counted:
            title, taken = _title(one.title, max(room - _SIGN, 1))
            yield _Cell(f"{paint(one.sign, state)} {paint(title, 'dim') if state == 'skip' else title}", taken + _SIGN)
    for state in _ORDER:
        if state in counted and state in states:
            count = say("report.checklist.count", lang, count=states.count(state))
            yield _Cell(f"{paint(SYMBOLS[state], state)} {count}", width(count) + _SIGN)


def _packed(cells: Sequence[_Cell], room: int) -> list[str]:
    """Return the cells one after the other, as many to a line as fit in *room*."""
    lines: list[list[str]] = []
    used = room
    for text, taken in cells:
        if used + len(_GAP) + taken > room:
            lines.append([])
            used = -len(_GAP)
        lines[-1].append(text)
        used += len(_GAP) + taken
    return [_GAP.join(line) for line in lines]


@lru_cache(maxsize=1_000)
def _title(title: str, room: int) -> tuple[str, int]:
    """Return a title as it stands in the block, and the columns that it takes: the same in each report."""
    cut = truncate(title, room)
    return cut, width(cut)


def comparisons(view: ReportView, options: RenderOptions, paint: Paint) -> list[str]:
    """Return a heading and the rows for every rule that compares, side by side where there is room for their words."""
    beside = 1 if options.verbose else max(options.columns // _ROW, 1)
    room = options.columns // beside - len(_INDENT)
    lines = []
    for one in view.comparisons():
        rows = [_INDENT + pad(_row(row, room, view.lang), room) for row in one.rows]
        lines.append(paint(one.heading, "bold"))
        lines += ["".join(rows[at : at + beside]).rstrip() for at in range(0, len(rows), beside)]
    return lines


def _row(row: Answer, room: int, lang: str) -> str:
    arrow, number = " → ", f"{row.number} "
    half = max((room - len(number) - len(arrow)) // 2, _SHORTEST)
    left = number + truncate(row.words, half) + arrow
    if not row.answers:
        return left + say("report.comparison.open", lang)
    first, *others = row.answers
    more = say("report.comparison.also", lang, numbers=[at for at, _ in others]) if others else ""
    return left + truncate(f"{first[0]} {first[1]}", max(room - width(left + more), _SHORTEST)) + more
