"""The whole checklist of a report as one compact block: a sign and a title for each rule, several to a line."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from checker.messages import say
from checker.render import safe, words
from checker.text.width import pad, truncate, width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.judging.model import Assessment, Item
    from checker.render.paint import Paint
    from checker.render.view import View
    from checker.rulebook.model import Group

_GAP = "  "
_SIGN = 2  # columns of a sign and the space after it
_SHORT = 20  # columns of a title: a longer one may be cut, so that three fit on a line of 80
_SCORED = 0.05  # points: below it a group shows none


def checklist(assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """Show a heading with the counts, then a block for each group; all cells have one width."""
    if assessment.pack is None:
        return []
    lines = _heading(assessment, view, paint)
    blocks = [
        (_labels(group, items, view.lang), items)
        for group in assessment.pack.groups
        if (items := [item for item in assessment.items if item.rule.group == group.id])
    ]
    margin = max((width(label) for labels, _ in blocks for label in labels), default=0) + len(_GAP)
    widest = max((width(_title(item, view)) for _, items in blocks for item in items), default=0)
    room = view.columns - margin
    across = max((room + len(_GAP)) // (min(widest, _SHORT) + _SIGN + len(_GAP)), 1)
    cell = min(widest, (room + len(_GAP)) // across - len(_GAP) - _SIGN)
    for labels, items in blocks:
        lines += _block(labels, margin, [_cell(item, cell, view, paint) for item in items], across)
    return lines


def _heading(assessment: Assessment, view: View, paint: Paint) -> list[str]:
    states = [item.state for item in assessment.items]
    counts = {"passed": "pass", "partial": "partial", "failed": "fail", "skipped": "skip"}
    text = say("report.checklist", view.lang, **{name: states.count(state) for name, state in counts.items()})
    return [paint(line, "bold") for line in wrap(text, view.columns)]


def _labels(group: Group, items: Sequence[Item], lang: str) -> list[str]:
    """Give the group's name and, below it, its points where it is scored."""
    title = safe.line(words.told(group.title, lang))
    possible = sum(item.possible for item in items)
    if possible < _SCORED:
        return [title]
    return [title, f"{sum(item.earned for item in items):.0f}/{possible:.0f}"]


def _title(item: Item, view: View) -> str:
    return safe.line(words.told(item.rule.title, view.lang))


def _cell(item: Item, columns: int, view: View, paint: Paint) -> str:
    title = pad(truncate(_title(item, view), columns), columns)
    sign = words.SYMBOLS[item.state]
    return f"{paint(sign, item.state)} {title if item.state != 'skip' else paint(title, 'dim')}"


def _block(labels: Sequence[str], margin: int, cells: Sequence[str], across: int) -> list[str]:
    rows = [_GAP.join(cells[at : at + across]) for at in range(0, len(cells), across)]
    return [(pad(label, margin) + row).rstrip() for label, row in zip_longest(labels, rows, fillvalue="")]
