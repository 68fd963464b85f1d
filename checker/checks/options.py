"""The JSON Schemas of which the options of checks are made.

A ``$ref`` leads to the definitions of ``pack.schema.json``.
"""

from __future__ import annotations

from typing import Any

from checker.words import words

Schema = dict[str, Any]


def record(required: tuple[str, ...] = (), **properties: Any) -> Schema:
    """A mapping with these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def named(entry: Schema) -> Schema:
    """A mapping from ids of the author's choice to entries of one form."""
    return {"type": "object", "minProperties": 1, "additionalProperties": entry}


def default(value: Any, schema: Schema) -> Schema:
    """An option that is taken to be *value* where it is not given."""
    return {**schema, "x-default": value}


def several(entry: Schema, least: int = 1) -> Schema:
    """A list of entries of one form."""
    return {"type": "array", "items": entry, "minItems": least}


def data(**columns: Schema) -> Schema:
    """An option that names data files of the pack, and the columns that the check reads of them."""
    return several({"$ref": "#/$defs/data"}) | {"x-columns": columns}


PATTERNS = {"$ref": "#/$defs/patterns"}
PART = {"$ref": "#/$defs/part"}
TABLE = {"$ref": "#/$defs/table"}
BALANCES = {"type": "array", "items": {"$ref": "#/$defs/balance"}, "minItems": 1}
TEXT = {"$ref": "#/$defs/text"}
YEAR = {"$ref": "#/$defs/year"}
LINE = {"$ref": "#/$defs/line"}
COUNT = {"type": "integer", "minimum": 0}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
SWITCH = {"type": "boolean"}
DEADLINE = {"$ref": "#/$defs/deadline"}
DAY = {"type": "string", "pattern": r"^\d\d-\d\d$"}
WORD = {"type": "string", "minLength": 1}
WORDS = several(WORD)
SOME_WORDS = several(WORD, least=0)
UNITS = several({"enum": list(words("figures.units"))})
PARTS = several(PART)

# Columns of data files.
REQUIRED = {"required": True}
DATE = {"form": "date"}
HISTORY = data(
    name=REQUIRED,
    version={},
    adopted=DATE,
    **{"from": DATE | {"role": "start"}, "until": DATE | {"role": "end"}},
    by={"role": "successor"},
    confidence={},
)
"""Since when instruments are in force, and until when."""

# What single checks are given.
KINDS = named(record(("title", "patterns"), title=TEXT, patterns=PATTERNS))
CORRECTIONS = several(
    record(
        ("wrong",),
        wrong=PATTERNS,
        right=LINE,
        replaces=LINE,
        sure=SWITCH,
        note=TEXT,
        first=YEAR,
        last=YEAR,
        names=SWITCH,
        unless=PATTERNS,
    )
)
MATTERS = named(record(("asked", "answer"), asked=PATTERNS, answer=PATTERNS))
PLACES = record(("title", "opening", "heading"), title=TEXT, opening=TEXT, heading=TEXT)
ORDERED = named(
    record(
        ("less", "more"),
        less=PATTERNS,
        more=PATTERNS,
        unless=PATTERNS,
        units=record(("less", "more"), less=UNITS, more=UNITS),
    )
)
FIGURES_OF_CELLS = named(record(("patterns", "column"), patterns=PATTERNS, row=LINE, column=LINE))
CLAIMS = named(record(("claim", "against"), claim=PATTERNS, against=PATTERNS, unless=PATTERNS, units=UNITS))
