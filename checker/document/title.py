"""The title: one line or several, after page furniture, a document number or a covering letter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from checker.document.boilerplate import is_page_furniture, names_organ
from checker.document.vocabulary import Genre
from checker.patterns import Scan
from checker.records import NamedTuple
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, ITEM_NUMBER, SECTION_NUMBER, WRITTEN_YEAR
from checker.text.span import BLANK, Span
from checker.words import words

_LONGEST = 90
_LINES = 80
_LINE = lazy(rf"[^\n #*|{BLANK}](?:[^\n]*[^\n #*|{BLANK}])?")
"""The words of a line, what is still to be written around them left out."""
_LEAD = lazy(
    r"^[ #*•-]*(?:[^\n]{0,40}www\.[\w.]{1,30}?\.(?:com|cn|net|org))?(?:[\[【]?«~titles.labels» ?(?:[\]】] ?[::]?|[::|]| (?! ?[::])) ?)?"
    r"(?:[\[【(]?[^\W\d_]{1,10} ?[〔\[(]20\d\d[〕\])] ?第?\d{1,4}号[\]】)]?)?[ 《]*"
)
_TRAIL = lazy(r"[\s》*#_|-]+$")
_RECORD = lazy(r"^[ #*•-]*[\[【]?«~titles.labels» ?[\]】::| ]|^[^\W\d_]{1,10} ?[〔\[(]20\d\d[〕\])] ?\d{1,4}号.*《")
_SENTENCE = lazy(r"[。;!?:,]|«titles.leads-on»|\.(?:docx?|wps|pdf)$")
_YEAR = lazy(rf"(?:19|20)\d\d ?[-至到] ?(?:19|20)\d\d ?年?度?|(?:19|20)\d\d ?年?度?|{WRITTEN_YEAR}年度?")
_STANDS_ALONE = lazy(
    rf"«titles.last-words»$|^\d{{4}}[年./-]\d{{1,2}}[月./-]|^{WRITTEN_YEAR}年[{HAN}]{{1,3}}月|^[\[【(]|:|："
)
_YEAR_LINE = lazy(r"\((?:19|20)\d\d年度?\)")
_NUMBERED = lazy(f"{SECTION_NUMBER}|{ITEM_NUMBER}")
_LISTED = lazy(r"[·•▪◆-] ?[^\n]*[\[( ]\d{4}[./-]\d{1,2}[./-]\d{1,2}[\])]?$")
"""An entry of a list of papers: what stands below it is another one."""
_FORM = lazy(r"[ 》#*]*\n[ \n#*|]*\(«titles.forms»\)[ #*|]*(?=\n|\Z)")
_NO_LINE = lazy(r"\d{4}[年./-]\d{1,2}[月./-]|[\[【]|\((?!20\d\d)|.*[:：]")
_CITED = lazy(r" *》 *的?«titles.cited-in»")
_INLINE = lazy(
    r"(?:^| |\.(?:com|cn|net|org))(?P<title>(?:[^。,;:!?\n《 ]| (?=[\d年])){6,60}«titles.names»)(?= |20\d\d ?年)",
    MULTILINE,
)
_INLINE_REACH = 400
_GLUED = lazy(r" *[-_|]| {2,}|》|[ \[【(]+(?:19|20)\d\d ?[年./-] ?\d{1,2} ?[月./-]")
_FILLER = lazy(r"«opening.own»«titles.own-units»|«titles.fillers»|[ 、,()〔〕\[\]“”-]")
"""Words of a title that name no unit; 我局 is anybody's."""


class Title(NamedTuple):
    """A title as printed (lines joined), where it stands, and the genre whose name it bears (None: of no genre).

    ``named_at`` is the offset in ``name`` at which the genre's name begins: the unit and what joins it stand before it.
    """

    span: Span
    pieces: tuple[Span, ...]
    genre: str | None
    report: bool
    name: str
    has_year: bool
    has_unit: bool
    named_at: int


class _Candidate(NamedTuple):
    pieces: tuple[Span, ...]
    text: str


def find_title(scan: Scan, genres: tuple[Genre, ...], end: int) -> Title | None:
    """Return the best title before offset *end*: one that bears the name of a genre, unit and year, the earlier the better."""
    candidates = list(_candidates(scan.text, end))
    if not candidates:
        return None
    joined = "\n".join(candidate.text for candidate in candidates)
    names = scan.of(joined)
    named = [genre for genre in genres if genre.name is not None and names.has(genre.name)]
    found: list[tuple[tuple[int, int, int], Title]] = []
    at = 0
    for order, candidate in enumerate(candidates):
        title = _title_of_candidate(candidate, names, named, at)
        if title is not None and _FORM.match(scan.text, candidate.pieces[-1].end):
            title = title._replace(genre=None, report=False)
        if title is not None:
            joint = len(units_above(scan.text, candidate.pieces)) > 1
            found.append(((_rank(title, candidate) + joint, -len(title.pieces), -order), title))
        at += len(candidate.text) + 1
    return max(found)[1] if found else None


