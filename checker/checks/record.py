"""What a document says of itself: its kind, title, signature, dates and year.

* ``genre``: a text of another kind fails, ``other`` or ``unknown``.
* ``title``: none fails, ``missing``.  ``title-form``: 某市水务局2024年度节水工作报告 passes; without the year it is partial,
  ``no-year``, without the unit ``no-unit``, without both it fails, ``bare``.  ``title-named``: ``other-name``.
* ``signature``, ``date``: ``missing``; a date that only the web page bears is partial, ``web-only``.
* ``attachment``: 附件： with nothing behind it, and nothing that follows, fails: ``empty``.
* ``date-window``: of 2024, due by 03-01, 2025-01-16 passes, 2024-06-01 fails, ``early``, 2025-05-06 fails, ``late``.  A page's
  date is held against the day of publication.  Where the deadline of a kind of filer is inferred and the report still comes
  before it is to be published, it is partial, ``late-upwards``.
* ``year``: the heading of a part speaks first; in running text only words that are intended count against it.  Of 2024, a
  year on, the heading 2025年工作安排 passes, 2024年工作安排 fails, ``other-year``, and 下一步打算 skips.
* ``own-name``: as it stays in a text that was taken from another unit's.  By 某县水务局, 白水县水务局高度重视 fails, ``found``,
  and 赴白水县水务局学习 passes; skips: ``no-issuer``, where it has no place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.checks.outcome import END, START, Outcome, failed, partial, passed, skipped
from checker.document.dates import all_years, years_within
from checker.document.parts import part_view
from checker.document.regions import codes, leading_divisions
from checker.document.report import Report
from checker.document.sentences import around
from checker.document.title import Title
from checker.records import Any
from checker.text.dates import due_day, is_late
from checker.text.lazy_re import lazy
from checker.text.span import Span, line_end, occurrences
from checker.words import pairs, words

_SENTENCE = 400
_PLACED = lazy(r"(?P<place>[^\W\d_]{1,20}«organs.division-ends»)(?P<body>(?:(?!«organs.division-ends»)[^\W\d_]){2,20})")
_ALONE_PLACE = lazy(r"(?:^|[^\w]|年度?)(?!«organs.before-place»)(?P<place>[^\W\d_]{2,4}«organs.division-ends»)$")
"""A place that no list has, where nothing but a mark or a year stands before it."""


def genre(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """The text is of the kind that the pack judges."""
    found = report.genre
    if found.report:
        return passed(found.evidence[:2])
    return failed("other" if found.id else "unknown", found.evidence[:2], genre=found.id or "")


def title(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """There is a title."""
    found = _title_of_kind(report)
    return passed(found.pieces, title=found.name) if found else failed("missing", anchor=START)


def title_form(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """The title names the unit and the year."""
    found = _title_of_kind(report)
    if found is None:
        return skipped("no-title")
    if found.has_unit and found.has_year:
        return passed(found.pieces)
    if found.has_unit or found.has_year:
        return partial("no-year" if found.has_unit else "no-unit", 0.5, found.pieces)
    return failed("bare", found.pieces)


def title_named(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The title uses the name that ``patterns`` prescribe."""
    found = _title_of_kind(report)
    if found is None:
        return skipped("no-title")
    if report.scan.of(found.name).has(options["patterns"]):  # a title may stand on several lines
        return passed(found.pieces)
    return failed("other-name", found.pieces)


def _title_of_kind(report: Report) -> Title | None:
    """Return the title, where it is that of some kind of text."""
    return report.title if report.title is not None and report.title.genre is not None else None


