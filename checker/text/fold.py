"""The form of a text in which it is searched: one spelling for what a reader takes as the same.

Full-width punctuation and digits become half-width (published texts have both), all dashes one (where one stands for the
number 一, that number), all spaces one, radicals and compatibility forms the characters that they look like, traditional
characters simplified.  Each of these keeps its length, so offsets stay.  What does not is dropped, and offsets are mapped
back: what typesetting has put into a text (:mod:`checker.text.typesetting`); readings that a faulty conversion has put behind
characters, ``統(tǒng)``; characters that nobody sees.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from checker.records import Any
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN
from checker.text.span import Span, blot, mask
from checker.text.typesetting import of_typesetting
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
    dropped = of_typesetting(text)
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
