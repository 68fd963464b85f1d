"""The primitives that rules name: one explicit table, each with the schema of its options.

A primitive knows nothing of this kind of report: parts, words and thresholds are options, so that a pack for another
kind is written without touching code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from checker.checks import (
    acts,
    items,
    mentions,
    numbers,
    parts,
    private,
    record,
    repeats,
    substance,
    tables,
    wording,
    years,
)
from checker.checks import characters as marks
from checker.checks import classification_marks as marking
from checker.checks import options as o
from checker.checks.figures import conflicts, orders, ratios, sums, zeros
from checker.checks.instruments import dates, names
from checker.checks.outcome import Outcome
from checker.document.report import Report
from checker.records import NamedTuple

Options = Mapping[str, Any]


class Check(NamedTuple):
    """One primitive: the function, what it asks, and the JSON Schema of its options.

    ``masks_first`` marks those whose outcomes say what no output may show: they run before all others, and on every text.
    """

    run: Callable[[Report, Options], Outcome]
    options: dict[str, Any]
    masks_first: bool = False


CHECKS: dict[str, Check] = {
    "genre": Check(record.genre, o.record()),
    "title": Check(record.title, o.record()),
    "title-form": Check(record.title_form, o.record()),
    "title-named": Check(record.title_named, o.record(("patterns",), patterns=o.PATTERNS)),
    "signature": Check(record.signature, o.record()),
    "date": Check(record.date, o.record()),
    "date-window": Check(
        record.date_window,
        o.record(
            published=o.DEADLINE,
            early=o.DAY,
            opens=o.DAY,
            inferred=o.several({"$ref": "#/$defs/filer"}, least=0),
        ),
    ),
    "year": Check(
        record.year,
        o.record(part=o.PART, patterns=o.PATTERNS, offset=o.default(0, {"type": "integer"}), intended=o.PATTERNS),
    ),
    "own-name": Check(
        record.own_name,
        o.record(beside=o.PATTERNS),
    ),
    "part": Check(
        parts.part,
        o.record(
            ("part",),
            part=o.PART,
            empty=o.default(8, o.COUNT),
            thin=o.default(0, o.COUNT),
            embedded=o.default(0.5, o.SHARE),
        ),
    ),
    "statements": Check(
        parts.statements,
        o.record(("part",), part=o.PART),
    ),
    "order": Check(
        parts.order,
        o.record(("orders",), orders=o.several(o.several(o.PART, least=0))),
    ),
    "length": Check(
        parts.length,
        o.record(("max",), part=o.PART, max=o.COUNT),
    ),
    "share": Check(
        parts.share,
        o.record(("part", "of", "min"), part=o.PART, of=o.PARTS, min=o.SHARE),
    ),
    "items": Check(items.count, o.record(("part", "min"), part=o.PART, min=o.COUNT)),
    "matched": Check(
        items.matched,
        o.record(("part", "by"), part=o.PART, by=o.PART),
    ),
    "answered": Check(
        items.answered,
        o.record(
            ("part", "by", "least"),
            part=o.PART,
            by=o.PART,
            common=o.PATTERNS,
            general=o.PATTERNS,
            least={"type": "number", "minimum": 0},
            matters=o.MATTERS,
        ),
    ),
    "kinds": Check(
        mentions.kinds,
        o.record(
            ("kinds", "min"),
            part=o.PART,
            kinds=o.KINDS,
            min=o.COUNT,
            whole=o.PATTERNS,
        ),
    ),
    "acts": Check(
        acts.acts,
        o.record(
            ("part", "kinds", "min", "subject"),
            part=o.PART,
            kinds=o.KINDS,
            min=o.COUNT,
            subject=o.PATTERNS,
            whole=o.PATTERNS,
            formula=o.PATTERNS,
        ),
    ),
    "counted-acts": Check(
        acts.counted_acts,
        o.record(
            ("part", "min", "subject", "acts"),
            part=o.PART,
            min=o.COUNT,
            subject=o.PATTERNS,
            acts=o.PATTERNS,
            units=o.UNITS,
        ),
    ),
    "figures": Check(
        mentions.figures,
        o.record(("part", "min"), part=o.PART, min=o.COUNT, units=o.UNITS),
    ),
    "amount": Check(
        mentions.amount,
        o.record(
            ("patterns", "min"),
            part=o.PART,
            patterns=o.PATTERNS,
            min=o.COUNT,
            units=o.UNITS,
        ),
    ),
    "any-of": Check(
        mentions.any_of,
        o.record(
            ("part",),
            part=o.PART,
            patterns=o.PATTERNS,
            lesser=o.PATTERNS,
            figures=o.SWITCH,
            citations=o.SWITCH,
        ),
    ),
    "sums": Check(
        sums.sums,
        o.record(
            crossing=o.PATTERNS,
            classes=o.PATTERNS,
            total=o.PATTERNS,
            change=o.PATTERNS,
            rates=o.PATTERNS,
            among=o.PATTERNS,
        ),
    ),
    "ratios": Check(
        ratios.ratios,
        o.record(rates=o.PATTERNS, unless=o.PATTERNS, crossing=o.PATTERNS),
    ),
    "agree": Check(
        conflicts.agree,
        o.record(
            general=o.SOME_WORDS,
            places=o.PATTERNS,
            other=o.several(o.PART, least=0),
            rates=o.PATTERNS,
            change=o.PATTERNS,
        ),
    ),
    "ordered": Check(
        orders.ordered,
        o.record(("pairs",), pairs=o.ORDERED, rates=o.PATTERNS),
    ),
    "zero": Check(
        zeros.zero,
        o.record(("kinds",), kinds=o.CLAIMS, limits=o.PATTERNS),
    ),
    "table-filled": Check(
        tables.filled,
        o.record(
            ("table",),
            table=o.TABLE,
            rows=o.several(o.LINE),
            columns=o.several(o.LINE),
            marks=o.default(True, o.SWITCH),
        ),
    ),
    "table-sums": Check(
        tables.sums,
        o.record(("table",), table=o.TABLE, rows=o.BALANCES, columns=o.BALANCES),
    ),
    "figure-matches": Check(
        tables.matches,
        o.record(("table", "figures"), table=o.TABLE, figures=o.FIGURES_OF_CELLS, part=o.PART),
    ),
    "heading-numbers": Check(numbers.headings, o.record()),
    "enumerations": Check(numbers.enumerations, o.record()),
    "absent": Check(
        marks.absent,
        o.record(("patterns",), patterns=o.PATTERNS, anywhere=o.PATTERNS, blanks=o.SWITCH),
    ),
    "pairs": Check(
        wording.pairs,
        o.record(("pairs",), pairs=o.CORRECTIONS),
    ),
    "repeats": Check(
        repeats.repeats,
        o.record(least=o.COUNT, formulas=o.PATTERNS),
    ),
    "substance": Check(
        substance.substance,
        o.record(
            ("parts",),
            parts=o.PARTS,
            repeated=o.SHARE,
            share=o.SHARE,
            stock=o.SHARE,
            empty=o.SHARE,
            whole=o.PARTS,
            least=o.COUNT,
            often=o.COUNT,
            most=o.COUNT,
        ),
    ),
    "same-year": Check(
        years.same_year,
        o.record(
            ("places",), places=o.PLACES, opening=o.PATTERNS, announces=o.PATTERNS, ahead=o.PATTERNS, unless=o.PATTERNS
        ),
    ),
    "characters": Check(
        marks.characters,
        o.record(markup=o.PATTERNS),
    ),
    "brackets": Check(marks.brackets, o.record()),
    "instrument-names": Check(
        names.names,
        o.record(
            ("names", "kinds"),
            names=o.data(name=o.REQUIRED, confidence={}),
            unjudged=o.SOME_WORDS,
            kinds=o.SOME_WORDS,
            others=o.SOME_WORDS,
            prefix=o.WORD,
            places=o.SOME_WORDS,
            qualifiers=o.SOME_WORDS,
            complete=o.SOME_WORDS,
            alike=o.SOME_WORDS,
            short=o.PATTERNS,
        ),
    ),
    "instrument-dates": Check(
        dates.dates,
        o.record(
            ("data", "applied", "unless"),
            data=o.HISTORY,
            unjudged=o.SOME_WORDS,
            applied=o.PATTERNS,
            before=o.PATTERNS,
            begun=o.PATTERNS,
            behind=o.PATTERNS,
            since=o.PATTERNS,
            unless=o.PATTERNS,
            coming=o.PATTERNS,
            past=o.PATTERNS,
            made=o.PATTERNS,
            earlier=o.PATTERNS,
            beside=o.PATTERNS,
            about=o.PATTERNS,
            new=o.PATTERNS,
            recent=o.COUNT,
            prefix=o.WORD,
        ),
    ),
    "line-breaks": Check(marks.line_breaks, o.record(longest=o.COUNT)),
    "attachment": Check(marks.attachment, o.record()),
    "id-number": Check(
        private.id_numbers,
        o.record(context=o.PATTERNS),
        masks_first=True,
    ),
    "mobile-number": Check(
        private.mobile_numbers,
        o.record(before=o.PATTERNS, after=o.PATTERNS),
        masks_first=True,
    ),
    "card-number": Check(
        private.card_numbers,
        o.record(("context",), context=o.PATTERNS),
        masks_first=True,
    ),
    "marking": Check(
        marking.marking,
        o.record(("levels",), levels=o.WORDS, labels=o.WORDS, beside=o.WORDS, notes=o.PATTERNS),
    ),
}
