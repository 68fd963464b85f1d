"""Headings: which Chinese numbers begin one, at which level, and where its words end.

Levels follow GB/T 9704-2012, 7.3.3: ``一、`` then ``（一）`` then ``1.`` then ``（1）``; ``第一章`` and ``第一部分``
stand above them all.  All texts here are folded (:mod:`checker.text.fold`).

A heading stands alone on its line, runs into its text (``（一）强化领导。一是…``), or, where a capture lost the line ends,
somewhere inside one long line.  ``一是…二是…`` and numbers inside a sentence are no headings.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from checker.records import TYPE_CHECKING, NamedTuple
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, NO_DECIMAL, chinese_number
from checker.text.span import line_around, line_end, occurrences

if TYPE_CHECKING:
    import re

_NUMBER = (
    rf"(?P<chapter>第 ?[{HAN}百]{{1,4}} ?(?:章|编|部分))(?![^\n]{{0,3}}第)"
    rf"|(?P<one>[{HAN}]{{1,3}}) ?[、.):](?![{HAN}]{{1,2}}(?:、|«enumerations.measures»))"
    rf"|\( ?(?P<two>[{HAN}]{{1,3}}) ?\)(?!(?!«enumerations.of-works»)«enumerations.of-laws»)"
    r"|(?P<lost>、)(?=\w{2})"
    r"|(?P<twos>[㈠-㈩])"
    rf"|(?P<three>\d{{1,2}}) ?[.、]{NO_DECIMAL}"
    r"|(?P<threes>[⒈-⒛])"
    r"|\( ?(?P<four>\d{1,2}) ?\)"
    r"|(?P<fours>[⑴-⒇])"
    r"|(?P<five>[①-⑳])"
)
_STRAY = r"(?:[\x21-\x27\x2a-\x2d/\x3a-\x7b\x7d\x7e\u2800-\u28ff\ufffd•· ]{0,16}[>*#\]• \u2800-\u28ff\ufffd]{1,20})?"
_FULL_STOP, _COMMA = lazy(r"[。!?;:]"), lazy(r"[,;:]")
_AT_LINE = lazy(rf"^[ >]{{0,60}}+{_STRAY}(?P<at>)(?:{_NUMBER})", MULTILINE)
_ONE_INSIDE = lazy(rf"、(?<=[{HAN}]、)(?![{HAN}]{{1,2}}(?:、|«enumerations.measures»))")
"""The mark behind a number 一, to which `re` skips faster than to any of ten numerals."""
_TWO_INSIDE = lazy(rf"\( ?(?P<two>[{HAN}]{{1,3}}) ?\)(?!(?!«enumerations.of-works»)«enumerations.of-laws»)")
_DECIMAL = lazy(
    r"^[ #*]{0,8}(\d{1,2}(?:\.\d{1,2}){0,2})[.、]? ?(?=[\u3400-\u9fff“《]|20\d\d ?年)(?![年月日])", MULTILINE
)
_DECIMAL_STYLES = ("one", "two", "three")
_TWOS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_NUMERALS = frozenset(HAN)
_LONGEST_NUMERAL = 3
LEVELS = {"chapter": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


LOST = "lost"


class NumberMark(NamedTuple):
    """A number that may begin a heading: where it stands, its style (a key of LEVELS), and its value."""

    start: int
    end: int
    style: str
    value: int
    at_line: bool


def marks_at_lines(text: str) -> list[NumberMark]:
    """Return the numbers with which lines of *text* begin, stray markup before them passed over."""
    found = []
    start = 0
    while start >= 0:  # from line to line: a search for ``^`` would stop at each character
        match = _AT_LINE.match(text, start)
        if match:
            found.append(_number_mark(match, match.start("at"), at_line=True))
        start = text.find("\n", start) + 1 or -1
    if "\n1.1" in text and not any(mark.style in ("one", "chapter") for mark in found):
        found = _with_decimals(text, found)
    return _recovered(found)


def _with_decimals(text: str, marks: list[NumberMark]) -> list[NumberMark]:
    """Return *marks* and the numbers of a text that counts 1, 1.1, 1.1.1; each goes on from the one before it."""
    found: list[NumberMark] = []
    last: tuple[int, ...] = ()
    for match in _DECIMAL.finditer(text):
        number = tuple(map(int, match[1].split(".")))
        above, before = number[:-1], dict(enumerate(last)).get(len(number) - 1, 0)
        if above == last[: len(above)] and 1 <= number[-1] - before <= (_GAP if before else 1):
            last = number
            style = _DECIMAL_STYLES[len(above)]
            found.append(NumberMark(match.start(1), match.end(), style, number[-1], at_line=True))
    if sum(mark.style == "two" for mark in found) < 2:
        return marks
    taken = {mark.start for mark in found}
    return sorted([*found, *(mark for mark in marks if mark.start not in taken)])


def _recovered(marks: list[NumberMark]) -> list[NumberMark]:
    """Return *marks* with a value for each level-1 number of which only the mark behind it is left (、坚持党的领导).

    One alone is a slip of the pen.
    """
    lost = sum([mark.style == LOST for mark in marks])
    if not lost:
        return marks
    found: list[NumberMark] = []
    value = 0
    for mark in marks:
        if mark.style != LOST:
            found.append(mark)
            value = mark.value if mark.style == "one" else value
        elif lost > 1:
            value += 1
            found.append(mark._replace(style="one", value=value))
    return found


def marks_inside(text: str, taken: Container[int] = ()) -> list[NumberMark]:
    """Return the numbers ``一、`` and ``（一）`` anywhere in *text*: candidates only, to be accepted by their sequence.

    Those are left out that end at *taken* offsets.
    """
    found = [
        _number_mark(match, match.start(), at_line=False)
        for match in _TWO_INSIDE.finditer(text)
        if match.end() not in taken
    ]
    for match in _ONE_INSIDE.finditer(text):
        if match.end() in taken:
            continue
        end = match.start()
        start = end - 1
        while end - start < _LONGEST_NUMERAL and text[start - 1 : start] in _NUMERALS:
            start -= 1
        found.append(NumberMark(start, match.end(), "one", chinese_number(text[start:end]) or 0, at_line=False))
    for value, char in enumerate(_TWOS, 1):
        if char in text:
            places = [at for at in occurrences(text, char) if at + 1 not in taken]
            found += [NumberMark(at, at + 1, "two", value, at_line=False) for at in places]
    return sorted(mark for mark in found if text[mark.start - 1 : mark.start] not in ("第", "之"))


def _number_mark(match: re.Match[str], start: int, *, at_line: bool) -> NumberMark:
    style = match.lastgroup or ""
    return NumberMark(start, match.end(), style.removesuffix("s"), _value_of_number(style, match[style]), at_line)


_FIRST = {"twos": "㈠", "threes": "⒈", "fours": "⑴", "five": "①"}


def _value_of_number(style: str, found: str) -> int:
    if style in _FIRST:
        return ord(found) - ord(_FIRST[style]) + 1
    if style in ("three", "four"):
        return int(found)
    if style == LOST:
        return 0
    return chinese_number(found.strip("第章编部分 ")) or 0


LINE = 90
"""A line of up to so many code points without a full stop is a heading as a whole."""
RUN_IN = 80
"""A heading that runs into its text is no longer than this."""
_LONG = 40
"""Numbers inside a paragraph are looked for from this length on."""
_GAP = 3
"""So many level-1 numbers may be missing between two headings inside one line (a part was cut out)."""
_SENTENCE_END = "。;:!?”》)… >*#"
_STOP = lazy(  # a class at the beginning, to which `re` skips
    r"[。!?;: 一](?:(?<=[。!?;:])|(?<=一)(?=是)(?<!«enumerations.inside-word»一)|(?<=[^\W\d_] |[”》)] ) *(?=[\w“《(]))"
)
_EDGES = "*_#"


class Heading(NamedTuple):
    """One heading: offsets of the number's start and of the end of its words.

    ``style`` is None where it has no number; ``value`` then says how many levels below the highest it stands.
    """

    start: int
    words: int
    end: int
    style: str | None
    value: int


def find_headings(text: str, known: Callable[[int, int], int | None]) -> list[Heading]:
    """Return the headings of a folded *text* in order.

    *known(start, end)* gives the end of the last words of the pack's vocabulary for headings between two offsets, or
    None: the last resort for a heading that nothing separates from its text.
    """
    marks = _accepted(text)
    found = []
    for number, mark in enumerate(marks):
        limit = marks[number + 1].start if number + 1 < len(marks) else len(text)
        line_end = text.find("\n", mark.end, limit)
        limit = limit if line_end < 0 else line_end
        end = _end_of_words(text, mark, limit, known)
        words = mark.end
        while words < end and text[words] == " ":
            words += 1
        if words < end:
            found.append(Heading(mark.start, words, end, mark.style, mark.value))
    return _once(text, found)


def _accepted(text: str) -> list[NumberMark]:
    at_lines = _counted_twice(text, _nested(text, marks_at_lines(text)))
    taken = {mark.end for mark in at_lines}
    inside = list(_in_long_lines(text, marks_inside(text, taken)))
    return list(_in_sequence(text, sorted([*at_lines, *inside]))) if inside else at_lines


def _nested(text: str, marks: list[NumberMark]) -> list[NumberMark]:
    """Return *marks* with ``一)`` below ``一、`` where a text has both, unless it goes on with the count of that by a slip."""
    main = below = 0
    found = []
    for mark in marks:
        if mark.style == "one" and text[mark.end - 1] == ")" and main and mark.value in (1, below + 1):
            below = mark.value
            found.append(mark._replace(style="two"))
            continue
        if mark.style == "one":
            main, below = mark.value, 0
        found.append(mark)
    return found


_SECTIONS = 3
_KINDS: tuple[Callable[[str, NumberMark], object], ...] = (
    lambda text, mark: text[mark.end - 1] == "、",
    lambda text, mark: text[mark.end - 1] == ".",
    lambda text, mark: not _FULL_STOP.search(text, mark.end, line_end(text, mark.end)),
)
"""What tells the numbers of sections from those within them: the mark behind, or that a heading has its line alone."""


def _counted_twice(text: str, marks: list[NumberMark]) -> list[NumberMark]:
    """Return *marks*, where digits count the sections, with those lower that count from 1 in each: ``1.`` below ``1、``."""
    digits = [mark for mark in marks if mark.style == "three"]
    if len(digits) <= _SECTIONS or any(mark.style in ("one", "chapter") for mark in marks):
        return marks
    for of_sections in _KINDS:
        below = {mark for mark in digits if not of_sections(text, mark)}
        if below and len(digits) - len(below) >= _SECTIONS and _count_on(digits, below):
            return [mark._replace(style="four") if mark in below else mark for mark in marks]
    return marks


def _count_on(marks: list[NumberMark], below: set[NumberMark]) -> bool:
    """Return whether those *marks* that are not *below* count from the first to the last, and these from 1 behind each of them."""
    section = item = 0
    for mark in marks:
        if mark in below:
            item += 1
            if not section or mark.value != item:
                return False
        else:
            section, item = section + 1, 0
            if mark.value != section:
                return False
    return True


def _in_long_lines(text: str, marks: Iterable[NumberMark]) -> Iterable[NumberMark]:
    """Yield those of *marks* (in order) that stand in a line which may hold headings, as a row of a table may not."""
    end = -1
    may_hold = False
    for mark in marks:
        if mark.start >= end:
            start, end = line_around(text, mark.start, mark.end)
            may_hold = end - start >= _LONG and not (text[start] == "|" and text[end - 1] == "|")
        if may_hold:
            yield mark


def _in_sequence(text: str, marks: list[NumberMark]) -> Iterable[NumberMark]:
    """Yield numbers at a line's start, and of those inside a line the ones that continue their sequence."""
    at_lines = {(mark.style, mark.value): mark.start for mark in marks if mark.at_line}
    last = {"one": 0, "two": 0}
    for mark in marks:
        if mark.style in last:
            if not mark.at_line and not _continues(text, mark, last, at_lines):
                continue
            last[mark.style] = mark.value
            if mark.style == "one":
                last["two"] = 0
        yield mark


