"""The table of a rule that compares two parts: each item of one with those of the other that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.messages import say
from checker.render import safe, words
from checker.text.width import truncate, width

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from checker.judging.model import Assessment
    from checker.render.paint import Paint
    from checker.render.view import View

_INDENT = "  "
_SHORTEST = 24  # columns of each side, so that its words still say something


def comparisons(assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """A heading and a line for each item, for every rule that compares; nothing where none does."""
    lines = []
    for item in assessment.items:
        if item.table:
            title = safe.line(words.told(item.rule.title, view.lang))
            lines += ["", paint(say("report.comparison", view.lang, title=title), "bold")]
            lines += [_INDENT + _row(row, view) for row in item.table]
    return lines


def cells(row: Mapping[str, Any], lang: str) -> tuple[str, str, str]:
    """A row for a table: the number, the words, and all that answers them."""
    answers = [f"{number} {said}" for number, said in zip(row["answers"], row["answer_words"], strict=False)]
    told = ("；" if lang == "zh" else "; ").join(answers) or say("report.comparison.open", lang)
    return str(row["item"]), str(row["words"]), told


def _row(row: Mapping[str, Any], view: View) -> str:
    arrow, number = " → ", f"{row['item']} "
    room = max((view.columns - len(_INDENT) - len(number) - len(arrow)) // 2, _SHORTEST)
    left = truncate(safe.line(row["words"]), room)
    if not row["answers"]:
        return number + left + arrow + say("report.comparison.open", view.lang)
    told = f"{row['answers'][0]} {safe.line(row['answer_words'][0])}"
    more = say("report.comparison.also", view.lang, numbers=row["answers"][1:]) if len(row["answers"]) > 1 else ""
    used = width(_INDENT + number + left + arrow + more)
    return number + left + arrow + truncate(told, max(view.columns - used, _SHORTEST)) + more
