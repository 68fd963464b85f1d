"""What is known of a pattern before it runs."""

from __future__ import annotations

from checker.patterns.syntax import EXPANSIONS, LONGEST, WIDEST, Anchor, Gap, Shape, shapes
from tests.tables import every_row


def words(*given: str) -> frozenset[str]:
    return frozenset(given)


@every_row(
    ("pattern", "chain"),
    [
        ("法治", (words("法治"),)),
        ("主要(负责人|领导)", (words("主要负责人", "主要领导"),)),
        ("(?:党政)?一把手", (words("一把手", "党政一把手"),)),
        ("[一二]是", (words("一是", "二是"),)),
        ("第[1-3]章", (words("第1章", "第2章", "第3章"),)),
        (r"1\.甲", (words("1.甲"),)),
        (r"[(\[]甲", (words("(甲", "[甲"),)),
        ("(甲|乙(丙|丁))戊", (words("甲戊", "乙丙戊", "乙丁戊"),)),
        ("听取.{0,20}汇报", (words("听取"), Gap(0, 20), words("汇报"))),
        ("听取.汇报", (words("听取"), Gap(1, 1), words("汇报"))),
        ("听取.{3}汇报", (words("听取"), Gap(3, 3), words("汇报"))),
        ("听取.?(工作|情况)汇报", (words("听取"), Gap(0, 1), words("工作汇报", "情况汇报"))),
        ("甲.{1,2}.{3,4}乙", (words("甲"), Gap(4, 6), words("乙"))),
        ("甲[一二]{2}", (words("甲一一", "甲一二", "甲二一", "甲二二"),)),
        ("甲[一]{2,5}乙", (words("甲一一"), Gap(0, 3, members="一"), words("乙"))),
        ("甲[0-9]{2}乙", (words(*(f"甲{digit}" for digit in range(10))), Gap(1, 1, members="0123456789"), words("乙"))),
        (f"甲.{{0,{WIDEST}}}乙", (words("甲"), Gap(0, WIDEST), words("乙"))),
        ("听取[^。;\\n]{0,20}汇报", (words("听取"), Gap(0, 20, ";。"), words("汇报"))),
        ("听取[^。]?汇报", (words("听取"), Gap(0, 1, "。"), words("汇报"))),
        (r"甲[^\]-]乙", (words("甲"), Gap(1, 1, "-]"), words("乙"))),
        ("推动[一二]{1,2}件", (words("推动一", "推动二"), Gap(0, 1, members="一二"), words("件"))),
        ("[0-9几]{2,3}岁", (words(*"0123456789几"), Gap(1, 2, members="0123456789几"), words("岁"))),
        ("甲乙[^。]{0,9}", (words("甲乙"), Gap(0, 9, "。"), Anchor(""))),
        ("(甲乙){1,2}", (words("甲乙", "甲乙甲乙"),)),
        ("^ {0,4}甲", (Anchor("^"), Gap(0, 4, members=" "), words("甲"))),
        ("^甲乙", (Anchor("^"), words("甲乙"))),
        ("^.{0,8}甲(乙|丙)$", (Anchor("^"), Gap(0, 8), words("甲乙", "甲丙"), Anchor("$"))),
    ],
)
def test_words_and_chains_of_words(pattern: str, chain: tuple[object, ...]) -> None:
    [(source, shape)] = shapes(pattern)
    assert source == pattern
    assert shape.chains == (chain,)


@every_row(
    ("pattern", "chains"),
    [
        (
            "(现场会|推进会)(召开|在.{0,20}召开)",
            {(words("现场会召开", "推进会召开"),), (words("现场会在", "推进会在"), Gap(0, 20), words("召开"))},
        ),
        (
            "甲.{0,9}(乙丙)?.{0,9}丁",
            {(words("甲"), Gap(0, 18), words("丁")), (words("甲"), Gap(0, 9), words("乙丙"), Gap(0, 9), words("丁"))},
        ),
        ("([,。]|^)甲", {(words(",甲", "。甲"),), (Anchor("^"), words("甲"))}),
        ("(甲乙$|丙丁)", {(words("甲乙"), Anchor("$")), (words("丙丁"),)}),
        ("甲([^乙].{0,9})?丙", set()),
    ],
)
def test_what_is_optional_or_alternative_is_told_one_by_one(pattern: str, chains: set[tuple[object, ...]]) -> None:
    [(_, shape)] = shapes(pattern)
    assert set(shape.chains or ()) == chains


def test_more_chains_than_are_worth_it_are_none() -> None:
    many = "(甲.{0,3}乙|丙.{0,4}丁)"
    assert [len(shape.chains or ()) for _, shape in (*shapes(many), *shapes(many * 4), *shapes(many * 5))] == [2, 16, 0]


@every_row(
    ("pattern", "factor"),
    [
        ("甲+丙丁", words("丙丁")),
        ("甲*丙", words("丙")),
        ("甲^乙丙", words("乙丙")),
        ("甲乙.[^丙]丁", words("甲乙")),
        (r"甲乙[^\d]丁", words("甲乙")),
        (r"\d{2}年度", words("年度")),
        (r"\p{Han}乙丙", words("乙丙")),
        (r"[\x{4e00}-\x{9fa5}]乙丙", words("乙丙")),
        ("(甲+|乙丙)?丁", words("丁")),
        ("(甲乙|丙丁.*戊)己?", words("甲乙", "丙丁")),
        (f"甲乙.{{0,{WIDEST + 1}}}丙", words("甲乙")),
        ("甲乙.*丙", words("甲乙")),
        ("(甲乙)+", words("甲乙")),
        (r"甲乙[ \t][^甲\t]丙", words("甲乙")),
        ("(甲乙){2,9}", words("甲乙")),
        (r"\d{2}岁", words("岁")),
    ],
)
def test_words_that_each_match_contains(pattern: str, factor: frozenset[str]) -> None:
    [(_, shape)] = shapes(pattern)
    assert shape.chains is None
    assert shape.factor == factor


@every_row("pattern", [r"\p{Han}", "甲+?乙", "(?i)甲乙", "[[:alpha:]]甲", "a{x}", "甲)", "(甲", "[甲"])
def test_what_is_not_understood_stays_whole(pattern: str) -> None:
    assert shapes(pattern) == ((pattern, Shape(None)),)


def test_alternatives_are_told_apart() -> None:
    assert [source for source, _ in shapes("甲|乙.{0,3}丙|丁+")] == ["甲", "乙.{0,3}丙", "丁+"]


def test_a_long_chain_is_none() -> None:
    [(_, short)], [(_, long)] = shapes("甲.乙{2}" * (LONGEST // 2 - 1)), shapes("甲.乙{2}" * LONGEST)
    assert short.chains
    assert long.chains is None
    assert long.factor


def test_many_alternatives_become_a_chain_of_shorter_ones() -> None:
    row = "(" + "|".join("甲乙丙丁戊己庚辛壬") + ")"
    [(_, shape)] = shapes(row * 2)
    assert shape.chains is not None
    assert [len(chain) for chain in shape.chains] == [2]
    assert all(len(link) == 9 < EXPANSIONS for link in shape.chains[0])


def test_deep_nesting_does_not_run_deep() -> None:
    pattern = "(" * 500 + "甲" + ")" * 500
    assert shapes(pattern) == ((pattern, Shape(None)),)
