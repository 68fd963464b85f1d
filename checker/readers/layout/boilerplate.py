"""What is printed around the text of every page: page numbers, running headers and footers.

A page number is a number in one of the usual forms in the margin; a bare one counts only where pages are counted by it.
A running header or footer stands at one height on several pages, the same but for its digits.  The red head of a first
page stands there once and stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.readers.layout.model import Page
from checker.text.lazy_re import lazy

_DASHED = lazy(r"[-—–－─·•~〜～] ?(\d{1,4}) ?[-—–－─·•~〜～]|[—–-]{2} ?(\d{1,4}) ?[—–-]{2}")
_NAMED = lazy(
    r"(?:第 ?(\d{1,4}|[一二三四五六七八九十百]{1,5}) ?页)?[,，、/; ]{0,3}(?:[(（]?共 ?(?:\d{1,4}|[一二三四五六七八九十百]{1,5}) ?页[)）]?)?"
)
_OF = lazy(r"(?:[Pp]age ?)?(\d{1,4}) ?(?:/|of) ?(\d{1,4})|[Pp]age ?(\d{1,4})")
_BARE = lazy(r"(\d{1,4})")
_ROMAN = lazy(r"[ivxIVX]{1,6}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ]{1,4}")
_DIGITS = lazy(r"\d+")
_ZONE = 0.14  # share of a page, above and below, in which furniture stands
_DEEP = 3  # rows from the edge that are looked at
_SAME = 0.012  # share of a page that a running header may move
_LEAST_PAGES = 2


class _Spot(NamedTuple):
    """A piece in a margin: index of its page and of itself, whether above, and its height as a share of the page."""

    page: int
    piece: int
    above: bool
    height: float
    text: str


def without_furniture(pages: Sequence[Page], texts: Sequence[Sequence[str]]) -> tuple[list[set[int]], Counter[str]]:
    """For each page the indices of pieces that are furniture, and how many of each kind there are.

    *texts* are the mended texts of the pieces.
    """
    out: list[set[int]] = [set() for _ in pages]
    counts: Counter[str] = Counter()
    spots = [spot for index, page in enumerate(pages) for spot in _spots(index, page, texts[index])]
    for kind, found in (("page-number", _numbers(spots, len(pages))), ("header", _running(spots, len(pages)))):
        for spot in found:
            if spot.piece not in out[spot.page]:
                out[spot.page].add(spot.piece)
                counts[kind if kind == "page-number" or spot.above else "footer"] += 1
    return out, counts


def _spots(index: int, page: Page, texts: Sequence[str]) -> Iterable[_Spot]:
    if not page.pieces or page.height <= 0:
        return
    order = sorted(range(len(page.pieces)), key=lambda number: page.pieces[number].middle)
    for above, sequence in ((True, order), (False, order[::-1])):
        row, last = 0, None
        for number in sequence:
            piece = page.pieces[number]
            if last is not None and abs(piece.middle - last.middle) > 0.5 * (piece.bottom - piece.top):
                row += 1
                if row >= _DEEP:
                    break
            last = piece
            share = piece.middle / page.height
            if share > _ZONE if above else share < 1 - _ZONE:
                break
            yield _Spot(index, number, above, share, texts[number].strip())


def _numbers(spots: Sequence[_Spot], pages: int) -> Iterable[_Spot]:
    """Page numbers.  One without any sign counts where it grows by one with each page."""
    steps: Counter[tuple[bool, int]] = Counter()
    bare: list[tuple[_Spot, tuple[bool, int]]] = []
    for spot in spots:
        text = spot.text
        if _DASHED.fullmatch(text) or _OF.fullmatch(text) or (text and _NAMED.fullmatch(text)):
            yield spot
        elif found := _BARE.fullmatch(text):
            key = spot.above, int(found[1]) - spot.page
            steps[key] += 1
            bare.append((spot, key))
        elif not spot.above and _ROMAN.fullmatch(text) and pages > 1:
            yield spot
    for spot, key in bare:
        if steps[key] > 1 or (pages <= _LEAST_PAGES and key[1] == 1 and not spot.above):
            yield spot


def _running(spots: Sequence[_Spot], pages: int) -> Iterable[_Spot]:
    """The same words at the same height of several pages."""
    alike: dict[tuple[bool, str], list[_Spot]] = defaultdict(list)
    for spot in spots:
        if spot.text:
            alike[spot.above, _DIGITS.sub("#", spot.text)].append(spot)
    for group in alike.values():
        by_height: dict[int, set[int]] = defaultdict(set)
        for spot in group:
            by_height[round(spot.height / _SAME)].add(spot.page)
        for height, found in by_height.items():
            near = found | by_height.get(height - 1, set()) | by_height.get(height + 1, set())
            if len(near) >= max(_LEAST_PAGES, min(3, pages // 3)):
                yield from (spot for spot in group if round(spot.height / _SAME) == height)
