"""Days as texts, records and cells write them: the one place that reads a date."""

from __future__ import annotations

from collections.abc import Iterator

from checker.records import TYPE_CHECKING, NamedTuple
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import chinese_number, numeral_value
from checker.text.span import Span
from checker.words import pairs, words

if TYPE_CHECKING:
    import re

_HAN = "零〇○0OoОΟ一二三四五六七八九十廿卅"
_SPELLED = str.maketrans({"廿": "二十", "卅": "三十", "元": "一"})
_DATE = lazy(
    r"(?<!\d)(?P<year>(?:19|20)\d\d) ?[年./-] ?(?P<month>\d{1,2}|元) ?[月./-] ?(?P<day>\d{1,2}) ?(?:日|(?![\d.]))"
    rf"|(?<!\d)(?P<han_year>(?:19|20)\d\d|[二一][{_HAN}]{{3}}) ?年 ?(?P<han_month>[{_HAN}\d]{{1,3}}|元) ?月"
    rf" ?(?P<han_day>[{_HAN}\d]{{1,3}}) ?日"
    r"|(?<!\d)(?P<last_day>\d{2})\.(?P<last_month>\d{2})\.(?P<last_year>20\d\d)(?!\d)"
)
_LABELLED = r"[ |\]】]*[:]?[ |\]】\n]{0,6}(?=\d{4}[年./-])"
_PUBLISHED = lazy(rf"(?:«dates.published»[^\S\n]*«dates.label»|«dates.alone»){_LABELLED}")
_MADE = lazy(rf"«dates.made» ?«dates.label»{_LABELLED}")
_ALONE = lazy(r"^[ (\[•·]{0,60}(?P<date>[^\n]{8,24}?)(?: {1,20}\d{1,2}:\d{2}(?::\d{2})?)?[ )\]]{0,60}$", MULTILINE)
_TIME = lazy(r" {0,20}\d{1,2}:\d{2}(?::\d{2})?")
_SPLIT = lazy(
    r"^ *(?P<year>20\d\d) ?年?\s{1,9}(?P<month>\d{1,2}) ?[/.月-] ?(?P<day>\d{1,2}) ?日?\s{1,9}\d{1,2}:\d{2}(?::\d{2})? *$",
    MULTILINE,
)
_SPLIT_WITHIN = 1000
"""A page prints year, day and time on lines of their own above the text."""
_CELL = lazy(
    r"(?:(?:(?P<year>\d{4}) ?[年./-]|«dates.next-year»)? ?(?P<month>\d{1,2}) ?[月./-] ?(?P<day>\d{1,2}|«dates.ends-of-parts»)(?: ?[日号])?"
    r"|(?:(?P<han_year>[〇○零一二三四五六七八九]{4})年)?(?P<han_month>[一二三四五六七八九十]{1,3})月(?P<han_day>[一二三四五六七八九十]{1,3})[日号])"
    r"(?:[ T]\d{1,2}:\d\d(?::\d\d)?(?:\.\d{1,6})?)?"
)
_AROUND = lazy(r"(?:«dates.around»|[ ()~:—-])*")
_BRACKETED = lazy(r"\([^()]{0,30}\)")
_COMPACT = lazy(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\.0)?")
_LEAP, _COMMON = 2000, 2001


class Date(NamedTuple):
    """A day (ISO 8601) and where it stands."""

    iso: str
    span: Span

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.iso[:4])


INCLUDED = "by "
"""Before a day (``MM-DD``) until which something is due: that day is in time; without it, only those before are."""


def due_day(limit: str) -> str:
    """Return the day (``MM-DD``) of a limit, which itself is in time or not."""
    return limit.removeprefix(INCLUDED)


def is_late(iso: str, year: int, limit: str) -> bool:
    """Return whether a day comes after the limit in a *year*."""
    day = f"{year:04}-{due_day(limit)}"
    return iso > day if limit.startswith(INCLUDED) else iso >= day


def dates_between(text: str, start: int, end: int) -> Iterator[Date]:
    """Yield the dates of a folded *text* that lie between two offsets, in order."""
    return filter(None, map(_date_of, _DATE.finditer(text, start, end)))


def date_at(text: str, start: int, end: int) -> Date | None:
    """Return the first date between two offsets."""
    return next(dates_between(text, start, end), None)


def date_alone(text: str, start: int, end: int) -> Date | None:
    """Return the date of a line that consists of a date, a time of day and brackets aside."""
    match = _ALONE.match(text, start, end)
    if not match or match.end() != end:
        return None
    inner = _DATE.fullmatch(text, *match.span("date"))
    return _date_of(inner) if inner else None


