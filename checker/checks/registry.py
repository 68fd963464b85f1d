"""The primitives that rules name: one explicit table, each with the schema of its options.

A primitive knows nothing of this kind of report: parts, words and thresholds are options, so that a pack for another
kind is written without touching code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checks import (
    amounts,
    instruments,
    items,
    marking,
    marks,
    mentions,
    numbers,
    parts,
    private,
    record,
    repeats,
    wording,
    years,
)

if TYPE_CHECKING:
    from checker.checks.outcome import Outcome
    from checker.document.report import Report

Options = Mapping[str, Any]

PATTERNS = {"$ref": "#/$defs/patterns"}
PART = {"$ref": "#/$defs/part"}
COUNT = {"type": "integer", "minimum": 0}
WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
SHARE = {"type": "number", "minimum": 0, "maximum": 1}
DAY = {"type": "string", "pattern": r"^\d\d-\d\d$"}
TEXT = {"$ref": "#/$defs/text"}
YEAR = {"$ref": "#/$defs/year"}
PAIRS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "wrong": PATTERNS,
            "right": {"$ref": "#/$defs/line"},
            "replaces": {"$ref": "#/$defs/line"},
            "note": TEXT,
            "first": YEAR,
            "last": YEAR,
            "names": {"type": "boolean"},
        },
        "required": ["wrong"],
        "additionalProperties": False,
    },
}
PLACES = {
    "type": "object",
    "properties": {"title": TEXT, "opening": TEXT, "heading": TEXT},
    "required": ["title", "opening", "heading"],
    "additionalProperties": False,
}
REQUIRED = {"required": True}
DATE = {"form": "date"}
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


class Check(NamedTuple):
    """One primitive: the function, what it asks, and the JSON Schema of its options.

    ``private`` marks those whose outcomes say what no output may show: they run before all others, and on every text.
    """

    run: Callable[[Report, Options], Outcome]
    about: str
    options: dict[str, Any]
    private: bool = False


def _options(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _data(**columns: dict[str, Any]) -> dict[str, Any]:
    """An option that names data files of the pack, and the columns that the check reads of them."""
    return {"type": "array", "items": {"$ref": "#/$defs/data"}, "minItems": 1, "x-columns": columns}


CHECKS: dict[str, Check] = {
    "genre": Check(record.genre, "the text is of the kind that the pack judges", _options()),
    "title": Check(record.title, "there is a title", _options()),
    "title-form": Check(record.title_form, "the title names unit and year", _options()),
    "title-named": Check(
        record.title_named, "the title uses the prescribed name", _options(("patterns",), patterns=PATTERNS)
    ),
    "signature": Check(record.signature, "the unit signs at the end", _options()),
    "date": Check(record.date, "the document bears a date", _options()),
    "date-window": Check(
        record.date_window,
        "the date lies after the report's year and before the deadline of this kind of filer (MM-DD of the next year)",
        _options(
            published=DAY,
            early=DAY,
            opens=DAY,
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
    "amount": Check(
        amounts.amount,
        "what the words name is counted, and the count suffices",
        _options(
            ("patterns", "min"),
            part=PART,
            patterns=PATTERNS,
            min=COUNT,
            units={"type": "array", "items": {"type": "string"}},
        ),
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
    "heading-numbers": Check(numbers.headings, "headings are numbered without gap, repeat or jump", _options()),
    "enumerations": Check(numbers.enumerations, "enumerations in the text are complete", _options()),
    "absent": Check(
        marks.absent,
        "words that must not occur do not (`anywhere`: not even around the report, in what belongs to its page)",
        _options(("patterns",), patterns=PATTERNS, anywhere=PATTERNS),
    ),
    "pairs": Check(
        wording.pairs,
        "no word occurs that is known to be wrong; the right one is told",
        _options(("pairs",), pairs=PAIRS),
    ),
    "repeats": Check(
        repeats.repeats,
        "no sentence stands twice, and no long clause twice in one item",
        _options(least=COUNT, formulas=PATTERNS),
    ),
    "same-year": Check(
        years.same_year,
        "title, opening and headings are about one year",
        _options(("places",), places=PLACES, opening=PATTERNS, announces=PATTERNS, ahead=PATTERNS, unless=PATTERNS),
    ),
    "characters": Check(
        marks.characters,
        "no control, private-use, braille or replacement characters, no markup",
        _options(markup=PATTERNS),
    ),
    "brackets": Check(marks.brackets, "brackets, quotation marks and book marks are paired and nested", _options()),
    "instrument-names": Check(
        instruments.names,
        "no cited instrument bears a name that misspells a known one",
        _options(
            ("names", "kinds"),
            names=_data(name=REQUIRED),
            kinds=WORDS,
            others=WORDS,
            prefix={"type": "string", "minLength": 1},
            places=WORDS,
            qualifiers=WORDS,
            alike=WORDS,
            short=PATTERNS,
        ),
    ),
    "instrument-dates": Check(
        instruments.dates,
        "no instrument is said to have been applied in a year in which it was not yet, or no longer, in force",
        _options(
            ("data", "applied", "unless"),
            data=_data(name=REQUIRED, version={}, adopted=DATE, **{"from": DATE, "until": DATE}, by={}),
            applied=PATTERNS,
            begun=PATTERNS,
            since=PATTERNS,
            unless=PATTERNS,
            beside=PATTERNS,
            new=PATTERNS,
            recent=COUNT,
            prefix={"type": "string", "minLength": 1},
        ),
    ),
    "line-breaks": Check(marks.line_breaks, "paragraphs have not collapsed into one line", _options(longest=COUNT)),
    "attachment": Check(marks.attachment, "an attachment that is announced is there", _options()),
    "id-number": Check(
        private.id_numbers,
        "no resident identity number stands in the open (15 digits only near words of context)",
        _options(context=PATTERNS),
        private=True,
    ),
    "mobile-number": Check(
        private.mobile_numbers,
        "no mobile telephone number stands in the open (words before or after may say that it is another number)",
        _options(before=PATTERNS, after=PATTERNS),
        private=True,
    ),
    "card-number": Check(
        private.card_numbers,
        "no number of a bank card stands in the open near words of context",
        _options(("context",), context=PATTERNS),
        private=True,
    ),
    "marking": Check(
        marking.marking,
        "no mark of a level of secrecy, and no note that restricts who may see the text",
        _options(("levels",), levels=WORDS, labels=WORDS, beside=WORDS, notes=PATTERNS),
    ),
}
