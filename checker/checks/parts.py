"""Is a part there, has it content, does its text keep what its heading promises, in what order do the parts stand.

* ``part``: a heading with a paragraph passes; a few words under it are partial, ``thin``; a passage inside another part is
  partial, ``embedded``, unless that part holds it and it has a heading there; a text none of whose items says anything (see
  ``counting``) is partial, ``hollow``; a heading over nothing fails, ``empty``; no trace of it fails, ``missing``.
* ``statements``: 主要原因是编制少 passes; words that only imply a cause are partial, ``implicit``; 主要原因是认识不到位 alone is
  partial, ``hollow``; 主要原因：不详 fails, ``unsaid``; a heading that names it over a text that does not fails, ``promised``;
  nothing fails, ``missing``.
* ``order``: parts in none of the listed orders fail, ``other-order``.  Fewer than two headings skip.
* ``length``: more letters, digits and Hanzi than are allowed fail, ``long``; ``share``: less than its share fails, ``token``.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.checks.counting import facts_within, hollow_items
from checker.checks.outcome import Outcome, failed, partial, passed, skipped
from checker.checks.residue import FACT, residue
from checker.checks.statements import NULL, Statements, statements_of
from checker.document.parts import EMPTY, PartView, part_view
from checker.document.report import Report
from checker.document.sentences import words_in
from checker.records import Any
from checker.text.span import Span

_QUOTED = 40
_HOLLOW = 0.25
"""The credit for words that say nothing: they show that the part was thought of."""


def part(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The part stands under a heading of its own and has content."""
    name = options["part"]
    view = part_view(report, name)
    if view.how == "absent":
        return failed("missing", anchor=name)
    heading = _quoted(report, view.headings[0])
    if view.words < options.get("empty", EMPTY):
        return failed("empty", view.headings, name, heading=heading)
    if view.how == "embedded" and not view.is_own_section:
        return partial("embedded", options.get("embedded", 0.5), view.headings[:3], name, heading=heading)
    judged = hollow_items(report, name)
    if judged:
        values = residue(report, judged[0].span)
        quote = _quoted(report, judged[0].span)
        return partial("hollow", _HOLLOW, [one.span for one in judged], name, heading=heading, quote=quote, **values)
    if view.words < options.get("thin", 0) and _weight(report, name, view) < options["thin"]:
        return partial("thin", 0.5, view.headings, name, heading=heading, words=view.words, least=options["thin"])
    return passed(view.headings, heading=heading, words=view.words)


def _weight(report: Report, name: str, view: PartView) -> int:
    """Return how much a part says: its words with those of the parts that it holds, more where something is counted."""
    held = [part_view(report, one.id) for one in report.vocabulary.parts if one.within == name]
    more = sum(one.words for one in held if not set(one.spans) & set(view.spans))
    return view.words + more + FACT * facts_within(report, view.spans)


def statements(report: Report, options: Mapping[str, Any]) -> Outcome:
    """A part that another one holds is stated in the text, not only promised by a heading."""
    name = options["part"]
    view = part_view(report, name)
    stated = statements_of(report, name)
    real = stated.real
    if any(one.cue != "implied" for one in real):
        headings = [section.heading for section in view.sections if any(one.cue == "own" for one in real)]
        return passed([*headings, *(one.span for one in real)], count=len(real))
    if real:
        return partial("implicit", 0.5, [one.span for one in real], count=len(real))
    if stated.stated:
        return _empty_words(report, name, stated)
    if view.headings:
        return failed("promised", view.headings, name, heading=_quoted(report, view.headings[0]))
    part = report.vocabulary.part_called(name)
    return failed("missing", anchor=(part.within if part else None) or name)


def _empty_words(report: Report, name: str, found: Statements) -> Outcome:
    """Return what is said of a part, none of which says anything."""
    stated = found.stated
    evidence = [one.span for one in stated if one.span.end > one.span.start]
    said = [one for one in stated if one.doubt != NULL]
    if not said:
        return failed("unsaid", evidence, name, quote=_quoted(report, stated[0].span))
    values = {
        "quote": _quoted(report, said[0].span),
        "count": len(said),
        **residue(report, said[0].span, found.known),
    }
    return partial(said[0].doubt or "hollow", _HOLLOW, evidence, name, **values)


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


def length(report: Report, options: Mapping[str, Any]) -> Outcome:
    """A part, or the report, is not too long."""
    name = options.get("part")
    view = part_view(report, name) if name is not None else None
    if view is not None and not view.is_there:
        return skipped("no-part")
    count = view.words if view is not None else words_in(report.text, *report.body)
    evidence = view.headings[:1] if view is not None else ()
    values = {"count": count, "most": options["max"]}
    return passed(evidence, **values) if count <= options["max"] else failed("long", evidence, name, **values)


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


def _quoted(report: Report, span: Span) -> str:
    words = " ".join(report.quote(span).split())
    return words[:_QUOTED] + ("…" if len(words) > _QUOTED else "")
