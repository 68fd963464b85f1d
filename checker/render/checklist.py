"""The checklist of a report as one compact block: a sign and a title for each rule, as many to a line as fit.

What does not apply is counted, and where there is little room so is what is met.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.engine.model import Assessment, Item
from checker.i18n import say
from checker.render import safe, words
from checker.render.colour import Paint
from checker.render.view import View
from checker.rulebook.model import Group
from checker.text.width import pad, truncate, width, wrap

_GAP = "  "
_SIGN = 2  # columns of a sign and the space after it
_SCORED = 0.05  # points: below it a group shows none
_ORDER = ("pass", "skip")  # of what is counted


def checklist(assessment: Assessment, view: View, paint: Paint, *, counted: Container[str]) -> list[str]:
    """A heading with the counts, then a block for each group, its name and points at the left.

    Items whose state is one of *counted* are not named.
    """
    if assessment.pack is None:
        return []
    lines = [paint(line, "bold") for line in wrap(heading(assessment, view.lang), view.columns)]
    blocks = [(label(group, items, view.lang), items) for group, items in groups(assessment)]
    margin = max((width(name) for name, _ in blocks), default=0) + len(_GAP)
    for name, items in blocks:
        cells = list(_cells(items, max(view.columns - margin, 1), view.lang, paint, counted))
        packed = _packed(cells, view.columns - margin)
        lines += [pad("" if number else name, margin) + line for number, line in enumerate(packed)]
    return lines


def groups(assessment: Assessment) -> list[tuple[Group, list[Item]]]:
    """The groups that have items, each with them, in the order of the pack."""
    if assessment.pack is None:
        return []
    sorted_out = [
        (group, [item for item in assessment.items if item.rule.group == group.id]) for group in assessment.pack.groups
    ]
    return [(group, items) for group, items in sorted_out if items]


def heading(assessment: Assessment, lang: str) -> str:
    """What stands above the checklist: how many items came out how."""
    states = [item.state for item in assessment.items]
    counts = {"passed": "pass", "partial": "partial", "failed": "fail", "skipped": "skip"}
    return say("report.checklist", lang, **{name: states.count(state) for name, state in counts.items()})


def label(group: Group, items: Sequence[Item], lang: str) -> str:
    """The group's name and, where it is scored, its points."""
    title = safe.line(words.told(group.title, lang))
    possible = sum(item.possible for item in items)
    return title if possible < _SCORED else f"{title} {sum(item.earned for item in items):.0f}/{possible:.0f}"


class _Cell(NamedTuple):
    """What no line is broken in, and its columns."""

    text: str
    taken: int


def _cells(items: Sequence[Item], room: int, lang: str, paint: Paint, counted: Container[str]) -> Iterator[_Cell]:
    """The items by name, then how many there are of those that are *counted*."""
    for item in items:
        if item.state not in counted:
            title, taken = _title(words.told(item.rule.title, lang), max(room - _SIGN, 1))
            shown = paint(title, "dim") if item.state == "skip" else title
            yield _Cell(f"{paint(words.SYMBOLS[item.state], item.state)} {shown}", taken + _SIGN)
    states = [item.state for item in items]
    for state in _ORDER:
        if state in counted and state in states:
            count = say("report.checklist.count", lang, count=states.count(state))
            yield _Cell(f"{paint(words.SYMBOLS[state], state)} {count}", width(count) + _SIGN)


def _packed(cells: Sequence[_Cell], room: int) -> list[str]:
    """The cells one after the other, as many to a line as fit in *room*."""
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
    """A title as it stands in the block, and the columns that it takes: the same in each report."""
    shown = truncate(safe.line(title), room)
    return shown, width(shown)
