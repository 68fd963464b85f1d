"""What is counted: one report a unit, in the numbers, the matrix and the answers alike; drafts and the like stand aside."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from openpyxl import load_workbook

from checker.audit.overview import overview
from checker.audit.statistics import tally
from checker.audit.store import NAME, Store
from checker.audit.workbook import write_workbook
from checker.cli import main
from checker.i18n import say
from checker.similarity import Similar
from tests.audit import overviews
from tests.audit.auditing import SAMPLES, TEXTS, checker
from tests.audit.test_archives import encrypted

BEST = next(text for path, text in zip(SAMPLES, TEXTS, strict=True) if path.stem == "most-complete")
TODAY = ("--today", "2026-04-01")
ROSTER = """单位名称,类别,所属地区,报送时限
某市司法局,部门,甲地,2026-03-01
某市民政局,部门,甲地,2026-03-01
某市水利局,部门,甲地,2026-03-01
某市审计局,部门,乙地,2026-03-01
某市统计局,部门,乙地,2026-03-01
"""


def report(unit: str, year: int = 2025, *, cause: bool = True) -> str:
    """A report of *unit* on *year*, the same as others but for what the years and the name of the unit are."""
    text = re.sub(r"202[456]", lambda found: str(int(found[0]) - 2025 + year), BEST.replace("东安县应急管理局", unit))
    return text if cause else "\n".join(line for line in text.splitlines() if "原因" not in line)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Five units: two final reports, one report, another year's, a broken file, nothing; and one off the roster."""
    folder = tmp_path_factory.mktemp("counts")
    (folder / "报送").mkdir()
    texts = {
        "a司法局（第一次报）.txt": report("某市司法局", cause=False),
        "z司法局.txt": report("某市司法局"),
        "民政局.txt": report("某市民政局"),
        "水利局.txt": report("某市水利局", 2024, cause=False),
        "气象局.txt": report("某市气象局"),
    }
    for name, text in texts.items():
        (folder / "报送" / name).write_text(text, encoding="utf-8")
    (folder / "报送" / "某市审计局.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "名单.csv").write_text(ROSTER, encoding="utf-8")
    arguments = (folder / "报送", "--roster", folder / "名单.csv", "--year", 2025, *TODAY)
    _, told, err = checker(*arguments, "--out", folder / "结果")
    assert "Traceback" not in err
    return folder, told


def sheet(folder, name, head=3):
    lines = list(load_workbook(folder / "结果" / "audit.xlsx")[name].iter_rows(values_only=True))
    return [dict(zip(lines[head - 1], line, strict=True)) for line in lines[head:]]


def ask(folder, capsys, *arguments):
    capsys.readouterr()
    status = main.run(["audit", "query", str(folder / "结果"), *arguments, "--format", "json"])
    out, _ = capsys.readouterr()
    return status, json.loads(out)


def test_units_of_the_roster_are_not_mixed_with_others(desk):
    folder, told = desk
    store = Store(str(folder / "结果" / NAME))
    made = overview(store)
    counted = tally(made)
    found = counted.figures._asdict()
    store.close()
    assert [found[name] for name in ("units", "filed", "missing", "outside")] == [5, 2, 3, 1]
    assert [found[name] for name in ("judged", "counted", "uncounted")] == [5, 2, 2]
    assert found["passed"] + found["failed"] == found["counted"]
    assert (found["twice"], list(counted.twice())) == (1, ["某市司法局"])
    counting = [brief for brief in counted.briefs.values() if brief.counts]
    assert {brief.path for brief in counting} == {"z司法局.txt", "民政局.txt", "气象局.txt"}
    own = [brief.points for brief in counting if brief.unit]
    assert found["average"] == pytest.approx(sum(own) / 2)
    assert "名单上 5 个单位，已报送 2 个，没有报送的 3 个" in told
    assert "计入 2 份" in told.replace("\n  ", "")
    assert "另有 2 份不计入" in told.replace("\n  ", "")


def test_gaps_of_what_does_not_count_stand_behind_the_others(desk):
    folder, _ = desk
    found = sheet(folder, "问题")
    assert [row["计入"] for row in found] == sorted((row["计入"] for row in found), key="是否".index)
    files = list(dict.fromkeys(row["报告文件"] for row in found))
    assert files == ["z司法局.txt", "民政局.txt", "气象局.txt", "a司法局（第一次报）.txt", "水利局.txt"]
    assert {row["单位"]: row["地区"] for row in found}["某市水利局"] == "甲地"
    assert {row["地区"] for row in sheet(folder, "重复报送")} == {"甲地"}


def test_a_roster_names_a_region_everywhere(desk):
    folder, _ = desk
    regions = {row["单位"]: row["地区"] for name in ("问题", "排名", "未报送") for row in sheet(folder, name)}
    matrix = {row["单位"]: row["地区"] for row in sheet(folder, "矩阵", 5)}
    assert {unit: region for unit, region in matrix.items() if unit in regions} == regions


def test_who_is_late_is_shown_with_the_day_that_counts(tmp_path):
    (tmp_path / "报送").mkdir()
    text = report("某市司法局")
    dated = re.sub(r"\n202\d年\d+月\d+日\s*$", "", text) + "\n某市司法局\n2026年2月6日\n"
    (tmp_path / "报送" / "司法局.txt").write_text(dated, encoding="utf-8")
    (tmp_path / "名单.csv").write_text("单位,报送时限,收到日期\n某市司法局,3月1日前,3月5日\n", encoding="utf-8")
    arguments = (tmp_path / "报送", "--roster", tmp_path / "名单.csv", "--year", 2025, *TODAY)
    checker(*arguments, "--out", tmp_path / "结果")
    (late,) = sheet(tmp_path, "迟报")
    assert (late["应报日期"], late["收到（落款）日期"], late["迟报天数"]) == (
        datetime(2026, 3, 1),
        datetime(2026, 3, 5),
        4,
    )


def test_the_roster_s_deadline_holds_for_the_item_on_the_date_too(tmp_path, capsys):
    (tmp_path / "报送").mkdir()
    text = report("某市司法局")
    dated = re.sub(r"\n202\d年\d+月\d+日\s*$", "", text) + "\n某市司法局\n2026年3月10日\n"
    (tmp_path / "报送" / "司法局.txt").write_text(dated, encoding="utf-8")

    def late(due):
        (tmp_path / "名单.csv").write_text(f"单位,报送时限\n某市司法局,{due}\n", encoding="utf-8")
        arguments = (tmp_path / "报送", "--roster", tmp_path / "名单.csv", "--year", 2025, *TODAY)
        _, _, err = checker(*arguments, "--out", tmp_path / "结果")
        assert "Traceback" not in err
        failing = ask(tmp_path, capsys, "failing", "--rule", "date-window")[1]
        points = ask(tmp_path, capsys, "ranking")[1][0]["points"]
        return [one["message"] for one in failing], len(ask(tmp_path, capsys, "late")[1]), points

    by_pack, by_roster, early = late(""), late("3月15日前"), late("2月1日前")
    assert ("2026年3月1日" in by_pack[0][0], by_pack[1]) == (True, 1)
    assert by_roster[:2] == ([], 0)
    assert by_roster[2] > by_pack[2]
    assert ("2026年2月2日" in early[0][0], early[1:]) == (True, by_pack[1:])
    assert late("") == by_pack


def test_an_unchanged_run_judges_nothing(tmp_path):
    """Not even what lies in an archive behind a password."""
    (tmp_path / "包.zip").write_bytes(encrypted())
    for again in (False, True):
        _, told, _ = checker(tmp_path / "包.zip", "--out", tmp_path / "结果", *TODAY)
        assert "读不了 1 份" in told
        assert ("这次检查 0 份" in told) == again


def test_a_unit_without_a_report_and_what_it_sent_are_told(desk, capsys):
    folder, _ = desk
    _, missing = ask(folder, capsys, "missing")
    told = {row["unit"]: (row["sent"], row["sent_year"], bool(row["reason"])) for row in missing}
    assert told == {
        "某市水利局": ("水利局.txt", "2024", False),
        "某市审计局": ("某市审计局.docx", None, True),
        "某市统计局": (None, None, False),
    }
    status, found = ask(folder, capsys, "unit", "--unit", "统计局")
    assert (status, [(row["year"], row["status"]) for row in found]) == (0, [(2025, "missing")])
    _, found = ask(folder, capsys, "unit", "--unit", "水利局")
    assert [(row["year"], row["status"]) for row in found] == [(2025, "missing"), (2024, "other")]
    sent = {row["单位"]: row["报来的文件（为什么不算）"] for row in sheet(folder, "未报送")}
    assert sent["某市水利局"] == "水利局.txt（是2024年度的）"
    assert sent["某市审计局"].startswith("某市审计局.docx（读不了：")
    years = {row["报告文件"]: (row["年度"], row["文种"], row["计入"]) for row in sheet(folder, "匹配")}
    assert years["水利局.txt"][0::2] == ("2024", "否")
    assert years["z司法局.txt"] == ("2025", "法治政府建设年度报告", "是")


def test_questions_are_answered_from_what_counts(desk, capsys):
    folder, _ = desk
    _, found = ask(folder, capsys, "summary")
    told = {row["item"]: row["value"] for row in found}
    assert [told[name] for name in ("units", "filed", "missing", "outside", "twice")] == [5, 2, 3, 1, 1]
    assert told["passed"] + told["failed"] == told["counted"] == 2
    _, twice = ask(folder, capsys, "twice")
    assert [(row["path"], row["counted"]) for row in twice] == [("z司法局.txt", 1), ("a司法局（第一次报）.txt", 0)]
    _, failing = ask(folder, capsys, "failing", "--rule", "part-causes")
    assert not {row["path"] for row in failing} & {"a司法局（第一次报）.txt", "水利局.txt"}
    _, late = ask(folder, capsys, "late")
    assert len(late) == told["late"]
    _, ranking = ask(folder, capsys, "ranking")
    assert all(row["days_late"] is None or row["days_late"] > 0 for row in ranking)


@pytest.mark.parametrize("what", ["stopped", "shard"])
def test_a_store_that_is_not_whole_says_so(desk, tmp_path, capsys, what):
    folder, _ = desk
    arguments = ("--shard", "1/2") if what == "shard" else ()
    checker(folder / "报送", "--out", tmp_path / "结果", "--year", 2025, *arguments, *TODAY)
    if what == "stopped":
        store = Store(str(tmp_path / "结果" / NAME), writable=True)
        store.keep_facts(finished=False)
        store.close()
    for question in ("missing", "ranking", "similar", "findings", "late", "twice"):
        assert main.run(["audit", "query", str(tmp_path / "结果"), question]) == 2
        out, err = capsys.readouterr()
        assert not out
        assert ("merge" if what == "shard" else "接着做") in err
    main.run(["audit", "query", str(tmp_path / "结果"), "summary"])
    out, err = capsys.readouterr()
    assert "没有报送" not in out
    assert "注意" in err
    main.run(["audit", "query", str(tmp_path / "结果"), "unit", "--unit", "统计局"])
    assert "没有报送" not in capsys.readouterr().out


def test_a_draft_is_not_like_its_final_text(desk, capsys):
    """Pairs of one unit are none; others that copy are found all the same."""
    folder, _ = desk
    _, pairs = ask(folder, capsys, "similar")
    assert pairs
    assert all(row["unit"] != row["other_unit"] for row in pairs)


def test_without_a_roster_nobody_is_missing(desk, tmp_path, capsys):
    """And one meaning of what was sent twice holds, by the names that reports themselves give."""
    folder, _ = desk
    checker(folder / "报送", "--out", tmp_path / "结果", "--year", 2025, *TODAY)
    assert main.run(["audit", "query", str(tmp_path / "结果"), "missing"]) == 1
    assert "--roster" in capsys.readouterr().err
    _, found = ask(tmp_path, capsys, "summary")
    told = {row["item"]: row["value"] for row in found}
    assert "missing" not in told
    assert (told["counted"], told["twice"]) == (3, 1)
    assert {row["单位"] for row in sheet(tmp_path, "重复报送")} == {"某市司法局"}
    _, findings = ask(tmp_path, capsys, "findings")
    assert [row["unit"] for row in findings if row["rule"] == "submitted-twice"] == ["某市司法局"]
    assert {row["单位"] for row in sheet(tmp_path, "匹配")} == {
        *("某市司法局", "某市民政局", "某市水利局", "某市气象局", "（认不出单位）"),
    }


@pytest.mark.parametrize(
    ("last_year", "changed", "other", "kind"),
    [
        (False, False, "某市民政局", "each-other"),
        (True, False, "某市司法局", "last-year"),
        (True, True, "某市司法局", "year-changed"),
        (True, True, "某市民政局", "last-year-other"),
        (True, False, None, "last-year"),
    ],
)
def test_another_units_old_report_is_not_ones_own(tmp_path, last_year, changed, other, kind):
    pair = Similar("a.txt", "../去年/b.txt", 0.9, last_year, changed, (), "某市司法局", other)
    assert pair.kind == kind
    made = overviews.small()._replace(similar=(pair, pair))
    write_workbook(made, tmp_path / "a.xlsx", "zh")
    book = load_workbook(tmp_path / "a.xlsx")
    shown = [row[:5] for row in book["相似"].iter_rows(min_row=4, values_only=True)]
    assert [row[2] for row in shown] == [other or "../去年/b.txt"] * 2
    assert {row[4] for row in shown} == {say(f"audit.likeness.{kind}", "zh")}
    counts = {row[0].value: row[1].value for row in book["总览"].iter_rows() if row[0].value}
    assert counts["相似"] == 2