def _continues(text: str, mark: NumberMark, last: dict[str, int], at_lines: dict[tuple[str, int], int]) -> bool:
    """Return whether a number inside a line is set off from what stands before it and comes next in its sequence."""
    before = text[mark.start - 1] if mark.start else " "
    separate = before in _SENTENCE_END
    ahead = mark.value - last[mark.style]
    if mark.style == "one":
        return separate and 1 <= ahead <= _GAP and at_lines.get(("one", mark.value), -1) < mark.start
    if separate:
        return ahead == 1 or mark.value == 1
    return ahead == 1 and before not in "第条、《〈" and _fresh(text, mark)


def _fresh(text: str, mark: NumberMark) -> bool:
    """Return whether words of a heading, not a unit or a clause, stand on both sides of a number that nothing separates."""
    after = text[mark.end : mark.end + 4]
    return len(after) == 4 and all("\u4e00" <= char <= "\u9fff" for char in after) and text[mark.start - 1] != "十"


def _end_of_words(text: str, mark: NumberMark, limit: int, known: Callable[[int, int], int | None]) -> int:
    start = mark.end
    while start < limit and text[start] == " ":
        start += 1
    stop = _STOP.search(text, start, limit)
    if stop is None:
        end = limit if limit - start <= LINE else _last_resort(text, start, limit, known)
    elif stop[0].strip():
        after = stop.start() if stop[0] == "一" else stop.end()
        end = after if after - start <= RUN_IN else _last_resort(text, start, limit, known)
        if limit - start <= LINE and stop[0] in ";:" and after < limit:
            end = _colon(text, after, limit)
    elif limit - start <= LINE and "。" not in text[start:limit] and text[limit : limit + 1] in ("", "\n"):
        end = limit
    else:
        end = stop.start() if stop.start() - start <= RUN_IN else _last_resort(text, start, limit, known)
        if end - start < 4 and known(start, end) is None:
            end = _after_gap(text, start, limit, known)
    while end > start and (text[end - 1] in _EDGES or text[end - 1].isspace()):
        end -= 1
    return end


