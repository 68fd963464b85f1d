"""When a gap of today is one that the baseline knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.baseline import Baseline, KnownGap, covers, gap_of, gaps_of, tightened
from checker.engine import gate
from tests.render.assessments import PACK, assessment, item, quote
from tests.tables import every_row

if TYPE_CHECKING:
    from checker.engine.model import Item

CLOSED = PACK._replace(
    groups=tuple(group._replace(waivable=group.id != "safety") for group in PACK.groups),
)


def gap(*words: str, path: str = "a.txt", name: str = "wording", **changes: Any) -> KnownGap:
    made = gap_of(item(name, evidence=tuple(map(quote, words)), **changes), path)
    assert made is not None
    return made


@every_row(
    ("known", "found", "covered"),
    [
        (gap("甲乙"), gap("甲乙"), True),
        (gap("甲乙"), gap("甲丙"), False),
        (gap("甲，乙"), gap(" 甲, 乙\n"), True),  # white space and the width of punctuation
        (gap("检查12次"), gap("检查13次"), False),  # another number is another claim
        (gap("甲", "甲"), gap("甲"), True),
        (gap("甲", "甲"), gap("甲", "甲"), True),
        (gap("甲", "甲"), gap("甲", "甲", "甲"), False),
        (gap("甲", "乙"), gap("甲", "甲"), False),
        (gap("甲", "乙"), gap("乙", "甲"), True),
        (gap("甲"), gap("甲", path="b.txt"), False),
        (gap("甲"), gap("甲", name="other"), False),
        (gap("甲"), gap("甲", reason="other"), False),
        (gap("甲", state="fail"), gap("甲", state="partial"), True),
        (gap("甲", state="partial"), gap("甲", state="fail"), False),
        (gap(""), gap(""), True),  # something absent
        (gap(), gap(), True),
        (gap(), gap("甲"), False),
    ],
)
def test_covers(known: KnownGap, found: KnownGap, covered: bool) -> None:
    assert covers(known, found) is covered
    assert covers(found, found)


def test_what_passes_is_no_gap() -> None:
    assert gap_of(item("wording", "pass"), "a.txt") is None
    assert gap_of(item("wording", "skip"), "a.txt") is None


def test_places_that_were_counted_and_not_shown() -> None:
    words = [f"第{number}处" for number in range(26)]
    known = gap(*words[:20], values={"count": 25})
    assert (known.places, known.hidden) == (25, 5)
    assert covers(known, gap(*words[3:23], values={"count": 22}))  # the first ones are mended, others come into sight
    assert not covers(known, gap(*words[:20], values={"count": 26}))
    assert not covers(known, gap(*words[6:26], values={"count": 20}))


def test_a_count_of_something_else_is_no_number_of_places() -> None:
    assert gap("甲", values={"count": 300}).places == 1
    assert gap(*"甲" * 9, values={"count": "许多"}).places == 9


def test_tightened() -> None:
    known = gap("甲", "乙", "丙")
    assert tightened(known, None) is None
    assert tightened(known, gap("乙")) == gap("乙")
    assert tightened(known, gap("乙", "丁")) == gap("乙")  # what is new does not come in
    assert tightened(known, gap("丁")) is None
    assert tightened(known, gap("甲", reason="other")) is None
    assert tightened(gap("甲"), gap("甲", state="partial")) == gap("甲", state="partial")
    assert tightened(gap("甲", state="partial"), gap("甲")) == gap("甲", state="partial")


def test_no_words_and_no_digits_are_kept() -> None:
    made = gap("联系电话13800138000")
    assert "13800138000" not in repr(made)
    assert "电话" not in repr(made)
    (only,) = made.prints
    assert only.isalpha()
    assert len(only) == 32


def marks(known: list[KnownGap], *items: Item, path: str = "reports/a.txt") -> list[bool | None]:
    made = assessment(*items, path=path, pack=CLOSED)
    return [one.baseline for one in Baseline(known, "baseline.json").apply(made).items]


def test_each_gap_is_marked_as_old_or_new() -> None:
    known = gaps_of(assessment(item("a"), item("b")), "reports/a.txt")
    assert [one.rule for one in known] == ["a", "b"]
    assert marks(known, item("a"), item("c"), item("b", "pass"), item("d", "skip")) == [True, False, None, None]
    assert marks(known, item("a"), path="reports/b.txt") == [False]
    assert marks(known, item("a"), path="-") == [False]


def test_what_nobody_can_waive_is_never_old() -> None:
    private = item("privacy", group="safety")
    made = assessment(private, item("a"), pack=CLOSED)
    assert [one.rule for one in gaps_of(made, "a.txt")] == ["a"]
    by_hand = gap_of(private, "reports/a.txt")
    assert by_hand is not None
    assert marks([by_hand], private) == [False]


def test_what_is_waived_is_not_written_down() -> None:
    waived = {"reason": "甲", "approver": "乙", "granted": None, "expires": "2026-12-31"}
    assert gaps_of(assessment(item("a", waived=waived)), "a.txt") == []


def test_the_gate_is_met_and_state_score_and_verdict_stay() -> None:
    made = assessment(item("a", severity="error"))
    known = gaps_of(made, "reports/a.txt")
    laid = Baseline(known, "baseline.json").apply(made)
    assert (gate(made), gate(laid)) == (False, True)
    assert (laid.verdict, laid.score) == (made.verdict, made.score)
    assert laid.items[0]._replace(baseline=None) == made.items[0]
    assert not gate(laid, min_score=90)  # the score is what it is
    assert not gate(Baseline([], "baseline.json").apply(made))


def test_what_is_gone_is_known_at_the_end() -> None:
    known = gaps_of(assessment(item("a"), item("b"), item("c")), "reports/a.txt")
    other = gaps_of(assessment(item("a")), "reports/b.txt")
    baseline = Baseline([*known, *other], "baseline.json")
    baseline.apply(assessment(item("a"), item("b", "pass"), item("c", evidence=(quote("另一处"),))))
    gone = [("reports/a.txt", "b"), ("reports/a.txt", "c"), ("reports/b.txt", "a")]  # of b.txt there is no file
    assert [(one.path, one.rule) for one in baseline.gone] == gone
    assert (baseline.old, baseline.new) == (1, 1)
