"""Footnotes and endnotes, read when the text first refers to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers.docx.names import STRICT, W
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from checker.readers.docx.parts import Parts


class Notes:
    """The notes of a document by their kind (``footnote``, ``endnote``) and id."""

    __slots__ = ("_notes", "_parts")

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._notes: dict[str, dict[str, Element]] = {}

    def take(self, kind: str, key: str) -> Element | None:
        """The note, once: a note that refers to itself would never end."""
        kind = kind.rpartition("}")[2]
        if kind not in self._notes:
            data = self._parts.data(kind + "s")
            notes = parse(data, STRICT) if data else ()
            self._notes[kind] = {note.get(W + "id") or "": note for note in notes if note.tag == W + kind}
        return self._notes[kind].pop(key, None)
