"""The JSON Schema of packs: what is valid, what exactly is wrong where it is not, and where patterns and names stand.

``$ref: "#/$defs/patterns"`` in a schema means: here stands a list of patterns; ``#/$defs/part``: here stands the id of a
part; ``#/$defs/data``: the name of a data file.  Thus the pack's schema and the option schemas of the primitives say
where patterns and names are, and no code lists them a second time.
"""
# ruff: noqa: PTH100, PTH118, PTH120, PTH123

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from checker.checks.manual import common_reasons, manuals, option_about
from checker.checks.outcome import FAIL, PARTIAL, PASS, SKIP
from checker.checks.registry import CHECKS
from checker.errors import PackProblem
from checker.i18n import say
from checker.records import NamedTuple
from checker.rulebook.source import PathKey, Row, Table, problem_at
from checker.rulebook.translate import translate

PATTERNS = "patterns"
DATA = "data"
NAMES = frozenset({"part", "table", "genre", "filer", "group", "rule", "source", "check"})


@cache
def pack_schema() -> dict[str, Any]:
    """Return the published schema of packs (JSON Schema 2020-12)."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pack.schema.json")
    with open(path, encoding="utf-8") as stream:
        schema: dict[str, Any] = json.load(stream)
    return schema


class Reference(NamedTuple):
    """A value of a ``kind`` (``patterns``, ``data`` or one of the names) and its path."""

    kind: str
    path: PathKey
    value: Any


class Schema:
    """A schema that shares the definitions of the pack's schema (``#/$defs/patterns``, ``#/$defs/part`` …)."""

    def __init__(self, schema: dict[str, Any] | None = None) -> None:
        base = pack_schema()
        own = base if schema is None else schema
        self.schema = {**own, "$defs": {**base["$defs"], **own.get("$defs", {})}}
        self._validator: Any = Draft202012Validator(self.schema)

    def problems(self, value: Table | Row, path: PathKey = ()) -> Iterator[PackProblem]:
        """Yield what is wrong with *value*, which stands at *path* of its document."""
        for error in self._validator.iter_errors(value):
            for issue in translate(error):
                yield problem_at(value, issue.path, issue.key, key=issue.at_key, below=path, **issue.values)

    def find(self, value: Any) -> Iterator[Reference]:
        """Return the lists of patterns and the names in *value*, in the order of the schema; wrong types are passed over."""
        return self._find_under(self.schema, value, ())

    def defaults(self) -> dict[str, Any]:
        """Return the default values of the options that have one."""
        options = self.schema.get("properties", {}).items()
        return {name: option["default"] for name, option in options if "default" in option}

    def _fits(self, schema: Any, value: Any) -> bool:
        return bool(self._validator.evolve(schema=schema).is_valid(value))

    def _find_under(self, schema: Any, value: Any, path: PathKey) -> Iterator[Reference]:
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            yield from self._of_reference(str(schema["$ref"]).removeprefix("#/$defs/"), value, path)
        for part in self._chosen_parts(schema, value):
            yield from self._find_under(part, value, path)
        if isinstance(value, dict):
            for key, item in value.items():
                for part in _schemas_of_key(schema, key):
                    yield from self._find_under(part, item, (*path, key))
        elif isinstance(value, list):
            ahead = schema.get("prefixItems", [])
            for number, item in enumerate(value):
                part = ahead[number] if number < len(ahead) else schema.get("items")
                yield from self._find_under(part, item, (*path, number))

    def _of_reference(self, name: str, value: Any, path: PathKey) -> Iterator[Reference]:
        if name in (PATTERNS, DATA) or name in NAMES:
            if isinstance(value, list if name == PATTERNS else str):
                yield Reference(name, path, value)
        else:
            yield from self._find_under(self.schema["$defs"].get(name), value, path)

    def _chosen_parts(self, schema: dict[str, Any], value: Any) -> Iterator[Any]:
        """Yield the subschemas that hold for *value* itself."""
        yield from schema.get("allOf", ())
        if "if" in schema:
            yield schema.get("then" if self._fits(schema["if"], value) else "else")
        for keyword in ("oneOf", "anyOf"):
            yield from [part for part in schema.get(keyword, ()) if self._fits(part, value)][:1]


def _schemas_of_key(schema: dict[str, Any], key: str) -> Iterator[Any]:
    known = False
    if key in schema.get("properties", {}):
        known = True
        yield schema["properties"][key]
    for pattern, part in schema.get("patternProperties", {}).items():
        if re.search(pattern, key):
            known = True
            yield part
    if not known:
        yield schema.get("additionalProperties")


def replaced(value: Any, replacements: Mapping[PathKey, Any], path: PathKey = ()) -> Any:
    """Return a plain copy of *value* with the values at the paths of *replacements* replaced, and without ``x-`` keys."""
    if path in replacements:
        return replacements[path]
    if isinstance(value, dict):
        items = [(key, item) for key, item in value.items() if not key.startswith("x-")]
        return {key: replaced(item, replacements, (*path, key)) for key, item in items}
    if isinstance(value, list):
        return [replaced(item, replacements, (*path, number)) for number, item in enumerate(value)]
    return value


def editor_schema(lang: str) -> dict[str, Any]:
    """Return the published schema with what a rule may say once it has named its check; meanings in *lang*."""
    schema = deepcopy(pack_schema())
    rule = schema["$defs"]["ruleEntry"]
    rule["properties"]["check"] = {
        "oneOf": [{"const": name, "description": say(f"check.{name}", lang)} for name in CHECKS]
    }
    rule["allOf"] = [_if_named(name, lang) for name in CHECKS]
    return schema


def _if_named(name: str, lang: str) -> dict[str, Any]:
    """Return what holds of a rule with one check."""
    options = deepcopy(CHECKS[name].options)
    for option, one in options["properties"].items():
        about = option_about(name, option, lang)
        extra = {"default": one["x-default"]} if "x-default" in one else {}
        options["properties"][option] = {**one, **({"description": about} if about else {}), **extra}
    then: dict[str, Any] = {"options": options}
    manual = manuals().get(name)
    if manual is not None:
        reasons = [*manual.reasons, *common_reasons()]
        then["message"] = {
            "propertyNames": {"anyOf": [{"enum": [PASS, PARTIAL, FAIL, SKIP, *reasons]}, {"pattern": "^x-"}]}
        }
        then["cases"] = {"items": {"properties": {"reason": {"enum": [*reasons, None]}}}}
    return {"if": {"properties": {"check": {"const": name}}, "required": ["check"]}, "then": {"properties": then}}
