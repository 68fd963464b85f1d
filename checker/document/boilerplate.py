"""What surrounds a report on a page or at its end, and is not the report: its head, its tail, and the page's furniture."""

from __future__ import annotations

from collections.abc import Sequence

from checker.records import NamedTuple
from checker.text.dates import Date, date_alone, date_at, date_at_end
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, ITEM_NUMBER, ORDINAL, WRITTEN_YEAR
from checker.text.span import BLANK, Span, line_around
from checker.words import words

ORGAN = "«organs.endings»"
_LONGEST_NAME = 45
_PAGE = ("page.navigation", "page.tools", "page.credits", "page.record")
"""Lists of what lines of a web page, or of the record of a document, begin with."""
_ATTACHMENT = lazy(
    r"^[ ]*(?P<label>«attachments.label»(?:\d{1,2}|[一二三])?«attachments.behind»?|«attachments.bare»(?= ?:)) ?[::]?(?P<rest>[^\n]*)$"
)
_INLINE = lazy(rf"(?:[。;!”)] ?|  *)(?P<unit>[^\W\d_]{{2,30}}{ORGAN}) *$")
# They begin with a line end, to which `re` skips at once, and not with `^`, which it would try at each character.
_ATTACHED = lazy(r"\n *«attachments.heading» ?\d{0,2}(?: *:?[^\n。]{0,40})?$", MULTILINE)
_RELATED = lazy(r"\n *«page.related»[^\n。]{0,60}$", MULTILINE)
_LISTED = lazy(r"(?:\d{1,2} ?[.、] ?[^。\n]{2,50}|[^。\n]{2,60}\.(?:docx?|xlsx?|pdf|wps|ofd|zip|jpg|png))$")
_TAIL_LINES = 40
_REACH = 200
_LINE = 120
_SHORT_LINE = 40
_LINES_BELOW_DATE = 12
_INLINE_LABEL = lazy(r"[。;] *(?P<label>«attachments.label» ?:) *$")


_RECORD_ROW = lazy(r"(?!«page.title-labels»)«page.labels»(?: ?:| {1,9})[^\n]{0,60}$")
_COPIES = lazy(r"«page.copies» ?:[^\n]{1,200}$")
"""To whom copies go, below the date: a line that may end with a stop."""
_PRINTED = lazy(r"[^\n。]{2,80}日 {0,9}«page.printed»$")
"""Which office printed it, and on which day: no signature and no date of the document."""
_HOTLINE = lazy(r"(?<!\d)1[12]\d{1,3}(?![\d年])")
"""What a centre is called after: 12345热线服务中心."""
_MONTH = lazy(rf"(?:20\d\d|{WRITTEN_YEAR}) ?年 ?(?:\d{{1,2}}|[{HAN}]{{1,2}}) ?月")
"""Below a signature, a month without its day."""
_SIGNED_LABEL = lazy(r"[ *|]*(?:(?P<unit>«page.signed-units»)|«page.signed-dates») ?: ?")
"""What a form prints before the unit and the day at the end."""
_MENU = lazy(r"[^\W\d_]{1,8}(?: {1,9}[^\W\d_]{1,8}){4,60}")
"""Words that lead elsewhere: five and more, blanks between them and nothing else."""
_BREADCRUMB = 80
_BARE = f" \u00a0*|{BLANK}"


class Tail(NamedTuple):
    """The end of a report: where its text stops, and the signature, date and attachment label that follow."""

    start: int
    signature: Span | None
    date: Date | None
    attachment: Span | None
    attachment_filled: bool


def is_page_furniture(line: str) -> bool:
    """Return whether a line belongs to a web page or to the record of a document, not to the report."""
    if "。" in line:
        return False
    bare = line.lstrip(" •*|【[(-")
    if any(bare.startswith(words(name)) for name in _PAGE) or any(word in line for word in words("page.registration")):
        return True
    if _RECORD_ROW.match(bare) or _MENU.fullmatch(line):
        return True
    if line.startswith("|") and line.endswith("|"):
        return False  # a row of a table, which may well be the plan
    return "<" not in line and ((">" in line and len(line) <= _BREADCRUMB) or line.count(" | ") >= 2)


