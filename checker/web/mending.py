"""What the page writes into a text for its author: corrections, prompts for what is missing, causes and measures.

All of it works on the text alone, so what is written here is judged, tracked and taken away as what a person types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.checks.statements import Statement, statements_of
from checker.document.parts import items_of, part_view
from checker.document.report import Report
from checker.document.sentences import first_sentence
from checker.drafting import Block, DraftRequest, draft
from checker.drafting.brief import bare_words
from checker.drafting.skeleton import HEADING, SIGNATURE
from checker.engine.judge import options_for
from checker.engine.model import Assessment, Item, Replacement
from checker.i18n import say
from checker.presentation import ReportView
from checker.presentation.escape import one_line
from checker.presentation.wording import localized
from checker.rulebook.model import Rule
from checker.text.numerals import chinese_numeral
from checker.text.span import Span

_ANSWERED = "answered"
"""The check whose parts are shortcomings and the measures against them."""
_PARTS = ("part", "statements")
"""The checks that ask whether a part is there."""
_LEAD = 40  # code points by which a shortcoming is named in its measure
_SHOWN = 120
_ENDS = "。；;，,：: \n"


class Offered(NamedTuple):
    """A certain correction that is offered, with the words around it; ``key`` names it in a form."""

    key: str
    text: str
    right: str
    around: tuple[str, str]
    title: str


class Prompt(NamedTuple):
    """A part of which something is to be written: its id, and what the button says."""

    part: str
    label: str


class AnswerRow(NamedTuple):
    """A shortcoming with the cause that is told of it and the measures that take it up; ``""``: none."""

    words: str
    cause: str
    measure: str


def replacements_of(assessment: Assessment) -> list[Replacement]:
    """Return the certain corrections of a report in the order of the text; none overlaps another."""
    found: list[Replacement] = []
    for one in sorted({one for item in assessment.items for one in item.replacements}, key=lambda one: one[1:3]):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def offered(view: ReportView) -> list[Offered]:
    """Return the certain corrections of a report as they are offered."""
    document = view.assessment.document
    text = document.text if document is not None else ""
    titles = {one: gap.title for gap in view.missed for one in gap.item.replacements}
    return [
        Offered(
            _correction_key(one), one.text, one.right,
            (one_line(text[max(0, one.start - 8) : one.start]), one_line(text[one.end : one.end + 8])),
            titles.get(one, ""),
        )
        for one in replacements_of(view.assessment)
    ]  # fmt: skip


def corrected(text: str, assessment: Assessment, keys: Iterable[str]) -> str:
    """Return *text*, which was judged, with those of its certain corrections that are named by *keys*."""
    wanted = set(keys)
    for one in reversed(replacements_of(assessment)):
        if _correction_key(one) in wanted and len(text) >= one.end:
            text = text[: one.start] + one.right + text[one.end :]
    return text


def _correction_key(one: Replacement) -> str:
    return f"{one.start}-{one.end}"


def prompts(view: ReportView) -> list[Prompt]:
    """Return the parts that are missing or empty, for which prompts can be written in."""
    pack = view.assessment.pack
    found: dict[str, Prompt] = {}
    for gap in view.gaps:
        part = str(gap.rule.options.get("part"))
        if pack is not None and part in pack.parts and _is_of_part(gap.item):
            title = localized(pack.parts[part]["title"], view.lang)
            found.setdefault(part, Prompt(part, say("web.prompt", view.lang, title=title)))
    return list(found.values())


def _is_of_part(item: Item) -> bool:
    """Return whether an item says that a whole part is not there."""
    return item.rule.check in _PARTS and item.state == "fail" and bool(item.evidence)


def with_prompts(text: str, assessment: Assessment, part: str, lang: str) -> str:
    """Return *text* with what is to be written in *part*, where it belongs; headings after it are numbered on."""
    pack, facts, report = assessment.pack, assessment.facts, assessment.report
    gaps = (one for one in assessment.items if one.rule.options.get("part") == part and _is_of_part(one))
    gap = next(gaps, None)
    if pack is None or facts is None or report is None or gap is None:
        return text
    holder = pack.parts[part].get("within")
    held = part_view(report, holder).spans if holder is not None else ()
    at = report.original(held[-1]).end if held else gap.evidence[0].end
    at = _line_end(text, at)
    lines = [say("outline.blank", lang, text=one_line(localized(gap.rule.prompt or gap.rule.fix, lang)).rstrip("。."))]
    if holder is None:
        made = draft(pack, DraftRequest(facts.issuer or "", facts.year or 2000, facts.filer), lang)
        before = sum(one.start < at for one in facts.sections)
        order = [name for name, entry in pack.parts.items() if entry.get("within") is None]
        lines = _section_lines(made.blocks, order.index(part), before + 1)
        if gap.reason == "missing":
            text = _numbered_on(text, assessment, at, before)
        else:
            del lines[0]  # its heading is there
    lead = "" if not at or text[at - 1] == "\n" else "\n"
    return text[:at] + lead + "\n".join(lines) + "\n" + text[at:]


def _line_end(text: str, at: int) -> int:
    """Return where the line behind the words before an offset ends, or the offset where it begins a line."""
    if at and text[at - 1] != "\n":
        return text.find("\n", at) + 1 or len(text)
    return len(text[:at].rstrip("\n")) + 1 if text[:at].strip() else at


def _section_lines(blocks: Sequence[Block], number: int, place: int) -> list[str]:
    """Return the lines of the section *number* of a skeleton, from 0; it is to be the one at *place*, from 1."""
    starts = [at for at, block in enumerate(blocks) if block.kind == HEADING and block.level == 1]
    ends = [*starts[1:], next((at for at, block in enumerate(blocks) if block.kind == SIGNATURE), len(blocks))]
    lines = [block.text for block in blocks[starts[number] : ends[number]]]
    return [f"{chinese_numeral(place)}、{lines[0].partition('、')[2]}", *lines[1:]]


def _numbered_on(text: str, assessment: Assessment, at: int, before: int) -> str:
    """Return *text* with the number of each heading behind an offset raised by one, where they are as they should be."""
    sections = assessment.facts.sections[before:] if assessment.facts is not None else ()
    for number, one in reversed(list(enumerate(sections, before + 1))):
        shown = chinese_numeral(number)
        if one.start >= at and one.number == shown:
            place = text.index(shown, one.start)
            text = text[:place] + chinese_numeral(number + 1) + text[place + len(shown) :]
    return text


class _Answering(NamedTuple):
    """The rule that asks for measures against shortcomings, these with their causes, and the part of the measures.

    ``leads`` are the lists of the words by which a cause is led in.
    """

    report: Report
    rule: Rule
    shortcomings: Sequence[Span]
    causes: Sequence[Statement]
    leads: Sequence[int]
    by: str


def _answering(assessment: Assessment) -> _Answering | None:
    report, pack = assessment.report, assessment.pack
    rule = next((item.rule for item in assessment.items if item.rule.check == _ANSWERED), None)
    if report is None or pack is None or rule is None:
        return None
    options = options_for(rule, report)
    held = [name for name, entry in pack.parts.items() if entry.get("within") == options["part"]]
    causes = [one for name in held for one in statements_of(report, name).stated]
    parts = [part for part in map(report.vocabulary.part_called, held) if part is not None]
    leads = [part.cues["before"] for part in parts if "before" in part.cues]
    return _Answering(report, rule, items_of(report, options["part"]), causes, leads, options["by"])


def answer_rows(assessment: Assessment, lang: str) -> list[AnswerRow]:
    """Return the shortcomings of a report with what is said of each."""
    found = _answering(assessment)
    if found is None:
        return []
    report = found.report
    table = next((item.table for item in assessment.items if item.rule is found.rule), ())
    answers = {row["item"]: say("mark.clauses", lang).join(row["answer_words"]) for row in table}
    rows = []
    for number, span in enumerate(found.shortcomings):
        told = [report.quote(one.span) for one in found.causes if one.item == number]
        texts = (report.quote(span), say("mark.clauses", lang).join(told), answers.get(number + 1, ""))
        rows.append(AnswerRow(*(one_line(text, _SHOWN) for text in texts)))
    return rows


def other_causes(assessment: Assessment) -> list[str]:
    """Return the causes that are told apart from the single shortcomings."""
    found = _answering(assessment)
    if found is None:
        return []
    return [one_line(found.report.quote(one.span), 2 * _SHOWN) for one in found.causes if one.item is None]


def answered(text: str, assessment: Assessment, causes: Mapping[int, str], measures: Mapping[int, str]) -> str:
    """Return *text* with causes behind their shortcomings and measures at the end of the plan; both by number, from 0."""
    found = _answering(assessment)
    if found is None:
        return text
    report, spans = found.report, found.shortcomings
    put = [
        (_behind(text, report.original(spans[number]).end), _led_in(found, words))
        for number, words in causes.items()
        if words and number < len(spans)
    ]
    view = part_view(report, found.by)
    end = report.original(view.spans[-1]).end if view.spans else report.original(report.body).end
    lines = [
        "\n" + say("web.answers.measure.text", "zh", lead=_first_clause(report, spans[number]), words=words)
        for number, words in sorted(measures.items())
        if words and number < len(spans)
    ]
    if lines:
        put.append((_behind(text, end), "".join(lines)))
    for at, words in sorted(put, reverse=True):
        text = text[:at] + words + text[at:]
    return text


def _led_in(found: _Answering, words: str) -> str:
    """Return a cause as a sentence, led in where its own words do not do that."""
    scan = found.report.scan.of(words)
    if any(hit.start == 0 for number in found.leads for hit in scan.hits(number)):
        return f"{words}。"
    return say("web.answers.cause.text", "zh", words=words)


def _behind(text: str, at: int) -> int:
    """Return the offset behind the last words before *at*."""
    return len(text[:at].rstrip())


def _first_clause(report: Report, span: tuple[int, int]) -> str:
    """Return the first clause of a shortcoming, by which its measure names it."""
    first = first_sentence(report.text, *span)
    words = bare_words(report.quote(first if first is not None else report.body))
    for mark in "，,；;：:":
        words = words.partition(mark)[0] if len(words.partition(mark)[0]) >= 4 else words
    return words[:_LEAD].strip(_ENDS)
