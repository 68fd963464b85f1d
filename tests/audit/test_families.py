"""Reports of two kinds in one folder: each is judged by its pack, and whoever writes letters speaks of the right one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checker.audit.finish import FinishOptions, conclude
from checker.audit.letters import write_letters
from checker.audit.model import Overview, Unit
from checker.audit.overview import overview
from checker.audit.store import NAME, Store
from checker.engine.assessor import Assessor
from tests.audit.auditing import ROOT, run

OPENNESS = ROOT / "samples" / "openness"
TEMPLATE = ROOT / "checker" / "audit" / "letters" / "templates" / "zh.md"
LAW, OPEN = "法治政府建设年度报告", "政府信息公开工作年度报告"
UNITS = tuple(
    Unit(name, kind="department", row=row)
    for row, name in enumerate(("某县水务局", "某县民政局", "某县教育局", "某县财政局", "某县统计局"), 2)
)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Overview]]:
    folder, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    rule_of_law = (ROOT / "samples" / "most-complete.txt").read_text(encoding="utf-8").replace("2026", "2025")
    for name in ("某县水务局", "某县民政局", "某县教育局"):
        text = rule_of_law.replace("东安县应急管理局", name) + f"\n{name}另有事项{len(name)}件。\n"
        (folder / f"{name}{LAW}.txt").write_text(text.replace("2025", "2024"), encoding="utf-8")
    for name in ("complete", "tables-off"):
        (folder / f"{name}.txt").write_bytes((OPENNESS / f"{name}.txt").read_bytes())
    run(folder, out, jobs=1)
    with closing(Store(str(out / NAME), writable=True)) as store:
        conclude(store, FinishOptions(units=UNITS, roster="名单.csv", made="2025-03-20"))
        found = overview(store)
        write_letters(found, out / "letters", TEMPLATE, "zh")
        yield out, found


def test_a_unit_stands_among_its_like_with_each_of_its_reports(mixed: tuple[Path, Overview]) -> None:
    _, found = mixed
    assert [family.name for family in found.families] == [LAW, OPEN]
    placed = [(one.unit.name, one.family) for one in found.standings]
    assert placed == [
        *((unit.name, "annual-report") for unit in UNITS),
        ("某县水务局", "disclosure"),
        ("某县民政局", "disclosure"),
    ], "the roster is about the kind that most reports are of"
    assert {one.among for one in found.standings if one.report} == {3, 2}
    assert (found.figures and found.figures.units, found.figures and found.figures.missing) == (5, 2)


def test_a_second_kind_is_no_second_report_nor_a_copy_for_its_form(mixed: tuple[Path, Overview]) -> None:
    _, found = mixed
    assert not [one for one in found.findings if one.check == "once"]
    assert not [one for one in found.findings if one.check == "own-text" and one.family == "disclosure"]
    late = [(one.unit, one.family) for one in found.findings if one.check == "in-time"]
    assert late == [("某县民政局", "disclosure")], "by the deadline of its own pack, 31 January"


def test_letters_speak_of_the_report_that_they_are_about(mixed: tuple[Path, Overview]) -> None:
    out, _ = mixed
    letters = {path.stem: path.read_text(encoding="utf-8") for path in (out / "letters").glob("*.md")}
    assert f"某县民政局（{OPEN}）" in letters
    assert f"某县财政局（{OPEN}）" not in letters, "two of five: it is not known that everybody owes one"
    for name, text in letters.items():
        own, other = (OPEN, LAW) if OPEN in name else (LAW, OPEN)
        assert own in text, name
        assert other not in text, name
        assert f"不是对你单位{own.removesuffix('年度报告')}" in text or "尚未收到" in text, name
    with (out / "letters" / "letters.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(letters) + 1


def test_one_pack_asked_for_judges_all() -> None:
    assessor = Assessor("national")
    found = assessor.read(str(OPENNESS / "complete.txt"))
    assert found.pack is not None
    assert (found.pack.id, found.score) == ("national", None)


@pytest.mark.parametrize(
    ("name", "verdict", "gaps"),
    [
        ("complete", "pass", set()),
        ("tables-off", "fail", {"requests-balance", "requests-in-text", "table-proactive", "date-window"}),
    ],
)
def test_samples_are_judged_by_their_pack(name: str, verdict: str, gaps: set[str]) -> None:
    found = Assessor().read(str(OPENNESS / f"{name}.txt"))
    assert found.pack is not None
    assert (found.pack.id, found.verdict) == ("xinxi-gongkai", verdict)
    assert gaps <= {item.rule.id for item in found.items if item.state in ("fail", "partial")}
