"""Rosters as offices keep them, and what is told of those that cannot be used."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.audit.model import Unit
from checker.audit.roster import load_roster
from checker.audit.roster_table import column_of
from checker.errors import RosterError
from tests.conftest import shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACK = shipped("national")
LIST = "单位,类别,地区,别名,截止日期\n某市教育局,部门,某市,教体局、教委,2026-03-01\n"
UNIT = Unit("某市教育局", "department", "某市", ("教体局", "教委"), "2026-03-01", 2)


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., tuple[Unit, ...]]:
    def loaded(content: bytes | str, name: str = "roster.csv") -> tuple[Unit, ...]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_roster(str(path), PACK).units

    return loaded


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
    pytest.importorskip("python_calamine", reason="the extra audit is not installed")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book, book.add_worksheet())
    book.close()
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_delimiters(load: Callable[..., Any], encoding: str, delimiter: str, end: str) -> None:
    assert load(LIST.replace(",", delimiter).replace("\n", end).encode(encoding)) == (UNIT,)


@pytest.mark.parametrize(
    "headings",
    [
        "单位名称,单位类型,所属地区,简称,应报日期",
        "报送单位,类型,行政区划,曾用名,报送期限",
        "名称,类别,地区,别名,截止时间",
        " 单 位 ,*类别,地区（县区）,别名：,截止日期(年月日)",
        "单位全称,单位性质,县区,其他名称,报送时限",
        "Unit,Kind,Region,Aliases,Due date",
        "unit name,type,area,former names,DEADLINE",
        "应报送单位名称,单位类别（部门/乡镇）,所在地区,单位简称,规定的截止日期",
    ],
)
def test_headings(load: Callable[..., Any], headings: str) -> None:
    assert load(LIST.replace("单位,类别,地区,别名,截止日期", headings)) == (UNIT,)


@pytest.mark.parametrize(
    "text",
    [
        "2025年度报送单位名单,,,,\n,,,,\n" + LIST,
        "序号," + LIST.replace("\n某", "\n1,某").replace("\n1,某", "\n1,某"),
        LIST.replace("\n", "\n,,,,\n", 1) + ",,,,\n合计：1个,,,,\n备注：按时报送,,,,\n",
        '"关于报送单位的说明\n（共一页）",,,,\n' + LIST,
        "sep=,\n" + LIST,
        LIST.replace("某市教育局,", '="某市教育局",'),
        "填报单位：某市司法局,,,,填报日期：2026年1月5日\n" + LIST,
        "报送单位情况,类别情况,,,\n" + LIST,
    ],
)
def test_what_stands_around(load: Callable[..., Any], text: str) -> None:
    (unit,) = load(text)
    assert unit._replace(row=2) == UNIT
    assert text.splitlines()[unit.row - 1].lstrip('1,="').startswith("某市教育局")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("部门", "department"),
        ("县直部门", "department"),
        *(
            (words, "department")
            for words in ("市直单位", "县直机关", "区直单位", "市直属单位", "县级部门", "政府工作部门", "委办局")
        ),
        ("事业单位", "事业单位"),
        ("派出机构", "派出机构"),
        ("政府", "government"),
        ("县级政府", "government"),
        ("区县", "government"),
        ("乡镇", "township"),
        ("街道", "township"),
        ("乡镇（街道）", "township"),
        ("乡镇街道", "township"),
        ("township", "township"),
        ("department", "department"),
        ("Government", "government"),
        ("学校", "department"),
        ("其他", "其他"),
        ("", "department"),
    ],
)
def test_kinds(load: Callable[..., Any], words: str, kind: str) -> None:
    assert load(f"单位,类别\n某市教育局,{words}\n")[0].kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("某县人民政府", "government"),
        ("某镇", "township"),
        ("某街道办事处", "township"),
        ("某县财政局", "department"),
        ("某某", None),
    ],
)
def test_kinds_by_the_name(load: Callable[..., Any], name: str, kind: str | None) -> None:
    assert load(f"单位\n{name}\n")[0].kind == kind


@pytest.mark.parametrize(
    "words",
    [
        "2026-03-01", "2026-3-1", "2026/3/1", "2026.3.1", "2026年3月1日", "2026 年 3 月 1 日", "2026年3月1日前", "20260301",
        "二〇二六年三月一日", "46082", "46082.0", "2026-03-01 00:00:00", "２０２６年３月１日",
    ],
)  # fmt: skip
def test_dates(load: Callable[..., Any], words: str) -> None:
    assert load(f"单位,截止日期\n某局,{words}\n")[0].due == "2026-03-01"


@pytest.mark.parametrize("words", ["3月", "2026年2月30日", "尽快", "2026", "2026-13-01", "0000-01-01", "99999"])
def test_no_dates(load: Callable[..., Any], words: str) -> None:
    with pytest.raises(RosterError) as caught:
        load(f"单位,截止日期\n某局,2026-03-01\n另局,{words}\n")
    (problem,) = caught.value.problems
    assert (problem.key, problem.line, problem.column, problem.path) == ("roster-bad-date", 3, 2, "截止日期")


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        ("甲,乙\n1,2\n", "roster-no-unit-column", 1, 1),
        ("", "roster-no-unit-column", 1, 1),
        ("报送单位名单\n", "roster-no-unit-column", 1, 1),
        ("单位,类别\n", "roster-empty", 1, 1),
        ("单位,类别\n,部门\n", "roster-no-name", 2, 1),
        ("单位,类别\n某局,部门\n某局,\n", "roster-unit-twice", 3, 1),
        ("单位,别名\n某局,甲\n另局,甲\n", "roster-name-of-two", 3, 2),
        ("单位,单位名称\n某局,另局\n", "roster-column-twice", 1, 2),
        (f"单位\n{'长' * 301}\n", "roster-long-cell", 2, 1),
        ('单位,别名\n某局,"' + "甲" * 140_000 + '"\n', "roster-syntax", 2, 1),
    ],
)
def test_what_is_wrong(load: Callable[..., Any], text: str, key: str, line: int, column: int) -> None:
    with pytest.raises(RosterError) as caught:
        load(text)
    assert [(one.key, one.line, one.column) for one in caught.value.problems] == [(key, line, column)]
    assert caught.value.key == "roster-invalid"


def test_headings_of_groups(load: Callable[..., Any]) -> None:
    """A heading in a cell of its own is no unit, whatever it calls the group; a unit with a number is one."""
    headings = [
        "二、市直部门",
        "四、中央、省驻某单位",
        "五、公共企事业单位",
        "（一）旗直单位（3家）",
        "各盟市",
        "三、驻区单位",
    ]
    units = ["1.市政府", "2.某县政府", "市直机关工委", "市公共资源交易中心", "3、州政府"]
    listed = [line for pair in zip(headings, [*units, "某局"], strict=True) for line in pair]
    found = load("单位\n" + "\n".join(listed) + "\n")
    assert [unit.name for unit in found] == [
        "市政府",
        "某县政府",
        "市直机关工委",
        "市公共资源交易中心",
        "州政府",
        "某局",
    ]


def test_a_row_without_a_name_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("序号,单位,联系人\n1,某局,某某\n2,,某某\n3,,\n,另局,\n", encoding="utf-8")
    found = load_roster(str(path), PACK)
    assert ([unit.row for unit in found.units], found.nameless) == ([2, 5], (3,))


def test_all_faults_are_told_at_once(load: Callable[..., Any]) -> None:
    with pytest.raises(RosterError) as caught:
        load("单位,截止日期\n某局,3月\n,2026-03-01\n某局,\n另局,\n另局,\n")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 6]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3月15日前", "--03-15"),
        ("3月10日（含）前", "--03-10"),
        ("3月10日前（以邮戳为准）", "--03-10"),
        ("3月上旬", "--03-10"),
        ("2月末前", "--02-28"),
        ("3月15日之前", "--03-15"),
        ("3.15", "--03-15"),
        ("2月底前", "--02-28"),
        ("次年3月1日前", "--03-01"),
        ("2026年3月15日下班前", "2026-03-15"),
        ("3月1日-3月15日", "--03-15"),
        ("三月十五日前", "--03-15"),
        ("不晚于2026年3月15日", "2026-03-15"),
    ],
)
def test_due_dates_as_ledgers_write_them(load: Callable[..., Any], words: str, day: str) -> None:
    assert load(f"单位,报送时限\n某局,{words}\n")[0].due == day


def test_days_of_receipt_as_ledgers_have_them(load: Callable[..., Any]) -> None:
    """A tick says that the report came; what a look-up has not found, and 催报, say nothing."""
    openpyxl = pytest.importorskip("openpyxl")
    said = {
        "3月2日（邮箱）": "--03-02",
        "√": "",
        "已报": "",
        "未报": None,
        "催报中": None,
        "#N/A": None,
        "电话联系": None,
    }
    book = openpyxl.Workbook()
    for row in (("单位", "收到日期"), *((f"某{number}局", words) for number, words in enumerate(said))):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert [unit.received for unit in load(stream.getvalue())] == list(said.values())


def test_a_ledger_as_an_office_keeps_it(load: Callable[..., Any]) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 5, "某市2025年度法治政府建设年度报告报送台账")
        sheet.merge_range(1, 0, 2, 0, "序号")
        sheet.merge_range(1, 1, 2, 1, "单位名称\n（盖章）")
        sheet.merge_range(1, 2, 1, 3, "报送情况")
        sheet.write_row(2, 2, ["报送时限", "收到日期"])
        sheet.write_row(1, 4, ["备注"])
        rows = [
            ["一、市直单位（3个）"],
            [1, "★市民政局", "3月15日前", "2月25日"],
            [2, "◎2.市民宗局*", "", "2026.3.20"],
            [3, "市住建局", "", "—"],
            ["二、各县区政府"],
            [4, "甲县政府", "3月31日前", "已收"],
            ["（三）乙区乡镇（街道）"],
            [5, "城关镇"],
            [6, "东街街道", "", "3月2日（邮箱）"],
            ["合计", "6个"],
            ["注：★为重点单位。"],
        ]
        for number, row in enumerate(rows, 3):
            sheet.write_row(number, 0, row)
        sheet.merge_range(4, 2, 6, 2, "3月15日前")

    assert [(one.name, one.kind, one.region, one.due, one.received) for one in load(workbook(fill))] == [
        ("市民政局", "department", None, "--03-15", "--02-25"),
        ("市民宗局", "department", None, "--03-15", "2026-03-20"),
        ("市住建局", "department", None, "--03-15", None),
        ("甲县政府", "government", None, "--03-31", ""),
        ("城关镇", "township", "乙区", None, None),
        ("东街街道", "township", "乙区", None, "--03-02"),
    ]


def test_dittos_and_headings_that_come_again(load: Callable[..., Any]) -> None:
    rows = (
        "单位,类别,时限",
        "甲局,部门,3月1日",
        "乙局,同上,〃",
        "单位,类别,时限",
        "丙镇,乡（镇）,同上",
        "附：未报送名单,,",
    )
    units = load("\n".join(rows))
    assert [(unit.name, unit.kind, unit.due) for unit in units] == [
        ("甲局", "department", "--03-01"),
        ("乙局", "department", "--03-01"),
        ("丙镇", "township", "--03-01"),
    ]


def test_two_lists_side_by_side(load: Callable[..., Any]) -> None:
    units = load("序号,单位,报送时限,序号,单位,报送时限\n1,某局,3月1日,3,丙局,3月2日\n2,乙局,3月1日,,,\n")
    assert [(unit.name, unit.due, unit.row) for unit in units] == [
        ("某局", "--03-01", 2),
        ("乙局", "--03-01", 3),
        ("丙局", "--03-02", 2),
    ]


def test_hidden_sheets_and_those_of_other_years(load: Callable[..., Any]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_column(0, 0, ["单位", "旧局"])
        sheet.hide()
        for name, units in (("2024年", ["旧局"]), ("2025年市直", ["甲局"]), ("2025年乡镇", ["甲局", "某镇"])):
            more = book.add_worksheet(name)
            more.write_column(0, 0, ["单位", *units])
            more.activate()

    assert [unit.name for unit in load(workbook(fill))] == ["甲局", "某镇"]


def test_hidden_columns_under_the_head_of_a_shown_one(load: Callable[..., Any]) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        for at, words in enumerate(
            (["单位", "旧局", "乙局"], ["单位", "甲局", "乙局"], ["截止日期", "2026-03-01", ""])
        ):
            sheet.write_column(0, at, words)
        sheet.set_column(0, 0, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    assert [(unit.name, unit.due) for unit in load(workbook(fill))] == [("甲局", "2026-03-01"), ("乙局", None)]


def test_cells_without_a_value(load: Callable[..., Any]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in ("单位", "甲局", "#N/A", '="乙"&"局"', "丙局"):
        book.active.append([row])
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(RosterError) as caught:
        load(stream.getvalue())
    assert [(one.key, one.line, one.column) for one in caught.value.problems] == [
        ("roster-error", 3, 1),
        ("roster-formula", 4, 1),
    ]


def test_a_table_of_word(load: Callable[..., Any]) -> None:
    docx = pytest.importorskip("docx", reason="the extra docx is not installed")
    document = docx.Document()
    document.add_paragraph("报送单位名单")
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows, [("序号", "单位名称", "报送时限"), ("1", "甲局", "3月1日"), ("2", "乙局", "")], strict=True
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    stream = io.BytesIO()
    document.save(stream)
    assert [(unit.name, unit.due) for unit in load(stream.getvalue(), "名单.docx")] == [
        ("甲局", "--03-01"),
        ("乙局", "--03-01"),
    ]


OPEN_TABLE = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles>
 <style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
 <office:body><office:spreadsheet>
 <table:table table:name="旧" table:style-name="h"><table:table-row><table:table-cell><text:p>单位</text:p></table:table-cell>
 </table:table-row><table:table-row><table:table-cell><text:p>旧局</text:p></table:table-cell></table:table-row></table:table>
 <table:table table:name="2025"><table:table-header-rows><table:table-row><table:table-cell><text:p>单位</text:p>
 </table:table-cell><table:table-cell><text:p>报送时限</text:p></table:table-cell></table:table-row></table:table-header-rows>
 <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="900"/></table:table-row>
 <table:table-row><table:table-cell office:value-type="string"><text:p>甲局</text:p></table:table-cell>
 <table:table-cell table:number-rows-spanned="2" office:value-type="date" office:date-value="2026-03-15T00:00:00"/>
 </table:table-row><table:table-row><table:table-cell><text:p>乙局</text:p></table:table-cell><table:covered-table-cell/>
 </table:table-row><table:table-row table:number-rows-repeated="{rest}"><table:table-cell/></table:table-row>{more}
 </table:table></office:spreadsheet></office:body></office:document-content>"""


