"""Enumerations in running text: ``一是…二是…``, ``第一，…第二，…``, ``1、…2、…``."""

from __future__ import annotations

from collections.abc import Iterator

from checker.records import NamedTuple, new
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, NO_DECIMAL, chinese_number
from checker.text.span import Span, occurrences
from checker.words import words

_NTH = lazy(rf"第([{HAN}]{{1,2}})[件个项条点步]?(?:方面)?[,、]")
_ORDINAL = lazy(
    rf"(?:^|[。;:,!”) ])(?P<marker>(?:\(?(?P<number>\d{{1,2}})\)|\([{HAN}]{{1,2}}\)"
    rf"|(?P<plain>\d{{1,2}})[、.]{NO_DECIMAL}|(?P<ring>[①-⑳])))",
    MULTILINE,
)
_LEADING = lazy(rf"[第{HAN}](?:(?<=第)[{HAN}]|(?<!第)(?<!\w.)[{HAN}]?[是、要])")
"""It begins with a class, to which `re` skips quickly."""
_IN_WORDS = lazy(r"«enumerations.words»|第一[,、]|«enumerations.ordinals»")
_BEFORE_MARK = f"{HAN} "
_SIDE = lazy(r"«enumerations.sides»")
_PARAGRAPH = 600
_WORDS = lazy(
    r"(?:^|[。;:,!” ])(?P<marker>«enumerations.words»|«enumerations.ordinals»)(?=[,是要]|[^\W\d_]{2})", MULTILINE
)


class Marker(NamedTuple):
    """One marker of an enumeration (``三是``) and its value."""

    span: Span
    value: int


def markers(text: str, start: int, end: int) -> list[Marker]:
    """Return the markers ``一是``, ``第一，`` between two offsets."""
    found = [(*match.span(), match[1]) for match in _NTH.finditer(text, start, end)]
    found += _numerals_of_clauses(text, start, end)
    return [
        new(Marker, (new(Span, (first, last)), chinese_number(numeral) or 0))
        for first, last, numeral in sorted(found)
        if _begins(text, first, last)
    ]


def _numerals_of_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield where a numeral stands with 是 or 要 behind it, and the numeral: of these marks texts have the fewest."""
    for mark in "是要":
        for at in occurrences(text, mark, start, end):
            if at and text[at - 1] in _BEFORE_MARK:
                stop = at - 1 if text[at - 1] == " " else at
                before = text[max(start, stop - 2) : stop]
                numeral = before[len(before.rstrip(HAN)) :]
                if numeral and not text.startswith(words("enumerations.to-words"), at, end):
                    yield stop - len(numeral), at + 1, numeral


def _begins(text: str, start: int, end: int) -> bool:
    """Return whether a marker stands where one may, or is 一是 behind a word, as where a line end was lost (not 统一是, 唯一是)."""
    before = text[start - 1] if start else "\n"
    if before.isalnum():
        return text[start:end] == "一是" and before not in words("enumerations.inside-word")
    return before not in "《〈(“‘、"


def without_markers(text: str) -> str:
    """Return a text with a blank in place of each marker and Chinese number of an item."""
    return _LEADING.sub(" ", text)


def begins_in_words(text: str, marker: Marker) -> bool:
    """Return whether the items before a marker that is not the first are counted in other words: 首先…,其次…,三是…."""
    if marker.value == 1:
        return False
    start = max(0, marker.span.start - _PARAGRAPH)
    start = max(start, text.rfind("\n", start, marker.span.start) + 1)
    return _IN_WORDS.search(text, start, marker.span.start) is not None


def runs(found: list[Marker]) -> list[list[Marker]]:
    """Return the enumerations that *found* markers make; one that begins inside an item of another is a run of its own."""
    all_runs: list[list[Marker]] = []
    open_runs: list[list[Marker]] = []
    waiting: dict[int, list[int]] = {}  # by the value that would continue them: how deep open runs stand, in order
    for marker in found:
        if marker.value == 1 or not open_runs:
            open_runs.append([marker])
            all_runs.append(open_runs[-1])
        else:
            depths = waiting.get(marker.value)
            if depths:
                while len(open_runs) - 1 > depths[-1]:  # what began inside the run that goes on has ended
                    waiting[open_runs.pop()[-1].value + 1].pop()
            waiting[open_runs[-1][-1].value + 1].pop()
            open_runs[-1].append(marker)
        waiting.setdefault(marker.value + 1, []).append(len(open_runs) - 1)
    return sorted(all_runs, key=lambda run: run[0].span.start)


def enumerated(text: str, start: int, end: int) -> list[Span]:
    """Return the items of the longest enumeration between two offsets, whatever its markers; empty where there is none."""
    best: list[Span] = []
    for run in runs(markers(text, start, end)):
        items = _items_between([marker.span.start for marker in run], end)
        if len(items) > len(best):
            best = items
    for pattern in (_ORDINAL, _WORDS):
        if len(best) < 2:
            best = max(
                best,
                _items_between([match.start("marker") for match in pattern.finditer(text, start, end)], end),
                key=len,
            )
    return best


def sides(text: str, start: int, end: int) -> list[Span]:
    """Return the sides of a matter between two offsets, told one behind the other (一方面…，另一方面…); empty where there are no two."""
    found = _items_between([match.start() for match in _SIDE.finditer(text, start, end)], end)
    return found if len(found) > 1 else []


def _items_between(starts: list[int], end: int) -> list[Span]:
    return [Span(start, following) for start, following in zip(starts, [*starts[1:], end], strict=bool(starts))]
