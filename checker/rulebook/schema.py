"""The JSON Schema of packs: what is valid, and what exactly is wrong where it is not."""
# ruff: noqa: PTH100, PTH118, PTH120, PTH123

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from checker.errors import PackProblem
from checker.rulebook.located import PathKey, Row, Table, place, spell
from checker.rulebook.translate import translate
from checker.rulebook.walk import Found, Walker


@cache
def pack_schema() -> dict[str, Any]:
    """The published schema of packs (JSON Schema 2020-12)."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pack.schema.json")
    with open(path, encoding="utf-8") as stream:
        schema: dict[str, Any] = json.load(stream)
    return schema


class Schema:
    """A schema that shares the definitions of the pack's schema (``#/$defs/patterns``, ``#/$defs/part`` …)."""

    def __init__(self, schema: dict[str, Any] | None = None) -> None:
        base = pack_schema()
        own = base if schema is None else schema
        self.schema = {**own, "$defs": {**base["$defs"], **own.get("$defs", {})}}
        self._validator: Any = Draft202012Validator(self.schema)
        self._walker = Walker(self.schema["$defs"], self._fits)

    def problems(self, value: Table | Row, path: PathKey = ()) -> Iterator[PackProblem]:
        """What is wrong with *value*, which stands at *path* of its document."""
        for error in self._validator.iter_errors(value):
            for fault in translate(error):
                mark = place(value, fault.path, key=fault.at_key)
                yield PackProblem(fault.key, *mark, spell((*path, *fault.path)), **fault.values)

    def find(self, value: Any, path: PathKey = ()) -> Iterator[Found]:
        """The lists of patterns and the names in *value*; their paths start with *path*."""
        return self._walker.find(self.schema, value, path)

    def defaults(self) -> dict[str, Any]:
        """The default values of the options that have one."""
        options = self.schema.get("properties", {}).items()
        return {name: option["default"] for name, option in options if "default" in option}

    def _fits(self, schema: Any, value: Any) -> bool:
        return bool(self._validator.evolve(schema=schema).is_valid(value))
