"""The score is a pure function of the marks: its bounds, its order, its caps, and what mending would gain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.engine.score import Mark, grade, score
from tests.tables import every_row

if TYPE_CHECKING:
    from checker.rulebook.model import Pack

GROUPS = ("structure", "substance", "form", "none")
CREDITS = st.one_of(st.none(), st.sampled_from([0.0, 0.5, 1.0]), st.floats(0, 1))
CAPS = st.one_of(st.none(), st.sampled_from([40.0, 59.0, 89.0]))
GROUP_WEIGHTS = st.fixed_dictionaries({name: st.sampled_from([0.0, 12.0, 28.0, 50.0]) for name in GROUPS})


@st.composite
def marks(draw: st.DrawFn, least: int = 0) -> list[Mark]:
    found = []
    for number in range(draw(st.integers(least, 8))):
        credit = draw(CREDITS)
        cap = draw(CAPS) if credit == 0 else None
        found.append(
            Mark(
                f"rule-{number}",
                draw(st.sampled_from(GROUPS)),
                draw(st.sampled_from([0.0, 1.0, 5.0, 20.0])),
                credit,
                cap,
            )
        )
    return found


def total(given_: list[Mark], groups: dict[str, float]) -> float:
    found, _ = score(given_, groups)
    assert found is not None
    return found.points


@given(marks(), GROUP_WEIGHTS)
def test_bounds(given_: list[Mark], groups: dict[str, float]) -> None:
    found, points = score(given_, groups)
    assert set(points) == {mark.rule for mark in given_}
    for earned, possible, gain in points.values():
        assert 0 <= earned <= possible + 1e-9
        assert 0 <= gain <= 100 + 1e-9
    if found is not None:
        assert 0 <= found.points <= 100
        assert found.points <= round(found.uncapped, 1)
        assert found.grade == grade(found.points)


@given(marks(), GROUP_WEIGHTS)
def test_no_score_where_nothing_applies(given_: list[Mark], groups: dict[str, float]) -> None:
    found, points = score(given_, groups)
    applies = any(mark.credit is not None and mark.weight > 0 and groups[mark.group] > 0 for mark in given_)
    assert (found is not None) == applies
    if not applies:
        assert set(points.values()) <= {(0.0, 0.0, 0.0)}


@given(marks(least=1), GROUP_WEIGHTS)
def test_what_is_possible_adds_up_to_a_hundred(given_: list[Mark], groups: dict[str, float]) -> None:
    found, points = score(given_, groups)
    if found is not None:
        assert sum(possible for _, possible, _ in points.values()) == pytest.approx(100)
        assert sum(earned for earned, _, _ in points.values()) == pytest.approx(found.uncapped)


@given(marks(least=1), GROUP_WEIGHTS, st.data())
def test_more_credit_is_never_worse(given_: list[Mark], groups: dict[str, float], data: st.DataObject) -> None:
    assume(score(given_, groups)[0] is not None)
    at = data.draw(st.integers(0, len(given_) - 1))
    mark = given_[at]
    assume(mark.credit is not None)
    better = data.draw(st.floats(mark.credit or 0.0, 1))
    mended = [*given_[:at], mark._replace(credit=better, cap=mark.cap if better == 0 else None), *given_[at + 1 :]]
    assert total(mended, groups) >= total(given_, groups)


@given(marks(least=1), GROUP_WEIGHTS)
def test_the_gain_is_the_total_with_that_rule_passed(given_: list[Mark], groups: dict[str, float]) -> None:
    found, points = score(given_, groups)
    assume(found is not None)
    for at, mark in enumerate(given_):
        if mark.credit is None:
            assert points[mark.rule].gain == 0
            continue
        mended, _ = score([*given_[:at], mark._replace(credit=1.0, cap=None), *given_[at + 1 :]], groups)
        assert mended is not None
        assert found is not None
        bound = min([each.cap for each in given_ if each.cap is not None], default=100.0)
        now = min(found.uncapped, bound)
        after = min(
            mended.uncapped,
            min([each.cap for each in given_ if each.cap is not None and each is not mark], default=100.0),
        )
        assert points[mark.rule].gain == pytest.approx(after - now, abs=1e-6)


@given(marks(least=1), GROUP_WEIGHTS)
def test_the_lowest_cap_bites(given_: list[Mark], groups: dict[str, float]) -> None:
    found, _ = score(given_, groups)
    assume(found is not None)
    assert found is not None
    caps = [mark.cap for mark in given_ if mark.cap is not None]
    assert found.points == round(min([found.uncapped, *caps]), 1)
    if found.cap is None:
        assert not caps or min(caps) >= found.uncapped
    else:
        assert found.cap.points == min(caps)
        assert found.cap.rule in {mark.rule for mark in given_ if mark.cap == found.cap.points}


@given(marks(), GROUP_WEIGHTS, st.randoms())
def test_the_order_of_the_marks_does_not_matter(given_: list[Mark], groups: dict[str, float], random: object) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = score(given_, groups), score(shuffled, groups)
    assert (one[0] is None) == (other[0] is None)
    if one[0] is not None and other[0] is not None:
        assert one[0].uncapped == pytest.approx(other[0].uncapped)
        assert one[0].cap == other[0].cap


def test_groups_share_by_their_weight() -> None:
    given_ = [
        Mark("a", "structure", 1, 1.0, None),
        Mark("b", "structure", 3, 0.0, None),
        Mark("c", "form", 2, 0.5, None),
    ]
    found, points = score(given_, {"structure": 60, "form": 40})
    assert found is not None
    assert found.points == 35.0
    assert [points[name].possible for name in "abc"] == [15.0, 45.0, 40.0]
    assert [points[name].earned for name in "abc"] == [15.0, 0.0, 20.0]
    assert [points[name].gain for name in "abc"] == [0.0, 45.0, 20.0]


def test_a_group_without_a_rule_that_applies_leaves_the_others_their_hundred() -> None:
    found, points = score(
        [Mark("a", "structure", 1, 1.0, None), Mark("b", "form", 2, None, None)], {"structure": 60, "form": 40}
    )
    assert found is not None
    assert (found.points, points["a"].possible, points["b"].possible) == (100.0, 100.0, 0.0)


@every_row(
    ("points", "key"),
    [
        (100, "excellent"),
        (90, "excellent"),
        (89.9, "good"),
        (80, "good"),
        (79.9, "passing"),
        (60, "passing"),
        (59.9, "failing"),
        (0, "failing"),
    ],
)
def test_grades(points: float, key: str) -> None:
    assert grade(points) == key


@pytest.mark.parametrize(
    ("state", "reason", "points"),
    [
        ("fail", None, 59),
        ("fail", "unsaid", 49),
        ("fail", "hollow", 59),
        ("partial", "hollow", 89),
        ("pass", None, None),
    ],
)
def test_a_reason_may_cap_lower_than_the_rule(
    national: Pack, state: str, reason: str | None, points: float | None
) -> None:
    rule = next(iter(national.rules))._replace(cap=59, caps={"unsaid": 49, "hollow": 89})
    assert rule.cap_where(state, reason) == points
