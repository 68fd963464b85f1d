"""The command as users meet it: what it writes and says, its exit status, and what is asked of a store afterwards."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile

import pytest

from checker.audit.store import NAME
from checker.cli import main
from checker.errors import UsageError
from tests import commands
from tests.audit.auditing import ROOT, SAMPLES, TEXTS, dump, query, reports

PASSING = next(path for path in SAMPLES if path.stem == "most-complete")
ROSTER = "单位名称,类别\n东安县应急管理局,部门\n某市教育局,部门\n"
TODAY = ("--today", "2026-04-01")


def checker(*args):
    """``checker audit`` with *args*."""
    return commands.checker("audit", *args, cwd=ROOT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with an audit of the samples, with a roster and last year's reports."""
    folder = tmp_path_factory.mktemp("desk")
    for place, paths in (("今年", SAMPLES), ("去年", SAMPLES[2:4])):
        (folder / place).mkdir()
        for path in paths:
            (folder / place / path.name).write_bytes(path.read_bytes())
    (folder / "名单.csv").write_text(ROSTER, encoding="utf-8")
    arguments = ("--roster", folder / "名单.csv", "--last-year", folder / "去年", "--year", 2025, *TODAY)
    status, told, err = checker(folder / "今年", "--out", folder / "结果", *arguments)
    assert "Traceback" not in err
    return folder, status, told


def test_everything_comes_out(desk):
    folder, status, told = desk
    out = folder / "结果"
    assert status == 1
    assert {path.name for path in out.iterdir()} == {NAME, "audit.xlsx", "index.html", "letters"}
    assert zipfile.ZipFile(out / "audit.xlsx").testzip() is None
    assert "某市教育局" in (out / "index.html").read_text(encoding="utf-8")
    assert any("教育局" in path.name for path in (out / "letters").iterdir())
    assert f"检查了 {len(SAMPLES)} 份" in told
    assert "没有报送的 1 个：某市教育局" in told
    assert query(out, "SELECT unit FROM v_not_submitted") == ["某市教育局"]
    assert query(out, "SELECT count(*) FROM v_similar WHERE last_year") == [2]
    assert query(out, "SELECT count(*) FROM reports WHERE earlier") == [2]


def test_once_more_says_the_same(desk):
    folder, _, told = desk
    arguments = ("--roster", folder / "名单.csv", "--last-year", folder / "去年", "--year", 2025, *TODAY)
    _, again, _ = checker(folder / "今年", "--out", folder / "结果", *arguments)
    assert [line for line in again.splitlines() if "沿用" not in line] == told.splitlines()


def test_last_year_from_its_store(desk, tmp_path):
    folder, _, _ = desk
    assert checker(folder / "去年", "--out", tmp_path / "2024", *TODAY)[0] == 1
    arguments = ("--last-year", tmp_path / "2024", "--year", 2025, *TODAY)
    checker(folder / "今年", "--out", tmp_path / "2025", *arguments)
    columns = "SELECT digest, verdict, points, issuer FROM reports WHERE earlier ORDER BY digest"
    assert query(tmp_path / "2025", columns) == query(folder / "结果", columns)
    assert query(tmp_path / "2025", "SELECT path FROM reports WHERE earlier ORDER BY path")[0].startswith("../2024/")
    similar = "SELECT report, share FROM similar ORDER BY seq"
    assert query(tmp_path / "2025", similar) == query(folder / "结果", similar)
    checker(folder / "今年", "--out", tmp_path / "2025", *TODAY)
    assert query(tmp_path / "2025", "SELECT count(*) FROM reports WHERE earlier") == [0]


