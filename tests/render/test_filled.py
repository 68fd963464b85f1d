"""An earlier checklist that is in the way: what people filled in stays, and no file of anybody else is replaced."""

from __future__ import annotations

import pytest

docx = pytest.importorskip("docx", reason="PYTHON-DOCX IS NOT INSTALLED: the checklist is not made")
openpyxl = pytest.importorskip("openpyxl", reason="OPENPYXL IS NOT INSTALLED: workbooks are not filled in")
pytest.importorskip("xlsxwriter", reason="XLSXWRITER IS NOT INSTALLED: the checklist is not made")
pytest.importorskip("python_calamine", reason="PYTHON-CALAMINE IS NOT INSTALLED: workbooks are not read back")

from checker.errors import UsageError
from checker.render import RenderOptions, create_file
from checker.render.filled import read_filled
from tests.commands import run
from tests.render.assessments import assessment, item

ONE = assessment(item("met", "pass"), item("gap"), path="甲.txt")
OTHER = assessment(item("met", "pass"), item("gap"), path="乙.txt")


def make(name, path, *assessments, lang="zh"):
    """Write the checklists to *path*, as a run does that finds a file there."""
    renderer = create_file(name, RenderOptions(lang=lang, filled={str(path): read_filled(str(path), name)}))
    for one in assessments:
        renderer.add(one, met=True)
    path.write_bytes(renderer.end())


def fill_document(path, requirement, account, signature, *, table=0):
    made = docx.Document(path)
    (row,) = (row for row in made.tables[table].rows if requirement == row.cells[1].text)
    row.cells[-2].text, row.cells[-1].text = account, signature
    made.core_properties.category = ""  # a program that saves the file may drop it
    made.save(path)


def fill_workbook(path, requirement, account, signature, *, table=0):
    book = openpyxl.load_workbook(path)
    (row,) = (row for row in book.worksheets[table].iter_rows() if requirement == row[2].value)
    row[7].value, row[8].value = account, signature
    book.save(path)


FILL = {"docx": fill_document, "xlsx": fill_workbook}


def answers(name, path):
    return {
        (table.path, requirement): row[-2:]
        for table in read_filled(str(path), name)
        for requirement, row in table.filled_rows.items()
    }


@pytest.mark.parametrize("name", FILL)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_filled_in_stays(name, lang, tmp_path):
    path = tmp_path / f"自查表.{name}"
    make(name, path, ONE)
    FILL[name](path, "要求gap", "已核实，\n属实", "某某")
    make(name, path, ONE, lang=lang)
    assert list(answers(name, path).values()) == [("已核实，\n属实", "某某")]


@pytest.mark.parametrize("name", FILL)
def test_a_row_that_is_asked_for_no_more_is_kept_where_somebody_wrote_into_it(name, tmp_path):
    path = tmp_path / f"自查表.{name}"
    make(name, path, ONE)
    FILL[name](path, "要求gap", "说明", "")
    make(name, path, assessment(item("met", "pass"), path="甲.txt"))
    assert answers(name, path) == {("甲.txt", "要求gap"): ("说明", "")}


@pytest.mark.parametrize("name", FILL)
def test_a_checklist_of_another_report_that_was_filled_in_is_not_replaced(name, tmp_path):
    path = tmp_path / f"自查表.{name}"
    make(name, path, ONE)
    FILL[name](path, "要求gap", "甲的说明", "")
    other = OTHER._replace(facts=OTHER.facts._replace(issuer="某市另一局"))
    with pytest.raises(UsageError) as caught:
        make(name, path, other)
    assert caught.value.key == "write-others"
    assert answers(name, path) == {("甲.txt", "要求gap"): ("甲的说明", "")}


@pytest.mark.parametrize("name", FILL)
def test_files_of_others_are_never_replaced(name, tmp_path):
    path = tmp_path / f"文件.{name}"
    foreign = {
        "text": lambda: path.write_bytes(b"hello"),
        "document": lambda: docx.Document().save(path),
        "workbook": lambda: openpyxl.Workbook().save(path),
    }
    for make_foreign in foreign.values():
        make_foreign()
        with pytest.raises(UsageError) as caught:
            read_filled(str(path), name)
        assert caught.value.key == "write-foreign"
    path.write_bytes(b"")
    assert read_filled(str(path), name) == ()


def test_a_signed_line_stays_and_what_cannot_be_carried_over_stops_the_run(tmp_path):
    image = pytest.importorskip("PIL.Image", reason="PILLOW IS NOT INSTALLED: no picture is made")
    path = tmp_path / "自查表.docx"
    make("docx", path, ONE)
    made = docx.Document(path)
    (line,) = (line for line in made.paragraphs if line.text.startswith("填表人"))
    line.text = "填表人（签字）：某某"
    made.save(path)
    make("docx", path, ONE)
    assert read_filled(str(path), "docx")[0].signed == "填表人（签字）：某某"
    image.new("RGB", (4, 4)).save(tmp_path / "签名.png")
    made = docx.Document(path)
    made.tables[0].rows[2].cells[-1].paragraphs[0].add_run().add_picture(str(tmp_path / "签名.png"))
    made.save(path)
    with pytest.raises(UsageError) as caught:
        read_filled(str(path), "docx")
    assert caught.value.key == "write-keeps"


def test_no_format_replaces_a_document_of_an_office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.txt").write_text("某市某局2025年法治政府建设情况报告\n", encoding="utf-8")
    docx.Document().save("纪要.docx")
    before = (tmp_path / "纪要.docx").read_bytes()
    for name in ("docx", "xlsx", "html", "json", "text", "csv"):
        assert run(["check", "报告.txt", "--no-config", "--no-cache", "--write", f"{name}=纪要.docx"]) == 2
        assert (tmp_path / "纪要.docx").read_bytes() == before