def open_document(rest: str = "1048571", more: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", OPEN_TABLE.replace("{rest}", rest).replace("{more}", more))
    return stream.getvalue()


def test_a_sheet_of_libreoffice(load: Callable[..., Any]) -> None:
    found = [(one.name, one.due, one.row) for one in load(open_document())]
    assert found == [("甲局", "2026-03-15", 4), ("乙局", "2026-03-15", 5)]


@pytest.mark.parametrize(
    ("rest", "more", "key"),
    [
        ("1", "<table:table-row table:number-rows-repeated='99999999'><table:table-cell><text:p>丙局</text:p></table:table-cell></table:table-row>", "roster-too-many-cells"),
        ("1", "<table:table-row><table:table-cell table:number-columns-repeated='99999999'><text:p>丙局</text:p></table:table-cell></table:table-row>", "roster-too-many-cells"),
        ("1", "<table:table-row><table:table-cell table:formula='of:=1/0' calcext:value-type='error'/></table:table-row>", "roster-invalid"),
        ("1", "<table:table-row>", "roster-unreadable"),
    ],
)  # fmt: skip
def test_a_sheet_of_libreoffice_that_is_refused(load: Callable[..., Any], rest: str, more: str, key: str) -> None:
    with pytest.raises(RosterError) as told:
        load(open_document(rest, more))
    assert told.value.key == key


def test_units_of_one_name_are_told_apart_by_region(load: Callable[..., Any]) -> None:
    units = load("单位,地区\n教育局,A区\n教育局,B区\n财政局,A区\n")
    assert [unit.name for unit in units] == ["A区教育局", "B区教育局", "财政局"]


def test_a_workbook(load: Callable[..., Any]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 4, "2025年度报送单位名单")
        sheet.write_row(1, 0, ["序号", "单位名称", "所属地区", "曾用名", "应报日期"])
        sheet.merge_range(2, 2, 3, 2, "A区")
        sheet.write_row(2, 0, [1, "教育局"])
        sheet.write_row(3, 0, [2, "财政局", None, "国资局"])
        sheet.write_row(5, 0, [3, "教育局", "B区"])
        sheet.write_datetime(2, 4, datetime.datetime(2026, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(3, 4, 46082)
        sheet.write(5, 4, "2026年3月1日")

    assert [unit[:1] + unit[2:6] for unit in load(workbook(fill), "roster.xlsx")] == [
        ("A区教育局", "A区", (), "2026-03-01", 3),
        ("财政局", "A区", ("国资局",), "2026-03-01", 4),
        ("B区教育局", "B区", (), "2026-03-01", 6),
    ]


def test_the_first_sheet_that_has_units(load: Callable[..., Any]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "填表说明")
        book.add_worksheet().write_column(0, 0, ["单位", "某局"])

    assert [unit.name for unit in load(workbook(fill))] == ["某局"]


def test_cells_far_apart_are_refused(load: Callable[..., Any]) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 0, "单位")
        sheet.write(1_048_575, 16_383, "某局")

    with pytest.raises(RosterError) as caught:
        load(workbook(fill))
    assert caught.value.key == "roster-too-many-cells"


def packed(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (lambda: packed(80 * 1024 * 1024), "roster-too-many-bytes"),
        (lambda: packed(10), "roster-unreadable"),
        (lambda: packed(10)[:60], "roster-unreadable"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "roster-not-a-table"),
        (lambda: b"\0\1\2\3" * 100, "roster-not-a-table"),
        (("单位\n" + "某局\n" * 50_001).encode, "roster-too-many-rows"),
    ],
    ids=["bomb", "no-sheets", "cut", "ole", "binary", "rows"],
)
def test_what_is_no_roster(load: Callable[..., Any], made: Callable[[], bytes], key: str) -> None:
    content = made()
    if content[:2] == b"PK":
        pytest.importorskip("python_calamine", reason="the extra audit is not installed")
    with pytest.raises(RosterError) as caught:
        load(content)
    assert caught.value.key == key


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="roster-unreadable"):
        load_roster(str(tmp_path / "none.csv"), PACK)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(alphabet='单位名称类别,;\t\n"某市局=0年/', max_size=200)))
