"""The one catalogue of what the checker itself says, in Chinese and English.

What a rule says stands in its pack.  Keys are grouped by their first word: ``error.X`` tells what happened and always
has a ``remedy.X``, the thing to do next.  A new message is one line in the module of its area:
``"key": ("中文", "English")``, with the same braces in both.  No key stands in two areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

LANGUAGES = ("zh", "en")

AREAS = (
    "report",
    "help",
    "exports",
    "rules",
    "waivers",
    "errors",
    "readers",
    "packs",
    "comparing",
    "outline",
    "forms",
    "annotate",
    "page",
    "config",
    "baseline",
    "repository",
    "init",
    "audit",
    "audit_lists",
    "audit_sheets",
    "audit_page",
    "audit_letters",
)
"""The modules of the catalogue, in the order in which a key is looked for; most calls never load the later ones."""

_loaded: dict[str, tuple[str, str]] = {}
_ahead = list(AREAS)


def texts(key: str) -> tuple[str, str] | None:
    """The message *key* in each of :data:`LANGUAGES` as written, or ``None``."""
    while key not in _loaded and _ahead:
        _loaded.update(import_module(f"checker.i18n.{_ahead.pop(0)}").MESSAGES)
    return _loaded.get(key)


def say(key: str, lang: str, **values: Any) -> str:
    """The message *key* in *lang* with its braces filled from *values*.

    A key that is missing gives the key itself: an error that is told badly is better than one that hides the first.
    """
    found = texts(key)
    if found is None:
        return " ".join([key, *(f"{name}={value}" for name, value in values.items())])
    return fill(found[LANGUAGES.index(lang)], values, lang)


def fill(template: str, values: Mapping[str, Any], lang: str) -> str:
    """*template* with each ``{name}`` replaced by its value; a name without a value stays as it is.

    Not ``str.format``: templates of packs come from others, and a format specification can ask for a gigabyte.
    """
    if "{" not in template:
        return template
    head, *pieces = template.split("{")
    filled = [head]
    for piece in pieces:
        name, closed, after = piece.partition("}")
        filled.append(_shown(values[name], lang) + after if closed and name in values else "{" + piece)
    return "".join(filled)


def _shown(value: Any, lang: str) -> str:
    """A value as a reader writes it: 3 rather than 3.0, a list with its commas, a text of a pack in its language."""
    if isinstance(value, dict):
        return str(value.get(lang) or next(iter(value.values()), ""))
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, (list, tuple)):
        return ("、" if lang == "zh" else ", ").join(_shown(one, lang) for one in value)
    return str(value)
