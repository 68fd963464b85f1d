"""What tables on the law must not say: that a successor came late, that the same was so and otherwise, names that no table has.

The schema of an option says by ``role`` which columns tell of the ``start`` and the ``end`` of what a row is about and which
names its ``successor``; the names that a pack knows stand in the columns ``name`` of its data files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.errors import PackProblem
from checker.records import NamedTuple
from checker.rulebook.content import Check, entries, options_of
from checker.rulebook.files import File
from checker.rulebook.locate import relative_path
from checker.rulebook.located import Table
from checker.rulebook.schema import DATA, Schema
from checker.rulebook.tables import columns_of, first_row, read_table
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
    """Everything that the dated tables of the merged document *root* say against themselves or its tables of names."""
    periods: list[_Period] = []
    names: set[str] = set()
    dated: set[str] = set()
    listed: set[str] = set()
    for name, columns in _named(root, checks):
        rows, faults = read_table(data[name], name, columns) if name in data else ({}, [PackProblem("", "", 1, 1, "")])
        if faults:
            continue  # told elsewhere
        own = rows["name"].split("\n")
        if any(about.get("role") for about in columns.values()):
            if name not in dated:
                periods += _periods(data[name], rows, columns)
            dated.add(name)
        else:
            listed.add(name)
            names.update(own)
    starts = {one.key[0]: one.start for one in periods if not one.key[1]}
    names = names if listed else set(starts)
    for one in periods:
        yield from _faults(one, starts, names)
    yield from _doubles(periods)


def _faults(one: _Period, starts: Mapping[str, str], names: set[str]) -> Iterator[PackProblem]:
    if one.start and one.end and one.end <= one.start:
        yield one.problem("ends-first", start=one.start, end=one.end)
    if one.end and starts.get(one.successor, "") > one.end:
        yield one.problem("gap", successor=one.successor, start=starts[one.successor], end=one.end)
    for name in filter(None, (one.key[0], one.successor)):
        if name not in names:
            yield one._replace(key=(name, "")).problem("unlisted", **choices(name, names))


def _doubles(periods: list[_Period]) -> Iterator[PackProblem]:
    first: dict[tuple[str, str], _Period] = {}
    for one in periods:
        before = first.setdefault(one.key, one)
        if before is not one and before[3:] != one[3:]:
            yield one.problem("otherwise", first=f"{before.file}:{before.line}")


def _named(root: Table, checks: Mapping[str, Check]) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """The data files that rules name, each with the columns that are read."""
    for _, rule in entries(root, "rules"):
        check = rule.get("check")
        if isinstance(check, str) and check in checks and "x-columns" in str(checks[check].options):
            schema = Schema(dict(checks[check].options))
            for _, options in options_of("", rule):
                for found in schema.find(options):
                    if found.kind == DATA:
                        yield found.value, columns_of(schema.schema, str(found.path[0]))


def _periods(file: File, rows: Mapping[str, str], columns: Mapping[str, Mapping[str, Any]]) -> Iterator[_Period]:
    cells = {column: values.split("\n") for column, values in rows.items()}
    blank = [""] * len(cells["name"])
    by_role = {about["role"]: cells.get(column, blank) for column, about in columns.items() if "role" in about}
    versions = cells.get("version", blank)
    head, path = first_row(file), relative_path(file.path)
    for number, name in enumerate(cells["name"]):
        places = (by_role[role][number] for role in ("start", "end", "successor"))
        yield _Period(path, head + number, (name, versions[number]), *places)
