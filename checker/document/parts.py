"""Where a part of the report is: under a heading of its own, inside another part, or nowhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from checker.document.enumerations import enumerated
from checker.document.outline import Section
from checker.document.passages import passages_of
from checker.document.report import Report, once
from checker.document.sentences import paragraphs, sentence_at, words_in
from checker.document.tables import grids_within
from checker.document.vocabulary import Part
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import HAN, ITEM_NUMBER, ORDINAL, chinese_number
from checker.text.span import Cover, Span, pieces_at

EMPTY = 8
"""A heading with fewer characters of words than this under it is empty."""
_LISTED = lazy(rf"\s*(?:{ITEM_NUMBER}|{ORDINAL})")
_FULL_STOPS = "。!?"
_TOLD = lazy(rf"(?P<count>[{HAN}])(?:个|件|项|条|点|大)[^。;:\n]{{0,10}}:(?P<list>[^。;:!?\n]+)")
_LISTED_LEAST = 4
"""Characters of a thing that is listed behind a colon, at least: two are a word."""
_SHORT = 12
_CLAUSE = 6
_SENTENCE = 14
"""Of three clauses each is at least so long, of two so long."""
_PLANNED = 3
"""So many sentences of the only paragraph below the heading of a plan are its items."""
_CLEAR = 20
"""A paragraph of so many characters of words tells of something."""


class PartView(NamedTuple):
    """How a report fulfils one part.

    ``how`` is ``heading`` (a level-1 section is, or claims to be, this part), ``embedded`` (a deeper section or a
    passage inside another part is), or ``absent``.  ``headings`` are the words that name it; ``spans`` is its text;
    ``sections`` are the sections that are it, the narrowest that can be told.  ``held`` marks a part that another one
    holds.
    """

    how: str
    headings: tuple[Span, ...]
    spans: tuple[Span, ...]
    sections: tuple[Section, ...]
    words: int
    held: bool = False

    @property
    def is_own_section(self) -> bool:
        """Whether the part has a heading where it belongs: at the top, or inside the part that holds it."""
        return self.how == "heading" or (self.held and bool(self.sections))

    @property
    def is_there(self) -> bool:
        """Whether the report has the part, and words in it."""
        return self.how != "absent" and self.words >= EMPTY


@once
def part_view(report: Report, part_id: str) -> PartView:
    """Return where the part is."""
    part = report.vocabulary.part_called(part_id)
    if part is None:
        return PartView("absent", (), (), (), 0)
    chosen = report.chosen.get(part_id)
    if chosen is not None and not any(part_id in section.parts for section in report.outline.walk()):
        first = next(iter(paragraphs(report.text, *chosen)), chosen)
        return _view_of(report, "embedded", (first,), [chosen], ())
    if part.within is not None:
        return _find_held(report, part, part.within)._replace(held=True)
    top = report.sections_of(part_id)
    if top and not _too_few(report, top, part):
        sections = tuple(narrow for section in top for narrow in _narrowed(section, part_id))
        spans = [span for section in sections for span in _own_text(report, section, part)]
        view = _view_of(report, "heading", tuple(section.heading for section in top), spans, sections)
        taken = _apart([*_taken(report, part_id), *_passages_of_other_parts(report, part)])
        return view._replace(spans=tuple(piece for span in spans for piece in _left_of(span, taken))) if taken else view
    deeper = tuple(section for section in report.outline.walk() if part_id in section.parts and section not in top)
    if deeper:
        return _view_of(report, "embedded", tuple(s.heading for s in deeper), [s.body for s in deeper], deeper)
    return _find_in_text(report, part)


def view_to_judge(report: Report, part_id: str) -> PartView | None:
    """Return the part where there is something to judge: words, or a heading under which all is still to be written."""
    view = part_view(report, part_id)
    if view.is_there:
        return view
    unwritten = Cover(report.blanks)
    # Lines that are still to be written do not keep the end of the report from beginning.
    ends = [len(report.text) if end >= report.tail.start else end for _, end in view.spans]
    return view if any(unwritten.meets(span.start, end) for span, end in zip(view.spans, ends, strict=True)) else None


def _find_in_text(report: Report, part: Part) -> PartView:
    """Return the part where no heading names it: a row of items, or passages."""
    row = _row_of_items(report, part)
    if row:
        return _view_of(report, "embedded", (row[0],), [Span(row[0].start, row[-1].end)], ())
    passages = passages_of(report, part.id)
    if passages:
        return _view_of(report, "embedded", tuple(hit for hit, _ in passages), [whole for _, whole in passages], ())
    return PartView("absent", (), (), (), 0)


def _find_held(report: Report, part: Part, holder: str) -> PartView:
    """Return the part that another one holds: its own sections, and the passages that speak of all that the other one lists.

    Where a heading names it and neither is there, its statements may stand anywhere under that heading.
    """
    top = report.sections_of(part.id)
    own = tuple(section for section in report.outline.walk() if section.parts == (part.id,))
    passages = _held_passages(report, part, [*report.sections_of(holder), *top])
    spans = [section.body for section in own] + passages
    if top:
        headings = tuple(section.heading for section in top)
        return _view_of(report, "heading", headings, spans or [section.body for section in top], own)
    if own or passages:
        return _view_of(report, "embedded", tuple(section.heading for section in own) or tuple(passages), spans, own)
    return PartView("absent", (), (), (), 0)


def _held_passages(report: Report, part: Part, holders: list[Section]) -> list[Span]:
    """Return where a part that another one holds is stated for all items together, outside of sections of its own.

    Such a passage runs to the end of its paragraph, or, where a list follows, to the end of the section.
    """
    found: list[Span] = []
    named = Cover(section.whole for section in report.outline.walk() if section.parts == (part.id,))
    headings = Cover(section.heading for section in holders)
    for section in holders if part.statement is not None else ():
        for hit in report.scan.within(part.statement or 0, *section.body):
            if named.holds(*hit) or headings.meets(*hit) or (found and hit.start < found[-1].end):
                continue
            if _tells_of_success(report, part, hit):
                continue
            end = report.text.find("\n", hit.end)
            inner = [one for one in section.walk() if one.start <= hit.start < one.end][-1]
            if end < 0 or end >= inner.end or _LISTED.match(report.text, end):
                end = inner.end
            found.append(Span(sentence_at(report.text, hit.start).start, end))
    return found


def _tells_of_success(report: Report, part: Part, hit: Span) -> bool:
    """Return whether the sentence of a hit says why something went well: 之所以能够取得上述成绩，根本原因在于…."""
    success = part.lists.get("success")
    return success is not None and report.scan.any_within(success, *sentence_at(report.text, hit.start))


@once
def _taken(report: Report, part_id: str) -> list[Span]:
    """Return what the parts that *part_id* holds have for themselves in its text, in order, none overlapping another."""
    views = [part_view(report, part.id) for part in report.vocabulary.parts if part.within == part_id]
    bodies = [span for view in views for span in view.spans]
    wholes = [section.whole for view in views for section in view.sections]
    mine = [section.body for section in report.sections_of(part_id)]
    return _apart([*wholes, *(span for span in bodies if span not in mine)])


def _passages_of_other_parts(report: Report, part: Part) -> list[Span]:
    """Return the passages of parts that no heading names: 下一步，我局将… behind the shortcomings is no shortcoming."""
    named = {name for section in report.outline.walk() for name in section.parts}
    others = [one for one in report.vocabulary.parts if one.id not in named and one.id != part.id]
    return [
        whole
        for other in others
        if other.account is None and not other.thematic
        for _, whole in passages_of(report, other.id)
    ]


def _apart(spans: list[Span]) -> list[Span]:
    """Return some stretches in order, those that overlap made one."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


