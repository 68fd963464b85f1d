"""``same-year``: title, opening and headings are about one year.

2024年度报告 with 2024年，我局坚持… passes; with 2023年，我局坚持… it fails, ``other-year``.  A heading may be about the next year
(主要安排), or about another one by right (2023年督察反馈整改情况).  Headings of a part that is ``coming`` in the pack name the year
after: they tell which year is meant and are not judged here.  A text that names no year, or spans of years alone, is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.document.dates import years_within
from checker.document.parts import part_view
from checker.document.report import Report
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

_OPENING = 1500
_SPREAD = lazy(r"(?:19|20)\d\d ?年?度? ?[-至到、和与及] ?(?:19|20)?\d\d")
"""Several years at once: a report that looks back on them, or on a plan for them."""
_ANY_YEAR = lazy(r"(?<!\d)(?:19|20)\d\d(?!\d| ?年 ?\d{1,2} ?月|[-./]\d)")
_FOREMOST = 12
"""A heading that is about a year names it first; further on a year may belong to a plan or an inspection."""
_BLANK = " \n#*>"


class _Claim(NamedTuple):
    """Words that say which year the report is about; the years they name, of which one may be that of the plan."""

    place: str
    years: tuple[int, ...]
    span: Span
    counts: bool


def same_year(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Title, opening and headings are about one year.

    Headings of a part that is ``coming`` in the pack name the year after; they tell which year is meant and are not
    judged here.  A text that looks back on several years is none of this check's business.
    """
    named = _years_named(report)
    if len(named) == 1:  # most reports: nothing that could differ
        return passed(tuple(named.values()), year=next(iter(named)))
    if not named:
        return skipped("names-no-year")
    claims = list(_claims(report, options))
    if any(_SPREAD.search(report.text, *claim.span) for claim in claims[:1] if claim.place == "title"):
        return skipped("several-years")
    counted = [claim for claim in claims if claim.counts]
    if not counted:
        return skipped("names-no-year")
    year = _most_likely(claims, counted)
    right = next(claim for claim in [*counted, *claims] if year in claim.years)
    wrong = [claim for claim in counted if year not in claim.years]
    if not wrong:
        return passed([right.span], year=year)
    where, place = options["places"][wrong[0].place], options["places"][right.place]
    return failed(
        "other-year",
        [*(claim.span for claim in wrong), right.span],
        year=year,
        found=wrong[0].years[0],
        where=where,
        place=place,
    )


def _years_named(report: Report) -> dict[int, Span]:
    """Return every year that title, opening or a heading of level 1 but the plan's name, and where it is named first."""
    coming = set(report.vocabulary.coming)
    spans = [section.heading for section in report.outline.sections if not coming.issuperset(section.parts or ("",))]
    text = report.text
    named: dict[int, Span] = {}
    if report.title is not None:
        for value in _years_of_title(text, report.title.span):
            named.setdefault(value, report.title.span)
    for span in (_opening_span(report), *spans):
        if text.find("年", *span) >= 0:
            for year in years_within(text, *span):
                named.setdefault(year.value, year.span)
    return named


def _years_of_title(text: str, span: Span) -> list[int]:
    """Return the years in a title, written in figures, with or without 年, or in words (二〇二四年)."""
    figures = [int(match.group()) for match in _ANY_YEAR.finditer(text, *span)]
    return figures or [year.value for year in years_within(text, *span)]


def _opening_span(report: Report) -> Span:
    """Return what stands between the title and the first heading, or, without headings, the plan."""
    start = report.title.span.end if report.title else 0
    end = min(report.outline.start or len(report.text), start + _OPENING)
    if not report.outline.sections:  # the plan may well stand in the text
        plans = (part_view(report, name).spans for name in report.vocabulary.coming)
        end = min([end, *(span.start for spans in plans for span in spans)])
    return Span(start, max(start, end))


def _most_likely(claims: Sequence[_Claim], counted: Sequence[_Claim]) -> int:
    """Return the year that most claims name; of several the one named first."""
    candidates = dict.fromkeys(year for claim in counted for year in claim.years)
    return max(candidates, key=lambda year: sum(year in claim.years for claim in claims))


def _claims(report: Report, options: Mapping[str, Any]) -> Iterator[_Claim]:
    title = report.title
    if title is not None and title.genre is not None:
        years = tuple(dict.fromkeys(_years_of_title(title.name, Span(0, len(title.name)))))
        if years:
            yield _Claim("title", years, title.span, counts=True)
    yield from _of_opening(report, options)
    yield from _of_headings(report, options)


def _of_opening(report: Report, options: Mapping[str, Any]) -> Iterator[_Claim]:
    """Yield the first words of a paragraph, and the sentence that announces the report, before the first heading."""
    text = report.text
    start, end = _opening_span(report)
    for option in ("opening", "announces"):
        if option not in options:
            continue
        for hit in report.scan.hits(options[option]):
            if not start <= hit.start < end:
                continue
            line = text[max(start, text.rfind("\n", start, hit.start) + 1) : hit.start]
            if option == "opening" and line.strip(_BLANK):
                continue
            claim = _claim(report, "opening", hit)
            if claim is not None:
                yield claim


def _of_headings(report: Report, options: Mapping[str, Any]) -> Iterator[_Claim]:
    coming = set(report.vocabulary.coming)
    unless, ahead = options.get("unless"), options.get("ahead")
    for section in report.outline.sections:
        if not section.parts or section.thematic:
            continue
        heading = section.heading
        claim = _claim(report, "heading", heading)
        named = years_within(report.text, section.words, min(section.words + _FOREMOST, section.heading_end))
        if claim is None or not named or (unless is not None and report.scan.any_within(unless, *heading)):
            continue
        if set(section.parts) <= coming:
            yield claim._replace(years=tuple(year - 1 for year in claim.years), counts=False)
        elif coming & set(section.parts):
            yield claim._replace(years=(*claim.years, *(year - 1 for year in claim.years)), counts=False)
        elif ahead is not None and report.scan.any_within(ahead, *heading):
            yield claim._replace(years=(*claim.years, *(year - 1 for year in claim.years)))
        else:
            yield claim


def _claim(report: Report, place: str, span: Span) -> _Claim | None:
    if _SPREAD.search(report.text, *span):
        return None
    found = years_within(report.text, *span)
    if not found:
        return None
    years = tuple(dict.fromkeys(year.value for year in found))
    return _Claim(place, years, Span(found[0].span.start, span.end) if place == "opening" else span, counts=True)