def test_any_bytes_give_units_or_an_error(load: Callable[..., Any], content: bytes | str) -> None:
    try:
        units = load(content)
    except RosterError:
        return
    assert all(unit.name for unit in units)


def test_headings_that_have_a_word_of_a_column_and_mean_another_thing() -> None:
    columns = {
        "unit": ["单位名称（盖章）", "报送单位全称", "责任单位", "应报送的单位"],
        "due": ["报送时间要求", "要求完成时间", "上报截止时间", "报送材料时限"],
        "received": ["报送日期（实际）", "首次报送时间", "收到日期"],
        None: [
            "完成时间",
            "任务完成时间",
            "收件人",
            "接收人",
            "单位编号",
            "单位负责人",
            "报告名称",
            "主管单位",
            "催报时间",
            "整改期限",
        ],
    }
    wrong = {name: column_of(name) for column, names in columns.items() for name in names if column_of(name) != column}
    assert wrong == {}


def test_a_note_of_a_seal_is_no_part_of_a_name(load: Callable[..., tuple[Unit, ...]]) -> None:
    assert [unit.name for unit in load("单位名称\n※某市教育局（盖章）\n2.某市财政局(章)\n")] == [
        "某市教育局",
        "某市财政局",
    ]


def test_headings_of_groups_in_banners(load: Callable[..., tuple[Unit, ...]]) -> None:
    units = load(
        "单位名称,备注\n四、南林旗苏木乡镇街道,\n城关镇,x\n五、各团场,\n一团,x\n六、北林旗苏木镇（2个）,\n城关镇,x\n"
    )
    assert [(unit.name, unit.region) for unit in units] == [
        ("南林旗城关镇", "南林旗"),
        ("一团", None),
        ("北林旗城关镇", "北林旗"),
    ]


