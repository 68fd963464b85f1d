"""A part that was not recognised stands where somebody says it does: a heading's section, a paragraph, several of them."""

from __future__ import annotations

import pytest

from checker.document.model import bare_document
from checker.document.parts import part_view
from checker.engine.assessor import Assessor
from checker.errors import UsageError

TEXT = """某市某局2025年法治政府建设情况报告
一、主要工作
开展检查40次，办理案件12件。
二、有关情况说明
一是执法不规范，主要原因是培训少、新进人员多。
三、打算
2026年6月底前开展法治培训4次。
12月底前修订制度3项。
"""


def judged(*parts: tuple[str, str]):
    return Assessor(parts=parts).judge("x", bare_document(TEXT, "x"))


@pytest.mark.parametrize(
    ("part", "words", "how", "text"),
    [
        ("deficiencies", "有关情况说明", "heading", "一是执法不规范，主要原因是培训少、新进人员多。"),
        ("deficiencies", "一是执法不规范", "embedded", "一是执法不规范，主要原因是培训少、新进人员多。"),
        ("next-plan", "2026年6月…修订制度", "embedded", "2026年6月底前开展法治培训4次。\n12月底前修订制度3项。"),
        ("first-responsible", "三、打算", "heading", "2026年6月底前开展法治培训4次。\n12月底前修订制度3项。"),
    ],
)
def test_where_it_stands_is_what_was_said(part: str, words: str, how: str, text: str) -> None:
    report = judged((part, words)).report
    view = part_view(report, part)
    assert (view.how, "".join(report.quote(span) for span in view.spans).strip()) == (how, text)


def test_what_was_taken_for_the_part_is_it_no_more() -> None:
    report = judged(("next-plan", "一、主要工作")).report
    assert [part_view(report, "next-plan").spans[0].end <= report.text.index("二、")] == [True]
    assert not any("next-plan" in one.parts for one in report.outline.sections[1:])


@pytest.mark.parametrize(
    ("part", "words", "key"), [("next-plan", "没有这句", "part-passage"), ("no", "x", "unknown-part")]
)
def test_what_cannot_be_found_is_told(part: str, words: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        judged((part, words))
    assert caught.value.key == key
