"""``repeats``: nothing is said twice.

It asks that no sentence stands twice in a report and no long clause twice in one item, that no short sentence or line stands
again and again, and that no paragraph is mostly one before.  What is cited counts by half, what every report repeats (the
formulas of the pack) not at all; of headings only such count as are long sentences.

组织执法人员开展案卷评查和业务培训，当场纠正并逐一通报。 twice fails, ``repeated``; the same with other figures is partial,
``alike``.  开展检查12次。 and the like five times fail, ``repeated`` or ``alike``; so does a text of which a fifth are clauses that
stand in it before.  A paragraph of which half the clauses stand in one before is partial, ``similar``.  责任单位：法规科。 passes,
however often: a label with what it says is no sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from checker.checks.outcome import PASS, SHOWN, Outcome, failed, partial, passed
from checker.document.report import Report, once
from checker.records import Any, NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, ORDINAL
from checker.text.span import BLANK, Cover, Span, occurrences, pieces_at

_LEAST = 20
_LONG = 4
_LONGEST_VERB = 400
"""So many characters before the first of several names go with each of them."""
_SENTENCE_ENDS, _CLAUSE_ENDS = "。;!?\n", ",:。;!?\n"
_OFTEN = 5
_MUCH = 0.2
"""So large a part of a text that stands there before is no slip."""
_SHORT = 5
"""A sentence of so few characters that stands so often is as good as nothing."""
_END = 15
"""Bytes at the end of a sentence by which it is known at first."""
_LEAST_SHARED, _SHARE = 75, 0.5
"""A paragraph is like one before that has so many bytes, and this share, of its clauses."""
_CLAUSE_BYTES = 15
_LONG_CLAUSE = 24
_BLANK = BLANK.encode()
_NUMERALS = [b"%d" % number for number in range(10)]
_HAN = 3
"""So many bytes has a Han character in UTF-8."""
_UNIT = lazy(r"[^。;!?\n|:]+(?=[。;!?\n]|\Z)(?<![:|])")
"""A sentence or line; a label with what it says (责任单位:法规科) and a row of a table are none."""
_LINE = lazy(r"[^\n]+")
_CLAUSE = lazy(r"[^,。;:!?\n]+")
_OPENING, _CLOSING = "《".encode(), "》".encode()
_BEFORE_NEXT = (_CLOSING, "》、".encode())
"""What stands before the next of several names that are listed."""
_LONG_NAME = 10 * _HAN
_DIGITS = lazy(r"\d+(?:\.\d+)?")
_WORDS = lazy(r"[^\W_]+")
_LEAD = lazy(rf"[ #*]*(?:{ITEM_NUMBER}|{ORDINAL})?[ ,]*")
_LISTED = lazy(r"《[^《》]{2,80}(?:〈[^《》]{1,80}〉[^《》]{0,40})?》")


class _Piece(NamedTuple):
    """A sentence or clause: where it stands without its number, and its words."""

    span: Span
    words: str


def repeats(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Nothing is said twice."""
    outcome = _said_twice(report, options)
    places = said_before(report, _MUCH, options.get("formulas"))[1] if outcome.state == PASS else []
    if len(places) > 2:  # twice is told by the sentence
        return failed("alike", places[:SHOWN], count=len(places), words=report.beginning(places[0]))
    return outcome


def _said_twice(report: Report, options: Mapping[str, Any]) -> Outcome:
    least = options.get("least", _LEAST)
    sentences = _sentences_of(report)
    often = _often(report, options, sentences)
    if often:
        spans = [span for group in often for span in group]
        reason = "repeated" if len({report.text[slice(*span)] for span in often[0]}) == 1 else "alike"
        return failed(reason, spans[:SHOWN], count=len(spans), words=report.beginning(spans[0]))
    ends = _ends_twice(sentences, least), _ends_twice(_clauses_of(report), least)
    names = _names_twice(report)
    if not (any(ends) or names):
        return _similar_paragraphs(report, options)
    search = _Search(report, options, *ends, names)
    same = _outermost_pairs(search.sentences() + search.clauses())
    if same:
        first, second = same[0]
        places = dict.fromkeys([second, first, *sorted({span for pair in same for span in pair})])
        words = report.beginning(second)
        return failed("repeated", list(places)[:SHOWN], count=len(same), words=words)
    alike = search.sentences_alike()
    if alike:
        first, second = alike[0]
        return partial("alike", 0.5, [second, first], count=len(alike), words=report.beginning(second))
    return _similar_paragraphs(report, options)


