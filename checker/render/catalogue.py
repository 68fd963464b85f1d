"""A pack's rules for people: the list of all, one rule in full, and one requirement explained to an author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import citations, day_words, known_word, localized
from checker.render.explain import Chapter, bases, for_whom
from checker.render.options import RenderOptions
from checker.render.terminal import Grid, term_list
from checker.rulebook.model import AcrossRule, Case, Group, Pack, Rule

_PATTERNS = "#/$defs/patterns"


def rule_list(pack: Pack, options: RenderOptions) -> str:
    """Return the rules by group, then those across reports: id, title, severity, weight."""
    lang = options.lang
    title = localized(pack.title, lang)
    lines = [say("rules.pack", lang, title=title, id=pack.id, version=pack.version, count=len(pack.rules))]
    names = ("id", "title", "severity", "weight")
    grid = Grid([say(f"rules.column.{name}", lang) for name in names], flexible=1)
    for group in pack.groups:
        rules = [rule for rule in pack.rules if rule.group == group.id]
        if rules:
            grid.heading(_group(group, lang))
        for rule in rules:
            severity = say(f"severity.{rule.severity}", lang)
            grid.row([rule.id, localized(rule.title, lang), severity, f"{rule.weight:g}" if group.weight else "–"])
    if pack.across:
        grid.heading(say("rules.across", lang))
    for one in pack.across:
        grid.row([one.id, localized(one.title, lang), say(f"severity.{one.severity}", lang), "–"])
    return _joined([*lines, "", *grid.lines(options.columns)])


def _group(group: Group, lang: str) -> str:
    key = "rules.group" if group.weight else "rules.group.unscored"
    return say(key, lang, title=localized(group.title, lang), weight=group.weight)


def data_sheets(pack: Pack, options: RenderOptions) -> str:
    """Return the tables of a pack, how many rows each has, and to which day it is known."""
    lang = options.lang
    title = localized(pack.title, lang)
    if not pack.sheets:
        return _joined([say("rules.data.none", lang)])
    lines = [say("rules.data", lang, title=title, id=pack.id, version=pack.version, count=len(pack.sheets))]
    grid = Grid([say(f"rules.column.{name}", lang) for name in ("file", "rows", "horizon")], flexible=0)
    for sheet in pack.sheets:
        grid.row([sheet.name, str(sheet.rows), day_words(sheet.horizon, lang) or say("rules.data.unsaid", lang)])
    below = [say("rules.data.horizon", lang, date=day_words(pack.horizon, lang))] if pack.horizon else []
    return _joined([*lines, "", *grid.lines(options.columns), "", *below])


def data_fields(pack: Pack) -> dict[str, Any]:
    """Return the same for JSON."""
    head = {"id": pack.id, "version": pack.version, "digest": pack.digest, "known_to": pack.horizon}
    tables = [{"file": one.name, "rows": one.rows, "known_to": one.horizon or None} for one in pack.sheets]
    return {"pack": head, "tables": tables}


def rule_in_full(rule: Rule, pack: Pack, options: RenderOptions) -> str:
    """Everything that one rule holds."""
    lang = options.lang
    group = next(group for group in pack.groups if group.id == rule.group)
    rows = [
        (say("rules.group.name", lang), _group(group, lang)),
        (say("rules.severity", lang), say(f"severity.{rule.severity}", lang)),
        (say("rules.weight", lang), f"{rule.weight:g}"),
    ]
    if rule.cap is not None:
        rows.append((say("rules.cap", lang), say("rules.cap.value", lang, points=rule.cap)))
    if rule.needs is not None:
        rows.append((say("rules.needs", lang), say(f"rules.needs.{rule.needs}", lang)))
    if rule.only is not None:
        rows.append((say("rules.only", lang), for_whom(rule.only, pack, lang)))
    rows += [(say("rules.basis", lang), text) for text in bases(rule, pack, lang)]
    rows.append((say("rules.check", lang), rule.check))
    rows += [(say("rules.options", lang), text) for text in _options(rule, rule.options, lang)]
    for variant in rule.when:
        name = say("rules.options.when", lang, when=for_whom(variant, pack, lang))
        rows += [(name, text) for text in _options(rule, variant.options, lang)]
    rows += [(say("rules.messages", lang), f"{key}: {localized(text, lang)}") for key, text in rule.message.items()]
    rows.append((say("rules.fix", lang), localized(rule.fix, lang)))
    rows.append((say("rules.effort", lang), known_word("effort", rule.effort, lang)))
    if rule.prompt is not None:
        rows.append((say("rules.prompt", lang), localized(rule.prompt, lang)))
    rows += [(say("rules.cases", lang), f"{_case(case)}: {case.text.strip()}") for case in rule.cases]
    return _joined([f"{rule.id}  {localized(rule.title, lang)}", "", *term_list(rows, options.columns)])


def across_in_full(rule: AcrossRule, pack: Pack, options: RenderOptions) -> str:
    """Everything that one rule across reports holds."""
    lang = options.lang
    rows = [
        (say("rules.group.name", lang), say("rules.across", lang)),
        (say("rules.severity", lang), say(f"severity.{rule.severity}", lang)),
    ]
    rows += [(say("rules.basis", lang), text) for text in bases(rule, pack, lang)]
    rows.append((say("rules.check", lang), rule.check))
    rows += [
        (say("rules.options", lang), f"{name} = {_option_value(value, lang)}") for name, value in rule.options.items()
    ]
    rows += [(say("rules.messages", lang), f"{key}: {localized(text, lang)}") for key, text in rule.message.items()]
    rows.append((say("rules.fix", lang), localized(rule.fix, lang)))
    return _joined([f"{rule.id}  {localized(rule.title, lang)}", "", *term_list(rows, options.columns)])


def _options(rule: Rule, options: Mapping[str, Any], lang: str) -> list[str]:
    return [f"{name} = {_option_value(value, lang)}" for name, value in _legible(rule, options, lang).items()]


def _option_value(value: Any, lang: str) -> str:
    """Return a value of an option on one line; of things with a title only that."""
    if isinstance(value, dict):
        named = [one["title"] if isinstance(one, dict) and "title" in one else key for key, one in value.items()]
        return say(
            "rules.options.list",
            lang,
            values=[localized(one, lang) if isinstance(one, dict) else one for one in named],
        )
    if isinstance(value, (list, tuple)):
        return " / ".join(_option_value(one, lang) for one in value)
    return str(value)


def _legible(rule: Rule, options: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return the options of a rule, with words where the compiled pack holds only the number of a list of patterns."""
    from checker.checks.registry import CHECKS

    readable: dict[str, Any] = _without_numbers(
        options, CHECKS[rule.check].options, say("rules.options.patterns", lang)
    )
    return readable


