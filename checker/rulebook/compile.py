"""A merged and valid document → the compiled form of a pack: JSON values that :mod:`checker.rulebook.records` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.matching import compile_lexicon
from checker.rulebook.content import Check, entries, options_of, pattern_lists
from checker.rulebook.schema import Schema
from checker.rulebook.walk import PATTERNS, replaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.rulebook.located import PathKey, Table
    from checker.rulebook.patterns import PatternLists


class TooManyPatternsError(Exception):
    """The list of patterns at ``path`` stands for more patterns than a list may have."""

    def __init__(self, path: PathKey) -> None:
        super().__init__(path)
        self.path = path


def compile_pack(root: Table, schema: Schema, checks: Mapping[str, Check], digest: str) -> dict[str, Any]:
    """The compiled form of the valid document *root*.

    :raises TooManyPatternsError: where vocabulary lists that name each other grow beyond bounds.
    """
    lists = pattern_lists(root)
    plain = _numbered(root, schema, lists, ())
    groups = [[name, group["title"], group["weight"]] for name, group in _section(plain, "groups").items()]
    order = {group[0]: number for number, group in enumerate(groups)}
    rules = [_rule(name, rule, plain["rules"][name], checks, lists) for name, rule in entries(root, "rules")]
    rules.sort(key=lambda row: order[row[1]])  # stable: inside a group the order of the pack
    return {
        "id": plain["pack"],
        "version": plain["version"],
        "digest": digest,
        "title": plain["title"],
        "regions": _section(plain, "applies").get("regions", []),
        "sources": [_source(name, source) for name, source in _section(plain, "sources").items()],
        "groups": groups,
        "parts": _section(plain, "parts"),
        "genres": _section(plain, "genres"),
        "filers": _section(plain, "filers"),
        "vocabulary": _section(plain, "vocabulary"),
        "rules": rules,
        "cases": {name: [_case(case) for case in plain["rules"][name]["cases"]] for name, *_ in rules},
        "lexicon": compile_lexicon(lists.lists),
    }


def _section(plain: dict[str, Any], name: str) -> dict[str, Any]:
    section: dict[str, Any] = plain.get(name, {})
    return section


def _numbered(value: Any, schema: Schema, lists: PatternLists, path: PathKey) -> Any:
    """A plain copy of *value* with each list of patterns replaced by its number."""
    numbers: dict[PathKey, int] = {}
    for found in schema.find(value):
        if found.kind == PATTERNS:
            if lists.too_long(found.value):
                raise TooManyPatternsError((*path, *found.path))
            numbers[found.path] = lists.number(found.value)
    return replaced(value, numbers)


def _source(name: str, source: dict[str, Any]) -> list[Any]:
    clauses = [
        [key, clause["title"], clause.get("text", {}), clause.get("required", False)]
        for key, clause in source.get("clauses", {}).items()
    ]
    optional = [source.get("number", ""), source.get("date", ""), source["standing"]]
    return [name, source["title"], source["issuer"], *optional, clauses]


def _case(case: dict[str, Any]) -> list[Any]:
    return [case.get(field) for field in ("state", "reason", "text", "year", "filer", "region")]


def _rule(name: str, rule: Table, plain: dict[str, Any], checks: Mapping[str, Check], lists: PatternLists) -> list[Any]:
    schema = Schema(dict(checks[rule["check"]].options))
    own, *others = [
        _numbered({**schema.defaults(), **options}, schema, lists, path) for path, options in options_of(name, rule)
    ]
    when = [
        [variant.get("filers", []), variant.get("first"), variant.get("last"), options]
        for variant, options in zip(plain.get("when", []), others, strict=True)
    ]
    basis = plain["basis"] if isinstance(plain["basis"], list) else [plain["basis"]]
    return [
        name,
        plain["group"],
        plain["title"],
        [["", ""] if item == "practice" else [item["source"], item.get("clause", "")] for item in basis],
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
    ]
