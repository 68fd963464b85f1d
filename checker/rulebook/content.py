"""What a schema cannot say about a pack: names exist, patterns compile, options suit their check, cases suffice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checker.checks import Check
from checker.checks.outcome import MISSED
from checker.errors import PackProblem
from checker.rulebook.assemble import OPEN, merge, table_at
from checker.rulebook.data_files import columns_of, read_table
from checker.rulebook.locate import File, relative_path
from checker.rulebook.patterns import PatternLists
from checker.rulebook.schema import DATA, PATTERNS, Reference, Schema
from checker.rulebook.source import PathKey, Row, Table, problem_at
from checker.rulebook.translate import choices, shorten

_SECTION_OF = {
    "part": "parts",
    "table": "tables",
    "genre": "genres",
    "filer": "filers",
    "group": "groups",
    "rule": "rules",
    "source": "sources",
}


def entries_of(root: Table, section: str) -> Iterator[tuple[str, Table]]:
    """Yield the entries of a section that are mappings."""
    for key, value in table_at(root, section).items():
        if isinstance(value, Table) and not key.startswith("x-"):
            yield key, value


def options_of(name: str, rule: Table) -> Iterator[tuple[PathKey, Table]]:
    """Yield the options of a rule with their path: as they stand, then as each variant has them."""
    own = table_at(rule, "options")
    yield ("rules", name, "options"), own
    variants = rule.get("when")
    for number, variant in enumerate(variants if isinstance(variants, Row) else ()):
        if isinstance(variant, Table):
            yield ("rules", name, "when", number, "options"), merge(own, table_at(variant, "options"))


def pattern_lists(root: Table) -> PatternLists:
    """Return the lists of patterns of a pack, still empty."""
    names = {name: value for name, value in table_at(root, "vocabulary").items() if isinstance(value, Row)}
    return PatternLists(names)


def problems(
    root: Table, schema: Schema, checks: Mapping[str, Check], data: Mapping[str, File]
) -> Iterator[PackProblem]:
    """Yield everything wrong with the content of the merged document *root*, to which the *data* files belong."""
    names = _Names(root, checks)
    for found in schema.find(root):
        yield from names.faults_of(found, root, ())
    for examine in (_clause_problems, _case_problems, _guide_problems, _cycle_problems, _of_tables):
        yield from examine(root)
    yield from _option_problems(root, checks, data, names)


class _Names:
    """The names and patterns of a pack, to prove references to them."""

    def __init__(self, root: Table, checks: Mapping[str, Check]) -> None:
        self._known: dict[str, Mapping[str, Any]] = {kind: table_at(root, key) for kind, key in _SECTION_OF.items()}
        self._known["check"] = checks
        self._lists = pattern_lists(root)

    def faults_of(self, found: Reference, value: Table, path: PathKey) -> Iterator[PackProblem]:
        """Yield what is wrong with one list of patterns or one name in *value*, which stands at *path* of its document."""
        if found.kind == PATTERNS:
            for fault in self._lists.faults(found.value):
                yield problem_at(value, (*found.path, *fault.path), fault.key, below=path, **fault.values)
        elif found.value not in self._known[found.kind]:
            values = {"name": shorten(found.value), **choices(found.value, self._known[found.kind])}
            yield problem_at(value, found.path, f"unknown-{found.kind}", below=path, **values)


def _clause_problems(root: Table) -> Iterator[PackProblem]:
    sources = table_at(root, "sources")
    ruled = [(section, *entry) for section in ("rules", "across") for entry in entries_of(root, section)]
    for section, name, rule in ruled:
        basis = rule.get("basis")
        for number, item in enumerate(basis if isinstance(basis, Row) else ()):
            if not isinstance(item, Table) or not isinstance(item.get("clause"), str):
                continue
            source, clause = item.get("source"), item["clause"]
            known = table_at(table_at(sources, str(source)), "clauses")
            if source in sources and clause not in known:
                values = {"name": shorten(clause), "source": source, **choices(clause, known)}
                yield problem_at(root, (section, name, "basis", number, "clause"), "unknown-clause", **values)


def _option_problems(
    root: Table, checks: Mapping[str, Check], data: Mapping[str, File], names: _Names
) -> Iterator[PackProblem]:
    schemas: dict[str, Schema] = {}
    for name, rule in entries_of(root, "rules"):
        check = rule.get("check")
        if not isinstance(check, str) or check not in checks:
            continue
        schema = schemas.get(check) or schemas.setdefault(check, Schema(dict(checks[check].options)))
        for path, options in options_of(name, rule):
            yield from schema.problems(options, path)
            for found in schema.find(options):
                if found.kind == DATA:
                    yield from _data_problems(found, options, path, data, schema)
                else:
                    yield from names.faults_of(found, options, path)


_SIDES = {"row": "rows", "rows": "rows", "column": "columns", "columns": "columns"}
_ID = re.compile(r"[^\s+=]+")


def _of_tables(root: Table) -> Iterator[PackProblem]:
    """Yield rows and columns in the options of a rule that its table does not have."""
    for name, rule in entries_of(root, "rules"):
        for path, options in options_of(name, rule):
            form = table_at(root, "tables").get(str(options.get("table")))
            for where, side, words in _named_cells(options) if isinstance(form, Table) else ():
                known = table_at(form, side)
                for one in _ID.findall(words):
                    if one not in known:
                        values = {"name": shorten(one), "table": options["table"], **choices(one, known)}
                        yield problem_at(options, where, f"unknown-{side}", below=path, **values)


def _named_cells(value: Any, path: PathKey = (), side: str = "") -> Iterator[tuple[PathKey, str, str]]:
    """Yield the texts under keys that name rows or columns, with their paths and which of both they name."""
    if isinstance(value, str) and side:
        yield path, side, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _named_cells(one, (*path, key), _SIDES.get(key, ""))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _named_cells(one, (*path, number), side)


def _data_problems(
    found: Reference, options: Table, path: PathKey, data: Mapping[str, File], schema: Schema
) -> Iterator[PackProblem]:
    """Yield what is wrong with the name of a data file in *options*, or with what the file holds."""
    file = data.get(found.value)
    if file is None:
        values = {"name": shorten(found.value), **choices(found.value, data)}
        yield problem_at(options, found.path, "unknown-data", below=path, **values)
    else:
        yield from read_table(file, relative_path(file.path), columns_of(schema.schema, str(found.path[0])))[1]


def _case_problems(root: Table) -> Iterator[PackProblem]:
    """Yield what is missing: a rule needs a text that passes and one that does not, and a message for what its cases show.

    A base that judges nothing may leave a rule without cases, and so may whoever extends it.
    """
    for name, rule in entries_of(root, "rules"):
        cases = rule.get("cases")
        if not isinstance(cases, Row):
            continue
        judges = root.get("base") is not True and OPEN not in rule
        states = {case.get("state") for case in cases if isinstance(case, Table)}
        if judges and "pass" not in states:
            yield problem_at(root, ("rules", name), "no-pass-case", key=True, rule=name)
        if judges and states.isdisjoint(MISSED):
            yield problem_at(root, ("rules", name), "no-fail-case", key=True, rule=name)
        messages = table_at(rule, "message")
        for number, case in enumerate(cases):
            state = case.get("state") if isinstance(case, Table) else None
            reasons = {case.get("reason"), state} - {None}
            if case.get("reason") and state in MISSED and not reasons & set(messages):
                reason = case.get("reason") or state
                yield problem_at(root, ("rules", name, "cases", number), "no-message", reason=reason, rule=name)


def _guide_problems(root: Table) -> Iterator[PackProblem]:
    """Yield the guides to rules that there are not."""
    rules = table_at(root, "rules")
    for name, _ in entries_of(root, "guide"):
        if name not in rules:
            values = {"name": shorten(name), **choices(name, rules)}
            yield problem_at(root, ("guide", name), "unknown-rule", key=True, **values)


def _cycle_problems(root: Table) -> Iterator[PackProblem]:
    """Yield lists of patterns, and parts, that contain themselves."""
    for name in pattern_lists(root).cycles():
        yield problem_at(root, ("vocabulary", name), "vocabulary-cycle", key=True, name=name)
    parts = dict(entries_of(root, "parts"))
    for name, part in parts.items():
        seen = {name}
        outer = part.get("within")
        while isinstance(outer, str) and outer in parts and outer not in seen:
            seen.add(outer)
            outer = parts[outer].get("within")
        if outer == name:
            yield problem_at(root, ("parts", name, "within"), "part-cycle", name=name)
