"""A merged and valid document → the compiled form of a pack: JSON values that :mod:`checker.rulebook.model` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker.cache import as_json, short_hash
from checker.checks import Check
from checker.patterns import compile_lexicon
from checker.records import NamedTuple
from checker.rulebook.content import entries_of, options_of, pattern_lists
from checker.rulebook.data_files import Columns, columns_of, horizon_of, read_table
from checker.rulebook.locate import File
from checker.rulebook.patterns import PatternLists
from checker.rulebook.schema import DATA, PATTERNS, Schema, replaced
from checker.rulebook.source import PathKey, Table
from checker.text.fold import fold_pattern


class TooManyPatternsError(Exception):
    """The list of patterns at ``path`` stands for more patterns than a list may have."""

    def __init__(self, path: PathKey) -> None:
        super().__init__(path)
        self.path = path


class _DataFiles:
    """The data files that rules name, each with the columns its check reads, under one number."""

    def __init__(self, files: Mapping[str, File]) -> None:
        self._files = files
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        self.tables: list[Columns] = []
        self.sheets: dict[str, list[Any]] = {}

    def number(self, name: str, columns: dict[str, dict[str, Any]]) -> int:
        """Return the number of the table in the file *name*."""
        key = (name, tuple(columns))
        if key not in self._numbers:
            self._numbers[key] = len(self.tables)
            self.tables.append(read_table(self._files[name], name, columns)[0])
            sheet = self.sheets.setdefault(name, [name, 0, horizon_of(self._files[name]), False])
            sheet[1] = self.tables[-1]["name"].count("\n") + 1
            sheet[3] = sheet[3] or any(about.get("role") == "end" for about in columns.values())
        return self._numbers[key]


class _Numbers(NamedTuple):
    """What the compiled form refers to by numbers."""

    lists: PatternLists
    data: _DataFiles


def compile_pack(root: Table, schema: Schema, checks: Mapping[str, Check], data: Mapping[str, File]) -> dict[str, Any]:
    """Return the compiled form of the valid document *root* with its *data* files, all but the digest of its sources.

    :raises TooManyPatternsError: where vocabulary lists that name each other grow beyond bounds.
    """
    numbers = _Numbers(pattern_lists(root), _DataFiles(data))
    plain = _numbered(root, schema, numbers, ())
    groups = [
        [name, group["title"], group["weight"], group.get("waivable", True)]
        for name, group in _section_of(plain, "groups").items()
    ]
    order = {group[0]: number for number, group in enumerate(groups)}
    rules = [_rule_row(name, rule, plain["rules"][name], checks, numbers) for name, rule in entries_of(root, "rules")]
    rules.sort(key=lambda row: order[row[1]])  # stable: inside a group the order of the pack
    return {
        "id": plain["pack"],
        "version": plain["version"],
        "title": plain["title"],
        "regions": _section_of(plain, "applies").get("regions", []),
        "judged": _section_of(plain, "applies").get("genres", []),
        "names": _report_names(plain),
        "base": plain.get("base", False),
        "sources": [_source_row(name, source) for name, source in _section_of(plain, "sources").items()],
        "groups": groups,
        "parts": _section_of(plain, "parts"),
        "genres": _section_of(plain, "genres"),
        "filers": _section_of(plain, "filers"),
        "tables": {
            name: {**plain["tables"][name], "names": _printed_names(entry)}
            for name, entry in entries_of(root, "tables")
        },
        "vocabulary": _section_of(plain, "vocabulary"),
        "across": [_across_row(name, rule) for name, rule in _section_of(plain, "across").items()],
        "blanks": _blanks_number(root, numbers.lists),
        "year": plain.get("year"),
        "outlines": _outlines(plain, numbers.lists),
        "rules": rules,
        "cases": {
            name: [
                list(map(_case_row, plain["rules"][name]["cases"])),
                _guide_row(_section_of(plain, "guide").get(name)),
            ]
            for name, *_ in rules
        },
        "lexicon": compile_lexicon(numbers.lists.lists),
        "data": numbers.data.tables,
        "sheets": list(numbers.data.sheets.values()),
    }


def _report_names(plain: dict[str, Any]) -> dict[str, Any]:
    """Return what outputs call the report of a pack: as it says, else by the title of its genre, else by its own."""
    own = _section_of(plain, "names")
    titles = [genre["title"] for genre in _section_of(plain, "genres").values() if genre.get("report")]
    report = own.get("report", (titles or [plain["title"]])[0])
    return {"report": report, "work": report, **own}


def _outlines(plain: dict[str, Any], lists: PatternLists) -> str:
    """Return a hash of all by which headings, titles and genres are found; packs with the same see one outline in a text."""

    def patterns_of(number: int | None) -> Any:
        return None if number is None else lists.lists[number]

    parts = [
        [
            name,
            part.get("thematic", {}).get("min"),
            {key: patterns_of(number) for key, number in part.get("heading", {}).items()},
        ]
        for name, part in _section_of(plain, "parts").items()
    ]
    genres = [
        [
            name,
            genre.get("report"),
            patterns_of(genre.get("name")),
            [[patterns_of(sign["patterns"]), sign["weight"]] for sign in genre.get("signs", ())],
        ]
        for name, genre in _section_of(plain, "genres").items()
    ]
    return short_hash(as_json([parts, genres, bool(plain.get("tables"))]))


def _section_of(plain: dict[str, Any], name: str) -> dict[str, Any]:
    section: dict[str, Any] = plain.get(name, {})
    return section


_SHORTEST_GUIDANCE = 8
"""Shorter pieces of what the pack says to authors may well be said by one of them: 做什么、谁来做."""


def _blanks_number(root: Table, lists: PatternLists) -> int | None:
    """Return the number of the patterns of what is still to be written, the pack's own words to authors among them.

    A report that holds what a rule tells its author to write (``prompt``, ``fix``) says nothing by it.
    """
    said: dict[str, None] = {}
    for _, rule in entries_of(root, "rules"):
        for text in (text for key in ("prompt", "fix") for text in rule.get(key, {}).values()):
            for piece in re.split("[。；;.]", text):
                if len(re.findall(r"[^\W\d_]", piece)) >= _SHORTEST_GUIDANCE and "{" not in piece:
                    said[re.escape(fold_pattern(piece.strip()))] = None
    patterns = [*root.get("blanks", ()), *said]
    return lists.number(patterns) if patterns else None


def _numbered(value: Any, schema: Schema, numbers: _Numbers, path: PathKey) -> Any:
    """Return a plain copy of *value* with each list of patterns and each data file replaced by its number."""
    found_at: dict[PathKey, int] = {}
    for found in schema.find(value):
        if found.kind == PATTERNS:
            if numbers.lists.too_long(found.value):
                raise TooManyPatternsError((*path, *found.path))
            found_at[found.path] = numbers.lists.number(found.value)
        elif found.kind == DATA:
            columns = columns_of(schema.schema, str(found.path[0]))
            found_at[found.path] = numbers.data.number(found.value, columns)
    return replaced(value, found_at)


def _printed_names(table: Table) -> dict[str, str]:
    """Return what a table prints for its rows and columns: the first of the words that name each, behind its last gap."""
    found = {}
    for side in ("rows", "columns"):
        for name, patterns in table.get(side, {}).items():
            first = next(iter(patterns), name)
            first = first["match"] if isinstance(first, dict) else first
            words = first if isinstance(first, str) else first[0]
            piece = re.split(r"[.][*+?]?(?:[{][^}]*[}])?", words)[-1].removeprefix("^").removesuffix("$")
            found[f"{side}.{name}"] = piece if piece and not words.startswith("$") else name
    return found


def _source_row(name: str, source: dict[str, Any]) -> list[Any]:
    clauses = [
        [key, clause["title"], clause.get("text", {}), clause.get("required", False), clause.get("short")]
        for key, clause in source.get("clauses", {}).items()
    ]
    optional = [source.get("number", ""), source.get("date", ""), source["standing"]]
    return [name, source["title"], source["issuer"], *optional, clauses, source.get("short")]


def _basis_rows(basis: Any) -> list[list[str]]:
    items = basis if isinstance(basis, list) else [basis]
    return [["", ""] if item == "practice" else [item["source"], item.get("clause", "")] for item in items]


def _across_row(name: str, rule: dict[str, Any]) -> list[Any]:
    asked = [rule["severity"], rule["check"], rule.get("options", {}), rule["message"], rule["fix"]]
    when = [_variant_row(one, {**rule.get("options", {}), **one["options"]}) for one in rule.get("when", [])]
    only = _variant_row(rule["only"]) if "only" in rule else None
    return [name, rule["title"], _basis_rows(rule["basis"]), *asked, rule.get("ask", {}), when, only]


def _case_row(case: dict[str, Any]) -> list[Any]:
    return [case.get(field) for field in ("state", "reason", "text", "year", "filer", "region")]


def _guide_row(guide: dict[str, Any] | None) -> list[Any] | None:
    if guide is None:
        return None
    good = [_case_row({"state": "pass", **passage}) for passage in guide["good"]]
    return [guide["plain"], guide["judged"], good, guide["misses"]]


def _rule_row(
    name: str, rule: Table, plain: dict[str, Any], checks: Mapping[str, Check], numbers: _Numbers
) -> list[Any]:
    schema = Schema(dict(checks[rule["check"]].options))
    own, *others = [
        _numbered({**schema.defaults(), **options}, schema, numbers, path) for path, options in options_of(name, rule)
    ]
    when = [_variant_row(variant, options) for variant, options in zip(plain.get("when", []), others, strict=True)]
    return [
        name,
        plain["group"],
        plain["title"],
        _basis_rows(plain["basis"]),
        plain["severity"],
        plain["weight"],
        plain.get("cap"),
        plain["check"],
        own,
        when,
        plain["message"],
        plain["fix"],
        plain["effort"],
        plain.get("needs"),
        plain.get("prompt"),
        _variant_row(plain["only"]) if "only" in plain else None,
        plain.get("caps", {}),
    ]


def _variant_row(variant: Mapping[str, Any], options: Mapping[str, Any] | None = None) -> list[Any]:
    return [variant.get("filers", []), variant.get("first"), variant.get("last"), options or {}]
