"""What a pack asks for, for people: the list of its rules, one rule in full, its tables, and one requirement in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from checker.checks.outcome import MISSED
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.presentation.wording import citations, cite, day_words, kind_title, known_word, localized
from checker.render import RenderOptions
from checker.render.terminal import TermTable, term_list
from checker.rulebook.model import AcrossRule, Group, Pack, Rule, Text, Variant

_PATTERNS = "#/$defs/patterns"


def rule_list(pack: Pack, options: RenderOptions) -> str:
    """Return the rules by group, then those across reports: id, title, severity, weight."""
    lang = options.lang
    title = localized(pack.title, lang)
    lines = [say("rules.pack", lang, title=title, id=pack.id, version=pack.version, count=len(pack.rules))]
    names = ("id", "title", "severity", "weight")
    grid = TermTable([say(f"rules.column.{name}", lang) for name in names], flexible=1)
    for group in pack.groups:
        rules = [rule for rule in pack.rules if rule.group == group.id]
        if rules:
            grid.add_heading(_group_heading(group, lang))
        for rule in rules:
            severity = say(f"severity.{rule.severity}", lang)
            grid.add_row([rule.id, localized(rule.title, lang), severity, f"{rule.weight:g}" if group.weight else "–"])
    if pack.across:
        grid.add_heading(say("rules.across", lang))
    for one in pack.across:
        grid.add_row([one.id, localized(one.title, lang), say(f"severity.{one.severity}", lang), "–"])
    return _joined_texts([*lines, "", *grid.lines(options.columns)])


def _group_heading(group: Group, lang: str) -> str:
    key = "rules.group" if group.weight else "rules.group.unscored"
    return say(key, lang, title=localized(group.title, lang), weight=group.weight)


def data_sheets(pack: Pack, options: RenderOptions) -> str:
    """Return the tables of a pack, how many rows each has, and to which day it is known."""
    lang = options.lang
    title = localized(pack.title, lang)
    if not pack.sheets:
        return _joined_texts([say("rules.data.none", lang)])
    lines = [say("rules.data", lang, title=title, id=pack.id, version=pack.version, count=len(pack.sheets))]
    grid = TermTable([say(f"rules.column.{name}", lang) for name in ("file", "rows", "horizon")], flexible=0)
    for sheet in pack.sheets:
        grid.add_row([sheet.name, str(sheet.rows), day_words(sheet.horizon, lang) or say("rules.data.unsaid", lang)])
    below = [say("rules.data.horizon", lang, date=day_words(pack.horizon, lang))] if pack.horizon else []
    return _joined_texts([*lines, "", *grid.lines(options.columns), "", *below])


def data_fields(pack: Pack) -> dict[str, Any]:
    """Return the same for JSON."""
    head = {"id": pack.id, "version": pack.version, "digest": pack.digest, "known_to": pack.horizon}
    tables = [{"file": one.name, "rows": one.rows, "known_to": one.horizon or None} for one in pack.sheets]
    return {"pack": head, "tables": tables}


def rule_in_full(rule: Rule | AcrossRule, pack: Pack, options: RenderOptions) -> str:
    """Return everything that one rule holds."""
    lang, row = options.lang, partial(_term, options.lang)
    group = say("rules.across", lang)
    if isinstance(rule, Rule):
        group = next(_group_heading(group, lang) for group in pack.groups if group.id == rule.group)
    rows = [row("group.name", group), row("severity", say(f"severity.{rule.severity}", lang))]
    if isinstance(rule, Rule):
        rows.append(row("weight", f"{rule.weight:g}"))
        rows += [row("cap", text) for text in _caps(rule, lang)]
        rows += [row("needs", say(f"rules.needs.{rule.needs}", lang))] if rule.needs is not None else []
        rows += [row("only", for_whom(rule.only, pack, lang))] if rule.only is not None else []
    rows += [row("basis", text) for text in bases(rule, pack, lang)]
    rows.append(row("check", rule.check))
    rows += [row("options", text) for text in _option_lines(rule, rule.options, lang)]
    for variant in rule.when if isinstance(rule, Rule) else ():
        name = say("rules.options.when", lang, when=for_whom(variant, pack, lang))
        rows += [(name, text) for text in _option_lines(rule, variant.options, lang)]
    rows += [row("messages", f"{key}: {localized(text, lang)}") for key, text in rule.message.items()]
    rows.append(row("fix", localized(rule.fix, lang)))
    if isinstance(rule, Rule):
        rows.append(row("effort", known_word("effort", rule.effort, lang)))
        rows += [row("prompt", localized(rule.prompt, lang))] if rule.prompt is not None else []
        rows += [row("cases", f"{case.outcome}: {case.text.strip()}") for case in rule.cases]
    return _joined_texts([f"{rule.id}  {localized(rule.title, lang)}", "", *term_list(rows, options.columns)])


def _term(lang: str, name: str, text: str) -> tuple[str, str]:
    return say(f"rules.{name}", lang), text


def _option_lines(rule: Rule | AcrossRule, options: Mapping[str, Any], lang: str) -> list[str]:
    return [f"{name} = {_option_value(value, lang)}" for name, value in _legible(rule, options, lang).items()]


def _option_value(value: Any, lang: str) -> str:
    """Return a value of an option on one line; of things with a title only that."""
    if isinstance(value, dict):
        named = [one["title"] if isinstance(one, dict) and "title" in one else key for key, one in value.items()]
        return say("rules.options.list", lang, values=named)
    if isinstance(value, (list, tuple)):
        return " / ".join(_option_value(one, lang) for one in value)
    return str(value)


def _legible(rule: Rule | AcrossRule, options: Mapping[str, Any], lang: str) -> Mapping[str, Any]:
    """Return the options of a rule, with words where the compiled pack holds only the number of a list of patterns."""
    if isinstance(rule, AcrossRule):
        return options
    from checker.checks.registry import CHECKS

    words = say("rules.options.patterns", lang)
    readable: dict[str, Any] = _without_numbers(options, CHECKS[rule.check].options, words)
    return readable


def _without_numbers(value: Any, schema: Mapping[str, Any], instead: str) -> Any:
    if schema.get("$ref") == _PATTERNS:
        return instead
    if isinstance(value, dict):
        named, others = schema.get("properties", {}), schema.get("additionalProperties") or {}
        return {key: _without_numbers(one, named.get(key, others), instead) for key, one in value.items()}
    return value


def explanation(rule: Rule | AcrossRule, pack: Pack, options: RenderOptions) -> str:
    """Return a requirement in plain words, chapter by chapter."""
    lines = [rule.id]
    for chapter in explained(rule, pack, options.lang):
        lines += ["", chapter.heading]
        for text in chapter.texts:
            for paragraph in text.splitlines():
                lines += term_list([("", one_line(paragraph))], options.columns) if paragraph.strip() else []
    return _joined_texts(lines)


def _joined_texts(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def list_fields(pack: Pack, lang: str) -> dict[str, Any]:
    """Return the list of all rules for JSON."""
    return {
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "rules": [_fields(rule, pack, lang) for rule in pack.rules],
        "across": [fields_in_full(rule, pack, lang) for rule in pack.across],
    }


def _caps(rule: Rule, lang: str) -> list[str]:
    texts = [say("rules.cap.value", lang, points=rule.cap)] if rule.cap is not None else []
    by_reason = ", ".join(f"{reason} {points:g}" for reason, points in rule.caps.items())
    return [*texts, say("rules.caps.value", lang, caps=by_reason)] if by_reason else texts


def _fields(rule: Rule, pack: Pack, lang: str) -> dict[str, Any]:
    """Return a line of the list for JSON."""
    return {
        "id": rule.id,
        "group": rule.group,
        "title": localized(rule.title, lang),
        "severity": rule.severity,
        "weight": rule.weight,
        "cap": rule.cap,
        "caps": dict(rule.caps),
        "basis": [cited._asdict() for cited in citations(rule.basis, pack, lang)],
    }


def fields_in_full(rule: Rule | AcrossRule, pack: Pack, lang: str) -> dict[str, Any]:
    """Return everything that one rule holds for JSON; texts in all languages."""
    head: dict[str, Any] = {"id": rule.id, "title": rule.title, "severity": rule.severity}
    if isinstance(rule, Rule):
        head = _fields(rule, pack, lang) | {"title": rule.title}
    found = head | {
        "clauses": bases(rule, pack, lang),
        "check": rule.check,
        "options": _legible(rule, rule.options, lang),
    }
    if isinstance(rule, Rule):
        only = rule.only and {key: value for key, value in rule.only._asdict().items() if key != "options"}
        when = [variant._asdict() | {"options": _legible(rule, variant.options, lang)} for variant in rule.when]
        found |= {"when": when, "only": only}
    found |= {"messages": rule.message, "fix": rule.fix}
    if isinstance(rule, Rule):
        found |= {name: getattr(rule, name) for name in ("effort", "needs", "prompt")}
        found["cases"] = [case._asdict() for case in rule.cases]
    return found


_MOST_PASSAGES = 2
_BRACES = re.compile(r"\{\w+\}")  # what only a report can fill


class Chapter(NamedTuple):
    """A heading and what stands under it; ``verbatim`` texts are examples, which the pages of docs/rules show as they are."""

    heading: str
    texts: list[str]
    verbatim: bool = False


def explained(rule: Rule | AcrossRule, pack: Pack, lang: str) -> list[Chapter]:
    """Return the chapters on *rule*, those without anything to say left out."""
    fix, why = localized(rule.fix, lang), bases(rule, pack, lang)
    if isinstance(rule, AcrossRule):
        severity = say("rules.explain.severity.across", lang, severity=say(f"severity.{rule.severity}", lang))
        return [
            _chapter(lang, "what", [localized(rule.title, lang), say("rules.explain.across", lang)]),
            _chapter(lang, "why", why),
            _chapter(lang, "outcomes", [*_outcomes(rule.message, lang), severity]),
            _chapter(lang, "fix", [fix]),
        ]
    guide = rule.guide
    good = [case.text for case in (guide.good if guide else rule.cases) if case.state == "pass"]
    bad = next((case.text for case in rule.cases if case.state in MISSED), "")
    only = [f"{say('rules.only', lang)} {for_whom(rule.only, pack, lang)}"] if rule.only is not None else []
    passages = [
        Chapter(say("rules.explain.good", lang, number=number), [text.strip()], verbatim=True)
        for number, text in enumerate(good[:_MOST_PASSAGES], 1)
    ]
    chapters = [
        _chapter(lang, "what", [localized(guide.plain if guide else rule.title, lang), *only]),
        _chapter(lang, "why", why),
        _chapter(lang, "how", [localized(guide.judged, lang)] if guide else []),
        _chapter(lang, "misses", [localized(miss, lang) for miss in guide.misses] if guide else []),
        _chapter(lang, "outcomes", _how_judged(rule, pack, lang)),
        _chapter(lang, "fix", [say("report.fix.effort", lang, effort=known_word("effort", rule.effort, lang)) + fix]),
        *passages,
        _chapter(lang, "bad", [bad.strip()])._replace(verbatim=True),
        _chapter(lang, "off", [say("rules.explain.off.pack", lang, pack=pack.id, rule=rule.id)]),
    ]
    return [chapter for chapter in chapters if any(chapter.texts)]


def _chapter(lang: str, name: str, texts: list[str]) -> Chapter:
    return Chapter(say(f"rules.explain.{name}", lang), texts)


def for_whom(variant: Variant, pack: Pack, lang: str) -> str:
    """Return for whom and for which years something holds."""
    parts = []
    if variant.filers:
        filers = [kind_title(pack.filers, filer, lang) for filer in variant.filers]
        parts.append(say("rules.when.filers", lang, filers=filers))
    if variant.first is not None:
        parts.append(say("rules.when.from", lang, year=variant.first))
    if variant.last is not None:
        parts.append(say("rules.when.until", lang, year=variant.last))
    return " ".join(parts)


def bases(rule: Rule | AcrossRule, pack: Pack, lang: str) -> list[str]:
    """Return each clause that the rule rests on, its text and its standing."""
    sentences = []
    for cited, (source_id, clause_id) in zip(citations(rule.basis, pack, lang), rule.basis, strict=True):
        source = pack.sources.get(source_id)
        clause = source.clauses.get(clause_id) if source else None
        text = localized(clause.text, lang) if clause else ""
        standing = known_word("standing", cited.standing, lang)
        if source is None:
            sentences.append(standing)
            continue
        number = "".join(f" {part}" for part in (source.number, source.date) if part)
        quoted = say("report.quote", lang, text=text) if text else ""
        sentences.append(" ".join(filter(None, (cite(cited, lang), f"[{standing}{number}]", quoted))))
    return sentences


def _how_judged(rule: Rule, pack: Pack, lang: str) -> list[str]:
    """Return what the outcomes are called and what they weigh."""
    sentences = _outcomes(rule.message, lang)
    sentences.append(say("rules.explain.severity", lang, severity=say(f"severity.{rule.severity}", lang)))
    if rule.severity == "error":
        sentences[-1] += say("rules.explain.error", lang)
    group = next(group for group in pack.groups if group.id == rule.group)
    if group.weight and rule.weight:
        values = {"group": localized(group.title, lang), "share": group.weight, "weight": rule.weight}
        sentences.append(say("rules.explain.weight", lang, **values))
    else:
        sentences.append(say("rules.explain.unscored" if rule.severity == "error" else "rules.explain.advice", lang))
    return sentences + _caps(rule, lang)


def _outcomes(messages: Mapping[str, Text], lang: str) -> list[str]:
    return [
        say("rules.explain.outcome", lang, reason=key, message=_BRACES.sub("…", localized(text, lang)))
        for key, text in messages.items()
        if key != "pass"
    ]
