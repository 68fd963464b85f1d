"""The tree of sections, and which parts of the report each of them fulfils."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.document.headings import LEVELS, Heading, find_headings
from checker.document.sentences import has_words
from checker.document.vocabulary import Part
from checker.patterns import Scan
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, ITEM_NUMBER, SECTION_NUMBER
from checker.text.span import Cover, Span, line_end


class Section:
    """One heading (number included) with what stands under it.  Offsets are of the folded text."""

    __slots__ = (
        "children", "end", "heading", "heading_end", "level", "parts", "start", "style", "thematic", "value", "words",
    )  # fmt: skip

    def __init__(self, heading: Heading, level: int) -> None:
        self.start = heading.start
        self.words = heading.words
        self.heading_end = heading.end
        self.heading = Span(heading.start, heading.end)
        self.end = heading.end
        self.style = heading.style
        self.value = heading.value
        self.level = level
        self.parts: tuple[str, ...] = ()
        self.thematic = False
        self.children: list[Section] = []

    @property
    def body(self) -> Span:
        """What stands under the heading, its subsections included."""
        return Span(self.heading_end, self.end)

    @property
    def whole(self) -> Span:
        """Heading and body."""
        return Span(self.start, self.end)

    def walk(self) -> Iterator[Section]:
        """Yield the section and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Outline:
    """All sections of a report: *roots* are those that stand in no other, *every* one in the order of the text."""

    __slots__ = ("_every", "sections", "start", "tail")

    def __init__(self, roots: list[Section], every: list[Section], tail: int) -> None:
        self._every = every
        self.sections = roots
        self.start = roots[0].start if roots else 0
        self.tail = tail

    def walk(self) -> Sequence[Section]:
        """Return every section in the order of the text."""
        return self._every


def headings_of(scan: Scan, parts: tuple[Part, ...], tail: int, labels: Iterable[Span] = ()) -> list[Heading]:
    """Return the headings of a scanned text whose report ends at offset *tail* (signature, date, attachments follow).

    The *labels* of rows of tables are no headings, though numbered like one; nor is what a pack says is never one.
    """
    text = scan.text
    rows = Cover(labels)
    never = [part.never for part in parts if part.never is not None and scan.has(part.never)]

    def is_one(heading: Heading) -> bool:
        if rows.holds(heading.words, heading.words + 1):
            return False
        return not (never and any(scan.any_within(number, heading.start, heading.end) for number in never))

    known = [number for part in parts for number in (part.strong, part.weak) if number is not None]

    def last_known(start: int, end: int) -> int | None:
        ends = [hits[-1].end for hits in (scan.within(number, start, end) for number in known) if hits]
        return max(ends) if ends else None

    headings = [heading for heading in find_headings(text, last_known) if heading.start < tail and is_one(heading)]
    more: list[Heading] = []
    styles = {heading.style for heading in headings}
    if styles.isdisjoint(("one", "chapter")):
        more = _unnumbered(text, scan, parts, headings, tail)
    elif not any(text.startswith("、", heading.start) for heading in headings):
        more = _lost_numbers(text, scan, parts, headings, tail)
    return sorted([*headings, *filter(is_one, more)]) if more else headings


def outline_of(headings: list[Heading], scan: Scan, parts: tuple[Part, ...], tail: int) -> Outline:
    """Return the outline that *headings* make, each section with the *parts* that it fulfils."""
    roots, every = _tree(headings, tail)
    _name_parts(every, scan, parts)
    return Outline(roots, every, tail)


def _tree(headings: list[Heading], tail: int) -> tuple[list[Section], list[Section]]:
    """Return the sections that stand in no other one, and all of them."""
    styles = {heading.style for heading in headings}
    has_chapters, has_twos = "chapter" in styles, "two" in styles
    has_ones = not styles.isdisjoint(("one", None))
    turned = not (has_chapters or has_ones) and _numbers_above(headings)
    roots: list[Section] = []
    every: list[Section] = []
    open_sections: list[Section] = []
    for heading in headings:
        level = LEVELS[heading.style] if heading.style else 1 + heading.value
        if has_chapters and heading.style != "chapter":
            level += 1
        elif not has_ones and heading.style == "three" and (turned or not has_twos):
            level = 1  # `1.` at the top of a text that has neither 一、 nor （一）, or has （一） below it
        section = Section(heading, level)
        while open_sections and open_sections[-1].level >= level:
            open_sections.pop().end = heading.start
        (open_sections[-1].children if open_sections else roots).append(section)
        open_sections.append(section)
        every.append(section)
    for section in open_sections:
        section.end = max(tail, section.heading_end)
    return roots, every


