"""The three tables of the annual report on open government, as a pack describes them and as reports print them."""

from __future__ import annotations

import io
from typing import NamedTuple

PACK = """\
pack: forms
version: "1"
title: {zh: 公开年报, en: Openness}
parts:
  general: {title: {zh: 总体, en: Overview}, heading: {strong: [总体情况]}}
  active: {title: {zh: 主动公开, en: Published}, heading: {strong: [主动公开]}}
  requests: {title: {zh: 申请, en: Requests}, heading: {strong: [收到和处理]}}
  disputes: {title: {zh: 复议诉讼, en: Disputes}, heading: {strong: [行政复议]}}
  problems: {title: {zh: 问题, en: Problems}, heading: {strong: [存在的主要问题]}}
tables:
  active:
    title: {zh: 主动公开情况表, en: Table of what was published}
    part: active
    rows:
      rules: [规章]
      documents: [行政规范性文件]
      licences: [行政许可]
      penalties: [行政处罚]
      coercion: [行政强制]
      fees: [行政事业性收费]
    columns:
      made: [本年制发件数]
      repealed: [本年废止件数]
      valid: [现行有效件数]
      decisions: [本年处理决定数量]
      money: [本年收费金额]
  requests:
    title: {zh: 申请情况表, en: Table of requests}
    part: requests
    rows:
      new: [本年新收政府信息公开申请数量, 本年新收]
      carried: [上年结转政府信息公开申请数量, 上年结转]
      granted: [予以公开]
      partly: [部分公开]
      refused: [不予公开]
      unable: [无法提供]
      declined: [不予处理]
      other: [其他处理]
      handled: ['办理结果.*总计']
      open: [结转下年度继续办理]
    columns:
      person: [自然人]
      company: [商业企业]
      science: [科研机构]
      social: [社会公益组织]
      legal: [法律服务机构]
      rest: ['其他$']
      all: [总计]
  disputes:
    title: {zh: 复议诉讼情况表, en: Table of disputes}
    part: disputes
    columns:
      upheld: ['^行政复议.*结果维持']
      corrected: ['^行政复议.*结果纠正']
      others: ['^行政复议.*其他结果']
      pending: ['^行政复议.*尚未审结']
      all: ['^行政复议.*总计']
      direct-upheld: ['直接起诉.*结果维持']
      direct-corrected: ['直接起诉.*结果纠正']
      direct-others: ['直接起诉.*其他结果']
      direct-pending: ['直接起诉.*尚未审结']
      direct-all: ['直接起诉.*总计']
      after-upheld: ['复议后起诉.*结果维持']
      after-corrected: ['复议后起诉.*结果纠正']
      after-others: ['复议后起诉.*其他结果']
      after-pending: ['复议后起诉.*尚未审结']
      after-all: ['复议后起诉.*总计']
genres:
  openness-report: {report: true, title: {zh: 公开年报, en: Openness report}, name: [政府信息公开工作年度报告]}
filers:
  government: {title: {zh: 政府, en: Government}, issuer: [人民政府], deadline: by 03-31}
groups: {tables: {title: {zh: 表, en: Tables}, weight: 100}}
rules:
"""
_RULE = """\
  {id}:
    group: tables
    title: {{zh: 表, en: Table}}
    basis: practice
    severity: error
    weight: 1
    check: {check}
    options: {options}
    message: {{pass: {{zh: 好, en: Good}}, fail: {{zh: 不好, en: Bad}}}}
    fix: {{zh: 改, en: Mend}}
    effort: minutes
    cases: [{{state: pass, text: 甲}}, {{state: fail, text: 乙}}]
"""
RULES = {
    "active-filled": ("table-filled", "{table: active}"),
    "requests-filled": ("table-filled", "{table: requests}"),
    "disputes-filled": ("table-filled", "{table: disputes}"),
    "requests-sums": (
        "table-sums",
        "{table: requests, rows: [new + carried = handled + open, "
        "granted + partly + refused + unable + declined + other = handled], "
        "columns: [person + company + science + social + legal + rest = all]}",
    ),
    "disputes-sums": (
        "table-sums",
        "{table: disputes, columns: [upheld + corrected + others + pending = all, "
        "direct-upheld + direct-corrected + direct-others + direct-pending = direct-all, "
        "after-upheld + after-corrected + after-others + after-pending = after-all]}",
    ),
    "requests-text": (
        "figure-matches",
        "{table: requests, figures: {new: {patterns: ['新收[^。,]{0,12}申请'], row: new, column: all}, "
        "refused: {patterns: [不予公开], row: refused, column: all}}}",
    ),
    "fees-text": (
        "figure-matches",
        "{table: active, figures: {fees: {patterns: [收费], row: fees, column: money}}}",
    ),
}