def _left_of(span: Span, taken: list[Span]) -> list[Span]:
    """Return the pieces of *span* that none of the stretches *taken* (in order, apart) covers."""
    pieces: list[Span] = []
    start = span.start
    for number in range(bisect_right(taken, start, key=lambda other: other.end), len(taken)):
        other = taken[number]
        if other.start >= span.end:
            break
        if other.start > start:
            pieces.append(Span(start, other.start))
        start = other.end
    if start < span.end or not pieces:
        pieces.append(Span(start, max(start, span.end)))
    return pieces


def _row_of_items(report: Report, part: Part) -> list[Span]:
    """Return, of a text without headings, the row of items, or of paragraphs, that stands before what is said of other parts.

    It is what a row of thematic headings would be; empty where there are headings, or fewer items than would do.
    """
    if not part.thematic or report.outline.sections:
        return []
    start, end = report.body
    for other in report.vocabulary.parts:
        if other.statement is not None and other.within is None and other is not part:
            hits = report.scan.within(other.statement, start, end)
            late = [hit.start for hit in hits if hit.start > (start + end) // 2]
            end = min((sentence_at(report.text, at).start for at in late), default=end)
    items = enumerated(report.text, start, end)
    if len(items) < part.thematic:
        items = [line for line in paragraphs(report.text, start, end)[1:] if words_in(report.text, *line) >= _CLEAR]
    return items if len(items) >= part.thematic else []


def _too_few(report: Report, sections: list[Section], part: Part) -> bool:
    """Return whether a few themes are no part; one with as many subsections is, unless it comes last (其他情况)."""
    inner = (section.children for section in sections if section is not report.outline.sections[-1])
    few = max(len(sections), sum(map(len, inner))) < part.thematic
    return few and all(section.thematic for section in sections)


def _view_of(
    report: Report, how: str, headings: tuple[Span, ...], spans: list[Span], sections: tuple[Section, ...]
) -> PartView:
    words = sum(words_in(report.text, *span) for span in spans)
    return PartView(how, headings, tuple(spans), sections, words)


def _narrowed(section: Section, part_id: str) -> list[Section]:
    """Return, of a section that serves several parts, the subsections that are this one, where they share it out among them."""
    if len(section.parts) < 2:
        return [section]
    shares = [child for child in section.walk() if child is not section and len(child.parts) == 1]
    if not set(section.parts) <= {child.parts[0] for child in shares}:
        return [section]
    return list(_sections_of_one_part(section, part_id))


def _sections_of_one_part(section: Section, part_id: str) -> Iterator[Section]:
    """Yield the subsections that are this part alone; what stands under one of them belongs to it."""
    for child in section.children:
        if child.parts == (part_id,):
            yield child
        else:
            yield from _sections_of_one_part(child, part_id)


def _own_text(report: Report, section: Section, part: Part) -> list[Span]:
    """Return the text of a section that is this part's; of one with two parts and no subsections for them, its share."""
    body = section.body
    others = [
        other
        for other in report.vocabulary.parts
        if other.id in section.parts and part.id not in (other.id, other.within) and part.within != other.id
    ]
    if not others:
        return [body]
    starts = sorted(
        (hits[0].start, one.id)
        for one in (part, *others)
        if one.statement is not None and (hits := report.scan.within(one.statement, *body))
    )
    if not starts:
        return [body]
    first = min((part, *others), key=lambda one: _named_at(report, section, one))
    if starts[0][1] != first.id:
        # The heading names that part first, so what stands before the other's words is its own.
        starts.insert(0, (body.start, first.id))
    for number, (start, name) in enumerate(starts):
        if name == part.id:
            end = sentence_at(report.text, starts[number + 1][0]).start if number + 1 < len(starts) else body.end
            return [Span(sentence_at(report.text, start).start if number else body.start, end)]
    return [body]  # the heading names it, and nothing tells its share


def _named_at(report: Report, section: Section, part: Part) -> int:
    """Return where the heading names a part, for the order of two."""
    hits = report.scan.within(part.strong, section.words, section.heading_end) if part.strong is not None else []
    return hits[0].start if hits else section.heading_end


@once
def items_of(report: Report, part_id: str) -> tuple[Span, ...]:
    """Return the items that a part lists: its subsections, else an enumeration, else its paragraphs (where two or more).

    Of one paragraph they are what stands between semicolons, and of a plan its sentences.
    """
    view = part_view(report, part_id)
    taken = _taken(report, part_id)
    listed = [child for section in view.sections for child in _children(section, part_id)]
    held = Cover(taken)
    listed = [child for child in listed if not held.holds(child.start, child.start + 1)]
    if len(listed) >= 2:
        return tuple(_left_of(child.whole, taken)[0] for child in listed)
    rows = [
        grid.span_of(row)
        for span in view.spans
        for grid in grids_within(report.text, report.tables, *span)
        for row in grid.rows
    ]
    if len(rows) >= 2:
        return tuple(rows)
    inner: list[Span] = []
    for span in view.spans:
        inner += enumerated(report.text, *span)
    if len(inner) >= 2:
        return tuple(inner)
    lines = [line for span in view.spans for line in paragraphs(report.text, *span)]
    lines = [line for line in lines if report.text[line.end - 1] != ":" and words_in(report.text, *line) >= 12]
    if len(lines) >= 2:
        return tuple(lines)
    clauses = [
        clause
        for line in lines
        for clause in _between_semicolons(report.text, line) or _as_many_as_told(report.text, line)
    ]
    if lines and not (inner or listed) and view.how == "heading" and part_id in report.vocabulary.coming:
        clauses = max(clauses, _sentences_of_plan(report.text, lines[0]), key=len)
    return tuple(clauses) or tuple(inner) or tuple(child.whole for child in listed)


def _between_semicolons(text: str, line: Span) -> list[Span]:
    """Return the clauses of a sentence that lists two or more with semicolons between them; else none."""
    best: list[Span] = []
    for start, sentence in pieces_at(text, _FULL_STOPS, *line):
        pieces = list(pieces_at(sentence, ";"))
        least = _CLAUSE if len(pieces) > 2 else _SENTENCE
        if len(pieces) > max(1, len(best)) and all(len(piece) >= least for _, piece in pieces):
            best = [Span(start + at, start + at + len(piece)) for at, piece in pieces]
    return best


def _as_many_as_told(text: str, line: Span) -> list[Span]:
    """Return what stands behind a colon where it is as many as told before (办好三件实事：建调解室、办夜校、编手册); else none."""
    told = _TOLD.search(text, *line)
    if told is None:
        return []
    for marks in "、,":
        pieces = list(pieces_at(text, marks, *told.span("list")))
        if len(pieces) == chinese_number(told["count"]) and all(len(piece) >= _LISTED_LEAST for _, piece in pieces):
            return [Span(at, at + len(piece)) for at, piece in pieces]
    return []


def _sentences_of_plan(text: str, line: Span) -> list[Span]:
    """Return the sentences of a paragraph that has three and more (6月底前建成平台。每季度评查1次。年内补齐编制。)."""
    pieces = [Span(at, at + len(piece)) for at, piece in pieces_at(text, _FULL_STOPS, *line)]
    told = [piece for piece in pieces if words_in(text, *piece) >= _SENTENCE]
    return told if len(told) >= _PLANNED else []


def _has_short_title(section: Section) -> bool:
    """Return whether a heading is a short title (原因分析), not the first sentence of an item."""
    return section.heading_end - section.words <= _SHORT


def _children(section: Section, part_id: str) -> list[Section]:
    """Return the subsections that are items; one alone is opened, and one that is another part is passed over."""
    children = [
        child for child in section.children if not child.parts or part_id in child.parts or not _has_short_title(child)
    ]
    if len(children) == 1 and len(children[0].children) >= 2:
        return _children(children[0], part_id)
    return children
