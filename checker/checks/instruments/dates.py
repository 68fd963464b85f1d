"""``instrument-dates``: cited laws and other instruments were in force when they were applied.

* ``data`` (required): files with ``name``, ``version``, ``adopted``, ``from``, ``until``, ``by``.
* ``applied`` (required): words right before a citation by which it was applied (依据); ``since``: words right behind it;
  ``begun``: words that say so of what was not even adopted (学习).
* ``unless`` (required): a sentence with these words is passed over (待施行); ``beside``: a clause with these is.
* ``new``: words that name a revision (新修订的), ``recent``: within so many years; ``prefix``: as for the names.

Parts about the coming year are left out.  Of a law in force since 2025, in a report on 2024, 学习《某法》 passes and
依据《某法》立案 fails, ``not-yet`` (``not-yet-new`` of its revision); of a law repealed in 2023 it fails, ``repealed``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.checks.instruments import MOST_NAMES, SHOWN, Cited, cited_in, without_titles
from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.document.parts import part_view
from checker.document.report import Report
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Cover, Span, inside

_REACH = 16
"""A verb governs an instrument that is cited within so many characters after it, other citations aside."""
_WINDOW = 200
_ENDS = ("。", "!", "?", ";", "\n")
_AMENDED = lazy(r"(?<!\d)(20\d\d)年?[^()]{0,6}修[订正改]")
_NOT_FINAL = ("草案", "征求意见", "送审稿", "修订稿")


class _Row(NamedTuple):
    """One row of the data on instruments; empty cells where nothing is known."""

    version: str
    adopted: str
    since: str
    until: str
    by: str


class _Breach(NamedTuple):
    """Why an instrument was not in force: the reason, the day that counts, what took its place.

    ``adopted`` says that it was adopted by the end of the year, so that a unit could well begin to carry it out.
    """

    reason: str
    day: str
    by: str
    adopted: bool = False


_HISTORY: list[tuple[Any, dict[str, list[_Row]]]] = []


def dates(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No instrument is said to have been applied before it came into force or after its repeal."""
    if report.year is None:
        return skipped("no-year")
    history = _history(report, options["data"])
    dated = [one for one in cited_in(report, options.get("prefix", "")) if one.name in history][:MOST_NAMES]
    if not dated:
        return skipped("no-citations")
    wrong: list[tuple[Cited, _Breach]] = []
    coming = [part.id for part in report.vocabulary.parts if part.coming]
    ahead = Cover(span for name in coming for span in part_view(report, name).spans)
    for one in dated:
        fault = _fault(report, one, history[one.name], options)
        if fault and not ahead.holds(one.span.start, one.span.start + 1) and _is_applied(report, one, options, fault):
            wrong.append((one, fault))
    if not wrong:
        return passed(count=len(dated))
    first, fault = wrong[0]
    return failed(
        fault.reason,
        [one.span for one, _ in wrong[:SHOWN]],
        wrong=first.name,
        right=fault.by,
        date=fault.day,
        year=report.year.value,
        count=len(wrong),
    )


def _history(report: Report, numbers: list[int]) -> dict[str, list[_Row]]:
    """By name the rows of the data files (kept for the pack that was asked for last)."""
    tables = [report.vocabulary.tables[number] for number in numbers]
    if not _HISTORY or _HISTORY[0][0] != tables:
        made: dict[str, list[_Row]] = {}
        for table in tables:
            cells = [column.split("\n") for column in _columns(table)]
            for name, *row in zip(*cells, strict=True):
                made.setdefault(name, []).append(_Row(*row))
        _HISTORY[:] = [(tables, made)]
    return _HISTORY[0][1]


def _columns(table: Mapping[str, str]) -> Iterator[str]:
    blank = "\n" * table["name"].count("\n")
    for column in ("name", "version", "adopted", "from", "until", "by"):
        yield table.get(column, blank)


def _fault(report: Report, one: Cited, rows: list[_Row], options: Mapping[str, Any]) -> _Breach | None:
    """What speaks against the application of a cited instrument in the report year."""
    year = report.year.value if report.year else 0
    first, last = f"{year:04}-01-01", f"{year:04}-12-31"
    for row in rows:
        if not row.version and row.since > last:
            return _Breach("not-yet", row.since, row.by, _adopted(row) <= last)
        if not row.version and row.until and row.until <= first:
            return _Breach("repealed", row.until, row.by)
    revisions = [row for row in rows if row.version]
    amended = _AMENDED.search(one.remark)
    if amended:
        later = [row for row in revisions if row.version.startswith(amended[1]) and row.since > last]
    elif "new" in options and _follows(report, options["new"], one.span.start, 2):
        recent = f"{year - options.get('recent', 0):04}"
        known = any(recent <= row.since <= last for row in revisions)
        later = [] if known else sorted((row for row in revisions if row.since > last), key=lambda row: row.since)
    else:
        later = []
    return _Breach("not-yet-new", later[0].since, "", _adopted(later[0]) <= last) if later else None


def _adopted(row: _Row) -> str:
    """The day of adoption, or where it is not known, one by which there was none: a year before it came into force."""
    return row.adopted or f"{int(row.since[:4]) - 1:04}{row.since[4:]}"


def _follows(report: Report, patterns: int, offset: int, gap: int) -> bool:
    """Whether a hit ends at most *gap* characters before *offset*."""
    line = max(0, offset - 40)
    return any(offset - gap <= hit.end <= offset for hit in report.scan.within(patterns, line, offset))


def _is_applied(report: Report, one: Cited, options: Mapping[str, Any], fault: _Breach) -> bool:
    """Whether the words around a citation say that the instrument was applied."""
    if any(word in one.remark for word in _NOT_FINAL):
        return False
    sentence = _around(report.text, one.span, _ENDS)
    clause = _around(report.text, one.span, (*_ENDS, ","))
    if _says(report, options["unless"], sentence) or ("beside" in options and _says(report, options["beside"], clause)):
        return False
    start, end = one.span
    if "since" in options and any(hit.start <= end + 2 for hit in report.scan.within(options["since"], end, end + 16)):
        return True
    hits = report.scan.within(options["applied"], clause.start, start)
    if "begun" in options and not fault.adopted:
        hits = [*hits, *report.scan.within(options["begun"], clause.start, start)]
    if not hits:
        return False
    between = without_titles(report, max(hit.end for hit in hits), start)  # of a verb further off there is more
    return len(between) <= _REACH and "《" not in between


def _says(report: Report, patterns: int, where: Span) -> bool:
    """Whether a hit lies within a span, titles of cited instruments aside."""
    cited = report.citations
    return any(not inside(cited, hit.start) for hit in report.scan.within(patterns, *where))


def _around(text: str, span: Span, marks: tuple[str, ...]) -> Span:
    """What stands around a span up to one of *marks*, but no more than some lines."""
    start, end = max(0, span.start - _WINDOW), min(len(text), span.end + _WINDOW)
    before, after = text[start : span.start], text[span.end : end]
    left = max(before.rfind(mark) for mark in marks) + 1
    right = min((at for at in map(after.find, marks) if at >= 0), default=len(after))
    return Span(start + left, span.end + right)
