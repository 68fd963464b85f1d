"""Headings: which numbers begin one, and where its words end.

A heading stands alone on its line, runs into its text (``（一）强化领导。一是…``), or, where a capture lost the line ends,
somewhere inside one long line.  ``一是…二是…`` and numbers inside a sentence are no headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from checker.document.numbering import Mark, marks_at_lines, marks_inside
from checker.text.lazy_re import lazy

LINE = 90
"""A line of up to so many code points without a full stop is a heading as a whole."""
RUN_IN = 80
"""A heading that runs into its text is no longer than this."""
_LONG = 40
"""Numbers inside a paragraph are looked for from this length on."""
_GAP = 3
"""So many level-1 numbers may be missing between two headings inside one line (a part was cut out)."""
_SENTENCE_END = "。;:!?”》)… >*#"
_STOP = lazy(r"[。!?;:]|(?<![统唯之第万单专同])(?=一是)|(?:(?<=[^\W\d_])|(?<=[”》)])) +(?=[\w“《(])")
_EDGE = lazy(r"[*_#\s]+$")


class Heading(NamedTuple):
    """One heading: offsets of the number's start and of the end of its words; ``style`` None where it has no number."""

    start: int
    words: int
    end: int
    style: str | None
    value: int


def find_headings(text: str, known: Callable[[int, int], int | None]) -> list[Heading]:
    """The headings of a folded *text* in order.

    *known(start, end)* gives the end of the last words of the pack's vocabulary for headings between two offsets, or
    None: the last resort for a heading that nothing separates from its text.
    """
    marks = _accepted(text)
    found = []
    for number, mark in enumerate(marks):
        limit = marks[number + 1].start if number + 1 < len(marks) else len(text)
        line_end = text.find("\n", mark.end, limit)
        limit = limit if line_end < 0 else line_end
        end = _end_of_words(text, mark, limit, known)
        words = mark.end
        while words < end and text[words] == " ":
            words += 1
        if words < end:
            found.append(Heading(mark.start, words, end, mark.style, mark.value))
    return _once(text, found)


def _accepted(text: str) -> list[Mark]:
    at_lines = _nested(text, marks_at_lines(text))
    taken = {mark.end for mark in at_lines}
    inside = [mark for mark in _in_long_lines(text, marks_inside(text)) if mark.end not in taken]
    return list(_in_sequence(text, sorted([*at_lines, *inside]))) if inside else at_lines


def _nested(text: str, marks: list[Mark]) -> list[Mark]:
    """``一)`` stands below ``一、`` where a text has both, unless it goes on with the count of that by a slip."""
    main = below = 0
    found = []
    for mark in marks:
        if mark.style == "one" and text[mark.end - 1] == ")" and main and mark.value in (1, below + 1):
            below = mark.value
            found.append(mark._replace(style="two"))
            continue
        if mark.style == "one":
            main, below = mark.value, 0
        found.append(mark)
    return found


def _in_long_lines(text: str, marks: Iterable[Mark]) -> Iterable[Mark]:
    """Those of *marks* (in order) that stand in a line which may hold headings, as a row of a table may not."""
    end = -1
    may_hold = False
    for mark in marks:
        if mark.start >= end:
            start = text.rfind("\n", 0, mark.start) + 1
            end = text.find("\n", mark.end)
            end = len(text) if end < 0 else end
            may_hold = end - start >= _LONG and not (text[start] == "|" and text[end - 1] == "|")
        if may_hold:
            yield mark


def _in_sequence(text: str, marks: list[Mark]) -> Iterable[Mark]:
    """Numbers at a line's start, and of those inside a line the ones that continue their sequence."""
    at_lines = {(mark.style, mark.value): mark.start for mark in marks if mark.at_line}
    last = {"one": 0, "two": 0}
    for mark in marks:
        if mark.style in last:
            if not mark.at_line and not _continues(text, mark, last, at_lines):
                continue
            last[mark.style] = mark.value
            if mark.style == "one":
                last["two"] = 0
        yield mark


def _continues(text: str, mark: Mark, last: dict[str, int], at_lines: dict[tuple[str, int], int]) -> bool:
    """Whether a number inside a line is set off from what stands before it and comes next in its sequence."""
    before = text[mark.start - 1] if mark.start else " "
    separate = before in _SENTENCE_END
    ahead = mark.value - last[mark.style]
    if mark.style == "one":
        return separate and 1 <= ahead <= _GAP and at_lines.get(("one", mark.value), -1) < mark.start
    if separate:
        return ahead == 1 or mark.value == 1
    return ahead == 1 and before not in "第条、《〈" and _fresh(text, mark)


def _fresh(text: str, mark: Mark) -> bool:
    """Whether words of a heading, not a unit or a clause, stand on both sides of a number that nothing separates."""
    after = text[mark.end : mark.end + 4]
    return len(after) == 4 and all("\u4e00" <= char <= "\u9fff" for char in after) and text[mark.start - 1] != "十"


def _end_of_words(text: str, mark: Mark, limit: int, known: Callable[[int, int], int | None]) -> int:
    start = mark.end
    while start < limit and text[start] == " ":
        start += 1
    stop = _STOP.search(text, start, limit)
    if stop is None:
        end = limit if limit - start <= LINE else _last_resort(text, start, limit, known)
    elif text[stop.start()] != " ":
        end = stop.end() if stop.end() - start <= RUN_IN else _last_resort(text, start, limit, known)
        if limit - start <= LINE and text[stop.start()] in ";:" and stop.end() < limit:
            end = _colon(text, stop.end(), limit)
    elif limit - start <= LINE and "。" not in text[start:limit] and text[limit : limit + 1] in ("", "\n"):
        end = limit
    else:
        end = stop.start() if stop.start() - start <= RUN_IN else _last_resort(text, start, limit, known)
        if end - start < 4 and known(start, end) is None:
            end = _after_gap(text, start, limit, known)
    whole = _EDGE.search(text, start, end)
    return whole.start() if whole else end


def _colon(text: str, after: int, limit: int) -> int:
    """A short line with a colon inside is one heading, unless a full stop shows that text has begun."""
    return after if "。" in text[after:limit] or "是" in text[after : after + 3] else limit


def _after_gap(text: str, start: int, limit: int, known: Callable[[int, int], int | None]) -> int:
    """The end of words that a stray blank has torn (``四、 2026 年主要安排``)."""
    stop = re.compile(r"[。!?;:]").search(text, start, min(limit, start + RUN_IN))
    return stop.end() if stop else _last_resort(text, start, limit, known)


def _last_resort(text: str, start: int, limit: int, known: Callable[[int, int], int | None]) -> int:
    end = known(start, min(limit, start + RUN_IN))
    if end is not None:
        return end
    comma = re.compile(r"[,;:]").search(text, start, min(limit, start + RUN_IN))
    return comma.start() if comma else min(limit, start + RUN_IN // 2)


def _once(text: str, headings: list[Heading]) -> list[Heading]:
    """Without the headings of a table of contents, and of two printings of one heading the second."""
    later: dict[str, int] = {}
    kept = []
    for number in range(len(headings) - 1, -1, -1):
        heading = headings[number]
        words = text[heading.start : heading.end].replace(" ", "").rstrip("。.…0123456789:")
        after = headings[number + 1].start if number + 1 < len(headings) else len(text)
        bare = not text[heading.end : after].strip(" \n.…0123456789")
        if bare and heading.style in ("one", "chapter") and words in later:
            continue
        later[words] = number
        kept.append(heading)
    kept.reverse()
    return kept
