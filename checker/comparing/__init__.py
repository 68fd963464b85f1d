"""Two reports side by side (two drafts of one, or last year's and this year's): what changed between their assessments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.checks.likeness import taken_up
from checker.checks.outcome import MISSED
from checker.document.parts import items_of
from checker.document.report import Report
from checker.document.sentences import first_sentence, sentences
from checker.engine.anchors import quotes
from checker.engine.judge import options_for
from checker.engine.model import Assessment, Item, Quote, SectionFacts
from checker.similarity import Passage
from checker.similarity.passages import bare_name, own_names, shared_passages

_ANSWERED = "answered"
"""The check that asks whether the items of one part are taken up in another: next year's report must do so too."""
_CHANGED = 0.05
"""A credit that moved less is the same."""
_LONG = 40
"""Characters that count: a shorter passage may be a set phrase."""


class Change(NamedTuple):
    """How one rule came out before and after; ``None`` where the pack of that report has no such rule."""

    before: Item | None
    after: Item | None

    @property
    def later(self) -> Item:
        """Return the later item, else the earlier one."""
        item = self.after or self.before
        if item is None:
            raise ValueError("a change of nothing")
        return item


class Forgotten(NamedTuple):
    """An item of a part of last year's report (its id) that this year's never takes up, by its first words there."""

    part: str
    quote: Quote


class Comparison(NamedTuple):
    """Two assessments, the gaps by what became of them, and what last year's report still asks for.

    ``closed`` are met now; ``opened`` were met before; ``better`` and ``worse`` are gaps in both; ``left`` stayed as they
    were.  ``same_unit`` tells whether both are of one unit, ``None`` where one does not name its own.  The rest is about
    reports of one unit on two years (``next_year``): what was forgotten, the passages taken over, and which ``share``
    (0 to 1) of the later text they are.
    """

    old: Assessment
    new: Assessment
    closed: tuple[Change, ...]
    opened: tuple[Change, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    left: tuple[Change, ...]
    same_unit: bool | None = None
    next_year: bool = False
    forgotten: tuple[Forgotten, ...] = ()
    passages: tuple[Passage, ...] = ()
    share: float = 0.0


def compare_gaps(old: Assessment, new: Assessment) -> Comparison:
    """Return what became of the gaps from *old* to *new*, and nothing on their texts."""
    kinds: dict[str, list[Change]] = {kind: [] for kind in ("closed", "opened", "better", "worse", "left")}
    for change in _all_changes(old, new):
        kind = _kind_of_change(change)
        if kind is not None:
            kinds[kind].append(change)
    closed, opened, better, worse, left = map(tuple, kinds.values())
    return Comparison(old, new, closed, opened, better, worse, left, same_unit(old, new))


def compare(old: Assessment, new: Assessment) -> Comparison:
    """Return what changed from *old* to *new*, both judged in this process."""
    drafts = compare_gaps(old, new)
    if drafts.same_unit is False or not follows(old, new) or old.report is None or new.report is None:
        return drafts
    before, after = (_body_of(one) for one in (old, new))
    passages, share = shared_passages(before, after, names=_given(old, new), least=_LONG)
    return drafts._replace(
        next_year=True,
        forgotten=tuple(_forgotten(old.report, new.report, new)),
        passages=passages,
        share=share,
    )


def same_unit(old: Assessment, new: Assessment) -> bool | None:
    """Return whether both reports are of one unit; ``None`` where one does not name its own.

    The one name may leave out the places before, and what a government is called after its place.
    """
    names = [own_names([one.facts.issuer if one.facts else None]) for one in (old, new)]
    if not all(names):
        return None
    longest = [bare_name(found[0]) for found in names]
    return longest[0].endswith(longest[1]) or longest[1].endswith(longest[0])


def follows(old: Assessment, new: Assessment) -> bool:
    """Return whether *new* is about a later year than *old*."""
    if old.facts is None or new.facts is None or old.facts.year is None or new.facts.year is None:
        return False
    return new.facts.year > old.facts.year


def _all_changes(old: Assessment, new: Assessment) -> Iterator[Change]:
    """Yield every rule of either pack, in the order of the later one."""
    before = {item.rule.id: item for item in old.items}
    for item in new.items:
        yield Change(before.pop(item.rule.id, None), item)
    for item in before.values():
        yield Change(item, None)


def _kind_of_change(change: Change) -> str | None:
    """Return what became of a gap; ``None`` where there is none before and after."""
    was, is_now = (item is not None and item.state in MISSED for item in change)
    if was != is_now:
        return "closed" if was else "opened"
    if not was:
        return None
    moved = _credit(change.after) - _credit(change.before)
    if abs(moved) < _CHANGED:
        return "left"
    return "better" if moved > 0 else "worse"


def _credit(item: Item | None) -> float:
    return item.credit if item is not None else 0.0


def _given(*assessments: Assessment) -> tuple[str, ...]:
    """Return words that any report must share with the last, the longest first: the unit's names, and the headings."""
    facts = [one.facts for one in assessments if one.facts]
    headings = {part.heading for one in facts for part in _all_parts(one.sections)}
    return tuple(sorted({*own_names(one.issuer for one in facts), *headings}, key=lambda name: (-len(name), name)))


def _all_parts(sections: Iterable[SectionFacts]) -> Iterator[SectionFacts]:
    for section in sections:
        yield section
        yield from _all_parts(section.sections)


def _body_of(assessment: Assessment) -> str:
    """Return the report proper as published, what is private masked."""
    if assessment.document is None or assessment.facts is None:
        return ""
    return assessment.document.text[slice(*assessment.facts.body)]


def _forgotten(old: Report, new: Report, judged: Assessment) -> Iterator[Forgotten]:
    """Yield what last year's report left open or promised, and this year's text never takes up.

    The pack says which parts those are: those whose items, or answers, one of its rules follows up inside a report.
    """
    offered = [new.text[slice(*span)] for span in sentences(new.text, *new.body)]
    seen: set[str] = set()
    for item in judged.items:
        if item.rule.check != _ANSWERED:
            continue
        options = options_for(item.rule, new)
        for part in (options["part"], options["by"]):
            if part in seen:
                continue
            seen.add(part)
            spans = items_of(old, part)
            asked = [old.text[slice(*span)] for span in spans]
            again = taken_up(new, asked, offered, options.get("common"))
            for span, is_there in zip(spans, again, strict=True):
                if not is_there:
                    yield Forgotten(part, quotes(old, (first_sentence(old.text, *span) or span,))[0])
