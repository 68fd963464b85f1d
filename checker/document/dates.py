"""The days of a report, the one it bears and the one on which it was published, and the year that it is about."""

from __future__ import annotations

from collections.abc import Iterable

from checker.document.boilerplate import Tail, is_page_furniture, names_organ
from checker.document.outline import Outline
from checker.document.title import Title
from checker.records import TYPE_CHECKING, NamedTuple
from checker.text.dates import (
    Date,
    date_alone,
    date_at,
    date_between_blanks,
    date_with_label,
    date_with_time,
    published_date,
)
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import WRITTEN_YEAR, chinese_number
from checker.text.span import Span, inside, lines_between, occurrences

if TYPE_CHECKING:
    import re

_LINES_UNDER_TITLE = 4
_NEAR_TITLE = 60
_BEFORE_TITLE = 40


def date_under_title(text: str, title: Title | None, head: int) -> Date | None:
    """Return a date in brackets, or below the unit's name, in the first lines under the title, before offset *head*."""
    if title is None:
        return None
    start = text.find("\n", title.span.end) + 1
    signed = False
    for _ in range(_LINES_UNDER_TITLE):
        end = text.find("\n", start)
        if start <= 0 or end < 0 or start >= head:
            return None
        line = text[start:end].strip()
        if line.startswith("(") or (signed and "年" in line):
            found = date_alone(text, start, end)
            if found:
                return found
        signed = signed or names_organ(line)
        start = end + 1
    return None


def publication_date(text: str, title: Title | None, tail: Tail, head: int) -> Date | None:
    """Return the date that a page prints above the text, beside its title, or behind the report."""
    found = published_date(text, 0, head) or _date_beside_title(text, title)
    if found is None and tail.start < len(text):
        found = published_date(text, tail.start, len(text))
    return found


def _date_beside_title(text: str, title: Title | None) -> Date | None:
    """Return a date alone on a line above or right below the title, or between blanks right before it."""
    if title is None:
        return None
    below = title.span.end
    line_end = text.find("\n", below)
    beside = date_at(text, below, line_end) if line_end > below else None
    if beside and not text[below : beside.span.start].strip():
        rest = text[beside.span.end : line_end].strip()
        if not rest or is_page_furniture(rest) or date_with_time(text, below, line_end):
            return beside
    while text[below : below + 1] in ("\n", " "):
        below += 1
    below = text.find("\n", below)
    end = max(title.span.start, min(below if below >= 0 else 0, title.span.end + _NEAR_TITLE))
    for start, stop in lines_between(text, 0, end):
        found = date_alone(text, start, stop)
        if found and not text[start:stop].lstrip().startswith("("):
            return found
        labelled = date_with_label(text, start, stop)
        if labelled and is_page_furniture(labelled[1]):  # 2024年3月1日 来源:某某市水利局
            return labelled[0]
        if is_page_furniture(text[start:stop].strip()) and (timed := date_with_time(text, start, stop)):
            return timed
    return date_between_blanks(text, max(0, title.span.start - _BEFORE_TITLE), title.span.start)


_YEAR = rf"(?:(?P<year>(?:19|20)\d\d)|(?P<han>{WRITTEN_YEAR}))"
_NAMED = lazy(rf"(?<![\d\-]){_YEAR} ?年(?!\d{{1,2}}月)")
"""A year of the calendar, not the year of a date; a range of years does not begin with one."""
_DIGITS = 4
_ANY = lazy(rf"(?<!\d){_YEAR} ?年")
_PLAIN = lazy(rf"(?<![\d\-]){_YEAR}(?! ?- ?\d|\d)")
_RANGE = lazy(r"(?:19|20)\d\d ?年?度? ?[-至到] ?(?P<last>(?:19|20)\d\d)(?!\d)")
_REPORTS = lazy(rf"«titles.handing-over»[^。\n]{{0,30}}?{_YEAR} ?年[^。\n]{{0,40}}?«titles.handed-over-as»")
_OPENING = lazy(rf"(?:^|[\n。,: ]){_YEAR} ?年(?:度|以来|来|至今)?[,，]?(?!\d)", MULTILINE)
_QUOTED = lazy(r"《[^》\n]{0,120}》|\([^)\n]{0,120}\)|〔[^〕\n]{0,40}〕")


