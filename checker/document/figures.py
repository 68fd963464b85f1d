"""Counted facts: a number, its unit, and whether it is given as approximate."""

from __future__ import annotations

from bisect import bisect_left

from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import numeral_value
from checker.text.span import Span
from checker.words import words

_ARABIC = lazy(
    r"(?P<value>\d[\d,]{0,18}(?:\.\d{1,8})?)(?P<about>余|多)? ?(?P<scale>[万亿千百])?(?P<more>余|多)?(?P<unit>«figures.units»|％)"
)
_CHINESE = lazy(
    r"(?P<value>[一二两三四五六七八九十百千]{1,7})(?P<about>余|多)?(?P<unit>«figures.units-of-words»)(?![上下]|万户|一体)"
)
_PERCENT = lazy(r"百分之(?P<value>[零一二三四五六七八九十百]{1,7})(?!点)")
_JOINED = frozenset((".", "-"))


class Figure(NamedTuple):
    """One counted fact: ``15次`` is value 15, unit 次."""

    span: Span
    value: float
    unit: str
    approximate: bool


def find_figures(text: str) -> list[Figure]:
    """Return all counted facts of a folded *text* in order; dates, years and numbers of documents are none."""
    found = []
    for match in _ARABIC.finditer(text):
        if _continues_number(text, match.start()):
            continue
        value = numeral_value(f"{match['value'].rstrip(',')}{match['scale'] or ''}")
        if value is not None:
            about = bool(match["about"] or match["more"])
            found.append(Figure(Span(*match.span()), value, match["unit"].replace("％", "%"), about))
    for match in _CHINESE.finditer(text):
        value = numeral_value(match["value"])
        # 一次 is as often an article as a count; the smallest count in words is two
        if (
            value is not None
            and value >= 2
            and text[match.start() - 1 : match.start()] not in words("figures.no-count-before")
        ):
            found.append(Figure(Span(*match.span()), value, match["unit"], bool(match["about"])))
    if "百分之" in text:
        for match in _PERCENT.finditer(text):
            found.append(Figure(Span(*match.span()), numeral_value(match["value"]) or 0.0, "%", approximate=False))
    found.sort()
    return found


def _continues_number(text: str, at: int) -> bool:
    """Tell whether digits at an offset are the rest of something longer: 12.5, 2024-15, A3, 第3."""
    before = text[at - 1 : at]
    if before == "第":
        return True
    if before == ",":
        return text[at - 2 : at - 1].isdecimal()
    return before in _JOINED or (before.isascii() and before.isalnum())


def figures_within(figures: list[Figure], start: int, end: int) -> list[Figure]:
    """Return those of *figures* that lie between two offsets."""
    first = bisect_left(figures, ((start, 0),))
    last = bisect_left(figures, ((end, 0),), first)
    while last > first and figures[last - 1].span.end > end:
        last -= 1
    return figures[first:last]
