"""The primitives that rules name, for authors of packs: what each asks, its options, reasons, placeholders, an example."""

from __future__ import annotations

import json
from typing import Any

from checker.checks import CHECKS
from checker.checks.manual import manuals, option_about
from checker.i18n import say
from checker.render.options import RenderOptions
from checker.render.terminal import term_list


def about(name: str, lang: str) -> str:
    """Return when a primitive is met."""
    return say(f"check.{name}", lang)


def check_list(options: RenderOptions) -> str:
    """Return a line for each primitive."""
    rows = [(name, about(name, options.lang)) for name in CHECKS]
    return "\n".join(term_list(rows, options.columns)) + "\n"


def check_in_full(name: str, options: RenderOptions) -> str:
    """Return all that there is to know of one primitive."""
    lang, columns = options.lang, options.columns
    found = fields(name, lang)
    lines = [f"{name}  {found['about']}", "", say("checks.options", lang)]
    rows = []
    for one in found["options"]:
        notes = [one["about"], say("checks.required", lang) if one["required"] else ""]
        if one["default"] is not None:
            notes.append(say("checks.default", lang, value=json.dumps(one["default"], ensure_ascii=False)))
        rows.append((f"  {one['name']}", say("checks.between", lang).join(filter(None, notes))))
    lines += term_list(rows, columns) if rows else [f"  {say('checks.none', lang)}"]
    told = [
        (say("checks.reasons", lang), ", ".join(found["reasons"])),
        (say("checks.fills", lang), ", ".join(f"{{{one}}}" for one in found["fills"])),
    ]
    lines += ["", *term_list([(head, text or say("checks.none", lang)) for head, text in told], columns)]
    lines += ["", say("checks.example", lang), f"    check: {name}"]
    if found["example"]:
        lines.append(f"    options: {_flow(found['example'])}")
    return "\n".join(lines) + "\n"


def fields(name: str, lang: str) -> dict[str, Any]:
    """Return the same for JSON."""
    schema, manual = CHECKS[name].options, manuals().get(name)
    return {
        "name": name,
        "about": about(name, lang),
        "options": [
            {
                "name": option,
                "about": option_about(name, option, lang),
                "required": option in schema["required"],
                "default": one.get("x-default"),
            }
            for option, one in schema["properties"].items()
        ],
        "reasons": list(manual.reasons) if manual else [],
        "fills": list(manual.fills) if manual else [],
        "example": manual.example if manual else {},
    }


def _flow(value: Any) -> str:
    """Return a value as YAML in one line."""
    import yaml

    line: str = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000, sort_keys=False)
    return line.strip()
