"""Counted facts: a number, its unit, and whether it is given as approximate; and their setting: what a figure counts, over which time.

:class:`Counts` is made once for a report and works out the setting of a figure only when a rule asks for it.  Every look
around a figure is bounded, so that a text of figures alone costs no more than its length.
"""

from __future__ import annotations

from bisect import bisect_left

from checker.document.dates import named_years
from checker.document.sentences import around
from checker.records import TYPE_CHECKING, NamedTuple, new
from checker.text.lazy_re import lazy
from checker.text.numerals import HAN, SCALES, numeral_value
from checker.text.span import Span, last_of
from checker.words import pairs, words

if TYPE_CHECKING:
    import re

_ARABIC = lazy(  # digits that are the rest of something longer (12.5, 2024-15, A3, 第3) begin no number
    r"([0-9](?<![第A-Za-z.\-\d][0-9])(?<!\d,[0-9])[\d,]{0,18}+(?:\.\d{1,8}+)?+)(?!\d)"
    r"(«figures.over»)? ?([万亿千百])?(«figures.over»)?(«figures.units»)"
)
_CHINESE = lazy(  # most numerals in words count nothing: 一, 百, 第一; the character behind the first tells so
    rf"([{HAN}两百千](?<![数几][十百千])(?=[{HAN}两百千零〇万亿]|«figures.over»|«figures.units»)[{HAN}两百千零〇万亿]{{0,12}})"
    r"(«figures.over»)?(«figures.units»)(?!«figures.no-count-behind»)"
)
_SCALED = lazy(r"(?!百万|千万|百千)[^十百千万亿]*[十百千万亿]")
"""A numeral of several characters that is a number: not 三五 in 三五次, nor 百万 in 百万家庭."""
_CLAUSE_END = lazy(r"[,、。;:!?)\n]|\Z")
_PERCENT = lazy(rf"«figures.percent»([零{HAN}百]{{1,7}})(?!«figures.no-percent-behind»)")


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
        digits, about, scale, more, unit = match.groups("")
        value = numeral_value(digits.rstrip(",") + scale)
        if value is not None:
            found.append(new(Figure, (new(Span, match.span()), value, unit, bool(about or more))))
    for match in _CHINESE.finditer(text):
        numeral, about, unit = match.groups("")
        value = numeral_value(numeral)
        if value is not None and _counts_in_words(text, match, value):
            found.append(Figure(Span(*match.span()), value, unit, bool(about)))
    if _has_word(text, "figures.percent"):
        for match in _PERCENT.finditer(text):
            found.append(Figure(Span(*match.span()), numeral_value(match[1]) or 0.0, "%", approximate=False))
    found.sort()
    return found


def _counts_in_words(text: str, match: re.Match[str], value: float) -> bool:
    """Return whether a numeral in words counts what its unit says.

    三十六项, 会议六次 and, at the end of its clause, 问题四个 do; 一次会议, 四个意识, 两三次 and 百万家庭 do not.
    """
    numeral, _, unit = match.groups()
    if text[match.start() - 1 : match.start()] in words("figures.no-count-before"):
        return False
    if len(numeral) > 1:
        return _SCALED.match(numeral) is not None
    # what ends its clause is no article
    return (value > 1 and unit in words("figures.units-of-words")) or _CLAUSE_END.match(text, match.end()) is not None


_REACH = 240
"""A sentence is looked at no further than so many characters from a figure."""
_SCOPE = 120
"""Words within so many characters before a figure say which time it is of."""
_BEFORE = 30
_AFTER = 16
_CLAUSE_ENDS = ",。;:!?()\n|、“”"
_CLAUSE_REST = lazy(rf"[^,。;:!?()\n|、“”\d]{{0,{_AFTER}}}")
_JOINING = lazy(r"(?:«figures.joining»| ){0,6}\Z")
"""What stands between the thing and its number without saying what is counted."""
_ABOUT_BEFORE = lazy(r"(?:«figures.about»)\Z")
_ABOUT_AFTER = lazy(r" ?(?:\([^)\n]{1,3}\))?(?:«figures.about-behind»|-)")
_PRINTED = lazy(r"(?P<whole>\d[\d,]*)(?:\.(?P<decimals>\d+))?«figures.over»? ?(?P<scale>[万亿千百])?")
_PERIOD = lazy(
    rf"«figures.period»|[\d{HAN}] ?月|\d{{4}} ?年?度? ?[至到-] ?\d{{4}}"
    rf"|«figures.years-back»[{HAN}两几\d]{{1,2}}年|[{HAN}两\d]年«figures.within-years»|十[一二三四]五"
)
_WILL = lazy(r"«figures.will»(?!«figures.no-will»)")
# Plain words are looked for one by one: an expression would take longer to compile than a report to read.
_PAST, _PLANNED, _CHANGE, _CUMULATIVE = "figures.past", "figures.planned", "figures.change", "figures.cumulative"


