"""Dates: the document's own, and the one that its web page bears."""

import re
from typing import NamedTuple

from checker.text.lazy_re import lazy
from checker.text.numerals import chinese_number
from checker.text.span import Span

_HAN = "零〇○0Oo一二三四五六七八九十"
_DATE = lazy(
    r"(?<!\d)(?P<year>(?:19|20)\d\d) ?[年./-] ?(?P<month>\d{1,2}|元) ?[月./-] ?(?P<day>\d{1,2}) ?(?:日|(?![\d.]))"
    rf"|(?P<han_year>[二一][{_HAN}]{{3}})年(?P<han_month>[{_HAN}]{{1,3}})月(?P<han_day>[{_HAN}]{{1,3}})日"
    r"|(?<!\d)(?P<last_day>\d{2})\.(?P<last_month>\d{2})\.(?P<last_year>20\d\d)(?!\d)"
)
_PUBLISHED = lazy(
    r"(?:(?:发布|发文|公开|生成|公布|上网|更新|录入)[^\S\n]*(?:日期|时间)|(?<!成文)(?<!发文)日 ?期|时 ?间)[ |\]】]*[:]?[ |\]】\n]{0,6}(?=\d{4}[年./-])"
)
_MADE = lazy(r"成文 ?日期[ |\]】]*[:]?[ |\]】\n]{0,6}(?=\d{4}[年./-])")
_LABELS = ("日期", "时间", "日 期", "时 间")
"""Words of which both these patterns need one; most reports come without their page, and have none."""
_ALONE = lazy(r"^[ (\[•·]{0,60}(?P<date>[^\n]{8,24}?)(?: {1,20}\d{1,2}:\d{2}(?::\d{2})?)?[ )\]]{0,60}$", re.M)


_TIME = lazy(r" {0,20}\d{1,2}:\d{2}(?::\d{2})?")


class Date(NamedTuple):
    """A day (ISO 8601) and where it stands."""

    iso: str
    span: Span

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.iso[:4])


def date_at(text: str, start: int, end: int) -> Date | None:
    """The first date between two offsets."""
    for match in _DATE.finditer(text, start, end):
        found = _date(match)
        if found:
            return found
    return None


def date_alone(text: str, start: int, end: int) -> Date | None:
    """The date of a line that consists of a date, a time of day and brackets aside."""
    match = _ALONE.match(text, start, end)
    if not match or match.end() != end:
        return None
    inner = _DATE.fullmatch(text, *match.span("date"))
    return _date(inner) if inner else None


def date_with_label(text: str, start: int, end: int) -> tuple[Date, str] | None:
    """The date and time that a line begins with, and the words that follow them on it."""
    while start < end and text[start] in " ([":
        start += 1
    match = _DATE.match(text, start, end)
    found = _date(match) if match else None
    if match is None or found is None:
        return None
    time = _TIME.match(text, match.end(), end)
    rest = text[time.end() if time else match.end() : end].strip()
    return (found, rest) if rest else None


def date_between_blanks(text: str, start: int, end: int) -> Date | None:
    """The last date between two offsets that stands between blanks or line ends."""
    found = None
    for match in _DATE.finditer(text, start, end):
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if not around.strip():
            found = _date(match) or found
    return found


def date_at_end(text: str, start: int, end: int) -> Date | None:
    """The date that the text between two offsets ends with, blanks and closing brackets aside."""
    while end > start and text[end - 1] in " \n)）]":
        end -= 1
    last = None
    for match in _DATE.finditer(text, max(start, end - 24), end):
        last = match
    return _date(last) if last and last.end() == end else None


def published_date(text: str, start: int, end: int) -> Date | None:
    """The date of publication that page furniture prints between two offsets, as opposed to one in the report."""
    if not any(text.find(label, start, end) >= 0 for label in _LABELS):
        return None
    for pattern in (_PUBLISHED, _MADE):
        match = pattern.search(text, start, end)
        if match:
            return date_at(text, match.end(), min(end, match.end() + 20))
    return None


def _date(match: re.Match[str]) -> Date | None:
    named = match.groupdict()
    if named["year"]:
        year, month, day = int(named["year"]), 1 if named["month"] == "元" else int(named["month"]), int(named["day"])
    elif named["last_year"]:
        year, month, day = int(named["last_year"]), int(named["last_month"]), int(named["last_day"])
    else:
        values = [chinese_number(named[f"han_{unit}"]) for unit in ("year", "month", "day")]
        year, month, day = (value or 0 for value in values)
    if 1980 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= _days(year, month):
        return Date(f"{year:04}-{month:02}-{day:02}", Span(*match.span()))
    return None


def _days(year: int, month: int) -> int:
    """How many days a month has.  The standard library's calendar takes longer to import than a report to judge."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
