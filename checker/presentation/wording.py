"""Words that every output shares: names of kinds and clauses, scores, places, errors, in the language asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from checker.document.model import Extraction, Place
from checker.engine.model import Score, Waived
from checker.errors import CheckerError
from checker.i18n import LANGUAGES, has_message, say
from checker.presentation.escape import message_values, one_line
from checker.records import Any, NamedTuple
from checker.rulebook.model import Basis, Clause, Pack, Source, Text
from checker.text.lazy_re import lazy
from checker.text.numerals import chinese_numeral

SYMBOLS = {"pass": "✓", "partial": "△", "fail": "✗", "skip": "–"}
"""The sign of each state."""
SEVERITIES = ("error", "warning", "advice")
"""The severities, the most severe first."""


_PAGES = 12  # in a sentence
_DAY = lazy(r"(?a:[0-9]{4}-[0-9]{2}-[0-9]{2})")


class Citation(NamedTuple):
    """One basis of a rule in words; ``instrument`` is ``None`` for established practice, which cites nothing."""

    instrument: str | None
    clause: str | None
    standing: str


class Failure(NamedTuple):
    """Why something could not be done, and what to do about it, each on one line."""

    what: str
    remedy: str


def localized(text: Text, lang: str) -> str:
    """Return a text of a pack in *lang*, else in whatever language it has."""
    return text.get(lang) or next(iter(text.values()), "")


def known_word(area: str, key: str | None, lang: str) -> str:
    """Return the word of *key* in *area* (``effort``, ``grade``, ``standing`` …), else the key itself on one line."""
    name = f"{area}.{key}"
    return say(name, lang) if key and has_message(name) else one_line(key)


def told_days(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return the values of a message with its days (``2026-01-01``) as people write them."""
    return {name: day_words(value, lang) if isinstance(value, str) else value for name, value in values.items()}


def day_words(value: str, lang: str) -> str:
    """Return a day (``2026-01-01``) as people write it, and what is none as it is."""
    if not _DAY.fullmatch(value):
        return value
    year, month, day = (piece.lstrip("0") if LANGUAGES[lang].han else piece for piece in value.split("-"))
    return say("report.day", lang, year=year, month=month, day=day)


def kind_title(kinds: Mapping[str, Mapping[str, object]], kind: str | None, lang: str) -> str:
    """Return the name of a kind of filer, genre or part as the pack gives it, else its id."""
    title = kinds.get(kind or "", {}).get("title")
    return localized(title, lang) if isinstance(title, dict) else kind or ""


def citations(basis: Iterable[Basis], pack: Pack, lang: str, *, short: bool = False) -> list[Citation]:
    """Return the basis of a rule: the names of its instruments and clauses, or what they are called for *short*."""
    cited = []
    for source_id, clause_id in basis:
        source = pack.sources.get(source_id)
        if source is None:
            cited.append(Citation(None, None, "practice"))
            continue
        clause = source.clauses.get(clause_id)
        named = _short_or_title(clause, lang, short) if clause else None
        cited.append(Citation(_short_or_title(source, lang, short), named, source.standing))
    return cited


def _short_or_title(one: Source | Clause, lang: str, short: bool) -> str:
    return localized((one.short if short else None) or one.title, lang)


def cite(citation: Citation, lang: str) -> str:
    """Return instrument and clause in one go."""
    if citation.instrument is None:
        return say("report.basis.practice", lang)
    name = say("report.instrument", lang, name=citation.instrument)
    return name + (LANGUAGES[lang].between + citation.clause if citation.clause else "")


def numeral(number: int, lang: str) -> str:
    """Return a number from 1 to 99 as headings have it: 二, 2."""
    return chinese_numeral(number) if LANGUAGES[lang].han else str(number)


def score_words(score: Score | Waived | None, lang: str) -> str:
    """Return points and grade, or that nothing is scored."""
    if score is None:
        return say("report.unscored", lang)
    return f"{say('report.points', lang, points=score.points)} {say(f'grade.{score.grade}', lang)}"


def place_words(place: Place, lang: str) -> str:
    """Return line and column where the source is text, else page and paragraph, and the cell; empty where nothing is counted.

    A paragraph that is told as well as the line is easier to find.
    """
    line, column = (place.line, place.column) if place.paragraph is None else (None, None)
    numbers = (("line", line), ("column", column), ("page", place.page), ("paragraph", place.paragraph))
    words = [_counted(name, number, lang) for name, number in numbers if number is not None]
    return LANGUAGES[lang].between.join(filter(None, (*words, cell_words(place, lang))))


@lru_cache(4096)  # an audit tells the same lines and columns of many reports
def _counted(name: str, number: int, lang: str) -> str:
    return say(f"place.{name}", lang, **{name: number})


def cell_words(place: Place, lang: str) -> str:
    """Return the cell of what stands in a table: which table, row and column; else empty."""
    if place.table is None:
        return ""
    return say("place.cell", lang, table=place.table, row=place.row, cell=place.cell)


def path_words(path: str, lang: str) -> str:
    """Return a file name for people; ``-`` is the standard input."""
    return say("run.stdin.name", lang) if path == "-" else one_line(path)


def failure(error: CheckerError, lang: str) -> Failure:
    """Return what *error* says and its remedy."""
    values = message_values(error.values)
    return Failure(*(one_line(say(f"{kind}.{error.key}", lang, **values)) for kind in ("error", "remedy")))


def extraction_warnings(extraction: Extraction, lang: str) -> list[str]:
    """Return what may have been read wrongly, a sentence each."""
    return [
        _with_pages(say(f"extraction.{key}", lang), extraction.where.get(key, ()), lang) for key in extraction.warnings
    ]


def _with_pages(sentence: str, pages: Sequence[int], lang: str) -> str:
    return say("extraction.at", lang, said=sentence.rstrip("。."), pages=pages[:_PAGES]) if pages else sentence
