"""Two drafts, and two years: what is mended, new, forgotten, taken over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checker.cli.main import run
from checker.comparing import compare, follows
from checker.engine.assessor import Assessor

SAMPLES = Path(__file__).parents[2] / "samples"

LAST = """某市水务局2024年度法治政府建设情况报告
2024年，我局扎实推进法治政府建设。现将有关情况报告如下：
一、2024年主要举措和成效
（一）依法履行职能。办理取水许可46件，全部按期办结，持续优化服务流程，压减申请材料，群众满意度保持在较高水平。
（二）规范行政执法。开展巡查86次，立案12件，评查案卷40卷，落实重大执法决定法制审核制度。
二、存在的不足和原因
（一）河道采砂监管手段单一。主要原因是没有视频监控设备。
（二）规范性文件清理不及时。主要原因是没有定期清理制度。
三、党政主要负责人履行推进法治建设第一责任人职责情况
局主要负责人主持党组会6次研究法治工作，听取汇报3次，年终述法。
四、2025年主要安排
（一）建设河道采砂视频监控系统，6月底前投入使用。
（二）建立规范性文件定期清理制度。
（三）开展节水普法进校园活动12场。
某市水务局
2025年1月20日
"""

THIS = """某市水务局2025年度法治政府建设情况报告
2025年，我局扎实推进法治政府建设。现将有关情况报告如下：
一、2025年主要举措和成效
（一）依法履行职能。办理取水许可51件，全部按期办结，持续优化服务流程，压减申请材料，群众满意度保持在较高水平。
（二）改进监管方式。河道采砂视频监控系统5月投入使用，发现违法线索9条。
（三）开展节水普法进校园活动14场，受众3200人次。
二、存在的不足和原因
（一）执法力量不足。主要原因是编制紧张。
（二）水价改革宣传不够。主要原因是渠道单一。
三、党政主要负责人履行推进法治建设第一责任人职责情况
局主要负责人主持党组会5次研究法治工作，听取汇报2次。
四、2026年主要安排
（一）充实执法力量，上半年招录4人。
（二）扩大水价改革宣传。
（三）开展案卷评查。
某市水务局
2026年1月22日
"""


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    for name, text in (("last.txt", LAST), ("this.txt", THIS)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "last.txt", folder / "this.txt"


def judged(*paths):
    return list(Assessor("national").read_many(map(str, paths)))


def ids(changes):
    return [change.later.rule.id for change in changes]


def test_what_is_mended_and_what_is_new():
    found = compare(*judged(SAMPLES / "empty-plan.txt", SAMPLES / "most-complete.txt"))
    assert {"part-next-plan", "part-causes"} <= set(ids(found.closed))
    assert "residue" in ids(found.opened)
    assert ids(found.left) == ["wording"]
    assert not set(ids(found.closed)) & {*ids(found.opened), *ids(found.left), *ids(found.better), *ids(found.worse)}


def test_the_way_back_is_the_other_way_round():
    there = compare(*judged(SAMPLES / "empty-plan.txt", SAMPLES / "most-complete.txt"))
    back = compare(*judged(SAMPLES / "most-complete.txt", SAMPLES / "empty-plan.txt"))
    assert ids(there.closed) == ids(back.opened)
    assert ids(there.opened) == ids(back.closed)
    assert not back.next_year  # the earlier report does not follow the later


def test_a_report_beside_itself_has_no_change():
    one, other = judged(SAMPLES / "empty-plan.txt", SAMPLES / "empty-plan.txt")
    found = compare(one, other)
    assert not found.closed + found.opened + found.better + found.worse
    assert len(found.left) == sum(item.state in ("fail", "partial") for item in one.items)


def test_what_last_year_named_and_this_year_does_not(years):
    found = compare(*judged(*years))
    assert found.next_year
    told = [(one.part, one.quote.text) for one in found.forgotten]
    assert [part for part, _ in told] == ["deficiencies", "next-plan"]
    assert all("规范性文件" in words for _, words in told)
    assert {one.quote.place.line for one in found.forgotten} == {8, 13}


def test_what_was_taken_over_but_for_its_figures(years):
    found = compare(*judged(*years))
    assert any("持续优化服务流程，压减申请材料" in passage.here for passage in found.passages)
    assert len(found.passages) == 1
    assert 0 < found.share < 0.5


def test_a_text_that_was_only_dated_anew_is_told_as_such(tmp_path, capsys):
    old, new = tmp_path / "2024.txt", tmp_path / "2025.txt"
    old.write_text(LAST, encoding="utf-8")
    new.write_text(LAST.replace("2025", "2026").replace("2024", "2025"), encoding="utf-8")
    run(["compare", str(old), str(new), "--no-config"])
    told = capsys.readouterr().out
    assert "都有提到" not in told
    assert told.index("与上年报告相同的段落") < told.index("原样重复")


def test_private_numbers_stay_hidden(years, tmp_path):
    paths = []
    for path in years:
        copy = tmp_path / path.name
        copy.write_text(path.read_text().replace("群众满意度", "联系电话13912345678，群众满意度"), encoding="utf-8")
        paths.append(copy)
    found = compare(*judged(*paths))
    assert found.passages
    assert "13912345678" not in str([passage.here + passage.there for passage in found.passages])


def test_years_follow_each_other_whatever_lies_between():
    one, other = judged(SAMPLES / "no-first-responsible-section.txt", SAMPLES / "most-complete.txt")
    assert follows(one, other)
    assert not follows(other, one)


@pytest.mark.parametrize(
    ("args", "status", "parts"),
    [
        ([], 1, ["上年（2024）与今年（2025）", "没有再提的（2 条", "相同的段落", "第8行", "通过"]),
        (["--lang", "en"], 1, ["last year (2024)", "not taken up again", "taken over"]),
    ],
)
def test_the_command_tells_it(years, capsys, args, status, parts):
    assert run(["compare", *map(str, years), *args]) == status
    out = capsys.readouterr().out
    assert [part for part in parts if part not in out] == [], out


def test_json_holds_the_same(years, capsys):
    run(["compare", *map(str, years), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "checker-comparison/1"
    assert (told["old"]["year"], told["new"]["year"], told["next_year"]) == (2024, 2025, True)
    assert [one["part"] for one in told["forgotten"]] == ["deficiencies", "next-plan"]
    assert told["passages"]


def test_the_exit_status_tells_whether_it_got_worse(capsys):
    good, bad = str(SAMPLES / "most-complete.txt"), str(SAMPLES / "empty-plan.txt")
    assert run(["compare", bad, bad]) == 0
    assert "没有变化" not in capsys.readouterr().out  # there is something left to mend
    assert run(["compare", good, bad]) == 1
    assert run(["compare", good, "nowhere.txt"]) == 2
    assert run(["compare", good]) == 2


def test_what_is_missing_is_told_before_anything_is_read(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert run(["compare", "nowhere.txt", "nowhere.txt"]) == 2
    assert "fazhi-checker[audit]" in capsys.readouterr().err


def test_a_report_is_judged_at_every_save(tmp_path):
    path, out = tmp_path / "报告 1.txt", tmp_path / "out"
    path.write_bytes((SAMPLES / "empty-plan.txt").read_bytes())
    with out.open("wb") as stream:
        watching = subprocess.Popen([sys.executable, "-m", "checker", "watch", str(path)], stdout=stream)
    try:
        wait_for(out, "第 1 次")
        beside = tmp_path / "beside"  # as editors save
        beside.write_bytes((SAMPLES / "most-complete.txt").read_bytes())
        path.unlink()
        time.sleep(0.6)
        os.replace(beside, path)  # noqa: PTH105
        shown = wait_for(out, "第 2 次")
        assert "已经改好" in shown
        assert "[part-next-plan]" in shown.partition("已经改好")[2]
        assert "检查清单" not in shown.partition("第 2 次")[2]
        path.write_bytes(b"")
        assert "没有内容" in wait_for(out, "第 3 次") or "空" in out.read_text(encoding="utf-8")
    finally:
        watching.send_signal(signal.SIGINT)
        status = watching.wait(timeout=20)
    assert status == 2  # the last save could not be judged


def wait_for(out, words, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        shown = out.read_text(encoding="utf-8")
        head, _, tail = shown.partition(words)
        if tail.count("\n") > 2:
            return head + words + tail
        time.sleep(0.1)
    raise AssertionError(f"{words} did not come: {out.read_text(encoding='utf-8')}")


def test_there_must_be_a_file_to_watch(tmp_path, capsys):
    assert run(["watch", str(tmp_path / "none.docx")]) == 2
    assert run(["watch", str(tmp_path)]) == 2
    assert "Traceback" not in capsys.readouterr().err
