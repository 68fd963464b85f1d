"""Changed versions of the sample reports: what must stay equal stays equal, what must change changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from checker.engine import judge
from checker.readers import read_bytes
from tests.tables import every_row, from_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment
    from checker.rulebook.model import Pack

SAMPLES: dict[str, dict[str, object]] = from_yaml(Path(__file__).parent.parent / "data" / "samples.yaml")
MANY_LINES = [name for name in SAMPLES if name != "headings-lost-in-one-line"]
PARTS = ("part-measures", "part-deficiencies", "part-causes", "part-first-responsible", "part-next-plan")
IN_PARAGRAPHS = (*PARTS, "heading-numbering", "law-name", "figure-order", "fr-debrief", "causes-matched")
PART_OF = {
    "measures": "part-measures",
    "deficiencies": "part-deficiencies",
    "first-responsible": "part-first-responsible",
    "next-plan": "part-next-plan",
}
HAN = "一二三四五六七八九十"


class Section(NamedTuple):
    """A level-1 section of a sample: its heading, its parts, and where it stands."""

    heading: str
    parts: list[str]
    start: int
    end: int


def sections(name: str, text: str, end: int) -> list[Section]:
    """The level-1 sections of a sample by the headings that are expected, up to where the signature begins."""
    headings = SAMPLES[name]["headings"]
    assert isinstance(headings, dict)
    starts = [text.index(heading) for heading in headings]
    ends = [*starts[1:], end]
    return [
        Section(heading, [] if parts == "any" else parts, start, stop)
        for (heading, parts), start, stop in zip(headings.items(), starts, ends, strict=True)
    ]


@pytest.fixture(scope="module")
def sectioned(
    judged: Callable[..., Assessment], sample: Callable[[str], str]
) -> Callable[[str], tuple[str, list[Section]]]:
    def sectioned(name: str) -> tuple[str, list[Section]]:
        text = sample(name)
        report = judged(text).report
        assert report is not None
        return text, sections(name, text, report.tail.start)

    return sectioned


def states(assessment: Assessment) -> dict[str, tuple[str, str | None]]:
    return {item.rule.id: (item.state, item.reason) for item in assessment.items}


def points(assessment: Assessment) -> float:
    assert assessment.score is not None
    return assessment.score.points


def facts(assessment: Assessment) -> tuple[object, ...]:
    report = assessment.report
    assert report is not None
    return (
        report.genre.id,
        report.issuer.name if report.issuer else None,
        report.filer,
        report.region,
        report.year.value if report.year else None,
        report.date.iso if report.date else None,
        report.published,
        [section.parts for section in report.outline.sections],
        [(section.level, section.value) for section in report.outline.walk()],
    )


# What must stay equal


def full_width(text: str) -> str:
    return text.translate(str.maketrans(",;:()?!", "，；：（）？！"))


def half_width(text: str) -> str:
    return text.translate(str.maketrans("，；：（）？！", ",;:()?!"))


def set_in(text: str) -> str:
    return "\n".join(f"　　{line.lstrip()}" if line.strip() else line for line in text.split("\n"))


def ringed(text: str) -> str:
    return re.sub(rf"(?m)^(\s*)[（(]([{HAN}])[)）]", lambda m: m[1] + "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"[HAN.index(m[2])], text)


def numbered(mark: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"(?m)^([^\S\n]*|/span>)([{HAN}]+)、", rf"\g<1>\g<2>{mark}", text)


def spaced_out(text: str) -> str:
    return text.replace("\n", "\n\n")


def wide_digits(text: str) -> str:
    return re.sub(
        r"(?<=[\u4e00-\u9fff])\d+(?=[次件项家场人])", lambda m: "".join(chr(ord(c) + 0xFEE0) for c in m[0]), text
    )


def digits_set_off(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff%])", " ", text)


SAME = {
    "full-width punctuation": full_width,
    "half-width punctuation": half_width,
    "leading full-width spaces": set_in,
    "㈠ for （一）": ringed,
    "一. for 一、": numbered("."),
    "一． for 一、": numbered("．"),
    "一） for 一、": numbered("）"),
    "empty lines": spaced_out,
    "full-width digits": wide_digits,
    "blanks around digits": digits_set_off,
    "blank at the ends": lambda text: "\n\n" + text + "\n\n　　\n",
}


@every_row("name", MANY_LINES)
@every_row("change", SAME)
def test_the_same_in_another_spelling(
    judged: Callable[..., Assessment], sample: Callable[[str], str], name: str, change: str
) -> None:
    text = sample(name)
    changed = SAME[change](text)
    assert changed != text or change in ("half-width punctuation", "㈠ for （一）")
    one, other = judged(text), judged(changed)
    assert facts(other) == facts(one)
    assert states(other) == states(one)
    assert points(other) == pytest.approx(points(one), abs=1.5)


BYTES = [
    (encoding, line_end)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030")
    for line_end in ("\n", "\r\n", "\r")
]


@every_row("name", SAMPLES)
@every_row("form", BYTES)
def test_the_same_in_other_bytes(
    national: Pack, judged: Callable[..., Assessment], sample: Callable[[str], str], name: str, form: tuple[str, str]
) -> None:
    text = sample(name)
    encoding, line_end = form
    read = read_bytes(text.replace("\n", line_end).encode(encoding), "report.txt")
    one, other = judged(text), judge(read, national)
    assert (facts(other), states(other)) == (facts(one), states(one))
    assert other.score == one.score


def test_the_title_on_two_lines(judged: Callable[..., Assessment], sample: Callable[[str], str]) -> None:
    text = sample("no-first-responsible-section")
    one, other = judged(text), judged(text.replace("东莞市应急管理局2022年度法治", "东莞市应急管理局\n2022年度法治"))
    assert other.report is not None
    assert len(other.report.title.pieces if other.report.title else ()) == 2
    assert (facts(other), states(other)) == (facts(one), states(one))


@pytest.mark.parametrize("name", MANY_LINES)
def test_first_level_numbers_lost(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]], name: str
) -> None:
    text, found = sectioned(name)
    text = text.replace("/span>", "")
    for section in found:
        if section.parts:
            text = text.replace(section.heading, section.heading.split("、", 1)[1], 1)
    one, other = judged(sectioned(name)[0]), judged(text)
    for rule in PARTS:
        assert states(other)[rule] == states(one)[rule], rule


@pytest.mark.parametrize("name", MANY_LINES)
def test_headings_printed_twice(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]], name: str
) -> None:
    text, found = sectioned(name)
    for section in found:
        text = text.replace(section.heading, f"{section.heading}\n{section.heading}", 1)
    one, other = judged(sectioned(name)[0]), judged(text)
    assert {rule: states(other)[rule] for rule in (*PARTS, "heading-numbering")} == {
        rule: states(one)[rule] for rule in (*PARTS, "heading-numbering")
    }


@pytest.mark.parametrize("name", MANY_LINES)
def test_all_on_one_line(judged: Callable[..., Assessment], sample: Callable[[str], str], name: str) -> None:
    text = sample(name)
    one, other = judged(text), judged(re.sub(r"\s*\n\s*", " ", text))
    assert states(other)["line-breaks"] == ("fail", "collapsed")
    for rule in ("genre", *PARTS):
        assert states(other)[rule] == states(one)[rule], rule
    assert facts(other)[1:5] == facts(one)[1:5]


# What must change


WHERE_THERE = [(name, part) for name, expected in SAMPLES.items() for part in PART_OF if any(isinstance(parts, list) and part in parts for parts in expected["headings"].values())]  # type: ignore[attr-defined]  # fmt: skip


@every_row(("name", "part"), WHERE_THERE)
def test_a_part_removed(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]], name: str, part: str
) -> None:
    text, found = sectioned(name)
    section = next(section for section in found if part in section.parts)
    one, other = judged(text), judged(text[: section.start] + text[section.end :])
    state, reason = states(other)[PART_OF[part]]
    assert (state, reason) in {("fail", "missing"), ("partial", "embedded")}
    assert other.score is not None
    assert one.score is not None
    assert other.score.uncapped < one.score.uncapped or states(one)[PART_OF[part]][0] == "fail"
    for rule in PARTS:
        if rule != PART_OF[part] and not (part == "deficiencies" and rule == "part-causes") and part != "measures":
            assert states(other)[rule] == states(one)[rule], rule


@every_row(("name", "part"), [pair for pair in WHERE_THERE if pair[0] in MANY_LINES])
def test_a_part_emptied(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]], name: str, part: str
) -> None:
    text, found = sectioned(name)
    section = next(section for section in found if part in section.parts)
    assessment = judged(text[: section.start] + section.heading + "\n" + text[section.end :])
    item = next(item for item in assessment.items if item.rule.id == PART_OF[part])
    assert (item.state, item.reason) == ("fail", "empty")
    assert [quote.text.strip() for quote in item.evidence] == [section.heading]
    assert assessment.verdict == "fail"
    assert points(assessment) <= 59


WORDINGS = {
    "measures": ["主要工作成效", "工作开展情况", "工作情况", "主要做法和成效", "推进法治政府建设的主要举措和成效"],
    "deficiencies": ["存在的不足和原因", "存在的问题和不足", "存在问题", "主要问题", "困难和问题", "存在的短板"],
    "first-responsible": [
        "党政主要负责人履行法治建设第一责任人职责情况",
        "主要负责同志落实第一责任人法治建设职责情况",
        "局党组书记、局长履行推进法治政府建设第一责任人责任情况",
        "紧抓“关键少数”不放松，切实履行第一责任人职责",
    ],
    "next-plan": [
        "下一年度工作安排",
        "下一步工作打算",
        "下步工作计划",
        "今后努力方向",
        "下一阶段工作思路",
        "2026年主要安排",
    ],
}


@every_row(("part", "wording"), [(part, wording) for part, wordings in WORDINGS.items() for wording in wordings])
def test_a_part_renamed(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]], part: str, wording: str
) -> None:
    text, found = sectioned("most-complete")
    section = next(section for section in found if part in section.parts)
    renamed = text.replace(section.heading, section.heading.split("、", 1)[0] + "、" + wording, 1)
    one, other = judged(text), judged(renamed)
    for rule in PARTS:
        assert states(other)[rule] == states(one)[rule], rule


def test_two_parts_merged(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]]
) -> None:
    text, found = sectioned("causes-promised")
    two = next(section for section in found if "deficiencies" in section.parts)
    four = next(section for section in found if "next-plan" in section.parts)
    body = (
        text[two.start + len(two.heading) : two.end].rstrip()
        + "\n下一步，我局将做好以下工作："
        + text[four.start + len(four.heading) : four.end]
    )
    merged = text[: two.start] + "二、存在的问题和下一步打算" + body + text[two.end : four.start] + text[four.end :]
    assessment = judged(merged)
    report = assessment.report
    assert report is not None
    assert report.outline.sections[1].parts == ("deficiencies", "next-plan")
    assert states(assessment)["part-deficiencies"] == ("pass", None)
    assert states(assessment)["part-next-plan"] == ("pass", None)


def test_order_changed(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]]
) -> None:
    text, found = sectioned("most-complete")
    bodies = [text[section.start : section.end].rstrip() + "\n" for section in found]
    head, tail = text[: found[0].start], text[found[-1].end :]

    def ordered(*order: int) -> str:
        return (
            head
            + "".join(HAN[place] + bodies[number][bodies[number].index("、") :] for place, number in enumerate(order))
            + tail
        )

    one = judged(text)
    usual, unusual = judged(ordered(2, 0, 1, 3)), judged(ordered(3, 1, 0, 2))
    assert states(usual)["part-order"] == ("pass", None)
    assert states(unusual)["part-order"] == ("fail", "other-order")
    for other in (usual, unusual):
        for rule in (*PARTS, "heading-numbering"):
            assert states(other)[rule] == states(one)[rule], rule


@every_row("name", MANY_LINES)
@every_row(("number", "reason"), [("五", "gap"), ("一", "repeat")])
def test_numbering_broken(
    judged: Callable[..., Assessment],
    sectioned: Callable[[str], tuple[str, list[Section]]],
    name: str,
    number: str,
    reason: str,
) -> None:
    text, found = sectioned(name)
    third = found[2]
    number = "九" if len(found) > 4 and number == "五" else number
    broken = text.replace(third.heading, number + third.heading[1:], 1)
    one, other = judged(text), judged(broken)
    item = next(item for item in other.items if item.rule.id == "heading-numbering")
    assert (item.state, item.reason) == ("fail", reason)
    assert item.evidence[0].text.startswith(number + third.heading[1:12])
    for rule in PARTS:
        assert states(other)[rule] == states(one)[rule], rule


def test_a_report_cut_off_in_the_middle(
    judged: Callable[..., Assessment], sectioned: Callable[[str], tuple[str, list[Section]]]
) -> None:
    """However short the text, it is judged; what is there is never marked as missing."""
    text, found = sectioned("most-complete")
    for section in found:
        assessment = judged(text[: section.end])
        for earlier in found:
            for part in earlier.parts:
                rule = PART_OF.get(part)
                if rule and earlier.start <= section.start:
                    assert states(assessment)[rule] == ("pass", None), (section.heading, rule)


def test_the_year_of_last_time(judged: Callable[..., Assessment], sample: Callable[[str], str]) -> None:
    text = sample("most-complete")
    stale = judged(text.replace("四、2026年", "四、2025年"))
    assert states(judged(text))["plan-year"] == ("pass", None)
    assert states(stale)["plan-year"] == ("fail", "other-year")
    assert stale.verdict == "fail"


def by_characters(line: str, columns: int) -> list[str]:
    return [line[at : at + columns] for at in range(0, max(len(line), 1), columns)]


def by_ems(line: str, columns: int) -> list[str]:
    """As pages are set: a paragraph is indented, digits take half, and no line begins with a stop."""
    rows, room = ["　　"], columns - 2.0
    for char in line.strip():
        room -= 0.5 if char.isascii() else 1
        if room < 0 and char not in "，。；：、）》”":
            rows, room = [*rows, ""], columns - 1.0
        rows[-1] += char
    return rows


@every_row("broken", [by_characters, by_ems])
@every_row("columns", [28, 38, 60])
@every_row("name", ["most-complete", "empty-plan", "no-first-responsible-section"])
def test_lines_broken_by_their_width(
    judged: Callable[..., Assessment],
    sample: Callable[[str], str],
    name: str,
    columns: int,
    broken: Callable[[str, int], list[str]],
) -> None:
    wrapped = "\n".join("\n".join(broken(line, columns)) for line in sample(name).split("\n"))
    one, other = judged(sample(name)), judged(wrapped)
    assert {rule: states(other)[rule] for rule in IN_PARAGRAPHS} == {rule: states(one)[rule] for rule in IN_PARAGRAPHS}
    for item in other.items:
        for quote in item.evidence:
            assert wrapped[quote.start : quote.end].startswith(quote.text.rstrip("…"))
