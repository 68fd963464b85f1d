"""What there is to know of the primitives beside their code: ``manual.yaml``, read where a pack is compiled or told of."""
# ruff: noqa: PTH123

from __future__ import annotations

from functools import cache
from typing import Any

from checker.i18n import has_message, say
from checker.records import NamedTuple
from checker.words import load_yaml, when_extended, words

_FILE = __file__.replace("manual.py", "manual.yaml")
_ANY, _ACROSS, _TYPES = "*", "across", "types"

Schema = dict[str, Any]


class CheckManual(NamedTuple):
    """What is told of a primitive.

    ``reasons`` are those of its outcomes, ``fills`` the names in braces that its values fill; ``options`` is the JSON Schema
    of its options (a ``$ref`` leads to the definitions of ``pack.schema.json``), and ``example`` some that are valid.
    """

    reasons: tuple[str, ...]
    fills: tuple[str, ...]
    options: Schema
    example: dict[str, Any]


@cache
def _whole_manual() -> dict[str, dict[str, Any]]:
    with open(_FILE, "rb") as stream:
        return load_yaml(stream.read())


@cache
def manuals() -> dict[str, CheckManual]:
    """Return the manual of each primitive by its name."""
    return {name: _manual(one) for name, one in _whole_manual().items() if name not in (_ANY, _ACROSS, _TYPES)}


when_extended(manuals.cache_clear)


@cache
def across_manuals() -> dict[str, CheckManual]:
    """Return the same of what is looked for across reports."""
    return {name: _manual(one) for name, one in _whole_manual()[_ACROSS].items()}


def common_reasons() -> tuple[str, ...]:
    """Return the reasons for which any rule may be skipped."""
    return tuple(_whole_manual()[_ANY]["reasons"])


def option_about(check: str, option: str, lang: str) -> str:
    """Return what an option of a primitive means; empty where nothing is said of it."""
    keys = (f"check.option.{check}.{option}", f"check.option.{option}")
    return next((say(key, lang) for key in keys if has_message(key)), "")


def _manual(one: dict[str, Any]) -> CheckManual:
    options = _schema_of({"keys": one.get("options", {}), "required": one.get("required", [])})
    return CheckManual(tuple(one["reasons"]), tuple(one["fills"]), options, one.get("example", {}))


def _schema_of(said: Any) -> Schema:
    """Return the JSON Schema of what the manual says that an option may hold; its forms are told at the head of the file."""
    if isinstance(said, str):
        types = _whole_manual()[_TYPES]
        return _schema_of(types[said]) if said in types else {"$ref": f"#/$defs/{said}"}
    if isinstance(said, list):
        return {**_schema_of(said[0]), "x-default": said[1]}
    if "keys" in said:
        properties = {name: _schema_of(one) for name, one in said["keys"].items()}
        required = said.get("required", [])
        return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    if "by-id" in said:
        return {"type": "object", "minProperties": 1, "additionalProperties": _schema_of(said["by-id"])}
    if "list" in said:
        columns = {"x-columns": said["columns"]} if "columns" in said else {}
        return {"type": "array", "items": _schema_of(said["list"]), "minItems": said.get("least", 1), **columns}
    return {"enum": list(words(said["words-of"]))} if "words-of" in said else dict(said)
