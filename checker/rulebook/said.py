"""Messages that can never be said, and braces that nothing fills: what a pack says, held against what its checks say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.checks.manual import CheckManual, common_reasons, manuals
from checker.checks.outcome import FAIL, PARTIAL, PASS, SKIP
from checker.errors import PackProblem
from checker.rulebook.content import entries, table
from checker.rulebook.located import PathKey, Row, Table, place, spell
from checker.rulebook.translate import choices, shorten

_BRACES = re.compile(r"\{([^{}]*)\}")
_NAMES = "names."
"""What stands in braces for words of the pack: in a base that has none it is filled by those who extend it."""
_STATES = (PASS, PARTIAL, FAIL, SKIP)


def unsaid(root: Table) -> Iterator[PackProblem]:
    """Yield the reasons and placeholders in the rules of the merged document *root* that their checks do not have."""
    for name, rule in entries(root, "rules"):
        manual = manuals().get(str(rule.get("check")))
        if manual is not None:
            yield from _of_rule(root, name, rule, manual)


def _of_rule(root: Table, name: str, rule: Table, manual: CheckManual) -> Iterator[PackProblem]:
    check = str(rule["check"])
    reasons = (*manual.reasons, *common_reasons())
    for key in table(rule, "message"):
        if key not in _STATES and key not in reasons and not key.startswith("x-"):
            mark = place(root, ("rules", name, "message", key), key=True)
            values = {"name": shorten(key), "check": check, **choices(key, reasons)}
            yield PackProblem("unknown-reason", *mark, spell(("rules", name, "message", key)), **values)
    cases = rule.get("cases")
    for number, case in enumerate(cases if isinstance(cases, Row) else ()):
        reason = case.get("reason") if isinstance(case, Table) else None
        if isinstance(reason, str) and reason not in reasons:
            where: PathKey = ("rules", name, "cases", number, "reason")
            values = {"name": shorten(reason), "check": check, **choices(reason, reasons)}
            yield PackProblem("unknown-reason", *place(root, where), spell(where), **values)
    for path, text in _texts(rule, ("rules", name)):
        for placeholder in _BRACES.findall(text):
            if placeholder not in manual.fills and not placeholder.startswith(_NAMES):
                values = {"name": shorten(placeholder), "check": check, **choices(placeholder, manual.fills)}
                yield PackProblem("unknown-placeholder", *place(root, path), spell(path), **values)


def _texts(rule: Table, path: PathKey) -> Iterator[tuple[PathKey, str]]:
    """Yield the texts of a rule that values fill, with their paths."""
    for key in ("message", "fix"):
        for inner, text in table(rule, key).items():
            if isinstance(text, str):
                yield (*path, key, inner), text
            elif isinstance(text, Table):
                yield from (((*path, key, inner, lang), one) for lang, one in text.items() if isinstance(one, str))
