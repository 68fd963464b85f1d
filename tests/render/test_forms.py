"""The filled-in checklist as docx and xlsx, read back by python-docx, openpyxl and LibreOffice."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.render.assessments import CAPPED, assessment, item, quote, text
from tests.render.outputs import BROKEN, HOSTILE, THIRD_PAGE, WAIVED, hostile

docx = pytest.importorskip("docx", reason="PYTHON-DOCX IS NOT INSTALLED: the checklist is not made")
pytest.importorskip("xlsxwriter", reason="XLSXWRITER IS NOT INSTALLED: the checklist is not made")
openpyxl = pytest.importorskip("openpyxl", reason="OPENPYXL IS NOT INSTALLED: workbooks are not read back")

from checker.engine import judge
from checker.errors import UsageError
from checker.readers import read_path
from checker.render import FILES, RenderOptions, create_file
from checker.render.form import COLUMNS, OVERVIEW
from tests.conftest import shipped
from tests.office.office import needs_office, pages, printed
from tests.tables import every_row

SAMPLES = Path(__file__).parents[2] / "samples"
HEAD = 4  # the row of a sheet that holds the names of its columns, from 1


def made(name, *assessments, **view):
    renderer = create_file(name, RenderOptions(**view))
    for one in assessments:
        renderer.add(one, met=one.verdict == "pass")
    return renderer.end()


def book(*assessments, **view):
    return openpyxl.load_workbook(io.BytesIO(made("xlsx", *assessments, **view)))


def document(*assessments, **view):
    return docx.Document(io.BytesIO(made("docx", *assessments, **view)))


def rows(sheet, head=HEAD):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


WHOLE = assessment(
    item("part-causes", evidence=(quote("执法力量不足"), quote("普法不够深入", place=THIRD_PAGE), quote("三"))),
    item("met", "pass"),
    item("half", "partial", severity="advice"),
    item("accepted", waived=WAIVED),
    item("silent", "skip", evidence=(), reason="no-part"),
    item("absent", evidence=(quote(""),)),
)


def test_a_row_says_what_is_required_where_it_is_met_and_how_to_mend_it():
    (sheet,) = book(WHOLE).worksheets
    gap, met, half, waived, silent, absent = (dict(zip(COLUMNS, row, strict=True)) for row in rows(sheet))
    assert gap["requirement"] == "要求part-causes"
    assert gap["basis"] == "《督察工作规定》第二十四条"
    assert gap["result"] == "不符合（应改）"
    assert gap["where"].split("\n") == ["没有原因", "第5行第1字：“执法力量不足”", "第3页：“普法不够深入”", "另有 1 处"]
    assert gap["fix"] == "补上原因（几小时）"
    assert (met["result"], met["fix"]) == ("符合", None)
    assert "第5行第1字：“执法力量不足”" in met["where"]
    assert half["result"] == "部分符合（建议）"
    assert waived["result"] == "不符合（已豁免）"
    assert WAIVED["reason"] in waived["where"]
    assert WAIVED["approver"] in waived["where"]
    assert waived["fix"] is None
    assert silent["result"] == "不适用"
    assert absent["where"].endswith("应写在第5行第1字处")
    assert [row["account"] for row in (gap, met)] == [None, None]


def test_the_document_says_the_same():
    sheet = [row[:1] + row[2:] for row in rows(book(WHOLE).worksheets[0])]
    (table,) = document(WHOLE).tables
    head, group, *body = cells(table)
    assert head == ["序号", "要求", "依据", "结果", "写在哪里／缺什么", "怎样改", "说明", "签字"]
    assert set(group) == {"结构"}
    assert [row[1:] for row in body] == [[cell or "" for cell in row[1:]] for row in sheet]


def test_several_reports_have_an_overview_and_a_sheet_or_a_page_each():
    reports = [WHOLE, assessment(item("met", "pass"), path="b/另一份.txt", verdict="pass", score=CAPPED), BROKEN]
    found = book(*reports)
    assert found.sheetnames == ["自查情况汇总", "1_某局", "2_某局", "3_b"]
    listed = [dict(zip(OVERVIEW, row, strict=True)) for row in rows(found.worksheets[0], 2)]
    assert [row["path"] for row in listed] == ["reports/a.txt", "b/另一份.txt", "b.txt"]
    assert [row["conclusion"] for row in listed] == ["不通过", "通过", "未检查"]
    assert [listed[0][name] for name in ("year", "points", "warnings", "exempt")] == [2025, 71.5, 2, 1]
    assert "文件是空的" in str(found.worksheets[3]["A3"].value)
    made_document = document(*reports)
    overview, *checklists = made_document.tables
    assert len(checklists) == 2
    assert [row[1] for row in cells(overview)[1:]] == [row["path"] for row in listed]
    assert "文件是空的" in "\n".join(paragraph.text for paragraph in made_document.paragraphs)
    broken = [paragraph for paragraph in made_document.paragraphs if paragraph.paragraph_format.page_break_before]
    assert len(broken) == len(reports)


def test_the_sheet_is_set_up_for_reading_and_printing():
    (sheet,) = book(WHOLE).worksheets
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert sheet.auto_filter.ref == f"A{HEAD}:I{HEAD + 6}"
    assert sheet.print_title_rows == f"${HEAD}:${HEAD}"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.cell(HEAD + 1, 6).alignment.wrap_text


def test_the_document_is_a4_across_and_repeats_the_head_of_its_table():
    whole = document(WHOLE)
    (section,) = whole.sections
    assert section.page_width > section.page_height
    assert round(section.page_width.mm) == 297
    (table,) = whole.tables
    properties = [row._tr.trPr.xml for row in table.rows]
    assert "tblHeader" in properties[0]
    assert all("cantSplit" in one for one in properties)
    assert sum(column.width.mm for column in table.columns) < 258


def test_what_a_report_says_stays_text_in_a_workbook():
    data = made("xlsx", *map(hostile, [*HOSTILE, *HOSTILE]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if "sheet" in name}
    assert not any(re.search(r"<f>|<hyperlink|t=\"e\"", part) for part in parts.values())
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
        assert 0 < len(sheet.title) <= 31


@every_row("words", HOSTILE)
def test_what_a_report_says_stays_text_in_a_document(words):
    whole = docx.Document(io.BytesIO(made("docx", hostile(words))))
    assert len(whole.tables) == 1
    assert "instrText" not in whole.element.xml
    assert "hyperlink" not in whole.element.xml


@pytest.mark.parametrize("words", ["=1+1", "+1", "-2+3", "@SUM(A1)"])
def test_a_cell_that_looks_like_a_formula_is_what_the_report_says(words):
    (sheet,) = book(assessment(item("a", title=text(words)))).worksheets
    assert sheet.cell(HEAD + 1, 3).value == words
    assert sheet.cell(HEAD + 1, 3).data_type == "s"
    assert sheet.cell(HEAD + 1, 3).quotePrefix  # or a click into the cell and Enter would compute it
    assert not sheet.cell(HEAD, 3).quotePrefix


@pytest.mark.parametrize("words", ["<r>&x</r>", "<r><t>x</t></r>", "<r><x></r>", "=1+1", "😀" * 20_000])
def test_a_path_or_a_text_that_is_markup_of_the_library_is_text(words):
    one = assessment(item("a", title=text(words)))._replace(path=words)
    unread = BROKEN._replace(path=words)
    data = made("xlsx", one, unread)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file
    whole = openpyxl.load_workbook(io.BytesIO(data))
    overview, checklist, _ = whole.worksheets
    shown = [overview.cell(3, 2).value, overview.cell(4, 2).value, checklist.cell(HEAD + 1, 3).value]
    longest = [len(value.encode("utf-16-le")) // 2 for value in shown]
    assert max(longest) <= 32767
    assert all(value.rstrip(" …") == words[: len(value.rstrip(" …"))] and len(value) > 3 for value in shown)


def test_a_very_long_text_fits_into_a_cell():
    long = assessment(item("a", title=text("长" * 50000), message={"missing": text("没" * 50000)}))
    (sheet,) = book(long).worksheets
    assert len(sheet.cell(HEAD + 1, 3).value) <= 32767
    assert document(long).tables


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_result_gives_the_same_bytes(name, lang):
    assert made(name, WHOLE, BROKEN, lang=lang) == made(name, WHOLE, BROKEN, lang=lang)


@pytest.mark.parametrize("name", FILES)
def test_a_run_without_reports_is_a_file_too(name):
    assert zipfile.ZipFile(io.BytesIO(made(name))).testzip() is None


@pytest.mark.parametrize(("name", "module"), [("docx", "docx"), ("xlsx", "xlsxwriter")])
def test_without_its_library_a_format_says_what_to_install(monkeypatch, name, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as raised:
        create_file(name, RenderOptions())
    assert (raised.value.key, raised.value.values) == ("extra-missing", {"extra": name})


@pytest.mark.parametrize("name", FILES)
def test_a_private_number_is_in_no_file(name, judged):
    report = "某市某局2025年度法治政府建设情况报告\n一、主要举措和成效\n联系人电话13812345678，开展检查40次。"
    with zipfile.ZipFile(io.BytesIO(made(name, judged(report)))) as archive:
        text = "".join(archive.read(member).decode() for member in archive.namelist())
    assert "138" in text
    assert "13812345678" not in text


@needs_office
def test_libreoffice_prints_it_across_with_its_head_on_each_page(tmp_path):
    sample = judge(read_path(str(SAMPLES / "empty-plan.txt")), shipped("national"))
    files = {name: tmp_path / f"{name}.{name}" for name in FILES}
    for name, file in files.items():
        file.write_bytes(made(name, sample))
    for name, pdf in zip(files, printed(tmp_path, *files.values()), strict=True):
        found = pages(pdf)
        assert len(found) > 2
        for page in found:
            words = "".join(line.words for line in page)
            assert "写在哪里" in words, name
            assert max(line.right for line in page) < 842 - 20, name
        everything = "".join(line.words for page in found for line in page)
        assert ("填表人" in everything) == (name == "docx")