def _similar_paragraphs(report: Report, options: Mapping[str, Any]) -> Outcome:
    """Tell of paragraphs of which most clauses stand in one before, whatever else was put between them."""
    again = _known_twice(report)
    if sum(map(len, again)) < _LEAST_SHARED:
        return passed()
    again = set(_without_formulas(report, again, options.get("formulas")))
    seen: dict[bytes, Span] = {}
    found: list[tuple[Span, Span]] = []
    for match in _LINE.finditer(report.text, *report.body) if again else ():
        line, own = Span(*match.span()), _without_digits(match.group())
        pieces = again.intersection(_cut_at_commas(_parted(match.group().replace(BLANK, ""))).split(b"\n"))
        before = Counter[Span]()
        for piece in pieces & seen.keys():
            before[seen[piece]] += len(piece)
        for first, shared in before.most_common(1):
            if shared >= max(_LEAST_SHARED, _SHARE * len(own)):
                found.append((first, line))
        for piece in pieces:
            seen.setdefault(piece, line)
    if not found:
        return passed()
    places = dict.fromkeys(span for pair in found for span in reversed(pair))
    words = report.beginning(found[0][1])
    return partial("similar", 0.5, list(places)[:SHOWN], count=len(found), words=words)


def said_before(report: Report, least: float, formulas: int | None = None) -> tuple[float, list[Span]]:
    """Return how much of a report (0 to 1) are clauses that stand in it before, figures aside.

    Where that is so much as *least*, the places too where the commonest one stands.  Short clauses
    (责任单位:政策法规科) do not count, nor, where it matters, those with *formulas* that every report repeats.
    """
    if not any(len(piece) >= _LONG_CLAUSE for piece in _known_twice(report)):
        return 0.0, []
    pieces = [piece for piece in _known_clauses(report) if len(piece) >= _LONG_CLAUSE]
    share = _share_said_before(pieces)
    if share >= least and formulas is not None:
        pieces = _without_formulas(report, pieces, formulas)
        share = _share_said_before(pieces)
    if share < least or len(set(pieces)) == len(pieces):
        return share, []
    return share, _places(report, {piece: times for piece, times in Counter(pieces).items() if times > 1})


@once
def _cut_in_sentences(report: Report) -> bytes:
    return _parted(report.text[slice(*report.body)])


def _sentences_of(report: Report) -> list[bytes]:
    return _cut_in_sentences(report).split(b"\n")


@once
def _cut_in_clauses(report: Report) -> bytes:
    return _cut_at_commas(_cut_in_sentences(report))


@once
def _clauses_of(report: Report) -> list[bytes]:
    return _cut_in_clauses(report).split(b"\n")


@once
def _known_clauses(report: Report) -> list[bytes]:
    """Return the clauses of a report by which it is known again, its figures aside; what is to be filled in says nothing."""
    pieces: Iterable[bytes] = _clauses_of(report)
    if BLANK in report.text:
        pieces = (piece.replace(_BLANK, b"") for piece in pieces)
    return [piece for piece in pieces if len(piece) >= _CLAUSE_BYTES]


@once
def _known_twice(report: Report) -> set[bytes]:
    return _twice_in(_known_clauses(report))


def _without_formulas(report: Report, pieces: Iterable[bytes], formulas: int | None) -> list[bytes]:
    """Return those of some clauses in which none of the *formulas* stands that every report repeats."""
    said = {report.text[slice(*hit)].encode() for hit in report.scan.hits(formulas)} if formulas is not None else ()
    return [piece for piece in pieces if not any(formula in piece for formula in said)]


def _share_said_before(pieces: list[bytes]) -> float:
    total = sum(map(len, pieces))
    return 1 - sum(map(len, set(pieces))) / total if total else 0.0


def _places(report: Report, pieces: Mapping[bytes, int]) -> list[Span]:
    """Return where those of the *pieces* stand that most of the text consists of, the later places of each first."""
    most = max(pieces, key=lambda piece: (len(piece) * pieces[piece], piece))
    found = [
        Span(*match.span())
        for match in _CLAUSE.finditer(report.text, *report.body)
        if _without_digits(match.group()) == most
    ]
    return [*found[1:], *found[:1]]


def _parted(text: str) -> bytes:
    """Return a text in UTF-8 without its digits, with a line end for each mark that ends a sentence."""
    for mark in _SENTENCE_ENDS[:-1]:
        text = text.replace(mark, "\n")
    return _without_digits(text)


