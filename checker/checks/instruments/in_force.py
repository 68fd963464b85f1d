"""``instrument-dates``: cited laws and other instruments were in force when they were applied.

Applied is what stands behind words for it in its clause (依据), right behind some (依), or before others (为依据, 施行以来); of what
was not even adopted it is enough that it was begun (贯彻).  A sentence about drafts is passed over, one that speaks of the time
in which the instrument is or was in force, by words (将于, 废止, 上半年) or by a day or year, and a clause that only tells of it
(学习, 宣传).

Parts about the coming year are held against what has ended by its first day; what is to come is in order there.  Of a law
in force since 2025, in a report on 2024, 学习《某法》 passes and 依据《某法》立案 fails, ``not-yet`` (``not-yet-new`` of its
revision, ``not-adopted`` where only its adoption is known); of a law repealed in 2023 it fails, ``repealed``; in a report on
2023 it is partial, ``repealed-within``, unless its successor is cited too.  Where there is no successor, the reasons are
``repealed-without`` and ``repealed-within-without``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from checker.checks.instruments import MOST_NAMES, Cited, cited_in, without_titles
from checker.checks.outcome import SHOWN, Outcome, failed, partial, passed, skipped
from checker.document.dates import years_within
from checker.document.parts import part_view
from checker.document.report import Report
from checker.document.sentences import around
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span, inside
from checker.words import words

_REACH = 16
"""A verb governs an instrument that is cited within so many characters after it, other citations aside."""
_AT = 6
"""Words that tell what a clause is about stand before a citation, or end within so many characters after it."""
_ENDS = "。!?;\n"
_AMENDED = lazy(r"(?<!\d)(20\d\d)年?[^()]{0,6}修[订正改]")
_BEHIND = lazy(r"\([^()\n]{1,24}\)")
_DAY = lazy(r"(?:(20\d\d)年)?(?<!\d)(\d{1,2})月(?:(\d{1,2})日|(上|中)旬)?")
_TENTHS = {"上": 10, "中": 20}


class _Instrument(NamedTuple):
    """One row of the data on instruments; empty cells where nothing is known."""

    version: str
    adopted: str
    since: str
    until: str
    by: str


class _Breach(NamedTuple):
    """Why an instrument was not in force in ``year``: the reason, the day that counts, what took its place.

    ``adopted`` says that it was adopted by the end of the year, so that a unit could well begin to carry it out.
    """

    reason: str
    year: int
    day: str
    by: str = ""
    adopted: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it was in force, and is no longer."""
        return self.reason.startswith("repealed")

    @property
    def is_within(self) -> bool:
        """Whether it ended within the year."""
        return self.reason.startswith("repealed-within")


_HISTORY: list[tuple[Any, dict[str, list[_Instrument]]]] = []


