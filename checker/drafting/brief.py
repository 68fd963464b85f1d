"""What a skeleton is made of: what the rules of a pack ask of each part, and what last year's report owes an answer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from checker.checks import CHECKS
from checker.document.parts import items_of, part_view
from checker.document.report import Report
from checker.document.sentences import first_sentence
from checker.engine.judge import options_for
from checker.presentation.escape import one_line
from checker.rulebook.model import Pack, Rule, Text
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, ORDINAL

MOST = 15
"""So many items of a part are taken up; more is no list that somebody answers one by one."""
LONGEST = 60
"""An item is known by so many code points of its first sentence."""

_NUMBER = lazy(rf"^[ #*>-]{{0,8}}(?:{ITEM_NUMBER}|{ORDINAL})[ *]{{0,4}}")
_END = "。.；;，,：: "


class PreviousReport(NamedTuple):
    """An earlier report: the year that it is about, where it shows it, and the items of its parts by their ids."""

    year: int | None
    items: Mapping[str, tuple[str, ...]]


def previous_report(report: Report, pack: Pack) -> PreviousReport:
    """Return what *report* says in the parts that another part of the next report has to answer."""
    names = {name for entry in pack.parts.values() for name in entry.get("outline", {}).get("follows", ())}
    items = {name: tuple(_item_words(report, name)) for name in pack.parts if name in names}
    return PreviousReport(report.reported_year, items)


def _item_words(report: Report, part: str) -> list[str]:
    if part_view(report, part).how == "absent":
        return []
    named: dict[str, None] = {}
    for item in items_of(report, part):
        words = bare_words(report.quote(first_sentence(report.text, *item) or item))
        if len(words) > LONGEST:
            words = words[:LONGEST].rstrip(_END) + "……"
        if words:
            named.setdefault(words)
    return list(named)[:MOST]


def bare_words(words: str) -> str:
    """Return the words of an item without its number and its last mark."""
    return _NUMBER.sub("", one_line(words).replace("【", "〔").replace("】", "〕")).strip(_END)


class PartBrief(NamedTuple):
    """What must stand in a part.

    ``themes`` are the fields that it covers, at least ``least`` of them (of a part that is a row of thematic headings);
    ``items`` is the least number of items that it lists, 0 where nothing asks for a list.  ``texts`` say what to write.
    """

    themes: tuple[Text, ...]
    least: int
    items: int
    texts: tuple[Text, ...]


def part_brief(part: str, pack: Pack, report: Report) -> PartBrief:
    """Return what *pack* asks of *part*, and of what it holds, for the filer and the year of *report*.

    What may stand anywhere in the report is asked for in the first part.
    """
    inner = {name for name, entry in pack.parts.items() if entry.get("within") == part}
    themes: tuple[Text, ...] = ()
    least = items = 0
    asking: list[Rule] = []
    anywhere: list[Text] = []
    first = part == next(iter(pack.parts), None)
    themed = pack.parts[part].get("thematic") or pack.parts[part].get("outline", {}).get("themes")
    for rule in pack.rules:
        if rule.only is not None and rule.only.excludes(report.filer, report.reported_year):
            continue
        options = options_for(rule, report)
        if first and "part" not in options and "part" in CHECKS[rule.check].options.get("properties", {}):
            anywhere.append(rule.prompt or rule.fix)
        if options.get("by", options.get("part")) not in {part, *inner}:
            continue
        asking.append(rule)
        if rule.check == "kinds" and themed and not themes:
            themes, least = tuple(kind["title"] for kind in options["kinds"].values()), options["min"]
        elif rule.check == "items" and not items:
            items = options["min"]
    return PartBrief(themes, least, items, (*_prompt_texts(asking), *anywhere))


def _prompt_texts(rules: list[Rule]) -> list[Text]:
    """Return the prompts of *rules*; where none has one, their remedies."""
    prompts = [rule.prompt for rule in rules if rule.prompt is not None]
    return prompts or [rule.fix for rule in rules]
