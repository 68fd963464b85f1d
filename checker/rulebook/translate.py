"""Errors of jsonschema → faults an author can act on: one fault for each wrong key or value."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from checker.records import NamedTuple
from checker.rulebook.source import PathKey

if TYPE_CHECKING:
    from jsonschema import ValidationError

MAX_NAMES = 12
MAX_COMPARED = 500

_EXPECTED = {
    "string": "text-expected",
    "number": "number-expected",
    "integer": "integer-expected",
    "boolean": "switch-expected",
    "array": "list-expected",
    "object": "mapping-expected",
}


class SchemaIssue(NamedTuple):
    """One thing that is wrong: a key of the message catalogue, where it stands, and what fills the message."""

    key: str
    path: PathKey
    at_key: bool
    values: dict[str, Any]


def by_likeness(name: str, names: Iterable[str]) -> list[str]:
    """Return *names*, the one most like *name* first."""
    return sorted(names, key=lambda other: (-difflib.SequenceMatcher(None, name, other).ratio(), other))


def choices(name: str, names: Iterable[str]) -> dict[str, Any]:
    """Return the values of a message about a name that does not exist: the nearest one and those there are."""
    ordered = by_likeness(name, islice(names, MAX_COMPARED))
    listed = ", ".join(ordered[:MAX_NAMES]) + (", …" if len(ordered) > MAX_NAMES else "")
    return {"nearest": ordered[0] if ordered else "", "allowed": listed}


def shorten(value: object) -> str:
    """Return *value* as it may stand in a message."""
    text = str(value) if not isinstance(value, bool) else str(value).lower()
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def translate(error: ValidationError) -> Iterator[SchemaIssue]:
    """Yield the faults that one error of the validator stands for."""
    path: PathKey = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield SchemaIssue("bad-id", (*path, str(error.instance)), True, {"value": shorten(error.instance)})
        return
    translator = _TRANSLATORS.get(str(error.validator))
    if translator is None:
        yield SchemaIssue("invalid", path, False, {"detail": shorten(error.message)})
        return
    yield from translator(error, path)


def _unknown_keys(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    allowed = list(error.schema.get("properties", {}))
    patterns = error.schema.get("patternProperties", {})
    for key, value in error.instance.items():
        if key not in allowed and not any(re.search(pattern, key) for pattern in patterns):
            word, wide, _ = key.partition("：")
            if value is None and wide and word in allowed:
                yield SchemaIssue("full-width-colon", (*path, key), True, {"text": word + wide})
                continue
            if value is None and error.schema.get("x-text"):  # {zh: …, en: one, two}: what stands behind a comma
                yield SchemaIssue("unquoted-comma", (*path, key), True, {"name": shorten(key)})
                continue
            yield SchemaIssue("unknown-key", (*path, key), True, {"name": shorten(key), **choices(key, allowed)})


def _missing_keys(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    # jsonschema reports each missing key by itself and names it only in prose.
    missing = [key for key in error.validator_value if key not in error.instance]
    kind = "missing-language" if error.schema.get("x-text") else "missing-key"
    for key in [key for key in missing if error.message.startswith(repr(key))] or missing:
        yield SchemaIssue(kind, path, True, {"name": key})


def _wrong_type(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    expected = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    expected = [name for name in expected if name != "null"]
    found = error.instance
    if "string" in expected and isinstance(found, int | float):
        yield SchemaIssue("needs-quotes", path, False, {"value": shorten(found)})
    elif found is None:
        yield SchemaIssue("empty-value", path, False, {})
    elif len(expected) == 1 and expected[0] in _EXPECTED:
        yield SchemaIssue(_EXPECTED[expected[0]], path, False, {"value": _plain_words(found)})
    else:
        yield SchemaIssue("wrong-type", path, False, {"value": _plain_words(found), "expected": ", ".join(expected)})


def _plain_words(value: object) -> str:
    if isinstance(value, dict):
        return "{…}"
    return "[…]" if isinstance(value, list) else shorten(value)


def _wrong_value(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    value = error.instance
    allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
    yield SchemaIssue(
        "not-allowed-value",
        path,
        False,
        {"value": _plain_words(value), **choices(str(value), [str(item) for item in allowed])},
    )


def _wrong_form(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    form = error.schema.get("x-form", error.validator_value)
    if form == "id":
        yield SchemaIssue("bad-id", path, False, {"value": shorten(error.instance)})
    else:
        yield SchemaIssue("wrong-form", path, False, {"value": shorten(error.instance), "form": form})


def _bound(key: str) -> Callable[[Any, PathKey], Iterator[SchemaIssue]]:
    def issue(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
        yield SchemaIssue(key, path, False, {"value": _plain_words(error.instance), "bound": error.validator_value})

    return issue


def _only_with(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    for key, needed in error.validator_value.items():
        for other in needed:
            if key in error.instance and other not in error.instance:
                yield SchemaIssue("only-with", (*path, key), True, {"name": key, "needed": other})


def _alternative_issues(error: Any, path: PathKey) -> Iterator[SchemaIssue]:
    """Yield the faults of the alternative that was meant: the only one whose type is right."""
    branches: dict[Any, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    meant = [
        errors
        for errors in branches.values()
        if not any(inner.validator in {"type", "const", "enum"} and not inner.relative_path for inner in errors)
    ]
    if len(meant) == 1:
        for inner in meant[0]:
            yield from translate(inner)
    else:
        yield SchemaIssue("no-alternative-fits", path, False, {"value": _plain_words(error.instance)})


_TRANSLATORS: dict[str, Callable[[Any, PathKey], Iterator[SchemaIssue]]] = {
    "additionalProperties": _unknown_keys,
    "unevaluatedProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_type,
    "enum": _wrong_value,
    "const": _wrong_value,
    "pattern": _wrong_form,
    "minimum": _bound("too-small"),
    "exclusiveMinimum": _bound("too-small"),
    "maximum": _bound("too-large"),
    "exclusiveMaximum": _bound("too-large"),
    "minLength": _bound("empty-text"),
    "maxLength": _bound("text-too-long"),
    "minItems": _bound("too-few-items"),
    "maxItems": _bound("too-many-items"),
    "uniqueItems": _bound("repeated-item"),
    "minProperties": _bound("too-few-items"),
    "dependentRequired": _only_with,
    "anyOf": _alternative_issues,
    "oneOf": _alternative_issues,
}
