"""Is a part there, has it content, does its text keep what its heading promises, in what order do the parts stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.checks.outcome import Outcome, failed, partial, passed, skipped
from checker.document.parts import EMPTY, PartView, part_view
from checker.document.report import Report
from checker.document.sentences import words_in
from checker.text.span import Cover, Span


def part(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The part stands under a heading of its own and has content.

    Reasons: ``missing``, ``empty`` (fail); ``embedded`` (a passage inside another part), ``thin`` (partial).
    """
    name = options["part"]
    view = part_view(report, name)
    if view.how == "absent":
        return failed("missing", anchor=name)
    heading = _words(report, view.headings[0])
    if view.words < options.get("empty", EMPTY):
        return failed("empty", view.headings, name, heading=heading)
    if view.how == "embedded":
        return partial("embedded", options.get("embedded", 0.5), view.headings[:3], name, heading=heading)
    if view.words < options.get("thin", 0):
        return partial("thin", 0.5, view.headings, name, heading=heading, words=view.words, least=options["thin"])
    return passed(view.headings, heading=heading, words=view.words)


def statements(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The text of a part that another part may hold (causes within shortcomings) really states it.

    A section of its own with content is enough; elsewhere the text must say it in so many words (``explicit``) or at
    least imply it (``implicit``: partial).  Reasons: ``missing``, ``promised`` (a heading names it, no text does).
    """
    name = options["part"]
    view = part_view(report, name)
    holder = next((one.within for one in report.vocabulary.parts if one.id == name), None)
    own = [section for section in view.sections if section.parts == (name,)]
    if any(words_in(report.text, *section.body) >= options.get("empty", EMPTY) for section in own):
        return passed([section.heading for section in own])
    spans = list(view.spans) if view.how == "heading" else []
    if holder is not None:
        own_spans = set(spans)
        spans += [span for span in part_view(report, holder).spans if span not in own_spans]
    for patterns, found in ((options["explicit"], passed), (options.get("implicit"), _implied)):
        hits = [] if patterns is None else _said(report, patterns, spans, name)
        if hits:
            return found(hits, count=len(hits))
    if view.headings:
        return failed("promised", view.headings, name, heading=_words(report, view.headings[0]))
    return failed("missing", anchor=holder or name)


def _implied(evidence: list[Span], **values: Any) -> Outcome:
    return partial("implicit", 0.5, evidence, **values)


def _said(report: Report, patterns: int, spans: list[Span], name: str) -> list[Span]:
    """Hits in the text, those in headings that name the part left out: a heading only promises."""
    promises = Cover(section.heading for section in report.outline.walk() if name in section.parts)
    return [
        hit
        for span in spans
        for hit in report.scan.within(patterns, *span)
        if not promises.holds(hit.start, hit.start + 1)
    ]


def order(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The parts that have headings stand in one of the listed orders."""
    named = {one for listed in options["orders"] for one in listed}
    seen: list[str] = []
    places: list[Span] = []
    for section in report.outline.sections:
        for name in section.parts:
            if name in named and name not in seen:
                seen.append(name)
                places.append(section.heading)
    if len(seen) < 2:
        return skipped("too-few-parts")
    for listed in options["orders"]:
        if [one for one in listed if one in seen] == [one for one in seen if one in listed] and set(seen) <= set(
            listed
        ):
            return passed(places)
    return failed("other-order", places)


def share(report: Report, options: Mapping[str, Any]) -> Outcome:
    """A part is no less than a share of the text of several parts together."""
    views: dict[str, PartView] = {name: part_view(report, name) for name in {*options["of"], options["part"]}}
    if any(not view.is_there for view in views.values()):
        return skipped("no-part")
    total = sum(views[name].words for name in options["of"])
    own = views[options["part"]]
    percent = round(100 * own.words / total, 1) if total else 0.0
    least = round(100 * options["min"])
    if own.words >= options["min"] * total:
        return passed(own.headings[:1], percent=percent, least=least)
    return failed("token", own.headings[:1], options["part"], percent=percent, least=least)


def _words(report: Report, span: Span) -> str:
    return " ".join(report.quote(span).split())[:40]
