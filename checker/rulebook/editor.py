"""The JSON Schema of packs as editors want it: with the options, reasons and meanings of every check."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from checker.checks.manual import common_reasons, manuals, option_about
from checker.checks.outcome import FAIL, PARTIAL, PASS, SKIP
from checker.checks.registry import CHECKS
from checker.i18n import say
from checker.rulebook.schema import pack_schema


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
    """What holds of a rule with one check."""
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