class Year(NamedTuple):
    """A year and the words that give it."""

    value: int
    span: Span


def years_within(text: str, start: int, end: int) -> list[Year]:
    """Return the years named between two offsets, those in titles of documents and in brackets left out."""
    years = named_years(text, start, end)
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(text, start, end)] if years else []
    return [year for year in years if not inside(quoted, year.span.start)]


def named_years(text: str, start: int, end: int) -> list[Year]:
    """Return the years of the calendar named between two offsets, those of dates left out."""
    found = []
    for at in occurrences(text, "年", start, end):  # rarer than any digit that a year may begin with
        first = at - _DIGITS - (text[at - 1] == " ")
        match = _NAMED.match(text, first, end) if first >= start else None
        if match:
            found.append(_year_of(match))
    return found


def all_years(text: str, start: int, end: int) -> list[Year]:
    """Return the years named between two offsets, those of dates included."""
    return [_year_of(match) for match in _ANY.finditer(text, start, end)]


def find_year(  # noqa: PLR0913 - all that can show it
    text: str,
    title: Title | None,
    outline: Outline,
    date: Date | None,
    *,
    plan: str | None,
    stated: Iterable[Span] = (),
) -> Year | None:
    """Return the report year: from the title, what states it, the opening, the headings, the plan (a year on), the text, the date.

    *stated* are words of which the pack says that they name the year, as those on a period; the last year in them counts.
    *plan* is the id of the part on the coming year.
    """
    if title is not None:
        spread = _RANGE.search(title.name)
        if spread:
            return Year(int(spread["last"]), title.span)
        match = _PLAIN.search(title.name)
        if match:
            return Year(_year_of(match).value, title.span)
    named = next((years[-1] for span in stated if (years := all_years(text, *span))), None)
    start = outline.start or min(len(text), 600)
    opening = _REPORTS.search(text, 0, start + 40)
    found = named or (_year_of(opening) if opening else None) or _from_headings(text, outline, plan)
    if found:
        return found
    first = _OPENING.search(text, 0, start)
    if first:
        return _year_of(first)
    return _from_text(text, outline, plan) or (_before(date) if date else None)


def _from_headings(text: str, outline: Outline, plan: str | None) -> Year | None:
    """Return the year of a heading that is not the plan's; else the year before the plan's."""
    fallback = None
    for section in outline.sections:
        found = years_within(text, section.start, section.heading_end)
        if not found:
            continue
        if plan is None or plan not in section.parts:
            if section.parts:
                return found[0]
        elif fallback is None:
            fallback = Year(found[0].value - 1, found[0].span)
    return fallback


def _from_text(text: str, outline: Outline, plan: str | None) -> Year | None:
    counts: dict[int, list[Span]] = {}
    skip = [section.whole for section in outline.sections if plan in section.parts and section.parts[:1] == (plan,)]
    for year in years_within(text, 0, outline.tail):
        if not inside(skip, year.span.start):
            counts.setdefault(year.value, []).append(year.span)
    if not counts:
        return None
    value = max(counts, key=lambda year: (len(counts[year]), year))
    return Year(value, counts[value][0])


def _before(date: Date) -> Year:
    """Return the year that a report of this date is about: the one before, unless it was signed late in its own year."""
    return Year(date.year if int(date.iso[5:7]) >= 11 else date.year - 1, date.span)


def _year_of(match: re.Match[str]) -> Year:
    value = int(match["year"]) if match["year"] else chinese_number(match["han"]) or 0
    group = "year" if match["year"] else "han"
    return Year(value, Span(*match.span(group)))
