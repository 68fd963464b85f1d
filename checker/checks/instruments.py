"""Cited laws and other instruments: whether they bear their right names, and were in force when they were applied."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.checks.outcome import Outcome, failed, passed, skipped
from checker.document.citations import find_citations, inside
from checker.document.parts import part_view
from checker.text.lazy import lazy
from checker.text.slips import LONGEST, Names, Wording, wrong_head
from checker.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.document.report import Report

_SHOWN = 20
_MOST_NAMES = 1000
"""So many different names, and so many dated citations, of one report are looked up."""
_MOST_WORDS = 100_000
_REACH = 16
"""A verb governs an instrument that is cited within so many characters after it, other citations aside."""
_WINDOW = 200
_ENDS = ("。", "!", "?", ";", "\n")
_REMARK = lazy(r"\([^()]*\)$")
_INNER = lazy(r"[《〈]([^《》〈〉\n]{1,120})[》〉]")
_AMENDED = lazy(r"(?<!\d)(20\d\d)年?[^()]{0,6}修[订正改]")
_NOT_FINAL = ("草案", "征求意见", "送审稿", "修订稿")


class _Cited(NamedTuple):
    """A cited name without its marks, prefix and remarks in brackets; ``remark`` is the last of these."""

    name: str
    remark: str
    span: Span


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


_NAMES: list[tuple[tuple[Any, ...], Names]] = []
_HISTORY: list[tuple[Any, dict[str, list[_Row]]]] = []


def names(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No cited instrument bears a name that misspells a known one; a name that is merely unknown is in order.

    Names that end with a word of ``others`` (titles of plans and notices) are not looked up; names that the text itself
    introduces as short are in order.
    """
    cited = _cited(report, options.get("prefix", ""))
    if not cited:
        return skipped("no-citations")
    known = _names(report, options)
    prefix, others = options.get("prefix", ""), tuple(options.get("others", ()))
    right: dict[str, str | None] = {}
    wrong: list[tuple[_Cited, str]] = []
    short = _short_forms(report, options, cited)
    for one in cited:
        if one.name in known or one.name in short or one.name.endswith(others):
            continue
        if one.name not in right and len(right) < _MOST_NAMES:
            right[one.name] = _right_name(report, one.name, known, prefix)
        meant = right.get(one.name)
        if meant:
            wrong.append((one, meant))
    if not wrong:
        return passed(count=len(cited))
    first, meant = wrong[0]
    pairs = dict.fromkeys(f"《{one.name}》→《{better}》" for one, better in wrong)
    return failed(
        "near-miss",
        [one.span for one, _ in wrong[:_SHOWN]],
        count=len(wrong),
        wrong=first.name,
        right=meant,
        pairs=list(pairs)[:_SHOWN],
    )


