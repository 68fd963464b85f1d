"""Which items of a part count, and why the others do not: what the pack says of them under ``hollow`` of the part.

* ``stops``: an item with a hit says nothing of the kind (praise among shortcomings, 另行制定 among plans); so does one
  with a hit of ``denies`` (无明显问题) that counts nothing;
* ``lacks: true``: none does where no item has a word of lack (``hollow.lack`` of ``rules/words``);
* of the part about the coming year no item counts all clauses of which begin with words for not doing it
  (``hollow.abstains``: 不再, 暂不) without a figure or date, and none where two words tell what is done (``hollow.done``)
  and none what is to come (``hollow.coming``);
* ``answers``: a part whose leads an item must not merely repeat behind words of ``solves`` (解决…问题);
* and every item must leave a residue, or, where it has a set phrase in it, a fair share of its words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from checker.checks.residue import (
    LEAST,
    begins_at,
    clauses_of,
    has_phrase,
    is_hollow,
    is_same_sentence,
    lead_of,
    longest_before,
    mould_of,
    pairs_of,
    says_lack,
    says_little,
    skeleton,
    words_left,
)
from checker.document.figures import Counts
from checker.document.parts import items_of, part_view
from checker.document.report import Report, once
from checker.document.sentences import has_words, sentences
from checker.document.vocabulary import Part
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, ORDINAL
from checker.text.span import Cover, Span, last_of
from checker.words import words

_PAST = 2
"""So many words for what is done, and none for what is to come, tell that a plan looks back."""
_PIECE = lazy(r"[^,。;、:!?\n()]{0,40}")
_MARKER = lazy(rf"[^\w(]*(?:{ITEM_NUMBER}|{ORDINAL})?[,、: ]*")
_DATE = lazy(r"\d{1,2} ?月|[一二三四]季度|[上下]半年")
_BESIDE = 6
_REACH = 40
"""What is counted stands so near to its number."""
_DIVIDERS = ",。;、:\n("
_MOST = 200
"""Of more items in a part none is held against those before it."""


class Judged(NamedTuple):
    """An item, and why it does not count (None: it does)."""

    span: Span
    doubt: str | None


@once
def judged_items(report: Report, part_id: str) -> tuple[Judged, ...]:
    """Return the items of a part, else its sentences, each with whether it counts."""
    part = report.vocabulary.part_called(part_id)
    return tuple(_judge_items(report, part)) if part is not None else ()


def hollow_items(report: Report, part_id: str) -> tuple[Judged, ...]:
    """Return the items of a part that says nothing: none of them counts, and nothing is counted beside them; else empty."""
    judged = judged_items(report, part_id)
    if any(one.doubt is None for one in judged):
        return ()
    items = Cover(one.span for one in judged)
    return () if facts_within(report, part_view(report, part_id).spans, beside=items) else judged


def facts_within(report: Report, spans: Iterable[Span], beside: Cover | None = None) -> int:
    """Return how often something is counted in *spans*, outside of what lies *beside*."""
    figures = [figure.span for span in spans for figure in counts_of(report).between(*span)]
    return sum(is_of_substance(report, one) for one in figures if beside is None or not beside.holds(*one))


@once
def counts_of(report: Report) -> Counts:
    """Return the counted facts of the report in their setting."""
    return Counts(report.text)


def is_of_substance(report: Report, figure: Span) -> bool:
    """Return whether a figure counts a thing, not the problems, shortcomings or sides that there are (1个方面不足)."""
    text = report.text
    return not begins_at("objects", text, figure.end) and not longest_before(
        "objects", text, max(0, figure.start - _BESIDE), figure.start
    )


def counts_a_thing(report: Report, figure: Span) -> bool:
    """Return whether words beside a figure say what it counts: not 开展4次, nor 推进普法工作5次 under the heading 普法.

    A figure right behind another (3期150人次) counts what that one does.
    """
    if not is_of_substance(report, figure):
        return False
    text = report.text
    near = max(0, figure.start - _REACH)
    vague = longest_before("counted", text, near, figure.start)
    if not vague and text[figure.start - 1 : figure.start].isalnum():
        return True
    start = max(near, last_of(text, _DIVIDERS, near, figure.start) + 1)
    if not vague and has_words(text, start, figure.start):
        return True
    behind = _PIECE.match(text, figure.end)
    beside = f"{text[start : figure.start - vague]},{behind[0] if behind else ''}"
    return words_left(beside, _topic(report, figure.start)) >= LEAST


def _topic(report: Report, at: int) -> frozenset[str]:
    """Return the pairs of characters of the heading of the section that an offset is in; without one of its line's lead."""
    headings = _headings_in_order(report)
    number = bisect_right(headings, (at, at)) - 1
    line = report.text.rfind("\n", 0, at) + 1
    heading = headings[number] if number >= 0 else lead_of(report, Span(line, at))
    return _pairs_in(report, heading)


