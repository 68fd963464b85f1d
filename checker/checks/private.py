"""``id-number``, ``mobile-number``, ``card-number``: no number of a person stands in the open.

* A resident identity number has 18 characters, the last one right (GB 11643-1999), or, near words that name it, 15 digits.
  身份证1101**********0014 passes, the whole number fails, ``found``.
* A mobile number of mainland China stands with or without 86, in one, in groups, with blanks, dashes, dots, strokes or
  brackets between them: 138-0013-8000 and 138.0013.8000 fail.  Words right before or behind a number may say that it is
  another one: 罚款13800138000元 passes.
* A bank card has an issuer's first digits and a right last one (ISO/IEC 7812-1), and words that name it near by:
  卡号6222000000001239 fails, 工单6222000000001239 passes.

Outcomes carry the stretches that no output may show (``private``); evidence is the whole number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from checker.checks.outcome import SHOWN, Outcome, failed, passed
from checker.document.digit_runs import BETWEEN, DigitRun, digit_runs, is_luhn, is_old_resident_id, is_resident_id
from checker.document.report import Report
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

_ID, _OLD_ID, _MOBILE = 18, 15, 11
_OLD_GROUPS = 3
_LATEST_BIRTH = 2099
_BEFORE, _AFTER = 40, 20
"""So many characters before and behind a number may say what it is."""
_WORD = 80
_MOBILE_GROUPS = {(11,), (3, 4, 4), (3, 8), (4, 4, 3), (3, 3, 5)}
_DASHED_GROUPS = {(7, 4), (5, 6)}
_DOTTED_GROUPS = {(3, 4, 4), (1,) * 11}
"""A number with other marks than blanks and dashes in it may be one of many things: only the usual groups are."""
_DOTTED_ID = (6, 8)
_IS_MOBILE = lazy(r"1[3-9][0-9]{9}")
_DOTS = BETWEEN.strip(" -")
_COUNTRY = lazy(r"(?:00)?86")
_JOINED = 10
"""A number of up to so many digits on the other side of a dash makes one number with what stands on this side."""
_PART_BEFORE = lazy(r"(?:[A-Za-z]|[0-9A-Za-z]_|[A-Za-z]-|[0-9]\.)$")
_PART_AFTER = lazy(r"[A-Za-z]|_[0-9A-Za-z]|-[A-Za-z]|\.[0-9A-Za-z]|,[0-9]{3}(?![0-9 -])")
_ADDRESS = lazy(r"://|www\.|[0-9A-Za-z]=|[&\\]|[A-Za-z][/_]|[/_][A-Za-z]")
_CARD = lazy(r"62[0-9]{14,17}|(?:4[0-9]{3}|5[1-5][0-9]{2}|2[2-7][0-9]{2}|35[0-9]{2})[0-9]{12}|9558[0-9]{15}")
"""UnionPay; Visa, MasterCard and JCB; an older series of 19 digits."""


class _Number(NamedTuple):
    """Neighbouring groups of a run, from ``first`` to before ``last``, that make one number: its digits, its place."""

    first: int
    last: int
    digits: str
    span: Span


def id_numbers(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No resident identity number stands in the open."""
    latest = report.year.value + 1 if report.year else _LATEST_BIRTH
    context = options.get("context")

    def ids_in(run: DigitRun) -> Iterator[_Number]:
        for number in _neighbouring_groups(run, (_OLD_ID, _ID)):
            valid = is_resident_id(number.digits, latest) or (
                context is not None
                and number.last - number.first <= _OLD_GROUPS
                and is_old_resident_id(number.digits)
                and _stands_by_words(report, context, number.span)
            )
            if valid and _is_written_so(report.text, run, number) and not _is_part(report.text, run, number):
                yield number

    return _outcome_of(report, ids_in, (4, 2))


