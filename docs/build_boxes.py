"""Make ``checker/readers/pdf/boxes.ttf``: every character of Unicode is one box, but for blanks.  Needs fonttools; run after a change.

python docs/build_boxes.py
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

PATH = Path(__file__).parents[1] / "checker/readers/pdf/boxes.ttf"
BLANKS = (0x20, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000)
ASCENT, DESCENT, EM = 880, -120, 1000
CODE_PAGES = 1 | 1 << 17 | 1 << 18 | 1 << 19 | 1 << 20 | 1 << 21
"""Latin, Japanese, simplified and traditional Chinese, Korean: by these pdfium chooses."""


def box() -> object:
    """Return a box that leaves a little room between two characters."""
    pen = TTGlyphPen(None)
    pen.moveTo((50, DESCENT))
    for point in ((50, ASCENT - 30), (950, ASCENT - 30), (950, DESCENT)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def every_character() -> CmapSubtable:
    """Return a table of many characters to one glyph (format 13): some bytes for all of Unicode."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 13, 0, 0, 1
    table.cmap = dict.fromkeys(range(0x20, 0x110000), "box") | dict.fromkeys(BLANKS, "blank")
    return table


def main() -> None:
    """Write the font, the same bytes each time."""
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", "box", "blank"])
    font.setupCharacterMap({0x20: "box"})
    font.font["cmap"].tables = [every_character()]
    font.setupGlyf({".notdef": box(), "box": box(), "blank": TTGlyphPen(None).glyph()})
    font.setupHorizontalMetrics({".notdef": (EM, 50), "box": (EM, 50), "blank": (EM, 0)})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": "Checker Boxes", "styleName": "Regular"})
    font.setupOS2(
        sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT,
        ulCodePageRange1=CODE_PAGES, ulCodePageRange2=0,
    )  # fmt: skip
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 3_600_000_000
    font.font.recalcTimestamp = False
    font.save(PATH)


if __name__ == "__main__":
    main()
