"""What authors of packs are told of the primitives beside their options: ``manual.yaml``, read when it is asked for."""
# ruff: noqa: PTH123

from __future__ import annotations

from functools import cache
from typing import Any

from checker.i18n import has_message, say
from checker.records import NamedTuple

_FILE = __file__.replace("manual.py", "manual.yaml")
_ANY, _ACROSS = "*", "across"


class CheckManual(NamedTuple):
    """The reasons of a primitive's outcomes, the names in braces that its values fill, and its options in an example."""

    reasons: tuple[str, ...]
    fills: tuple[str, ...]
    example: dict[str, Any]


@cache
def _whole_manual() -> dict[str, dict[str, Any]]:
    import yaml

    with open(_FILE, encoding="utf-8") as stream:
        read: dict[str, dict[str, Any]] = yaml.safe_load(stream)
    return read


@cache
def manuals() -> dict[str, CheckManual]:
    """Return the manual of each primitive by its name."""
    return {name: _manual(one) for name, one in _whole_manual().items() if name not in (_ANY, _ACROSS)}


@cache
def across_manuals() -> dict[str, CheckManual]:
    """Return the same of what is looked for across reports."""
    return {name: _manual(one) for name, one in _whole_manual()[_ACROSS].items()}


def common_reasons() -> tuple[str, ...]:
    """Return the reasons for which any rule may be skipped."""
    return tuple(_whole_manual()[_ANY]["reasons"])


def _manual(one: dict[str, Any]) -> CheckManual:
    return CheckManual(tuple(one["reasons"]), tuple(one["fills"]), one.get("example", {}))


def option_about(check: str, option: str, lang: str) -> str:
    """Return what an option of a primitive means; empty where nothing is said of it."""
    keys = (f"check.option.{check}.{option}", f"check.option.{option}")
    return next((say(key, lang) for key in keys if has_message(key)), "")
