"""Waivers laid over an assessment: what they cover, and what they leave as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.engine import gate
from checker.engine.score import Mark, grade, score
from checker.text.fold import normalize_for_match
from checker.waivers import Waiver, waive
from tests.engine.test_judge import DEFICIENCIES, FIRST, PLAN, TAIL, TITLE, WHOLE
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment

DAY = "2026-12-31"
ID = "110101190001010014"


def waiver(rule: str, quote: str | None = None, **changes: object) -> Waiver:
    return Waiver(rule, "**", quote, f"理由{quote or ''}", "某市司法局", None, DAY, 1)._replace(**changes)  # type: ignore[arg-type]


def waived(assessment: Assessment, *waivers: Waiver) -> list[str]:
    return [item.rule.id for item in waive(assessment, waivers)[0].items if item.waived is not None]


def test_a_waived_gap_keeps_what_it_was_and_does_not_count(judged: Callable[..., Assessment]) -> None:
    plain_one = judged(WHOLE.replace(FIRST, ""))
    found, used = waive(plain_one, [waiver("part-first-responsible"), waiver("part-causes")])
    assert used == (waiver("part-first-responsible"),)
    assert (plain_one.verdict, found.verdict) == ("fail", "pass")
    assert (gate(plain_one), gate(found)) == (False, True)
    for before, after in zip(plain_one.items, found.items, strict=True):
        assert after._replace(waived=None) == before
    (item,) = [one for one in found.items if one.waived is not None]
    assert item.waived == {"reason": "理由", "approver": "某市司法局", "granted": None, "expires": DAY}
    assert found.score is not None
    assert found.score._replace(with_waivers=None) == plain_one.score


def test_the_score_with_waivers_is_that_of_a_report_that_passes(judged: Callable[..., Assessment]) -> None:
    """What is waived counts as met, its cap is gone, and the caps of others stay."""
    assessment = judged(WHOLE.replace(FIRST, "").replace(PLAN, "").replace(TAIL, ""))
    assert assessment.pack is not None
    failed = [item.rule.id for item in assessment.items if item.state in ("fail", "partial")]
    assert {"part-first-responsible", "part-next-plan", "signature"} <= set(failed)
    for names in ([failed[0]], ["part-next-plan"], ["signature", "part-first-responsible"], failed):
        found, _ = waive(assessment, [waiver(name) for name in names])
        marks = [
            Mark(
                item.rule.id,
                item.rule.group,
                item.rule.weight,
                None if item.state == "skip" else 1.0 if item.rule.id in names else item.credit,
                item.rule.cap_where(item.state, item.reason) if item.rule.id not in names else None,
            )
            for item in assessment.items
        ]
        expected, _ = score(marks, {group.id: group.weight for group in assessment.pack.groups})
        assert found.score is not None
        assert found.score.with_waivers is not None
        assert expected is not None
        assert found.score.with_waivers.points == pytest.approx(expected.points, abs=0.1001)
        assert found.score.with_waivers.grade == grade(found.score.with_waivers.points)
    assert found.score.with_waivers.points == 100


def test_a_least_score_takes_what_is_waived_for_met(judged: Callable[..., Assessment]) -> None:
    assessment = judged(WHOLE.replace(FIRST, ""))
    found, _ = waive(assessment, [waiver("part-first-responsible")])
    assert assessment.score is not None
    assert assessment.score.points < 80
    assert not gate(assessment, "never", 80)
    assert gate(found, "never", 80)


def test_a_passing_rule_needs_no_waiver(judged: Callable[..., Assessment]) -> None:
    assessment = judged(WHOLE)
    passing = [item.rule.id for item in assessment.items if item.state in ("pass", "skip")]
    assert waive(assessment, [waiver(name) for name in passing]) == (assessment, ())


def test_safety_cannot_be_waived(judged: Callable[..., Assessment]) -> None:
    assessment = judged(WHOLE.replace("办案15件", f"办案15件（{ID}）"))
    assert assessment.verdict == "fail"
    assert waive(assessment, [waiver("privacy-id-number")]) == (assessment, ())


def test_another_kind_of_document_cannot_be_waived(judged: Callable[..., Assessment]) -> None:
    assessment = judged("今天天气很好。\n")
    assert waive(assessment, [waiver("genre")]) == (assessment, ())


BRACKETS = WHOLE.replace("编制少", "编制（少").replace("评查。", "评查）。")


@every_row(
    ("quote", "covers"),
    [
        ("编制（少", True),
        ("编制(少", True),
        (" 编制\n（ 少", True),
        ("主要原因是编制（少…", True),
        ("编制少", False),
        ("编制（多", False),
    ],
)
def test_the_words_that_are_quoted(judged: Callable[..., Assessment], quote: str, covers: bool) -> None:
    assessment = judged(WHOLE.replace("编制少", "编制（少"))
    assert ("brackets" in waived(assessment, waiver("brackets", quote))) == covers


def test_several_places_are_covered_together_or_not_at_all(judged: Callable[..., Assessment]) -> None:
    assessment = judged(BRACKETS)
    one, other = (
        waiver("brackets", "编制（少"),
        waiver("brackets", "评查）", expires="2026-06-30", granted="2026-01-01"),
    )
    assert len(next(item for item in assessment.items if item.rule.id == "brackets").evidence) == 2
    assert waived(assessment, one) == []
    assert waived(assessment, other) == []
    found, used = waive(assessment, [one, other])
    assert used == (one, other)
    (item,) = [one for one in found.items if one.waived is not None]
    assert item.waived == {
        "reason": "理由编制（少；理由评查）", "approver": "某市司法局", "granted": "2026-01-01", "expires": "2026-06-30",
    }  # fmt: skip
    assert waived(assessment, waiver("brackets")) == ["brackets"]


def test_something_absent_is_quoted_by_the_words_beside_its_place(judged: Callable[..., Assessment]) -> None:
    assessment = judged(
        WHOLE.replace("，主要原因是编制少", "").replace("，主要原因是经费不足", "").replace("和原因", "")
    )
    assert waived(assessment, waiver("part-causes", DEFICIENCIES[:7])) == ["part-causes"]
    assert waived(assessment, waiver("part-causes", TITLE[:12])) == []


@given(st.text("甲乙，,（( \n　", max_size=20))
def test_the_same_words_in_other_forms_are_the_same(words: str) -> None:
    other = words.replace("，", ",").replace("（", "(").replace("　", "").replace("\n", "  ")
    assert normalize_for_match(words) == normalize_for_match(other)
    assert normalize_for_match(normalize_for_match(words)) == normalize_for_match(words)
