"""Work grows with the length of a text, whatever pieces it repeats, alone, one after another or in turns.

Counted in steps, which are the same on every machine; how long they take is measured in ``benchmarks/``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tests.effort import steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment

SHORT, LONG = 1_000, 4_000
"""Code points: four times as many, for which a quadratic step takes sixteen times the steps."""
FACTOR = 6

OPENING = "某市某局2024年度法治政府建设情况报告\n现将有关情况报告如下：\n"
MEASURES = OPENING + "一、主要举措和成效\n"
SHORTCOMINGS = OPENING + "一、存在的不足和原因\n"


class Text(NamedTuple):
    """What a text repeats: each of *pieces* by itself, in runs, or all of them in turns."""

    opening: str
    pieces: tuple[str, ...]
    in_turns: bool = False

    def of(self, length: int) -> str:
        """So many code points of it."""
        if self.in_turns:
            whole = "".join(self.pieces)
            return self.opening + whole * (length // len(whole)) + "。\n"
        share = length // len(self.pieces)
        return self.opening + "".join(piece * (share // len(piece)) for piece in self.pieces) + "。\n"


def parts(count: int) -> str:
    """Items that all differ, and all share words."""
    return "".join(
        f"（一）执法力量不够{chr(0x4E00 + n % 5000)}{chr(0x4E00 + n * 7 % 5000)}甲。\n" for n in range(count)
    )


TEXTS = {
    "headings of level 3 alone": Text(OPENING + "全年开展执法检查。\n", ("1. 甲\n",)),
    "lost numbers": Text(MEASURES, ("（一）加强学习。开展。\n下一年度主要安排\n今年开展了工作。\n",)),
    "enumerations opened, then continued": Text(MEASURES, ("一是加强。", "三是加强。")),
    "enumerations opened and continued": Text(MEASURES, ("一是甲。", "三是乙。", "二是丙。"), in_turns=True),
    "enumerations inside items": Text(SHORTCOMINGS, ("一是甲。", "二是乙。", "一是丙。", "三是丁。"), in_turns=True),
    "marks of secrecy": Text(MEASURES, ("秘密★ ",)),
    "marks of secrecy alone on lines": Text("", ("秘密★\n", "某市某局\n"), in_turns=True),
    "book marks nested": Text(MEASURES, ("《〈甲乙", "〉乙》乙")),
    "book marks crossed": Text(MEASURES, ("《〈", "》〉")),
    "brackets opened, then closed": Text(MEASURES, ("（“", "”）")),
    "card numbers in one row": Text(MEASURES + "|卡号", ("|6222021234567890128",)),
    "card numbers in many rows": Text(MEASURES, ("|卡号|", "\n|6222021234567890128|")),
    "sections that share two parts": Text(SHORTCOMINGS, ("（一）存在的不足\n人少。\n（二）原因分析\n事多。\n",)),
    "shortcomings in each section": Text(OPENING, ("一、存在的不足和原因\n不足在于力量不够，原因是培训不够。\n",)),
    "plans with years": Text("某市某局工作报告\n", ("一、下一步工作打算\n2024年开展工作甲乙丙。\n",)),
    "plans, then years": Text("某市某局工作报告\n", ("一、下一步工作打算\n甲。\n", "2024年开展工作，")),
    "headings, then figures": Text(OPENING, ("一、主要举措\n甲。\n", "检查12次，")),
    "sections and citations": Text(OPENING, ("一、主要负责人履职\n", "学习《某某条例》。\n"), in_turns=True),
    "headings in one line": Text(MEASURES, ("（一）二是加强",)),
    "a sentence without end": Text(MEASURES, ("开展执法检查，办理行政复议",)),
    "figures and brackets": Text(MEASURES, ("共12件（", "其中3件、", "占30%，"), in_turns=True),
    "dates, then signatures": Text(MEASURES, ("2024年1月2日\n", "某某市某某局\n")),
    "blanks, then text": Text(MEASURES, ("　 ", "甲　", "\n　")),
    "book marks that only close": Text(SHORTCOMINGS, ("上》",)),
    "counts in one clause": Text(MEASURES, ("研究法治政府建设工作4次",)),
    "responsibility in one sentence": Text(OPENING + "一、主要负责人履职情况\n", ("研究法治工作", "听取汇报")),
    "names behind one verb": Text(MEASURES, ("贯彻执行", "《某省某市某某某管理条例》")),
}


def test_work_grows_with_the_length_whatever_is_repeated(judged: Callable[..., Assessment]) -> None:
    grown = {}
    for name, text in TEXTS.items():
        short, long = (partial(judged, text.of(length)) for length in (SHORT, LONG))
        long()  # what is made once: expressions are compiled when they are first asked for
        grown[name] = steps(long) / steps(short)
    assert {name: round(by, 1) for name, by in grown.items() if by > FACTOR} == {}


def test_many_items_are_not_compared_with_each_other(judged: Callable[..., Assessment]) -> None:
    def answered(count: int) -> tuple[str, str | None]:
        text = OPENING + "一、存在的不足\n" + parts(count) + "二、2025年工作安排\n" + parts(5)
        found = next(item for item in judged(text).items if item.rule.id == "plan-answers-deficiencies")
        return found.state, found.reason

    assert answered(200)[0] != "skip"
    assert answered(201) == ("skip", "too-many")
