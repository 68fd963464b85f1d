"""The table of a rule that compares two parts: each item of one with those of the other that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.engine.model import Assessment
from checker.i18n import say
from checker.render import safe, words
from checker.render.colour import Paint
from checker.render.view import View
from checker.text.width import pad, truncate, width

_INDENT = "  "
_ROW = 56  # columns of a row that has another one beside it
_SHORTEST = 24  # columns of each side, so that its words still say something


def comparisons(assessment: Assessment, view: View, paint: Paint) -> list[str]:
    """A heading and the rows for every rule that compares; nothing where none does."""
    lines = []
    for item in assessment.items:
        if item.table:
            title = safe.line(words.told(item.rule.title, view.lang))
            lines += [paint(say("report.comparison", view.lang, title=title), "bold"), *_rows(item.table, view)]
    return lines


def cells(row: Mapping[str, Any], lang: str) -> tuple[str, str, str]:
    """A row for a table: the number, the words, and all that answers them."""
    answers = [f"{number} {said}" for number, said in zip(row["answers"], row["answer_words"], strict=False)]
    told = ("；" if lang == "zh" else "; ").join(answers) or say("report.comparison.open", lang)
    return str(row["item"]), str(row["words"]), told


def _rows(table: Sequence[Mapping[str, Any]], view: View) -> list[str]:
    """The rows, side by side where there is room for their words."""
    beside = 1 if view.verbose else max(view.columns // _ROW, 1)
    room = view.columns // beside - len(_INDENT)
    told = [_INDENT + pad(_row(row, room, view.lang), room) for row in table]
    return ["".join(told[at : at + beside]).rstrip() for at in range(0, len(told), beside)]


def _row(row: Mapping[str, Any], room: int, lang: str) -> str:
    arrow, number = " → ", f"{row['item']} "
    half = max((room - len(number) - len(arrow)) // 2, _SHORTEST)
    left = number + truncate(safe.line(row["words"]), half) + arrow
    if not row["answers"]:
        return left + say("report.comparison.open", lang)
    told = f"{row['answers'][0]} {safe.line(row['answer_words'][0])}"
    more = say("report.comparison.also", lang, numbers=row["answers"][1:]) if len(row["answers"]) > 1 else ""
    return left + truncate(told, max(room - width(left + more), _SHORTEST)) + more
