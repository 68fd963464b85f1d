"""Where the running text gives an account of a part that no heading names.

A part is stated in so many words (``statement``: 还存在…问题), or told: acts of a subject about a matter (``account``:
区长主持召开会议听取防汛工作汇报).  What is only announced, asked for, cited, denied or of another year is no account.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from checker.document.enumerations import markers
from checker.document.guards import guards_of
from checker.document.report import Report, once
from checker.document.sentences import sentence_at
from checker.document.vocabulary import Account, Part
from checker.text.span import Cover, Span, line_end

_MOST = 20
"""So many passages of a part without a heading are looked at."""
_NOT_ASKED = ("modal", "nought", "ordinal")
"""What is to come, and what there is none of, may well be said of a plan and of shortcomings."""
Passage = tuple[Span, Span]
"""The words that give the part, and the text that belongs to them."""


@once
def passages_of(report: Report, part_id: str) -> list[Passage]:
    """Return the passages of a part, in order; none overlaps another."""
    part = report.vocabulary.part_called(part_id)
    if part is None or part.statement is None or part.within is not None:
        return []
    found: list[Passage] = []
    told = list(_accounts(report, part, part.account)) if part.account is not None else []
    for hit, whole in sorted([*_stated(report, part), *told], key=lambda passage: passage[1]):
        if found and whole.start < found[-1][1].end:
            continue
        found.append((hit, whole))
        if len(found) >= _MOST:
            break
    return found


def _stated(report: Report, part: Part) -> Iterator[Passage]:
    """Yield the statements of a part, each from its sentence on."""
    guards = guards_of(report)
    # What is said of the year's work under another part's heading is that part's (the head's meetings, say).
    taken = Cover(section.whole for section in report.outline.sections if section.parts and part.thematic)
    reach = -1
    for hit in report.scan.within(part.statement or 0, *report.body):
        if hit.start < reach or taken.holds(hit.start, hit.start + 1):
            continue
        if guards.why_not(hit, but=_NOT_ASKED) is None:
            whole = _paragraph_around(report, part, part.account, hit) if part.account else _from(report, part, hit)
            reach = whole.end
            yield hit, whole


def _accounts(report: Report, part: Part, account: Account) -> Iterator[Passage]:
    """Yield the paragraphs and items that tell acts of the subject about the matter, from the sentence that names it on."""
    guards = guards_of(report)
    elsewhere = Cover(
        section.whole
        for section in report.outline.sections
        if any(
            other.id in section.parts for other in report.vocabulary.parts if other.id != part.id and not other.thematic
        )
    )
    reach = -1
    for named in report.scan.within(account.subject, *report.body):
        if named.start < reach or elsewhere.holds(*named):
            continue
        whole = _paragraph_around(report, part, account, named)
        reach = whole.end
        for clause in guards.told_of([whole], account.subject, own=False):
            hit = next(iter(guards.counting(report.scan.within(account.acts, *clause))), None)
            if hit is not None and report.scan.any_within(account.about, *guards.sentence(hit)):
                yield hit, whole
                break


def _paragraph_around(report: Report, part: Part, account: Account, hit: Span) -> Span:
    """Return the rest of the paragraph or titled item around a hit, from the first sentence on that names the subject."""
    start, end = _region(report, hit)
    named = report.scan.first_within(account.subject, start, hit.end)
    start = max(start, sentence_at(report.text, named.start if named else hit.start).start)
    return Span(start, _before_others(report, part, hit, end))


def _from(report: Report, part: Part, hit: Span) -> Span:
    """Return what stands from the sentence of a statement to the end of its paragraph or item, a heading, or another part's statement."""
    end = _region(report, hit).end
    line = report.text.rfind("\n", 0, hit.start) + 1
    if markers(report.text, line, hit.start):  # inside an item: the next one is about something else
        end = min((marker.span.start for marker in markers(report.text, hit.end, end)), default=end)
    return Span(sentence_at(report.text, hit.start).start, _before_others(report, part, hit, end))


@once
def _section_starts(report: Report) -> list[int]:
    return sorted(section.start for section in report.outline.walk())


def _region(report: Report, hit: Span) -> Span:
    """Return the paragraph around a hit, cut at headings inside it."""
    starts = _section_starts(report)
    at = bisect_right(starts, hit.start)
    start = max(report.text.rfind("\n", 0, hit.start) + 1, starts[at - 1] if at else 0, report.body.start)
    end = min(line_end(report.text, hit.end), max(report.tail.start, hit.end))
    at = bisect_left(starts, hit.end)
    return Span(start, min(end, starts[at]) if at < len(starts) else end)


def _before_others(report: Report, part: Part, hit: Span, end: int) -> int:
    """Return where, from a hit to *end*, the first statement of another part begins its sentence."""
    for other in report.vocabulary.parts:
        if other.id != part.id and other.statement is not None and other.within is None and not other.thematic:
            for later in report.scan.within(other.statement, hit.end, end)[:1]:
                end = max(hit.end, sentence_at(report.text, later.start).start)
    return end
