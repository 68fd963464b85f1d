"""What the page of a result says of the report itself: its parts, what was left out of it, last year's, places in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from checker.document.parts import part_view
from checker.engine.model import Assessment
from checker.i18n import has_message, say
from checker.presentation import ReportView
from checker.presentation.escape import one_line
from checker.presentation.wording import failure, kind_title, localized, numeral
from checker.rulebook.load import load_pack

_HEADING = 60  # code points
_HEADINGS = 8  # of one part
_CHOICE = 40  # code points of a paragraph in a list to choose from
_QUOTED = 120
_PASSAGES = 20
_BEGINNING, _END = 80, 60  # code points by which a passage is known


class PartLine(NamedTuple):
    """A part that the pack asks for: its id and name, the headings or passages found for it, how many characters it has.

    ``how`` is ``heading``, ``embedded`` or ``absent``; ``is_chosen`` tells whether a person has said where it stands.
    """

    id: str
    title: str
    how: str
    headings: tuple[str, ...]
    characters: int
    is_chosen: bool


class EarlierView(NamedTuple):
    """What last year's report still asks for: a sentence on the two, what was forgotten, what was taken over, what is new."""

    about: str
    forgotten: tuple[tuple[str, str], ...]
    passages: tuple[str, ...]
    share: int
    opened: tuple[str, ...]


def part_lines(view: ReportView, chosen: tuple[tuple[str, str], ...]) -> list[PartLine]:
    """Return the parts of the pack as they were found."""
    report, pack = view.assessment.report, view.assessment.pack
    if report is None or pack is None:
        return []
    lines = []
    for name, entry in pack.parts.items():
        found = part_view(report, name)
        headings = tuple(one_line(report.quote(one), _HEADING) for one in found.headings[:_HEADINGS])
        characters = sum(len("".join(report.quote(span).split())) for span in found.spans)
        title = localized(entry["title"], view.lang)
        lines.append(PartLine(name, title, found.how, headings, characters, name in dict(chosen)))
    return lines


def passages(text: str) -> list[tuple[int, str]]:
    """Return the paragraphs of a text to choose from: the number of each line, and its beginning."""
    lines = enumerate(text.split("\n"))
    return [(number, one_line(line, _CHOICE)) for number, line in lines if line.strip()]


def passage(text: str, first: int, last: int) -> str | None:
    """Return the words by which the lines *first* to *last* are known; ``None`` where there are none such."""
    lines = text.split("\n")
    if not 0 <= first <= last < len(lines) or not lines[first].strip():
        return None
    begin = lines[first].strip().partition("…")[0][:_BEGINNING]
    end = lines[last].strip().rpartition("…")[2][-_END:]
    return begin if first == last else f"{begin}…{end}"


def left_out(assessment: Assessment, lang: str) -> list[str]:
    """Return what stands in the file and was not read as text, a sentence each."""
    extraction = assessment.document.extraction if assessment.document is not None else None
    counts = extraction.skipped if extraction is not None else {}
    return [
        say(f"web.skipped.{kind}", lang, count=count)
        for kind, count in counts.items()
        if count and has_message(f"web.skipped.{kind}")
    ]


def examples(rules: str | None, assessment: Assessment) -> Mapping[str, str]:
    """Return for each rule a passage that meets it, as its guide has it."""
    pack = assessment.pack
    return _examples(rules or pack.id) if pack is not None else {}


@lru_cache(16)
def _examples(ref: str) -> Mapping[str, str]:
    with_guides = ((rule.id, rule.guide) for rule in load_pack(ref).rules)
    return {rule: guide.good[0].text.strip() for rule, guide in with_guides if guide is not None and guide.good}


def locator(assessment: Assessment, lang: str) -> Callable[[int], str]:
    """Return what tells in words where an offset lies: which part, which paragraph of it."""
    facts = assessment.facts
    text = assessment.document.text if assessment.document is not None else ""
    starts = [one.start for one in facts.sections] if facts is not None else []

    def located(offset: int) -> str:
        if facts is None or not starts:
            return ""
        if offset >= facts.body.end and offset >= facts.sections[-1].end:
            return say("web.place.end", lang)
        at = bisect_right(starts, offset) - 1
        if at < 0:
            return say("web.place.title" if offset < facts.body.start else "web.place.opening", lang)
        section = facts.sections[at]
        number = numeral(at + 1, lang)
        if offset <= section.heading_end and text[section.start : section.heading_end].strip():
            return say("web.place.heading", lang, number=number)
        begin = section.heading_end
        lines = [line for line in text[begin : max(offset, begin)].split("\n") if line.strip()]
        is_first = text[text.rfind("\n", 0, offset) + 1 : offset].strip() == ""
        return say("web.place.paragraph", lang, number=number, paragraph=max(1, len(lines) + (1 if is_first else 0)))

    return located


def earlier_view(earlier: Assessment, now: Assessment, lang: str) -> EarlierView:
    """Return what changed since last year's report."""
    from checker.comparing import compare
    from checker.comparing.output import relation

    if earlier.error is not None:
        return EarlierView(" ".join(failure(earlier.error, lang)), (), (), 0, ())
    found = compare(earlier, now)
    pack = now.pack
    forgotten = [
        (kind_title(pack.parts, one.part, lang) if pack else one.part, one_line(one.quote.text, _QUOTED))
        for one in found.forgotten
    ]
    return EarlierView(
        relation(found, lang, "web.earlier.not"),
        tuple(forgotten),
        tuple(one_line(one.here, _QUOTED) for one in found.passages[:_PASSAGES]),
        round(found.share * 100),
        tuple(one_line(localized(one.later.rule.title, lang)) for one in (*found.opened, *found.worse)),
    )
