"""Reports set in the layouts in which they are published, printed to pdf by LibreOffice and by Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape as xml_escape

from tests.libreoffice import convert
from tests.readers.browser import Sheet, print_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def has_fonts() -> bool:
    """Whether a font has the characters; without one, programs print boxes."""
    listed = shutil.which("fc-list")
    return listed is None or bool(
        subprocess.run([listed, "Noto Serif CJK SC"], check=False, capture_output=True, timeout=60).stdout
    )


class Layout(NamedTuple):
    """How a report is printed; lengths in millimetres, sizes in points."""

    program: str
    font: str = "Noto Serif CJK SC"
    head_font: str = "Noto Sans CJK SC"
    size: float = 16
    pitch: float = 28
    page: tuple[float, float] = (210, 297)
    margins: tuple[float, float, float, float] = (37, 26, 35, 28)
    indent: float = 2  # ems
    gap: float = 0  # points between paragraphs
    align: str = "justify"
    numbers: str = "— {} —"
    header: str = ""
    title_size: float = 22
    bold_heads: bool = False


LAYOUTS = {
    "office-standard": Layout("soffice"),
    "office-plain": Layout("soffice", "Noto Sans CJK SC", size=12, pitch=20, margins=(25, 32, 25, 32), numbers="{}"),
    "office-droid": Layout("soffice", "Droid Sans Fallback", "Droid Sans Fallback", numbers="- {} -", bold_heads=True),
    "office-letter": Layout(
        "soffice",
        page=(216, 279),
        margins=(25, 25, 25, 25),
        size=14,
        pitch=24,
        numbers="第 {} 页",
        header="某市某局文件汇编",
    ),
    "office-b5": Layout(
        "soffice", page=(176, 250), margins=(20, 20, 20, 20), size=10.5, pitch=16, align="left", numbers="{}/9"
    ),
    "office-gaps": Layout("soffice", indent=0, gap=10, numbers="", bold_heads=True),
    "browser-standard": Layout("chromium", numbers=""),
    "browser-gaps": Layout(
        "chromium", "Noto Sans CJK SC", size=12, pitch=21, indent=0, gap=12, margins=(10, 10, 10, 10), align="left"
    ),
    "browser-indent": Layout(
        "chromium",
        "Noto Sans CJK SC",
        size=12,
        pitch=24,
        indent=2,
        gap=8,
        margins=(15, 15, 15, 15),
        align="left",
        header="on",
    ),
    "browser-small": Layout(
        "chromium",
        "Droid Sans Fallback",
        "Droid Sans Fallback",
        size=9,
        pitch=14,
        page=(148, 210),
        margins=(12, 12, 12, 12),
    ),
    "browser-ragged": Layout("chromium", indent=0, gap=0, align="left", bold_heads=True),
}

_HEAD = re.compile(r"[一二三四五六七八九十]{1,3}、[^。;；]{1,60}$|[(（][一二三四五六七八九十]{1,3}[)）][^。;；]{1,50}$")


def source_paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text with blanks and rows as a word processor would show them."""
    lines = (" ".join(line.replace("\u3000", " ").split()) for line in text.split("\n"))
    return [line for line in lines if line]


def print_reports(reports: Mapping[str, tuple[list[str], Layout]], program: str, folder: Path) -> dict[str, bytes]:
    """The pdf of each of *reports* (paragraphs with their layout, by names that files can have), printed in one go."""
    return (_by_soffice if program == "soffice" else _by_chromium)(reports, folder)


def _by_soffice(reports: Mapping[str, tuple[list[str], Layout]], folder: Path) -> dict[str, bytes]:
    for name, (paragraphs, layout) in reports.items():
        (folder / f"{name}.fodt").write_text(_open_document(paragraphs, layout), encoding="utf-8")
    made = convert("pdf", [folder / f"{name}.fodt" for name in reports], folder)
    return {path.stem: path.read_bytes() for path in made}


def _by_chromium(reports: Mapping[str, tuple[list[str], Layout]], folder: Path) -> dict[str, bytes]:
    sheets = []
    for name, (paragraphs, layout) in reports.items():
        source = folder / f"{name}.html"
        source.write_text(_page(paragraphs, layout), encoding="utf-8")
        sheets.append(Sheet(source, framed=bool(layout.header)))
    assert CHROMIUM is not None
    return dict(zip(reports, print_pages(CHROMIUM, sheets, folder / "profile"), strict=True))


def _kinds(paragraphs: list[str]) -> list[str]:
    """What each paragraph is: the title, a heading, a row of a table, text."""
    title = next((index for index, text in enumerate(paragraphs[:12]) if re.search(r"(?:报告|总结)$", text)), -1)
    return [
        "title" if index == title else "row" if text.startswith("|") else "head" if _HEAD.match(text) else "text"
        for index, text in enumerate(paragraphs)
    ]


