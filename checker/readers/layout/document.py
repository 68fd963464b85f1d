"""Pages to one document, without what is printed around the text of every page.

A page number is a number in one of the usual forms in the margin; a bare one counts only where pages are counted by it.
A running header or footer stands at one height on several pages, the same but for its digits.  The red head of a first
page stands there once and stays.  Numbers of lines stand left of all text.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.document.model import Document, Extraction, Place
from checker.errors import UnreadableError
from checker.readers.glyphs import damaged_to_sign
from checker.readers.layout.flow import flow, unfold_forms
from checker.readers.layout.model import Page, TextLine, TextPiece, mended
from checker.readers.layout.paragraphs import join_paragraphs
from checker.readers.lines import margin_marks
from checker.readers.sniff import PICTURES
from checker.readers.source_maps import PlaceMap
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
_LINE_STEPS, _LEAST_NUMBERS = ({1}, {2}, {5}, {10}), 5  # of the numbers of lines
_APART = 1.0  # of the height of a line: what is further apart are two things
_LARGER, _OFTEN = 1.5, 3  # from which on pale text is a watermark: of the usual size, times
_SECOND = 2  # column
_MOST_NAMES = 5  # attachments in a message


class Remarks(NamedTuple):
    """What the reader of the pages has to say: how many the file has, what it left out by kind, what is doubtful where.

    ``attachments`` names files within the file, which nobody reads; ``margins`` are lines that pages share and that are no
    part of any.
    """

    pages: int
    skipped: Counter[str]
    warnings: Sequence[tuple[str, int]]
    attachments: Sequence[str] = ()
    margins: Sequence[str] = ()


def document_of(pages: Sequence[Page], kind: str, path: str, remarks: Remarks) -> Document:
    """Return the document of format *kind* that *pages* hold.

    :raises UnreadableError: ``no-text``, of a picture ``picture-without-text``.
    """
    pages, watermarks = _without_watermarks([_mended(page) for page in pages])
    out, furniture = find_boilerplate(pages, [[piece.text for piece in page.pieces] for page in pages])
    margins = [*remarks.margins, *watermarks]
    lines: list[TextLine] = []
    for page, leave_out in zip(pages, out, strict=True):
        margins += [page.pieces[index].text for index in sorted(leave_out)]
        pieces = [piece for index, piece in enumerate(page.pieces) if index not in leave_out]
        lines += flow(page, pieces, in_columns=bool(lines) and lines[-1].column == _SECOND)
    found = [paragraph for paragraph in join_paragraphs(unfold_forms(lines)) if paragraph.text]
    if not found:
        raise _without_text(kind, remarks)
    texts = margin_marks(margins)
    at = sum(len(mark) + 1 for mark in texts)
    starts, places = ([0], [Place(page=pages[0].number)]) if texts else ([], [])
    recognised = total = joined = 0
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
    where = {
        key: tuple(sorted({page for other, page in remarks.warnings if other == key})) for key, _ in remarks.warnings
    }
    left_out = remarks.skipped + furniture + Counter(watermark=len(watermarks))
    extraction = Extraction(
        pages=remarks.pages,
        recognised=min(1.0, round(recognised / total, 4)),
        joined=joined,
        skipped={key: number for key, number in sorted(left_out.items()) if number},
        warnings=tuple(sorted(where) + ["embedded-document"] * bool(remarks.attachments)),
        where=where,
    )
    return Document("\n".join(texts), kind, path, PlaceMap(starts, places), {}, extraction)


def _without_text(kind: str, remarks: Remarks) -> UnreadableError:
    """Return what is said of a file whose pages show no text."""
    if kind in PICTURES:
        return UnreadableError("picture-without-text", format=kind)
    if remarks.attachments:
        return UnreadableError("only-attachments", names=list(remarks.attachments[:_MOST_NAMES]))
    return UnreadableError("blank-pages", pages=remarks.pages)


def _without_watermarks(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Return the pages without pale text that is repeated or large, and its pieces."""
    pale = Counter(piece.text for page in pages for piece in page.pieces if piece.pale)
    if not pale:
        return list(pages), []
    sizes = [piece.size for page in pages for piece in page.pieces if piece.size and not piece.pale]
    large = _LARGER * median(sizes) if sizes else 0.0

    def is_watermark(piece: TextPiece) -> bool:
        return piece.pale and (pale[piece.text] >= _OFTEN or 0.0 < large <= piece.size)

    kept = [tuple(piece for piece in page.pieces if not is_watermark(piece)) for page in pages]
    watermarks = [piece.text for page in pages for piece in page.pieces if is_watermark(piece)]
    return [page._replace(pieces=pieces) for page, pieces in zip(pages, kept, strict=True)], watermarks