def date_with_label(text: str, start: int, end: int) -> tuple[Date, str] | None:
    """Return the date and time that a line begins with, and the words that follow them on it."""
    while start < end and text[start] in " ([":
        start += 1
    match = _DATE.match(text, start, end)
    found = _date_of(match) if match else None
    if match is None or found is None:
        return None
    time = _TIME.match(text, match.end(), end)
    rest = text[time.end() if time else match.end() : end].strip()
    return (found, rest) if rest else None


def date_with_time(text: str, start: int, end: int) -> Date | None:
    """Return the first date between two offsets that a time of day follows."""
    return next((date for date in dates_between(text, start, end) if _TIME.match(text, date.span.end, end)), None)


def date_between_blanks(text: str, start: int, end: int) -> Date | None:
    """Return the last date between two offsets that stands between blanks or line ends."""
    found = None
    for date in dates_between(text, start, end):
        if not (text[date.span.start - 1 : date.span.start] + text[date.span.end : date.span.end + 1]).strip():
            found = date
    return found


def date_at_end(text: str, start: int, end: int) -> Date | None:
    """Return the date that the text between two offsets ends with, blanks and closing brackets aside."""
    while end > start and text[end - 1] in " \n)）]":
        end -= 1
    last = None
    for match in _DATE.finditer(text, max(start, end - 24), end):
        last = match
    return _date_of(last) if last and last.end() == end else None


def published_date(text: str, start: int, end: int) -> Date | None:
    """Return the date of publication that a page prints between two offsets, as opposed to one in the report."""
    split = _SPLIT.search(text, start, min(end, start + _SPLIT_WITHIN))
    if split:
        iso = _iso(*(int(split[unit]) for unit in ("year", "month", "day")))
        return Date(iso, Span(*split.span())) if iso else None
    if not any(text.find(label, start, end) >= 0 for name in ("label", "alone") for label in words(f"dates.{name}")):
        return None  # most reports come without their page
    for pattern, behind in ((_PUBLISHED, words("dates.made")), (_MADE, ())):
        for match in pattern.finditer(text, start, end):
            if not text.endswith(behind, start, match.start()):
                return date_at(text, match.end(), min(end, match.end() + 20))
    return None


def iso_date(words: str) -> str | None:
    """Return the first date in folded *words* as ``YYYY-MM-DD``."""
    found = date_at(words, 0, len(words))
    return found.iso if found else None


def day_of_cell(words: str, *, within: bool = False) -> str | None:
    """Return the day that a cell of a table consists of (``2026.3.15``, ``3月15日前``), ``--MM-DD`` where it has no year.

    Of two days it is the second, which ends the time; *within* takes the first that stands among any other words.
    """
    compact = _COMPACT.fullmatch(words)
    if compact:
        return _iso(int(compact[1]), int(compact[2]), int(compact[3]))
    found = list(_CELL.finditer(words))
    if not found or not (within or _AROUND.fullmatch(_CELL.sub("", words))):
        bare = _BRACKETED.sub("", words)  # 3月10日(含)前, 3月10日前(以邮戳为准)
        return day_of_cell(bare) if bare != words else None
    last = found[0 if within else -1]
    numbers = [last["year"], last["month"], last["day"]]
    if last["month"] is None:
        numbers = [str(chinese_number(last[f"han_{unit}"] or "") or "") for unit in ("year", "month", "day")]
    year, month = int(numbers[0] or _LEAP), int(numbers[1] or 0)
    end = pairs("dates.ends-of-parts").get(numbers[2])
    number = min(int(end), days_in(int(numbers[0] or _COMMON), month)) if end else int(numbers[2] or 0)
    day = _iso(year, month, number)
    return day if day is None or numbers[0] else f"-{day[4:]}"


def _date_of(match: re.Match[str]) -> Date | None:
    named = match.groupdict()
    if named["year"]:
        year, month, day = int(named["year"]), 1 if named["month"] == "元" else int(named["month"]), int(named["day"])
    elif named["last_year"]:
        year, month, day = int(named["last_year"]), int(named["last_month"]), int(named["last_day"])
    else:
        written = [named[f"han_{unit}"].translate(_SPELLED) for unit in ("year", "month", "day")]
        year, month, day = (int(numeral_value(value) or 0) for value in written)
    iso = _iso(year, month, day)
    return Date(iso, Span(*match.span())) if iso else None


def _iso(year: int, month: int, day: int) -> str | None:
    """Return a day as ``YYYY-MM-DD``; None where there is none such, or it lies outside of 1980 to 2100."""
    if 1980 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= days_in(year, month):
        return f"{year:04}-{month:02}-{day:02}"
    return None


def days_in(year: int, month: int) -> int:
    """Return how many days a month has.  The standard library's calendar takes longer to import than a report to judge."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
