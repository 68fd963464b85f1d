"""Pages to one document, without what is printed around the text of every page.

A page number is a number in one of the usual forms in the margin; a bare one counts only where pages are counted by it.
A running header or footer stands at one height on several pages, the same but for its digits.  The red head of a first
page stands there once and stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.document.model import Document, Extraction, Place
from checker.errors import UnreadableError
from checker.readers.glyphs import damaged_to_sign
from checker.readers.layout.flow import flow
from checker.readers.layout.model import Page, mended
from checker.readers.layout.paragraphs import join_paragraphs
from checker.readers.source_maps import PlaceMap
from checker.text.lazy_re import lazy

_PICTURES = ("png", "jpg", "tif")
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


class Remarks(NamedTuple):
    """What the reader of the pages has to say: how many the file has, what it left out by kind, what is doubtful."""

    pages: int
    skipped: Counter[str]
    warnings: Iterable[str]


def document_of(pages: Sequence[Page], kind: str, path: str, remarks: Remarks) -> Document:
    """Return the document of format *kind* that *pages* hold.

    :raises UnreadableError: ``no-text``, of a picture ``picture-without-text``.
    """
    pages = [_mended(page) for page in pages]
    out, furniture = find_boilerplate(pages, [[piece.text for piece in page.pieces] for page in pages])
    lines = []
    for page, leave_out in zip(pages, out, strict=True):
        pieces = [piece for index, piece in enumerate(page.pieces) if index not in leave_out]
        lines += flow(page, pieces)
    found = [paragraph for paragraph in join_paragraphs(lines) if paragraph.text]
    if not found:
        raise UnreadableError("picture-without-text", format=kind) if kind in _PICTURES else UnreadableError("no-text")
    texts: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    at = recognised = total = joined = 0
    for paragraph in found:
        for offset, page_number in paragraph.starts:
            if not places or places[-1].page != page_number:
                starts.append(at + offset)
                places.append(Place(page=page_number))
        texts.append(damaged_to_sign(paragraph.text))
        at += len(paragraph.text) + 1
        total += len(paragraph.text)
        recognised += paragraph.recognised
        joined += paragraph.lines - 1
    extraction = Extraction(
        pages=remarks.pages,
        recognised=min(1.0, round(recognised / total, 4)),
        joined=joined,
        skipped={key: number for key, number in sorted((remarks.skipped + furniture).items()) if number},
        warnings=tuple(sorted(set(remarks.warnings))),
    )
    return Document("\n".join(texts), kind, path, PlaceMap(starts, places), {}, extraction)


def _mended(page: Page) -> Page:
    """Return the page with its texts mended, without pieces that hold nothing."""
    pieces = ((piece, mended(piece.text)) for piece in page.pieces)
    return page._replace(pieces=tuple(piece._replace(text=text) for piece, text in pieces if text))


class _Spot(NamedTuple):
    """A piece in a margin: index of its page and of itself, whether above, and its height as a share of the page."""

    page: int
    piece: int
    above: bool
    height: float
    text: str


def find_boilerplate(pages: Sequence[Page], texts: Sequence[Sequence[str]]) -> tuple[list[set[int]], Counter[str]]:
    """For each page the indices of pieces that are furniture, and how many of each kind there are.

    *texts* are the mended texts of the pieces.
    """
    out: list[set[int]] = [set() for _ in pages]
    counts: Counter[str] = Counter()
    spots = [spot for index, page in enumerate(pages) for spot in _spots(index, page, texts[index])]
    for kind, found in (
        ("page-number", _page_numbers(spots, len(pages))),
        ("header", _running_lines(spots, len(pages))),
    ):
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


def _page_numbers(spots: Sequence[_Spot], pages: int) -> Iterable[_Spot]:
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


def _running_lines(spots: Sequence[_Spot], pages: int) -> Iterable[_Spot]:
    """Return the same words at the same height of several pages."""
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
