"""Small pdf files drawn by hand, word by word, for what no word processor would write."""

from __future__ import annotations

from typing import NamedTuple

_CATALOG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
    b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
)


class Word(NamedTuple):
    """Text at a place, in points from the lower left; ``before`` are operators that change how it is drawn."""

    x: float
    y: float
    text: str
    size: float = 16
    before: str = ""
    matrix: str = "1 0 0 1"


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    """Operators that draw a line."""
    return f"{x0} {y0} m {x1} {y1} l S"


def draw(*pages: list[Word | str], extra: str = "", trailer: str = "", size: tuple[float, float] = (595, 842)) -> bytes:
    """A pdf with *pages*; strings on them are operators.  *extra* goes into each page's dictionary."""
    objects = [b"", b"", *_CATALOG]
    kids = []
    for page in pages:
        parts = [one if isinstance(one, str) else _shown(one) for one in page]
        content = "\n".join(parts).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        picture = " /XObject << /P 3 0 R >>" if "/P Do" in "".join(parts) else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F 3 0 R >>{picture} >> {extra} >>".encode()
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>".encode()
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _shown(word: Word) -> str:
    codes = word.text.encode("utf-16-be").hex()
    return f"q {word.before} BT /F {word.size} Tf {word.matrix} {word.x} {word.y} Tm <{codes}> Tj ET Q"


PICTURE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xcc EI Q"
"""A grey picture of the whole page."""


def column(
    text: str, *, x: float, y: float, width: int, size: float = 16, pitch: float = 28, indent: int = 2
) -> list[Word]:
    """A paragraph set in lines of *width* characters, the first one indented."""
    words = [Word(x + indent * size, y, text[: width - indent], size)]
    rest = text[width - indent :]
    while rest:
        y -= pitch
        words.append(Word(x, y, rest[:width], size))
        rest = rest[width:]
    return words
