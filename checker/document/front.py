"""What stands before a report in its own file: a list of contents, and the letter that sends it.

Neither is the report: an entry of a list is no section, and the title and the day of a letter are the letter's.
"""

from __future__ import annotations

from itertools import pairwise

from checker.document.boilerplate import names_organ
from checker.records import NamedTuple, new
from checker.text.dates import date_alone
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, SECTION_NUMBER, chinese_number
from checker.text.span import Span
from checker.words import words

_CONTENTS_WITHIN = 160
"""Lines from the beginning; a list of contents stands there."""
_LETTER_WITHIN = 40
_SENTENCES = 8
"""Behind so many lines of running text no list of contents begins."""
_ENTRY = 70
_LEAST = 3
_PAGE_DIGITS = 3
_GAP = 2
"""So many lines of a long entry may come before the one with its page."""
_LEADER = lazy(
    r"(?:…{1,40}[Pp第]?|[.·]{3,200}[Pp第]?|(?:[.·] ){3,100}|-{4,200}|_{4,200}) {0,10}\d{0,3}页? {0,4}$|[^\d\s.] {2,40}\d{1,3}$"
)
_JOINED = lazy(r"(?:…{2,40}|[.·]{4,200}) {0,10}\d{1,3} {0,10}(?=[一二三四五六七八九十(（第\d])")
_PAGE = lazy(r"[^\d.,年月日](?:\(\d{1,3}\)|\d{1,3})$")
_LAST = frozenset("0123456789….·-_页")
_NUMBERED = lazy(f"{SECTION_NUMBER}|{ITEM_NUMBER}")
_FIRST_LEVEL = lazy(SECTION_NUMBER)


class _ContentsLine(NamedTuple):
    """A line that is not empty: where it stands, and its words."""

    start: int
    end: int
    words: str


def front_matter(text: str) -> tuple[Span, ...]:
    """Return the stretches before the report proper of a folded *text* that are no part of it, in order."""
    rows = _rows_of_words(text, _CONTENTS_WITHIN)
    return tuple(sorted(span for span in (_letter(text, rows[:_LETTER_WITHIN]), _contents(text, rows)) if span))


def _rows_of_words(text: str, most: int) -> list[_ContentsLine]:
    rows: list[_ContentsLine] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if bare := line.strip(" #*|>-"):
            rows.append(new(_ContentsLine, (start, end, bare)))
            if len(rows) == most:
                break
        start = end + 1
    return rows


def _contents(text: str, rows: list[_ContentsLine]) -> Span | None:
    """Return where a list of contents stands: below its heading, lines that lead to pages, or headings that come again."""
    sentences = 0
    for at, row in enumerate(rows):
        sentences += "。" in row.words
        if sentences > _SENTENCES:
            return None
        if row.words.replace(" ", "") in words("titles.contents"):
            last = _last_entry(text, rows, at + 1, headed=True)
            return Span(row.start, rows[last].end) if last > at else None
        if _leads_to_report(row.words) or (_FIRST_LEVEL.match(row.words) and _comes_again(text, row)):
            last = _last_entry(text, rows, at, headed=False)
            if last - at + 1 >= _LEAST:
                return Span(row.start, rows[last].end)
    return None


def _last_entry(text: str, rows: list[_ContentsLine], first: int, *, headed: bool) -> int:
    """Return the number of the last entry in an unbroken run of them from row *first*; one less where there is none."""
    last, gap, number = first - 1, 0, 0
    for at in range(first, len(rows)):
        row = rows[at]
        may_be = _is_short(row.words) and (headed or _NUMBERED.match(row.words))
        following = (
            headed and last == at - 1 and 1 < _number_of_heading(row.words) == number + 1
        )  # names a part that is not there
        if _leads_to_report(row.words) or (
            may_be and (following or _comes_again(text, row) or (headed and _PAGE.search(row.words)))
        ):
            last, gap = at, 0
            number = _number_of_heading(row.words) or number
        else:
            gap += 1
            if gap > _GAP or not _is_short(row.words):
                break
    return last


def _number_of_heading(line: str) -> int:
    """Return the number of a heading of the first level; 0 where a line has none."""
    match = _FIRST_LEVEL.match(line)
    return (chinese_number(match[0].strip(" 、第章部编")) or 0) if match else 0


def _leads_to_report(line: str) -> bool:
    return (
        (line[-1] in _LAST or "…" in line)
        and "。" not in line
        and len(line) <= 3 * _ENTRY
        and bool(_LEADER.search(line) or _JOINED.search(line))
    )


def _is_short(line: str) -> bool:
    return len(line) <= _ENTRY and "。" not in line


def _comes_again(text: str, row: _ContentsLine) -> bool:
    """Return whether a line of the text further down begins with the words of an entry, its page aside."""
    bare = row.words.rstrip()
    page = len(bare) - len(bare.rstrip("0123456789"))
    bare = bare[: len(bare) - min(page, _PAGE_DIGITS)].rstrip("…. ·_-")
    return len(bare) >= 4 and text.find(f"\n{bare}", row.end) >= 0


def _letter(text: str, rows: list[_ContentsLine]) -> Span | None:
    """Return where a covering letter stands: from its own title or whom it addresses to its signature, date and label.

    A letter addresses somebody, says a sentence, is signed and dated (or labels right below what it sends), and a title
    follows it.
    """
    address = next((at for at, row in enumerate(rows) if _is_address(row.words)), None)
    if address is None:
        return None
    for (at, row), (_, below) in pairwise(list(enumerate(rows))[address + 1 :]):
        is_dated = date_alone(text, below.start, below.end) is not None
        if not (names_organ(row.words) and (is_dated or _is_label(below.words))):
            continue
        after = at + 2 if is_dated else at + 1
        while after < len(rows) and _is_label(rows[after].words):
            after += 1
        if after >= len(rows) or not any("。" in one.words for one in rows[address + 1 : at]):
            return None
        if not any(_is_title(one.words) for one in rows[after : after + 3]):
            return None
        while address and _is_title(rows[address - 1].words):
            address -= 1
        return Span(rows[address].start, rows[after - 1].end)
    return None


def _is_address(line: str) -> bool:
    return line.endswith(":") and len(line) <= _ENTRY and line[:-1].rstrip(")").endswith(words("titles.addressees"))


def _is_label(line: str) -> bool:
    return len(line) <= 4 and line.rstrip(":0123456789 ").replace(" ", "") in words("titles.attached")


def _is_title(line: str) -> bool:
    return len(line) <= _ENTRY and "。" not in line and line.rstrip(" 》").endswith(words("titles.letters"))