def signature(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """The unit's name stands below the text."""
    found = report.tail.signature
    return passed([found]) if found is not None else failed("missing", anchor=END)


def attachment(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """An attachment that a label announces is named or follows."""
    label = report.tail.attachment
    if label is None or report.tail.attachment_filled:
        return passed([label] if label else [])
    return failed("empty", [label])


def date(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """The document bears a date."""
    if report.date is not None:
        return passed([report.date.span], date=report.date.iso)
    if report.published is not None:
        return partial("web-only", 0.5, (), END, date=report.published)
    return failed("missing", anchor=END)


def date_window(report: Report, options: Mapping[str, Any]) -> Outcome:
    """The date lies after the end of the report's year and before the deadline."""
    iso = report.date.iso if report.date else report.published
    if iso is None or report.year is None:
        return skipped("no-date" if iso is None else "no-year")
    evidence = [report.date.span] if report.date else []
    limit = (report.due if report.date else None) or options.get("published") or "12-31"
    year = report.year.value
    values: dict[str, Any] = {"date": iso, "year": year, "deadline": f"{year + 1}-{due_day(limit)}"}
    if "published" in options:
        values["published"] = f"{year + 1}-{due_day(options['published'])}"
    if iso < f"{year:04}-{options.get('opens', '13')}" and iso[:4] <= f"{year:04}":
        somewhat = iso >= f"{year:04}-{options.get('early', '13')}"
        return partial("early", 0.5, evidence, **values) if somewhat else failed("early", evidence, **values)
    if is_late(iso, year + 1, limit):
        if report.filer in options.get("inferred", ()) and not is_late(iso, year + 1, options.get("published", limit)):
            return partial("late-upwards", 0.5, evidence, **values)
        return failed("late", evidence, **values)
    return passed(evidence, **values)


def year(report: Report, options: Mapping[str, Any]) -> Outcome:
    """A part, or words anywhere, name the year that is its own."""
    view = part_view(report, options["part"]) if "part" in options else None
    if report.year is None or (view is not None and not view.is_there):
        return skipped("no-part" if report.year else "no-year")
    wanted = report.year.value + options.get("offset", 0)
    if "patterns" in options or view is None:
        return _years_of_hits(report, options, view.spans if view is not None else (report.body,), wanted)
    headings = [one for span in view.headings for one in years_within(report.text, *span)]
    found = headings or [one for span in view.spans for one in years_within(report.text, *span)]
    right = [one.span for one in found if one.value == wanted]
    if right:
        return passed(right[:1], year=wanted)
    if not headings:  # in running text only a year that opens what is intended speaks of the plan's own
        found = [one for one in found if _opens(report, options.get("intended"), one.span.start)]
    if not found:
        return skipped("names-no-year")
    return failed("other-year", [found[0].span], options["part"], year=wanted, found=found[0].value)


def _years_of_hits(report: Report, options: Mapping[str, Any], spans: Iterable[Span], wanted: int) -> Outcome:
    """Return whether each hit of ``patterns`` names the year wanted and no other, those of dates included."""
    hits = report.hits_in(options["patterns"], spans) if "patterns" in options else []
    named = [(hit, {one.value for one in all_years(report.text, *hit)}) for hit in hits]
    for hit, years in named:
        if years - {wanted}:
            return failed("other-year", [hit], options.get("part"), year=wanted, found=min(years - {wanted}))
    right = [hit for hit, years in named if years]
    return passed(right[:1], year=wanted) if right else skipped("names-no-year")


def own_name(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No unit of the same function at another place of the same level is named."""
    own = _PLACED.fullmatch(report.issuer.name) if report.issuer else None
    if own is None:
        return skipped("no-issuer")
    place, body, text = own["place"], own["body"], report.text
    counties = words("organs.counties")
    levels = counties if place[-1] in counties else (place[-1],)
    found: list[Span] = []
    for at in occurrences(text, body):
        if text.endswith(place, 0, at):
            continue
        other = _place_before(text, at, levels)
        if other and _is_of_others(place, other) and not _is_beside(report, options, at):
            found.append(Span(at - len(other), at + len(body)))
    if not found:
        return passed()
    return failed("found", found, count=len(found), words=text[found[0].start : found[0].end])


def _place_before(text: str, at: int, levels: tuple[str, ...]) -> str:
    """Return the place of one of some *levels* that ends at an offset: a known one, or all that stands there by itself."""
    if text[at - 1 : at] not in levels:
        return ""
    known = (text[at - width : at] for width in range(8, 1, -1) if width <= at)
    place = next((one for one in known if codes(one)), "")
    alone = _ALONE_PLACE.search(text, max(0, at - 7), at) if not place else None
    return place or (alone["place"] if alone else "")


def _is_of_others(place: str, other: str) -> bool:
    """Return whether a unit at *other* is a peer of the one at *place*: not the same by a shorter name, nor above or below it."""
    for short, full in pairs("organs.short-zones").items():
        place, other = place.replace(short, full), other.replace(short, full)
    if other in place or other.endswith(place):
        return False
    names, _ = leading_divisions(place)
    mine, theirs = codes(names[-1]) if names else (), codes(other)
    if not mine or not theirs:
        return True
    return any(_is_city(one) == _is_city(their) for one in mine for their in theirs)


def _is_city(code: str) -> bool:
    """Return whether a division is a city with counties: a county-level one (永康市) is below such, or beside counties."""
    return code.endswith("00")


def _is_beside(report: Report, options: Mapping[str, Any], at: int) -> bool:
    """Return whether the sentence around an offset speaks of others by right."""
    patterns = options.get("beside")
    return patterns is not None and report.scan.any_within(patterns, *around(report.text, at, at, "。\n", _SENTENCE))


def _opens(report: Report, patterns: int | None, start: int) -> bool:
    """Return whether a hit of *patterns* begins at *start*."""
    hit = report.scan.first_within(patterns, start, line_end(report.text, start)) if patterns is not None else None
    return hit is not None and hit.start == start