def mobile_numbers(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No number of a mobile telephone stands in the open."""
    text = report.text
    before, after = options.get("before"), options.get("after")

    def mobiles_in(run: DigitRun) -> Iterator[_Number]:
        for number in _mobiles(report, run):
            start, end = number.span
            if _is_part(text, run, number) or _in_address(text, start, end):
                continue
            if before is not None and report.scan.of(text[max(0, start - _BEFORE) : start]).hits(before):
                continue
            if after is not None and report.scan.of(text[end : end + _AFTER]).hits(after):
                continue
            yield number

    return _outcome_of(report, mobiles_in, (3, 2))


def card_numbers(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No number of a bank card stands in the open."""

    def cards_in(run: DigitRun) -> Iterator[_Number]:
        for number in _neighbouring_groups(run, (16, 17, 18, 19)):
            if (
                _CARD.fullmatch(number.digits)
                and not _dots(report.text, number.span)
                and _grouped_like_card([group.end - group.start for group in run.groups[number.first : number.last]])
                and is_luhn(number.digits)
                and not is_resident_id(number.digits, _LATEST_BIRTH)
                and not _is_part(report.text, run, number)
                and _stands_by_words(report, options["context"], number.span)
            ):
                yield number

    return _outcome_of(report, cards_in, (4, 2))


def _grouped_like_card(lengths: list[int]) -> bool:
    """Return whether groups of digits have the lengths in which cards are written: by fours, or the issuer's six and the rest."""
    return all(length == 4 for length in lengths[:-1]) or (len(lengths) == 2 and lengths[0] == 6)


def _outcome_of(report: Report, find: Callable[[DigitRun], Iterator[_Number]], shown: tuple[int, int]) -> Outcome:
    """Return what *find* finds in the runs of digits; of each number the first and last characters *shown* may be read."""
    found = [number for run in digit_runs(report) for number in find(run)]
    if not found:
        return passed()
    evidence = [number.span for number in found[:SHOWN]]
    private = _everywhere(report, {number.digits for number in found}, shown)
    return failed("found", evidence, count=len(found))._replace(private=private)


def _everywhere(report: Report, numbers: set[str], shown: tuple[int, int]) -> tuple[Span, ...]:
    """Return the middles of all *numbers* wherever they stand, also inside a longer number or an address."""
    lead, trail = shown
    lengths = sorted({len(number) for number in numbers})
    hidden: list[Span] = []
    for run in digit_runs(report):
        for length in lengths:
            for at in range(len(run.digits) - length + 1):
                if run.digits[at : at + length] in numbers:
                    hidden.append(Span(_offset_of(run, at + lead), _offset_of(run, at + length - trail - 1) + 1))
    return tuple(hidden)


def _offset_of(run: DigitRun, at: int) -> int:
    """Return the offset in the text of a digit of a run."""
    group = bisect_right(run.offsets, at) - 1
    return run.groups[group].start + at - run.offsets[group]


def _neighbouring_groups(run: DigitRun, lengths: tuple[int, ...]) -> Iterator[_Number]:
    """Yield neighbouring groups that have as many characters together as one of *lengths*."""
    begins = {at: group for group, at in enumerate(run.offsets)}
    for first, at in enumerate(run.offsets):
        for length in lengths:
            last = begins.get(at + length)
            if last is not None:
                yield _number_of_groups(run, first, last)


def _is_written_so(text: str, run: DigitRun, number: _Number) -> bool:
    """Return whether a number has no dots or strokes in it, or between the place, the birthday and the rest alone."""
    groups = run.groups[number.first : number.last]
    return not _dots(text, number.span) or tuple([group.end - group.start for group in groups[:2]]) == _DOTTED_ID


def _dots(text: str, span: Span) -> bool:
    """Return whether a number has other marks in it than blanks and dashes."""
    return any(char in text[span.start : span.end] for char in _DOTS)


def _number_of_groups(run: DigitRun, first: int, last: int) -> _Number:
    digits = run.digits[run.offsets[first] : run.offsets[last]]
    return _Number(first, last, digits, Span(run.groups[first].start, run.groups[last - 1].end))


def _mobiles(report: Report, run: DigitRun) -> Iterator[_Number]:
    at = 0
    follows = True  # whether nothing stands before, or the code of the country, or another such number
    while at < len(run.groups):
        number = _with_country(report.text, run, at) or _mobile_at(report, run, at, follows=follows)
        if number is not None:
            yield number
        follows = number is not None or _COUNTRY.fullmatch(report.text, *run.groups[at]) is not None
        at = number.last if number is not None else at + 1


def _with_country(text: str, run: DigitRun, at: int) -> _Number | None:
    """Return the eleven digits behind ``+86`` or ``0086`` that are written in one with them."""
    start, end = run.groups[at]
    code = end - _MOBILE
    if end - start not in (13, 15) or not _COUNTRY.fullmatch(text, start, code):
        return None
    if text[start] != "0" and text[start - 1 : start] != "+":
        return None
    if not _IS_MOBILE.fullmatch(text, code, end):
        return None
    return _Number(at, at + 1, text[code:end], Span(start, end))


def _mobile_at(report: Report, run: DigitRun, at: int, *, follows: bool) -> _Number | None:
    """Return one to three groups that have the digits of a mobile number in an order in which people write them."""
    begin = run.offsets[at]
    ends = run.offsets[at + 1 : at + 1 + _MOBILE]
    if begin + _MOBILE not in ends or not _IS_MOBILE.match(run.digits, begin):
        return None
    number = _number_of_groups(run, at, at + 1 + ends.index(begin + _MOBILE))
    groups = run.groups[at : number.last]
    if len(groups) == 1:
        return number
    lengths = tuple([group.end - group.start for group in groups])
    gaps = {report.text[one.end : other.start] for one, other in pairwise(groups)}
    if all(gap.isspace() or gap == "-" for gap in gaps) and lengths != (1,) * _MOBILE:
        usual = lengths in _MOBILE_GROUPS or (lengths in _DASHED_GROUPS and gaps == {"-"})
    elif lengths in _DOTTED_GROUPS:
        return number
    else:
        return None
    return number if usual and _stands_alone(report, run, number, gaps, follows=follows) else None


def _stands_alone(report: Report, run: DigitRun, number: _Number, gaps: set[str], *, follows: bool) -> bool:
    """Return whether groups have one blank or dash between them and no like neighbour: counts in columns have."""
    text, groups = report.text, run.groups
    gap = gaps.pop()
    if gaps or len(gap) != 1 or "\t" in report.quote(number.span):
        return False
    if number.first and not follows and text[groups[number.first - 1].end : number.span.start] == gap:
        return False
    if number.last == len(groups) or text[number.span.end : groups[number.last].start] != gap:
        return True
    return _mobile_follows(run, number)


def _mobile_follows(run: DigitRun, number: _Number) -> bool:
    return _IS_MOBILE.match(run.digits, run.offsets[number.last]) is not None


def _is_part(text: str, run: DigitRun, number: _Number) -> bool:
    """Return whether a number is a part of something longer: a code with letters, a decimal, a number with dashes."""
    start, end = number.span
    if _PART_BEFORE.search(text[max(0, start - 2) : start]) or _PART_AFTER.match(text, end):
        return True
    if number.first:
        other = run.groups[number.first - 1]
        if "-" in text[other.end : start] and _is_short(other) and not _COUNTRY.fullmatch(text, *other):
            return not _is_last_of_mobile(run, number.first)
    if number.last == len(run.groups):
        return False
    other = run.groups[number.last]
    return "-" in text[end : other.start] and _is_short(other) and not _mobile_follows(run, number)


def _is_last_of_mobile(run: DigitRun, group: int) -> bool:
    """Return whether the digits before a group are another mobile number."""
    return run.offsets[group] >= _MOBILE and bool(_IS_MOBILE.match(run.digits, run.offsets[group] - _MOBILE))


def _is_short(group: Span) -> bool:
    return group.end - group.start <= _JOINED


def _in_address(text: str, start: int, end: int) -> bool:
    """Return whether a number stands in a web address or in the value of a field."""
    first, last = start, end
    while first > max(0, start - _WORD) and "!" <= text[first - 1] <= "~":
        first -= 1
    while last < min(len(text), end + _WORD) and "!" <= text[last] <= "~":
        last += 1
    return _ADDRESS.search(text, first, last) is not None


def _stands_by_words(report: Report, words: int, span: Span) -> bool:
    """Return whether one of *words* stands by a number, or heads its column."""
    text = report.text
    around = text[max(0, span.start - _BEFORE) : span.start] + "\n" + text[span.end : span.end + _AFTER]
    return bool(report.scan.of(around).hits(words)) or _is_headed_by(report, words, span.start)


def _is_headed_by(report: Report, words: int, at: int) -> bool:
    """Return whether one of *words* stands in the first cell of the column of a table in which an offset lies."""
    place = report.source.place(report.original(Span(at, at)).start)
    if place.table is None or place.cell is None:
        return False
    heads = [cell for cell in report.tables[place.table - 1].rows[0] if cell.column <= place.cell]
    return bool(heads) and report.scan.any_within(words, *heads[-1].span)