def _colon(text: str, after: int, limit: int) -> int:
    """Return where a short line with a colon inside ends: it is one heading, unless a full stop shows that text has begun."""
    return after if "。" in text[after:limit] or "是" in text[after : after + 3] else limit


def _after_gap(text: str, start: int, limit: int, known: Callable[[int, int], int | None]) -> int:
    """Return the end of words that a stray blank has torn (``四、 2026 年主要安排``)."""
    stop = _FULL_STOP.search(text, start, min(limit, start + RUN_IN))
    return stop.end() if stop else _last_resort(text, start, limit, known)


def _last_resort(text: str, start: int, limit: int, known: Callable[[int, int], int | None]) -> int:
    end = known(start, min(limit, start + RUN_IN))
    if end is not None:
        return end
    comma = _COMMA.search(text, start, min(limit, start + RUN_IN))
    return comma.start() if comma else min(limit, start + RUN_IN // 2)


def _once(text: str, headings: list[Heading]) -> list[Heading]:
    """Return *headings* without those of a table of contents, and of two printings of one heading the second."""
    later: dict[str, int] = {}
    kept = []
    for number in range(len(headings) - 1, -1, -1):
        heading = headings[number]
        words = text[heading.start : heading.end].replace(" ", "").rstrip("。.…0123456789:")
        if heading.style in ("one", "chapter") and words in later:
            after = headings[number + 1].start  # there is one more: the later printing
            if not text[heading.end : after].strip(" \n.…0123456789"):
                continue
        later[words] = number
        kept.append(heading)
    kept.reverse()
    return kept
