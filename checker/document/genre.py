"""Which kind of text this is: the report that a pack judges, or one that is easily taken for it."""

from __future__ import annotations

from checker.document.outline import Outline
from checker.document.title import Title
from checker.document.vocabulary import Genre
from checker.patterns import Scan
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.span import Span

_FIRST_END = lazy(r"。|«titles.leads-on»")
_OPENING = 900
_TITLE_WEIGHT = 8.0
_NEEDED = 5.0
_NEEDED_BARE = 9.0
"""What a text has to show that bears no title, has no heading, and does not say what it reports."""
_TELLING = 10
_STATEMENT = 5.0
"""A sign of this weight is a statement of what the text is."""


class GenreVerdict(NamedTuple):
    """The genre found (None: no known one), whether the pack judges it, and the words that show it."""

    id: str | None
    report: bool
    evidence: tuple[Span, ...]


def genre_of(title: Title | None) -> GenreVerdict | None:
    """Return the genre of a title that says all that there is to say: of which kind, whose, and of which year."""
    if title is not None and title.report and title.genre and title.has_unit and title.has_year:
        return GenreVerdict(title.genre, report=True, evidence=(title.span,))
    return None


def find_genre(scan: Scan, genres: tuple[Genre, ...], title: Title | None, outline: Outline) -> GenreVerdict:
    """Return the genre with the most weight, where that is enough to decide."""
    best: tuple[float, GenreVerdict] | None = None
    opening_end = min(outline.tail, (outline.start or 0) + _OPENING)
    opening = min(_running_text(scan.text), outline.start or opening_end)
    for genre in genres:
        weight = 0.0
        evidence: list[Span] = []
        stated = False
        if title is not None and title.genre == genre.id:
            weight += _TITLE_WEIGHT
            evidence.append(title.span)
        for sign in genre.signs:
            if not scan.has(sign.patterns):
                continue
            hits = scan.within(sign.patterns, opening, opening_end) or _in_headings(scan, sign.patterns, outline)
            if hits:
                weight += sign.weight
                stated = stated or sign.weight >= _STATEMENT
                if sign.weight > 0:
                    evidence.append(hits[0])
        if genre.report and title is not None and title.genre != genre.id and not stated and _decides(title):
            continue  # a title of another kind decides, unless the opening says in so many words what it reports
        bare = genre.report and title is None and not stated and not outline.sections
        if weight >= (_NEEDED_BARE if bare else _NEEDED) and (best is None or weight > best[0]):
            best = (weight, GenreVerdict(genre.id, genre.report, tuple(evidence)))
    return best[1] if best else GenreVerdict(None, report=False, evidence=())


def _running_text(text: str) -> int:
    """Return where the line of the first sentence begins: menus and titles stand before it."""
    first = _FIRST_END.search(text)
    return text.rfind("\n", 0, first.start()) + 1 if first else 0


def _decides(title: Title) -> bool:
    """Return whether a title says enough to decide by itself, as a word of a menu (政策解读) does not."""
    return title.has_year or len(title.name) >= _TELLING


def _in_headings(scan: Scan, patterns: int, outline: Outline) -> list[Span]:
    """Return the first hits of a list in a level-1 heading; none where no heading has one."""
    for section in outline.sections:
        hits = scan.within(patterns, section.start, section.heading_end)
        if hits:
            return hits
    return []
