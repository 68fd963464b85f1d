"""What a pack says against itself, or can never say.

Tables on the law must not say that a successor came late, that the same was so and otherwise, or names that no table has: the
schema of an option says by ``role`` which columns tell of the ``start`` and the ``end`` of what a row is about and which names
its ``successor``; the names that a pack knows stand in the columns ``name`` of its data files.  Messages must not be about
reasons, or have braces, that their checks do not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.checks import Check
from checker.checks.manual import across_manuals, common_reasons, manuals
from checker.checks.outcome import FAIL, PARTIAL, PASS, SKIP
from checker.errors import PackProblem
from checker.records import NamedTuple
from checker.rulebook.assemble import table_at
from checker.rulebook.content import entries_of, options_of
from checker.rulebook.data_files import columns_of, first_row, read_table
from checker.rulebook.locate import File, relative_path
from checker.rulebook.schema import DATA, Schema
from checker.rulebook.source import PathKey, Row, Table, problem_at
from checker.rulebook.translate import choices, shorten


class _Period(NamedTuple):
    """A row: since when a thing holds, until when, and what takes its place; ``key`` is all that tells it from others."""

    file: str
    line: int
    key: tuple[str, str]
    start: str
    end: str
    successor: str

    def problem(self, kind: str, **values: Any) -> PackProblem:
        """Return what is wrong with the row."""
        return PackProblem(f"data-{kind}", self.file, self.line, 1, "", name=shorten(self.key[0]), **values)


def contradictions(root: Table, checks: Mapping[str, Check], data: Mapping[str, File]) -> Iterator[PackProblem]:
    """Yield everything that the dated tables of the merged document *root* say against themselves or its tables of names."""
    periods: list[_Period] = []
    names: set[str] = set()
    dated: set[str] = set()
    listed: set[str] = set()
    for name, columns in _named_data_files(root, checks):
        rows, faults = read_table(data[name], name, columns) if name in data else ({}, [PackProblem("", "", 1, 1, "")])
        if faults:
            continue  # told elsewhere
        own = rows["name"].split("\n")
        if any(about.get("role") for about in columns.values()):
            if name not in dated:
                periods += _periods_of(data[name], rows, columns)
            dated.add(name)
        else:
            listed.add(name)
            names.update(own)
    starts = {one.key[0]: one.start for one in periods if not one.key[1]}
    names = names if listed else set(starts)
    for one in periods:
        yield from _period_faults(one, starts, names)
    yield from _double_rows(periods)


def _period_faults(one: _Period, starts: Mapping[str, str], names: set[str]) -> Iterator[PackProblem]:
    if one.start and one.end and one.end <= one.start:
        yield one.problem("ends-first", start=one.start, end=one.end)
    if one.end and starts.get(one.successor, "") > one.end:
        yield one.problem("gap", successor=one.successor, start=starts[one.successor], end=one.end)
    for name in filter(None, (one.key[0], one.successor)):
        if name not in names:
            yield one._replace(key=(name, "")).problem("unlisted", **choices(name, names))


def _double_rows(periods: list[_Period]) -> Iterator[PackProblem]:
    first: dict[tuple[str, str], _Period] = {}
    for one in periods:
        before = first.setdefault(one.key, one)
        if before is not one and before[3:] != one[3:]:
            yield one.problem("otherwise", first=f"{before.file}:{before.line}")


def _named_data_files(root: Table, checks: Mapping[str, Check]) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Yield the data files that rules name, each with the columns that are read."""
    for _, rule in entries_of(root, "rules"):
        check = rule.get("check")
        if isinstance(check, str) and check in checks and "x-columns" in str(checks[check].options):
            schema = Schema(dict(checks[check].options))
            for _, options in options_of("", rule):
                for found in schema.find(options):
                    if found.kind == DATA:
                        yield found.value, columns_of(schema.schema, str(found.path[0]))


def _periods_of(file: File, rows: Mapping[str, str], columns: Mapping[str, Mapping[str, Any]]) -> Iterator[_Period]:
    cells = {column: values.split("\n") for column, values in rows.items()}
    blank = [""] * len(cells["name"])
    by_role = {about["role"]: cells.get(column, blank) for column, about in columns.items() if "role" in about}
    versions = cells.get("version", blank)
    head, path = first_row(file), relative_path(file.path)
    for number, name in enumerate(cells["name"]):
        places = (by_role[role][number] for role in ("start", "end", "successor"))
        yield _Period(path, head + number, (name, versions[number]), *places)


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
        return problem_at(self.rule, path, key, key=at_key, below=self.path, **values)


def unsaid(root: Table) -> Iterator[PackProblem]:
    """Yield the reasons and placeholders in the rules of the merged document *root* that their checks do not have."""
    for section, known, common, keys in (
        ("rules", manuals(), common_reasons(), ("message", "fix")),
        ("across", across_manuals(), (), ("message", "ask")),
    ):
        for name, rule in entries_of(root, section):
            manual = known.get(str(rule.get("check")))
            if manual is not None:
                reasons = (*manual.reasons, *common)
                one = _Sayings(rule, (section, name), str(rule["check"]), reasons, manual.fills)
                yield from _unsaid_texts(one, keys)
                yield from _unsaid_reasons(one)


def _unsaid_texts(one: _Sayings, keys: Sequence[str]) -> Iterator[PackProblem]:
    """Yield what is wrong with the texts under some keys: by reasons, or (a remedy) by languages alone."""
    for key in keys:
        for inner, text in table_at(one.rule, key).items():
            if isinstance(text, Table) and inner not in (*_STATES, *one.reasons) and not inner.startswith("x-"):
                yield one.problem("unknown-reason", inner, one.reasons, (key, inner), at_key=True)
            texts = text.items() if isinstance(text, Table) else [(None, text)]
            for lang, words in texts:
                path = (key, inner) if lang is None else (key, inner, lang)
                for filled in _BRACES.findall(words) if isinstance(words, str) else ():
                    if filled not in one.fills and not filled.startswith(_NAMES):
                        yield one.problem("unknown-placeholder", filled, one.fills, path)


def _unsaid_reasons(one: _Sayings) -> Iterator[PackProblem]:
    """Yield what is wrong with the reasons of cases and caps: those that the check never gives."""
    for capped in table_at(one.rule, "caps"):
        if capped not in one.reasons:
            yield one.problem("unknown-reason", capped, one.reasons, ("caps", capped), at_key=True)
    cases = one.rule.get("cases")
    for number, case in enumerate(cases if isinstance(cases, Row) else ()):
        reason = case.get("reason") if isinstance(case, Table) else None
        if isinstance(reason, str) and reason not in one.reasons:
            yield one.problem("unknown-reason", reason, one.reasons, ("cases", number, "reason"))