def _rank(title: Title, candidate: _Candidate) -> int:
    """Return how much speaks for a title: its genre as much as that it is of a report and names a unit; a record's line is none."""
    record = bool(_RECORD.match(candidate.text))
    return 4 * (title.genre is not None) + 2 * title.report + 2 * title.has_unit + title.has_year - 3 * record


def units_above(text: str, pieces: tuple[Span, ...]) -> tuple[str, ...]:
    """Return the units that report together: the lines of a title that name bodies of one place, before its last."""
    lines = [text[piece.start : piece.end].replace(" ", "") for piece in pieces[:-1]]
    places = {without_party(line)[:2] for line in lines}
    return tuple(lines) if len(places) == 1 and all(map(names_organ, lines)) else ()


def without_party(name: str) -> str:
    """Return the name of a body of the Party without that."""
    return next((name.removeprefix(head) for head in words("organs.party-heads") if name.startswith(head)), name)


def _candidates(text: str, end: int) -> Iterator[_Candidate]:
    """Yield short lines before *end*, each alone and joined with the one or two before it."""
    before: list[Span] = []
    for match in islice(_LINE.finditer(text, 0, end), _LINES):
        line, words = Span(*match.span()), match[0]
        is_long = len(words) > _LONGEST
        if not is_long and _is_no_title(words):
            before.clear()
            continue
        if is_long or _SENTENCE.search(_LEAD.sub("", words)):
            before.clear()
            inline = _inline(text, line)
            if inline is not None:
                yield inline
            continue
        for count in range(min(2, len(before)), -1, -1):
            pieces = (*before[len(before) - count :], line)
            if count == 0 or _continues(text, pieces):
                yield _Candidate(pieces, "".join(text[piece.start : piece.end] for piece in pieces))
        before = [*before[-1:], line]


def _is_no_title(words: str) -> bool:
    """Return whether a line is no title: the page's, a heading, an entry of a list, or with half a pair of book marks a fragment of running text."""
    is_furniture = is_page_furniture(words) and not _RECORD.match(words)
    is_entry = bool(_NUMBERED.match(words) or _LISTED.match(words))
    return is_furniture or is_entry or words.count("《") != words.count("》")


def _continues(text: str, pieces: tuple[Span, ...]) -> bool:
    """Return whether lines read on as one title: a unit, then the rest; or a line that is torn before its genre's name."""
    lines = [text[piece.start : piece.end] for piece in pieces]
    if len(lines) == 2 and _YEAR_LINE.fullmatch(lines[1]):
        return True
    if _RECORD.match(lines[-1]):
        return False
    if sum(map(len, lines)) > _LONGEST or any(_STANDS_ALONE.search(line) for line in lines[:-1]):
        return False
    return not _NO_LINE.match(lines[-1])


def _inline(text: str, line: Span) -> _Candidate | None:
    """Return a title at the head of a line that lost its breaks: words between blanks that end like a title."""
    match = _INLINE.search(text, line.start, min(line.end, line.start + _INLINE_REACH))
    return _Candidate((Span(*match.span("title")),), match["title"]) if match else None


def _title_of_candidate(candidate: _Candidate, names: Scan, genres: list[Genre], at: int) -> Title | None:
    """Return the title that a candidate is, by the first genre whose name it bears; its text stands at offset *at* of *names*."""
    lead = _LEAD.match(candidate.text)
    first = lead.end() if lead else 0
    for genre in genres:
        hits = names.within(genre.name, at, at + len(candidate.text)) if genre.name is not None else []
        if not hits:
            continue
        name, end = hits[-1].start - at, hits[-1].end - at
        last = _after_name(candidate.text, end)
        words = candidate.text[first:last]
        if len(words) < 4 or _CITED.match(candidate.text, end):
            continue
        pieces = _cut(candidate.pieces, first, last)
        rest = _FILLER.sub("", _YEAR.sub("", candidate.text[first:name] + candidate.text[end:last]))
        return Title(
            span=Span(pieces[0].start, pieces[-1].end),
            pieces=pieces,
            genre=genre.id,
            report=genre.report,
            name=words,
            has_year=_YEAR.search(words) is not None,
            has_unit=len(rest) >= 2,
            named_at=max(0, name - first),
        )
    return None


def _after_name(text: str, end: int) -> int:
    """Return where a title ends whose genre is named up to *end*; what a mirror glued on behind a dash is cut off."""
    rest = text[end:]
    glued = _GLUED.match(rest)
    if glued or not rest:
        return end
    return len(_TRAIL.sub("", text))


def _cut(pieces: tuple[Span, ...], first: int, last: int) -> tuple[Span, ...]:
    """Return the pieces of a joined text between two offsets of it."""
    cut = []
    at = 0
    for piece in pieces:
        length = piece.end - piece.start
        start, stop = max(first - at, 0), min(last - at, length)
        if start < stop:
            cut.append(Span(piece.start + start, piece.start + stop))
        at += length
    return tuple(cut)
