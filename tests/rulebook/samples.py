"""A small valid pack about another kind of report, and primitives that stand in for the real ones."""

from __future__ import annotations

import textwrap
from typing import Any, NamedTuple


class FakeCheck(NamedTuple):
    options: dict[str, Any]


def _options(required: list[str], **properties: Any) -> FakeCheck:
    return FakeCheck({"type": "object", "properties": properties, "required": required, "additionalProperties": False})


CHECKS = {
    "part": _options(["part"], part={"$ref": "#/$defs/part"}, thin={"type": "integer", "minimum": 0, "default": 40}),
    "mention": _options(
        ["patterns"],
        patterns={"$ref": "#/$defs/patterns"},
        kinds={"type": "object", "additionalProperties": {"$ref": "#/$defs/patterns"}},
        either={"oneOf": [{"type": "integer"}, {"$ref": "#/$defs/patterns"}]},
    ),
    "order": _options(
        ["orders"], orders={"type": "array", "items": {"type": "array", "items": {"$ref": "#/$defs/part"}}}
    ),
}

PACK = textwrap.dedent(
    """\
    pack: openness
    version: "2026.1"
    title: {zh: 政府信息公开年报, en: Annual report on open government}
    sources:
      decree-711:
        title: {zh: 政府信息公开条例, en: Regulation on open government information}
        issuer: 国务院
        number: 国务院令第711号
        date: 2019-05-15
        standing: regulation
        clauses:
          "50": {title: {zh: 第五十条, en: Article 50}, text: {zh: 年度报告的内容, en: Content}, required: true}
          "49": {title: {zh: 第四十九条, en: Article 49}}
    vocabulary:
      results: [情况, 结果]
      openness: [主动公开, $results]
    parts:
      general:
        symbol: ①
        title: {zh: 总体情况, en: Overview}
        heading: {strong: [总体情况, $openness], unless: [其他]}
      other:
        title: {zh: 其他, en: Other}
        within: general
    genres:
      openness-report:
        report: true
        title: {zh: 政府信息公开年报, en: Open government report}
        name: ["政府信息公开.*年度报告"]
        signs: [{patterns: [信息公开条例], weight: 2}]
    filers:
      government: {title: {zh: 政府, en: Government}, issuer: ["人民政府$"], deadline: 03-31}
    groups:
      structure: {title: {zh: 结构, en: Structure}, weight: 60}
      form: {title: {zh: 形式, en: Form}, weight: 40}
    rules:
      requests:
        group: form
        title: {zh: 依申请公开, en: Requests}
        basis: practice
        severity: warning
        weight: 1.5
        check: mention
        options:
          patterns: [{match: 申请, not: [申请书, $results]}]
          kinds: {refused: [不予公开]}
        message:
          pass: {zh: 有, en: There}
          missing: {zh: 没有, en: Not there}
        fix: {zh: 写上, en: Write it}
        effort: hours
        cases:
          - {state: pass, text: 收到申请12件。}
          - {state: fail, reason: missing, text: 没有。, year: 2024, filer: government, region: 广东省}
      part-general:
        group: structure
        title: {zh: 有总体情况, en: Overview given}
        basis: [{source: decree-711, clause: "50"}]
        severity: error
        weight: 20
        cap: 59
        check: part
        options: {part: general}
        when:
          - {filers: [government], first: 2021, last: 2025, options: {thin: 80}}
        message:
          pass: {zh: 有, en: There}
          fail: {zh: 没有, en: Not there}
        fix: {zh: 写上, en: Write it}
        effort: minutes
        cases:
          - {state: pass, text: 一、总体情况}
          - {state: fail, text: 一、其他}
    x-note: {anything: [free]}
    """
)

DERIVED = textwrap.dedent(
    """\
    pack: province
    version: "1"
    title: {zh: 某省, en: A province}
    extends: base.yaml
    applies: {regions: [广东省]}
    """
)