def find_tail(text: str, figures: int = 0) -> Tail:
    """Walk up from the end of a folded *text* over everything that stands after the last sentence of a report.

    A table of figures that ends at the offset *figures* belongs to the report, whatever its rows look like.
    """
    end = _before_attachments(text)
    figures = figures if figures <= end else 0  # else it is that of an attachment
    tail = Tail(end, None, None, None, attachment_filled=end < len(text.rstrip()))
    listed: Tail | None = None  # where lines of what may be a list of attachments began
    for _ in range(_TAIL_LINES if end > figures else 0):
        start = text.rfind("\n", 0, end) + 1
        start = _behind_label(text, start, end, tail)
        bare = text[start:end].strip(_BARE)  # a line still to be written says nothing of where a report ends
        label = _ATTACHMENT.match(text[start:end]) if bare else None
        date = (date_alone(text, start, end) or _whole_date(text, start, end)) if bare else None
        if label:
            filled = bool(label["rest"].strip(" :")) or listed is not None or tail.attachment_filled
            span = Span(start + label.start("label"), end)
            tail, listed = tail._replace(attachment=span, attachment_filled=filled), None
        elif date:
            tail = tail._replace(date=tail.date or date)
        elif bare and (both := _signed_line(text, start, end)):
            tail = tail._replace(date=tail.date or both[1], signature=tail.signature or both[0])
        elif names_organ(bare):
            at = text.index(bare, start)
            tail = tail._replace(signature=tail.signature or Span(at, at + len(bare)))
        elif bare and not (
            _is_furniture(text[start:end].strip())
            or _MONTH.fullmatch(bare)
            or _follows_date(text, start, bare)
            or _ends_copies(text, start)
        ):
            if not _LISTED.match(bare):
                break
            listed = listed or tail._replace(start=end)
        end = text.rfind("\n", 0, start)
        if end < 0:
            break
        if listed is None:
            tail = tail._replace(start=end)
        if end <= figures:
            break
    return _inline(text, listed or tail)


def _whole_date(text: str, start: int, end: int) -> Date | None:
    """Return the date that stands behind the label of a line, and nothing else."""
    date = date_at(text, start, end) if text[start - 1 : start] not in ("", "\n") else None
    return date if date and date.span.start == start and not text[date.span.end : end].strip(_BARE) else None


def _is_furniture(line: str) -> bool:
    """Return whether a line below a report serves the page, or is a note of Markdown, or the star of a seal in characters."""
    return (
        is_page_furniture(line)
        or _COPIES.match(line) is not None
        or _PRINTED.match(line) is not None
        or line.startswith("[^")
        or not any(map(str.isalnum, line))
    )


def _behind_label(text: str, start: int, end: int, tail: Tail) -> int:
    """Return where a line begins behind the label of the unit or the day that signs, of two lines that both have one.

    Alone, such a line may be the record of a page.
    """
    label = _SIGNED_LABEL.match(text, start, end)
    if label is None:
        return start
    if label["unit"]:
        return label.end() if tail.date is not None and tail.signature is None else start
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    unit = _SIGNED_LABEL.match(text, above, max(above, start - 1))
    return label.end() if unit and unit["unit"] and names_organ(text[unit.end() : start - 1].strip(_BARE)) else start


def _signed_line(text: str, start: int, end: int) -> tuple[Span, Date] | None:
    """Return the signature and the date of a line that holds both and nothing else."""
    date = date_at(text, start, end) if text.find("。", start, end) < 0 else None
    if date is None:
        return None
    around = f"{_BARE}()"
    before, after = text[start : date.span.start].strip(around), text[date.span.end : end].strip(around)
    before += ")" * before.count("(")  # a note of the seal
    unit = before or after
    if (before and after) or not names_organ(unit):
        return None
    at = text.index(unit, start if before else date.span.end)
    return Span(at, at + len(unit)), date


def _follows_date(text: str, start: int, line: str) -> bool:
    """Return whether a short line stands below the date of the document, short lines between them: a note, or the page's."""
    if len(line) > _SHORT_LINE or "。" in line:
        return False
    for _ in range(_LINES_BELOW_DATE):
        if start == 0:
            return False
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        above = text[start:end].strip()
        if date_alone(text, start, end):
            return True
        if len(above) > _SHORT_LINE or "。" in above:
            return False
    return False


