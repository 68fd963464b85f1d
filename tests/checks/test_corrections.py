"""Corrections that need no thought: what is offered to be written instead, and where nothing is offered."""

from __future__ import annotations

from checker.document.model import bare_document
from checker.engine.assessor import Assessor
from tests.tables import every_row

_REPORT = "某市某局2025年法治政府建设情况报告\n一、主要举措和成效\n{}\n"


@every_row(
    ("sentence", "mended"),
    [
        ("落实法治审核，增强法制意识。", "落实法制审核，增强法治意识。"),
        ("依据《行政处罪法》作出处罚。", "依据《行政处罚法》作出处罚。"),
        ("依据《中华人民共和国行政处罪法》作出处罚。", "依据《中华人民共和国行政处罚法》作出处罚。"),
        ("印发《某市工作规程〉。", "印发《某市工作规程》。"),
        ("印发〈某市工作规程》。", "印发《某市工作规程》。"),
        ("落实“谁执法谁普法“和”谁主管谁普法”。", None),
        ("落实“谁执法谁普法“责任制。", "落实“谁执法谁普法”责任制。"),
        ("印发《关于印发〈《某市规程》〉的通知》。", "印发《关于印发〈某市规程〉的通知》。"),
        ("组织组织干部学法，落实责任。。", "组织干部学法，落实责任。"),
        ("听取人大代表提案办理情况。", None),
        ("印发《某市工作规程（试行），落实责任。", None),
        ("落实（一）“甲）责任。", None),
    ],
)
def test_what_is_certain_is_offered(sentence: str, mended: str | None) -> None:
    text = _REPORT.format(sentence)
    assessment = Assessor().judge("x", bare_document(text, "x"))
    offered = sorted((one for item in assessment.items for one in item.replacements), key=lambda one: -one.start)
    written = text
    for one in offered:
        assert text[one.start : one.end] == one.text
        written = written[: one.start] + one.right + written[one.end :]
    assert written == _REPORT.format(sentence if mended is None else mended)
