"""What a part lists: how many items, and whether each has its counterpart in another part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.checks.likeness import best_answers
from checker.checks.outcome import Outcome, failed, partial, passed, skipped
from checker.document.parts import items_of, part_view, view_to_judge
from checker.document.report import Report
from checker.document.sentences import first_sentence, sentences
from checker.text.span import Span

_WORDS = 40  # code points by which an item is known in a table
_UNLISTED = 3.0
_ANSWERS = 3  # so many are named for one item
_MOST_COMPARED = 200
"""Of more items in a part none is held against those of another: each with each takes time, and such a list is none."""


def count(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The part lists at least ``min`` items: subsections, an enumeration, or paragraphs."""
    name = options["part"]
    view = view_to_judge(report, name)
    if view is None:
        return skipped("no-part")
    found = items_of(report, name)
    least = options["min"]
    leads = [_lead(report, item) for item in found]
    if len(found) >= least:
        return passed(leads, count=len(found), least=least)
    if found:
        return partial("too-few", len(found) / least, leads, name, count=len(found), least=least)
    return failed("too-few", view.headings[:1], name, count=0, least=least)


def matched(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Each item of one part has its own in another: as many items there, or a statement in the item itself."""
    name, by = options["part"], options["by"]
    asked = items_of(report, name)
    view = part_view(report, by)
    spans = view.spans if view.how != "absent" else part_view(report, name).spans
    stated = [hit for span in spans for hit in report.scan.within(options["statements"], *span)]
    separate = [section for section in view.sections if section.parts == (by,)]
    if not asked or not (stated or separate):
        return skipped("nothing-to-match")
    if separate:
        answers = len(items_of(report, by)) or 1
        evidence = [_lead(report, item) for item in items_of(report, by)] or list(view.headings)
    else:
        evidence = [hit for item in asked for hit in report.scan.within(options["statements"], *item)[:1]]
        answers = len(evidence)
    if answers >= len(asked):
        return passed(evidence, count=answers, items=len(asked))
    return partial("unmatched", answers / len(asked), evidence, by, count=answers, items=len(asked))


def answered(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Each item of one part is taken up in another, told by the words that both share.

    ``common`` words say little and count for nothing.  An item that no words answer is answered by what concerns the
    same of ``matters``: a lack of staff by the training of staff, say.  The table has a row an item: its number and
    words, the numbers of the items that answer it (empty: left open) with their words, and the likeness.  Skipped:
    ``no-part``, ``too-many`` (more items, or sentences where nothing is listed, than are compared; ``most``).
    """
    name, by = options["part"], options["by"]
    asked = items_of(report, name)
    view = part_view(report, by)
    if not asked or not view.is_there:
        return skipped("no-part")
    offered: tuple[Span, ...] = items_of(report, by)
    least = options["least"]
    if len(offered) < 2:
        # A plan that lists nothing mentions much in passing: its sentences must share more to be an answer.
        offered = tuple(one for span in view.spans for one in sentences(report.text, *span))
        least *= _UNLISTED
    asked_texts, offered_texts = ([report.text[start:end] for start, end in spans] for spans in (asked, offered))
    if max(len(asked), len(offered)) > _MOST_COMPARED:
        return skipped("too-many", items=len(asked), answers=len(offered), most=_MOST_COMPARED)
    rows = best_answers(report, asked_texts, offered_texts, options.get("common"), least)
    for row in rows:
        row["answers"] = row["answers"] or _of_one_matter(report, asked[row["item"] - 1], offered, options)
    open_items = [asked[row["item"] - 1] for row in rows if not row["answers"]]
    table = tuple(
        {
            **row,
            "words": _words(report, asked[row["item"] - 1]),
            "answer_words": [_words(report, offered[number - 1]) for number in row["answers"]],
        }
        for row in rows
    )
    left = tuple(row["item"] for row in rows if not row["answers"])
    done = len(asked) - len(open_items)
    values = {"count": done, "items": len(asked), "open": left}
    if not open_items:
        return passed([_lead(report, item) for item in asked], **values)._replace(table=table)
    evidence = [_lead(report, item) for item in open_items]
    if done:
        return partial("open", done / len(asked), evidence, by, **values)._replace(table=table)
    return failed("open", evidence, by, **values)._replace(table=table)


def _of_one_matter(report: Report, item: Span, offered: tuple[Span, ...], options: Mapping[str, Any]) -> list[int]:
    """The numbers of what is offered on a matter that the first sentence of an item is about."""
    for matter in options.get("matters", {}).values():
        if report.scan.any_within(matter["asked"], *_lead(report, item)):
            found = [
                number for number, span in enumerate(offered, 1) if report.scan.any_within(matter["answer"], *span)
            ]
            if found:
                return found[:_ANSWERS]
    return []


def _words(report: Report, item: Span) -> str:
    return report.quote(_lead(report, item))[:_WORDS].strip()


def _lead(report: Report, item: Span) -> Span:
    """The first clause of an item: enough to know it by."""
    return first_sentence(report.text, *item) or item
