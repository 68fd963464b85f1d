"""The table: read by the csv module and by LibreOffice, which computes what looks like a formula."""

from __future__ import annotations

import csv
import io
import re
from zipfile import ZipFile

import pytest

from checker.office.files import write
from checker.render.csv import COLUMNS
from tests.libreoffice import SOFFICE, convert
from tests.render.assessments import assessment, item, quote
from tests.render.outputs import BROKEN, HOSTILE, WAIVED, hostile, render
from tests.tables import every_row


def rows(*assessments, **view):
    output = render("csv", *assessments, **view)
    assert output.startswith("\ufeff")
    assert "\n" not in output.replace("\r\n", "")
    head, *body = csv.reader(io.StringIO(output.removeprefix("\ufeff"), newline=""), strict=True)
    assert len(head) == len(COLUMNS)
    return [dict(zip(COLUMNS, row, strict=True)) for row in body]


def test_a_row_an_item():
    first, second = rows(assessment(item("causes", severity="error"), item("b", "pass")))
    assert first == {
        "path": "reports/a.txt", "unit": "某局", "year": "2025", "verdict": "不通过", "score": "71.5", "rule": "causes",
        "title": "要求causes", "state": "不符合", "severity": "必改", "points": "0", "gain": "5", "place": "第5行第1字",
        "quote": "执法力量不足", "message": "没有原因", "fix": "补上原因", "basis": "《督察工作规定》第二十四条",
    }  # fmt: skip
    assert (second["state"], second["points"], second["gain"], second["fix"]) == ("符合", "5", "0", "")


def test_headings_in_english():
    assert render("csv", lang="en").startswith("\ufefffile,issuer,year,")


def test_what_cannot_be_read_has_a_row():
    (row,) = rows(BROKEN)
    assert (row["path"], row["verdict"], row["rule"]) == ("b.txt", "未检查", "")
    assert "文件是空的" in row["message"]
    assert row["fix"]


def test_a_waived_item_tells_why():
    (row,) = rows(assessment(item("a", waived=WAIVED)))
    assert row["message"] == "没有原因 豁免理由：主管部门同意另行报送（批准：某局办公室；有效期至 2026-12-31）"
    assert row["gain"] == "0"


@every_row("words", HOSTILE)
def test_no_cell_is_a_formula(words):
    for row in rows(hostile(words)):
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
            assert "\n" not in cell


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: the table is not opened by a spreadsheet")
def test_a_spreadsheet_computes_nothing(tmp_path):
    path = tmp_path / "结果.csv"
    cells = [item(f"r{number}", evidence=(quote(words),)) for number, words in enumerate(HOSTILE)]
    write(render("csv", assessment(*cells)).encode("utf-8", "replace"), str(path))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    # The last word of the filter has it compute what looks like a formula, as Excel does unasked.
    filtered = "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
    (made,) = convert("xlsx", [path], tmp_path, filtered)
    with ZipFile(made) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode("utf-8")
        strings = book.read("xl/sharedStrings.xml").decode("utf-8")
    assert not re.search(r"<f[ >/]", sheet)
    assert sheet.count("<row ") == len(HOSTILE) + 1
    assert "执法力量" not in strings  # every quotation is one of ours
    assert "没有原因" in strings
