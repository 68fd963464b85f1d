"""What authors of packs read: cases, the trace from clauses to rules to cases, and the primitives."""

from __future__ import annotations

import json
from typing import Any

from checker.checks import CHECKS
from checker.checks.manual import manuals, option_about
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import localized
from checker.render import RenderOptions
from checker.render.terminal import TermTable, term_list
from checker.rulebook.model import Pack, outcome_name
from checker.rulebook.proof import CaseReport, CaseResult, ClauseRow, Coverage, Trace

_SHOWN = 60  # characters of a case's text


def cases_table(pack: Pack, report: CaseReport, options: RenderOptions) -> str:
    """Return cases and outcome of each rule, then what went wrong."""
    lang = options.lang
    wrong = {result.rule for result in report.wrong} | set(report.never_fire) | set(report.never_pass)
    grid = TermTable([say(f"rules.column.{name}", lang) for name in ("id", "title", "cases", "result")], flexible=1)
    for rule in pack.rules:
        count = sum(result.rule == rule.id for result in report.results)
        result = say("rules.test.fail" if rule.id in wrong else "rules.test.pass", lang)
        grid.add_row([rule.id, localized(rule.title, lang), str(count), result])
    lines = [*grid.lines(options.columns), ""]
    for case in report.wrong:
        lines += _wrong_case(case, lang)
    lines += [say("rules.test.never-fire", lang, rule=rule) for rule in report.never_fire]
    lines += [say("rules.test.never-pass", lang, rule=rule) for rule in report.never_pass]
    key = "rules.test.ok" if report.ok else "rules.test.failed"
    lines.append(say(key, lang, count=len(report.results), failed=len(report.wrong), rules=len(wrong)))
    return "\n".join(lines) + "\n"


def _wrong_case(case: CaseResult, lang: str) -> list[str]:
    expected, actual = case.case.outcome, outcome_name(case.state, case.reason)
    said = say("rules.test.expected", lang, expected=expected, actual=actual)
    text = one_line(case.case.text[:_SHOWN])
    return [f"✗ {case.rule} #{case.number}: {said}", f"  {say('report.quote', lang, text=text)}"]


def cases_fields(report: CaseReport) -> dict[str, Any]:
    """Return the same for JSON."""
    return {
        "ok": report.ok,
        "cases": [
            {
                "rule": result.rule,
                "number": result.number,
                "ok": result.ok,
                "expected": {"state": result.case.state, "reason": result.case.reason},
                "actual": {"state": result.state, "reason": result.reason},
            }
            for result in report.results
        ],
        "never_fire": list(report.never_fire),
        "never_pass": list(report.never_pass),
    }


def trace_table(found: Trace, options: RenderOptions) -> str:
    """Return each clause of each source with its rules and the number of their cases."""
    lang = options.lang
    grid = TermTable([say(f"rules.column.{name}", lang) for name in ("clause", "rules", "cases")], flexible=0)
    source = None
    for row in found.clauses:
        if row.source.id != source:
            grid.add_heading(say("report.instrument", lang, name=localized(row.source.title, lang)))
            source = row.source.id
        _clause_rows(grid, row, lang)
    if found.practice:
        grid.add_heading(say("standing.practice", lang))
        for coverage in found.practice:
            grid.add_row(["", coverage.rule, _cases(coverage)])
    lines = [*grid.lines(options.columns), ""]
    key = "rules.trace.ok" if found.ok else "rules.trace.missing"
    return "\n".join([*lines, say(key, lang, count=len(found.uncovered))]) + "\n"


def _clause_rows(grid: TermTable, row: ClauseRow, lang: str) -> None:
    name = localized(row.clause.title, lang) if row.clause else say("rules.trace.whole", lang)
    if row.clause and row.clause.required:
        name += say("rules.trace.required", lang)
    if not row.rules:
        grid.add_row([name, ("✗ " if row.uncovered else "") + say("rules.trace.none", lang), ""])
    for number, coverage in enumerate(row.rules):
        grid.add_row([name if number == 0 else "", coverage.rule, _cases(coverage)])


def _cases(coverage: Coverage) -> str:
    return f"✓{coverage.passing} ✗{coverage.failing}"


def trace_fields(found: Trace) -> dict[str, Any]:
    """Return the same for JSON."""
    return {
        "ok": found.ok,
        "clauses": [
            {
                "source": row.source.id,
                "clause": row.clause.id if row.clause else None,
                "required": bool(row.clause and row.clause.required),
                "covered": bool(row.rules),
                "rules": [coverage._asdict() for coverage in row.rules],
            }
            for row in found.clauses
        ],
        "practice": [coverage._asdict() for coverage in found.practice],
    }


def check_purpose(name: str, lang: str) -> str:
    """Return when a primitive is met."""
    return say(f"check.{name}", lang)


def check_list(options: RenderOptions) -> str:
    """Return a line for each primitive."""
    rows = [(name, check_purpose(name, options.lang)) for name in CHECKS]
    return "\n".join(term_list(rows, options.columns)) + "\n"


def check_in_full(name: str, options: RenderOptions) -> str:
    """Return all that there is to know of one primitive."""
    lang, columns = options.lang, options.columns
    found = check_fields(name, lang)
    lines = [f"{name}  {found['about']}", "", say("checks.options", lang)]
    rows = []
    for one in found["options"]:
        notes = [one["about"], say("checks.required", lang) if one["required"] else ""]
        if one["default"] is not None:
            notes.append(say("checks.default", lang, value=json.dumps(one["default"], ensure_ascii=False)))
        rows.append((f"  {one['name']}", say("checks.between", lang).join(filter(None, notes))))
    lines += term_list(rows, columns) if rows else [f"  {say('checks.none', lang)}"]
    told = [
        (say("checks.reasons", lang), ", ".join(found["reasons"])),
        (say("checks.fills", lang), ", ".join(f"{{{one}}}" for one in found["fills"])),
    ]
    lines += ["", *term_list([(head, text or say("checks.none", lang)) for head, text in told], columns)]
    lines += ["", say("checks.example", lang), f"    check: {name}"]
    if found["example"]:
        lines.append(f"    options: {_flow(found['example'])}")
    return "\n".join(lines) + "\n"


def check_fields(name: str, lang: str) -> dict[str, Any]:
    """Return the same for JSON."""
    schema, manual = CHECKS[name].options, manuals().get(name)
    return {
        "name": name,
        "about": check_purpose(name, lang),
        "options": [
            {
                "name": option,
                "about": option_about(name, option, lang),
                "required": option in schema["required"],
                "default": one.get("x-default"),
            }
            for option, one in schema["properties"].items()
        ],
        "reasons": list(manual.reasons) if manual else [],
        "fills": list(manual.fills) if manual else [],
        "example": manual.example if manual else {},
    }


def _flow(value: Any) -> str:
    """Return a value as YAML in one line."""
    import yaml

    line: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000, sort_keys=False)
    return line.strip()
