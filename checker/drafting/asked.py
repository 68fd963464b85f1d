"""What the rules of a pack ask of one part of a report."""

from __future__ import annotations

from typing import NamedTuple

from checker.checks import CHECKS
from checker.document.report import Report
from checker.engine.judge import options_for
from checker.rulebook.model import Pack, Rule, Text


class Asked(NamedTuple):
    """What must stand in a part.

    ``themes`` are the fields that it covers, at least ``least`` of them (of a part that is a row of thematic headings);
    ``items`` is the least number of items that it lists, 0 where nothing asks for a list.  ``texts`` say what to write.
    """

    themes: tuple[Text, ...]
    least: int
    items: int
    texts: tuple[Text, ...]


def asked_of(part: str, pack: Pack, report: Report) -> Asked:
    """What *pack* asks of *part*, and of what it holds, for the filer and the year of *report*.

    What may stand anywhere in the report is asked for in the first part.
    """
    inner = {name for name, entry in pack.parts.items() if entry.get("within") == part}
    themes: tuple[Text, ...] = ()
    least = items = 0
    told: list[Rule] = []
    anywhere: list[Text] = []
    first = part == next(iter(pack.parts), None)
    for rule in pack.rules:
        options = options_for(rule, report)
        if first and "part" not in options and "part" in CHECKS[rule.check].options.get("properties", {}):
            anywhere.append(rule.prompt or rule.fix)
        if options.get("by", options.get("part")) not in {part, *inner}:
            continue
        told.append(rule)
        if rule.check == "kinds" and pack.parts[part].get("thematic") and not themes:
            themes, least = tuple(kind["title"] for kind in options["kinds"].values()), options["min"]
        elif rule.check == "items" and not items:
            items = options["min"]
    return Asked(themes, least, items, (*_texts(told), *anywhere))


def _texts(rules: list[Rule]) -> list[Text]:
    """The prompts of *rules*; where none has one, their remedies."""
    prompts = [rule.prompt for rule in rules if rule.prompt is not None]
    return prompts or [rule.fix for rule in rules]
