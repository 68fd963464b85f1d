"""The form of a text in which it is searched: one spelling for what a reader takes as the same.

Full-width punctuation and digits become half-width (published texts have both), all dashes one (where one stands for the
number 一, that number), all spaces one, radicals and compatibility forms the characters that they look like, traditional
characters simplified.  Each of these keeps its length, so offsets stay.  What does not is dropped, and offsets are mapped
back: readings that a faulty conversion has put behind characters, ``統(tǒng)``; line ends in mid-sentence of a text that was
wrapped at a width; characters that nobody sees; blanks between the characters of a text that was recognised or justified.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from checker.records import Any
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, ITEM_NUMBER, SECTION_NUMBER
from checker.text.span import Cover, Span, blot, mask
from checker.words import pairs

_DASHES = dict.fromkeys("‐‑‒–—―－−﹣~～〜﹘─━", "-")
_SPACES = dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
)
_UNSEEN = lazy("[\u00ad\u180b-\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]+")
"""Joiners, marks of direction, selectors of a variant."""
_KEPT = dict.fromkeys("、。“”‘’《》〈〉【】…〔〕·", "")
_FORMS: dict[str, str] = {
    **_DASHES,
    **_SPACES,
    **{char: char for char in _KEPT},
    "﹝": "〔",
    "﹞": "〕",
    "［": "[",
    "］": "]",
    "〝": "“",
    "〞": "”",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "＂": '"',
    "｡": "。",
}
_EVERYWHERE = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "ー": "-"}
_UNCOMMON = lazy(r"[^\u3400-\u9fff\n -~、。“”‘’《》〈〉【】…〔〕·]")
"""What may have another form.  No ``+`` behind it: ``re`` skips quickly to a class that stands alone."""
_ALIKE = lazy("[\uf900-\ufaff\uff10-\uff5a\U0002f800-\U0002fa1f]")
"""Letters, digits and ideographs that have another form; ``①`` has none."""
_DASH_AND_NEXT = (("-、", "二、"), ("-)", "二)"), ("-是", "二是"))
"""A dash in the place of 一, and the number behind it, without which it is a dash."""
_DASH_FOR_ONE = lazy(rf"((?:^[ #>*]*|[。;:,] ?)\(? ?[{HAN}]{{0,2}})-(?= ?[、)]|是)", MULTILINE)
_TRADITIONAL = "設國關黨會務員報導進實"
"""Characters of which a traditional text of this kind has at least one, and a simplified one none."""
_TONES = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ")
_SIMPLIFIED: dict[str, str] = {}
_READING = lazy(r"(?<=[^\W\d_])\([a-zA-ZüÜ]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ][a-z]{0,4}\)")


class Folded:
    """A folded text with the way back to the offsets of the original."""

    __slots__ = ("_added", "_cuts", "keeps_offsets", "odd", "text")

    def __init__(self, text: str, cuts: list[int], added: list[int], odd: frozenset[str]) -> None:
        self.text = text
        self.odd = odd
        """The characters of the original that are neither words nor common punctuation."""
        self.keeps_offsets = not cuts
        """Whether every character stands where it stood in the original."""
        self._cuts = cuts
        self._added = added

    def origin(self, offset: int) -> int:
        """Return the offset in the original of the character at *offset* of the folded text."""
        if not self._cuts:
            return offset
        return offset + self._added[bisect_right(self._cuts, offset)]

    def origin_end(self, offset: int) -> int:
        """Return the offset in the original at which a range ends that ends at *offset* of the folded text."""
        return self.origin(offset - 1) + 1 if offset else 0

    def place_of(self, offset: int) -> int:
        """Return the offset of the folded text at which the character at *offset* of the original stands, or the next one left."""
        return offset if not self._cuts else bisect_left(range(len(self.text) + 1), offset, key=self.origin)

    def masked(self, spans: Iterable[Span]) -> Folded:
        """Return the same with the letters and digits of *spans* (of the folded text) made unreadable."""
        return Folded(mask(self.text, spans), self._cuts, self._added, self.odd)

    def blotted(self, spans: Iterable[Span]) -> Folded:
        """Return the same with the characters of *spans* (of the folded text) replaced by such as say nothing."""
        return Folded(blot(self.text, spans), self._cuts, self._added, self.odd)


def fold(text: str) -> Folded:
    """Return the folded form of *text*."""
    text, odd = _spelled(text)
    if any(dash in text and following in text for dash, following in _DASH_AND_NEXT):
        text = _DASH_FOR_ONE.sub(r"\1一", text)
    numbers = page_numbers(text)
    dropped = [*numbers, *wrapped_line_ends(text, numbers), *spread_blanks(text)]
    if any(map(_UNSEEN.match, odd)):
        dropped += [match.span() for match in _UNSEEN.finditer(text)]
    simplified = _in_simplified(text)
    if simplified is not text and not _TONES.isdisjoint(text):
        dropped += [match.span() for match in _READING.finditer(simplified)]
    text = simplified
    return Folded(*_without_ranges(text, dropped), odd) if dropped else Folded(text, [], [], odd)


def fold_pattern(pattern: str) -> str:
    """Return a pattern in the spelling of folded texts; its syntax is ASCII and stays."""
    return _in_simplified(_spelled(pattern)[0])


def _in_simplified(text: str) -> str:
    """Return a text in simplified characters: the same where it holds none of those that tell a traditional one."""
    if any(char in text for char in _TRADITIONAL):
        for char in set(text):
            text = text.replace(char, _simplified(char))
    return text


def _spelled(text: str) -> tuple[str, frozenset[str]]:
    """Return *text* with one character for those that are taken as the same, and those of it that are no common ones."""
    for char, form in _EVERYWHERE.items():
        text = text.replace(char, form)
    uncommon = set(_UNCOMMON.findall(text))
    odd = frozenset(char for char in uncommon if not char.isalnum())
    for char in uncommon:
        form = _folded_form(char) if char in odd or _ALIKE.match(char) else char
        if form != char:
            text = text.replace(char, form)
    return text, odd


def _folded_form(char: str) -> str:
    form = _FORMS.get(char)
    if form is None:
        wide = pairs("characters.same").get(char) or unicodedata.normalize("NFKC", char)
        form = wide if len(wide) == 1 and wide not in "\n\r" else char
        _FORMS[char] = form
    return form


def _simplified(char: str) -> str:
    form = _SIMPLIFIED.get(char)
    if form is None:
        form = char
        if "\u3400" <= char <= "\u9fff":
            simple = _converter().convert(char)
            form = simple if len(simple) == 1 else char
        _SIMPLIFIED[char] = form
    return form


_CONVERTER: list[Any] = []


def _converter() -> Any:
    """Return the converter of traditional characters; its dictionaries are loaded with the first text that needs them."""
    if not _CONVERTER:
        import opencc

        _CONVERTER.append(opencc.OpenCC("t2s"))
    return _CONVERTER[0]


def _without_ranges(text: str, dropped: list[tuple[int, int]]) -> tuple[str, list[int], list[int]]:
    """Return *text* without the ranges *dropped*, where it was cut, and how much went up to there."""
    pieces = []
    cuts: list[int] = []
    added = [0]
    at = kept = 0
    for start, end in sorted(dropped, key=lambda cut: (cut[0], -cut[1])):
        if start < at:
            continue
        pieces.append(text[at:start])
        kept += start - at
        at = end
        cuts.append(kept)
        added.append(at - kept)
    pieces.append(text[at:])
    return "".join(pieces), cuts, added


def normalize_for_match(text: str) -> str:
    """Return *text* folded, without white space and without the mark of omission that outputs put behind what they cut."""
    return "".join(fold(text).text.split()).removesuffix("…").removesuffix("…")


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
_NUMBER = r" *(?:[-·]{1,2} ?\d{1,3} ?[-·]{1,2}|第 ?\d{1,3} ?页(?: ?,? ?共 ?\d{1,3} ?页)?) *"
_PAGE_NUMBER = lazy(rf"\n{_NUMBER}(?=\n|\Z)")
_BARE_NUMBER = lazy(r"\n *(\d{1,3}) *(?=\n|\Z)")
_PAGE = 400
"""A page holds so many characters at least."""
_WORDS_BEHIND = lazy(r"\s*(?P<words>[^\n]+)")


def page_numbers(text: str) -> list[tuple[int, int]]:
    """Return the lines that hold the number of a page, each with the line end before it.

    Where the same line follows several, the head of each page, it belongs to them, but for the first time that it is said; in
    mid-sentence the blank lines do.
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
    for row in _LINE.finditer(text):
        is_text = "。" in row[0] or "," in row[0]
        blanks = _BESIDE_DIGITS.finditer(text, *row.span()) if " " in row[0] else ()
        found += [blank.span() for blank in blanks if _sets_off(text, blank.start(), running=is_text)]
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


def _sets_off(text: str, at: int, *, running: bool) -> bool:
    """Return whether the blank *at* sets a number off as typesetting does: on both sides, but where a stop or the line ends it.

    Outside of *running* text, where it may part two cells, only a year is surely set off so.
    """
    start, end = (at + 1, at + 1) if text[at + 1].isdecimal() else (at, at)
    while end - at < _LONGEST_NUMBER and text[end : end + 1] in _OF_NUMBER:
        end += 1
    while at - start < _LONGEST_NUMBER and text[start - 1 : start] in _OF_NUMBER:
        start -= 1
    before, behind = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    is_year = end - start == len("2025") and text[end : end + 2].lstrip().startswith("年")
    if before == "\n" or not running:  # else it may count what follows: 1 概况
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