def _ends_copies(text: str, start: int) -> bool:
    """Return whether the line above names to whom copies go and has no end yet."""
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
    return not above.endswith("。") and _COPIES.match(above) is not None


def _before_attachments(text: str) -> int:
    """Return the end of the report where attachments, or a page's list of other articles, follow it."""
    related = _RELATED.search(text, max(0, len(text) // 2 - 1))
    if related:
        text = text[: related.start()]
    for match in _ATTACHED.finditer(text):
        if not _ATTACHED.sub("", text[match.end() : match.end() + _REACH]).strip():
            continue  # a label with nothing after it, or with other labels
        end = match.start()
        while end and text[end - 1] in " \n":
            end -= 1
        start = text.rfind("\n", max(0, end - _LINE), end) + 1
        if start and (names_organ(text[start:end].strip()) or date_alone(text, start, end)):
            return end
    return _before_last_table(text)


def _before_last_table(text: str) -> int:
    """Return the end of the report before a table that stands below its signature or day: the sheet on which it was examined."""
    whole = end = len(text.rstrip())
    while (start := text.rfind("\n", 0, end) + 1) and text.startswith("|", start):
        end = len(text[: start - 1].rstrip())
    above = text[start:end].strip() if end < whole else ""
    return end if above and (names_organ(above) or date_alone(text, start, end)) else whole


def names_organ(line: str) -> bool:
    """Return whether a line is the name of a body and nothing else, a note of its seal aside."""
    for seal in words("organs.seals"):
        line = line.removesuffix(seal)
    if not 2 <= len(line) <= _LONGEST_NAME or not line.endswith(words("organs.line-endings")):
        return False
    letters = _HOTLINE.sub("", line)
    return all(char in "()、 -" or (char.isalpha() and not char.isascii()) for char in letters)


def _inline(text: str, tail: Tail) -> Tail:
    """Return a label, a signature and a date that end the last paragraph itself, as where the line ends were lost."""
    label = _INLINE_LABEL.search(text, max(0, tail.start - 20), tail.start) if tail.attachment is None else None
    if label is not None:
        tail = tail._replace(start=label.start("label"), attachment=Span(*label.span("label")))
    if tail.date is not None and tail.signature is not None:
        return tail
    line = text.rfind("\n", 0, tail.start) + 1
    end = tail.start
    date = tail.date
    if date is None:
        date = date_at_end(text, line, end)
        if date is None or not text.endswith((" ", "。", *words("organs.line-endings")), line, date.span.start):
            return tail
        end = date.span.start
    unit = _INLINE.search(text, max(line, end - 60), end)
    if unit is None:
        return tail if text[end - 1 : end] not in (" ", "。") else tail._replace(start=end, date=date)
    return tail._replace(start=unit.start("unit"), date=date, signature=Span(*unit.span("unit")))


_NUMBER_BEFORE = lazy(rf"[ #*>-]{{0,12}}(?:{ITEM_NUMBER}|{ORDINAL}|第[{HAN}]{{1,3}}[条项]){{0,2}}[ *\"“]{{0,4}}")
_MARKS_BEHIND = lazy(r"[ *\"”。,;:、!?.-]{0,6}")


def with_numbers(text: str, blanks: Sequence[Span]) -> tuple[Span, ...]:
    """Return *blanks* (ordered) of a folded *text*, each line that holds nothing else taken as a whole.

    The number of an item that nobody has written is no item, and no word of a section either.
    """
    found: list[Span] = []
    at = 0
    while at < len(blanks):
        start, end = line_around(text, *blanks[at])
        last = at + 1
        while last < len(blanks) and blanks[last].start < end:
            last += 1
        line = blanks[at:last]
        found += [Span(start, end)] if _nothing_else(text, start, end, line) else line
        at = last
    return tuple(found)


def _nothing_else(text: str, start: int, end: int, line: Sequence[Span]) -> bool:
    """Return whether a line from *start* to *end* is a number, the blanks of *line*, and punctuation."""
    before = _NUMBER_BEFORE.fullmatch(text, start, max(start, line[0].start))
    at = line[0].end
    for blank in [*line[1:], Span(end, end)]:
        if blank.start > at and _MARKS_BEHIND.fullmatch(text, at, blank.start) is None:
            return False
        at = max(at, blank.end)
    return before is not None
