"""Tables that are no tables: forms whose first column holds the headings of a report and whose second its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_LABEL = 60
_LEAST_TEXT = 60
_LEAST_ROWS = 2
_MOST = 0.6  # of the characters
_ORDINAL = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]?")
_MARK = re.compile(r"[^\w\s]{1,2}")
_HAN_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}")


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether most of what stands in *rows* of cells are headings beside texts of sentences."""
    entries = characters = whole = 0
    for row in rows:
        cells = [cell for cell in row if cell]
        length = sum(map(len, cells))
        whole += length
        if _is_entry(cells):
            entries += 1
            characters += length
    return entries >= _LEAST_ROWS and characters >= _MOST * whole


def label_of(cells: Sequence[str]) -> tuple[str, int] | None:
    """Return the heading of a row of a form, and the number of the cell that holds its text; ``None`` for another row.

    A number in a cell of its own stands before the heading as it would in a line: ``一`` and ``工作进展`` are
    ``一、工作进展``.
    """
    places = [number for number, cell in enumerate(cells) if cell]
    found = [cells[number] for number in places]
    if not _is_entry(found):
        return None
    number, label = (found[0], found[1]) if len(found) == 3 else ("", found[0])
    if _MARK.fullmatch(number):
        number = ""
    if number and number[-1] not in "）)、.．":
        number += "、" if _HAN_ORDINAL.fullmatch(number) else "."
    return number + label, places[-1]


def _is_entry(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row that are not empty are a heading, its number or a mark before it, and a text."""
    if len(cells) < 2:
        return False
    *front, text = cells
    if len(front) == 2 and (_ORDINAL.fullmatch(front[0]) or _MARK.fullmatch(front[0])):
        del front[0]
    if len(front) != 1 or len(text) < _LEAST_TEXT or "。" not in text:
        return False
    return len(front[0]) <= _LONGEST_LABEL and "。" not in front[0] and not _ORDINAL.fullmatch(front[0])
