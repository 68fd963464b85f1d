"""Counted facts in their setting, and totals with their parts."""

from __future__ import annotations

import pytest

from checker.document.figures import Counts, alike
from checker.document.listings import find_listings
from checker.text.fold import fold
from tests.tables import every_row


def counts(text: str) -> Counts:
    return Counts(fold(text).text)


@every_row(
    ("text", "things"),
    [
        ("全年办理行政复议案件37件，均已办结。", [("全年办理行政复议案件", "")]),
        ("共办理37件复议案件。", [("共办理", "复议案件")]),
        ("参与率达95%。", [("参与率", "")]),
        ("召开会议共计6次（党组会3次）。", [("召开会议", ""), ("党组会", "")]),
        ("一、主要成效\n120人参加考试。", [("", "参加考试")]),
        ("检查企业约1400余家，发现隐患2.69万处。", [("检查企业", ""), ("发现隐患", "")]),
    ],
)
def test_thing(text: str, things: list[tuple[str, str]]) -> None:
    found = counts(text)
    assert [found.thing(figure)[:2] for figure in found.figures] == things


@every_row(
    ("text", "exact"),
    [
        ("办理37件。", True),
        ("办理37余件。", False),
        ("办理近37件。", False),
        ("办理约37件。", False),
        ("办理37件以上。", False),
        ("办理37件左右。", False),
        ("办理不少于37件。", False),
        ("受理321 146件。", False),
        ("线上37件。", True),
    ],
)
def test_exact(text: str, exact: bool) -> None:
    found = counts(text)
    assert [found.exact(figure) for figure in found.figures] == [exact]


@every_row(
    ("text", "step"),
    [("37件", 1), ("三十七件", 1), ("2.69万元", 100), ("3亿元", 1e8), ("12.615万元", 10), ("95.25%", 0.01)],
)
def test_step(text: str, step: float) -> None:
    found = counts(text)
    assert found.step_of(found.figures[0]) == pytest.approx(step)


@every_row(
    ("text", "marks"),
    [
        ("办理37件。", set()),
        ("上半年办理37件。", {"period"}),
        ("截至6月底办理37件。", {"period"}),
        ("上年办理37件。", {"past"}),
        ("力争办理37件。", {"planned"}),
        ("办理案件同比增加37件。", {"change"}),
        ("受理50件，其中办理37件。", {"subset"}),
        ("受理案件（含办理37件）。", {"subset"}),
        ("累计办理37件。", {"cumulative"}),
    ],
)
def test_scope(text: str, marks: set[str]) -> None:
    found = counts(text)
    scope = found.scope(found.figures[-1])
    assert {name for name in scope._fields[1:] if getattr(scope, name)} == marks
    assert scope.is_plain == (not marks - {"cumulative"})


def test_the_year_before_a_figure() -> None:
    found = counts("2023年，办理30件。2024年，办理37件。\n办理38件。")
    assert [found.scope(figure).year for figure in found.figures] == [2023, 2024, None]


@every_row(
    ("one", "other", "expected"),
    [("件", "件", True), ("件", "起", True), ("项", "个", True), ("人", "名", True), ("人", "个", False), ("件", "人", False), ("元", "个", False), ("人", "人次", False)],
)  # fmt: skip
def test_alike(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is expected
    assert alike(other, one) is expected


def test_sentences_are_looked_at_within_reach() -> None:
    found = counts("甲" * 5000 + "37件" + "乙" * 5000)
    start, end = found.sentence_around(*found.figures[0].span)
    assert end - start < 1000


@every_row(
    ("text", "total", "parts", "closed", "clear"),
    [
        ("受理85项（甲56项、乙29项）。", 85, [56, 29], True, True),
        ("受理85项事务（次）(甲56项、乙29项)。", 85, [56, 29], True, True),
        ("受理85项，其中甲56项、乙2项。", 85, [56, 2], False, True),
        ("受理85项，增长5%，其中甲56项、乙2项。", 85, [56, 2], False, True),
        ("受理85项。其中，甲56项、其余29项。", 85, [56, 29], True, True),
        ("受理85项，分别为56项和29项。", 85, [56, 29], True, True),
        ("甲56项、乙29项，合计85项。", 85, [56, 29], True, True),
        ("受理85项（甲56项、乙29项等）。", 85, [56, 29], True, False),
        ("受理85项（甲56项、乙3万元）。", 85, [56], False, False),
        ("受理85项（2023年56项、2022年29项）。", 85, [56, 29], True, False),
        ("受理85项（甲56项（新办50项、延续6项）、乙29项）。", 85, [56, 29], True, True),
        ("受理85项，包括甲56项、乙29项，新增3项。", 85, [56, 29], True, True),
        ("受理85件（甲五十六件、乙一件、丙二十八件）。", 85, [56, 1, 28], True, True),
        ("受理85件（甲五十六件、乙一两件、丙二十八件）。", 85, [56, 28], True, False),
    ],
)
def test_listings(text: str, total: float, parts: list[float], closed: bool, clear: bool) -> None:
    found = counts(text)
    first = find_listings(found, 0, len(found.text))[0]
    assert first.total.value == total
    assert [part.figure.value for part in first.parts] == parts
    assert (first.closed, first.clear) == (closed, clear)


@every_row(
    "text",
    [
        "受理85项。甲56项、乙29项。",
        "细分为48支队伍。",
        "受理85项（一次性告知）。",
        "增长5%（甲3%、乙2%）。",
        "受理85项\n（一）甲56项、乙29项。",
        "",
    ],
)
def test_no_listing(text: str) -> None:
    found = counts(text)
    assert find_listings(found, 0, len(found.text)) == []