def test_shares_and_merge(desk, tmp_path):
    folder, _, _ = desk
    arguments = ("--roster", folder / "名单.csv", "--year", 2025, *TODAY)
    for number in (1, 2):
        status, told, _ = checker(
            folder / "今年", "--out", tmp_path / str(number), "--shard", f"{number}/2", "--year", 2025, *TODAY
        )
        assert "merge" in told
    checker(folder / "今年", "--out", tmp_path / "whole", *arguments)
    status, _, err = checker("merge", tmp_path / "1", tmp_path / "2" / NAME, "--out", tmp_path / "all", *arguments)
    assert (status, "Traceback" in err) == (1, False)
    assert dump(tmp_path / "all") == dump(tmp_path / "whole")
    status, _, err = checker("merge", tmp_path / "1", "--out", tmp_path / "half")
    assert (status, "缺第 2 份" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "status", "found"),
    [
        (["summary"], 0, "没有报送"),
        (["ranking"], 0, "东安县应急管理局"),
        (["missing"], 0, "某市教育局"),
        (["unreadable"], 1, ""),
        (["gaps"], 0, "part-causes"),
        (["failing", "--rule", "part-causes"], 0, "headings-lost-in-one-line.txt"),
        (["failing"], 2, ""),
        (["failing", "--rule", "part-cause"], 2, ""),
        (["unit", "--unit", "应急管理局"], 0, "2025"),
        (["unit", "--unit", "无此局"], 1, ""),
        (["unit"], 2, ""),
        (["similar"], 0, "headings-lost-in-one-line.txt"),
        (["findings"], 0, "not-submitted"),
        (["nonsense"], 2, ""),
    ],
)
def test_questions(desk, arguments, status, found, capsys):
    folder, _, _ = desk
    for form in ("text", "csv", "json"):
        got = main.run(["audit", "query", str(folder / "结果"), *arguments, "--format", form])
        out, err = capsys.readouterr()
        assert got == status, err
        assert found in out or form == "json"
        if form == "json" and status < 2:
            assert isinstance(json.loads(out), list)
        if form == "csv" and status == 0:
            table = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
            assert len({len(row) for row in table}) == 1


def test_a_rule_that_is_not_there_is_asked_back(desk, capsys):
    folder, _, _ = desk
    for lang, asked in (("zh", "是不是想写 part-causes"), ("en", "Did you mean part-causes")):
        main.run(["audit", "query", str(folder / "结果"), "failing", "--rule", "part-cause", "--lang", lang])
        assert asked in capsys.readouterr().err


def test_any_tool_opens_the_store(desk):
    folder, _, _ = desk
    with sqlite3.connect(folder / "结果" / NAME) as connection:
        views = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        counts = {view: connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in views}  # noqa: S608
    connection.close()
    assert counts["v_reports"] == len(SAMPLES) + 2
    assert counts["v_gaps"] > len(SAMPLES)


