"""Pictures, text boxes and words drawn as shapes, inside a run."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from checker.readers.docx.names import ALTERNATES, BOX, P, R, T, chosen, number

_PICTURES = frozenset({"blip", "imagedata"})
_SHAPES = frozenset({"shape", "rect", "roundrect"})
_OBJECT = "OLEObject"
_NO_TEXT = re.compile(r"(?i)Equation|MathType|Visio|Paint|MSGraph|ChemDraw")
"""Programs whose objects hold no text of a report."""
_PAGE = 7_560_000 * 10_692_000  # A4 in English Metric Units, squared
_LARGE = 0.25  # of a page
_UNITS = 12_700  # English Metric Units in a point
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d{1,4})(?:\.\d{0,9})?pt")
_HEIGHT = re.compile(r"(?:^|;)\s*height:\s*(\d{1,4})(?:\.\d{0,9})?pt")


class Drawings:
    """``pictures`` names the relations of those that were seen, ``large`` counts those that take a good part of a page.

    ``objects`` counts documents of other programs.
    """

    __slots__ = ("large", "objects", "pictures")

    def __init__(self) -> None:
        self.pictures: list[str] = []
        self.large = 0
        self.objects = 0

    def look(self, drawing: Element) -> list[Element]:
        """Count the pictures of *drawing* and return its text boxes, without going into them."""
        boxes: list[Element] = []
        pictures: list[str] = []
        area = 0
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
                    pictures.append(_relation(element))
                elif name == _OBJECT:
                    self.objects += not _NO_TEXT.match(element.get("ProgID") or "")
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


def _relation(picture: Element) -> str:
    """Return the id of the relation that leads to a picture, whatever its namespace."""
    return next((value for name, value in picture.items() if name.endswith(("}embed", "}id"))), "")


def _art(text: str) -> Element:
    """Return a text box that holds *text*, which is drawn as a shape: the head of a document often is."""
    box = Element(BOX)
    SubElement(SubElement(SubElement(box, P), R), T).text = text
    return box


def _area(style: str) -> int:
    width, height = _WIDTH.search(style), _HEIGHT.search(style)
    return int(width[1]) * int(height[1]) * _UNITS * _UNITS if width and height else 0
