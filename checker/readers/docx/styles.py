"""What styles say of paragraphs and runs, as far as it changes which words are on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.docx.names import (
    COLOUR,
    LEVEL_INDEX,
    NUM_ID,
    NUM_PR,
    P_PR,
    R_PR,
    STRICT,
    VANISH,
    W,
    is_on,
    is_white,
    value,
    whole_number,
)
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST_CHAIN = 50
"""Styles that are based on each other; Word itself stops at some ten."""

# What a style can do to the words; most documents have no style that does, and then no style need be parsed.
_MATTERS = re.compile(rb"numPr\b|vanish\b|color w:val=.[Ff]{6}\b|name [^<>]{0,40}val=[\"'](?i:toc )")
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]{0,200}\?>\s{0,9})?(<([A-Za-z]{1,20}:|)styles\s[^<>]{0,9999}>)")
_STYLE_ID = re.compile(rb"styleId=[\"']([^\"']{1,200})[\"']")
_IS_DEFAULT = re.compile(rb"default=[\"'](?:1|true|on)[\"']")


class Style(NamedTuple):
    """What holds for a style and those it is based on; ``None`` where none of them says anything.

    ``numbering`` is the id of a list, ``level`` counts from 0, ``contents`` is that of a table of contents.  White words are hidden too.
    """

    numbering: str | None = None
    level: int | None = None
    hidden: bool | None = None
    contents: bool = False


NO_STYLE = Style()


class Styles:
    """The styles of a document, each looked up when it is first asked for."""

    __slots__ = ("_default", "_elements", "_known", "_sources", "_wrapping")

    def __init__(self, data: bytes) -> None:
        self._known: dict[str | None, Style] = {}
        self._elements: dict[str, Element] = {}
        self._sources: dict[str, bytes] = {}
        self._wrapping = (b"", b"")  # what stands around the source of one that is to be parsed
        self._default: str | None = None
        if not data or (data.startswith(b"<") and not _MATTERS.search(data)):
            return
        if not self._slice(data):
            for element in parse(data, STRICT).iterfind(W + "style"):
                key = element.get(W + "styleId") or ""
                self._elements[key] = element
                if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                    self._default = key

    def _slice(self, data: bytes) -> bool:
        """Keep the sources of styles; ``False`` where the part is not written as programs write it.

        Programs write hundreds of styles, of which a document uses a few: parsing those alone takes a tenth of the time.
        """
        root = _ROOT.match(data)
        if root is None or b"<!" in data:
            return False
        start, end = b"<" + root[2] + b"style ", b"</" + root[2] + b"style>"
        self._wrapping = (root[1] + start, end + b"</" + root[2] + b"styles>")
        for piece in data[root.end() :].split(start)[1:]:
            source, ended, _ = piece.partition(end)
            tag = source[: source.find(b">")]
            key = _STYLE_ID.search(tag)
            if not ended or key is None or b"&" in key[1]:
                return False
            name = key[1].decode("utf-8", "replace")
            self._sources[name] = source
            if b'"paragraph"' in tag and _IS_DEFAULT.search(tag):
                self._default = name
        return bool(self._sources)

    def __bool__(self) -> bool:
        return bool(self._elements or self._sources)

    def _element(self, key: str) -> Element | None:
        if key not in self._elements and key in self._sources:
            opening, closing = self._wrapping
            element = parse(opening + self._sources[key] + closing, STRICT).find(W + "style")
            if element is not None:
                self._elements[key] = element
        return self._elements.get(key)

    def of_paragraph(self, key: str | None) -> Style:
        """Return the style *key*, or that of paragraphs which name none."""
        return self.of(self._default if key is None or self._element(key) is None else key)

    def of(self, key: str | None) -> Style:
        """Return the style *key*; one that says nothing where there is none."""
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._resolve(key)
        return style

    def _resolve(self, key: str | None) -> Style:
        style = NO_STYLE
        seen: set[str] = set()
        while key is not None and key not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(key)
            element = self._element(key)
            if element is None:
                break
            style = _over(style, element, first=len(seen) == 1)
            key = value(element, W + "basedOn")
        return style


def _over(style: Style, element: Element, *, first: bool) -> Style:
    """Return *style* with what it leaves open taken from *element*, on which it is based."""
    numbering, level, hidden, contents = style
    format_ = element.find(P_PR)
    listed = None if format_ is None else format_.find(NUM_PR)
    if listed is not None:
        if numbering is None:
            numbering = value(listed, NUM_ID)
        if level is None:
            level = whole_number(value(listed, LEVEL_INDEX))
    run = element.find(R_PR)
    if hidden is None and run is not None:
        hidden = is_on(run, VANISH)
        if not hidden and value(run, COLOUR):
            hidden = is_white(run)
    if first:
        contents = (value(element, W + "name") or "").lower().startswith("toc ")
    return Style(numbering, level, hidden, contents)
