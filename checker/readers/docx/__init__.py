"""Word documents: docx and docm, of Word, WPS and LibreOffice, in both editions of the standard.

Places are paragraphs: the ``w:p`` of the body counted from 1 in the order of the document, empty ones and those of
tables too.  A text box and a note have the number of the paragraph to which they belong.

Errors: ``docx-broken`` (a package without a text), ``empty``, ``only-pictures``, ``only-embedded``, ``too-many-scans``,
``own-result``, and those of :mod:`checker.readers.package` and :mod:`checker.readers.xml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from checker.document.model import Document, Extraction, Place
from checker.errors import UnreadableError
from checker.readers.docx.fields import Fields, Mistrusted
from checker.readers.docx.lines import DocxLine, Join, source_rows, written
from checker.readers.docx.numbering import Numbering
from checker.readers.docx.parts import SUBDOCUMENT, Notes, chunk_lines, diagram_texts, find_parts, margin_lines
from checker.readers.docx.story import Sources, Story
from checker.readers.docx.styles import Styles
from checker.readers.limits import MAX_OCR_PAGES
from checker.readers.lines import margin_marks
from checker.readers.own_results import is_own_document
from checker.readers.package import Package
from checker.readers.sniff import PICTURES, binary_format
from checker.readers.source_maps import PlaceMap
from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from checker.readers.docx.parts import Parts

_DEEPEST = 3  # documents within documents
_FIRST = 10
"""Lines among which a title stands."""
_LIKE_TITLE = lazy(r"[^、]{0,60}(?:«titles.paper-ends»|«titles.before-papers»)(?:[（(].{0,20})?")
_TITLE = lazy(r".{0,50}20\d\d.{0,30}«titles.subjects».{0,30}«titles.names»")
_HARDLY_ANY = 50
"""Characters of a text beside pictures up to which the pictures are the document."""
_SHORT = 800
"""Characters up to which a report with large pictures is likely to have its text in them."""


def read(source: bytes, path: str) -> Document:
    """Return the document of a docx.  Raises :class:`UnreadableError` as the module says."""
    parts = find_parts(Package(source))
    if is_own_document(parts.package):
        raise UnreadableError("own-result")
    story = walk_document(parts, parts.body(), lambda: Notes(parts))
    text, places = written(story.lines)
    pictures, embedded = story.runs.drawings, story.embedded + story.runs.drawings.objects
    embedded += len(parts.others.get(SUBDOCUMENT, ()))
    skipped = dict(story.runs.skipped)
    counts = {"image": len(pictures.pictures), "embedded": embedded}
    counts |= {kind: len(parts.others[kind]) for kind in ("header", "footer") if kind in parts.others}
    skipped |= {kind: count for kind, count in counts.items() if count}
    length = len(text)
    if pictures.pictures and length <= _HARDLY_ANY:
        return _recognised_pictures(parts, pictures.pictures, path, skipped)
    if not text:
        raise UnreadableError("only-embedded" if embedded else "empty")
    warnings = []
    if pictures.large and length <= _SHORT:
        warnings.append("text-in-pictures")
    elif story.pictured:
        warnings.append("picture-for-text")
    if embedded:
        warnings.append("embedded-document")
    if story.runs.inserted or skipped.get("deletion"):
        warnings.append("pending-changes")
    extraction = Extraction(skipped=skipped, warnings=tuple(warnings))
    return Document(text, "docx", path, places, {}, extraction, source_rows(story.lines))


def _recognised_pictures(parts: Parts, pictures: Sequence[str], path: str, skipped: Mapping[str, int]) -> Document:
    """Return the document of the *pictures* (ids of relations) in their order; its places are pages, one a picture.

    :raises UnreadableError: ``only-pictures``, where recognition is not installed or finds nothing; ``too-many-scans``.
    """
    from checker.readers import ocr, picture  # which load what lays out pages

    scans = [
        data for key in dict.fromkeys(pictures) if (data := parts.related(key)) and binary_format(data) in PICTURES
    ]
    if len(scans) > MAX_OCR_PAGES and ocr.is_installed():
        raise UnreadableError("too-many-scans", pages=len(scans), limit=MAX_OCR_PAGES)
    texts: list[str] = []
    starts, places, at = [], [], 0
    warnings: list[str] = []
    for number, data in enumerate(scans if ocr.is_installed() else (), 1):
        found = picture.read(data, path)
        if found.text:
            starts.append(at)
            places.append(Place(page=number))
            texts.append(found.text)
            at += len(found.text) + 1
        warnings += found.extraction.warnings if found.extraction else ()
    if not texts:
        raise UnreadableError("only-pictures", count=len(pictures))
    extraction = Extraction(len(scans), 1.0, skipped=skipped, warnings=tuple(dict.fromkeys(warnings)))
    return Document("\n".join(texts), "docx", path, PlaceMap(starts, places), {}, extraction)


def walk_document(
    parts: Parts, body: Element, notes: Callable[[], Notes], join: Join = str.join, depth: int = 0
) -> Story:
    """Return the text of *body* as it is walked through, with *notes* where they are referred to.

    Marks at the edges of pages stand before it, and its title where that is only there.
    """
    styles = Styles(parts.styles())

    def chunk(key: str) -> list[str] | None:
        return chunk_lines(parts.related(key), lambda data: _inner(data, depth)) if depth < _DEEPEST else None

    def diagram(key: str) -> list[str]:
        return diagram_texts(parts.related(key))

    def story_of(root: Element, fields: Fields) -> Story:
        numbering = Numbering(parts.data("numbering"))
        story = Story(Sources(styles, numbering, notes(), chunk, diagram), fields, join)
        story.walk(root)
        return story

    story = story_of(body, Fields())
    if story.runs.fields.muted:
        # A field without an end would swallow the rest of the text.
        story = story_of(body, Mistrusted())
    margins = list(margin_lines(parts, body, lambda root: (line.text for line in story_of(root, Fields()).lines)))
    titles = [line for line in margins if _TITLE.fullmatch(line)]
    if any(_LIKE_TITLE.fullmatch(line.text) for line in story.lines[:_FIRST]):
        titles.clear()  # what stands above the pages repeats the title
    story.lines[:0] = [DocxLine(line, 1) for line in (*margin_marks(margins), *titles[:1])]
    return story


def _inner(data: bytes, depth: int) -> str:
    parts = find_parts(Package(data))
    return written(walk_document(parts, parts.body(), lambda: Notes(parts), depth=depth + 1).lines)[0]
