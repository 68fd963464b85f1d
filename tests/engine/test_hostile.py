"""Texts that no author writes: they are judged like any other, in time that grows with their length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment

TIMES = 5_000  # a step that is quadratic in this is noticed; test_growth counts steps
PIECES = {
    "numbers of level 1": "一、",
    "numbers of level 2": "（一）",
    "headings of level 1": "一、甲\n",
    "headings of level 2": "（一）甲乙\n",
    "headings without numbers": "存在的问题\n",
    "book marks": "《〈",
    "brackets": "（",
    "markers": "一是",
    "statements": "主要负责人第一责任人职责",
    "attachments": "附件：\n",
    "digits": "12345",
    "figures": "12次，",
    "dates": "2024年1月2日\n",
    "names": "开平市应急管理局",
    "signatures": "某某市某某局\n",
    "blanks": "　 ",
    "empty lines": "\n",
    "readings": "统(tǒng)設",
    "chains": "听取汇报",
    "markup": "<span>",
    "sentences": "组织执法人员开展案卷评查和业务培训并逐一通报。",
    "clauses": "组织执法人员开展案卷评查和业务培训并逐一通报，",
    "cited names": "《某市人民政府关于加强法制建设的决定》",
    "wrong words": "法制思维的的",
    "years": "2024年,我局",
    "addresses": "www.a.com",
}


OPENING = "某市某局2024年度法治政府建设情况报告\n现将有关情况报告如下：\n一、主要举措和成效\n"
ALONE = (
    "headings of level 1",
    "headings without numbers",
    "attachments",
    "dates",
    "names",
    "signatures",
    "empty lines",
)
"""What a title, a signature or the end of a text could be, so that it is another text without an opening."""


@pytest.mark.parametrize("name", [*PIECES, *(f"{name}, alone" for name in ALONE)])
def test_repeated_without_end(judged: Callable[..., Assessment], name: str) -> None:
    piece, _, alone = name.partition(", ")
    assessment = judged(("" if alone else OPENING) + PIECES[piece] * TIMES + "。\n")
    assert assessment.verdict == "fail"
    assert [item.rule.id for item in assessment.items if item.state not in {"pass", "partial", "fail", "skip"}] == []
