"""One quantity has one value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.checks.setting import SHOWN, counts_of
from checker.document.parts import part_view
from checker.text.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.document.counts import Counts
    from checker.document.figures import Figure
    from checker.document.report import Report
    from checker.text.span import Span

_SHORTEST = 4
_LEAST = 2
"""So many characters of a thing's name must be left when the general words are taken out."""
_LONGEST = 24
_MOST_SAME = 400
_AFTER = lazy(r"[^,。;:!?()\n|、“”\d]{0,16}")
_TIME = lazy(
    r"(?:19|20)\d\d ?年度?(?:以来|来|内)?|今年(?:以来)?|本年度?|全年|年内|一年来|当年|年度内|共计|总计|合计|累计|先后|共|已经|已|总|了|各类|各项|各种"
)
_ENUMERATED = lazy(r"^[一二三四五六七八九十]{1,2}是|^第[一二三四五六七八九十]{1,2}|^\d{1,2}[.、]")
_OWN = lazy(r"^(?:我|本|全)(?:局|厅|委|县|区|市|镇|乡|街道|办|院|单位|系统|州|省)|^(?:市|县|区|省)(?:局|委|厅|政府)")


def agree(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No thing that is named in the same words twice has two values.

    ``general`` words alone (检查企业) name no thing: they are said of each field by itself.  Figures of another time, of a
    plan, of a part, or given as about are left out, those of ``other`` parts too, and so is a thing with more than two
    values, which is a series.  The two must stand in different sentences.
    """
    counts = counts_of(report)
    start, end = report.body
    groups: dict[tuple[str, str], list[Figure]] = {}
    figures = counts.between(start, end)
    for figure in figures:
        key = _last_word(report.text, figure)
        if key:
            groups.setdefault((figure.unit, key), []).append(figure)
    left_out = [span for name in options.get("other", ()) for span in _heading_spans(report, name)]
    faults: list[tuple[Figure, Figure]] = []
    for group in groups.values():
        if len(group) > 1 and len({figure.value for figure in group}) > 1:
            faults += _conflicts(report, counts, group[:_MOST_SAME], options, left_out)
    if faults:
        faults.sort()
        spans = [counts.thing(figure).span for pair in faults for figure in pair]
        one, other = (report.quote(span).strip() for span in spans[:2])
        return failed("conflict", spans[:SHOWN], count=len(faults), one=one, other=other)
    return passed() if figures else skipped("nothing-to-compare")


def _heading_spans(report: Report, name: str) -> tuple[Span, ...]:
    view = part_view(report, name)
    return view.spans if view.how == "heading" else ()


def _last_word(text: str, figure: Figure) -> str:
    """The last two characters of what a figure counts, whether they stand before or behind it."""
    start, end = figure.span
    behind = text[end : end + 1]
    if behind and behind not in ",。;:!?()\n|、“” ":
        match = _AFTER.match(text, end)
        words = match.group().strip() if match else ""
        if len(words) > 1:
            return words[-2:]
    before = text[max(0, start - 6) : start].rstrip("了共计达为约近超 ")
    return before[-2:]


def _conflicts(
    report: Report, counts: Counts, group: list[Figure], options: Mapping[str, Any], left_out: list[Span]
) -> list[tuple[Figure, Figure]]:
    """Of figures whose last words are the same those that have the same name, the same scope and two values."""
    named: dict[tuple[str, bool], list[Figure]] = {}
    for figure in group:
        if any(span.start <= figure.span.start < span.end for span in left_out):
            continue
        name = _name(report, counts, figure, options)
        if name is None:
            continue
        scope = counts.scope(figure)
        year = report.year.value if report.year else None
        if not scope.plain or not counts.exact(figure) or (scope.year and year and scope.year != year):
            continue
        named.setdefault((name, scope.cumulative), []).append(figure)
    found = []
    for figures in named.values():
        values = {figure.value for figure in figures}
        if len(values) != 2:
            continue
        one = figures[0]
        other = next(figure for figure in figures if figure.value != one.value)
        if counts.sentence(*one.span) != counts.sentence(*other.span):
            found.append((one, other))
    return found


def _name(report: Report, counts: Counts, figure: Figure, options: Mapping[str, Any]) -> str | None:
    """What a figure counts, time and own unit left out; None where that is general, or the sentence speaks of others."""
    thing = counts.thing(figure)
    before = _OWN.sub("", _TIME.sub("", _ENUMERATED.sub("", thing.before)))
    name = (before + thing.after).replace(" ", "")
    if len(name) > _LONGEST or len(name) < _SHORTEST or (figure.unit == "%" and name[-1] != "率"):
        return None
    rest = _without(report, name, options.get("general"))
    if len(rest) < _LEAST:
        return None
    sentence = counts.sentence(*figure.span)
    if "places" in options and report.scan.any_within(options["places"], sentence.start, thing.span.end):
        return None
    return name


def _without(report: Report, name: str, general: int | None) -> str:
    if general is None:
        return name
    scan = report.scan.of(name)
    kept = []
    at = 0
    for hit in scan.hits(general):
        kept.append(name[at : hit.start])
        at = hit.end
    return "".join([*kept, name[at:]])
