"""What LibreOffice makes of a file: the lines of each page, as a reader sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.libreoffice import SOFFICE, convert
from tests.readers.printing import has_fonts

if TYPE_CHECKING:
    from pathlib import Path

HEIGHT = 842  # points of a page of A4
needs_office = pytest.mark.skipif(
    SOFFICE is None or not has_fonts(),
    reason="LIBREOFFICE OR NOTO CJK FONTS ARE NOT INSTALLED: documents are not looked at",
)


class Line(NamedTuple):
    """One printed line: its words without blanks, and its box in points from the lower left corner."""

    words: str
    left: float
    bottom: float
    right: float
    top: float


def printed(folder: Path, *files: Path) -> list[bytes]:
    """The pdf that LibreOffice prints of each of *files*, whose names differ in more than their ends, in one start."""
    return [made.read_bytes() for made in convert("pdf", files, folder / "pdf")]


def pages(pdf: bytes) -> list[list[Line]]:
    """The lines of each page from above: characters whose boxes overlap in height."""
    pypdfium2 = pytest.importorskip("pypdfium2", reason="PYPDFIUM2 IS NOT INSTALLED: documents are not looked at")
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [(text.get_text_range(at, 1), text.get_charbox(at, loose=True)) for at in range(text.count_chars())]
            lines: list[list[tuple[str, tuple[float, float, float, float]]]] = []
            for one in sorted((one for one in boxes if one[0].strip()), key=lambda one: -(one[1][1] + one[1][3])):
                middle = (one[1][1] + one[1][3]) / 2
                if lines and lines[-1][0][1][1] < middle < lines[-1][0][1][3]:
                    lines[-1].append(one)
                else:
                    lines.append([one])
            found.append([_line(line) for line in lines])
    return found


def _line(characters: list[tuple[str, tuple[float, float, float, float]]]) -> Line:
    ordered = sorted(characters, key=lambda one: one[1][0])
    boxes = [box for _, box in ordered]
    return Line(
        "".join(char for char, _ in ordered),
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
