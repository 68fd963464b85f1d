"""The whole checklist of a report as one compact block: a sign and a title for each rule, as many to a line as fit."""

from __future__ import annotations

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
_SCORED = 0.05  # points: below it a group shows none


def checklist(assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """A heading with the counts, then a block for each group, its name and points at the left."""
    if assessment.pack is None:
        return []
    lines = [paint(line, "bold") for line in wrap(heading(assessment, view.lang), view.columns)]
    blocks = [(label(group, items, view.lang), items) for group, items in groups(assessment)]
    margin = max((width(name) for name, _ in blocks), default=0) + len(_GAP)
    for name, items in blocks:
        lines += _block(name, margin, items, view, paint)
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


def _block(name: str, margin: int, items: Sequence[Item], view: View, paint: Paint) -> list[str]:
    """The cells of a group one after the other; a line is broken between cells only."""
    room = max(view.columns - margin, 1)
    lines: list[str] = []
    cells: list[str] = []
    used = 0
    for item in items:
        title = truncate(safe.line(words.told(item.rule.title, view.lang)), max(room - _SIGN, 1))
        taken = width(title) + _SIGN
        if cells and used + len(_GAP) + taken > room:
            lines.append(_GAP.join(cells))
            cells, used = [], 0
        used += taken + (len(_GAP) if cells else 0)
        shade = "dim" if item.state == "skip" else ""
        cells.append(f"{paint(words.SYMBOLS[item.state], item.state)} {paint(title, shade) if shade else title}")
    lines.append(_GAP.join(cells))
    return [pad("" if number else name, margin) + line for number, line in enumerate(lines)]
