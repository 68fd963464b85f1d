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
    about: str
    options: dict[str, Any]
    masks_first: bool = False


CHECKS: dict[str, Check] = {
    "genre": Check(record.genre, "the text is of the kind that the pack judges", o.record()),
    "title": Check(record.title, "there is a title", o.record()),
    "title-form": Check(record.title_form, "the title names unit and year", o.record()),
    "title-named": Check(
        record.title_named, "the title uses the prescribed name", o.record(("patterns",), patterns=o.PATTERNS)
    ),
    "signature": Check(record.signature, "the unit signs at the end", o.record()),
    "date": Check(record.date, "the document bears a date", o.record()),
    "date-window": Check(
        record.date_window,
        "the date lies after the report's year and before the deadline of this kind of filer (MM-DD of the next year)",
        o.record(
            published=o.DEADLINE,
            early=o.DAY,
            opens=o.DAY,
            inferred=o.several({"$ref": "#/$defs/filer"}, least=0),
        ),
    ),
    "year": Check(
        record.year,
        "a part, or what its patterns find, names the year that is its own",
        o.record(part=o.PART, patterns=o.PATTERNS, offset={"type": "integer"}, intended=o.PATTERNS),
    ),
    "own-name": Check(
        record.own_name,
        "no unit of the same function at another place is named",
        o.record(beside=o.PATTERNS),
    ),
    "part": Check(
        parts.part,
        "a part is there and has content",
        o.record(("part",), part=o.PART, empty=o.COUNT, thin=o.COUNT, embedded=o.SHARE),
    ),
    "statements": Check(
        parts.statements,
        "a part that another one holds is stated in the text, not only promised by a heading",
        o.record(("part",), part=o.PART),
    ),
    "order": Check(
        parts.order,
        "the parts stand in one of the listed orders",
        o.record(("orders",), orders=o.several(o.several(o.PART, least=0))),
    ),
    "length": Check(
        parts.length,
        "a part, or the report, is not too long",
        o.record(("max",), part=o.PART, max=o.COUNT),
    ),
    "share": Check(
        parts.share,
        "a part is no less than a share of several",
        o.record(("part", "of", "min"), part=o.PART, of=o.PARTS, min=o.SHARE),
    ),
    "items": Check(items.count, "a part lists enough items", o.record(("part", "min"), part=o.PART, min=o.COUNT)),
    "matched": Check(
        items.matched,
        "each item of one part has its item in another",
        o.record(("part", "by"), part=o.PART, by=o.PART),
    ),
    "answered": Check(
        items.answered,
        "each item of one part is taken up in another",
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
        "enough kinds of things are mentioned",
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
        "enough kinds of acts are told of the subject, done and not only owed, planned, denied or somebody else's",
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
        "enough acts of the subject are counted",
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
        "enough counted facts are given",
        o.record(("part", "min"), part=o.PART, min=o.COUNT, units=o.UNITS),
    ),
    "amount": Check(
        mentions.amount,
        "what the words name is counted, and the count suffices",
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
        "a part shows at least one of several marks: words, a counted fact, a cited instrument",
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
        "parts that are listed with their total add up to it",
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
        "percentages fit the counts beside them, and none is above the whole",
        o.record(rates=o.PATTERNS, unless=o.PATTERNS, crossing=o.PATTERNS),
    ),
    "agree": Check(
        conflicts.agree,
        "a thing that is counted twice in the same words has one value",
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
        "what cannot exceed something else in its sentence does not",
        o.record(("pairs",), pairs=o.ORDERED, rates=o.PATTERNS),
    ),
    "zero": Check(
        zeros.zero,
        "no count contradicts a claim that there was none",
        o.record(("kinds",), kinds=o.CLAIMS, limits=o.PATTERNS),
    ),
    "table-filled": Check(
        tables.filled,
        "a table is there and each of its cells is filled in",
        o.record(("table",), table=o.TABLE, rows=o.several(o.LINE), columns=o.several(o.LINE), marks=o.SWITCH),
    ),
    "table-sums": Check(
        tables.sums,
        "the balances of a table hold",
        o.record(("table",), table=o.TABLE, rows=o.BALANCES, columns=o.BALANCES),
    ),
    "figure-matches": Check(
        tables.matches,
        "what the text says is what the table says",
        o.record(("table", "figures"), table=o.TABLE, figures=o.FIGURES_OF_CELLS, part=o.PART),
    ),
    "heading-numbers": Check(numbers.headings, "headings are numbered without gap, repeat or jump", o.record()),
    "enumerations": Check(numbers.enumerations, "enumerations in the text are complete", o.record()),
    "absent": Check(
        marks.absent,
        "words that must not occur do not (`anywhere`: not even around the report, in what belongs to its page; `blanks`: nor does what is still to be written)",
        o.record(("patterns",), patterns=o.PATTERNS, anywhere=o.PATTERNS, blanks=o.SWITCH),
    ),
    "pairs": Check(
        wording.pairs,
        "no word occurs that is known to be wrong; the right one is told",
        o.record(("pairs",), pairs=o.CORRECTIONS),
    ),
    "repeats": Check(
        repeats.repeats,
        "no sentence stands twice, and no long clause twice in one item",
        o.record(least=o.COUNT, formulas=o.PATTERNS),
    ),
    "substance": Check(
        substance.substance,
        "the report as a whole says something: it does not repeat itself, its figures count things, its parts are not hollow",
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
        "title, opening and headings are about one year",
        o.record(
            ("places",), places=o.PLACES, opening=o.PATTERNS, announces=o.PATTERNS, ahead=o.PATTERNS, unless=o.PATTERNS
        ),
    ),
    "characters": Check(
        marks.characters,
        "no control, private-use, braille or replacement characters, no markup",
        o.record(markup=o.PATTERNS),
    ),
    "brackets": Check(marks.brackets, "brackets, quotation marks and book marks are paired and nested", o.record()),
    "instrument-names": Check(
        names.names,
        "no cited instrument bears a name that misspells a known one",
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
        "no instrument is said to have been applied in a year in which it was not yet, or no longer, in force",
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
    "line-breaks": Check(marks.line_breaks, "paragraphs have not collapsed into one line", o.record(longest=o.COUNT)),
    "attachment": Check(marks.attachment, "an attachment that is announced is there", o.record()),
    "id-number": Check(
        private.id_numbers,
        "no resident identity number stands in the open (15 digits only near words of context)",
        o.record(context=o.PATTERNS),
        masks_first=True,
    ),
    "mobile-number": Check(
        private.mobile_numbers,
        "no mobile telephone number stands in the open (words before or after may say that it is another number)",
        o.record(before=o.PATTERNS, after=o.PATTERNS),
        masks_first=True,
    ),
    "card-number": Check(
        private.card_numbers,
        "no number of a bank card stands in the open near words of context",
        o.record(("context",), context=o.PATTERNS),
        masks_first=True,
    ),
    "marking": Check(
        marking.marking,
        "no mark of a level of secrecy, and no note that restricts who may see the text",
        o.record(("levels",), levels=o.WORDS, labels=o.WORDS, beside=o.WORDS, notes=o.PATTERNS),
    ),
}
