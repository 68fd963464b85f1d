"""What a text states of a part that another part holds: the causes of shortcomings.

Statements are found in every form in which they are written:

* the items of a section of their own, or of a passage that speaks of all items together;
* the cells of a table's column that is called so;
* in running text by ``cues``: words ``before`` a statement (主要原因是…), ``behind`` it (…所致), or around it (``within``:
  由于…导致); words that only imply one (``implied``), and words that tell one where a heading has promised it
  (``promised``: 主要是…; ``outcome``: …导致), or imply one behind the first sentence of an item (``wanting``: 编制没有增加).
  Words that say that there is none (``denied``) state nothing.

Whether a statement says something is a second question (``Statement.doubt``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from checker.checks.residue import (
    clauses_of,
    is_hollow,
    lead_of,
    leaves_one_word,
    numbers_of,
    pairs_of,
    says_lack,
    says_nothing,
)
from checker.document.enumerations import enumerated, sides
from checker.document.parts import PartView, items_of, part_view
from checker.document.report import Report, once
from checker.document.sentences import first_sentence, has_words, sentences, words_in
from checker.document.tables import grids_within
from checker.document.vocabulary import Part
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, NO_DECIMAL, ORDINAL
from checker.text.span import Cover, Span, first_of, last_of

_ENDS = "\n。!?"
_STOPS = "\n。!?;"
_LISTED = lazy(rf"[^。;\n]{{0,16}}[:。,]?\s*(?=(?:«enumerations.first»|第一[,、]|[(]?[1一](?:[)、]|\.{NO_DECIMAL})|①))")
_EDGE = lazy(r"[\s,。;:、!?()“”\"是有为]*")
_MARKER = lazy(rf"\s*(?:{ITEM_NUMBER}|{ORDINAL})[,、:]?")
_TRAILING = " \n,;。:、)"
_ORDER = ("denied", "before", "within", "behind", "promised", "outcome", "implied", "wanting")
_IF_PROMISED = ("promised", "outcome", "wanting")
NULL, MEASURE, SUCCESS, HOLLOW = "null", "remedy", "success", "hollow"
"""``remedy`` is what packs call a measure that stands in the place of what was wanted; their ``fix`` is another thing."""


Place = tuple[Span, str, int | None]
"""Where something is stated, by which kind of cue, and of which item."""


class Statement(NamedTuple):
    """One statement: where, by which kind of cue, for which item (its number from 0; None: for all), and why not.

    ``doubt`` is why it states nothing (``null``, ``remedy``, ``success``, ``hollow``), or None.
    """

    span: Span
    cue: str
    item: int | None
    doubt: str | None


class Statements(NamedTuple):
    """The items of the part that holds another, and what is stated of that other, in the order of the text.

    ``known`` are the pairs of characters that the items begin with: who repeats them states nothing.
    """

    items: tuple[Span, ...]
    stated: tuple[Statement, ...]
    known: frozenset[str]

    @property
    def real(self) -> list[Statement]:
        """Those that say something."""
        return [one for one in self.stated if one.doubt is None]


@once
def statements_of(report: Report, part_id: str) -> Statements:
    """Return what is stated of a part that another one holds."""
    part, view = report.vocabulary.part_called(part_id), part_view(report, part_id)
    if part is None:
        return Statements((), (), frozenset())
    holder = part_view(report, part.within) if part.within else view
    items = items_of(report, part.within) if part.within else ()
    shared = {section.body for section in report.outline.sections if len(section.parts) > 1}
    own = [span for span in view.spans if span not in shared]
    spans = [*holder.spans, *(span for span in view.spans if span not in own and span not in holder.spans)]
    found: list[Place] = [(span, "own", None) for span in _own_items(report, part, own)]
    rows: list[Place] = [(span, "column", _number_of_item(items, span)) for span in _cells_below(report, part, spans)]
    covered = Cover(span for span, _, _ in [*found, *rows])
    found += rows
    headings = Cover(section.heading for section in report.outline.walk() if part.id in section.parts)
    for span in spans:
        hits = _cues_within(report, part, view, span, headings)
        places = _by_cues(report, view, hits, span, items)
        found += [one for one in places if not covered.holds(*one[0])]
    if not found:
        return Statements(items, (), frozenset())
    units = items or [one for span in spans for one in sentences(report.text, *span)]
    told = [span for span, _, _ in found]
    known = pairs_of(report, _leads_of(report, units, told)) | numbers_of(report, _before(units, told))
    stated = [_stated(report, part, one, known) for one in sorted(dict.fromkeys(found), key=lambda one: one[0])]
    return Statements(items, tuple(stated), known)


def _stated(report: Report, part: Part, found: Place, known: frozenset[str]) -> Statement:
    span, cue, item = found
    marker = _MARKER.match(report.text, *span)
    start = marker.end() if marker else span.start
    span = Span(start, start + len(report.text[start : span.end].rstrip(_TRAILING)))
    return Statement(span, cue, item, NULL if cue == "denied" else _doubt_of_statement(report, part, span, known))


def _doubt_of_statement(report: Report, part: Part, span: Span, known: frozenset[str]) -> str | None:
    """Tell why a statement says nothing."""
    if not has_words(report.text, *span) or says_nothing(report.text[span.start : span.end]):
        return NULL
    before = last_of(report.text, _STOPS, 0, span.start) + 1
    if part.lists.get("success") is not None and report.scan.any_within(part.lists["success"], before, span.end):
        return SUCCESS
    if "remedy" in part.lists and _is_measure(report, part.lists["remedy"], span):
        return MEASURE
    if "voids" in part.lists and _is_void(report, part.lists["voids"], span, known):
        return NULL
    hollow = is_hollow(report, span, known) or leaves_one_word(report, span, known)
    return HOLLOW if hollow else None


def _is_void(report: Report, voids: int, span: Span, known: frozenset[str]) -> bool:
    """Return whether nothing is left beside words on causes that tell none: how many there are, where they are told, who should ask."""
    # Read alone: few statements have the words that the dear expressions of this list need, most reports have them.
    hits = report.scan.of(report.text[slice(*span)]).hits(voids)
    edges = [span.start, *(span.start + edge for hit in hits for edge in hit), span.end]
    return bool(hits) and all(
        is_hollow(report, Span(*piece), known) for piece in zip(edges[::2], edges[1::2], strict=True)
    )


def _is_measure(report: Report, measure: int, span: Span) -> bool:
    """Return whether a statement tells of no lack and begins with a measure, or whether nothing is left of it beside measures."""

    def begins_measure(clause: Span) -> bool:
        first = report.scan.first_within(measure, *clause)
        return (
            first is not None
            and not says_lack(report.text[clause.start : clause.end])
            and is_hollow(report, Span(clause.start, first.start))
        )

    clauses = list(clauses_of(report, span)) if report.scan.any_within(measure, *span) else []
    measures = [clause for clause in clauses if begins_measure(clause)]
    if not measures:
        return False
    if measures[0] == clauses[0] and not says_lack(report.text[span.start : span.end]):
        return True
    return all(clause in measures or is_hollow(report, clause) for clause in clauses)


def _own_items(report: Report, part: Part, own: list[Span]) -> Iterator[Span]:
    """Yield the items of what the part has for itself; what has no items is one."""
    items = [
        item for item in items_of(report, part.id) if any(s.start <= item.start and item.end <= s.end for s in own)
    ]
    for span in own:
        inside = [item for item in items if span.start <= item.start < span.end]
        yield from inside or sides(report.text, *span) or ([span] if words_in(report.text, *span) else [])


def _cells_below(report: Report, part: Part, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the cells below a label that names the part."""
    for span in spans:
        for grid in grids_within(report.text, report.tables, *span) if part.strong is not None else ():
            named = [at for at, cell in enumerate(grid.labels) if report.scan.any_within(part.strong or 0, *cell)]
            yield from (row[at] for at in named for row in grid.rows if at < len(row))