def alike(one: str, other: str) -> bool:
    """Return whether two units count the same kind of thing: 件 and 起, 人 and 名, 个 and most."""
    if one == other:
        return True
    return any(one in family and other in family for family in pairs("figures.alike").values())


class Thing(NamedTuple):
    """What a figure counts: the words of its clause before the number and behind its unit, and where they stand."""

    before: str
    after: str
    span: Span


class Scope(NamedTuple):
    """The circumstances of a figure; ``year`` is the last one named before it in its paragraph.

    ``period``: it covers another time than a whole year.  ``past``, ``planned``, ``change``: it is about the time
    before, a plan, a difference.  ``subset``: it is one of several parts (其中, or in brackets).
    """

    year: int | None
    period: bool
    past: bool
    planned: bool
    change: bool
    subset: bool
    cumulative: bool

    def is_of(self, year: int | None) -> bool:
        """Return whether it may be of a *year*: where either is not known, too."""
        return not self.year or not year or self.year == year

    @property
    def is_plain(self) -> bool:
        """Whether it is a figure of the whole, for the whole time that the text is about."""
        return not (self.period or self.past or self.planned or self.change or self.subset)


class Counts:
    """All counted facts of a folded text, in order, with what is known of each when it is asked for."""

    __slots__ = ("_scopes", "_starts", "_things", "figures", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.figures = find_figures(text)
        self._starts = [figure.span.start for figure in self.figures]
        self._things: dict[Figure, Thing] = {}
        self._scopes: dict[Figure, Scope] = {}

    def first_from(self, offset: int) -> int:
        """Return the index of the first figure that starts at or behind *offset*."""
        return bisect_left(self._starts, offset)

    def between(self, start: int, end: int) -> list[Figure]:
        """Return the figures that lie between two offsets."""
        first, last = self.first_from(start), self.first_from(end)
        while last > first and self.figures[last - 1].span.end > end:
            last -= 1
        return self.figures[first:last]

    def sentence_around(self, start: int, end: int, marks: str = "。!?;\n") -> Span:
        """Return the sentence around a range of text, as far as it is looked at; *marks* end one."""
        return around(self.text, start, end, marks, _REACH)

    def thing(self, figure: Figure) -> Thing:
        """Return what *figure* counts."""
        found = self._things.get(figure)
        if found is None:
            found = self._things[figure] = self._thing(figure)
        return found

    def _thing(self, figure: Figure) -> Thing:
        start, end = figure.span
        near = max(0, start - _BEFORE)
        first = max(near, last_of(self.text, _CLAUSE_ENDS, near, start) + 1)
        before = self.text[first:start]
        rest = _CLAUSE_REST.match(self.text, end)
        after = rest.group() if rest else ""
        span = Span(first, end + len(after))
        joining = _JOINING.search(before) if before.endswith((" ", *words("figures.joining"))) else None
        return Thing((before[: joining.start()] if joining else before).strip(), after.strip(), span)

    def exact(self, figure: Figure) -> bool:
        """Return whether the figure is given as it is, not as about, more than, or the end of a range."""
        if figure.approximate:
            return False
        start, end = figure.span
        before = self.text[max(0, start - 4) : start]
        if _ABOUT_BEFORE.search(before) or (before.endswith(" ") and before[-2:-1].isdecimal()):
            return False
        return _ABOUT_AFTER.match(self.text, end) is None

    def step_of(self, figure: Figure) -> float:
        """Return what the last digit printed stands for: 0.01 in 8.55, 100 in 2.69万, 1 in 37 and in numerals in words."""
        match = _PRINTED.match(self.text, figure.span.start)
        if match is None:
            return 1.0
        return float(SCALES.get(match["scale"], 1.0) * 0.1 ** len(match["decimals"] or ""))

    def scope(self, figure: Figure) -> Scope:
        """Return the circumstances of *figure*, from its sentence and the years of its paragraph before it."""
        found = self._scopes.get(figure)
        if found is None:
            found = self._scopes[figure] = self._scope_of(figure)
        return found

    def _scope_of(self, figure: Figure) -> Scope:
        text = self.text
        start, end = figure.span
        first, last = self.sentence_around(start, end)
        first = max(first, start - _SCOPE)
        around = text[first : min(last, end + _AFTER)]
        before = text[first:start]
        opening = before.rfind("(")
        years = named_years(text, self.sentence_around(start, end, "\n").start, end)
        near = text[max(first, start - _BEFORE) : min(last, end + 8)]
        return Scope(
            next((year.value for year in reversed(years) if text[year.span.start].isdecimal()), None),
            bool(_PERIOD.search(around)),
            _has_word(around, _PAST),
            _has_word(before, _PLANNED) or _WILL.search(before) is not None,
            _has_word(near, _CHANGE),
            _has_word(before, "listings.among") or before.find(")", opening) < 0 <= opening,
            _has_word(before, _CUMULATIVE),
        )


def _has_word(text: str, name: str) -> bool:
    return any(word in text for word in words(name))
