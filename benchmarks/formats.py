"""The same reports in every format, each with the ways to read it: the yardstick first, then this project.

What ``readers.py`` measures; nothing is measured here.  A library or a program that is not installed leaves its rows out, with a message that names it.
"""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from html import escape
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import corpus

from checker.readers import read_bytes
from checker.readers.docx import read as read_docx
from checker.readers.ofd import read as read_ofd
from tests.libreoffice import SOFFICE
from tests.readers import layouts, ofds, printing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PRINTED = ("office-standard", "office-plain", "office-droid", "browser-standard", "browser-small")


class Row(NamedTuple):
    """One way to read the same files; ratios are to the *first* row of its group, ``aim`` is what they may be, or 0.

    ``suffix`` is that of the files where this project reads them, and empty where somebody else does.
    """

    group: str
    what: str
    read: Callable[[bytes], object]
    files: tuple[bytes, ...]
    aim: float = 0
    suffix: str = ""


def rows(texts: Sequence[str]) -> list[Row]:
    """All of them, for *texts*; pdf is printed from the samples, since printing takes long."""
    return [*_text(texts), *_docx(texts), *_html(texts), *_ofd(texts), *_pdf()]


def _library(name: str, package: str) -> Any:
    """The module *name*, or ``None`` where *package* is not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        print(f"without {package}, which cannot be imported ({error}); pip install {package}", file=sys.stderr)
        return None


def _text(texts: Sequence[str]) -> list[Row]:
    """Plain text, to see what a container costs."""
    files = tuple(text.encode() for text in texts)
    return [Row("txt", "this project", lambda data: read_bytes(data, "in.txt"), files, suffix="txt")]


def _docx(texts: Sequence[str]) -> list[Row]:
    """Word documents as a library, as WPS and as Word with lists write them."""
    makers: dict[str, Callable[[str], bytes]] = {"docx, a run a line": layouts.plain}
    makers |= {"docx, a run a character": layouts.one_run_each, "docx, lists": layouts.numbered}
    docx = _library("docx", "python-docx")
    if docx is not None:
        makers["docx, all styles of Word"] = lambda text: _styled(docx, text)
    found = []
    for group, make in makers.items():
        files = tuple([make(text) for text in texts])
        if docx is not None:
            peer = "python-docx, paragraphs, no numbers"
            found.append(Row(group, peer, lambda data: _paragraphs(docx, data), files))
        own = "this project, with numbers"
        found.append(Row(group, own, lambda data: read_docx(data, "in.docx"), files, 1.0, "docx"))
    return found


def _styled(docx: Any, text: str) -> bytes:
    document = docx.Document()
    for line in layouts.paragraphs(text):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(docx: Any, data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _html(texts: Sequence[str]) -> list[Row]:
    """Pages with a menu, a table of facts and a foot around the article, as of a government."""
    files = tuple(_page(text).encode() for text in texts)
    found = []
    trafilatura = _library("trafilatura", "trafilatura")
    if trafilatura is not None:
        found.append(Row("html", "trafilatura, plain text", trafilatura.extract, files))
    return [*found, Row("html", "this project", lambda data: read_bytes(data, "in.html"), files, 0.25, "html")]


def _page(text: str) -> str:
    body = "".join(f'<p style="text-indent: 2em;"><span>{escape(line)}</span></p>' for line in layouts.paragraphs(text))
    menu = "".join(f'<li><a href="/zwgk/{number}/">政务公开栏目{number}</a></li>' for number in range(60))
    facts = "".join(f"<tr><td>{name}</td><td>某市某局</td></tr>" for name in ("索引号", "发布机构", "发布日期", "标题"))
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>某市某局法治政府建设年度报告</title>'
        f'<script>var a = "{"0" * 4000}";</script></head><body><div class="nav"><ul>{menu}</ul></div>'
        f'<table class="info">{facts}</table><div class="article"><h1>某市某局法治政府建设年度报告</h1>'
        f'<div class="article-content">{body}</div></div><div class="foot"><ul>{menu}</ul><p>主办：某市某局</p></div></body></html>'
    )


def _ofd(texts: Sequence[str]) -> list[Row]:
    files = tuple(ofds.document(layouts.paragraphs(text)) for text in texts)
    return [
        Row("ofd", "ElementTree, a walk of all XML", _walk, files),
        Row("ofd", "this project", lambda data: read_ofd(data, "in.ofd"), files, suffix="ofd"),
    ]


def _walk(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return sum(len(element.text or "") for name in package.namelist() for element in _elements(package.read(name)))


def _elements(data: bytes) -> Any:
    return ElementTree.fromstring(data).iter()  # noqa: S314 - our own


def _pdf() -> list[Row]:
    pdfium = _library("pypdfium2", "pypdfium2")
    if pdfium is None:
        return []
    from checker.readers.pdf import read

    found = []
    for name, files in _printed().items():
        found.append(Row(name, "pypdfium2, text of pages", lambda data: _bare(pdfium, data), files))
        found.append(Row(name, "this project, paragraphs", lambda data: read(data, "in.pdf"), files, 2.5, "pdf"))
    return found


def _printed() -> dict[str, tuple[bytes, ...]]:
    """The samples printed in some layouts."""
    sources = [layouts.paragraphs(text) for text in corpus.originals()]
    found: dict[str, tuple[bytes, ...]] = {}
    for program, path in (("soffice", SOFFICE), ("chromium", printing.CHROMIUM)):
        if path is None:
            print(f"{program} is not installed: pdf as it prints it is not measured", file=sys.stderr)
            continue
        chosen = {name: printing.LAYOUTS[name] for name in _PRINTED if printing.LAYOUTS[name].program == program}
        jobs = {
            f"{name}.{index}": (source, layout)
            for name, layout in chosen.items()
            for index, source in enumerate(sources)
        }
        with tempfile.TemporaryDirectory() as folder:
            made = printing.print_reports(jobs, program, Path(folder))
        for name in chosen:
            found[f"pdf, {name}"] = tuple(data for job, data in made.items() if job.partition(".")[0] == name)
    return found


def _bare(pdfium: Any, data: bytes) -> None:
    """The text of all pages as the library gives it: lines as they stand, page numbers in them."""
    with pdfium.PdfDocument(data) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