def _numbers_above(headings: list[Heading]) -> bool:
    """Return whether ``1.`` stands above ``（一）``: it comes first, goes on from one to the next, and （一） begins anew."""
    last, twos = 0, 0
    for heading in headings:
        if heading.style == "three":
            if heading.value != last + 1:
                return False
            last, twos = heading.value, 0
        elif heading.style == "two":
            if last == 0 or heading.value != twos + 1:
                return False
            twos = heading.value
    return last > 1


_NEAR_END = 3
LONGEST_TITLE = 50
"""A deeper heading of more code points is a sentence of an item, and names no part."""
_SHORT_TITLE = 20
_FULL_LINE = 24
_LONGEST_LINE = 80
_PUNCTUATION = lazy(r"[,。;:!?|]")
_LEADS_ON = lazy(r"«titles.leads-on»")
_FIRST_END = lazy(r"。|«titles.leads-on»:")
_TITLE = lazy(r"«titles.papers»|>|: ?\d")
_UNNUMBERED = lazy(
    rf"^[ #*]{{0,40}}(?! {{0,40}}(?:{SECTION_NUMBER}|{ITEM_NUMBER}|[{HAN}]{{1,3}} ?:|[(]))([^\n|。;:!?>]{{4,60}}?)[ *#]{{0,40}}$",
    MULTILINE,
)


def _lines_of(text: str, starts: Iterable[int]) -> set[int]:
    """Return where the lines begin in which the places *starts* (in order) lie."""
    lines: set[int] = set()
    line, before = 0, 0
    for start in starts:
        line = max(line, text.rfind("\n", before, start) + 1)
        before = start
        lines.add(line)
    return lines


def _lines_without_number(text: str, taken: set[int], start: int, tail: int) -> Iterator[Heading]:
    """Yield the lines between two offsets that may be headings, those that begin at *taken* places left out."""
    for match in _UNNUMBERED.finditer(text, start, tail):
        words, end = match.span(1)
        if match.start() not in taken and not _torn(text, match.start(), taken) and not _heads_table(text, words, end):
            yield Heading(words, words, end, None, 0)


def _heads_table(text: str, start: int, end: int) -> bool:
    """Return whether a line is the first of a pasted table: words between blanks, as many as the next line has."""
    below = text[end : end + _LONGEST_LINE].lstrip("\n *#").split("\n", 1)[0]
    labels = text[start:end].split()
    return len(labels) > 1 and len(below.split()) == len(labels)


def _torn(text: str, start: int, taken: set[int]) -> bool:
    """Return whether a line goes on with the sentence of the one before it, as where a capture broke lines by their width."""
    end = start
    while end and text[end - 1] in " \n":
        end -= 1
    before = text.rfind("\n", max(0, end - _LONGEST_LINE), end) + 1
    return end - before >= _FULL_LINE and before not in taken and text[end - 1] not in "。;:!?”)》…*|"


def _names_part(scan: Scan, parts: tuple[Part, ...], heading: Heading) -> bool:
    """Return whether strong words of a part are a good share of a line, or its last words (``…的主要安排``)."""
    length = heading.end - heading.words
    if _TITLE.search(scan.text, heading.words, heading.end):
        return False
    for part in parts:
        if part.strong is None or (
            part.unless is not None and scan.any_within(part.unless, heading.words, heading.end)
        ):
            continue
        hits = scan.within(part.strong, heading.words, heading.end)
        share = sum(hit.end - hit.start for hit in hits)
        if hits and (share * 3 >= length or hits[-1].end >= heading.end - _NEAR_END):
            return True
    return False


