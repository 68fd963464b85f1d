"""What stands in the baseline is in every output, with its mark, and counts in none."""

from __future__ import annotations

import csv
import io
import json

from junitparser import JUnitXml, Skipped

from checker.baseline import Baseline
from checker.i18n import LANGUAGES, say
from checker.render import RENDERERS, RenderOptions, create
from tests.render.assessments import assessment, item
from tests.tables import every_row

OLD = item("old", severity="error", baseline=True)
NEW = item("new", severity="error", baseline=False)


def output(form: str, *items: object, met: bool = False, lang: str = "zh") -> str:
    renderer = create(form, RenderOptions(lang=lang, baseline=Baseline([], "known.json")))
    return renderer.add(assessment(*items), met=met) + renderer.end()  # type: ignore[arg-type]


def mark(lang: str = "zh") -> str:
    return say("baseline.mark", lang)


@every_row("lang", LANGUAGES)
@every_row("form", sorted(set(RENDERERS) - {"gitlab"}))
def test_it_is_listed_everywhere(form: str, lang: str) -> None:
    text = output(form, OLD, NEW, lang=lang)
    assert say("state.fail", lang) or text
    title = "要求old" if lang == "zh" else "Requirement old"
    assert title in text


def test_sarif() -> None:
    log = json.loads(output("sarif", OLD, NEW))
    found = {one["ruleId"]: one for one in log["runs"][0]["results"]}
    assert {rule: one["baselineState"] for rule, one in found.items()} == {"new": "new", "old": "unchanged"}
    assert [len(one["suppressions"]) for one in (found["new"], found["old"])] == [0, 1]
    assert found["old"]["suppressions"][0]["justification"] == mark()
    without = json.loads(output("sarif", item("plain")))["runs"][0]["results"][0]
    assert "baselineState" not in without


def test_junit() -> None:
    (suite,) = JUnitXml.fromstring(output("junit", OLD, NEW).encode())
    assert (suite.tests, suite.failures, suite.skipped) == (2, 1, 1)
    skipped = [one.message for case in suite for one in case.result if isinstance(one, Skipped)]
    assert skipped == [mark()]


def test_github_and_gitlab() -> None:
    lines = output("github", OLD, NEW).splitlines()
    assert [line for line in lines if line.startswith("::") and "old" in line] == []
    assert [line for line in lines if "[old]" in line and mark() in line]
    assert [one["check_name"] for one in json.loads(output("gitlab", OLD, NEW))] == ["new"]


def test_csv() -> None:
    _, old, new = csv.reader(io.StringIO(output("csv", OLD, NEW).removeprefix("\ufeff")))
    assert any(mark() in cell for cell in old)
    assert not any(mark() in cell for cell in new)


def test_text_and_markdown() -> None:
    for form in ("text", "markdown"):
        both = output(form, OLD, NEW)
        assert say("report.baseline", "zh", count=1) in both
        assert say("report.gaps", "zh", count=1) in both
        alone = output(form, OLD, met=True)
        assert say("report.baseline.met", "zh", count=1) in alone
        assert say("report.gaps.none.new", "zh") in alone
        assert say("report.gaps.none", "zh") not in alone
