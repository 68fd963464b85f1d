"""A pack for another statutory report, written here from its six statutory sections: no code is needed for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli.rules import judge_case
from checker.engine.judge import run_rule
from checker.errors import PackError
from checker.rulebook.proof import run_cases, trace
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment
    from checker.rulebook.model import Pack

SECTIONS = {
    "general": "总体情况",
    "published": "主动公开政府信息情况",
    "requests": "收到和处理政府信息公开申请情况",
    "litigation": "政府信息公开行政复议、行政诉讼情况",
    "problems": "存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
}
STRONG = {
    "general": "[总体情况]",
    "published": "[主动公开]",
    "requests": "['公开申请(情况)?', 依申请公开]",
    "litigation": "[行政复议, 行政诉讼]",
    "problems": "[存在的主要问题, 改进情况]",
    "other": "[其他需要报告]",
}


def _pack() -> str:
    parts = "".join(
        f"  {name}: {{title: {{zh: {SECTIONS[name]}, en: {name}}}, heading: {{strong: {STRONG[name]}}}}}\n"
        for name in SECTIONS
    )
    clauses = "".join(
        f"      '{name}': {{title: {{zh: 关于{words}的规定, en: on {name}}}, required: true}}\n"
        for name, words in SECTIONS.items()
    )
    rules = "".join(
        f"""\
  part-{name}:
    group: content
    title: {{zh: 有{words}, en: {name} reported}}
    basis: [{{source: decree, clause: {name}}}]
    severity: {"advice" if name == "other" else "error"}
    weight: {5 if name == "other" else 15}
    {"" if name == "other" else "cap: 59"}
    check: part
    options: {{part: {name}, thin: 12}}
    message:
      missing: {{zh: 没有写, en: Missing}}
      empty: {{zh: 没有内容, en: Empty}}
      thin: {{zh: 太少, en: Thin}}
      embedded: {{zh: 没有单列, en: Embedded}}
    fix: {{zh: 写上, en: Write it}}
    effort: hours
    cases:
      - state: pass
        text: |
          一、{words}
          本年度各项工作依法依规进行，没有发生需要特别说明的情况。
      - state: fail
        reason: missing
        text: |
          一、别的内容
          本年度各项工作依法依规进行。
"""
        for name, words in SECTIONS.items()
    )
    return f"""\
pack: disclosure
version: "2026.1"
title: {{zh: 政府信息公开工作年度报告, en: Annual report on open government information}}
sources:
  decree:
    title: {{zh: 政府信息公开条例, en: Regulation on Open Government Information}}
    issuer: 国务院
    number: 国务院令第711号
    date: 2019-05-15
    standing: regulation
    clauses:
{clauses}
parts:
{parts}
genres:
  disclosure:
    report: true
    title: {{zh: 政府信息公开工作年度报告, en: Annual report on open government information}}
    name: ['政府信息公开(工作)?年度报告']
    signs: [{{weight: 5, patterns: [政府信息公开条例]}}]
  rule-of-law:
    title: {{zh: 法治政府建设年度报告, en: Annual report on building a rule-of-law government}}
    name: ['法治政府建设.{{0,6}}报告']
filers:
  department: {{title: {{zh: 部门, en: Department}}, issuer: [局, 委员会], deadline: 01-31}}
  government: {{title: {{zh: 政府, en: Government}}, issuer: [人民政府], deadline: 03-31}}
groups:
  kind: {{title: {{zh: 文种, en: Kind}}, weight: 0}}
  content: {{title: {{zh: 内容, en: Content}}, weight: 80}}
  form: {{title: {{zh: 形式, en: Form}}, weight: 20}}
rules:
  genre:
    group: kind
    title: {{zh: 文种, en: Kind}}
    basis: [{{source: decree}}]
    severity: error
    weight: 0
    check: genre
    message: {{other: {{zh: 别的文稿, en: Another kind}}, unknown: {{zh: 看不出, en: Unknown}}}}
    fix: {{zh: 换文件, en: Take the right file}}
    effort: minutes
    cases:
      - {{state: pass, text: 某市2024年政府信息公开工作年度报告}}
      - {{state: fail, text: 某市2024年法治政府建设年度报告}}
{rules}
  in-time:
    group: form
    title: {{zh: 按时, en: In time}}
    basis: [{{source: decree}}]
    severity: warning
    weight: 5
    check: date-window
    options: {{published: 04-01}}
    message: {{late: {{zh: "晚于{{deadline}}", en: "after {{deadline}}"}}, early: {{zh: 早, en: Early}}}}
    fix: {{zh: 按时, en: Be in time}}
    effort: minutes
    cases:
      - {{state: pass, text: "工作平稳。\\n2025年1月30日\\n", year: 2024, filer: department}}
      - {{state: fail, reason: late, text: "工作平稳。\\n2025年2月1日\\n", year: 2024, filer: department}}
  figures:
    group: form
    title: {{zh: 申请有件数, en: Requests are counted}}
    basis: [{{source: decree, clause: requests}}]
    severity: warning
    weight: 5
    check: figures
    options: {{part: requests, min: 2, units: [件]}}
    message: {{none: {{zh: 没有件数, en: No figure}}, few: {{zh: 太少, en: Few}}}}
    fix: {{zh: 写件数, en: Count}}
    effort: minutes
    cases:
      - {{state: pass, text: "一、收到和处理政府信息公开申请情况\\n收到申请12件，办结12件。\\n"}}
      - {{state: partial, reason: few, text: "一、收到和处理政府信息公开申请情况\\n收到申请12件，全部办结。\\n"}}