def _lost_numbers(text: str, scan: Scan, parts: tuple[Part, ...], headings: list[Heading], tail: int) -> list[Heading]:
    """Return level-1 headings whose number was an automatic one of the source, among others that have theirs."""
    first_sentence = _first_sentence(text, headings[0].start)
    hits = (hit for hit in _strong_words(scan, parts) if first_sentence < hit.start and hit.end <= tail)
    starts = _lines_of(text, sorted(hit.start for hit in hits))
    taken = _lines_of(text, (heading.start for heading in headings))
    found: list[Heading] = []
    for start in sorted(starts - taken):
        end = line_end(text, start)
        if end - start <= _LONGEST_LINE:
            found += _lines_without_number(text, taken, start, end)
    found = [*_opening(text, scan, parts, taken, first_sentence), *found]
    return [line for line in found if line.end <= tail and _names_part(scan, parts, line)]


def _opening(text: str, scan: Scan, parts: tuple[Part, ...], taken: set[int], first: int) -> Iterator[Heading]:
    """Yield a heading right above the paragraph of the first sentence, below other lines: it names a part, and is no title.

    Above a paragraph that leads to what follows (现将有关情况报告如下) stand a title or a page's own lines.
    """
    paragraph = text.rfind("\n", 0, first) + 1
    above = text[:paragraph].rstrip()
    start = above.rfind("\n") + 1
    if start and text[:start].strip():
        lines = [
            line for line in _lines_without_number(text, taken, start, paragraph) if _names_part(scan, parts, line)
        ]
        if not _LEADS_ON.search(text, paragraph, line_end(text, first)):
            yield from lines


def _first_sentence(text: str, default: int) -> int:
    """Return where the first sentence, or an opening that leads to what follows, ends: before it stand titles, not headings."""
    end = _FIRST_END.search(text)
    return end.start() if end else default


def _unnumbered(text: str, scan: Scan, parts: tuple[Part, ...], headings: list[Heading], tail: int) -> list[Heading]:
    """Return headings of a text that has no level-1 number: short lines that name a part or stand before a paragraph."""
    taken = _lines_of(text, (heading.start for heading in headings))
    first = _first_sentence(text, 0)
    lines = [*_opening(text, scan, parts, taken, first), *_lines_without_number(text, taken, first, tail)]
    named = {line for line in lines if _names_part(scan, parts, line)}
    if not named:
        return []
    from_here = min(named).start
    found = [line for line in lines if line in named or (line.start > from_here and _before_paragraph(text, line))]
    return [*_thematic_row(text, scan, parts, lines, found), *_lowered(text, found, named)]


def _lowered(text: str, headings: list[Heading], named: set[Heading]) -> Iterator[Heading]:
    """Yield *headings*, those one level lower that follow right below one of the *named*: its text is theirs."""
    end, lower = -1, False
    for heading in headings:
        lower = heading not in named and (lower or (end >= 0 and not text[end : heading.start].strip(" \n*#")))
        end = heading.end if heading in named else -1
        yield heading._replace(value=1) if lower else heading


def _thematic_row(
    text: str, scan: Scan, parts: tuple[Part, ...], lines: list[Heading], found: list[Heading]
) -> list[Heading]:
    """Return thematic headings before the first one that names a part, where they are enough to be a part that has no other."""
    for part in parts:
        if not part.thematic or part.strong is None:
            continue
        named = any(scan.any_within(part.strong, line.words, line.end) for line in found)
        before = [line for line in lines if line.start < found[0].start and _before_paragraph(text, line, commas=True)]
        if not named and len(before) >= part.thematic:
            return before
    return []


def _before_paragraph(text: str, line: Heading, *, commas: bool = False) -> bool:
    start = line.end
    while start < len(text) and text[start] in " \n*#":
        start += 1
    following = text[start : line_end(text, start)]
    words = text[line.start : line.end]
    return (commas or "," not in words) and len(words) <= 40 and len(following) > 2 * len(words) and "。" in following


