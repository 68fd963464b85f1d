"""What a part lists: how many items, and whether each has its counterpart in another part.

* ``items``: 一是执法力量不足。二是普法形式单一。 are two that say something (see ``counting``); fewer are partial, ``too-few``,
  and so are, ``hollow``, those that say nothing; none is a failure.  Subsections are items, rows of a table, an enumeration,
  or paragraphs.
* ``matched``: each item of a part has its own in another one that it holds: a statement in the item itself, or as many for all
  items together.  Only those that say something count; fewer are partial, ``unmatched``, with the items that have none.
* ``answered``: each item of one part is taken up in another, told by the words that both share; an item that no words answer
  by what concerns the same matter: a lack of staff by the training of staff, say.  Some are partial, none fails: ``open``.
  The table has a row an item: its number and words, the numbers of the items that answer it (empty: left open) with their
  words, and the likeness.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.checks.counting import Judged, hollow_items, judged_items
from checker.checks.likeness import best_answers
from checker.checks.outcome import Outcome, failed, partial, passed, skipped
from checker.checks.residue import residue
from checker.checks.statements import Statement, statements_of
from checker.document.parts import items_of, part_view, view_to_judge
from checker.document.report import Report, once
from checker.document.sentences import first_sentence, sentences
from checker.records import Any
from checker.text.span import Span

_WORDS = 40  # code points by which an item is known in a table
_UNLISTED = 3.0
_ANSWERS = 3  # so many are named for one item
_MOST_COMPARED = 200
"""Of more items in a part none is held against those of another: each with each takes time, and such a list is none."""


def count(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The part lists enough items that say something."""
    name = options["part"]
    view = view_to_judge(report, name)
    if view is None:
        return skipped("no-part")
    items = set(items_of(report, name))
    listed = [one for one in judged_items(report, name) if one.span in items]
    real = [_lead(report, one.span) for one in listed if one.doubt is None]
    least = options["min"]
    values: dict[str, Any] = {"count": len(real), "least": least}
    if len(real) >= least:
        return passed(real, **values)
    empty = [one for one in listed if one.doubt is not None]
    if empty:
        return _too_hollow(report, name, empty, real, values)
    if real:
        return partial("too-few", len(real) / least, view.headings[:1] or real, name, **values)
    return failed("too-few", view.headings[:1], name, **values)


def _too_hollow(report: Report, name: str, empty: list[Judged], real: list[Span], values: dict[str, Any]) -> Outcome:
    """Return the outcome for a list of which too few items are left."""
    evidence = [one.span for one in empty]
    values = {
        **values,
        "quote": _words_of_item(report, evidence[0]),
        "empty": len(empty),
        **residue(report, evidence[0]),
    }
    if real:
        return partial("hollow", len(real) / values["least"], evidence, name, **values)
    return failed("hollow", evidence, name, **values)


def matched(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Each item of one part has its own in another."""
    by = options["by"]
    stated = statements_of(report, by)
    asked = stated.items
    if not asked or not stated.stated:
        return skipped("nothing-to-match")
    said: dict[str, Statement] = {}
    for one in stated.real:  # one sentence for several items is one cause
        said.setdefault(report.text[one.span.start : one.span.end], one)
    own = {one.item for one in said.values() if one.item is not None}
    common = [one for one in said.values() if one.item is None]
    answers = min(len(asked), len(own) + len(common))
    values = {"count": answers, "items": len(asked)}
    if answers >= len(asked):
        return passed([one.span for one in stated.real], **values)
    lacking = [_lead(report, item) for number, item in enumerate(asked) if number not in own]
    if answers:
        return partial("unmatched", answers / len(asked), lacking, by, **values)
    return failed("unmatched", lacking, by, **values)


def answered(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Each item of one part is taken up in another."""
    name, by = options["part"], options["by"]
    asked = items_of(report, name) if view_to_judge(report, name) else ()
    view = part_view(report, by)
    if not asked or not view.is_there:
        return skipped("no-part")
    if hollow_items(report, name):
        return skipped("nothing-to-match")
    hollow = {one.span for one in judged_items(report, by) if one.doubt is not None}
    offered = tuple(item for item in items_of(report, by) if item not in hollow)
    least = options["least"]
    if len(offered) + len(hollow) < 2:
        # A plan that lists nothing mentions much in passing: its sentences must share more to be an answer.
        offered = tuple(one for span in view.spans for one in sentences(report.text, *span))
        least *= _UNLISTED
    asked_texts, offered_texts = ([report.text[start:end] for start, end in spans] for spans in (asked, offered))
    if max(len(asked), len(offered)) > _MOST_COMPARED:
        return skipped("too-many", items=len(asked), answers=len(offered), most=_MOST_COMPARED)
    own = [_overlapping(_lead(report, item), offered) for item in asked]
    rows = best_answers(report, asked_texts, offered_texts, least, options, own=own)
    for row in rows:
        at = row["item"] - 1
        row["answers"] = row["answers"] or _of_one_matter(report, asked[at], offered, own[at], options)
    left = tuple(row["item"] for row in rows if not row["answers"])
    table = tuple(
        {
            **row,
            "words": _words_of_item(report, asked[row["item"] - 1]),
            "answer_words": [_words_of_item(report, offered[number - 1]) for number in row["answers"]],
        }
        for row in rows
    )
    done = len(asked) - len(left)
    values = {"count": done, "items": len(asked), "open": left}
    evidence = [_lead(report, asked[number - 1]) for number in left]
    if not left:
        outcome = passed([_lead(report, item) for item in asked], **values)
    elif done:
        outcome = partial("open", done / len(asked), evidence, by, **values)
    else:
        outcome = failed("open", evidence, by, **values)
    return outcome._replace(table=table)


def _overlapping(lead: Span, offered: tuple[Span, ...]) -> frozenset[int]:
    """Return the numbers of what is offered that an item is itself: it is no answer to what it says first."""
    return frozenset(
        number for number, span in enumerate(offered, 1) if span.start < lead.end and lead.start < span.end
    )


def _of_one_matter(
    report: Report, item: Span, offered: tuple[Span, ...], own: frozenset[int], options: Mapping[str, Any]
) -> list[int]:
    """Return the numbers of what is offered on a matter that the first sentence of an item is about."""
    for matter in options.get("matters", {}).values():
        if report.scan.any_within(matter["asked"], *_lead(report, item)):
            found = [
                number
                for number, span in enumerate(offered, 1)
                if number not in own and report.scan.any_within(matter["answer"], *span)
            ]
            if found:
                return found[:_ANSWERS]
    return []


def _words_of_item(report: Report, item: Span) -> str:
    return report.quote(_lead(report, item))[:_WORDS].strip()


@once
def _lead(report: Report, item: Span) -> Span:
    """Return the first clause of an item: enough to know it by."""
    return first_sentence(report.text, *item) or item
