"""One report is about one year: its title, its opening and its headings agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.document.year import years_within
from checker.text.lazy import lazy
from checker.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.document.report import Report

_OPENING = 1500
_SPREAD = lazy(r"(?:19|20)\d\d ?年?度? ?[-至到、和与及] ?(?:19|20)?\d\d")
"""Several years at once: a report that looks back on them, or on a plan for them."""
_TITLE_YEAR = lazy(r"(?<![\d\-])(?:19|20)\d\d(?!\d)")
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

    ``opening`` are words with which a first paragraph names it, ``announces`` words anywhere before the first heading;
    ``unless`` are headings that are about another year with good reason.  Headings of a part that is ``coming`` in the
    pack name the year after; they tell which year is meant and are not judged here.  A text that looks back on several
    years is none of this check's business.  Values: ``year`` and ``place``, ``found`` and ``where``.
    """
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


def _most_likely(claims: Sequence[_Claim], counted: Sequence[_Claim]) -> int:
    """The year that most claims name; of several the one named first."""
    candidates = dict.fromkeys(year for claim in counted for year in claim.years)
    return max(candidates, key=lambda year: sum(year in claim.years for claim in claims))


def _claims(report: Report, options: Mapping[str, Any]) -> Iterator[_Claim]:
    title = report.title
    if title is not None and title.genre is not None:
        years = tuple(dict.fromkeys(int(match.group()) for match in _TITLE_YEAR.finditer(title.name)))
        if years:
            yield _Claim("title", years, title.span, counts=True)
    yield from _of_opening(report, options)
    yield from _of_headings(report, options)


def _of_opening(report: Report, options: Mapping[str, Any]) -> Iterator[_Claim]:
    """The first words of a paragraph, and the sentence that announces the report, before the first heading."""
    text = report.text
    start = report.title.span.end if report.title else 0
    end = min(report.outline.start or len(text), start + _OPENING)
    for option in ("opening", "announces"):
        if option not in options or end <= start:
            continue
        for hit in report.scan.hits(options[option]):
            if not start <= hit.start < end:
                continue
            line = text[text.rfind("\n", start, hit.start) + 1 if "\n" in text[start : hit.start] else start : hit.start]
            if option == "opening" and line.strip(_BLANK):
                continue
            claim = _claim(report, "opening", hit)
            if claim is not None:
                yield claim


def _of_headings(report: Report, options: Mapping[str, Any]) -> Iterator[_Claim]:
    coming = {part.id for part in report.vocabulary.parts if part.coming}
    unless = options.get("unless")
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
