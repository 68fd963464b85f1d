"""The layout of official documents: what the file says, and what LibreOffice prints of it."""

from __future__ import annotations

import io
import sys

import pytest

docx = pytest.importorskip("docx", reason="PYTHON-DOCX IS NOT INSTALLED: documents are not written")

from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from checker.errors import UsageError
from checker.office.official import LINE, LINES, OfficialDocument, title_lines
from checker.readers import read_bytes
from tests.office.office import needs_office, pages, printed
from tests.tables import every_row

SENTENCE = (
    "今年以来在市委市政府的坚强领导下我局深入学习贯彻习近平法治思想全面落实法治政府建设各项任务现将有关情况报告如下"
)


def letter():
    document = OfficialDocument("某市某局2026年度法治政府建设情况报告")
    document.add_title(*title_lines("某市某局", "关于2026年度法治政府建设情况的报告"))
    document.add_addressee("某市人民政府")
    document.add_paragraph(SENTENCE + "。")
    for level, text in enumerate(["一、主要举措和成效", "（一）加强组织领导", "1.健全机制", "（1）定期研究"], 1):
        document.add_heading(text, level)
    for _ in range(12):
        document.add_paragraph(SENTENCE * 3 + "。")
    document.add_signature("某市某局", "2027年1月15日")
    return document.save()


@pytest.fixture(scope="module")
def written():
    return letter()


def opened(data):
    return docx.Document(io.BytesIO(data))


def face(document, style):
    """The face of a style for Hanzi, inherited where the style has none of its own."""
    while style is not None:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            return fonts.get(qn("w:eastAsia"))
        style = style.base_style
    return document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}").get(qn("w:eastAsia"))


def test_the_page_is_that_of_the_standard(written):
    (section,) = opened(written).sections
    assert [round(length / Mm(1)) for length in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(length / Mm(1)) for length in margins] == [37, 26, 35, 28]


def test_the_grid_holds_22_lines_of_28_characters(written):
    (section,) = opened(written).sections
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch, space = int(grid.get(qn("w:linePitch"))) / 20, 16 + int(grid.get(qn("w:charSpace"))) / 4096
    area = section.page_height - section.top_margin - section.bottom_margin
    measure = section.page_width - section.left_margin - section.right_margin
    assert area / Pt(1) // pitch == LINES
    assert measure / Pt(1) // space == LINE


@every_row(
    ("style", "name", "size", "bold"),
    [
        ("Title", "方正小标宋简体", 22, False),
        ("Heading 1", "黑体", 16, False),
        ("Heading 2", "楷体_GB2312", 16, False),
        ("Heading 3", "仿宋_GB2312", 16, True),
        ("Heading 4", "仿宋_GB2312", 16, False),
        ("Body Text", "仿宋_GB2312", 16, False),
    ],
)
def test_faces_and_sizes(written, style, name, size, bold):
    document = opened(written)
    found = document.styles[style]
    sizes = [one.font.size for one in (found, found.base_style, document.styles["Normal"]) if one and one.font.size]
    assert (face(document, found), sizes[0].pt, bool(found.font.bold)) == (name, size, bold)


def test_each_face_names_what_takes_its_place(written):
    document = opened(written)
    (table,) = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")]
    for alternative in ("仿宋", "楷体", "华文中宋", "SimHei"):
        assert alternative in table.blob.decode()


def test_paragraphs_begin_two_characters_in(written):
    indent = opened(written).styles["Body Text"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_the_number_of_the_page_stands_outside(written):
    (section,) = opened(written).sections
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text.startswith("— ")
        assert paragraph.text.endswith(" —")
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert "PAGE" in paragraph._p.xml


def test_the_same_calls_give_the_same_bytes(written):
    assert letter() == written


def test_our_own_reader_reads_it(written):
    lines = read_bytes(written, "某市某局.docx").text.split("\n")
    assert [line for line in lines if line][:2] == ["某市某局", "关于2026年度法治政府建设情况的报告"] or lines[
        0
    ].startswith("某市某局")
    assert "一、主要举措和成效" in lines
    assert lines[-1] == "2027年1月15日"


@pytest.mark.parametrize(
    ("unit", "rest", "lines"),
    [
        ("某市某局", "2026年度法治政府建设报告", 1),
        ("某市某区城市管理和综合行政执法局", "2026年度法治政府建设年度报告", 2),
        ("某某自治州某某自治县城市管理和综合行政执法局", "2026年度法治政府建设年度报告", 2),
    ],
)
def test_a_long_title_is_broken_behind_the_unit(unit, rest, lines):
    assert len(title_lines(unit, rest)) == lines
    assert "".join(title_lines(unit, rest)) == unit + rest


def test_a_unit_that_is_too_long_for_a_line_leaves_no_character_alone():
    document = OfficialDocument()
    document.add_title(*title_lines("某某自治州某某自治县城市管理和综合行政执法局", "2026年度法治政府建设情况报告"))
    indent = opened(document.save()).paragraphs[0].paragraph_format
    assert indent.left_indent == indent.right_indent
    room = (28 - 2 * indent.left_indent.pt / 15.8) * 16 / 22
    assert 14.5 < room < 18


@every_row("nasty", ["\x00\x07某局\x1b[31m", "<w:p>&amp;\ud800", "某" * 5000, "\u202e局某", "﷐\ufffe某\r\n局", ""])
def test_no_text_breaks_the_file(nasty):
    document = OfficialDocument(nasty)
    document.add_title(nasty)
    document.add_addressee(nasty)
    document.add_heading(nasty, 9)
    document.add_paragraph(nasty)
    document.add_signature(nasty, nasty)
    text = "\n".join(paragraph.text for paragraph in opened(document.save()).paragraphs)
    assert not set(text) & set("\x00\x07\x1b\u202e\ufffe\r")


def test_without_the_library_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError) as raised:
        OfficialDocument()
    assert (raised.value.key, raised.value.values) == ("extra-missing", {"extra": "docx"})


@needs_office
def test_what_is_printed_has_22_lines_of_28_characters(written, tmp_path):
    file = tmp_path / "某市某局.docx"
    file.write_bytes(written)
    (pdf,) = printed(tmp_path, file)
    first, second, *_, last = pages(pdf)
    *body, number = second
    assert len(body) == LINES
    assert sum(len(line.words) == LINE for line in body) > LINES / 2
    assert (first[-1].words, number.words) == ("—1—", "—2—")
    assert (first[-1].left > 350, number.right < 150) == (
        True,
        True,
    )  # outside: on the right of an odd page, on the left of an even one
    assert body[0].top > 842 - 37 * 72 / 25.4 - 16
    unit, date = last[-3:-1]
    assert (unit.words, date.words) == ("某市某局", "2027年1月15日")
    assert unit.left > 300
    assert date.right < 595 - 26 * 72 / 25.4
