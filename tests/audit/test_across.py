"""Findings that only several reports together show, and where each unit stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.audit.cross_checks import Evidence, evidence_of, find_across
from checker.audit.deadlines import lateness
from checker.audit.likeness import settings
from checker.audit.model import Entry, Finding, Match, Unit
from checker.audit.submissions import standings
from checker.audit.wording import across_texts, finding
from checker.rulebook.model import AcrossRule, Variant
from checker.similarity import Passage, Similar
from tests.audit.records import broken, entry
from tests.conftest import shipped
from tests.tables import every_row

PACK = shipped("national")
A, B, C = (Unit(f"某市{letter}局", kind="department", region="某市", row=row) for row, letter in enumerate("甲乙丙", 2))
RULES = {"not-submitted", "submitted-twice", "late", "similar-to-last-year", "similar-to-peer"}


def evidence(units: Any = (), entries: Any = (), earlier: Any = (), year: int = 2025, **more: Any) -> Evidence:
    same = more.pop("is_same_text", None)
    return evidence_of(PACK, units, (entries, earlier), year=year, is_same_text=same)._replace(**more)


def found(lang: str = "zh", **said: Any) -> list[Finding]:
    return [finding(one, across_texts(PACK), lang) for one in find_across(evidence(**said))]


def rules(**said: Any) -> list[tuple[str, str | None]]:
    return [(one.rule, one.unit) for one in found(**said)]


def test_the_national_pack_has_the_catalogue() -> None:
    assert {rule.id: rule.severity for rule in PACK.across} == {
        "not-submitted": "error",
        "submitted-twice": "warning",
        "late": "warning",
        "similar-to-last-year": "warning",
        "similar-to-peer": "warning",
    }


def test_all_is_well() -> None:
    entries = [entry(f"{unit.name}.docx", unit.name, date="2026-02-10", digest=unit.name) for unit in (A, B)]
    assert rules(units=(A, B), entries=entries) == []


def test_who_did_not_submit() -> None:
    (one,) = found(units=(A, B), entries=[entry("a.txt", A.name)])
    assert (one.rule, one.severity, one.unit, one.reports) == ("not-submitted", "error", B.name, ())
    assert one.message == "没有找到某市乙局2025年度的法治政府建设年度报告。"
    assert "督察工作规定" in one.basis
    assert one.fix


def test_in_english() -> None:
    (one,) = found("en", units=(B,))
    assert one.message == "No annual report of 某市乙局 was found for 2025."


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (broken("b.pdf", B.name), "打不开"),
        (entry("b.txt", B.name, points=None), "不是法治政府建设年度报告"),
        (entry("b.txt", B.name, year=2024), "只有2024年度的（b.txt）"),
    ],
)
def test_why_it_counts_as_not_submitted(sent: Entry, words: str) -> None:
    (one,) = found(units=(B,), entries=[sent])
    assert (one.rule, one.reports) == ("not-submitted", (sent.path,))
    assert words in one.message


def test_a_doubtful_match_is_shown_and_does_not_count() -> None:
    doubtful = (Match("c.txt", B.name, "file-name", "乙", 0.6),)
    (one,) = found(units=(B,), entries=[entry("c.txt")], doubtful=doubtful)
    assert one.rule == "not-submitted"
    assert "c.txt" in one.message


def test_a_report_that_names_no_year_counts() -> None:
    assert rules(units=(A,), entries=[entry("a.txt", A.name, year=None)]) == []


@pytest.mark.parametrize("digests", [("x", "y"), (None, None)])
def test_submitted_twice(digests: tuple[str | None, str | None]) -> None:
    entries = [entry(f"{at}.txt", A.name, digest=digest) for at, digest in enumerate(digests)]
    (one,) = found(units=(A,), entries=entries)
    assert (one.rule, one.unit, set(one.reports)) == ("submitted-twice", A.name, {"0.txt", "1.txt"})
    assert "2份内容不同的报告" in one.message


@pytest.mark.parametrize(
    ("name", "digest", "role"),
    [
        ("报告（征求意见稿）.docx", "y", "draft"),
        ("送审稿/报告.docx", "y", "draft"),
        ("再报一次/报告.docx", "x", "copy"),
        ("报告.pdf", "x", "rendition"),
    ],
)
def test_what_is_no_second_report(name: str, digest: str, role: str) -> None:
    first = entry("报告.docx", A.name, date="2026-02-10", format="docx", digest="x")
    again = entry(name, A.name, date="2026-02-10", format=name[-4:].lstrip("."), digest=digest)
    known = evidence((A,), [again, first]).known
    assert sorted(known.roles.values()) == sorted(("counted", role))
    assert rules(units=(A,), entries=[again, first]) == []


def test_a_report_and_its_scan_are_one_submission() -> None:
    scan = entry("报告（盖章）.pdf", A.name, format="pdf", recognised=1.0, date="2026-02-20", points=60.0)
    word = entry("报告.docx", A.name, format="docx", date="2026-02-10")
    known = evidence((A,), [scan, word], is_same_text=lambda *_: True).known
    assert known.roles == {"报告.docx": "counted", "报告（盖章）.pdf": "rendition"}
    assert rules(units=(A,), entries=[scan, word], is_same_text=lambda *_: True) == []
    assert rules(units=(A,), entries=[scan, word]) == [("submitted-twice", A.name)]


def test_the_day_received_decides() -> None:
    late = entry("a.txt", A.name, date="2026-04-02")
    on_time = A._replace(due="2026-03-15", received="2026-03-10")
    assert rules(units=(on_time,), entries=[late]) == []
    (one,) = found(units=(on_time._replace(received="2026-03-20"),), entries=[late])
    assert "2026年3月20日收到" in one.message
    assert "收到" in one.ask
    # received, says the roster, but there is no file: the office must look, and the unit is asked nothing
    (one,) = found(units=(on_time,))
    assert (one.reason, one.ask) == ("received", "")
    (one,) = found(units=(on_time._replace(received=""),))  # ticked off, without the day
    assert (one.reason, one.ask) == ("noted", "")


def test_a_file_of_nobody_may_be_the_missing_report() -> None:
    (one,) = found(units=(A,), unclaimed=lambda _: ["扫描件.pdf"])
    assert one.reason == "doubtful"
    assert "扫描件.pdf" in one.message
    assert "扫描件" not in one.ask


def test_who_took_from_whom_is_told_only_where_it_shows() -> None:
    entries = [entry("a.txt", A.name), entry("b.txt", B.name)]
    pair = alike("a.txt", "b.txt", 0.62, last_year=False)
    (unclear,) = found(units=(A, B), entries=entries, similar=[pair])
    assert (unclear.reason, unclear.ask) == ("unclear", "")
    (named,) = found(units=(A, B), entries=entries, similar=[pair._replace(taken="name")])
    assert "留有" in named.message
    assert named.ask
    assert "抄" not in named.message + named.ask
    assert found(units=(A, B), entries=entries, similar=[pair._replace(share=0.45, near=True)]) == []


def test_a_report_on_another_year_is_no_second_one() -> None:
    assert rules(units=(A,), entries=[entry("1.txt", A.name), entry("2.txt", A.name, year=2024)]) == []


def test_twice_from_an_issuer_that_no_roster_names() -> None:
    entries = [entry("1.txt", issuer="某县某局", digest="x"), entry("2.txt", issuer="某县某局", digest="y")]
    assert rules(entries=entries) == [("submitted-twice", "某县某局")]


@every_row(
    ("unit", "said", "late"),
    [
        ({}, {"date": "2026-02-28"}, None),
        ({}, {"date": "2026-03-01"}, 1),
        ({"due": "2026-01-31"}, {"date": "2026-02-01"}, 1),
        ({"due": "2026-03-10"}, {"date": "2026-03-10"}, None),
        ({"due": "2025-12-31"}, {"date": "2025-12-20"}, None),
        ({}, {"published": "2026-03-20"}, None),
        ({}, {"published": "2026-04-03"}, 3),
        ({}, {"date": "2026-02-01", "published": "2026-06-01"}, None),
        ({"kind": "government"}, {"date": "2026-03-15"}, None),
        ({"kind": "government", "name": "某市人民政府"}, {"date": "2026-03-15"}, None),
        ({"kind": "government", "name": "某县人民政府"}, {"date": "2026-03-15"}, 15),
        ({"kind": "government", "name": "开平市人民政府"}, {"date": "2026-03-15"}, 15),
        ({"kind": "township"}, {"date": "2026-03-15"}, 15),
        ({"kind": "government"}, {"date": "2026-04-15"}, 15),
        ({"kind": "学校"}, {"date": "2026-06-15"}, None),
        ({}, {"date": None}, None),
    ],
)
def test_late(unit: dict[str, str], said: dict[str, str], late: int | None) -> None:
    one = A._replace(**unit)
    told = found(units=(one,), entries=[entry("a.txt", one.name, **said)])
    assert [one.rule for one in told] == (["late"] if late else [])
    if late:
        assert f"迟{late}天" in told[0].message
        day = date.fromisoformat(said.get("date") or said["published"])
        assert f"{day.year}年{day.month}月{day.day}日" in told[0].message


def test_days_before_the_due_date_are_negative() -> None:
    delay = lateness(PACK, A._replace(due="2026-03-01"), entry("a.txt", date="2026-02-20"))
    assert delay is not None
    assert delay.days == -9


def alike(report: str, other: str, share: float, *, last_year: bool, changed: bool = False) -> Similar:
    return Similar(report, other, share, last_year, changed, (Passage("甲" * 80, "甲" * 80, 0, 0),))


def test_similar_texts() -> None:
    entries = [
        entry("a.txt", A.name),
        entry("b.txt", B.name),
        entry("c.txt", C.name),
        entry("c2.txt", C.name, year=2023),
    ]
    earlier = [entry("old/a.txt", A.name, year=2024), entry("old/b.txt", B.name, year=2024)]
    similar = (
        alike("a.txt", "b.txt", 0.62, last_year=False),
        alike("a.txt", "old/a.txt", 0.95, last_year=True, changed=True),
        alike("b.txt", "old/b.txt", 0.7, last_year=True),
        alike("c.txt", "old/b.txt", 0.5, last_year=True),
        alike("c.txt", "c2.txt", 0.9, last_year=False),
    )
    told = found(units=(A, B, C), entries=entries, similar=similar, earlier=earlier)
    assert [(one.rule, one.unit, one.reports) for one in told] == [
        ("similar-to-last-year", A.name, ("a.txt", "old/a.txt")),
        ("similar-to-last-year", B.name, ("b.txt", "old/b.txt")),
        ("similar-to-peer", A.name, ("a.txt", "b.txt")),
        ("similar-to-peer", C.name, ("c.txt", "old/b.txt")),
    ]
    assert "只改了年份和数字" in told[0].message
    assert "70%" in told[1].message
    assert B.name in told[2].message
    assert len(told[1].message) < 160


def test_thresholds_come_from_the_pack() -> None:
    asked = settings(PACK)
    assert asked is not None
    options = {rule.check: rule.options for rule in PACK.across}
    assert (asked.peer, asked.last) == (options["own-text"]["share"], options["new-text"]["share"])
    assert asked.phrases
    assert settings(PACK._replace(across=())) is None


def test_standings() -> None:
    entries = [
        entry("a.txt", A.name, points=80.0, date="2026-02-20"),
        entry("b.txt", B.name, points=80.0),
        entry("x.txt", issuer="某市丁局", points=95.0, kind="department", region="某省"),
    ]
    d = Unit("某市戊局", kind="department", region="某市", row=5)
    earlier = [entry("old/a.txt", A.name, year=2024, points=71.5)]
    matches = [Match("a.txt", A.name, "issuer", A.name, 0.95)]
    entries.append(entry("d.txt", d.name, points=60.0))
    known = evidence((A, B, C, d), entries, earlier)
    rows = standings(PACK, known.known, known.before, matches)
    told = [(row.unit.name, row.report, row.rank, row.among, row.points_before) for row in rows]
    assert told == [
        (A.name, "a.txt", 1, 3, 71.5),
        (B.name, "b.txt", 1, 3, None),
        (C.name, None, None, 3, None),
        (d.name, "d.txt", 3, 3, None),
        ("某市丁局", "x.txt", 1, 1, None),
    ]
    assert (rows[0].sure, rows[0].days_late, rows[1].days_late) == (0.95, -8, None)


def test_entries_may_be_read_once_only() -> None:
    entries = (one for one in [entry("a.txt", A.name)])
    assert rules(units=(A,), entries=entries) == []


def test_what_a_unit_is_told_names_no_other_unit_and_no_folder() -> None:
    entries = [
        entry("一/a.txt", A.name, date="2026-05-01", digest="1"),
        entry("二.zip!/二/a（补）.txt", A.name, digest="2"),
        entry("三/b.txt", B.name, digest="3"),
    ]
    former = [entry("../去年/旧.txt", A.name, year=2024)]
    pairs = (
        Similar("一/a.txt", "三/b.txt", 0.6, False, False, (Passage("相同的一段", "相同的一段", 0, 0),), taken="date"),
        Similar("一/a.txt", "../去年/旧.txt", 0.95, True, True, ()),
    )
    told = {one.rule: one for one in found(units=(A, B, C), entries=entries, earlier=former, similar=pairs)}
    assert set(told) == RULES
    asked = {rule: one.ask for rule, one in told.items()}
    assert all(asked.values())
    assert "a.txt、a（补）.txt" in asked["submitted-twice"]
    assert "迟" in asked["late"]
    assert "相同的一段" in asked["similar-to-peer"]
    assert B.name in told["similar-to-peer"].message
    for text in asked.values():
        assert "{" not in text
        assert not any(word in text for word in ("/", B.name, "旧.txt", "b.txt", "退回", "移出", "两个单位"))


def test_a_rule_across_reports_holds_for_some_only() -> None:
    """``only`` says for whom it is at all; ``when`` gives others another day by which a report is public."""
    late = next(rule for rule in PACK.across if rule.check == "in-time")
    governments = Variant(("government",), None, None, {})
    later = Variant(("government",), None, None, {"published": "by 04-30"})
    offices = (A, B._replace(kind="government"))
    entries = [entry(f"{unit.name}.txt", unit.name, published="2026-04-15", kind=unit.kind) for unit in offices]

    def who(rule: AcrossRule) -> list[str | None]:
        pack = PACK._replace(across=(rule,))
        said = evidence_of(pack, offices, (entries, ()), year=2025)
        return [one.unit for one in find_across(said)]

    assert who(late) == [A.name, B.name]
    assert who(late._replace(only=governments)) == [B.name]
    assert who(late._replace(only=Variant((), 2026, None, {}))) == []
    assert who(late._replace(when=(later,))) == [A.name]
