"""Messages that can never be said, and braces that nothing fills: what a pack says, held against what its checks say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.checks.manual import across_manuals, common_reasons, manuals
from checker.checks.outcome import FAIL, PARTIAL, PASS, SKIP
from checker.errors import PackProblem
from checker.records import NamedTuple
from checker.rulebook.content import entries, table
from checker.rulebook.located import PathKey, Row, Table, place, spell
from checker.rulebook.translate import choices, shorten

_BRACES = re.compile(r"\{([^{}]*)\}")
_STATES = (PASS, PARTIAL, FAIL, SKIP)
_NAMES = "names."
"""What stands in braces for words of the pack: in a base that has none it is filled by those who extend it."""


class _Sayings(NamedTuple):
    """A rule and what its check can say: reasons, and the names that messages may have in braces."""

    rule: Table
    path: PathKey
    check: str
    reasons: Sequence[str]
    fills: Sequence[str]

    def problem(self, key: str, name: str, known: Sequence[str], path: PathKey, *, at_key: bool = False) -> PackProblem:
        values = {"name": shorten(name), "check": self.check, **choices(name, known)}
        return PackProblem(key, *place(self.rule, path, key=at_key), spell((*self.path, *path)), **values)


def unsaid(root: Table) -> Iterator[PackProblem]:
    """Yield the reasons and placeholders in the rules of the merged document *root* that their checks do not have."""
    for name, rule in entries(root, "rules"):
        manual = manuals().get(str(rule.get("check")))
        if manual is not None:
            reasons = (*manual.reasons, *common_reasons())
            one = _Sayings(rule, ("rules", name), str(rule["check"]), reasons, manual.fills)
            yield from _messages(one, ("message", "fix"))
            yield from _cases(one)
    for name, rule in entries(root, "across"):
        manual = across_manuals().get(str(rule.get("check")))
        if manual is not None:
            one = _Sayings(rule, ("across", name), str(rule["check"]), manual.reasons, manual.fills)
            yield from _messages(one, ("message", "ask"))


def _messages(one: _Sayings, keys: Sequence[str]) -> Iterator[PackProblem]:
    """What is wrong with the texts under some keys: by reasons, or (a remedy) by languages alone."""
    for key in keys:
        for inner, text in table(one.rule, key).items():
            if isinstance(text, Table) and inner not in (*_STATES, *one.reasons) and not inner.startswith("x-"):
                yield one.problem("unknown-reason", inner, one.reasons, (key, inner), at_key=True)
            texts = text.items() if isinstance(text, Table) else [(None, text)]
            for lang, words in texts:
                path = (key, inner) if lang is None else (key, inner, lang)
                for filled in _BRACES.findall(words) if isinstance(words, str) else ():
                    if filled not in one.fills and not filled.startswith(_NAMES):
                        yield one.problem("unknown-placeholder", filled, one.fills, path)


def _cases(one: _Sayings) -> Iterator[PackProblem]:
    cases = one.rule.get("cases")
    for number, case in enumerate(cases if isinstance(cases, Row) else ()):
        reason = case.get("reason") if isinstance(case, Table) else None
        if isinstance(reason, str) and reason not in one.reasons:
            yield one.problem("unknown-reason", reason, one.reasons, ("cases", number, "reason"))
