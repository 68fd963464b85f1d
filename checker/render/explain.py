"""One requirement in plain words: what, why, how it is judged, how to mend it, examples, how to switch it off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from checker.i18n import has_message, say
from checker.presentation.wording import citations, cite, kind_title, known_word, localized
from checker.rulebook.model import AcrossRule, Pack, Rule, Text, Variant

_FIRES = ("fail", "partial")
_MOST_PASSAGES = 2
_BRACES = re.compile(r"\{\w+\}")  # what only a report can fill


class Chapter(NamedTuple):
    """A heading and what stands under it; ``verbatim`` texts are examples, to be shown as they are."""

    heading: str
    texts: list[str]
    verbatim: bool = False


def explained(rule: Rule, pack: Pack, lang: str) -> list[Chapter]:
    """Return the chapters on *rule*, those without anything to say left out."""
    guide = rule.guide
    good = [case.text for case in (guide.good if guide else rule.cases) if case.state == "pass"]
    bad = next((case.text for case in rule.cases if case.state in _FIRES), "")
    fix = say("report.fix.effort", lang, effort=known_word("effort", rule.effort, lang)) + localized(rule.fix, lang)
    chapters = [
        Chapter(
            say("rules.explain.what", lang),
            [localized(guide.plain if guide else rule.title, lang), *_only(rule, pack, lang)],
        ),
        Chapter(say("rules.explain.why", lang), bases(rule, pack, lang)),
        Chapter(say("rules.explain.how", lang), [localized(guide.judged, lang)] if guide else []),
        Chapter(say("rules.explain.misses", lang), [localized(miss, lang) for miss in guide.misses] if guide else []),
        Chapter(say("rules.explain.outcomes", lang), _judged(rule, pack, lang)),
        Chapter(say("rules.explain.fix", lang), [fix]),
        *(
            Chapter(say("rules.explain.good", lang, number=number), [text.strip()], verbatim=True)
            for number, text in enumerate(good[:_MOST_PASSAGES], 1)
        ),
        Chapter(say("rules.explain.bad", lang), [bad.strip()], verbatim=True),
        Chapter(say("rules.explain.off", lang), [say("rules.explain.off.pack", lang, pack=pack.id, rule=rule.id)]),
    ]
    return [chapter for chapter in chapters if any(chapter.texts)]


def _only(rule: Rule, pack: Pack, lang: str) -> list[str]:
    """Return whom the rule is for, where it is not for everybody."""
    return [f"{say('rules.only', lang)} {for_whom(rule.only, pack, lang)}"] if rule.only is not None else []


def explained_across(rule: AcrossRule, pack: Pack, lang: str) -> list[Chapter]:
    """Return the chapters on a *rule* across reports."""
    severity = say("rules.explain.severity.across", lang, severity=say(f"severity.{rule.severity}", lang))
    return [
        Chapter(say("rules.explain.what", lang), [localized(rule.title, lang), say("rules.explain.across", lang)]),
        Chapter(say("rules.explain.why", lang), bases(rule, pack, lang)),
        Chapter(say("rules.explain.outcomes", lang), [*_outcomes(rule.message, lang), severity]),
        Chapter(say("rules.explain.fix", lang), [localized(rule.fix, lang)]),
    ]


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
        key = f"standing.{cited.standing}"
        standing = say(key, lang) if has_message(key) else cited.standing
        if source is None:
            sentences.append(standing)
            continue
        number = "".join(f" {part}" for part in (source.number, source.date) if part)
        quoted = say("report.quote", lang, text=text) if text else ""
        sentences.append(" ".join(filter(None, (cite(cited, lang), f"[{standing}{number}]", quoted))))
    return sentences


def _judged(rule: Rule, pack: Pack, lang: str) -> list[str]:
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
    if rule.cap is not None:
        sentences.append(say("rules.cap.value", lang, points=rule.cap))
    return sentences


def _outcomes(messages: Mapping[str, Text], lang: str) -> list[str]:
    return [
        say("rules.explain.outcome", lang, reason=key, message=_BRACES.sub("…", localized(text, lang)))
        for key, text in messages.items()
        if key != "pass"
    ]
