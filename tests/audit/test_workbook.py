"""The workbook of an audit, read back by two other programs and opened by a third."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from checker.audit.statistics import tally
from checker.audit.workbook import write_workbook
from checker.audit.workbook.xlsx import LONGEST, Book, cell
from checker.errors import UsageError
from tests.audit import overviews
from tests.libreoffice import SOFFICE, convert
from tests.tables import every_row

SHEETS = [
    "总览",
    "矩阵",
    "请核对",
    "排名",
    "问题",
    "未报送",
    "迟报",
    "重复报送",
    "读不了",
    "没有看的",
    "匹配",
    "跨报告问题",
    "相似",
    "趋势",
    "说明",
]
TABLES = SHEETS[2:-1]
MADE = {name: getattr(overviews, name) for name in ("small", "hostile", "none_judged", "no_roster", "nothing")}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Each overview as a file, written once."""
    folder = tmp_path_factory.mktemp("books")
    for name, make in MADE.items():
        write_workbook(make(), folder / f"{name}.xlsx", "zh")
    return {name: folder / f"{name}.xlsx" for name in MADE}


def rows(path, sheet, head=3):
    """The rows of a table as dictionaries by their headings."""
    lines = list(load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(lines[head - 1], line, strict=True)) for line in lines[head:]]


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_in_it_is_a_formula_or_leads_outside(name, lang, tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(MADE[name](), path, lang)
    book = load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for one in row:
                assert one.data_type != "f", (sheet.title, one.coordinate)
                assert one.hyperlink is None or (one.hyperlink.target is None and one.hyperlink.location)
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            text = archive.read(member)
            ElementTree.fromstring(text)  # noqa: S314 - our own file
            assert b"<f>" not in text or "chart" in member
            assert b'TargetMode="External"' not in text
    assert CalamineWorkbook.from_path(str(path)).sheet_names == book.sheetnames


def test_the_sheets_are_set_up_for_reading_and_for_paper(books):
    book = load_workbook(books["small"])
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == (None if sheet.title == "总览" else 0)  # None is one page
        assert "&P" in str(sheet.oddFooter.center.text)
        assert re.search(r"&9(?=\d)", f"{sheet.HeaderFooter.oddHeader}{sheet.HeaderFooter.oddFooter}") is None
        assert sheet.freeze_panes
    for name in TABLES:
        sheet = book[name]
        assert sheet.freeze_panes == "B4"
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert sheet.print_area
    assert book["矩阵"].freeze_panes == "B6"
    assert book["矩阵"].print_title_rows == "$3:$5"


def test_the_overview_counts_and_leads_to_every_sheet(books):
    sheet = load_workbook(books["small"])["总览"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    made = overviews.small()
    units = ("应报单位", "已报送", "未报送", "名单外报送", "迟报")
    assert tuple(told[name] for name in units) == (15, 13, 2, 1, 1)
    assert (told["收到文件"], told["已检查文件"], told["读不了的文件"]) == (made.files, made.judged, 2)
    counting = [entry for entry in made.entries() if entry.error is None and "修改稿" not in entry.path and entry.unit]
    passed = sum(entry.verdict == "pass" for entry in counting)
    assert (told["计入的报告（一个单位一份）"], told["不计入的（草稿、重复等）"]) == (len(counting), 1)
    assert (told["计入的：通过"], told["计入的：不通过"]) == (passed, len(counting) - passed)
    assert told["计入的：问题总数"] == sum(len(entry.gaps) for entry in counting)
    average = sum(entry.points for entry in counting) / len(counting)
    assert told["计入的：平均分"] == pytest.approx(average)
    places = {one.hyperlink.location for row in sheet.iter_rows() for one in row if one.hyperlink}
    assert places == {f"'{name}'!A1" for name in SHEETS[1:]}
    with zipfile.ZipFile(books["small"]) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 3
    assert drawing.count("descr=") == 3


def test_the_matrix_has_a_sign_for_each_unit_and_requirement(books):
    sheet = load_workbook(books["small"])["矩阵"]
    lines = list(sheet.iter_rows(min_row=5, values_only=True))
    heads = [str(text) for text in lines[0]]
    made = overviews.small()
    assert heads[7:] == [one.title for one in made.requirements]
    counted = tally(made)
    for line, shown in zip(counted.lines, lines[1:], strict=True):
        assert shown[0] == line.name
        if line.brief is None:
            assert shown[5] == "未报送"
            assert not any(shown[7:])
        else:
            assert "".join(shown[7:]) == line.brief.states.translate(str.maketrans("pafs", "✓△✗–"))
            assert shown[3] == pytest.approx(line.brief.points)
    assert sheet.conditional_formatting
    above = [cell for cell in next(sheet.iter_rows(min_row=4, max_row=4, values_only=True))[7:] if cell is not None]
    columns = zip(*[shown[7:] for shown in lines[1:]], strict=True)
    assert above == [sum(sign in ("△", "✗") for sign in column) for column in columns]


def test_a_click_on_the_number_of_gaps_leads_to_the_first_of_them(books):
    book = load_workbook(books["small"])
    found = 0
    for row in book["矩阵"].iter_rows(min_row=6):
        link = row[6].hyperlink
        if link:
            name, place = link.location.split("!")
            goal = book[name.strip("'")][place]
            assert goal.value == row[0].value
            assert goal.row == 4 or book["问题"].cell(goal.row - 1, 1).value != goal.value
            found += 1
    assert found == sum(1 for line in tally(overviews.small()).lines if line.brief and any(line.brief.gaps))


def test_every_gap_has_its_row_with_clause_and_remedy(books):
    found = rows(books["small"], "问题")
    expected = [(entry, gap) for entry in overviews.small().entries() for gap in entry.gaps]
    assert len(found) == len(expected)
    for row, (entry, gap) in zip(found, expected, strict=True):
        assert (row["报告文件"], row["问题"], row["依据"], row["整改办法"]) == (
            entry.path,
            gap.message,
            gap.basis,
            gap.fix,
        )
        assert (row["位置"], row["原文"]) == (gap.place, gap.quote)
    validation = load_workbook(books["small"])["问题"].data_validations.dataValidation
    assert [one.formula1 for one in validation] == ['"未整改,已整改,不需整改"']


def test_tables_tell_who_is_missing_late_and_twice_and_what_cannot_be_read(books):
    path = books["small"]
    missing = rows(path, "未报送")
    assert [row["单位"] for row in missing] == ["某市审计局", "某市统计局"]
    assert missing[0]["报来的文件（为什么不算）"] == "reports/审计局.pdf（读不了：文件加了密码，打不开）"
    assert missing[0]["应报日期"] == datetime(2025, 1, 31)
    (late,) = rows(path, "迟报")
    assert (late["单位"], late["迟报天数"], late["收到（落款）日期"]) == ("某市水利局", 19, datetime(2025, 2, 19))
    assert [row["计入"] for row in rows(path, "重复报送")] == ["是", "否"]
    assert [row["原因"] for row in rows(path, "读不了")] == ["文件加了密码，打不开。", "文件损坏。"]
    matches = rows(path, "匹配")
    assert [row["核对"] for row in matches[:3]] == ["请核对"] * 3
    assert [row["把握"] for row in matches if row["把握"] is not None] == sorted(
        row["把握"] for row in matches if row["把握"] is not None
    )
    assert [row["情形"] for row in rows(path, "相似")] == ["只改了年份", "单位之间", "单位之间"]
    assert {row["单位"] for row in rows(path, "重复报送")} == {"某市教育局"}
    assert len(rows(path, "跨报告问题")) == 3


def test_the_trend_compares_with_last_year(books):
    made = overviews.small()
    expected = sorted(
        round(one.points - one.points_before, 1)
        for one in made.standings
        if one.points is not None and one.points_before
    )
    assert [row["变化"] for row in rows(books["small"], "趋势")] == pytest.approx(expected)


def test_a_ranking_goes_by_kind_and_region(books):
    found = rows(books["small"], "排名")
    for kind in ("部门", "乡镇（街道）"):
        ranks = [row["名次"] for row in found if row["类别"] == kind]
        assert ranks == sorted(ranks)
        assert ranks[0] == 1


@pytest.mark.parametrize("name", ["none_judged", "no_roster", "nothing"])
def test_empty_tables_say_so(books, name):
    book = load_workbook(books[name])
    assert book.sheetnames == SHEETS
    assert book["相似"]["A4"].value == "没有这类情况。"
    assert book["相似"].auto_filter.ref is None
    if name != "none_judged":
        assert "没有给单位名单" in book["未报送"]["A2"].value


def test_what_a_report_says_stays_text(books):
    lines = CalamineWorkbook.from_path(str(books["hostile"])).get_sheet_by_name("问题").to_python()
    column = lines[2].index("原文")
    found = {line[column] for line in lines[3:]}
    for text in overviews.HOSTILE:
        assert cell(text) in found
        assert len(cell(text).encode("utf-16-le")) // 2 <= LONGEST
    with zipfile.ZipFile(books["hostile"]) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert 'quotePrefix="1"' in styles


@every_row(
    ("text", "expected"),
    [
        ("a\x1bb", "a␛b"),
        ("\u202egnp", "<U+202E>gnp"),
        ("\ud800", "<U+D800>"),
        ("one\r\ntwo\x0bthree", "one\ntwo\nthree"),
        ("<r><t>x</t></r>", "<r><t>x</t></r> "),
        ("甲" * 5000, "甲" * 3999 + "…"),
        ("😀" * 3000, "😀" * 1999 + "…"),
        ("\n".join("a" * 300), "\n".join("a" * 200) + "…"),
    ],
)
def test_a_cell_holds_only_what_it_can(text, expected):
    assert cell(text) == expected


CELLS = [
    (["=1+1", "-x", " 前后 ", 'a<b>&"c"', "<r>x</r>", "_x0041_", "\x1b[0m", "长" * 400, ""], "text"),
    (["是", None, "是", 1, 2.5, True], "center"),
    ([1, 1.0, 0, -3, 1e20, None], "int"),
    ([0.1, 12.345, None], "points"),
    (["2026-03-01", "1800-01-01", "三月", None], "date"),
]


def test_a_row_holds_what_single_cells_would(tmp_path):
    """The rows of tables are put together of cells that are made once: xlsxwriter's own way writes the same."""

    def written(name: str) -> bytes:
        book = Book(str(tmp_path / name), "zh", overviews.nothing(), str(tmp_path))
        sheet = book.sheet("表")
        for row, (values, style) in enumerate(CELLS * 2):
            if name == "rows.xlsx":
                book.write_row(sheet, row, 30.5, [(value, style) for value in values])
                continue
            sheet.set_row(row, 30.5)
            for column, value in enumerate(values):
                book.write_cell(sheet, row, column, value, style)
        book.close()
        return zipfile.ZipFile(tmp_path / name).read("xl/worksheets/sheet1.xml")

    assert written("rows.xlsx") == written("cells.xlsx")


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path):
    path = tmp_path / "a.xlsx"
    write_workbook(overviews.small(), path, "zh", rows=60)
    book = load_workbook(path)
    names = [name for name in book.sheetnames if name.startswith("问题")]
    assert names == ["问题", "问题 (2)", "问题 (3)"]
    found = [row for name in names for row in book[name].iter_rows(min_row=4, max_col=1, values_only=True)]
    assert len(found) == sum(len(entry.gaps) for entry in overviews.small().entries())
    for row in book["矩阵"].iter_rows(min_row=6):
        if row[6].hyperlink:
            name, place = row[6].hyperlink.location.split("!")
            assert book[name.strip("'")][place].value == row[0].value


def test_the_same_overview_gives_the_same_bytes(books, tmp_path):
    path = tmp_path / "b.xlsx"
    write_workbook(overviews.small(), path, "zh")
    assert path.read_bytes() == books["small"].read_bytes()
    assert load_workbook(path).properties.created == datetime(2025, 3, 20)


def test_a_workbook_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def broken():
        yield from overviews.small().entries()
        raise RuntimeError

    calls = []

    def entries():
        calls.append(1)
        return overviews.small().entries() if len(calls) == 1 else broken()

    with pytest.raises(RuntimeError):
        write_workbook(overviews.small()._replace(entries=entries), path, "zh")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="write-failed"):
        write_workbook(overviews.nothing(), tmp_path / "none" / "a.xlsx", "zh")


def test_many_reports_are_gone_through_twice_and_never_held(tmp_path):
    made = overviews.large(300)
    alive, most, calls = set(), 0, 0

    class Kept(tuple):
        __slots__ = ()

        def __del__(self):
            alive.discard(id(self))

    def entries():
        nonlocal most, calls
        calls += 1
        for entry in made.entries():
            gaps = Kept(entry.gaps)
            alive.add(id(gaps))
            most = max(most, len(alive))
            yield entry._replace(gaps=gaps)

    write_workbook(made._replace(entries=entries), tmp_path / "a.xlsx", "zh")
    assert calls == 2
    assert most <= 5


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: the workbook is not opened by a spreadsheet")
def test_libreoffice_opens_it(books, tmp_path):
    for made in convert("pdf", [books["small"], books["nothing"]], tmp_path):
        assert made.read_bytes().startswith(b"%PDF")
