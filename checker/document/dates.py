"""The days of a report: the one it bears, and the one on which it was published."""

from __future__ import annotations

from checker.document.boilerplate import Tail, is_page_furniture, names_organ
from checker.document.title import Title
from checker.text.dates import Date, date_alone, date_between_blanks, date_with_label, published_date

_LINES_UNDER_TITLE = 4
_NEAR_TITLE = 60
_BEFORE_TITLE = 40


def date_under_title(text: str, title: Title | None, head: int) -> Date | None:
    """Return a date in brackets, or below the unit's name, in the first lines under the title, before offset *head*."""
    if title is None:
        return None
    start = text.find("\n", title.span.end) + 1
    signed = False
    for _ in range(_LINES_UNDER_TITLE):
        end = text.find("\n", start)
        if start <= 0 or end < 0 or start >= head:
            return None
        line = text[start:end].strip()
        if line.startswith("(") or (signed and "年" in line):
            found = date_alone(text, start, end)
            if found:
                return found
        signed = signed or names_organ(line)
        start = end + 1
    return None


def publication_date(text: str, title: Title | None, tail: Tail, head: int) -> Date | None:
    """Return the date that a page prints above the text, beside its title, or behind the report."""
    found = published_date(text, 0, head) or _date_beside_title(text, title)
    if found is None and tail.start < len(text):
        found = published_date(text, tail.start, len(text))
    return found


def _date_beside_title(text: str, title: Title | None) -> Date | None:
    """Return a date alone on a line above or right below the title, or between blanks right before it."""
    if title is None:
        return None
    below = title.span.end
    while text[below : below + 1] in ("\n", " "):
        below += 1
    below = text.find("\n", below)
    end = max(title.span.start, min(below if below >= 0 else 0, title.span.end + _NEAR_TITLE))
    start = 0
    while start < end:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        found = date_alone(text, start, stop)
        if found and not text[start:stop].lstrip().startswith("("):
            return found
        labelled = date_with_label(text, start, stop)
        if labelled and is_page_furniture(labelled[1]):  # 2024年3月1日 来源:某某市水利局
            return labelled[0]
        start = stop + 1
    return date_between_blanks(text, max(0, title.span.start - _BEFORE_TITLE), title.span.start)
