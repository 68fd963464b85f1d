"""The JSON Schemas of the options of checks, and of what they are made.

A ``$ref`` leads to the definitions of ``pack.schema.json``.
"""

from __future__ import annotations

from typing import Any

from checker.words import words

Schema = dict[str, Any]


def record(required: tuple[str, ...] = (), **properties: Any) -> Schema:
    """Return a mapping with these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def named(entry: Schema) -> Schema:
    """Return a mapping from ids of the author's choice to entries of one form."""
    return {"type": "object", "minProperties": 1, "additionalProperties": entry}


def default(value: Any, schema: Schema) -> Schema:
    """Return an option that is taken to be *value* where it is not given."""
    return {**schema, "x-default": value}


def several(entry: Schema, least: int = 1) -> Schema:
    """Return a list of entries of one form."""
    return {"type": "array", "items": entry, "minItems": least}


def data(**columns: Schema) -> Schema:
    """Return an option that names data files of the pack, and the columns that the check reads of them."""
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

SCHEMAS: dict[str, Schema] = {
    "genre": record(),
    "title": record(),
    "title-form": record(),
    "title-named": record(("patterns",), patterns=PATTERNS),
    "signature": record(),
    "date": record(),
    "date-window": record(
        published=DEADLINE, early=DAY, opens=DAY, inferred=several({"$ref": "#/$defs/filer"}, least=0)
    ),
    "year": record(part=PART, patterns=PATTERNS, offset=default(0, {"type": "integer"}), intended=PATTERNS),
    "own-name": record(beside=PATTERNS),
    "part": record(("part",), part=PART, empty=default(8, COUNT), thin=default(0, COUNT), embedded=default(0.5, SHARE)),
    "statements": record(("part",), part=PART),
    "order": record(("orders",), orders=several(several(PART, least=0))),
    "length": record(("max",), part=PART, max=COUNT),
    "share": record(("part", "of", "min"), part=PART, of=PARTS, min=SHARE),
    "items": record(("part", "min"), part=PART, min=COUNT),
    "matched": record(("part", "by"), part=PART, by=PART),
    "answered": record(
        ("part", "by", "least"),
        part=PART,
        by=PART,
        common=PATTERNS,
        general=PATTERNS,
        least={"type": "number", "minimum": 0},
        matters=MATTERS,
    ),
    "kinds": record(("kinds", "min"), part=PART, kinds=KINDS, min=COUNT, whole=PATTERNS),
    "acts": record(
        ("part", "kinds", "min", "subject"),
        part=PART,
        kinds=KINDS,
        min=COUNT,
        subject=PATTERNS,
        whole=PATTERNS,
        formula=PATTERNS,
    ),
    "counted-acts": record(
        ("part", "min", "subject", "acts"), part=PART, min=COUNT, subject=PATTERNS, acts=PATTERNS, units=UNITS
    ),
    "figures": record(("part", "min"), part=PART, min=COUNT, units=UNITS),
    "amount": record(("patterns", "min"), part=PART, patterns=PATTERNS, min=COUNT, units=UNITS),
    "any-of": record(("part",), part=PART, patterns=PATTERNS, lesser=PATTERNS, figures=SWITCH, citations=SWITCH),
    "sums": record(
        crossing=PATTERNS, classes=PATTERNS, total=PATTERNS, change=PATTERNS, rates=PATTERNS, among=PATTERNS
    ),
    "ratios": record(rates=PATTERNS, unless=PATTERNS, crossing=PATTERNS),
    "agree": record(general=SOME_WORDS, places=PATTERNS, other=several(PART, least=0), rates=PATTERNS, change=PATTERNS),
    "ordered": record(("pairs",), pairs=ORDERED, rates=PATTERNS),
    "zero": record(("kinds",), kinds=CLAIMS, limits=PATTERNS),
    "table-filled": record(
        ("table",), table=TABLE, rows=several(LINE), columns=several(LINE), marks=default(True, SWITCH)
    ),
    "table-sums": record(("table",), table=TABLE, rows=BALANCES, columns=BALANCES),
    "figure-matches": record(("table", "figures"), table=TABLE, figures=FIGURES_OF_CELLS, part=PART),
    "heading-numbers": record(),
    "enumerations": record(),
    "absent": record(("patterns",), patterns=PATTERNS, anywhere=PATTERNS, blanks=SWITCH),
    "pairs": record(("pairs",), pairs=CORRECTIONS),
    "repeats": record(least=COUNT, formulas=PATTERNS),
    "substance": record(
        ("parts",),
        parts=PARTS,
        repeated=SHARE,
        share=SHARE,
        stock=SHARE,
        empty=SHARE,
        whole=PARTS,
        least=COUNT,
        often=COUNT,
        most=COUNT,
    ),
    "same-year": record(
        ("places",), places=PLACES, opening=PATTERNS, announces=PATTERNS, ahead=PATTERNS, unless=PATTERNS
    ),
    "characters": record(markup=PATTERNS),
    "brackets": record(),
    "instrument-names": record(
        ("names", "kinds"),
        names=data(name=REQUIRED, confidence={}),
        unjudged=SOME_WORDS,
        kinds=SOME_WORDS,
        others=SOME_WORDS,
        prefix=WORD,
        places=SOME_WORDS,
        qualifiers=SOME_WORDS,
        complete=SOME_WORDS,
        alike=SOME_WORDS,
        short=PATTERNS,
    ),
    "instrument-dates": record(
        ("data", "applied", "unless"),
        data=HISTORY,
        unjudged=SOME_WORDS,
        applied=PATTERNS,
        before=PATTERNS,
        begun=PATTERNS,
        behind=PATTERNS,
        since=PATTERNS,
        unless=PATTERNS,
        coming=PATTERNS,
        past=PATTERNS,
        made=PATTERNS,
        earlier=PATTERNS,
        beside=PATTERNS,
        about=PATTERNS,
        new=PATTERNS,
        recent=COUNT,
        prefix=WORD,
    ),
    "line-breaks": record(longest=COUNT),
    "attachment": record(),
    "id-number": record(context=PATTERNS),
    "mobile-number": record(before=PATTERNS, after=PATTERNS),
    "card-number": record(("context",), context=PATTERNS),
    "marking": record(("levels",), levels=WORDS, labels=WORDS, beside=WORDS, notes=PATTERNS),
}
"""The options of each primitive, by its name."""