def _page(paragraphs: list[str], layout: Layout) -> str:
    top, right, bottom, left = layout.margins
    weight = "bold" if layout.bold_heads else "normal"
    style = (
        f"@page{{size:{layout.page[0]}mm {layout.page[1]}mm;margin:{top}mm {right}mm {bottom}mm {left}mm}}"
        f"body{{margin:0;font:{layout.size}pt/{layout.pitch}pt '{layout.font}'}}"
        f"p{{margin:0 0 {layout.gap}pt;text-indent:{layout.indent}em;text-align:{layout.align}}}"
        f".head{{font-family:'{layout.head_font}';font-weight:{weight}}}"
        f".title{{font:{layout.title_size}pt/{layout.title_size * 1.6}pt '{layout.head_font}';text-align:center;text-indent:0}}"
        "td{border:1px solid #000;padding:2pt 5pt}table{border-collapse:collapse}"
    )
    body = []
    for kind, text in zip(_kinds(paragraphs), paragraphs, strict=True):
        if kind == "row":
            body.append("<table><tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells(text)) + "</tr></table>")
        else:
            body.append(f'<p class="{kind}">{escape(text)}</p>')
    return f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>某报告</title><style>{style}</style>{''.join(body)}"


def cells(row: str) -> list[str]:
    """The cells of a row as a plain text writes it."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def _open_document(paragraphs: list[str], layout: Layout) -> str:
    top, right, bottom, left = layout.margins
    weight = "bold" if layout.bold_heads else "normal"

    def style(name: str, paragraph: str, font: str, size: float, bold: str = "normal") -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph} '
            'style:line-break="strict" style:punctuation-wrap="simple" fo:orphans="0" fo:widows="0"/>'
            f'<style:text-properties style:font-name-asian="{font}" style:font-name="{font}" fo:font-size="{size}pt" '
            f'style:font-size-asian="{size}pt" style:font-weight-asian="{bold}" fo:font-weight="{bold}" '
            'fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/></style:style>'
        )

    usual = (
        f'fo:line-height="{layout.pitch}pt" fo:margin-bottom="{layout.gap}pt" fo:margin-top="0pt" '
        f'fo:text-indent="{layout.indent * layout.size}pt" fo:text-align="{layout.align}"'
    )
    centred = f'fo:line-height="{layout.title_size * 1.6}pt" fo:text-align="center"'
    fonts = "".join(
        f'<style:font-face style:name="{font}" svg:font-family="\'{font}\'"/>'
        for font in {layout.font, layout.head_font}
    )
    footer = layout.numbers.split("{}")
    foot = (
        '<style:footer><text:p text:style-name="foot">' + xml_escape(footer[0])
        + "<text:page-number/>" + xml_escape(footer[1]) + "</text:p></style:footer>"
        if layout.numbers else ""
    )  # fmt: skip
    head = (
        f'<style:header><text:p text:style-name="foot">{layout.header}</text:p></style:header>' if layout.header else ""
    )
    body = []
    for index, (kind, text) in enumerate(zip(_kinds(paragraphs), paragraphs, strict=True)):
        if kind == "row":
            columns = "".join(
                f'<table:table-cell table:style-name="cell" office:value-type="string"><text:p text:style-name="foot">'
                f"{xml_escape(cell)}</text:p></table:table-cell>"
                for cell in cells(text)
            )
            body.append(
                f'<table:table table:name="t{index}"><table:table-column table:number-columns-repeated="{len(cells(text))}"/>'
                f"<table:table-row>{columns}</table:table-row></table:table>"
            )
        else:
            body.append(f'<text:p text:style-name="{kind}">{xml_escape(text)}</text:p>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text" '
        + " ".join(
            f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for prefix, name in (
                ("office", "office"),
                ("style", "style"),
                ("text", "text"),
                ("table", "table"),
                ("fo", "xsl-fo-compatible"),
                ("svg", "svg-compatible"),
            )
        )
        + f"><office:font-face-decls>{fonts}</office:font-face-decls><office:automatic-styles>"
        + style("text", usual, layout.font, layout.size)
        + style("head", usual, layout.head_font, layout.size, weight)
        + style("title", centred, layout.head_font, layout.title_size, weight)
        + style("foot", 'fo:text-align="center"', layout.font, 12)
        + '<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties '
        'fo:border="0.5pt solid #000000" fo:padding="2pt"/></style:style>'
        + f'<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="{layout.page[0]}mm" '
        f'fo:page-height="{layout.page[1]}mm" fo:margin-top="{top}mm" fo:margin-right="{right}mm" '
        f'fo:margin-bottom="{bottom - 12}mm" fo:margin-left="{left}mm"/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="6mm"/></style:footer-style></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        f'<style:master-page style:name="Standard" style:page-layout-name="pm">{head}{foot}</style:master-page>'
        f"</office:master-styles><office:body><office:text>{''.join(body)}</office:text></office:body></office:document>"
    )