def pack() -> str:
    """The pack with all its rules."""
    return PACK + "".join(
        _RULE.format(id=name, check=check, options=options) for name, (check, options) in RULES.items()
    )


class Cell(NamedTuple):
    """A cell of a form: its words, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


Form = list[list[Cell]]
ROW_LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果/（一）予以公开",
    "/（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "/（三）不予公开/1.属于国家秘密",
    "//2.其他法律行政法规禁止公开",
    "//3.危及“三安全一稳定”",
    "/（四）无法提供/1.本机关不掌握相关政府信息",
    "//2.没有现成信息需要另行制作",
    "/（五）不予处理/1.信访举报投诉类申请",
    "//2.重复申请",
    "/（六）其他处理/1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "//2.其他",
    "/（七）总计",
    "四、结转下年度继续办理",
)
PARTS = (5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)  # of what was handled for natural persons, row by row from 予以公开 on


def request_figures() -> list[list[str]]:
    """The figures of the table of requests, row by row, all balances holding."""
    persons = [14, 3, *PARTS, sum(PARTS), 17 - sum(PARTS)]
    companies = [2, 0, 1, 1, *[0] * 9, 2, 0]
    return [
        [str(one), str(two), "0", "0", "0", "0", str(one + two)] for one, two in zip(persons, companies, strict=True)
    ]


def requests(figures: list[list[str]] | None = None) -> Form:
    """The table of requests, its labels merged as in the form."""
    label = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    form = [
        [Cell(label, 3, 3), Cell("申请人情况", 7)],
        [Cell("自然人", 1, 2), Cell("法人或其他组织", 5), Cell("总计", 1, 2)],
        [Cell(one) for one in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    split = [name.split("/") for name in ROW_LABELS]
    for at, (names, values) in enumerate(zip(split, figures or request_figures(), strict=True)):
        row: list[Cell] = []
        for depth, name in enumerate(names):
            if name:
                below = split[at + 1 :]
                rows = 1 + next((n for n, other in enumerate(below) if len(other) <= depth or other[depth]), len(below))
                row.append(
                    Cell(name, 4 - len(names) if depth == len(names) - 1 else 1, rows if len(names) > depth + 1 else 1)
                )
        form.append([*row, *map(Cell, values)])
    return form


def active(*, figures: tuple[str, ...] = ("1", "0", "12", "３", "0", "5", "８", "0", "0", "3.5")) -> Form:
    """The table of what was published, its blocks under each other."""
    one = iter(figures)

    def block(clause: str, heads: tuple[str, ...], labels: tuple[str, ...]) -> Form:
        wide = 3 // len(heads)
        return [
            [Cell(f"第二十条第（{clause}）项", 4)],
            [Cell("信息内容"), *(Cell(head, wide) for head in heads)],
            *([Cell(label), *(Cell(next(one), wide) for _ in heads)] for label in labels),
        ]

    return [
        *block("一", ("本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "行政规范性文件")),
        *block("五", ("本年处理决定数量",), ("行政许可",)),
        *block("六", ("本年处理决定数量",), ("行政处罚", "行政强制")),
        *block("八", ("本年收费金额（单位：万元）",), ("行政事业性收费",)),
    ]


def disputes(*figures: str) -> Form:
    """The table of disputes: a row of figures under three rows of heads."""
    kinds = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    values = figures or ("1", "0", "1", "0", "2", "0", "0", "0", "0", "0", "2", "1", "0", "0", "3")
    return [
        [Cell("行政复议", 5, 2), Cell("行政诉讼", 10)],
        [Cell("未经复议直接起诉", 5), Cell("复议后起诉", 5)],
        [Cell(kind) for _ in range(3) for kind in kinds],
        list(map(Cell, values)),
    ]


def report(
    *tables: Form, form: str, said: str = "本年新收政府信息公开申请16件，不予公开3件。全年收费3.5万元。"
) -> bytes:
    """A report with the three tables, in one of the forms in which reports come."""
    before = [
        "某市人民政府2024年政府信息公开工作年度报告",
        "一、总体情况",
        said + "公开工作平稳有序，回应群众关切，服务大局。",
    ]
    heads = ("二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
    tables = tables or (active(), requests(), disputes())
    if form == "docx":
        return _docx(before, heads, tables)
    if form == "html":
        text = "".join(f"<p>{line}</p>" for line in before)
        text += "".join(f"<p>{head}</p>{_html(table)}" for head, table in zip(heads, tables, strict=False))
        return f"<html><body><div>{text}</div></body></html>".encode()
    lines = [*before]
    for head, table in zip(heads, tables, strict=False):
        lines += [head, *_lines(table, form)]
    return "\n".join(lines).encode()


def _html(table: Form) -> str:
    rows = (
        "".join(f'<td colspan="{one.columns}" rowspan="{one.rows}">{one.text}</td>' for one in row) for row in table
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _lines(table: Form, form: str) -> list[str]:
    if form == "pasted":
        return [one.text for row in table for one in row if one.text]
    if form == "blanks":
        return [" ".join(one.text for one in row) for row in table]
    if form == "tabs":
        return ["\t".join(one.text for one in row) for row in table]
    if form == "strokes":  # merged cells written once
        return [f"| {' | '.join(one.text for one in row)} |" for row in table]
    wide = _spread(table)  # "box", "markdown": what a merged cell covers is blank
    if form == "box":
        return ["┌──┬──┐", *(f"│ {' │ '.join(row)} │" for row in wide), "└──┴──┘"]
    return [f"| {' | '.join(wide[0])} |", f"|{'---|' * len(wide[0])}", *(f"| {' | '.join(row)} |" for row in wide[1:])]


def _spread(table: Form) -> list[list[str]]:
    """The cells of all rows and columns; what a merged cell covers is blank behind its first."""
    taken: dict[tuple[int, int], str] = {}
    for at, row in enumerate(table):
        column = 0
        for one in row:
            while (at, column) in taken:
                column += 1
            covered = [(at + down, column + right) for down in range(one.rows) for right in range(one.columns)]
            taken.update(dict.fromkeys(covered, ""))
            taken[at, column] = one.text
    width = 1 + max(column for _, column in taken)
    return [[taken.get((at, column), "") for column in range(width)] for at in range(len(table))]


def _docx(before: list[str], heads: tuple[str, ...], tables: tuple[Form, ...]) -> bytes:
    from docx import Document

    made = Document()
    for line in before:
        made.add_paragraph(line)
    for head, table in zip(heads, tables, strict=False):
        made.add_paragraph(head)
        spread = _spread(table)
        grid = made.add_table(len(spread), len(spread[0]))
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(table):
            column = 0
            for one in row:
                while (at, column) in taken:
                    column += 1
                taken |= {(at + down, column + right) for down in range(one.rows) for right in range(one.columns)}
                first, last = grid.cell(at, column), grid.cell(at + one.rows - 1, column + one.columns - 1)
                (first.merge(last) if first is not last else first).text = one.text
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()
