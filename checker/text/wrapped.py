"""Text whose lines were broken by their width, not by its paragraphs: which line ends to take out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.text.lazy_re import lazy

_LEAST_LINES = 12
_LEAST_WIDTH = 16
_WIDEST = 80
_SHARE = 0.35
"""So many of the lines with words must be full for a text to count as wrapped."""
_ENDS = "。;:!?：；！？”》)）|"
_BEGINS = lazy(
    r"[ \u3000]*(?:[一二三四五六七八九十]{1,3} ?[、.)．]|[(（] ?[一二三四五六七八九十\d]{1,3} ?[)）]|\d{1,2} ?[、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章部]|[|#>*-])"
)


def wrapped_line_ends(text: str) -> list[tuple[int, int]]:
    """The line ends (and the blanks that indent the next line) inside sentences of a wrapped text; else none.

    A text is wrapped where most lines have the width of the fullest ones and stop in mid-sentence.
    """
    lines = list(_lines(text))
    widths = Counter(end - start for start, end in lines if _LEAST_WIDTH <= end - start <= _WIDEST)
    if len(lines) < _LEAST_LINES or not widths:
        return []
    full = max(width for width, count in widths.items() if count >= max(widths.values()) / 2)
    torn = [
        number
        for number, (start, end) in enumerate(lines[:-1])
        if full - 2 <= end - start <= full and text[end - 1] not in _ENDS
    ]
    if len(torn) < len(lines) * _SHARE or _mostly_wider(lines, full):
        return []
    return [
        (lines[number][1], lines[number + 1][0])
        for number in torn
        if text.count("\n", lines[number][1], lines[number + 1][0]) == 1
        and not _BEGINS.match(text, lines[number + 1][0])
    ]


def _mostly_wider(lines: list[tuple[int, int]], full: int) -> bool:
    """Whether most of a text stands in lines that are longer than the width it is to be wrapped at."""
    lengths = [end - start for start, end in lines]
    return 2 * sum(length for length in lengths if length > full) > sum(lengths)


def _lines(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        first, last = start, end
        while first < last and text[first] in " \u3000\t":
            first += 1
        while last > first and text[last - 1] in " \u3000\t":
            last -= 1
        if first < last:
            yield first, last
        start = end + 1