def _mended(page: Page) -> Page:
    """Return the page with its texts mended, without pieces that hold nothing."""
    pieces = ((piece, mended(piece.text)) for piece in page.pieces)
    return page._replace(pieces=tuple(piece._replace(text=text) for piece, text in pieces if text))


class _Spot(NamedTuple):
    """Pieces side by side in a margin: the index of their page and theirs, whether above, their height as a share."""

    page: int
    pieces: tuple[int, ...]
    above: bool
    height: float
    text: str


def find_boilerplate(pages: Sequence[Page], texts: Sequence[Sequence[str]]) -> tuple[list[set[int]], Counter[str]]:
    """Return for each page the indices of pieces that are furniture, and how many of each kind there are.

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
            new = set(spot.pieces) - out[spot.page]
            out[spot.page] |= new
            counts[kind if kind == "page-number" or spot.above else "footer"] += bool(new)
    numbers = _line_numbers(pages, texts, out)
    for index, counting in enumerate(numbers):
        out[index] |= counting
    counts["line-number"] = sum(map(len, numbers))
    return out, counts


def _line_numbers(pages: Sequence[Page], texts: Sequence[Sequence[str]], out: Sequence[set[int]]) -> list[set[int]]:
    """Return for each page the bare numbers left of all text but what is *out*, where they count lines in equal steps."""
    edge, columns = math.inf, []
    for page, words, gone in zip(pages, texts, out, strict=True):
        bare = {index for index, text in enumerate(words) if _BARE.fullmatch(text)} - gone
        rest = [page.pieces[index].left for index in range(len(words)) if index not in bare and index not in gone]
        edge = min([edge, *rest])
        columns.append(sorted(bare, key=lambda index: page.pieces[index].middle))
    steps: set[int] = set()
    found = []
    for page, words, column in zip(pages, texts, columns, strict=True):
        left = [index for index in column if page.pieces[index].right < edge]
        steps.update(int(words[two]) - int(words[one]) for one, two in pairwise(left))
        found.append(set(left))
    return found if steps in _LINE_STEPS and sum(map(len, found)) >= _LEAST_NUMBERS else [set() for _ in pages]


def _spots(index: int, page: Page, texts: Sequence[str]) -> Iterable[_Spot]:
    """Yield what stands in the margins of a page, by the row, from the edge: what stands close is one."""
    if not page.pieces or page.height <= 0:
        return
    order = sorted(range(len(page.pieces)), key=lambda number: page.pieces[number].middle)
    for above, sequence in ((True, order), (False, order[::-1])):
        margin: list[list[int]] = []
        for number in sequence:
            piece = page.pieces[number]
            last = page.pieces[margin[-1][-1]] if margin else None
            if last is None or abs(piece.middle - last.middle) > 0.5 * (piece.bottom - piece.top):
                if len(margin) == _DEEP:
                    break
                margin.append([])
            share = piece.middle / page.height
            if share > _ZONE if above else share < 1 - _ZONE:
                break
            margin[-1].append(number)
        for row in margin:
            for group in _close_together(page, row):
                share = page.pieces[group[0]].middle / page.height
                yield _Spot(index, group, above, share, "".join(texts[number] for number in group).strip())


def _close_together(page: Page, row: Sequence[int]) -> Iterable[tuple[int, ...]]:
    """Yield the pieces of a row that stand close, as digits in a font of their own do."""
    group: list[int] = []
    for number in sorted(row, key=lambda number: page.pieces[number].left):
        piece = page.pieces[number]
        if group and piece.left - page.pieces[group[-1]].right > _APART * (piece.bottom - piece.top):
            yield tuple(group)
            group = []
        group.append(number)
    if group:
        yield tuple(group)


def _page_numbers(spots: Sequence[_Spot], pages: int) -> Iterable[_Spot]:
    """Yield page numbers; one without any sign counts where it grows by one with each page."""
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
    """Yield the same words at the same height of several pages."""
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