def _strong_words(scan: Scan, parts: tuple[Part, ...]) -> Iterator[Span]:
    """Yield where the text has strong words of any part."""
    return (hit for part in parts if part.strong is not None for hit in scan.hits(part.strong))


def _name_parts(sections: list[Section], scan: Scan, parts: tuple[Part, ...]) -> None:
    highest = min((section.level for section in sections), default=1)
    top = [section for section in sections if section.level == highest]
    strong = Cover(_strong_words(scan, parts))
    for section in sections:
        if not strong.meets(section.words, section.heading_end):
            continue
        if section.level == highest or _is_title(section, scan.text):
            section.parts = _named_by_strong(section, scan, parts)
        elif _is_empty_title(section, scan.text):
            section.parts = _named_by_strong(section, scan, tuple(part for part in parts if part.within is not None))
    by_heading = {name for section in top for name in section.parts}
    weakly = {part.id for part in parts if part.id not in by_heading}
    for part in parts:
        if part.weak is not None and part.id in weakly:
            _name_by_weak(top, scan, part)
    for part in parts:
        named = any(part.id in section.parts for section in top)
        # A numbered heading of a general kind before a row of themes is one of them.
        if part.id in weakly and part.thematic and (not named or sum(not one.parts for one in top) >= part.thematic):
            _thematic(top, scan, part)


def _is_title(section: Section, text: str) -> bool:
    """Return whether a deeper heading is one that text stands under: an item that is a paragraph by itself is none."""
    return section.heading_end - section.words <= LONGEST_TITLE and has_words(text, *section.body)


def _is_empty_title(section: Section, text: str) -> bool:
    """Return whether a deeper heading is a title with nothing under it: short words without punctuation, alone on their line."""
    words = text[section.words : section.heading_end].strip()
    return len(words) <= _SHORT_TITLE and not _PUNCTUATION.search(words) and not has_words(text, *section.body)


def _name_by_weak(top: list[Section], scan: Scan, part: Part) -> None:
    """Name a part that no heading names by strong words: the first section that weak ones name and nothing else is it."""
    for section in top:
        if (
            not section.parts
            and _has_part(scan, part.weak, section, part.unless)
            and not _preliminary(section, scan, part)
        ):
            section.parts = (part.id,)
            return


def _preliminary(section: Section, scan: Scan, part: Part) -> bool:
    return part.not_thematic is not None and scan.any_within(part.not_thematic, section.words, section.heading_end)


def _named_by_strong(section: Section, scan: Scan, parts: tuple[Part, ...]) -> tuple[str, ...]:
    named = (part for part in parts if part.strong is not None and _has_part(scan, part.strong, section, part.unless))
    # A run-in item that gives its cause (…，主要原因是…; …(原因:…)) is no section on causes.
    short = section.heading_end - section.words <= _SHORT_TITLE or _is_line(section, scan.text)
    short = short and "(" not in scan.text[section.words : section.heading_end]
    return tuple(part.id for part in named if part.within is None or section.level == 1 or short)


def _is_line(section: Section, text: str) -> bool:
    """Return whether a heading is a line of its own without punctuation, and text stands below it."""
    words = text[section.words : section.heading_end]
    return text.startswith("\n", section.heading_end) and not _PUNCTUATION.search(words)


def _has_part(scan: Scan, number: int | None, section: Section, unless: int | None) -> bool:
    if unless is not None and scan.any_within(unless, section.words, section.heading_end):
        return False
    return number is not None and scan.any_within(number, section.words, section.heading_end)


def _thematic(top: list[Section], scan: Scan, part: Part) -> None:
    """Name *part*, where no heading does, by the headings that name no part: they are it together.

    Those that match ``not_thematic`` (a study section) count only where they do not stand before a named part.
    """
    candidates = [section for section in top if not section.parts]
    first_named = next((section.start for section in top if section.parts), None)
    for section in candidates:
        if (
            _preliminary(section, scan, part)
            and first_named is not None
            and section.start < first_named
            and section is top[0]
        ):
            continue
        section.thematic = True
        section.parts = (part.id,)