def _cues_within(report: Report, part: Part, view: PartView, span: Span, headings: Cover) -> list[tuple[Span, str]]:
    """Return the cues in running text, each with its kind."""
    promised = view.how == "heading"
    return [
        (hit, kind)
        for kind in _ORDER
        if kind in part.cues and (promised or kind not in _IF_PROMISED)
        for hit in report.scan.within(part.cues[kind], *span)
        if not headings.holds(hit.start, hit.start + 1)
    ]


def _by_cues(
    report: Report, view: PartView, hits: list[tuple[Span, str]], span: Span, items: tuple[Span, ...]
) -> list[Place]:
    """Return the statements that cues introduce, of overlapping ones the first."""
    promised = view.how == "heading"
    in_a_row = len(items) > 1 and _on_first_line(report, items[0], items[1])
    found: list[Place] = []
    reach = -1
    for hit, kind in sorted(hits, key=lambda one: (one[0].start, _ORDER.index(one[1]))):
        if hit.start < reach:
            continue
        item = _number_of_item(items, hit)
        if kind == "wanting" and (item is None or _is_in_first_sentence(report, items[item], hit)):
            continue
        each = _extent(report, hit, kind, items[item] if item is not None else span, span)
        if item is not None and (len(each) > 1 or in_a_row) and not _on_first_line(report, items[item], hit):
            item = None
        cue = "implied" if kind == "wanting" else "within" if promised and kind == "implied" else kind
        found += [(one, cue, item) for one in each]
        reach = max(hit.end, each[-1].end)
    return found


