"""What is counted: one report a unit, in the numbers, the matrix and the answers alike; drafts and the like stand aside."""

from __future__ import annotations

import json
import re

import pytest
from openpyxl import load_workbook

from checker.audit.overview import overview
from checker.audit.store import NAME, Store
from checker.audit.tally import figures, tally
from checker.cli import main
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
    text = BEST.replace("东安县应急管理局", unit)
    for old in (2026, 2025, 2024):
        text = text.replace(str(old), f"<{old - 2025 + year}>")
    text = re.sub(r"<(\d+)>", r"\1", text)
    return text if cause else "\n".join(line for line in text.splitlines() if "原因" not in line)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Five units: a final report and a draft, one report, another year's, a broken file, nothing; and one off the roster."""
    folder = tmp_path_factory.mktemp("counts")
    (folder / "报送").mkdir()
    texts = {
        "a司法局（征求意见稿）.txt": report("某市司法局", cause=False),
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
    found = figures(made, counted)
    store.close()
    assert [found[name] for name in ("units", "filed", "missing", "outside")] == [5, 2, 3, 1]
    assert [found[name] for name in ("judged", "counted", "uncounted")] == [5, 3, 2]
    assert found["passed"] + found["failed"] == found["counted"]
    assert (found["twice"], list(counted.twice())) == (1, ["某市司法局"])
    counting = [brief for brief in counted.briefs.values() if brief.counts]
    assert {brief.path for brief in counting} == {"z司法局.txt", "民政局.txt", "气象局.txt"}
    assert counted.average == pytest.approx(sum(brief.points for brief in counting) / 3)
    assert "名单上 5 个单位，已报送 2 个，没有报送的 3 个" in told
    assert "计入 3 份" in told.replace("\n  ", "")
    assert "另有 2 份不计入" in told.replace("\n  ", "")


def test_gaps_of_what_does_not_count_stand_behind_the_others(desk):
    folder, _ = desk
    found = sheet(folder, "问题")
    assert [row["计入"] for row in found] == sorted((row["计入"] for row in found), key="是否".index)
    files = list(dict.fromkeys(row["报告文件"] for row in found))
    assert files == ["z司法局.txt", "民政局.txt", "气象局.txt", "a司法局（征求意见稿）.txt", "水利局.txt"]
    assert {row["单位"]: row["地区"] for row in found}["某市水利局"] == "甲地"
    assert {row["地区"] for row in sheet(folder, "重复报送")} == {"甲地"}


def test_a_roster_names_a_region_everywhere(desk):
    folder, _ = desk
    regions = {row["单位"]: row["地区"] for name in ("问题", "排名", "未报送") for row in sheet(folder, name)}
    matrix = {row["单位"]: row["地区"] for row in sheet(folder, "矩阵", 5)}
    assert {unit: region for unit, region in matrix.items() if unit in regions} == regions


def test_an_unchanged_run_judges_nothing(desk, tmp_path):
    """Not even what lies in an archive behind a password."""
    (tmp_path / "包.zip").write_bytes(encrypted())
    for again in (False, True):
        _, told, _ = checker(tmp_path / "包.zip", "--out", tmp_path / "结果", *TODAY)
        assert "读不了 1 份" in told
        assert ("这次检查 0 份" in told) == again