def _cut_at_commas(sentences: bytes) -> bytes:
    return sentences.replace(b",", b"\n").replace(b":", b"\n")


def _often(report: Report, options: Mapping[str, Any], sentences: list[bytes]) -> list[list[Span]]:
    """Return sentences or lines, also short ones, that stand so often that nothing else is said, their figures aside."""
    ends = [piece[-_END:] for piece in sentences if len(piece) >= _SHORT * _HAN]
    if len(ends) - len(set(ends)) < _OFTEN - 1:
        return []
    formulas = Cover(report.scan.hits(options["formulas"]) if "formulas" in options else ())
    groups: dict[str, list[Span]] = {}
    for match in _UNIT.finditer(report.text, *report.body):
        lead = _LEAD.match(report.text, *match.span())
        span = Span(lead.end() if lead else match.start(), match.end())
        words = "".join(_WORDS.findall(_DIGITS.sub("0", report.text[slice(*span)])))
        if len(words) - words.count("0") >= _SHORT and not formulas.holds(*span):
            groups.setdefault(words, []).append(span)
    return sorted((group for group in groups.values() if len(group) >= _OFTEN), key=len, reverse=True)


def _without_digits(text: str) -> bytes:
    """Return a text in UTF-8 without its digits: as bytes, looking for what is there twice takes a third of the time."""
    data = text.encode("utf-8", "surrogatepass")
    for numeral in _NUMERALS:
        data = data.replace(numeral, b"")
    return data


def _ends_twice(pieces: list[bytes], least: int) -> set[bytes]:
    """Return how several of some pieces of a text end, each about *least* characters long or longer.

    Pieces that end differently are not the same: the quick way for nearly all of a report.
    """
    shortest, longest = least * 5 // 2, least * _HAN  # bytes: letters are shorter
    return _twice_in([piece[-longest:] for piece in pieces if len(piece) >= shortest])


def _names_twice(report: Report) -> set[bytes]:
    """Return names that are cited twice, each time with others in a clause, where some are listed."""
    pieces = _cut_in_clauses(report).split(_OPENING)[1:]
    if not any(piece.endswith(_BEFORE_NEXT) for piece in pieces[:-1]):
        return set()
    joined = [b"\n" not in piece for piece in pieces[:-1]]
    beside = zip(pieces, [False, *joined], [*joined, False], strict=True)
    return _twice_in(_long_names([piece for piece, before, behind in beside if before or behind]))


def _long_names(behind_marks: list[bytes]) -> list[bytes]:
    names = [piece.partition(_CLOSING)[0] for piece in behind_marks]
    return [name for name in names if len(name) >= _LONG_NAME]


def _twice_in(pieces: list[bytes]) -> set[bytes]:
    seen: set[bytes] = set()
    if len(set(pieces)) == len(pieces):
        return seen
    return {piece for piece in pieces if piece in seen or seen.add(piece)}  # type: ignore[func-returns-value]