def test_headings_of_groups_without_a_number(load: Callable[..., tuple[Unit, ...]]) -> None:
    headings = ("市直单位", "驻县单位", "驻某某市单位", "党群部门", "市委各部门", "功能区", "市属国有企业", "政法系统")
    rows = [line for heading in headings for line in (f",{heading}", f"1,{heading[:2]}甲局")]
    units = load("\n".join(["序号,单位", *rows]) + "\n")
    assert [unit.name for unit in units] == [f"{heading[:2]}甲局" for heading in headings]
    assert [unit.region for unit in units if unit.region] == ["某某市"]


def test_a_place_heads_the_units_below_it_or_is_one_of_a_list(load: Callable[..., tuple[Unit, ...]]) -> None:
    below = load("序号,单位\n,一、某某县\n1,城关镇\n2,河口镇\n,二、另外县\n1,城关镇\n")
    assert [unit.name for unit in below] == ["某某县城关镇", "河口镇", "另外县城关镇"]
    assert [unit.name for unit in load("单位\n一、某某县\n二、另外县\n")] == ["某某县", "另外县"]


def test_a_name_by_its_level_gets_its_region_once(load: Callable[..., tuple[Unit, ...]]) -> None:
    units = load("单位,地区\n市市场监管局,\n市市场监管局,安坪市\n教育局,安坪市\n教育局,青溪县\n")
    assert [unit.name for unit in units] == ["市市场监管局", "安坪市市场监管局", "安坪市教育局", "青溪县教育局"]
