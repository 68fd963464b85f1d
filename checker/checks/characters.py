"""What must not be in a text, by its characters.

* ``absent``: XX市坚持 fails, ``found``, and 某市坚持 passes, where XX市 is looked for.
* ``characters``: control, private-use, braille and replacement characters, and remains of markup, fail, ``found``.
* ``brackets`` (GB/T 15834-2011): 《办法》 passes, 《办法 fails, ``unpaired``, 《〈办法〉》 fails, ``doubled``.
* ``line-breaks``: paragraphs that have become one line fail, ``collapsed``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, islice

from checker.checks.outcome import SHOWN, Correction, Outcome, failed, passed
from checker.document.boilerplate import is_page_furniture
from checker.document.report import Report
from checker.document.sentences import has_words
from checker.records import Any
from checker.text.lazy_re import lazy
from checker.text.span import Span, disjoint, line_around, occurrences, pieces_at

_TITLE_LEAD = "*#"
"""Marks that do not belong to the words of a title stand right before it where they were left."""
_RESIDUE = lazy(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2800-\u28ff\ue000-\uf8ff\ufff0-\uffff"
    "\U000f0000-\U0010ffff][ -~]{0,8}"
)
_MARKS = lazy(r"[()\[\]《》〈〉【】〔〕“”‘’]")
_PAIRS = {")": "(", "]": "[", "》": "《", "〉": "〈", "】": "【", "〕": "〔", "”": "“", "’": "‘"}
_PARTNERS = {opening: closing for closing, opening in _PAIRS.items()}
_ALIKE = (("《〈", "》〉"), ("([〔【", ")]〕】"))
"""Marks that are taken for each other."""
_TURNED = {"“": "”", "”": "“", "‘": "’", "’": "‘"}
_BYTES = {mark: chr(0x80 + number) for number, mark in enumerate("《》〈〉【】〔〕“”‘’")}
"""What each mark that is no byte by itself stands for where all are to be bytes."""
_NO_MARKS = bytes(range(256)).translate(None, "".join(("()[]\n", *_BYTES.values())).encode("latin-1"))
_DEEPEST = 20
"""Marks that are nested deeper are paired one by one."""
_LIST_NUMBER = lazy(r"(?:^|[\n。;:,、!?\s])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$")
_APART = 3
"""A quotation may run over so many line ends."""
_SENTENCE_ENDS = "。!?;"
_MIXED = ("〈《", "《〈")
"""Right at the beginning of a longer name (《〈甲法〉解读》), doubled where both close together too."""
_BOOK_MARKS = lazy(r"[《〈》〉]")
_LONGEST_LINE = 1500


def _report_lines(report: Report) -> Span:
    """Return title, text, signature and what follows them; the page's furniture above the title is not the report."""
    start = report.title.span.start if report.title else 0
    while start and report.text[start - 1] in _TITLE_LEAD:
        start -= 1
    return Span(start, report.tail.start)