def test_all_pass(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(PASSING.read_bytes())
    status, told, err = checker(tmp_path / "in", "--out", tmp_path / "out", "--lang", "en", *TODAY)
    assert (status, "Traceback" in err) == (0, False)
    assert "1 pass, 0 fail" in told


@pytest.mark.parametrize(
    ("config", "status"),
    [("", 0), ("min_score: 99.9", 1), ("fail_on: advice", 1), ("fail_on: never\nmin_score: 50", 0)],
)
def test_the_gate_of_the_configuration_holds(tmp_path, config, status):
    (tmp_path / "a.txt").write_bytes(PASSING.read_bytes())
    (tmp_path / "gate.yaml").write_text(f"{config}\n", encoding="utf-8")
    found, _, _ = checker(tmp_path / "a.txt", "--out", tmp_path / "out", "--config", tmp_path / "gate.yaml", *TODAY)
    assert found == status


def test_results_among_the_reports_are_no_reports_that_cannot_be_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(PASSING.read_bytes())
    (tmp_path / "in" / "结果.txt").write_text("✓ 通过 a.txt\n100 分\n", encoding="utf-8")
    for _ in range(2):
        status, told, _ = checker(tmp_path / "in", "--out", tmp_path / "out", *TODAY)
        assert (status, "结果.txt" in told) == (0, True)
        assert query(tmp_path / "out", "SELECT path FROM passed_over") == ["结果.txt"]
        assert query(tmp_path / "out", "SELECT path FROM reports") == ["a.txt"]


def test_a_page_of_somebody_else_is_not_replaced(tmp_path):
    (tmp_path / "a.txt").write_bytes(PASSING.read_bytes())
    (tmp_path / "out").mkdir()
    page = tmp_path / "out" / "index.html"
    page.write_text("<p>归档目录", encoding="utf-8")
    status, _, err = checker(tmp_path / "a.txt", "--out", tmp_path / "out", *TODAY)
    assert (status, "index.html" in err, page.read_text("utf-8")) == (2, True, "<p>归档目录")
    assert [path.name for path in page.parent.iterdir()] == ["index.html"]


def test_chinese_names_that_have_lost_their_suffix_are_read(tmp_path):
    for name in ("某市某局报告", "2.某市某局报告", "LICENSE", "某市某局报告.bak"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(PASSING.read_bytes())
    checker(tmp_path / "in", "--out", tmp_path / "out", *TODAY)
    assert query(tmp_path / "out", "SELECT path FROM reports ORDER BY path") == ["2.某市某局报告", "某市某局报告"]


def test_one_that_cannot_be_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(PASSING.read_bytes())
    (tmp_path / "b.txt").write_bytes(b"")
    status, told, _ = checker(tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out", *TODAY)
    assert (status, "文件是空的" in told, "b.txt" in told) == (2, True, True)


def test_private_numbers_are_not_kept(tmp_path):
    number = "11010519491231002X"
    (tmp_path / "a.txt").write_text(f"{TEXTS[0]}\n联系人身份证号{number}。\n", encoding="utf-8")
    checker(tmp_path / "a.txt", "--out", tmp_path / "out", "--shard", "1/1", *TODAY)
    from contextlib import closing

    from checker.audit.store import Store

    with closing(Store(str(tmp_path / "out" / NAME))) as store:
        assert number not in store.masked_text("a.txt")
        dumped = "\n".join(store.connection.iterdump())
    assert "身份证" in dumped
    assert number not in dumped


def test_waivers(tmp_path):
    folder = reports(tmp_path / "in", 1)
    (name,) = [path.name for path in folder.rglob("*.txt")]
    out = tmp_path / "out"
    checker(folder, "--out", out, "--shard", "1/1", *TODAY)
    (rule, *_) = query(out, "SELECT rule FROM items WHERE rank = 1")
    file = tmp_path / "豁免.yaml"
    file.write_text(
        f"- rule: {rule}\n  path: '**/{name}'\n  reason: 正当理由\n  approver: 某负责人\n"
        "  granted: 2026-03-01\n  expires: 2026-05-01\n",
        encoding="utf-8",
    )
    assert "没有用上" not in checker(folder, "--out", out, "--shard", "1/1", "--waivers", file, *TODAY)[2]
    ((rank, waived),) = query(out, "SELECT rank, waived FROM items WHERE rule = ?", rule)
    assert rank is None
    assert "正当理由" in waived
    file.write_text(file.read_text(encoding="utf-8").replace(name, "别的.txt"), encoding="utf-8")
    assert "没有用上" in checker(folder, "--out", out, "--shard", "1/1", "--waivers", file, *TODAY)[2]
    late = ("--today", "2026-05-02")
    assert "到期" in checker(folder, "--out", out, "--shard", "1/1", "--waivers", file, *late)[2]
    assert query(out, "SELECT count(*) FROM items WHERE waived IS NOT NULL") == [0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--out", "{out}"], "没有这个文件或文件夹"),
        (["{empty}", "--out", "{out}"], "没有可以检查的文件"),
        (["{in}"], "--out"),
        (["{in}", "--out", "{file}"], "结果写不到"),
        (["{in}", "--out", "{out}", "--shard", "3/2"], "--shard"),
        (["{in}", "--out", "{out}", "--limit", "size=none"], "size"),
        (["{in}", "--out", "{out}", "--roster", "nowhere.csv"], "nowhere.csv"),
        (["{in}", "--out", "{out}", "--rules", "nopack"], "nopack"),
        (["query", "{empty}", "summary"], "没有这个结果库"),
        (["query", "{file}", "summary"], "不是批量检查的结果库"),
        (["merge", "{empty}", "--out", "{out}"], "没有这个结果库"),
    ],
)
def test_wrong_use_is_told(tmp_path, arguments, said, capsys):
    folder = reports(tmp_path / "in", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("no store", encoding="utf-8")
    known = {"in": folder, "out": tmp_path / "out", "empty": tmp_path / "empty", "file": tmp_path / "file"}
    assert main.run(["audit", *(word.format(**known) for word in arguments)]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "办法" in err


def test_a_store_of_another_form_is_not_touched(tmp_path):
    (tmp_path / "out").mkdir()
    store = tmp_path / "out" / NAME
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TABLE other (a)")
    connection.close()
    before = store.read_bytes()
    status, _, err = checker(reports(tmp_path / "in", 1), "--out", tmp_path / "out", "--shard", "1/1")
    assert (status, "不是批量检查的结果库" in err) == (2, True)
    assert store.read_bytes() == before


def test_help_names_the_commands(capsys):
    for arguments in ([], ["query"], ["merge"], ["template"]):
        assert main.run(["audit", *arguments, "--help"]) == 0
        assert " ".join(["checker audit", *arguments]) in capsys.readouterr().out


def test_errors_of_the_store_are_usage_errors(tmp_path):
    from checker.audit.store import Store

    (tmp_path / NAME).write_bytes(b"SQLite format 3\0" + bytes(200))
    with pytest.raises(UsageError):
        Store(str(tmp_path / NAME))


def looked_at(folder, *options):
    """The names of this year's and of last year's files that the command would judge."""
    from checker.audit.sources import tasks
    from checker.cli.audit import Request, _search_areas
    from checker.cli.settings import Options, settings_of

    values = dict(zip(options[::2], map(str, options[1::2]), strict=True))
    settings = settings_of(Options((str(folder),), waivers=values.pop("waivers", None), no_config=True))
    found = [
        task for where in _search_areas(settings, Request(str(folder / "结果"), **values)) for task in tasks(where)
    ]
    return {one.name for one in found if not one.earlier}, {one.name for one in found if one.earlier}


def test_what_lies_beside_the_reports_is_none_of_them(tmp_path):
    for name in (
        "甲局.txt",
        "乙局/报告.txt",
        "去年/甲局.txt",
        "去年/乙局/报告.txt",
        "结果/letters/甲局.docx",
        "模板.docx",
        "豁免.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("某市某局", encoding="utf-8")
    beside = ("template", tmp_path / "模板.docx", "waivers", tmp_path / "豁免.md")
    now, before = looked_at(tmp_path, "last_year", tmp_path / "去年", *beside)
    assert now == {"甲局.txt", "乙局/报告.txt"}
    assert {name.rpartition("去年/")[2] for name in before} == now
    assert "模板.docx" in looked_at(tmp_path)[0]
    # this year's reports in the folder of last year's
    now, before = looked_at(tmp_path / "乙局", "last_year", tmp_path)
    assert now == {"报告.txt"}
    assert not any(name.endswith("/乙局/报告.txt") and "去年" not in name for name in before)


def test_results_are_not_put_among_the_reports(tmp_path):
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / "甲局.txt").write_text(TEXTS[0], encoding="utf-8")
    for out in (tmp_path / "报送", tmp_path):
        status, _, err = checker(tmp_path / "报送", "--out", out)
        assert (status, "要检查的文件夹" in err) == (2, True)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["报送", "甲局.txt"]


def test_a_template_that_cannot_be_used_is_told_before_anything_is_judged(tmp_path):
    (tmp_path / "甲局.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "模板.md").write_text("{{ 没有这个 }}", encoding="utf-8")
    for name in ("没有.docx", "模板.md"):
        status, _, err = checker(tmp_path, "--out", tmp_path / "结果", "--template", tmp_path / name)
        assert (status, "模板" in err) == (2, True)
    assert not (tmp_path / "结果").exists()


@pytest.mark.parametrize(
    ("option", "name", "words"),
    [
        ("--roster", "没有.xlsx", "没有这个文件或文件夹"),
        ("--waivers", "没有.md", "没有这个文件或文件夹"),
        ("--template", "没有.docx", "没有这个文件或文件夹"),
        ("--template", "夹.md", "它是文件夹"),
    ],
)
def test_what_the_system_says_is_in_the_language_of_the_user(option, name, words, tmp_path):
    (tmp_path / "甲局.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "夹.md").mkdir()
    status, _, err = checker(tmp_path, "--out", tmp_path / "结果", option, tmp_path / name)
    assert (status, words in err) == (2, True)
    assert "directory" not in err


def test_a_roster_of_another_year_makes_nobody_late(tmp_path):
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / PASSING.name).write_bytes(PASSING.read_bytes())
    late = {}
    for name, due in (("去年", "2025-03-01"), ("今年", "2026-01-01"), ("提前", "2025-12-31"), ("明年", "2027-03-01")):
        roster = f"单位名称,类别,截止日期\n东安县应急管理局,部门,{due}\n某市教育局,部门,{due}\n"
        (tmp_path / "名单.csv").write_text(roster, encoding="utf-8")
        arguments = ("--roster", tmp_path / "名单.csv", "--year", 2025, *TODAY)
        _, told, _ = checker(tmp_path / "报送", "--out", tmp_path / name, *arguments)
        late[name] = (
            query(tmp_path / name, "SELECT DISTINCT due FROM standings"),
            f"2 个单位的截止日期（如 {due}）" in told.replace("\n  ", ""),
        )
    assert late == {
        "去年": ([None], True),
        "今年": (["2026-01-01"], False),
        "提前": (["2025-12-31"], False),
        "明年": ([None], True),
    }


def test_what_of_last_year_cannot_be_read_is_told(tmp_path):
    for folder in ("今年", "去年"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "甲局.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "去年" / "乙局.txt").write_bytes(b"")
    _, told, _ = checker(tmp_path / "今年", "--last-year", tmp_path / "去年", "--out", tmp_path / "结果", *TODAY)
    told = told.replace("\n  ", "")
    assert "上年的报告读不了的" in told
    assert "../去年/乙局.txt" in told
    assert "读不了 0 份" in told
