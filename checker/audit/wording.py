"""What the store keeps, in words: gaps, errors and findings in the language asked for, whatever the run's was."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from checker.audit.model import CrossFinding, Finding, Gap, Unreadable
from checker.document.model import Place
from checker.errors import UnreadableError
from checker.i18n import LANGUAGES, fill, say
from checker.presentation import wording as words
from checker.presentation.escape import one_line
from checker.rulebook.model import Pack

_LISTED = 5
_FILES = ("report", "reports", "kept", "other")
"""What findings are filled with that are names of files."""
_SILENT = frozenset({("own-text", "unclear"), ("submitted", "received"), ("submitted", "noted")})
"""Of these only the office is told."""

Texts = Mapping[str, Any]


@lru_cache(8192)
def _texts_of(written: str) -> Any:
    return json.loads(written)


def stored_text(written: str | None, lang: str) -> str:
    """Return a text of a pack (JSON by language) in *lang*, on one line."""
    return one_line(words.localized(_texts_of(written), lang)) if written else ""


def gap(item: Sequence[Any], rule: Sequence[str | None], lang: str, *, doubtful: bool) -> Gap:
    """Return a gap from its row and the texts of its rule: title, message, fix, basis (JSON) and effort."""
    rule_id, state, outcome, severity, gain, filled, place, quote = item
    title, messages, fix, basis, effort = rule
    values = words.told_days(json.loads(filled or "{}"), lang)
    known = _texts_of(messages or "{}")
    message = next((known[key] for key in (outcome, state) if key in known), None) or _texts_of(title or '{"zh": ""}')
    note = say("extraction.doubtful", lang) if doubtful else ""
    return Gap(
        rule_id,
        state,
        severity,
        gain,
        one_line(fill(words.localized(message, lang), values, lang) + note),
        place_words(place, lang),
        quote or "",
        stored_text(basis, lang),
        one_line(fill(words.localized(_texts_of(fix or '{"zh": ""}'), lang), values, lang)),
        effort or "",
    )


def place_words(place: str | None, lang: str) -> str:
    """Return line and column, or page and paragraph (JSON), in words; empty where nothing is counted."""
    return words.place_words(Place(*json.loads(place)), lang) if place else ""


def unreadable(error: str, values: str | None, lang: str) -> Unreadable:
    """Return why a file could not be read, and what to do."""
    filled = json.loads(values or "{}")
    return Unreadable(error, *words.failure(UnreadableError(error, **filled), lang), filled)


def across_texts(pack: Pack) -> dict[str, Any]:
    """Return what findings of *pack* are told with: by rule its messages, remedies, bases, in each language."""
    return {
        rule.id: {
            "check": rule.check,
            "message": {key: dict(text) for key, text in rule.message.items()},
            "ask": {key: dict(text) for key, text in rule.ask.items()},
            "fix": dict(rule.fix),
            "basis": {
                lang: say("audit.between-clauses", lang).join(
                    words.cite(one, lang) for one in words.citations(rule.basis, pack, lang)
                )
                for lang in LANGUAGES
            },
        }
        for rule in pack.across
    }


def finding(one: CrossFinding, across: Texts, lang: str) -> Finding:
    """Return a finding in words."""
    rule = across.get(one.rule, {})
    messages = rule.get("message", {})
    values = _filled_values(one.values, lang)
    named = {"unit": one.unit or (one.reports[0] if one.reports else ""), **values}
    text = messages.get(one.reason) or messages.get("fail") or {}
    return Finding(
        rule=one.rule,
        severity=one.severity,
        unit=one.unit,
        reports=one.reports,
        message=fill(words.localized(text, lang), named, lang),
        basis=words.localized(rule.get("basis", {}), lang),
        fix=words.localized(rule.get("fix", {}), lang),
        ask=_asked(one, rule, values, lang),
        reason=one.reason,
        check=rule.get("check", ""),
        family=one.family,
    )


def _asked(one: CrossFinding, rule: Texts, values: Mapping[str, Any], lang: str) -> str:
    """Return what the unit is told: of files their names without folders, of another unit only that there is one."""
    asks = rule.get("ask", {})
    text = asks.get(one.reason) or asks.get("fail")
    if text is None or one.unit is None or (rule.get("check"), one.reason) in _SILENT:
        return ""
    named = {name: _without_folders(value) if name in _FILES else value for name, value in values.items()}
    if "peer" in values and values["peer"] != one.unit:
        named["peer"] = named["other"] = say("audit.another-unit", lang)
    return fill(words.localized(text, lang), {"unit": one.unit, **named}, lang)


def _filled_values(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return values as messages put them in: a year with what goes behind it, some of many files, an error in words."""
    found = words.told_days(values, lang)
    if "year" in found:
        found["year"] = say("audit.year", lang, year=found["year"]) if found["year"] is not None else ""
    if "share" in found:
        found["share"] = f"{found['share'] * 100:.0f}%"
    if "reason" in found:
        key, filled = found["reason"]
        found["reason"] = words.failure(UnreadableError(key, **filled), lang).what
    for name in _FILES:
        if isinstance(found.get(name), (list, tuple)) and len(found[name]) > _LISTED:
            more = say("audit.more", lang, count=len(found[name]) - _LISTED)
            found[name] = [*found[name][:_LISTED], more]
    return found


def _without_folders(value: Any) -> Any:
    """Return the name of a file, or of each of several, without the folders and archives that it lies in."""
    if isinstance(value, (list, tuple)):
        return [_without_folders(one) for one in value]
    return str(value).rpartition("/")[2]
