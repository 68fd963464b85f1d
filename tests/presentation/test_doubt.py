"""A text that could not be read well says so in one place, with the gaps that this may explain, and no other."""

from __future__ import annotations

import pytest

from checker.presentation import build_view
from tests.render.assessments import assessment, extracted, item, quote

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
