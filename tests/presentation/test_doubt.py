"""A text that could not be read well says so in one place, with the gaps that this may explain, and no other."""

from __future__ import annotations

import pytest

from checker.document.model import Place
from checker.presentation import build_view
from checker.readers.source_maps import PlaceMap
from tests.render.assessments import TEXT, assessment, extracted, item, quote

ABSENT = item("absent", severity="error", evidence=(quote("", 44),))
PRESENT = item("present")
PARTIAL = item("partial", "partial", message={})


@pytest.mark.parametrize(
    ("warnings", "recognised", "doubtful"),
    [
        (("embedded-document",), 0.0, {"absent", "partial"}),
        (("hidden-panels",), 0.0, {"absent", "partial"}),
        (("unreadable-glyphs",), 0.0, {"absent", "partial", "present"}),
        ((), 0.4, {"absent", "partial", "present"}),
        ((), 0.0, set()),
    ],
)
def test_which_gaps_the_reading_may_explain(warnings, recognised, doubtful):
    made = extracted(
        assessment(ABSENT, PRESENT, PARTIAL, item("met", "pass")), warnings=warnings, recognised=recognised
    )
    view = build_view(made, "zh")
    assert {one.rule.id for one in view.items if one.doubtful} == doubtful
    assert {one.rule.id for one in view.items if one.note} == doubtful
    assert all(f"要求{name}" in view.doubt for name in doubtful)
    assert bool(view.doubt) is bool(warnings or recognised)


def test_what_fails_the_report_in_doubt_says_so():
    made = extracted(assessment(ABSENT, PRESENT), warnings=("embedded-document",))
    assert build_view(made, "zh").must == "（有 1 处必改，其中 1 处存疑）"
    assert build_view(assessment(ABSENT), "zh").must == "（有 1 处必改）"


def test_wrong_characters_cast_doubt_where_they_are():
    """On their lines, and on what is told of the section that they lie in."""
    words = TEXT.replace("执法力量", "执法力\ufffd")
    gaps = (
        item("line", evidence=(quote("执法力\ufffd不足", TEXT.index("执法力量")),)),
        item("clean", evidence=(quote("开展检查40次", TEXT.index("开展检查")),)),
        item("title", evidence=(quote("某局2025年", 0),)),
        item("section", evidence=(quote("一、主要举措和成效", TEXT.index("一、主要")),)),
    )
    made = extracted(assessment(*gaps), warnings=("unreadable-glyphs",), where={"unreadable-glyphs": (1,)})
    for text, doubtful in ((words, {"line"}), (TEXT.replace("40次", "\ufffd次"), {"clean", "section"})):
        view = build_view(made._replace(document=made.document._replace(text=text)), "zh")
        assert {one.rule.id for one in view.items if one.doubtful} == doubtful
    recognised = extracted(
        assessment(*gaps), recognised=0.5, where={"recognised-text": (2,)}, warnings=("recognised-text",)
    )
    pages = PlaceMap([0, TEXT.index("二、")], [Place(page=1), Place(page=2)])
    view = build_view(recognised._replace(document=recognised.document._replace(source=pages)), "zh")
    assert {one.rule.id for one in view.items if one.doubtful} == {"line"}
