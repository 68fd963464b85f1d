"""The author's own document with each gap as a comment at the words it is about.

A docx stays as it is but for the comments (:mod:`checker.annotate.edit`); of any other text a new one is made
(:mod:`checker.annotate.new_document`).
"""

from __future__ import annotations

from typing import NamedTuple

from checker.annotate.comment_text import remarks
from checker.annotate.comments import AUTHOR
from checker.annotate.edit import CommentOptions, Edited, edited, is_untouched
from checker.engine.model import Assessment
from checker.errors import UnreadableError, library
from checker.readers.docx.names import STRICT, W
from checker.readers.docx.parts import Parts, find_parts
from checker.readers.package import Package
from checker.readers.xml import parse

__all__ = ["AUTHOR", "Annotated", "CommentOptions", "annotate", "is_untouched"]

_SUFFIXES = (
    ("document.macroenabled.main+xml", ".docm"),
    ("template.macroenabledtemplate.main+xml", ".dotm"),
    ("template.main+xml", ".dotx"),
)
USUAL = ".docx"


class Annotated(NamedTuple):
    """A document with comments: its bytes, how many are ours, what its name should end in, and what to tell of it.

    ``notes`` are keys of the catalogue (``annotate.note.<key>``); ``kept`` counts comments of ours that have replies.
    """

    data: bytes
    comments: int
    kept: int
    suffix: str
    notes: tuple[str, ...]


def annotate(assessment: Assessment, package: bytes | None, text: str, options: CommentOptions) -> Annotated:
    """Return the document of *assessment* with comments.

    *package* is the docx that its *text* was read from, if it was; *text* is what was read, before anything was masked.

    :raises UsageError: ``extra-missing``, ``annotate-lines``.
    """
    for name in ("docx", "lxml.etree"):
        library(name)
    said = remarks(assessment, options.lang)
    if package is not None:
        try:
            copy = edited(package, text, said, options)
            return _annotated(copy, *_suffix_and_notes(find_parts(Package(package, options.limits)), assessment))
        except UnreadableError:
            pass  # it could be read, and cannot be written again: its text can
    from checker.annotate.new_document import new_document

    masked = assessment.document.text if assessment.document is not None else ""
    data, traced = new_document(assessment)
    copy = edited(data, masked, said, options, traced)
    return _annotated(copy, USUAL, ["text" if package is None else "rebuilt"])


def _annotated(copy: Edited, suffix: str, notes: list[str]) -> Annotated:
    return Annotated(copy.data, copy.comments, copy.kept, suffix, (*notes, *(["kept"] if copy.kept else [])))


def _suffix_and_notes(parts: Parts, assessment: Assessment) -> tuple[str, list[str]]:
    """Return what the name of the document should end in, and what its reader should know."""
    extraction = assessment.document.extraction if assessment.document is not None else None
    notes = ["converted"] if extraction is not None and extraction.converter else []
    if any(name.lower().startswith("_xmlsignatures/") for name in parts.package.names):
        notes.append("signed")
    settings = parts.data("settings")
    if settings:
        protection = parse(settings, STRICT).find(W + "documentProtection")
        if protection is not None and protection.get(W + "enforcement") in {"1", "true", "on"}:
            notes.append("protected")
    return _suffix(parts), notes


def _suffix(parts: Parts) -> str:
    types = "[Content_Types].xml"
    kind = ""
    for entry in parse(parts.package.read(types)) if types in parts.package else ():
        if (entry.get("PartName") or "").lstrip("/").lower() == parts.main.lower():
            kind = (entry.get("ContentType") or "").lower()
    return next((suffix for ending, suffix in _SUFFIXES if kind.endswith(ending)), USUAL)
