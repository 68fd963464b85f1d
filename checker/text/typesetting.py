"""What typesetting has put into a text, and no author wrote: ends of lines, numbers and heads of pages, blanks.

It is there where a text was copied from a pdf or a mail, or was recognised.  All texts here are in one spelling already
(:mod:`checker.text.fold`); ranges are offsets, in code points, of what is to be left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, SECTION_NUMBER
from checker.text.span import Cover


def of_typesetting(text: str) -> list[tuple[int, int]]:
    """Return the ranges of *text* that no author wrote, in no order; some may overlap."""
    numbers = page_numbers(text)
    return [*numbers, *wrapped_line_ends(text, numbers), *spread_blanks(text)]


_NUMBER = r" *(?:[-·]{1,2} ?\d{1,3} ?[-·]{1,2}|第 ?\d{1,3} ?页(?: ?,? ?共 ?\d{1,3} ?页)?) *"
_PAGE_NUMBER = lazy(rf"\n{_NUMBER}(?=\n|\Z)")
_BARE_NUMBER = lazy(r"\n *(\d{1,3}) *(?=\n|\Z)")
_PAGE = 400
"""A page holds so many characters at least."""
_WORDS_BEHIND = lazy(r"\s*(?P<words>[^\n]+)")


def page_numbers(text: str) -> list[tuple[int, int]]:
    """Return the lines that hold the number of a page, each with the line end before it.

    The same line behind several is the head of each page and goes with them, but for the first time that it is said: it may
    bear a mark of secrecy.  Behind a comma the blank lines go too, for a sentence runs on to the next page.
    """
    found = {match.span() for match in _PAGE_NUMBER.finditer(text)}
    for one, other in pairwise(_BARE_NUMBER.finditer(text)):
        if int(other[1]) == int(one[1]) + 1 and other.start() - one.end() >= _PAGE:
            found |= {one.span(), other.span()}
    behind = {end: match for _, end in found if (match := _WORDS_BEHIND.match(text, end))}
    often = Counter(match["words"] for match in behind.values())
    first = _WORDS_BEHIND.match(text)
    said = {first["words"]} if first else set()
    numbers = []
    for start, end in sorted(found):
        head = behind.get(end)
        stop = head.end() if head and often[head["words"]] > 1 and head["words"] in said else end
        said |= {head["words"]} if head else set()
        following = _WORDS_BEHIND.match(text, stop) if text[start - 1 : start] in (",", "、") else None
        numbers.append((start, following.start("words") if following else stop))
    return numbers


_LEAST_LINES = 12
_LEAST_WIDTH = 16
_WIDEST = 80
_SLACK = 2.5
"""A full line is so much narrower at most than the widest: no line begins with a comma, nor ends with an opening bracket."""
_SET_IN = 2
"""The first line of a paragraph is indented by so many characters."""
_OVER = 1
"""A stop and a bracket behind one are left on the line."""
_LEAST_TORN = 5
_TORN = 0.6
"""So many of the full lines must stop in mid-sentence for a text to count as wrapped."""
_WIDER = 0.05
"""So many lines may be wider than full ones, as those of tables are."""
_STOPS = "。;:!?|"
_WORDS_OF_LINE = lazy(r"[^\n\t \u3000](?:[^\n]*[^\n\t \u3000])?")
_NARROW = lazy(r"[0-9A-Za-z.%-]")
_BEGINS = lazy(rf"[ \u3000]*(?:{SECTION_NUMBER}|{ITEM_NUMBER}|[|#>*-])")


def wrapped_line_ends(text: str, numbers: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the line ends (with the blanks, and the *numbers* of pages, behind them) inside paragraphs of a wrapped text.

    A text is wrapped where next to no line is wider than the full ones, and most of these stop in mid-sentence.  The width
    is one of characters, of which those of a word in Latin letters and of a number take half, or all take the same.
    """
    lengths = [len(line) for line in text.split("\n")]
    if 2 * sum(length for length in lengths if length > _WIDEST) > sum(lengths):
        return []
    pages, of_pages = {start for start, _ in numbers}, Cover(numbers)
    lines = [line for line in (match.span() for match in _WORDS_OF_LINE.finditer(text)) if not of_pages.holds(*line)]
    if len(lines) < _LEAST_LINES:
        return []
    lengths = [end - start for start, end in lines]
    indents = [start - text.rfind("\n", 0, start) - 1 for start, _ in lines]
    margin = min(indents)
    wide = [length + min(indent, _SET_IN) for length, indent in zip(lengths, indents, strict=True)]
    ems = [width - len(_NARROW.findall(text, *line)) / 2 for width, line in zip(wide, lines, strict=True)]
    full = max(_full_lines(text, lines, ems), _full_lines(text, lines, wide), key=len)
    opens = [
        indent > margin or (behind not in pages and text.count("\n", behind, start) > 1)
        for indent, (_, behind), (start, _) in zip(indents[1:], lines, lines[1:], strict=False)
    ]
    # Where paragraphs are set off, a line that is not goes on with the one before, even if that ends with a stop; but a
    # short line without one is a heading.
    ended = [number for number in range(len(opens)) if number not in full]
    set_off = 2 * sum(opens[number] for number in ended) > len(ended)
    return [
        (lines[number][1], lines[number + 1][0])
        for number in sorted(full)
        if not opens[number]
        and (
            text[lines[number][1] - 1] not in _STOPS
            or (set_off and (number + 1 in full or text[lines[number + 1][1] - 1] in _STOPS))
        )
        and not _BEGINS.match(text, lines[number + 1][0])
    ]


