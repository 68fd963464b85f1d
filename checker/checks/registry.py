"""The primitives that rules name: one explicit table, each with the schema of its options.

A primitive knows nothing of this kind of report: parts, words and thresholds are options, so that a pack for another
kind is written without touching code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checks import conflicts, items, marks, mentions, numbers, orders, parts, ratios, record, sums, zeros

if TYPE_CHECKING:
    from checker.checks.outcome import Outcome
    from checker.document.report import Report

Options = Mapping[str, Any]

PATTERNS = {"$ref": "#/$defs/patterns"}
PART = {"$ref": "#/$defs/part"}
COUNT = {"type": "integer", "minimum": 0}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
KINDS = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "object",
        "properties": {"title": {"$ref": "#/$defs/text"}, "patterns": PATTERNS},
        "required": ["title", "patterns"],
        "additionalProperties": False,
    },
}
WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
UNITS = {"type": "array", "items": {"type": "string"}, "minItems": 1}
PAIRS = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "object",
        "properties": {
            "less": PATTERNS,
            "more": PATTERNS,
            "unless": PATTERNS,
            "units": {
                "type": "object",
                "properties": {"less": UNITS, "more": UNITS},
                "required": ["less", "more"],
                "additionalProperties": False,
            },
        },
        "required": ["less", "more"],
        "additionalProperties": False,
    },
}
CLAIMS = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {
        "type": "object",
        "properties": {"claim": PATTERNS, "against": PATTERNS, "unless": PATTERNS, "units": UNITS},
        "required": ["claim", "against"],
        "additionalProperties": False,
    },
}


class Check(NamedTuple):
    """One primitive: the function, what it asks, and the JSON Schema of its options."""

    run: Callable[[Report, Options], Outcome]
    about: str
    options: dict[str, Any]


def _options(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


CHECKS: dict[str, Check] = {
    "genre": Check(record.genre, "the text is of the kind that the pack judges", _options()),
    "title": Check(record.title, "there is a title", _options()),
    "title-form": Check(record.title_form, "the title names unit and year", _options()),
    "signature": Check(record.signature, "the unit signs at the end", _options()),
    "date": Check(record.date, "the document bears a date", _options()),
    "date-window": Check(
        record.date_window,
        "the date lies after the report's year and before the deadline of this kind of filer (MM-DD of the next year)",
        _options(
            published={"type": "string", "pattern": r"^\d\d-\d\d$"}, early={"type": "string", "pattern": r"^\d\d-\d\d$"}
        ),
    ),
    "year": Check(
        record.year, "a part names the year that is its own", _options(("part",), part=PART, offset={"type": "integer"})
    ),
    "part": Check(
        parts.part,
        "a part is there and has content",
        _options(("part",), part=PART, empty=COUNT, thin=COUNT, embedded=SHARE),
    ),
    "statements": Check(
        parts.statements,
        "a part that another one holds is stated in the text, not only promised by a heading",
        _options(("part", "explicit"), part=PART, explicit=PATTERNS, implicit=PATTERNS, empty=COUNT),
    ),
    "order": Check(
        parts.order,
        "the parts stand in one of the listed orders",
        _options(("orders",), orders={"type": "array", "items": {"type": "array", "items": PART}, "minItems": 1}),
    ),
    "share": Check(
        parts.share,
        "a part is no less than a share of several",
        _options(("part", "of", "min"), part=PART, of={"type": "array", "items": PART, "minItems": 1}, min=SHARE),
    ),
    "items": Check(items.count, "a part lists enough items", _options(("part", "min"), part=PART, min=COUNT)),
    "matched": Check(
        items.matched,
        "each item of one part has its item in another",
        _options(("part", "by", "statements"), part=PART, by=PART, statements=PATTERNS),
    ),
    "answered": Check(
        items.answered,
        "each item of one part is taken up in another",
        _options(("part", "by", "least"), part=PART, by=PART, common=PATTERNS, least={"type": "number", "minimum": 0}),
    ),
    "kinds": Check(
        mentions.kinds,
        "enough kinds of things are mentioned",
        _options(
            ("kinds", "min"),
            part=PART,
            kinds=KINDS,
            min=COUNT,
            whole=PATTERNS,
            subject=PATTERNS,
            other_subject=PATTERNS,
        ),
    ),
    "figures": Check(
        mentions.figures,
        "enough counted facts are given",
        _options(("part", "min"), part=PART, min=COUNT, units={"type": "array", "items": {"type": "string"}}),
    ),
    "any-of": Check(
        mentions.any_of,
        "a part shows at least one of several marks: words, a counted fact, a cited instrument",
        _options(
            ("part",),
            part=PART,
            patterns=PATTERNS,
            lesser=PATTERNS,
            figures={"type": "boolean"},
            citations={"type": "boolean"},
        ),
    ),
    "sums": Check(
        sums.sums,
        "parts that are listed with their total add up to it",
        _options(crossing=PATTERNS, classes=PATTERNS),
    ),
    "ratios": Check(
        ratios.ratios,
        "percentages fit the counts beside them, and none is above the whole",
        _options(rates=PATTERNS, unless=PATTERNS, crossing=PATTERNS),
    ),
    "agree": Check(
        conflicts.agree,
        "a thing that is counted twice in the same words has one value",
        _options(general=WORDS, places=PATTERNS, other={"type": "array", "items": PART}),
    ),
    "ordered": Check(
        orders.ordered,
        "what cannot exceed something else in its sentence does not",
        _options(("pairs",), pairs=PAIRS, rates=PATTERNS),
    ),
    "zero": Check(
        zeros.zero,
        "no count contradicts a claim that there was none",
        _options(("kinds",), kinds=CLAIMS, limits=PATTERNS),
    ),
    "heading-numbers": Check(numbers.headings, "headings are numbered without gap, repeat or jump", _options()),
    "enumerations": Check(numbers.enumerations, "enumerations in the text are complete", _options()),
    "absent": Check(marks.absent, "words that must not occur do not", _options(("patterns",), patterns=PATTERNS)),
    "characters": Check(
        marks.characters,
        "no control, private-use, braille or replacement characters, no markup",
        _options(markup=PATTERNS),
    ),
    "brackets": Check(marks.brackets, "brackets, quotation marks and book marks are paired and nested", _options()),
    "line-breaks": Check(marks.line_breaks, "paragraphs have not collapsed into one line", _options(longest=COUNT)),
    "attachment": Check(marks.attachment, "an attachment that is announced is there", _options()),
}
