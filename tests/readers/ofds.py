"""OFD files made in the shape of official documents: 28 characters a line, 22 lines a page, first lines indented."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from .packages import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.6  # mm of a character
LEFT, TOP, PITCH = 28.0, 37.0, 10.0
PER_LINE, PER_PAGE = 28, 22
_NO_START = "，。、；：？！”’）》％,;:?!)"


class Line(NamedTuple):
    text: str
    indent: float = 0.0  # characters
    size: float = SIZE


def lines_of(paragraphs: Iterable[str]) -> list[Line]:
    """Paragraphs as lines; a short first one is the title, in the middle and larger."""
    lines: list[Line] = []
    for number, paragraph in enumerate(paragraphs):
        if not number and len(paragraph) <= 40 and not paragraph.startswith("|"):
            size = SIZE * 1.4
            rest, width = paragraph, 20
            while rest:
                head, rest = rest[:width], rest[width:]
                lines.append(Line(head, (PER_LINE * SIZE - _wide(head) * size) / 2 / SIZE, size))
            continue
        indent, rest = 2.0, paragraph
        while rest:
            end, wide = 0, 0.0
            while end < len(rest) and wide + _wide(rest[end]) <= PER_LINE - indent:
                wide += _wide(rest[end])
                end += 1
            while 0 < end < len(rest) and rest[end] in _NO_START:  # no line begins with a stop
                end -= 1
            while 1 < end < len(rest) and rest[end - 1].isascii() and rest[end].isascii():  # nor inside a number
                end -= 1
            end = end or len(rest)
            lines.append(Line(rest[:end], indent))
            rest, indent = rest[end:], 0.0
    return lines


def _wide(text: str) -> float:
    return sum(1.0 if char >= "\u2e80" or char in "“”‘’…—" else 0.5 for char in text)


def text_object(text: str, x: float, y: float, *, size: float = SIZE, more: str = "", runs: bool = False) -> str:
    """A line of text as one object; its widths run by run or character by character."""
    steps = [_wide(char) * size for char in text[:-1]]
    deltas = f"g {len(steps)} {size}" if runs and steps else " ".join(f"{step:.3f}" for step in steps)
    width = _wide(text) * size
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.3f} {y - size:.3f} {width:.3f} {size * 1.2:.3f}" Font="3" '
        f'Size="{size:.3f}" {more}><ofd:FillColor Value="0 0 0"/>'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX={quoteattr(deltas)}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def page_of(lines: Sequence[Line], extra: str = "", template: bool = True) -> str:
    objects = [
        text_object(line.text, LEFT + line.indent * SIZE, TOP + number * PITCH, size=line.size)
        for number, line in enumerate(lines)
    ]
    return page("".join(objects) + extra, template=template)


def page(objects: str, *, template: bool = False, kind: str = "Body", more: str = "") -> str:
    used = '<ofd:Template TemplateID="1" ZOrder="Background"/>' if template else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {NAMESPACE}>{used}<ofd:Area><ofd:PhysicalBox>0 0 210 297'
        f'</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="2" Type="{kind}">{objects}</ofd:Layer>{more}'
        "</ofd:Content></ofd:Page>"
    )


def ofd(pages: Sequence[str], *, template: str = "", members: dict[str, str] | None = None, body: str = "") -> bytes:
    """A whole file; *members* are put over what is made, *body* into the entry of the document."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    files = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} DocType="OFD" Version="1.1"><ofd:DocBody>'
        f"<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '<ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts/></ofd:Res>',
        "Doc_0/Tpls/Tpl_0/Content.xml": page(template),
    }
    files |= {f"Doc_0/Pages/Page_{number}/Content.xml": content for number, content in enumerate(pages)}
    return packed({name: text.encode() for name, text in (files | (members or {})).items()})


def document(paragraphs: Sequence[str], **rest: object) -> bytes:
    """The paragraphs on so many pages, each numbered at its foot, the running header in the template."""
    lines = lines_of(paragraphs)
    chunks = [lines[at : at + PER_PAGE] for at in range(0, len(lines), PER_PAGE)]
    pages = [
        page_of(chunk, extra=text_object(f"— {number} —", 97, 275, size=4.9)) for number, chunk in enumerate(chunks, 1)
    ]
    return ofd(pages, template=text_object("某市某局文件", 80, 12), **rest)
