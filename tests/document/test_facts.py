"""Facts in running text: years, dates, figures, enumerations, citations."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.document.dates import years_within
from checker.document.enumerations import enumerated, markers, runs
from checker.document.figures import Counts, find_figures
from checker.document.sentences import find_citations, paragraphs, sentence_at, sentences, words_in
from checker.text.dates import date_alone, date_at, date_at_end, published_date
from checker.text.fold import fold
from checker.text.span import inside
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report


# Years


@every_row(
    ("text", "year"),
    [
        ("某某市水利局2024年度法治政府建设情况报告\n2025年，我局将继续推进。\n一、主要举措和成效\n甲。\n", 2024),
        ("某某市水利局二〇二四年度法治政府建设情况报告\n一、主要举措和成效\n甲。\n", 2024),
        ("现将2024年度法治政府建设情况报告如下：\n一、主要举措和成效\n甲。\n", 2024),
        ("一、2024年推进法治政府建设的主要举措和成效\n甲。\n二、2025年主要安排\n乙。\n", 2024),
        ("一、主要举措和成效\n甲。\n二、2025年推进法治政府建设的主要安排\n乙。\n", 2024),
        ("2024年，我局推进法治政府建设。\n一、主要举措和成效\n甲。\n二、下一步打算\n乙。\n", 2024),
        ("贯彻《法治政府建设实施纲要（2021-2025年）》。\n一、2023年工作情况\n甲。\n", 2023),
        ("落实《某市2020年法治工作要点》。2024年，我局推进法治政府建设。\n一、主要举措和成效\n甲。\n", 2024),
        ("一、主要举措和成效\n加强学习培训，规范执法行为。\n某某市水利局\n2025年1月6日\n", 2024),
        ("一、主要举措和成效\n加强学习培训，规范执法行为。\n某某市水利局\n2024年12月23日\n", 2024),
        ("某某镇2024年法治政府建设工作总结及2025年工作计划\n一、工作开展情况\n甲。\n", 2024),
        ("一、主要举措和成效\n甲。\n", None),
    ],
)
def test_report_year(observed: Callable[..., Report], text: str, year: int | None) -> None:
    found = observed(text).year
    assert (found.value if found else None) == year


def test_a_year_that_is_given(observed: Callable[..., Report]) -> None:
    found = observed("某某市水利局2024年度法治政府建设情况报告\n", year=2020).year
    assert found is not None
    assert found.value == 2020


@every_row(
    ("text", "years"),
    [
        ("2024年和2025年", [2024, 2025]),
        ("二〇二四年", [2024]),
        ("2021-2025年", []),
        ("《纲要(2021-2025年)》和《2020年要点》", []),
        ("(2020年以来)2024年", [2024]),
        ("2024年3月6日", []),
        ("12024年", []),
        ("1945年建成", [1945]),
    ],
)
def test_years_in_a_span(text: str, years: list[int]) -> None:
    assert [year.value for year in years_within(text, 0, len(text))] == years


# Dates


@every_row(
    ("text", "iso"),
    [
        ("2025年1月6日", "2025-01-06"),
        ("2025年01月06日", "2025-01-06"),
        ("2025-01-22", "2025-01-22"),
        ("2025/1/22", "2025-01-22"),
        ("2025.1.22", "2025-01-22"),
        ("２０２５年１月６日", "2025-01-06"),
        ("2025 年 1 月 6 日", "2025-01-06"),
        ("二〇二五年一月六日", "2025-01-06"),
        ("二〇二五年1月6日", "2025-01-06"),
        ("2025年一月六日", "2025-01-06"),
        ("二○二五年十二月二十三日", "2025-12-23"),
        ("二零二五年三月三十一日", "2025-03-31"),
        ("2025年13月6日", None),
        ("2025年2月29日", None),
        ("2024年2月29日", "2024-02-29"),
        ("二〇二五年四月三十一日", None),
        ("2025年1月", None),
        ("2025年", None),
        ("1.5.2025", None),
        ("编号20250106", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    text = fold(text).text
    found = date_at(text, 0, len(text))
    assert (found.iso if found else None) == iso


@given(st.dates(min_value=datetime.date(1980, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_any_date(day: datetime.date) -> None:
    iso = str(day)
    year, month, date = map(int, iso.split("-"))
    for text in (iso, f"{year}年{month}月{date}日", f"{year}/{month}/{date}", f"{year}.{month:02}.{date:02}"):
        found = date_at(text, 0, len(text))
        assert found is not None
        assert (found.iso, text[found.span.start : found.span.end]) == (iso, text)


@every_row(
    ("line", "alone"),
    [
        ("2025年1月6日", True),
        ("  (2025年1月6日)  ", True),
        ("[2025-01-06 09:17]", True),
        ("二〇二五年一月六日", True),
        ("2025年1月6日印发", False),
        ("于2025年1月6日", False),
        ("甲2025年1月6日乙", False),
    ],
)
def test_a_line_that_is_a_date(line: str, alone: bool) -> None:
    assert (date_alone(line, 0, len(line)) is not None) == alone


def test_a_date_at_the_end_of_a_paragraph() -> None:
    text = "加强培训。某某局2025年1月6日 "
    found = date_at_end(text, 0, len(text))
    assert found is not None
    assert found.iso == "2025-01-06"
    assert date_at_end("2025年1月6日,加强培训。", 0, 15) is None


@every_row(
    ("line", "iso"),
    [
        ("发布时间:2025-01-22 09:17", "2025-01-22"),
        ("发布日期: 2025年01月22日", "2025-01-22"),
        ("时间: 2025-01-22 点击次数: 12", "2025-01-22"),
        ("[发文日期] 2025-01-22", "2025-01-22"),
        ("发布日期:\n2025-01-22", "2025-01-22"),
        ("发布日期:2025-01-22 成文日期:2025-01-10", "2025-01-22"),
        ("成文日期:2025-01-10 发布日期:2025-01-22", "2025-01-22"),
        ("成文日期:2025-01-10", "2025-01-10"),
        ("施行日期:2025年起", None),
        ("点击次数: 2025", None),
    ],
)
def test_published(line: str, iso: str | None) -> None:
    found = published_date(line, 0, len(line))
    assert (found.iso if found else None) == iso


# Figures


@every_row(
    ("text", "figures"),
    [
        ("召开会议6次，检查40家", [(6, "次"), (40, "家")]),
        ("办理1,203件", [(1203, "件")]),
        ("罚款3.2万元、12.5亿元", [(32_000, "元"), (1_250_000_000, "元")]),
        ("培训260余人次", [(260, "人次")]),
        ("1.2万余人次", [(12_000, "人次")]),
        ("办结率98.5％、98.5%", [(98.5, "%"), (98.5, "%")]),
        ("百分之九十", [(90, "%")]),
        ("召开六次会议", [(6, "次")]),
        ("十五件", [(15, "件")]),
        ("四百零九件、一百〇五份、三万五千二百份", [(409, "件"), (105, "份"), (35_200, "份")]),
        ("清单三十六项，约谈四人，发现问题四个。", [(36, "项"), (4, "人"), (4, "个")]),
        ("讲课一次；召开一次会议", [(1, "次")]),
        ("四个意识、两三次、百万家庭、再一次。数百条、几十次，", []),
        ("第六次会议、每次、一次性", []),
        ("2024年1月6日，〔2024〕12号", []),
        ("多次召开，若干件", []),
        ("12345热线", []),
    ],
)
def test_figures(text: str, figures: list[tuple[float, str]]) -> None:
    found = [(figure.value, figure.unit) for figure in find_figures(fold(text).text)]
    assert found == [(pytest.approx(value), unit) for value, unit in figures]


@given(st.lists(st.tuples(st.integers(0, 99_999), st.sampled_from(["次", "件", "人次", "%", "场"])), max_size=8))
def test_figures_in_order_and_in_place(given_: list[tuple[int, str]]) -> None:
    text = "，".join(f"开展{value}{unit}" for value, unit in given_)
    text = fold(text).text
    counts = Counts(text)
    found = counts.figures
    assert [(figure.value, figure.unit) for figure in found] == given_
    assert all(text[figure.span.start : figure.span.end] == f"{figure.value:.0f}{figure.unit}" for figure in found)
    half = len(text) // 2
    assert counts.between(0, half) == [figure for figure in found if figure.span.end <= half]


def test_about() -> None:
    assert [figure.approximate for figure in find_figures("260余人次,40次,三十多件")] == [True, False, True]


# Enumerations


@every_row(
    ("text", "values"),
    [
        ("一是甲。二是乙。三是丙。", [[1, 2, 3]]),
        ("一要甲。二要乙。", [[1, 2]]),
        ("第一，甲。第二，乙。", [[1, 2]]),
        ("一是甲。二是乙。一是丙。二是丁。", [[1, 2], [1, 2]]),
        ("一是甲：一是乙；二是丙。二是丁。", [[1, 2], [1, 2]]),
        ("一是甲。二是乙。六是丙。", [[1, 2, 6]]),
        ("二是乙。三是丙。", [[2, 3]]),
        ("统一是关键，唯一是他", []),
        ("一是一，二是二", [[1, 2]]),
        ("十一是甲", [[11]]),
    ],
)
def test_enumerations(text: str, values: list[list[int]]) -> None:
    text = fold(text).text
    assert [[marker.value for marker in run] for run in runs(markers(text, 0, len(text)))] == values


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_runs_one_after_another(lengths: list[int]) -> None:
    text = "".join("".join(f"{'一二三四'[at]}是甲。" for at in range(length)) for length in lengths)
    assert [len(run) for run in runs(markers(text, 0, len(text)))] == lengths


@every_row(
    ("text", "items"),
    [
        ("一是甲。二是乙。", ["一是甲。", "二是乙。"]),
        ("1、甲。2、乙。", ["1、甲。", "2、乙。"]),
        ("(1)甲;(2)乙。", ["(1)甲;", "(2)乙。"]),
        ("①甲;②乙。", ["①甲;", "②乙。"]),
        ("首先,甲。其次,乙。", ["首先,甲。", "其次,乙。"]),
        ("其一,甲。其二,乙。", ["其一,甲。", "其二,乙。"]),
        ("甲。乙。", []),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    assert [text[item.start : item.end] for item in enumerated(text, 0, len(text))] == items


# Citations and sentences


@every_row(
    ("text", "cited"),
    [
        ("贯彻《行政处罚法》和《行政许可法》", ["《行政处罚法》", "《行政许可法》"]),
        ("印发《关于印发〈办法〉的通知》", ["《关于印发〈办法〉的通知》"]),
        ("《关于印发《办法》的通知》", ["《关于印发《办法》的通知》"]),
        ("《没有结束", []),
        ("没有开始》，《甲》", ["《甲》"]),
        ("", []),
    ],
)
def test_citations(text: str, cited: list[str]) -> None:
    found = find_citations(text)
    assert [text[span.start : span.end] for span in found] == cited


@given(st.text("《》〈〉甲\n", max_size=60), st.integers(0, 60))
def test_citations_of_any_text(text: str, offset: int) -> None:
    found = find_citations(text)
    assert all(text[span.start] == "《" and text[span.end - 1] == "》" for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert inside(found, offset) == any(span.start <= offset < span.end for span in found)


@given(st.text("甲乙。！？；，\n ", max_size=60).map(lambda text: fold(text).text))
def test_sentences_of_any_text(text: str) -> None:
    found = sentences(text, 0, len(text))
    assert all(text[span.start : span.end].strip("甲乙, ") == "" for span in found)
    assert sum(words_in(text, *span) for span in found) == words_in(text, 0, len(text))
    assert sum(words_in(text, *span) for span in paragraphs(text, 0, len(text))) == words_in(text, 0, len(text))
    for offset, char in enumerate(text):
        if char in "甲乙":
            span = sentence_at(text, offset)
            assert span.start <= offset < span.end
            assert not set(text[span.start : span.end]) & set("。!?;\n")