def _extent(report: Report, hit: Span, kind: str, item: Span, span: Span) -> list[Span]:
    """Return where what a cue introduces stands: the items of a list behind it, else the rest of the sentence or before it."""
    text = report.text
    if kind in ("within", "implied", "wanting", "denied"):
        return [hit]
    if kind in ("behind", "outcome"):
        before = last_of(text, _STOPS, item.start, hit.start)
        return [Span(before + 1 if before >= 0 else item.start, hit.end)]
    listed = _LISTED.match(text, hit.end, span.end)
    if listed:
        end = _end_of_list(report, listed.end(), span.end)
        each = enumerated(text, listed.end(), end) or sides(
            text, listed.end(), first_of(text, _ENDS, listed.end(), end)
        )
        if len(each) > 1:
            return [Span(one.start, first_of(text, _ENDS, one.start, one.end)) for one in each]
    limit = item.end
    bracket = text.rfind("(", max(item.start, hit.start - 8), hit.start)
    if bracket >= 0 and ")" not in text[bracket : hit.start]:
        closing = text.find(")", hit.end, limit)
        limit = closing if closing >= 0 else limit
    edge = _EDGE.match(text, hit.end, limit)
    start = hit.end if edge is None or "\n" in edge[0] or "。" in edge[0] else edge.end()
    return [Span(start, first_of(text, _ENDS, start, limit))]


def _end_of_list(report: Report, start: int, limit: int) -> int:
    """Return where a list ends that begins at *start*: with its paragraph, or, where it is one of lines, with the section."""
    line = report.text.find("\n", start, limit)
    following = _MARKER.match(report.text, line, limit) if line >= 0 else None
    return limit if line < 0 or following else line


def _on_first_line(report: Report, item: Span, hit: Span) -> bool:
    return "\n" not in report.text[item.start : hit.start].strip()


def _is_in_first_sentence(report: Report, item: Span, hit: Span) -> bool:
    first = first_sentence(report.text, *item)
    return first is None or hit.start < first.end


def _number_of_item(items: tuple[Span, ...], span: Span) -> int | None:
    """Return the number of the item that holds the beginning of *span*."""
    at = bisect_right(items, (span.start, len(items) and 1 << 60)) - 1
    return at if at >= 0 and span.start < items[at].end else None


def _leads_of(report: Report, units: Sequence[Span], stated: Sequence[Span]) -> Iterator[Span]:
    """Yield the leads of items or sentences that are no statements themselves."""
    taken = Cover(stated)
    for unit in units:
        lead = lead_of(report, unit)
        if not taken.meets(*lead):
            yield lead


def _before(units: Sequence[Span], stated: Sequence[Span]) -> Iterator[Span]:
    """Yield what items or sentences tell before something is stated of them."""
    for start, end in units:
        yield Span(start, min((one.start for one in stated if start <= one.start < end), default=end))
