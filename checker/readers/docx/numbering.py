"""Automatic numbers: what Word writes before a paragraph, though it is not in the text.

A paragraph names a list (``numId``) and a level; the list leads to a definition (``abstractNum``) whose levels say how
a number looks, where it starts and what makes it start again.  Lists of one definition count on together.
Numbers are written in the formats of WordprocessingML that occur in Chinese documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.docx.names import ALTERNATES, LEVEL_INDEX, P_STYLE, STRICT, W, is_on, value, whole_number
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST_ROMAN = 3999
_LETTERS = 26
_MOST_LETTERS = 5  # Word repeats the letter: aa, bb … zz, aaa
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

_COUNTED = {  # digits, units of ten and more, and what ten begins with
    "chineseCounting": ("零一二三四五六七八九", "十百千", ""),
    "chineseCountingThousand": ("零一二三四五六七八九", "十百千", ""),
    "japaneseCounting": (_DIGITS, "十百千", ""),
    "koreanCounting": (_DIGITS, "十百千", ""),
    "taiwaneseCounting": ("零一二三四五六七八九", "十百千", ""),
    "taiwaneseCountingThousand": ("零一二三四五六七八九", "十百千", ""),
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "壹"),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "壹"),
    "japaneseLegal": ("零壱弐参四伍六七八九", "拾百阡", "壱"),
}
_POSITIONAL = {
    "ideographDigital": _DIGITS,
    "japaneseDigitalTenThousand": _DIGITS,
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital2": "零一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}
_LISTED = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_LETTERED = frozenset({"lowerRoman", "upperRoman", "lowerLetter", "upperLetter", "ideographZodiacTraditional"})

_LEVELS = 9
_MOST_LINKS = 8
_PLACEHOLDER = re.compile(r"%([1-9])")
_LOST = re.compile(r"(?<=%[1-9])\?")
"""What LibreOffice writes into rtf for the ``、`` of a number: no list is numbered with a question."""
_NO_SPACE_AFTER = "、)）．。】〕"


class _Level(NamedTuple):
    """How the numbers of one level are counted and written; ``restart`` as in the format, counted from 1, 0: never."""

    start: int = 0
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None


_NO_LEVEL = _Level()


class _List(NamedTuple):
    """One list: the id of its definition, its levels, and those at which it begins anew."""

    definition: str
    levels: tuple[_Level, ...]
    begins: tuple[int, ...]


class Numbering:
    """The lists of a document and how far each has counted."""

    __slots__ = ("_counts", "_data", "_definitions", "_links", "_lists", "_nums", "_used")

    def __init__(self, data: bytes) -> None:
        self._definitions: dict[str, Element] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[str] = set()
        self._data = data

    def _load(self) -> None:
        """Parse the part when the first list is asked for: many documents have the part and no list."""
        data, self._data = self._data, b""
        for element in parse(data, STRICT):
            if element.tag == W + "abstractNum":
                key = element.get(W + "abstractNumId") or ""
                self._definitions[key] = element
                linked = value(element, W + "styleLink")
                if linked is not None:
                    self._links[linked] = key
            elif element.tag == W + "num":
                self._nums[element.get(W + "numId") or ""] = element

    def __bool__(self) -> bool:
        return bool(self._data or self._nums)

    def next(self, key: str, level: int) -> str:
        """Return the number of the next paragraph of the list *key* at *level*, and what parts it from the text."""
        found = self._list(key)
        if found is None:
            return ""
        level = max(0, min(level, _LEVELS - 1))
        counts = self._counts.setdefault(found.definition, [None] * _LEVELS)
        if key not in self._used:
            self._used.add(key)
            for at in found.begins:
                counts[at] = None
        _count_paragraph(counts, found.levels, level)
        return _written_number(counts, found.levels, level)

    def level_of(self, key: str, style: str | None) -> int | None:
        """Return the level that the list *key* keeps for *style*, ``None`` if it keeps none."""
        found = self._list(key)
        if found is None or style is None:
            return None
        return next((at for at, one in enumerate(found.levels) if one.style == style), None)

    def _list(self, key: str) -> _List | None:
        if self._data:
            self._load()
        if key not in self._lists:
            self._lists[key] = self._resolve_list(key)
        return self._lists[key]

    def _resolve_list(self, key: str) -> _List | None:
        num = self._nums.get(key)
        if num is None:
            return None
        name = value(num, W + "abstractNumId") or ""
        for _ in range(_MOST_LINKS):
            definition = self._definitions.get(name)
            if definition is None:
                return None
            linked = value(definition, W + "numStyleLink")
            if linked is None or linked not in self._links or self._links[linked] == name:
                break
            name = self._links[linked]
        levels = [_NO_LEVEL] * _LEVELS
        begins = []
        for element in definition.iterfind(W + "lvl") if definition is not None else ():
            _put_level(levels, element)
        for override in num.iterfind(W + "lvlOverride"):
            at = whole_number(override.get(LEVEL_INDEX))
            if at is None or not 0 <= at < _LEVELS:
                continue
            for element in override.iterfind(W + "lvl"):
                _put_level(levels, element, at)
            begin = whole_number(value(override, W + "startOverride"))
            if begin is not None:
                begins.append(at)
                levels[at] = levels[at]._replace(start=begin)
        return _List(name, tuple(levels), tuple(begins))


def _put_level(levels: list[_Level], element: Element, at: int | None = None) -> None:
    at = whole_number(element.get(LEVEL_INDEX)) if at is None else at
    if at is None or not 0 <= at < _LEVELS:
        return
    kind = value(element, W + "numFmt")
    if kind is None:
        # A format of newer programs beside one for older ones, which is the one that is known here.
        alternates = element.find(ALTERNATES)
        kind = None if alternates is None or not len(alternates) else value(alternates[-1], W + "numFmt")
    picture = element.find(W + "lvlPicBulletId") is not None
    levels[at] = _Level(
        whole_number(value(element, W + "start")) or 0,
        "bullet" if picture else kind or "decimal",
        _LOST.sub("、", (value(element, W + "lvlText") or "")[:100]),
        whole_number(value(element, W + "lvlRestart")),
        bool(is_on(element, W + "isLgl")),
        value(element, W + "suff") or "tab",
        value(element, P_STYLE),
    )


def _count_paragraph(counts: list[int | None], levels: tuple[_Level, ...], level: int) -> None:
    """Count one paragraph at *level*; the levels below it begin anew where theirs is not kept."""
    before = counts[level]
    counts[level] = levels[level].start if before is None else before + 1
    for below in range(level + 1, _LEVELS):
        restart = levels[below].restart
        if restart is None or level < restart:
            counts[below] = None


def _written_number(counts: list[int | None], levels: tuple[_Level, ...], level: int) -> str:
    current = levels[level]
    if current.kind == "bullet" or not current.text:
        return ""
    out = current.text
    if "%" in out:
        out = _PLACEHOLDER.sub(lambda mark: _one(counts, levels, int(mark[1]) - 1, legal=current.legal), out)
    if not out.strip() or current.suffix == "nothing":
        return out.strip()
    return out if out[-1] in _NO_SPACE_AFTER and current.suffix != "space" else out + " "


def _one(counts: list[int | None], levels: tuple[_Level, ...], at: int, *, legal: bool) -> str:
    count = counts[at]
    number_ = levels[at].start if count is None else count
    kind = levels[at].kind
    return in_format(number_, "decimal" if legal and kind != "none" else kind)


def in_format(number: int, kind: str) -> str:
    """Return *number* in the format *kind*; in digits where that is not known here."""
    out = str(number)
    if kind in _COUNTED and 0 <= number < 10_000:
        out = _counted_out(number, *_COUNTED[kind])
    elif kind in _POSITIONAL:
        out = "".join(_POSITIONAL[kind][int(digit)] for digit in str(abs(number)))
    elif kind in _LISTED and 0 < number <= len(_LISTED[kind]):
        out = _LISTED[kind][number - 1]
    elif kind in _LETTERED and number > 0:
        out = _lettered(number, kind)
    elif kind == "decimalZero":
        out = f"{number:02}"
    elif kind == "numberInDash":
        out = f"- {number} -"
    return "" if kind == "none" else out


def _lettered(number: int, kind: str) -> str:
    if kind.endswith("Roman"):
        out = _roman(number) if number <= _LONGEST_ROMAN else str(number)
    elif kind.endswith("Letter"):
        times, letter = divmod(number - 1, _LETTERS)
        out = chr(ord("a") + letter) * (times + 1) if times < _MOST_LETTERS else str(number)
    else:
        return _STEMS[(number - 1) % len(_STEMS)] + _BRANCHES[(number - 1) % len(_BRANCHES)]
    return out.upper() if kind.startswith("upper") else out


def _roman(number: int) -> str:
    out = ""
    for amount, letters in _ROMAN:
        times, number = divmod(number, amount)
        out += letters * times
    return out


def _counted_out(number: int, digits: str, units: str, ten: str) -> str:
    """Return the Chinese numeral of 0 to 9,999: 十一, 一百零五, 一百一十."""
    if number < 10:
        return digits[number]
    if number < 20:
        return ten + units[0] + (digits[number - 10] if number > 10 else "")
    out = ""
    gap = False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // power % 10
        if digit:
            out += (digits[0] if gap else "") + digits[digit] + unit
            gap = False
        elif out:
            gap = True
    return out
