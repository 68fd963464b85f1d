"""The way back from the text of a document to the elements that hold it: the walk of the reader, with marked text.

Before the walk, each piece of text in the tree is replaced by one that knows where it stands (:class:`Traced`).  The walk
is the same as ever; only what puts pieces together keeps their origins.  What no element holds (automatic numbers, marks
of a table's cells) has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.readers.docx import walk_document
from checker.readers.docx.lines import DocxLine, placed_cells, with_starts, written
from checker.readers.docx.names import STRICT, M, T, W
from checker.readers.docx.parts import Notes, Parts, body_of
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXTS = frozenset((T, M + "t"))
_REFERENCES = {W + kind + "Reference": kind for kind in ("footnote", "endnote")}


class Origin(NamedTuple):
    """The characters ``start`` to ``end`` come from the element ``node``, the first of them from its ``offset``.

    Elements are told by their number in the document, from 0, in the order in which they begin.
    """

    start: int
    end: int
    node: int
    offset: int


class Traced(str):
    """Text that knows its origins, and goes on knowing them through what the reader does to it."""

    __slots__ = ("origins",)
    origins: tuple[Origin, ...]

    @classmethod
    def made(cls, text: str, origins: Iterable[Origin]) -> Traced:
        """Return *text* with *origins*."""
        made = cls(text)
        made.origins = tuple(origins)
        return made

    @classmethod
    def standing_in(cls, text: str, node: int) -> Traced:
        """Return *text* as it stands in the element *node*."""
        return cls.made(text, [Origin(0, len(text), node, 0)])

    def _cut_out(self, start: int, end: int) -> Traced:
        kept = []
        for one in self.origins:
            low, high = max(one.start, start), min(one.end, end)
            if low < high:
                kept.append(Origin(low - start, high - start, one.node, one.offset + low - one.start))
        return Traced.made(self[start:end], kept)

    def strip(self, chars: str | None = None, /) -> Traced:
        """Do what it does for any text."""
        start = len(self) - len(self.lstrip(chars))
        return self._cut_out(start, max(start, len(self.rstrip(chars))))

    def split(self, separator: str | None = None, maxsplit: Any = -1) -> list[Any]:
        """Do what it does for any text."""
        out, at = [], 0
        for piece in str(self).split(separator, maxsplit):
            # White space at a separator's place is in no piece: the next place where a piece stands is its own.
            at = self.index(piece, at) if separator is None else at
            out.append(self._cut_out(at, at + len(piece)))
            at += len(piece) + len(separator or "")
        return out

    def translate(self, table: Any, /) -> Traced:
        """Do what it does for any text; no character may be dropped or become several."""
        return Traced.made(str(self).translate(table), self.origins)


def join(separator: str, pieces: Iterable[str]) -> str:
    """Return what ``str.join`` returns, with the origins of the pieces."""
    at, texts, origins = 0, [], []
    for piece in pieces:
        texts.append(piece)
        if isinstance(piece, Traced):
            origins += [one._replace(start=one.start + at, end=one.end + at) for one in piece.origins]
        at += len(piece) + len(separator)
    return Traced.made(separator.join(texts), origins)


class _Notes(Notes):
    """Notes whose words come from the reference to them: it stands in the document, they do not."""

    __slots__ = ("_references",)

    def __init__(self, parts: Parts, references: Mapping[tuple[str, str], int]) -> None:
        super().__init__(parts)
        self._references = references

    def take(self, kind: str, key: str) -> Element | None:
        note = super().take(kind, key)
        node = self._references.get((kind.rpartition("}")[2], key))
        if note is not None and node is not None:
            for element in note.iter():
                _trace_element(element, node)
        return note


def trace(parts: Parts, source: bytes) -> tuple[str, list[Origin]]:
    """Return the text of a document whose main part is *source*, and the origins of its characters in rising order.

    Raises what reading it raises.
    """
    root = parse(parts.seen_white(source), STRICT)
    references: dict[tuple[str, str], int] = {}
    for number, element in enumerate(root.iter()):
        _trace_element(element, number)
        if element.tag in _REFERENCES:
            references.setdefault((_REFERENCES[element.tag], element.get(W + "id") or ""), number)
    story = walk_document(parts, body_of(root), lambda: _Notes(parts, references), join)
    return written(story.lines)[0], list(_origins(story.lines))


def _trace_element(element: Element, node: int) -> None:
    if element.tag in _TEXTS:
        if element.text:
            element.text = Traced.standing_in(element.text, node)
    elif element.tag.endswith("textpath") and element.get("string"):
        element.set("string", Traced.standing_in(element.get("string") or "", node))


def _origins(lines: list[DocxLine]) -> Iterator[Origin]:
    for at, line in with_starts(lines):
        pieces = [(inside, cell) for inside, cell, _ in placed_cells(at, line.cells or ())] or [(at, line.text)]
        for start, piece in pieces:
            if isinstance(piece, Traced):
                for one in piece.origins:
                    yield one._replace(start=one.start + start, end=one.end + start)
