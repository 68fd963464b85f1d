"""Pictures, text boxes and words drawn as shapes, inside a run."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from checker.readers.docx.names import ALTERNATES, BOX, P, R, T, chosen, number

_PICTURES = frozenset({"blip", "imagedata"})
_SHAPES = frozenset({"shape", "rect", "roundrect"})
_PAGE = 7_560_000 * 10_692_000  # A4 in English Metric Units, squared
_LARGE = 0.25  # of a page
_UNITS = 12_700  # English Metric Units in a point
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d{1,4})(?:\.\d{0,9})?pt")
_HEIGHT = re.compile(r"(?:^|;)\s*height:\s*(\d{1,4})(?:\.\d{0,9})?pt")


class Drawings:
    """``pictures`` counts what was seen, ``large`` those that take a good part of a page."""

    __slots__ = ("large", "pictures")

    def __init__(self) -> None:
        self.pictures = 0
        self.large = 0

    def look(self, drawing: Element) -> list[Element]:
        """Count the pictures of *drawing* and return its text boxes, without going into them."""
        boxes: list[Element] = []
        pictures = area = 0
        stack = [iter(drawing)]
        while stack:
            for element in stack[-1]:
                tag = element.tag
                if tag == BOX:
                    boxes.append(element)
                    continue
                inside: Element | None = element
                name = tag.rpartition("}")[2]
                if tag == ALTERNATES:
                    inside = chosen(element)
                elif name in _PICTURES:
                    pictures += 1
                elif name == "textpath":
                    boxes.append(_art(element.get("string") or ""))
                elif name == "extent":
                    area = max(area, (number(element.get("cx")) or 0) * (number(element.get("cy")) or 0))
                elif name in _SHAPES:
                    area = max(area, _area(element.get("style") or ""))
                if inside is not None and len(inside):
                    stack.append(iter(inside))
                    break
            else:
                stack.pop()
        self.pictures += pictures
        self.large += bool(pictures) and area > _LARGE * _PAGE
        return boxes


def _art(text: str) -> Element:
    """A text box that holds *text*, which is drawn as a shape: the head of a document often is."""
    box = Element(BOX)
    SubElement(SubElement(SubElement(box, P), R), T).text = text
    return box


def _area(style: str) -> int:
    width, height = _WIDTH.search(style), _HEIGHT.search(style)
    return int(width[1]) * int(height[1]) * _UNITS * _UNITS if width and height else 0
