"""Word documents made for tests out of raw XML, so that every construct of the format can be written."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.readers.packages import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" '
    'mc:Ignorable="w14 wpsCustomData"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def r(text: str, props: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def split(text: str) -> str:
    """Runs of one character each, as WPS writes them."""
    fonts = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/><w:lang w:val="en-US"/>'
    return "".join(r(char, fonts) for char in text)


def p(*content: str, props: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    inner = "".join(piece if piece.startswith("<") else r(piece) for piece in content)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def listed(num: int, level: int | None = None) -> str:
    """Properties of a paragraph of the list *num*."""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{num}"/></w:numPr>'


def table(*rows: Sequence[str]) -> str:
    """A table; cells are blocks, or plain words."""
    out = "<w:tbl><w:tblPr/><w:tblGrid/>"
    for row in rows:
        out += (
            "<w:tr>"
            + "".join(f"<w:tc><w:tcPr/>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
            + "</w:tr>"
        )
    return out + "</w:tbl>"


def field(instruction: str, *result: str) -> str:
    """A complex field inside a paragraph."""
    return f"{mark('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{mark('separate')}{''.join(result)}{mark('end')}"


def mark(kind: str) -> str:
    """One of the marks of a complex field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def choice(chosen: int | None = None, result: str = "") -> str:
    """A form field with a list of units, of which one is *chosen*."""
    at = "" if chosen is None else f'<w:result w:val="{chosen}"/>'
    entries = '<w:listEntry w:val="甲局"/><w:listEntry w:val="乙局"/>'
    begin = mark("begin").replace(
        "/></w:r>", f"><w:ffData><w:ddList>{at}{entries}</w:ddList></w:ffData></w:fldChar></w:r>"
    )
    return f"{begin}<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>{result}{mark('end')}"


def box(*blocks: str) -> str:
    """A text box as Word writes it: twice, for new programs and for old ones."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def picture(width: int, height: int) -> str:
    """A picture, its sides in EMU."""
    return f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/><a:graphic><a:blip r:embed="rId9"/></a:graphic></wp:inline></w:drawing></w:r>'


def level(at: int, text: str, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    """One level of a list's definition."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    """A list's definition."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, definition: int, more: str = "") -> str:
    """A list."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def style(key: str, inner: str = "", name: str = "", kind: str = "paragraph", more: str = "") -> str:
    """A style."""
    return f'<w:style w:type="{kind}" w:styleId="{key}"{more}><w:name w:val="{name or key}"/>{inner}</w:style>'


def members(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    main: str = "word/document.xml",
    kind: str = "document.main",
    more: tuple[str, ...] = (),
) -> dict[str, str]:
    """The members of a document with *body*; *more* names the kinds of further parts to which it refers."""
    folder, _, name = main.rpartition("/")
    parts = {
        "styles": f"<w:styles {SPACES}>{styles}</w:styles>" if styles else "",
        "numbering": f"<w:numbering {SPACES}>{numbering}</w:numbering>" if numbering else "",
        "footnotes": f"<w:footnotes {SPACES}>{footnotes}</w:footnotes>" if footnotes else "",
        "endnotes": f"<w:endnotes {SPACES}>{endnotes}</w:endnotes>" if endnotes else "",
    }
    parts = {part: content for part, content in parts.items() if content}
    relations = [f'<Relationship Id="r{part}" Type="{KINDS}{part}" Target="{part}.xml"/>' for part in parts]
    relations += [
        f'<Relationship Id="m{at}" Type="{KINDS}{part}" Target="{part}{at}.xml"/>' for at, part in enumerate(more)
    ]
    space = "http://schemas.openxmlformats.org/package/2006/"
    overrides = "".join(
        f'<Override PartName="/{folder}/{part}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{part}+xml"/>'
        for part in parts
    )
    out = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{space}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{space}relationships"><Relationship Id="r1" '
        f'Type="{KINDS}officeDocument" Target="{main}"/></Relationships>',
        main: f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        f"{folder}/_rels/{name}.rels": f'{HEAD}<Relationships xmlns="{space}relationships">{"".join(relations)}</Relationships>',
    }
    return out | {f"{folder}/{part}.xml": HEAD + content for part, content in parts.items()}


def docx(body: str, **parts: str | tuple[str, ...]) -> bytes:
    """A whole document; see :func:`members`."""
    return packed(members(body, **parts))


def control(inner: str, props: str = "") -> str:
    """A content control around blocks or runs."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
