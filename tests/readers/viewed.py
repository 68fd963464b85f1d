"""Small pdf files with what a viewer shows or hides: fonts with and without a table, layers, fields, notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

from .drawing import draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .drawing import Word

    Change = Callable[[pikepdf.Pdf], None]

PLACE = (72, 120)


def changed(words: Sequence[Word], *changes: Change) -> bytes:
    """A page of *words* in a font that is not embedded, with *changes*."""
    return _saved(pikepdf.open(io.BytesIO(draw(list(words)))), *changes)


def _saved(pdf: pikepdf.Pdf, *changes: Change) -> bytes:
    for change in changes:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def embedded(lines: Sequence[str], table: dict[str, str | None], *changes: Change, composite: bool = True) -> bytes:
    """Lines in a font of the file, whose table gives each character as it is, but for those in *table* (hexadecimal).

    Blanks have no ink.  Without *composite* it is a font of single bytes that has no table.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    chars = sorted(set("".join(lines)))
    codes = {char: number for number, char in enumerate(chars, 1 if composite else 33)}
    described = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Boxes, Flags=4, FontBBox=Array([0, -200, 1000, 900]), ItalicAngle=0,
        Ascent=880, Descent=-120, CapHeight=880, StemV=80, FontFile2=pdf.make_stream(_font(chars)),
    )  # fmt: skip
    wide = [500 if char.isascii() else 1000 for char in chars]
    if composite:
        inner = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Boxes, W=Array([1, Array(wide)]),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(described), CIDToGIDMap=Name.Identity,
        )  # fmt: skip
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Boxes, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(_table({code: table.get(char, f"{ord(char):04X}") for char, code in codes.items()})),
        )  # fmt: skip
    else:
        font = Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Boxes, FirstChar=33, LastChar=32 + len(chars),
            Widths=Array(wide), FontDescriptor=pdf.make_indirect(described),
        )  # fmt: skip
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    digits = 4 if composite else 2
    shown = (
        f"BT /F 16 Tf 72 {760 - 28 * number} Td <{''.join(f'{codes[char]:0{digits}x}' for char in line)}> Tj ET"
        for number, line in enumerate(lines)
    )
    page.contents_add(pdf.make_stream("\n".join(shown).encode()))
    return _saved(pdf, *changes)


def turned(pdf: pikepdf.Pdf) -> None:
    """Draw the first page turned, and rotate it so that it is shown upright."""
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"q 0 1 -1 0 842 0 cm"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q"))
    page.MediaBox, page.Rotate = Array([0, 0, 842, 595]), 90


def _font(chars: Sequence[str]) -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"g{number}" for number in range(len(chars)))]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({33 + number: name for number, name in enumerate(names[1:])})
    wide = [500 if char.isascii() else 1000 for char in chars]
    outlines = [_outline(width, " " if char.isspace() else char) for char, width in zip(chars, wide, strict=True)]
    builder.setupGlyf(dict(zip(names, [_outline(1000, "x"), *outlines], strict=True)))
    builder.setupHorizontalMetrics(dict(zip(names, [(1000, 0), *((width, 0) for width in wide)], strict=True)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _outline(width: int, char: str) -> object:
    pen = TTGlyphPen(None)
    if char != " ":
        pen.moveTo((60, 0))
        for point in ((60, 800), (width - 60, 800), (width - 60, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _table(meant: dict[int, str | None]) -> bytes:
    known = [f"<{code:04X}> <{one}>" for code, one in meant.items() if one is not None]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(known)} beginbfchar\n" + "\n".join(known) + "\nendbfchar endcmap end end"
    ).encode()


def shown(text: str, *, x: float = PLACE[0], y: float = PLACE[1], before: str = "", after: str = "") -> Change:
    """Add a text between the operators *before* and *after*."""

    def change(pdf: pikepdf.Pdf) -> None:
        words = f"q {before} BT /F 12 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET {after} Q"
        pdf.pages[0].contents_add(pdf.make_stream(words.encode()))

    return change


def layer(text: str, configured: Callable[[Any], Any], *, member: bool = False, usage: bool = False) -> Change:
    """Add a text in a layer that is *configured* (ISO 32000 8.11.4); *member*: by way of a membership."""

    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("层")))
        if usage:
            group.Usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
        of = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([group]))) if member else group
        properties = pdf.pages[0].Resources.get("/Properties") or Dictionary()
        name = f"/MC{len(properties)}"
        properties[name] = of
        pdf.pages[0].Resources.Properties = properties
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=configured(group))
        shown(text, before=f"/OC {name} BDC", after="EMC")(pdf)

    return change


def off(group: Any) -> Any:
    return Dictionary(OFF=Array([group]))


def form(text: str, *, hidden: bool) -> Change:
    """Add a form with a text, in a layer that is off or on."""

    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("层")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=off(group) if hidden else Dictionary())
        pdf.pages[0].Resources.XObject = Dictionary(X=_appearance(pdf, text, OC=group))
        pdf.pages[0].contents_add(pdf.make_stream(f"q 1 0 0 1 {PLACE[0]} {PLACE[1]} cm /X Do Q".encode()))

    return change


def _appearance(pdf: pikepdf.Pdf, text: str, **more: Any) -> Any:
    fonts = Dictionary(F=pdf.pages[0].Resources.Font.F)
    words = f"BT /F 12 Tf 2 5 Td <{text.encode('utf-16-be').hex()}> Tj ET" if text else "0 0 9 9 re f"
    return pdf.make_stream(
        words.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 20]),
        Resources=Dictionary(Font=fonts), **more,
    )  # fmt: skip


def annotation(kind: str, text: str, *, drawn: bool = True, flags: int = 4, **more: Any) -> Change:
    """Add an annotation that shows a text where it is *drawn*."""

    def change(pdf: pikepdf.Pdf) -> None:
        x, y = PLACE
        made = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + kind), Rect=Array([x, y, x + 300, y + 20]), F=flags, **more
        )
        if text:
            made.Contents = String(text)
        if drawn:
            made.AP = Dictionary(N=_appearance(pdf, text))
        pdf.pages[0].Annots = Array([pdf.make_indirect(made)])

    return change


def field(kind: str, text: str, *, kid: bool = False, drawn: bool = True, flags: int = 4) -> Change:
    """Add a field of a form with a value; *kid*: the annotation of a field that stands above it."""

    def change(pdf: pikepdf.Pdf) -> None:
        own = {"FT": Name("/" + kind), "T": String("f"), "V": String(text), "DA": String("/F 12 Tf")}
        annotation("Widget", text, drawn=drawn, flags=flags, **({} if kid else own))(pdf)
        (widget,) = pdf.pages[0].Annots
        if kid:
            widget.Parent = pdf.make_indirect(Dictionary(**own))
            widget.Parent.Kids = Array([widget])
        fonts = Dictionary(Font=Dictionary(F=pdf.pages[0].Resources.Font.F))
        pdf.Root.AcroForm = Dictionary(Fields=Array([widget.Parent if kid else widget]), DR=fonts)

    return change