def absent(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No words occur that must not."""
    hits = report.scan.within(options["patterns"], *_report_lines(report))
    if options.get("blanks"):
        hits = sorted({*hits, *report.blanks})
    if "anywhere" in options:
        hits = sorted({*hits, *report.scan.hits(options["anywhere"])})
    if not hits:
        return passed()
    return failed("found", hits[:SHOWN], count=len(hits), words=report.quote(hits[0])[:24])


def characters(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No characters that no author typed, and none of the ``markup`` patterns."""
    start, end = _report_lines(report)
    found: list[Span] = []
    if any(char in report.text for char in report.folded.odd):  # few texts have such characters, fewer a residue
        found += [Span(*match.span()) for match in _RESIDUE.finditer(report.text, start, end)]
    if "markup" in options:
        found += report.scan.within(options["markup"], start, end)
    if not found:
        return passed()
    found = disjoint(found)
    return failed("found", found[:SHOWN], count=len(found))


def brackets(report: Report, _options: Mapping[str, Any]) -> Outcome:
    """Brackets and marks are paired and nested paragraph by paragraph; a pair may lie some lines apart.

    Book marks alternate, 《…〈…《…》…〉…》 (GB/T 15834-2011, 4.15.3.4); one mark put directly inside another that says
    the same is ``doubled``.  Reasons: ``unpaired``, ``doubled``.
    """
    text, body = report.text, _report_lines(report)
    marks = _marks_of_lines(report, body)
    pairs = [pair for pair, found in _DOUBLED.items() if found in marks and text.find(pair, *body) >= 0]
    closes = _closes(marks)
    if closes and not pairs:
        return passed()
    unpaired: list[tuple[int, int]] = []
    faults: list[tuple[Span, str]] = []
    lines: list[Span] = []
    for (start, words), own in zip(pieces_at(text, "\n", *body), marks.split(b"\n"), strict=True):
        if closes and not any(_DOUBLED[pair] in own for pair in pairs):
            continue
        line = Span(start, start + len(words))
        if not has_words(text, *line) or _of_page(report, line):
            continue
        if not closes and not _closes(own):
            unpaired += [(len(lines), at) for at in _unpaired(text, line)]
        lines.append(line)
        closings = _closings(text, line) if any(text.find(pair, *line) >= 0 for pair in pairs) else {}
        for pair in pairs:
            doubled = (
                at
                for at in occurrences(text, pair, *line)
                if pair not in _MIXED or _close_together(text, closings.get(at + 1))
            )
            for at in islice(doubled, 1):
                faults.append((Span(max(line.start, at - 6), min(line.end, at + len(pair) + 6)), "doubled"))
    lone = sorted(one for one in _not_paired_across(text, lines, unpaired) if not _is_quoted_on(text, lines, *one))
    faults += [(_words_around(lines[number], at), "unpaired") for number, at in lone]
    if not faults:
        return passed()
    faults.sort()
    first, reason = faults[0]
    outcome = failed(reason, [span for span, _ in faults[:SHOWN]], count=len(faults), words=report.quote(first)[:24])
    sure = [*_other_half(text, lone), *(one for line in (lines if pairs else ()) for one in _single(text, line))]
    return outcome._replace(corrections=tuple(sorted(sure)[:SHOWN]))


def _other_half(text: str, lone: list[tuple[int, int]]) -> Iterator[Correction]:
    """Yield the other half of a pair for a mark of the wrong kind or direction, where a line has nothing but such pairs.

    “甲“ is “甲”, 《甲〉 is 《甲》 (the outer book marks are double), （甲] is （甲）.
    """
    for _, several in groupby(lone, key=lambda one: one[0]):
        places = [at for _, at in several]
        found = [_half(text, *two) for two in zip(places[::2], places[1::2], strict=False)]
        if len(places) % 2 == 0 and None not in found:
            yield from filter(None, found)


def _half(text: str, first: int, last: int) -> Correction | None:
    """Return what makes a pair of two marks; ``None`` where they are none."""
    opening, closing = text[first], text[last]
    if opening == closing and opening in _TURNED:
        at, right = (last if opening in "“‘" else first), _TURNED[opening]
    elif any(opening in openings and closing in closings for openings, closings in _ALIKE):
        at, right = (first, "《") if (opening, closing) == ("〈", "》") else (last, _PARTNERS[opening])
    else:
        return None
    return Correction(Span(at, at + 1), right)


def _single(text: str, line: Span) -> Iterator[Correction]:
    """Yield a name between two pairs of book marks that open and close together, between the outer pair alone."""
    if not any(text.find(pair, *line) >= 0 for pair in _DOUBLED):
        return
    closings = _closings(text, line)
    end = 0
    for at, closed in sorted(closings.items()):
        inner = closings.get(at + 1)
        if at >= end and inner is not None and inner + 1 == closed:
            end = closed + 1
            yield Correction(Span(at, end), text[at] + text[at + 2 : inner] + _PARTNERS[text[at]])


def _of_page(report: Report, line: Span) -> bool:
    """Return whether a line above the first heading or behind the text serves the page and not the report."""
    outside = line.end <= report.outline.start or line.start >= report.tail.start
    return outside and is_page_furniture(report.text[line.start : line.end].strip())


def _closings(text: str, line: Span) -> dict[int, int]:
    """Return, by the offset of each book mark that opens in a line, the one of its partner, of whichever kind."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BOOK_MARKS.finditer(text, *line):
        if match.group() in "《〈":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


def _close_together(text: str, inner: int | None) -> bool:
    """Return whether of two book marks that open together the outer one closes right behind the *inner* one's partner."""
    return inner is None or text[inner + 1 : inner + 2] in ("》", "〉")


def _marks_of_lines(report: Report, body: Span) -> bytes:
    """Return the marks and line ends of the report, a byte each."""
    text = report.text[slice(*body)]
    for char in report.folded.odd.intersection(_BYTES.values()):
        text = text.replace(char, "")
    return _in_bytes(text)


def _in_bytes(text: str) -> bytes:
    """Return the marks and line ends of a text, a byte each: what else is there is left out in a third of the time."""
    for mark, byte in _BYTES.items():
        text = text.replace(mark, byte)
    return text.encode("latin-1", "ignore").translate(None, _NO_MARKS)


_WHOLE_PAIRS = [_in_bytes(opening + closing) for closing, opening in _PAIRS.items()]
_DOUBLED = {pair: _in_bytes(pair) for pair in ("〈《", "《〈", "《《", "〈〈", "》〉》〉")}


def _closes(marks: bytes) -> bool:
    """Return whether the *marks* of each line vanish when pairs are taken out from the inside: the quick way for most texts."""
    for _ in range(_DEEPEST):
        before = len(marks)
        for pair in _WHOLE_PAIRS:
            marks = marks.replace(pair, b"")
        if len(marks) == before:
            break
    return not marks.strip(b"\n")


def _unpaired(text: str, line: Span) -> list[int]:
    """Return where the marks of a line stand that have no partner in it."""
    waiting: list[tuple[str, int]] = []
    open_marks: Counter[str] = Counter()
    faults: list[int] = []
    for match in _MARKS.finditer(text, *line):
        mark, at = match.group(), match.start()
        if mark in "‘’" and text[at - 1 : at].isascii() and text[at - 1 : at].isalpha():
            continue  # an apostrophe
        opening = _PAIRS.get(mark)
        if opening is None:
            waiting.append((mark, at))
            open_marks[mark] += 1
        elif open_marks[opening]:
            while waiting[-1][0] != opening:
                inner, place = waiting.pop()
                open_marks[inner] -= 1
                faults.append(place)
            waiting.pop()
            open_marks[opening] -= 1
        elif not (mark == ")" and _LIST_NUMBER.search(text[max(line.start - 1, 0, at - 4) : at])):
            faults.append(at)
    faults += [at for _, at in waiting]
    return sorted(faults)


def _not_paired_across(text: str, lines: list[Span], unpaired: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of the *unpaired* marks (number of the line, offset) whose partner does not stand some lines away either.

    A pair may have line ends in it where its first line breaks off, or where the closing mark alone was carried over.
    """
    waiting: dict[str, list[tuple[int, int]]] = {}
    lone: list[tuple[int, int]] = []
    for number, at in unpaired:
        opening = _PAIRS.get(text[at])
        if opening is None:
            waiting.setdefault(text[at], []).append((number, at))
            continue
        before = waiting.get(opening)
        if (
            before
            and 0 < number - before[-1][0] <= _APART
            and (text[lines[before[-1][0]].end - 1] not in _SENTENCE_ENDS or not text[lines[number].start : at].strip())
        ):
            before.pop()
        else:
            lone.append((number, at))
    return lone + [one for several in waiting.values() for one in several]


def _is_quoted_on(text: str, lines: list[Span], number: int, at: int) -> bool:
    """Return whether a quotation goes on in the next paragraph, which begins with a mark again (GB/T 15834-2011, 4.8)."""
    return text[at] == "“" and number + 1 < len(lines) and text.startswith("“", lines[number + 1].start)


def _words_around(line: Span, at: int) -> Span:
    return Span(max(line.start, at - 8), min(line.end, at + 9))


def line_breaks(report: Report, options: Mapping[str, Any]) -> Outcome:
    """No line holds several level-1 headings, or most of a long text."""
    longest = options.get("longest", _LONGEST_LINE)
    text = report.text
    lines: dict[int, list[Span]] = {}
    begins = before = 0
    for section in report.outline.sections:
        begins = max(begins, text.rfind("\n", before, section.start) + 1)
        before = section.start
        lines.setdefault(begins, []).append(section.heading)
    for headings in lines.values():
        if len(headings) >= 2:
            return failed("collapsed", headings, count=len(headings))
    body = _report_lines(report)
    middle = (body.start + body.end) // 2  # which a line that is most of it holds
    around = line_around(text, middle, middle)
    line = Span(max(around.start, body.start), min(around.end, body.end))
    size = line.end - line.start
    if size > longest and size * 10 > (body.end - body.start) * 8 and has_words(text, *line):
        return failed("collapsed", [Span(line.start, line.start + 30)], count=1)
    return passed()
