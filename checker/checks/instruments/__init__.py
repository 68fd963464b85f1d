"""Cited laws and other instruments, found once: whether they bear their right names, and were in force when applied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from checker.document.report import Report, once
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

MOST_NAMES = 1000
"""So many different names, and so many dated citations, of one report are looked up."""
_REMARK = lazy(r"\([^()]*\)$")
_INNER = lazy(r"[《〈]([^《》〈〉\n]{1,120})[》〉]")


class Cited(NamedTuple):
    """A cited name without its marks, prefix and remarks in brackets; ``remark`` is the last of these."""

    name: str
    remark: str
    span: Span


@once
def cited_in(report: Report, prefix: str) -> list[Cited]:
    """Return the instruments that a report cites, those inside the titles of others too, in order."""
    start = report.title.span.end if report.title else 0
    cited: list[Cited] = []
    for span in report.citations:
        if start <= span.start < report.tail.start:
            cited += _names_in(report.text, span, prefix)
    return cited


def without_titles(report: Report, start: int, end: int) -> str:
    """Return the text between two offsets without the cited titles that lie there."""
    spans = report.citations
    pieces = []
    at = bisect_left(spans, (start, 0))
    while at < len(spans) and spans[at].end <= end:
        pieces.append(report.text[start : spans[at].start])
        start = spans[at].end
        at += 1
    return "".join([*pieces, report.text[start:end]])


def _names_in(text: str, span: Span, prefix: str) -> Iterator[Cited]:
    whole = text[span.start + 1 : span.end - 1]
    if "《" not in whole and "〈" not in whole:
        yield _plain_name(whole, prefix, span)
        return
    yield _plain_name(whole.replace("〈", "《").replace("〉", "》"), prefix, span)
    for match in _INNER.finditer(text, span.start + 1, span.end - 1):
        yield _plain_name(match[1], prefix, Span(*match.span()))


def _plain_name(name: str, prefix: str, span: Span) -> Cited:
    name = name.strip()
    remark = _REMARK.search(name) if name.endswith(")") else None
    if remark:
        name = name[: remark.start()].rstrip()
    name = name.removeprefix(prefix).replace(f"《{prefix}", "《").replace(" ", "")
    return Cited(name, remark.group() if remark else "", span)
