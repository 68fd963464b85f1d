"""One pdf, page by page: its text layer where a page has a usable one, else what can be recognised in its picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers import ocr
from checker.readers.glyphs import quality
from checker.readers.kept_pages import recognise_once
from checker.readers.layout.document import Remarks, document_of
from checker.readers.layout.model import (
    LARGE,
    WHOLE,
    Page,
    Stroke,
    Strokes,
    TextPiece,
    by_height,
    is_watermark,
    join_row,
)
from checker.readers.limits import MAX_OCR_PAGES, NEGLIGIBLE_TEXT, current
from checker.readers.ocr import Recognised
from checker.readers.pdf.characters import Characters, GlyphRun, LeftOut, Turned, crosses, turned_runs
from checker.readers.pdf.objects import Box, Drawn, drawn
from checker.readers.pdf.visible import FormFields, Ink, hide_substitutes, hide_unseen, install_boxes

_OUTLINES = 150  # paths without any text: characters that were turned into shapes
_TINY = 0.0018  # share of the height of a page: 1.5 points of A4, which nobody can read
_CLEAR = 3.0  # pixels a point: the strokes of neighbours are told apart
_OF_LAYERS = (b"/OCProperties", b"/ObjStm")
"""Without the first, which may stand unseen in an object stream, a file has no layers (ISO 32000, 8.11.4.2)."""

install_boxes()


class _Read(NamedTuple):
    """One page as read: its parts (none for a scan), and what was left out or is to be warned of."""

    parts: tuple[Page, ...]
    scan: bool
    skipped: Counter[str]
    warnings: tuple[str, ...]
    characters: int
    askew: tuple[str, ...] = ()


def read_pdf(source: bytes, path: str) -> Document:
    """Return the document of the pdf *source*."""
    if _is_cut_off(source):
        raise UnreadableError("pdf-broken")
    with closing(_open_pdf(source)) as pdf, FormFields(pdf) as fields:
        count = len(pdf)
        if not count:
            raise UnreadableError("pdf-broken")
        limits = current()
        if count > limits.pages:
            raise UnreadableError("too-many-pages", pages=count, limit=limits.pages)
        attachments = [pdf.get_attachment(number).get_name() for number in range(pdf.count_attachments())]
        pages: list[Page] = []
        skipped: Counter[str] = Counter()
        warnings: list[tuple[str, int]] = []
        scans: list[int] = []
        askew: list[str] = []
        characters = 0
        layered = any(name in source for name in _OF_LAYERS)
        for index in range(count):
            read = _read_page(pdf, fields, index, layered=layered)
            skipped += read.skipped
            warnings += [(key, index + 1) for key in read.warnings]
            characters += read.characters
            if characters > limits.characters:
                raise UnreadableError("too-long", length=characters, limit=limits.characters)
            if read.scan:
                scans.append(index)
            pages += read.parts
            askew += read.askew
        if scans:
            for recognised in _recognised(pdf, scans):
                pages.append(recognised.page)
                warnings.append(("recognised-text", recognised.page.number))
                if recognised.missed:
                    warnings.append(("missed-lines", recognised.page.number))
            pages.sort(key=lambda page: page.number)
    return document_of(pages, "pdf", path, Remarks(count, skipped, warnings, attachments, askew))


def _is_cut_off(source: bytes) -> bool:
    """Return whether the end is missing: pdfium mends such a file and loses pages without a word."""
    end = source.rfind(b"%%EOF")
    return end < 0 or b" obj" in source[end:]


def _open_pdf(source: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        password = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise UnreadableError("encrypted" if password else "pdf-broken") from None


def _read_page(pdf: pypdfium2.PdfDocument, fields: FormFields, index: int, *, layered: bool) -> _Read:
    skipped: Counter[str] = Counter()
    with closing(_open_page(pdf, index)) as page:
        typed = fields.flatten(page, skipped)
        read = None if typed else _text_or_scan(page, index + 1, layered=layered)
    if read is None:
        with closing(_open_page(pdf, index)) as page:
            read = _text_or_scan(page, index + 1, layered=layered)
    warnings = read.warnings if typed is not None else (*read.warnings, "unread-fields")
    return read._replace(skipped=read.skipped + skipped, warnings=warnings)


def _open_page(pdf: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    try:
        return pdf[index]
    except pypdfium2.PdfiumError:
        raise UnreadableError("pdf-broken") from None


@contextmanager
def _load_characters(page: Any) -> Iterator[Characters]:
    """Load the text of a page; what is not known of it shows as such."""
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise UnreadableError("pdf-broken")
    try:
        characters = Characters(text_page)
        characters.find_unknown(Ink(page, _CLEAR))
        yield characters
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _text_or_scan(page: Any, number: int, *, layered: bool) -> _Read:
    """Return the text of a page, or that there is none to be used."""
    things = drawn(page.raw, layered=layered)
    if _share_covered(things, _visible(page)) < WHOLE:
        hide_unseen(page, things.groups)
    with _load_characters(page) as characters:
        return _text_of(page, things, characters, number)


def _text_of(page: Any, things: Drawn, characters: Characters, number: int) -> _Read:
    """Return the text of a page as it shows, with what was left out of it; of a scan nothing, for it is recognised.

    Left out is what nobody can see.  Where text lies unseen behind a picture of the whole page, somebody has recognised
    it before: that is taken.  What is turned makes pages of its own.
    """
    box = _visible(page)
    covered = _share_covered(things, box)
    behind = bool(things.invisible) and covered >= WHOLE
    leave_out = things.cut_off | (things.unseen if behind else things.unseen | things.invisible)
    rules = _to_page(things.rules, box)
    turned, left_out = _legible_runs(characters, box, leave_out, rules.upright)
    text, length = "".join(run.text for part in turned for run in part.runs), len("".join(characters.text.split()))
    judged = quality(text.replace(" ", ""))
    if _is_scan(things, covered, len(text)) or (text and not judged.usable):
        keys = ("unreadable-glyphs",) if len(text) >= NEGLIGIBLE_TEXT else ()
        return _Read((), scan=True, skipped=Counter(), warnings=keys, characters=length)
    cut_off = sum(map(things.cut_off.__contains__, characters.objects() if things.cut_off else ()))
    pictures = 0 if behind else sum(_covered_share(picture, box) >= LARGE for picture in things.pictures)
    doubts = {
        "hidden-text": left_out.unseen > cut_off,
        "unreadable-glyphs": judged.broken,
        "recognised-text": behind,
        "turned-text": left_out.turned > 0 or not is_watermark(left_out.askew),
    }
    parts = []
    width, height = box[2] - box[0], box[3] - box[1]
    for turns, runs in turned:
        wide, high = (height, width) if turns % 2 else (width, height)
        strokes = Strokes() if turns else rules
        pieces = tuple(_join_runs(characters, runs, strokes.upright, things.pale))
        parts.append(Page(number, wide, high, pieces, strokes, recognised=behind))
    skipped = +Counter(hidden=left_out.unseen, image=pictures, watermark=len(left_out.askew))
    warnings = tuple(key for key, holds in doubts.items() if holds)
    return _Read(
        tuple(parts), scan=False, skipped=skipped, warnings=warnings, characters=length, askew=tuple(left_out.askew)
    )


def _legible_runs(
    characters: Characters, box: Box, leave_out: frozenset[int], walls: tuple[Stroke, ...]
) -> tuple[list[Turned], LeftOut]:
    """Return the runs in *box* that are large enough to be read, and what was left out."""
    turned, left_out = turned_runs(characters, box, leave_out, walls)
    least = _TINY * (box[3] - box[1])
    for part in turned:
        tiny = sum(len(run.text) for run in part.runs if _is_tiny(run, least))
        left_out = left_out._replace(unseen=left_out.unseen + tiny)
        part.runs[:] = [run for run in part.runs if not _is_tiny(run, least)]
    return turned, left_out


def _is_scan(things: Drawn, covered: float, found: int) -> bool:
    """Return whether pictures, or characters made shapes, fill a page above which hardly any text was *found*."""
    return found < NEGLIGIBLE_TEXT and (covered >= WHOLE or things.paths >= _OUTLINES)


def _is_tiny(run: GlyphRun, least: float) -> bool:
    """Return whether nobody can read it: low and narrow; a single mark may be that, too, where only its ink is known."""
    return len(run.text) > 3 and run.bottom - run.top < least and run.right - run.left < least * len(run.text)


def _join_runs(
    characters: Characters, runs: list[GlyphRun], walls: tuple[Stroke, ...], pale: frozenset[int]
) -> Iterator[TextPiece]:
    """Yield runs put together to the pieces of each row, with the fonts at both ends."""

    def apart(right: float, left: float, middle: float) -> bool:
        return bool(walls) and crosses(walls, right, left, middle)

    plain = [
        TextPiece(run.text, run.left, run.right, run.top, run.bottom, run.size, str(run.first), str(run.last))
        for run in runs
    ]
    if pale:
        plain = [piece._replace(pale=characters.object(int(piece.first_font)) in pale) for piece in plain]
    for row in by_height(plain):
        for piece in join_row(row, apart):
            fonts = characters.font(int(piece.first_font)), characters.font(int(piece.last_font))
            yield piece._replace(first_font=fonts[0], last_font=fonts[1])


def _visible(page: Any) -> Box:
    """Return the part of the page that is shown: the crop box, within bounds that a reader can work with."""
    left, bottom, right, top = page.get_cropbox()
    if right <= left or top <= bottom:
        left, bottom, right, top = _upright(page.get_mediabox())
    return left, bottom, right, top


def _upright(box: Box) -> Box:
    """Return left, bottom, right and top of a box given by any two opposite corners (ISO 32000, 7.9.5)."""
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _covered_share(picture: Box, box: Box) -> float:
    width = min(picture[2], box[2]) - max(picture[0], box[0])
    height = min(picture[3], box[3]) - max(picture[1], box[1])
    whole = (box[2] - box[0]) * (box[3] - box[1])
    return max(0.0, width) * max(0.0, height) / whole if whole > 0 else 0.0


def _share_covered(things: Drawn, box: Box) -> float:
    return sum(_covered_share(picture, box) for picture in things.pictures)


def _to_page(rules: Strokes, box: Box) -> Strokes:
    """Return the drawn lines in the coordinates of :class:`Page`."""
    left, _, _, top = box
    return Strokes(
        tuple(Stroke(top - rule.at, rule.start - left, rule.end - left) for rule in rules.level),
        tuple(Stroke(rule.at - left, top - rule.end, top - rule.start) for rule in rules.upright),
    )


def _recognised(pdf: pypdfium2.PdfDocument, scans: list[int]) -> Iterator[Recognised]:
    """Yield the scanned pages as far as they can be recognised.  Raises ``needs-ocr`` and ``too-many-scans``."""
    if not ocr.is_installed():
        raise UnreadableError("needs-ocr", pages=[index + 1 for index in scans[:20]], extra="ocr")
    if len(scans) > MAX_OCR_PAGES:
        raise UnreadableError("too-many-scans", pages=len(scans), limit=MAX_OCR_PAGES)
    for index in scans:
        with closing(pdf[index]) as page:
            hide_substitutes(drawn(page.raw).texts)
            scale = ocr.scale_for(*page.get_size())
            with closing(page.render(scale=scale, grayscale=False, rev_byteorder=False)) as bitmap:
                yield recognise_once(bitmap.to_numpy(), index + 1, scale)