@once
def _headings_in_order(report: Report) -> list[Span]:
    return sorted(section.heading for section in report.outline.walk())


@once
def _pairs_in(report: Report, heading: Span) -> frozenset[str]:
    return pairs_of(report, [heading])


def _judge_items(report: Report, part: Part) -> list[Judged]:
    spans: Sequence[Span] = items_of(report, part.id)
    if not (part.lists or part.lacks or part.answers):
        return [Judged(span, None) for span in spans]
    if not spans:
        view = part_view(report, part.id)
        spans = [one for span in view.spans for one in sentences(report.text, *span)]
    whole = _doubt_of_all(report, part, spans)
    if whole is not None:
        return [Judged(span, whole) for span in spans]
    doubts = [_doubt_of_item(report, part, span) for span in spans]
    if part.answers and 1 < len(spans) <= _MOST:
        doubts = _repeating(report, spans, doubts)
    return [Judged(span, doubt) for span, doubt in zip(spans, doubts, strict=True)]


def _repeating(report: Report, spans: Sequence[Span], doubts: list[str | None]) -> list[str | None]:
    """Return the doubts, with one for each item that is a sentence before it with other names and numbers."""
    before: list[tuple[frozenset[str], str]] = []
    found = []
    for span, doubt in zip(spans, doubts, strict=True):
        own, mould = skeleton(report, span), mould_of(report, span)
        is_same = any(is_same_sentence(own, other) or (mould and mould == another) for other, another in before)
        found.append(doubt or ("same" if is_same else None))
        before.append((own, mould))
    return found


@once
def _pairs_of_leads(report: Report, part_id: str | None) -> frozenset[str]:
    items = items_of(report, part_id) if part_id else ()
    return pairs_of(report, [lead_of(report, item) for item in items])


def _doubt_of_all(report: Report, part: Part, spans: Sequence[Span]) -> str | None:
    """Tell why no item of a part counts."""
    said = "\n".join([report.text[start:end] for start, end in spans])
    if part.lacks and spans and not says_lack(said):
        return "no-lack"
    if part.coming:
        is_coming = any(word in said for word in words("hollow.coming"))
        if not is_coming and sum(map(said.count, words("hollow.done"))) >= _PAST:
            return "past"
    return None


def _doubt_of_item(report: Report, part: Part, span: Span) -> str | None:
    """Tell why an item does not count."""
    lists = part.lists
    if "stops" in lists and report.scan.any_within(lists["stops"], *span):
        return "stopped"
    if _is_counted(report, span):
        return None
    if part.coming and _abstains(report, span):
        return "abstains"
    if "denies" in lists and report.scan.any_within(lists["denies"], *span):
        return "denied"
    return _emptiness(report, part, span)


def _emptiness(report: Report, part: Part, span: Span) -> str | None:
    """Return whether nothing is left of an item, or too little beside a set phrase, or no more than words said before."""
    if is_hollow(report, span):
        return "hollow"
    text = report.text[span.start : span.end]
    if has_phrase(text) and says_little(text, _pairs_of_leads(report, part.answers)):
        return "hollow"
    solves = part.lists.get("solves")
    if solves is not None and report.scan.any_within(solves, *span):
        return "repeated" if is_hollow(report, span, _pairs_of_leads(report, part.answers)) else None
    return None


def _abstains(report: Report, span: Span) -> bool:
    """Return whether every clause of an item begins with a word for not doing it, and none has a figure or date."""
    text, begun = report.text, False
    for clause in clauses_of(report, span):
        marker = _MARKER.match(text, clause.start, span.end)
        if marker is not None and marker.end() < clause.end:
            if not text.startswith(words("hollow.abstains"), marker.end()):
                return False
            begun = True
    return begun and _DATE.search(text, *span) is None


def _is_counted(report: Report, span: Span) -> bool:
    """Return whether something is counted in an item: a percentage or a date says how much or when, not of what."""
    figures = counts_of(report).between(*span)
    return any(figure.unit != "%" and is_of_substance(report, figure.span) for figure in figures)