def _outermost_pairs(pairs: list[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """Return the pairs of which the second does not lie within the second of another: a sentence holds its clauses."""
    kept: list[tuple[Span, Span]] = []
    for pair in sorted(pairs, key=lambda pair: (pair[1].start, -pair[1].end)):
        if not kept or pair[1].end > kept[-1][1].end:
            kept.append(pair)
    return kept


class _Search:
    """The repetitions of one report, as pairs of the first place and a later one."""

    def __init__(
        self,
        report: Report,
        options: Mapping[str, Any],
        sentences: set[bytes],
        clauses: set[bytes],
        names: set[bytes],
    ) -> None:
        self._report = report
        self._text = report.text
        self._least: int = options.get("least", _LEAST)
        self._formula_list: int | None = options.get("formulas")
        self._clauses = clauses
        self._names = names
        ending_alike = self._pieces_met_again(_SENTENCE_ENDS, _sentences_of(report), sentences, set())
        self._sentences = [piece for piece in _of_same_words(ending_alike) if self._says_enough(piece)]

    @cached_property
    def _formulas(self) -> list[Span]:
        return self._report.scan.hits(self._formula_list) if self._formula_list is not None else []

    @cached_property
    def _headings(self) -> list[Span]:
        return [section.heading for section in self._report.outline.walk()]

    @cached_property
    def _starts(self) -> list[int]:
        return [heading.start for heading in self._headings]

    @cached_property
    def _lines(self) -> list[int]:
        return list(occurrences(self._text, "\n"))

    def sentences(self) -> list[tuple[Span, Span]]:
        """Return sentences that stand twice, wherever."""
        return _met_again((piece.words, piece.span) for piece in self._sentences)

    def sentences_alike(self) -> list[tuple[Span, Span]]:
        """Return sentences that differ in their figures alone."""
        return _met_again(
            (words, piece.span)
            for piece in self._sentences
            if len(words := _DIGITS.sub("0", piece.words)) - words.count("0") >= self._least and "0" in words
        )

    def clauses(self) -> list[tuple[Span, Span]]:
        """Return long clauses that stand twice in one item, very long ones anywhere.

        A verb goes with each of the names that are listed behind it.
        """
        found = []
        pieces = self._pieces_met_again(_CLAUSE_ENDS, _clauses_of(self._report), self._clauses, self._names)
        for part in _of_same_words(part for piece in pieces for part in _listed(piece, self._text)):
            own = self._own_length(part)
            if own >= self._least:
                found.append((part.words if own >= 2 * self._least else (*self._item(part), part.words), part.span))
        return _met_again(found)

    def _pieces_met_again(
        self, marks: str, pieces: list[bytes], ends: set[bytes], names: set[bytes]
    ) -> Iterator[_Piece]:
        """Yield the *pieces* of the report that end like another, or hold a name cited twice: the others stand nowhere twice.

        A sentence is closed by its mark: what ends with its line is none.
        """
        if not (ends or names):
            return
        text, least = self._text, self._least
        start, stop = self._report.body
        for (begin, piece), data in zip(pieces_at(text, marks, start, stop), pieces, strict=True):
            end = begin + len(piece)
            if len(piece) < least or (marks == _SENTENCE_ENDS and (end == stop or text[end] == "\n")):
                continue
            if data[-least * _HAN :] not in ends and names.isdisjoint(_long_names(data.split(_OPENING)[1:])):
                continue
            lead = _LEAD.match(text, begin, end)
            span = Span(lead.end() if lead else begin, end)
            if span.end - span.start >= least and text[span.start] != "|":
                words = "".join(_WORDS.findall(text, *span))
                if len(words) >= least:
                    yield _Piece(span, words)

    def _item(self, piece: _Piece) -> tuple[int, int]:
        """Return the item that a piece lies in: its heading and its paragraph."""
        return bisect_right(self._starts, piece.span.start), bisect_right(self._lines, piece.span.start)

    def _says_enough(self, piece: _Piece) -> bool:
        """Return whether a sentence counts: it says enough of its own, or strings together more formulas than one would twice."""
        own = self._own_length(piece)
        return own >= self._least or (own >= 0 and len(piece.words) >= _LONG * self._least)

    def _own_length(self, piece: _Piece) -> float:
        """Return how many characters a piece says of its own, formulas and half of its names left out; below 0: a heading."""
        span = piece.span
        at = bisect_right(self._starts, span.start)
        heading = bool(at) and self._headings[at - 1].end > span.start
        if at < len(self._starts) and self._starts[at] < span.end:
            return -1.0
        own = float(len(piece.words))
        at = bisect_left(self._formulas, (span.start,))
        while at < len(self._formulas) and self._formulas[at].start < span.end:
            own -= self._formulas[at].end - self._formulas[at].start
            at += 1
        for name in _LISTED.finditer(self._text, *span):
            own -= (name.end() - name.start()) / 2
        if heading and own < 2 * self._least:
            return -1.0
        return max(own, 0.0)


def _listed(piece: _Piece, text: str) -> Iterator[_Piece]:
    """Yield a clause, or where it lists several names, its words before them with each of the names."""
    names = list(_LISTED.finditer(text, *piece.span)) if text.find("》", *piece.span) >= 0 else []
    yield piece
    if len(names) < 2:
        return
    verb = "".join(_WORDS.findall(text, piece.span.start, names[0].start()))[-_LONGEST_VERB:]
    for name in names:
        yield _Piece(Span(*name.span()), verb + "".join(_WORDS.findall(name.group())))


def _of_same_words(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return those of some pieces whose words stand more than once, figures aside: of the others nothing needs to be known."""
    keys = [(_DIGITS.sub("0", piece.words), piece) for piece in pieces]
    times = Counter(words for words, _ in keys)
    return [piece for words, piece in keys if times[words] > 1]


def _met_again(pieces: Iterable[tuple[Any, Span]]) -> list[tuple[Span, Span]]:
    first: dict[Any, Span] = {}
    found = []
    for key, span in pieces:
        if key in first:
            found.append((first[key], span))
        else:
            first[key] = span
    return found