def instrument_dates(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No instrument is said to have been applied before it came into force or after its repeal."""
    if report.year is None:
        return skipped("no-year")
    history = _history(report, options)
    cited = cited_in(report, options.get("prefix", ""))
    dated = [one for one in cited if one.name in history][:MOST_NAMES]
    if not dated:
        return skipped("no-citations")
    names = {one.name for one in cited}
    ahead = Cover(span for name in report.vocabulary.coming for span in part_view(report, name).spans)
    wrong: list[tuple[Cited, _Breach]] = []
    for one in dated:
        rows = history[one.name]
        is_planned = ahead.holds(one.span.start, one.span.start + 1)
        breach = _ended(rows, report.year.value + 1) if is_planned else _breach(report, one, rows, options, names)
        if breach and _is_applied(report, one, options, breach):
            wrong.append((one, breach))
    if not wrong:
        return passed(count=len(dated))
    wrong.sort(key=lambda pair: pair[1].is_within)  # what was out of force all year comes first
    first, breach = wrong[0]
    spans = [one.span for one, _ in wrong[:SHOWN]]
    values: dict[str, Any] = {
        "wrong": first.name,
        "right": breach.by,
        "date": breach.day,
        "year": breach.year,
        "count": len(wrong),
    }
    return partial(breach.reason, 0.5, spans, **values) if breach.is_within else failed(breach.reason, spans, **values)


def _history(report: Report, options: Mapping[str, Any]) -> dict[str, list[_Instrument]]:
    """Return by name the rows of the data files (kept for the pack that was asked for last)."""
    tables = [report.vocabulary.data[number] for number in options["data"]]
    if not _HISTORY or _HISTORY[0][0] != tables:
        made: dict[str, list[_Instrument]] = {}
        for table in tables:
            cells = [column.split("\n") for column in _columns_of_data(table)]
            for name, confidence, *row in zip(*cells, strict=True):
                if confidence not in options.get("unjudged", ()):
                    made.setdefault(name, []).append(_Instrument(*row))
        _HISTORY[:] = [(tables, made)]
    return _HISTORY[0][1]


def _columns_of_data(table: Mapping[str, str]) -> Iterator[str]:
    blank = "\n" * table["name"].count("\n")
    for column in ("name", "confidence", "version", "adopted", "from", "until", "by"):
        yield table.get(column, blank)


def _ended(rows: list[_Instrument], year: int) -> _Breach | None:
    """Return what ended by the first day of *year*."""
    for row in rows:
        if not row.version and row.until and row.until <= f"{year:04}-01-01":
            return _Breach("repealed" if row.by else "repealed-without", year, row.until, row.by)
    return None


def _breach(
    report: Report, one: Cited, rows: list[_Instrument], options: Mapping[str, Any], cited: Collection[str]
) -> _Breach | None:
    """Return what speaks against the application of an instrument in the report year, in which these names are *cited*."""
    year = report.reported_year or 0
    last = f"{year:04}-12-31"
    for row in rows:
        if row.version:
            continue
        if row.since > last:
            return _Breach("not-yet", year, row.since, row.by, _adopted(row) <= last)
        if not row.since and row.adopted > last:
            return _Breach("not-adopted", year, row.adopted)
        if row.until and f"{year:04}-01-01" < row.until <= last and row.by not in cited:
            reason = "repealed-within" if row.by else "repealed-within-without"
            return _Breach(reason, year, row.until, row.by)
    return _ended(rows, year) or _unrevised(report, one, [row for row in rows if row.version], options)


def _unrevised(report: Report, one: Cited, revisions: list[_Instrument], options: Mapping[str, Any]) -> _Breach | None:
    """Return what speaks against it where the words call it by a revision that had not come into force."""
    year = report.reported_year or 0
    last = f"{year:04}-12-31"
    behind = _BEHIND.match(report.text, one.span.end)
    amended = _AMENDED.search(one.remark) or (behind and _AMENDED.search(behind.group()))
    later: list[_Instrument] = []
    if amended:
        later = [row for row in revisions if row.version.startswith(amended[1]) and row.since > last]
    elif "new" in options and _follows(report, options["new"], one.span.start, 2):
        later = sorted((row for row in revisions if row.since > last), key=lambda row: row.since)
        # Once a revision has been adopted, an older one is hardly called new; before, it is for some years.
        recent = year - (1 if later and _adopted(later[0]) <= last else options.get("recent", 0))
        if any(f"{recent:04}" <= (row.since or row.adopted) <= last for row in revisions):
            later = []
    return _Breach("not-yet-new", year, later[0].since, "", _adopted(later[0]) <= last) if later else None


def _adopted(row: _Instrument) -> str:
    """Return the day of adoption, or where it is not known, one by which there was none: a year before it came into force."""
    return row.adopted or f"{int(row.since[:4]) - 1:04}{row.since[4:]}"


def _follows(report: Report, patterns: int, offset: int, gap: int) -> bool:
    """Return whether a hit ends at most *gap* characters before *offset*."""
    line = max(0, offset - 40)
    return any(offset - gap <= hit.end <= offset for hit in report.scan.within(patterns, line, offset))


def _is_applied(report: Report, one: Cited, options: Mapping[str, Any], breach: _Breach) -> bool:
    """Return whether the words around a citation say that the instrument was applied."""
    start, end = one.span
    sentence = around(report.text, *one.span, _ENDS)
    clause = around(report.text, *one.span, _ENDS + ",")
    about = Span(clause.start, min(clause.end, end + _AT))
    if (
        any(word in one.remark for word in words("titles.drafts"))
        or _is_of_its_time(report, sentence, options, breach)
        or _has_hit(report, options, "beside", clause)
        or _has_hit(report, options, "about", about)
        or (breach.is_over and _is_at(report, options, "made", end))
    ):
        return False
    if any(_is_at(report, options, name, end) for name in (["behind"] if breach.is_over else ["behind", "since"])):
        return True
    verbs = ["applied"] if breach.adopted or "begun" not in options else ["applied", "begun"]
    hits = [hit for name in verbs for hit in _hits_outside_titles(report, options[name], Span(clause.start, start))]
    if not hits:
        return "before" in options and _follows(report, options["before"], start, 0)
    between = without_titles(report, max(hit.end for hit in hits), start)  # of a verb further off there is more
    return len(between) <= _REACH and "《" not in between


def _is_of_its_time(report: Report, sentence: Span, options: Mapping[str, Any], breach: _Breach) -> bool:
    """Return whether a sentence speaks of drafts, or of the time in which the instrument is or was in force."""
    if _has_hit(report, options, "unless", sentence) or _has_hit(
        report, options, "past" if breach.is_over else "coming", sentence
    ):
        return True
    days = [match.groups() for match in _DAY.finditer(report.text, *sentence)]
    years = {one.value for one in years_within(report.text, *sentence)} | {int(day[0]) for day in days if day[0]}
    turn = int(breach.day[:4])
    if not breach.is_over:
        return any(breach.year < year and turn <= year for year in years)
    before = (
        f"{year or breach.year}-{int(month):02}-{int(day or _TENTHS.get(tenth, 31)):02}" < breach.day
        for year, month, day, tenth in days
    )
    if any(year < turn for year in years) or any(before):
        return True
    return (breach.is_within or turn in years) and _has_hit(report, options, "earlier", sentence)


def _is_at(report: Report, options: Mapping[str, Any], name: str, end: int) -> bool:
    """Return whether a hit of the patterns *name* stands right behind a citation that ends at *end*."""
    return name in options and any(hit.start <= end + 2 for hit in report.scan.within(options[name], end, end + 16))


def _has_hit(report: Report, options: Mapping[str, Any], name: str, where: Span) -> bool:
    """Return whether a hit of the patterns *name* lies within a span, titles of cited instruments aside."""
    if name not in options:
        return False
    return bool(_hits_outside_titles(report, options[name], where))


def _hits_outside_titles(report: Report, patterns: int, where: Span) -> list[Span]:
    """Return the hits within a span, those in titles of cited instruments left out."""
    cited = report.citations
    return [hit for hit in report.scan.within(patterns, *where) if not inside(cited, hit.start)]
