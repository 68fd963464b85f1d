"""The primitives that rules name: one explicit table.

A primitive knows nothing of this kind of report: parts, words and thresholds are options, so that a pack for another
kind is written without touching code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checker.checks import (
    characters,
    classification_marks,
    items,
    mentions,
    numbers,
    pairs,
    parts,
    private,
    record,
    repeats,
    substance,
    years,
)
from checker.checks.figures import bounds, conflicts, ratios, sums
from checker.checks.instruments import in_force, naming
from checker.checks.outcome import Outcome
from checker.document.report import Report
from checker.records import Any, NamedTuple

Options = Mapping[str, Any]


class Check(NamedTuple):
    """One primitive: its name, and the function.

    ``masks_first`` marks those whose outcomes say what no output may show: they run before all others, and on every text.
    """

    name: str
    run: Callable[[Report, Options], Outcome]
    masks_first: bool = False

    @property
    def options(self) -> dict[str, Any]:
        """The JSON Schema of its options: made where a pack is compiled or told of, and not at every start."""
        from checker.checks.manual import manuals

        return manuals()[self.name].options


def _of_tables(name: str) -> Callable[[Report, Options], Outcome]:
    """Return a primitive for forms, of which most packs have none: they are imported when one is judged."""

    def run(report: Report, options: Options) -> Outcome:
        from checker.checks import tables

        outcome: Outcome = getattr(tables, name)(report, options)
        return outcome

    return run


_RUN: dict[str, Callable[[Report, Options], Outcome]] = {
    "genre": record.genre,
    "title": record.title,
    "title-form": record.title_form,
    "title-named": record.title_named,
    "signature": record.signature,
    "date": record.date,
    "date-window": record.date_window,
    "year": record.year,
    "own-name": record.own_name,
    "part": parts.part,
    "statements": parts.statements,
    "order": parts.order,
    "length": parts.length,
    "share": parts.share,
    "items": items.count,
    "matched": items.matched,
    "answered": items.answered,
    "kinds": mentions.kinds,
    "acts": mentions.acts,
    "counted-acts": mentions.counted_acts,
    "figures": mentions.figures,
    "amount": mentions.amount,
    "any-of": mentions.any_of,
    "sums": sums.sums,
    "ratios": ratios.ratios,
    "agree": conflicts.agree,
    "ordered": bounds.ordered,
    "zero": bounds.zero,
    "table-filled": _of_tables("filled"),
    "table-sums": _of_tables("sums"),
    "figure-matches": _of_tables("figure_matches"),
    "heading-numbers": numbers.heading_numbers,
    "enumerations": numbers.enumerations,
    "absent": characters.absent,
    "pairs": pairs.pairs,
    "repeats": repeats.repeats,
    "substance": substance.substance,
    "same-year": years.same_year,
    "characters": characters.characters,
    "brackets": characters.brackets,
    "instrument-names": naming.instrument_names,
    "instrument-dates": in_force.instrument_dates,
    "line-breaks": characters.line_breaks,
    "attachment": record.attachment,
    "id-number": private.id_numbers,
    "mobile-number": private.mobile_numbers,
    "card-number": private.card_numbers,
    "marking": classification_marks.marking,
}
_MASKS_FIRST = frozenset(("id-number", "mobile-number", "card-number"))

CHECKS = {name: Check(name, run, name in _MASKS_FIRST) for name, run in _RUN.items()}