def _without_numbers(value: Any, schema: Mapping[str, Any], instead: str) -> Any:
    if schema.get("$ref") == _PATTERNS:
        return instead
    if isinstance(value, dict):
        named, others = schema.get("properties", {}), schema.get("additionalProperties") or {}
        return {key: _without_numbers(one, named.get(key, others), instead) for key, one in value.items()}
    return value


def _case(case: Case) -> str:
    return f"{case.state}/{case.reason}" if case.reason else case.state


def explanation(name: str, chapters: Sequence[Chapter], options: RenderOptions) -> str:
    """Return the requirement *name* in plain words, chapter by chapter."""
    lines = []
    for chapter in chapters:
        lines += ["", chapter.heading]
        for text in chapter.texts:
            for paragraph in text.splitlines():
                lines += term_list([("", one_line(paragraph))], options.columns) if paragraph.strip() else []
    return _joined([name, *lines])


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def fields(rule: Rule, pack: Pack, lang: str) -> dict[str, Any]:
    """Return a line of the list for JSON."""
    return {
        "id": rule.id,
        "group": rule.group,
        "title": localized(rule.title, lang),
        "severity": rule.severity,
        "weight": rule.weight,
        "cap": rule.cap,
        "basis": [cited._asdict() for cited in citations(rule.basis, pack, lang)],
    }


def across_fields(rule: AcrossRule, pack: Pack, lang: str) -> dict[str, Any]:
    """Return what a rule across reports holds for JSON, in the list and in full alike; texts in all languages."""
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "clauses": bases(rule, pack, lang),
        "check": rule.check,
        "options": rule.options,
        "messages": rule.message,
        "fix": rule.fix,
    }


def fields_in_full(rule: Rule, pack: Pack, lang: str) -> dict[str, Any]:
    """Everything that one rule holds for JSON; texts in all languages."""
    return fields(rule, pack, lang) | {
        "title": rule.title,
        "clauses": bases(rule, pack, lang),
        "check": rule.check,
        "options": _legible(rule, rule.options, lang),
        "when": [variant._asdict() | {"options": _legible(rule, variant.options, lang)} for variant in rule.when],
        "only": rule.only and {key: value for key, value in rule.only._asdict().items() if key != "options"},
        "messages": rule.message,
        "fix": rule.fix,
        "effort": rule.effort,
        "needs": rule.needs,
        "prompt": rule.prompt,
        "cases": [case._asdict() for case in rule.cases],
    }