"""


REPORT = """\
某市水利局2024年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》编制。
一、总体情况
2024年，我局主动公开政府信息1200条，政策解读30篇。
二、主动公开政府信息情况
制发规范性文件2件，废止1件，现行有效15件。
三、收到和处理政府信息公开申请情况
收到申请12件，办结12件，其中予以公开8件。
四、政府信息公开行政复议、行政诉讼情况
本年度没有发生行政复议和行政诉讼案件。
五、存在的主要问题及改进情况
公开内容还不够丰富，2025年将加强政策解读。
六、其他需要报告的事项
本年度没有收取信息处理费，没有其他事项。
某市水利局
2025年1月20日
"""


@pytest.fixture(scope="module")
def pack(make_pack: Callable[[str], Pack]) -> Pack:
    return make_pack(_pack())


def states(assessment: Assessment) -> dict[str, tuple[str, str | None]]:
    return {item.rule.id: (item.state, item.reason) for item in assessment.items if item.state != "pass"}


def test_its_cases_and_clauses(pack: Pack) -> None:
    cases = run_cases(pack, judge_case)
    assert [(result.rule, result.number, result.state, result.reason) for result in cases.wrong] == []
    assert not cases.never_pass
    assert trace(pack).ok


def test_a_whole_report(judged: Callable[..., Assessment], pack: Pack) -> None:
    assessment = judged(REPORT, pack=pack)
    assert states(assessment) == {}
    assert assessment.score is not None
    assert (assessment.score.points, assessment.score.grade, assessment.verdict) == (100.0, "excellent", "pass")
    report = assessment.report
    assert report is not None
    assert [section.parts for section in report.outline.sections] == [(name,) for name in SECTIONS]
    assert report.issuer is not None
    assert (report.issuer.name, report.filer, report.year and report.year.value) == ("某市水利局", "department", 2024)


@every_row("name", SECTIONS)
def test_each_section_is_missed(judged: Callable[..., Assessment], pack: Pack, name: str) -> None:
    lines = REPORT.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if SECTIONS[name] in line and line[1] == "、")
    assessment = judged("".join(lines[:at] + lines[at + 2 :]), pack=pack)
    missed = {rule for rule, (state, _) in states(assessment).items() if state == "fail"}
    assert missed == {f"part-{name}"}
    assert assessment.score is not None
    assert assessment.score.points == (59.0 if name != "other" else pytest.approx(95.0, abs=0.1))
    assert assessment.verdict == ("pass" if name == "other" else "fail")


def test_a_unit_that_no_figure_has_is_told(make_pack: Callable[[str], Pack]) -> None:
    with pytest.raises(PackError) as told:
        make_pack(_pack().replace("units: [件]", "units: [公倾]"))
    assert [(problem.key, problem.values["value"]) for problem in told.value.problems] == [
        ("not-allowed-value", "公倾")
    ]


@pytest.mark.parametrize(
    "title",
    [
        "某市水利局政府信息公开工作年度报告",
        "某市水利局政府信息公开工作年度报告(2024年)",
        "某市水利局2024年政府信息公开工作年度报告",
        "2024年度某市水利局政府信息公开工作年度报告",
        "某市水利局关于2024年政府信息公开工作年度报告",
    ],
)
def test_the_unit_ends_where_the_name_of_the_report_begins(
    judged: Callable[..., Assessment], pack: Pack, title: str
) -> None:
    unsigned = "".join(REPORT.splitlines(keepends=True)[1:-2])
    facts = judged(f"{title}\n{unsigned}", pack=pack).facts
    assert facts is not None
    assert (facts.issuer, facts.filer) == ("某市水利局", "department")


def test_a_department_is_late_where_a_government_is_not(judged: Callable[..., Assessment], pack: Pack) -> None:
    text = REPORT.replace("1月20日", "3月20日")
    assert states(judged(text, pack=pack)) == {"in-time": ("fail", "late")}
    assert states(judged(text.replace("某市水利局", "某市人民政府"), pack=pack)) == {}


def test_another_kind(judged: Callable[..., Assessment], pack: Pack, national: Pack) -> None:
    other = judged("某市水利局2024年法治政府建设年度报告\n一、总体情况\n甲乙丙。\n", pack=pack)
    assert (other.items[0].state, other.score) == ("fail", None)
    assert judged(REPORT, pack=national).items[0].state == "fail"


def test_run_rule_by_hand(pack: Pack, judged: Callable[..., Assessment]) -> None:
    assessment = judged(REPORT, pack=pack)
    assert assessment.report is not None
    for item in assessment.items:
        assert run_rule(assessment.report, item.rule).state == item.state
