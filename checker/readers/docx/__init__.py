"""Word documents: docx and docm, of Word, WPS and LibreOffice, in both editions of the standard.

Places are paragraphs: the ``w:p`` of the body counted from 1 in the order of the document, empty ones and those of
tables too.  A text box and a note have the number of the paragraph to which they belong.

Errors: ``docx-broken`` (a package without a text), ``empty``, ``only-pictures``, and those of
:mod:`checker.readers.package` and :mod:`checker.readers.xml`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from checker.document.model import Document, Extraction
from checker.errors import UnreadableError
from checker.readers.docx.fields import Fields, Mistrusted
from checker.readers.docx.lines import Join, written
from checker.readers.docx.numbering import Numbering
from checker.readers.docx.parts import Notes, find_parts
from checker.readers.docx.story import Story
from checker.readers.docx.styles import Styles
from checker.readers.package import Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from checker.readers.docx.parts import Parts

__all__ = ["read", "told"]

_HARDLY_ANY = 50
"""Characters of a text beside pictures up to which the pictures are the document."""
_SHORT = 800
"""Characters up to which a report with large pictures is likely to have its text in them."""


def read(source: bytes, path: str) -> Document:
    """Document of a docx.  Raises :class:`UnreadableError` as the module says."""
    parts = find_parts(Package(source))
    story = told(parts, parts.body(), lambda: Notes(parts))
    text, places = written(story.lines)
    pictures = story.runs.drawings
    length = len(text)
    if pictures.pictures and length <= _HARDLY_ANY:
        raise UnreadableError("only-pictures", count=pictures.pictures)
    if not text:
        raise UnreadableError("empty")
    warnings = []
    if pictures.large and length <= _SHORT:
        warnings.append("text-in-pictures")
    if story.embedded:
        warnings.append("embedded-document")
    skipped = dict(story.runs.skipped)
    counts = {"image": pictures.pictures, "embedded": story.embedded}
    counts.update((kind, len(parts.others.get(kind, ()))) for kind in ("header", "footer"))
    skipped.update((kind, count) for kind, count in counts.items() if count)
    return Document(text, "docx", path, places, {}, Extraction(skipped=skipped, warnings=tuple(warnings)))


def told(parts: Parts, body: Element, notes: Callable[[], Notes], join: Join = str.join) -> Story:
    """The text of *body* as it is walked through, with *notes* where they are referred to."""
    styles, numbering = Styles(parts.data("styles")), parts.data("numbering")
    story = Story(styles, Numbering(numbering), notes(), Fields(), join)
    story.walk(body)
    if story.runs.fields.muted:
        # A field without an end would swallow the rest of the text.
        story = Story(styles, Numbering(numbering), notes(), Mistrusted(), join)
        story.walk(body)
    return story