def _full_lines(text: str, lines: list[tuple[int, int]], widths: Sequence[float]) -> set[int]:
    """Return the numbers of the lines of a wrapped text that are full; none where it is not wrapped at these *widths*."""
    counted = Counter(widths)
    full = max(
        counted, key=lambda width: (sum(counted[width - less / 2] for less in range(int(2 * _SLACK) + 1)), width)
    )
    found = {number for number, width in enumerate(widths[:-1]) if full - _SLACK <= width <= full + _OVER}
    torn = sum(text[lines[number][1] - 1] not in _STOPS for number in found)
    wider = sum(width > full + _OVER for width in widths)
    wrapped = full >= _LEAST_WIDTH and torn >= max(_LEAST_TORN, _TORN * len(found)) and wider <= _WIDER * len(lines)
    return found if wrapped else set()


_MARKS = ",。;:、!?()《》“”【】〔〕"
_LONE = lazy(r" [^\W\d_] ")
_UNIT = r"(?:[\u3400-\u9fff]|\d{1,4}|[、,()《》])"
_SPREAD = lazy(rf"(?<![^\s|:(《]){_UNIT}(?: {{1,3}}{_UNIT}){{2,60}}(?![^\s|:)》])")
"""A title or a label whose characters stand apart."""
_DATE = lazy(
    r" (?<=\d )(?:(?=\d \d \d ?年)|(?<=\d \d )(?=\d \d ?年)|(?<=\d \d \d )(?=\d ?年)"
    r"|(?:(?<=[年月]\d )|(?<=[年月] \d ))(?=\d ?[月日]))"
)
"""The blanks between the digits of a date, as in a title whose letters are set wide: 2 0 2 5年."""
_SPREAD_LEAST = 3
_WIDE = lazy(r" (?<=[报总汇] ) {0,5}(?=[告结报] *(?:\n|\Z))")
"""The blanks in a word at the end of a title that is set wide: 报  告, 总  结, 汇  报."""
_HEAD = 2000
"""A title stands within so many characters."""
_GAP = lazy(rf"(?<=[\u3400-\u9fff{_MARKS}]) {{1,3}}(?=[\u3400-\u9fff\d{_MARKS}])|(?<=\d) {{1,3}}(?=[\u3400-\u9fff])")
_BESIDE_DIGITS = lazy(rf" (?:(?<=[\u3400-\u9fff{_MARKS}] )(?=\d)|(?<=\d )(?=[\u3400-\u9fff]))")
_OF_NUMBER = frozenset("0123456789.%")
_LONGEST_NUMBER = 12
_HAN = lazy(r"[\u3400-\u9fff]")
_RUNNING = 20
"""A line of so many Han characters with a stop is running text."""
_GAPS = 0.15
"""So many blanks for each Han character no author sets."""


def spread_blanks(text: str) -> list[tuple[int, int]]:
    """Return the blanks between characters of *text* that recognition, justification or typesetting has put there.

    Of a running line they are most of its blanks where there is one for every few characters, and of all lines where
    most running ones are so; of a short line where each character stands apart; of a title those in its last word (报  告);
    of a date those between its digits; and those that set digits off from words (2025 年), but for a number that leads a line.
    """
    found = [match.span() for match in _WIDE.finditer(text, 0, _HEAD)]
    if text.count(" ") < _SPREAD_LEAST:
        return found
    for match in _LINE.finditer(text):
        prose = "。" in match[0] or "," in match[0]
        blanks = _BESIDE_DIGITS.finditer(text, *match.span()) if " " in match[0] else ()
        found += [blank.span() for blank in blanks if _sets_off(text, blank.start(), prose=prose)]
    if text.count(" ") * 16 > len(text):  # else no share of it can be spread
        lines = [match.span() for match in _LINE.finditer(text)]
        running = [line for line in lines if _is_running_text(text, *line)]
        spread = [line for line in running if _is_spread(text, *line)]
        for line in lines if 2 * len(spread) > len(running) else spread:
            found += [gap.span() for gap in _GAP.finditer(text, *line)]
    found += [match.span() for match in _DATE.finditer(text)]
    if _LONE.search(text):
        for match in _SPREAD.finditer(text):
            if len(_HAN.findall(match.group())) >= _SPREAD_LEAST:
                found += [
                    (match.start() + gap.start(), match.start() + gap.end()) for gap in _BLANKS.finditer(match.group())
                ]
    return sorted(set(found))


def _sets_off(text: str, at: int, *, prose: bool) -> bool:
    """Return whether the blank *at* sets a number off as typesetting does: on both sides, but where a stop or the line ends it.

    Outside of *prose*, where it may part two cells, only a year is surely set off so.
    """
    start, end = (at + 1, at + 1) if text[at + 1].isdecimal() else (at, at)
    while end - at < _LONGEST_NUMBER and text[end : end + 1] in _OF_NUMBER:
        end += 1
    while at - start < _LONGEST_NUMBER and text[start - 1 : start] in _OF_NUMBER:
        start -= 1
    before, behind = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    is_year = end - start == len("2025") and text[end : end + 2].lstrip().startswith("年")
    if before == "\n" or not prose:  # else it may count what follows: 1 概况
        return is_year
    return (before in _MARKS or (before == " " and _HAN.match(text, start - 2) is not None)) and (
        behind in _MARKS or behind == "\n" or (behind == " " and _HAN.match(text, end + 1) is not None)
    )


_LINE = lazy(r"[^\n]+")
_BLANKS = lazy(r" +")


def _is_running_text(text: str, start: int, end: int) -> bool:
    return end - start > _RUNNING and ("。" in text[start:end] or "," in text[start:end])


def _is_spread(text: str, start: int, end: int) -> bool:
    gaps = len(_GAP.findall(text, start, end))
    return gaps > 0 and gaps >= _GAPS * len(_HAN.findall(text, start, end))