def dates(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No instrument is said to have been applied in a report year that lies before it came into force or after repeal.

    Only words of ``applied`` right before the citation say so (of what was not even adopted, words of ``begun`` too), or
    one of ``since`` right after it, in a sentence without any of ``unless`` and a clause without any of ``beside``.
    Parts about the coming year are left out.  Reasons: ``not-yet``, ``repealed``, ``not-yet-new`` (a citation that names
    a revision, by ``new`` or by its year, which was not in force then).
    """
    if report.year is None:
        return skipped("no-year")
    history = _history(report, options["data"])
    dated = [one for one in _cited(report, options.get("prefix", "")) if one.name in history][:_MOST_NAMES]
    if not dated:
        return skipped("no-citations")
    wrong: list[tuple[_Cited, _Breach]] = []
    for one in dated:
        fault = _fault(report, one, history[one.name], options)
        if fault and not _is_coming(report, one.span.start) and _is_applied(report, one, options, fault):
            wrong.append((one, fault))
    if not wrong:
        return passed(count=len(dated))
    first, fault = wrong[0]
    return failed(
        fault.reason,
        [one.span for one, _ in wrong[:_SHOWN]],
        wrong=first.name,
        right=fault.by,
        date=fault.day,
        year=report.year.value,
        count=len(wrong),
    )


def _is_coming(report: Report, offset: int) -> bool:
    """Whether a place lies in a part about the coming year."""
    coming = (span for part in report.vocabulary.parts if part.coming for span in part_view(report, part.id).spans)
    return any(span.start <= offset < span.end for span in coming)


def _cited(report: Report, prefix: str) -> list[_Cited]:
    """The instruments that a report cites, those inside the titles of others too, in order (found once per report)."""
    key = f"cited:{prefix}"
    found = report.memo.get(key)
    if not isinstance(found, list):
        start = report.title.span.end if report.title else 0
        cited: list[_Cited] = []
        for span in _spans(report):
            if start <= span.start < report.tail.start:
                cited += _names_in(report.text, span, prefix)
        found = report.memo[key] = cited
    return found


def _spans(report: Report) -> list[Span]:
    """The outermost 《…》 of a report (found once)."""
    found = report.memo.get("《》")
    if not isinstance(found, list):
        found = report.memo["《》"] = find_citations(report.text)
    return found


def _without_titles(report: Report, start: int, end: int) -> str:
    """The text between two offsets without the cited titles that lie there."""
    spans = _spans(report)
    pieces = []
    at = bisect_left(spans, (start, 0))
    while at < len(spans) and spans[at].end <= end:
        pieces.append(report.text[start : spans[at].start])
        start = spans[at].end
        at += 1
    return "".join([*pieces, report.text[start:end]])


def _words(report: Report) -> str:
    """What the report says outside of titles, as far as it is looked at (found once)."""
    found = report.memo.get("words")
    if not isinstance(found, str):
        found = report.memo["words"] = _without_titles(report, 0, min(len(report.text), _MOST_WORDS))
    return found


def _names_in(text: str, span: Span, prefix: str) -> Iterator[_Cited]:
    whole = text[span.start + 1 : span.end - 1]
    if "《" not in whole and "〈" not in whole:
        yield _plain(whole, prefix, span)
        return
    yield _plain(whole.replace("〈", "《").replace("〉", "》"), prefix, span)
    for match in _INNER.finditer(text, span.start + 1, span.end - 1):
        yield _plain(match[1], prefix, Span(*match.span()))


def _plain(name: str, prefix: str, span: Span) -> _Cited:
    name = name.strip()
    remark = _REMARK.search(name) if name.endswith(")") else None
    if remark:
        name = name[: remark.start()].rstrip()
    name = name.removeprefix(prefix).replace(f"《{prefix}", "《").replace(" ", "")
    return _Cited(name, remark.group() if remark else "", span)


def _names(report: Report, options: Mapping[str, Any]) -> Names:
    """The known names of a pack (kept for the pack that was asked for last)."""
    columns = tuple(report.vocabulary.tables[number]["name"] for number in options["names"])
    wording = Wording(
        tuple(options["kinds"]),
        tuple(options.get("alike", ())),
        "".join(options.get("places", ())),
        tuple(options.get("qualifiers", ())),
        tuple(options.get("complete", ())),
    )
    key = (*columns, wording)
    if not _NAMES or _NAMES[0][0] != key:
        # The reports' texts are folded: full-width brackets in names are half-width there.
        text = "\n".join(columns).replace("（", "(").replace("）", ")")
        _NAMES[:] = [(key, Names([text, *_without_remarks(text)], wording))]
    return _NAMES[0][1]


def _without_remarks(text: str) -> Iterator[str]:
    """The names, of those a line each, that end with a remark in brackets, without it: 某某办法(试行)."""
    end = text.find(")\n")
    while end >= 0:
        start = text.rfind("\n", 0, end) + 1
        yield text[start : text.rfind("(", start, end)]
        end = text.find(")\n", end + 1)


def _right_name(report: Report, name: str, known: Names, prefix: str) -> str | None:
    if prefix and name[:2] == prefix[:2] and len(name) <= LONGEST + len(prefix):
        for right in wrong_head(name, prefix, known):
            return right
    if known.meant_by(name) is None:
        return None
    # A word that the report uses outside of titles too (林业) is a word, though no known name has it.
    return known.meant_by(name, _words(report))


def _short_forms(report: Report, options: Mapping[str, Any], cited: list[_Cited]) -> frozenset[str]:
    """Names that the text introduces as short forms (以下简称《…》)."""
    hits = report.scan.within(options["short"], 0, len(report.text)) if "short" in options else []
    if not hits:
        return frozenset()
    ends = {hit.end for hit in hits}
    return frozenset(one.name for one in cited if not ends.isdisjoint(range(one.span.start - 2, one.span.start + 1)))


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


def _fault(report: Report, one: _Cited, rows: list[_Row], options: Mapping[str, Any]) -> _Breach | None:
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


def _is_applied(report: Report, one: _Cited, options: Mapping[str, Any], fault: _Breach) -> bool:
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
    between = _without_titles(report, max(hit.end for hit in hits), start)  # of a verb further off there is more
    return len(between) <= _REACH and "《" not in between


def _says(report: Report, patterns: int, where: Span) -> bool:
    """Whether a hit lies within a span, titles of cited instruments aside."""
    cited = _spans(report)
    return any(not inside(cited, hit.start) for hit in report.scan.within(patterns, *where))


def _around(text: str, span: Span, marks: tuple[str, ...]) -> Span:
    """What stands around a span up to one of *marks*, but no more than some lines."""
    start, end = max(0, span.start - _WINDOW), min(len(text), span.end + _WINDOW)
    before, after = text[start : span.start], text[span.end : end]
    left = max(before.rfind(mark) for mark in marks) + 1
    right = min((at for at in map(after.find, marks) if at >= 0), default=len(after))
    return Span(start + left, span.end + right)
