"""What styles say of paragraphs and runs, as far as it changes which words are on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.docx.names import (
    LEVEL_INDEX,
    NUM_ID,
    NUM_PR,
    P_PR,
    R_PR,
    STRICT,
    VANISH,
    W,
    is_on,
    number,
    value,
)
from checker.readers.xml import parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LONGEST_CHAIN = 50
"""Styles that are based on each other; Word itself stops at some ten."""

# What a style can do to the words; most documents have no style that does, and then no style need be parsed.
_MATTERS = re.compile(rb"numPr\b|vanish\b|name [^<>]{0,40}val=[\"'](?i:toc )")


class Style(NamedTuple):
    """What holds for a style and those it is based on; ``None`` where none of them says anything.

    ``numbering`` is the id of a list, ``level`` counts from 0, ``contents`` is that of a table of contents.
    """

    numbering: str | None = None
    level: int | None = None
    hidden: bool | None = None
    contents: bool = False


NO_STYLE = Style()


class Styles:
    """The styles of a document, each looked up when it is first asked for."""

    __slots__ = ("_default", "_elements", "_known")

    def __init__(self, data: bytes) -> None:
        self._known: dict[str | None, Style] = {}
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        if not data or not (data[:1] != b"<" or _MATTERS.search(data)):
            return
        for element in parse(data, STRICT).iterfind(W + "style"):
            key = element.get(W + "styleId")
            if key is not None:
                self._elements[key] = element
                if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                    self._default = key

    def __bool__(self) -> bool:
        return bool(self._elements)

    def of_paragraph(self, key: str | None) -> Style:
        """The style *key*, or that of paragraphs which name none."""
        return self.of(self._default if key is None or key not in self._elements else key)

    def of(self, key: str | None) -> Style:
        """The style *key*; one that says nothing where there is none."""
        style = self._known.get(key)
        if style is None:
            style = self._known[key] = self._resolve(key)
        return style

    def _resolve(self, key: str | None) -> Style:
        style = NO_STYLE
        seen: set[str] = set()
        while key is not None and key not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(key)
            element = self._elements.get(key)
            if element is None:
                break
            style = _over(style, element, first=len(seen) == 1)
            key = value(element, W + "basedOn")
        return style


def _over(style: Style, element: Element, *, first: bool) -> Style:
    """*style* with what it leaves open taken from *element*, on which it is based."""
    numbering, level, hidden, contents = style
    format_ = element.find(P_PR)
    listed = None if format_ is None else format_.find(NUM_PR)
    if listed is not None:
        if numbering is None:
            numbering = value(listed, NUM_ID)
        if level is None:
            level = number(value(listed, LEVEL_INDEX))
    run = element.find(R_PR)
    if hidden is None and run is not None:
        hidden = is_on(run, VANISH)
    if first:
        contents = (value(element, W + "name") or "").lower().startswith("toc ")
    return Style(numbering, level, hidden, contents)
