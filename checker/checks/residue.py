"""What is left of a statement when the words have been taken away that fit any report of any unit.

A statement is *hollow* when nothing is left of it.  The lists are closed (``rules/words/hollow.yaml``): set ``phrases``,
``idioms`` that colour anything (虎头蛇尾), ``nouns`` that name nothing (认识, 力度), ``words`` of degree, of function and of
endeavour (不到位, 进一步, 加强).  A word that none of them has counts as substance, so that a new empty phrase is missed and
an honest text is blamed only where all its words are listed (of a long cause: all but one).  Whether a statement is true
is not asked.  Only the statements themselves are looked at, once from left to right, longest words first.

Of 主要原因是思想认识不到位 nothing is left; of 编制少 there is 编制.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from operator import add, ne

from checker.document.report import Report
from checker.document.sentences import has_words
from checker.i18n import LANGUAGES, say
from checker.patterns import LongestFinder
from checker.records import Any
from checker.text.lazy_re import lazy
from checker.text.span import Span
from checker.words import by_character, list_names, when_extended, word_lines, words

LEAST = 2
"""A statement with fewer characters of substance says nothing."""
FACT = 4
"""So many characters a number or a cited instrument is worth."""
_HAN = lazy(r"[\u3400-\u9fff]")
_LETTER = r"[\u3400-\u9fffA-Za-z]"
_RUN = lazy(rf"{_LETTER}{{2,}}")
_LEFT = lazy(rf"(?!«hollow.singles»){_LETTER}(?:(?={_LETTER})|(?<={_LETTER}{{2}}))")
"""A character of a run, no single one that says nothing."""
_NUMBER = lazy(r"\d(?<![\d.].)[\d,.]*(?!\d|[.,]\d| ?[年月日%])")
"""What stands before it is asked behind its first digit: `re` skips quickly to what a pattern begins with."""
_ITEM = lazy(r"\s*[(]?\d{1,2}[)、.](?!\d)")
"""The number of an item, which counts nothing."""
_CITED = lazy(r"《[^《》\n]{2,80}》")
_CLAUSE_END = lazy(r"[,。;:!?\n]")
_ALIKE = 0.7
_LONGEST_ALIKE = 150
_MOULDED = 60
"""An item of more characters than that says more than its frame."""
_MARKS = lazy(r"_+")
FRAMING = ("words", "particles")
"""The lists whose words stay in the frame of a line."""
_TELLING = 8
"""Two items may well end in the same few words: …，6月底前完成."""
_LISTS = ("phrases", "idioms", "nouns", "words")
_LISTED = (*_LISTS, "particles")
_KNOWN = "known"
_KEPT = "kept"
"""Words of deeds with a character in them that by itself only joins words."""
_LITTLE, _SHARE = 4, 0.4
"""Beside a set phrase so many characters, less than that share of an item, say nothing."""
_NAMED = 6
_LONG = 10
"""Of a cause of so many Han characters and more one word that no list has is too little."""
_BEGINNING = 60
"""Most statements tell what they tell in so many code points."""


def without(text: str, *names: str, places: list[tuple[int, int, str]] | None = None) -> str:
    """Return a text with blanks in place of the words of some lists of ``rules/words/hollow.yaml``.

    Words are looked for at each place, the longest that begins there; to *places* start, end and list of each are added.
    """
    # 应 says nothing, 应急 does
    return _finder().without(text, names, (_KEPT,) if "particles" in names else (), places)


@cache
def _finder() -> LongestFinder:
    """Return the finder of the lists of ``hollow.yaml``, and of the deeds which are :data:`_KEPT`."""
    names = [name.removeprefix("hollow.") for name in list_names() if name.startswith("hollow.")]
    joining = set(words("hollow.particles"))
    kept = [deed for deed in words("hollow.deeds") if not joining.isdisjoint(deed)]
    return LongestFinder({**{name: word_lines(f"hollow.{name}") for name in names}, _KEPT: "\n".join(kept)})


@cache
def _singles() -> str:
    """Return the characters that say nothing where they stand beside each other: strip them off, and nothing is left."""
    return "".join(char for char in words("hollow.singles") if len(char) == 1)


@cache
def _by_edge(name: str, edge: int) -> dict[str, tuple[str, ...]]:
    """Return the words of a list, the longest first, by their first (0) or last (-1) character."""
    return by_character(edge, sorted(words(f"hollow.{name}"), key=len, reverse=True))


for _made in (_finder, _singles, _by_edge):
    when_extended(_made.cache_clear)


def begins_at(name: str, text: str, at: int) -> bool:
    """Return whether a word of a list begins at an offset of a text."""
    return text.startswith(_by_edge(name, 0).get(text[at : at + 1], ()), at)


def longest_before(name: str, text: str, start: int, end: int) -> int:
    """Return the length of the longest word of a list that ends at *end* and begins at *start* or behind it; else 0."""
    for word in _by_edge(name, -1).get(text[end - 1 : end], ()):
        if text.endswith(word, start, end):
            return len(word)
    return 0


def residue(report: Report, span: Span, known: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return for messages what is ``left`` of *span*, and what was ``taken``, with the list that took it, in each language.

    Listed words are taken away, and pairs of characters that are *known* already.
    """
    text = report.text[span.start : span.end]
    places: dict[str, list[Span]] = {name: [] for name in (*_LISTS, _KNOWN)}
    found: list[tuple[int, int, str]] = []
    bare = without(text, *_LISTED, places=found)
    for start, end, name in found:
        _take_place(places["words" if name == "particles" else name], start, end)
    for at in range(len(bare) - 1) if known else ():
        if bare[at : at + 2] in known:
            _take_place(places[_KNOWN], at, at + 2)
    left = dict.fromkeys([*_runs(bare, known), *_facts(text, known)])
    taken = {name: list(dict.fromkeys(text[start:end] for start, end in each)) for name, each in places.items()}
    return {
        "left": list(left) or [{lang: say("hollow.none", lang) for lang in LANGUAGES}],
        "taken": [
            {lang: say(f"hollow.{name}", lang, words=each[:_NAMED]) for lang in LANGUAGES}
            for name, each in taken.items()
            if each
        ],
    }


def is_hollow(report: Report, span: Span, known: frozenset[str] = frozenset()) -> bool:
    """Return whether nothing of substance is left of *span*; what is told at its beginning is enough."""
    start, end = span
    return all(
        _says_nothing_of_it(report.text[start:stop], known) for stop in {min(end, start + _BEGINNING): 0, end: 0}
    )


def leaves_one_word(report: Report, span: Span, known: frozenset[str] = frozenset()) -> bool:
    """Return whether of a long statement one word of two characters is left, no word of a deed: 贯彻新发展理念不够全面准确."""
    text = report.text[span.start : span.end]
    if len(text) < _LONG or _facts(text, known):
        return False
    runs = list(_runs(without(text, *_LISTED), known))
    if [len(run) for run in runs] != [LEAST] or without(runs[0], "deeds") != runs[0]:
        return False
    return len(_HAN.findall(text)) >= _LONG


def _says_nothing_of_it(text: str, known: frozenset[str]) -> bool:
    return not _facts(text, known) and not any(_runs(without(text, *_LISTED), known))


def words_left(text: str, known: frozenset[str]) -> int:
    """Return how many characters of substance are left of a text, numbers and cited instruments aside."""
    return sum(map(len, _runs(without(text, *_LISTED), known)))


def says_little(text: str, known: frozenset[str]) -> bool:
    """Return whether less is left of a text than says something, or little that is a small part of it."""
    words = words_left(text, known)
    left = words + FACT * len(_facts(text, known))
    return left < LEAST or (left <= _LITTLE and words < _SHARE * len(_HAN.findall(text)))


def lines_left(lines: str, *more: str) -> list[bool]:
    """Return whether something is left of each line when listed words, those of *more* lists too, are taken away."""
    return [_LEFT.search(line) is not None for line in without(lines, *_LISTED, *more).split("\n")]


def lines_with(name: str, lines: str) -> list[bool]:
    """Return whether each line has a word of a list."""
    return list(map(ne, lines.split("\n"), without(lines, name).split("\n")))


def _runs(bare: str, known: frozenset[str]) -> Iterator[str]:
    """Yield the runs of characters that are left when the pairs *known* are taken away too, and single ones that say nothing."""
    if "《" in bare:
        bare = _CITED.sub(" ", bare)
    singles = _singles()
    for piece in bare.split():  # most are shorter than a run, or one run
        if len(piece) >= LEAST and piece.strip(singles):
            for run in _RUN.findall(_less(piece, known)) if known or not piece.isalpha() else (piece,):
                if run.strip(singles):
                    yield run


def _less(piece: str, known: frozenset[str]) -> str:
    """Return a piece with blanks in place of the pairs of characters that are *known*."""
    kept = list(piece)
    for at, pair in enumerate(map(add, piece, piece[1:])):
        if pair in known:
            kept[at] = kept[at + 1] = " "
    return "".join(kept)


def _facts(text: str, known: frozenset[str]) -> list[str]:
    """Return the numbers that count something, and the cited instruments, that are not known."""
    marker = _ITEM.match(text)
    start = marker.end() if marker else 0
    facts = [
        match[0]
        for match in _NUMBER.finditer(text, start)
        if not _counts_nothing(text, match.end()) and _with_unit(text, *match.span()) not in known
    ]
    if "《" in text:
        facts += [cited for cited in _CITED.findall(text) if not known.issuperset(_neighbours(cited[1:-1]))]
    return facts


def _with_unit(text: str, start: int, end: int) -> str:
    """Return a number and the character behind it."""
    return text[start : end + 1]


def _take_place(places: list[Span], start: int, end: int) -> None:
    """Add a place; what touches the one before is one with it."""
    if places and places[-1].end >= start:
        places[-1] = Span(places[-1].start, end)
    else:
        places.append(Span(start, end))


def _counts_nothing(text: str, end: int) -> bool:
    """Return whether the number that ends at *end* counts what says nothing: 3个难题."""
    return begins_at("objects", text, end) or begins_at("objects", text, end + 1)


def _neighbours(text: str) -> set[str]:
    found: set[str] = set()
    for run in _RUN.findall(text):
        found.update(map(add, run, run[1:]))
    return found


def pairs_of(report: Report, spans: Iterable[Span]) -> frozenset[str]:
    """Return the pairs of neighbouring Han characters in some stretches of text."""
    return frozenset().union(*(_neighbours(report.text[start:end]) for start, end in spans))


def numbers_of(report: Report, spans: Iterable[Span]) -> frozenset[str]:
    """Return the numbers in some stretches of text, each with the character behind it (86处, 9名)."""
    return frozenset(
        _with_unit(report.text, *number.span()) for span in spans for number in _NUMBER.finditer(report.text, *span)
    )


def lead_of(report: Report, item: Span) -> Span:
    """Return the first clause of an item, by which it is known."""
    for match in _CLAUSE_END.finditer(report.text, *item):
        if _RUN.search(report.text, item.start, match.start()):
            return Span(item.start, match.start())
    return item


def skeleton(report: Report, item: Span) -> frozenset[str]:
    """Return the pairs of characters of an item without those of its lead clause, and without numbers."""
    if item.end - item.start > _LONGEST_ALIKE:
        return frozenset()
    lead = lead_of(report, item)
    return frozenset(_neighbours(report.text[lead.end : item.end]) - _neighbours(report.text[lead.start : lead.end]))


def mould_of(report: Report, item: Span) -> str:
    """Return the frame of a short item that repeats its lead and adds nothing (加强执法工作，提升执法水平); of others nothing."""
    text = report.text[item.start : item.end].rstrip()
    if len(text) > _MOULDED:
        return ""
    lead = lead_of(report, item)
    rest = text[lead.end - item.start :]
    adds_nothing = _says_nothing_of_it(rest, pairs_of(report, [lead])) and not _says_nothing_of_it(rest, frozenset())
    return frame_of(text, without(text, *FRAMING)) if adds_nothing else ""


def frame_of(line: str, left: str) -> str:
    """Return a line with a mark in place of each stretch that is *left* of it; empty where no words stand around one.

    按照应学尽学的要求 and 按照应办尽办的要求 have one frame.
    """
    frame = _MARKS.sub("_", "".join([char if char != other else "_" for char, other in zip(line, left, strict=True)]))
    return frame if "_" in frame.strip("_") else ""


def is_same_sentence(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two skeletons are those of one sentence with other names and numbers in it."""
    shared = len(one & other)
    return min(len(one), len(other)) >= _TELLING and shared >= _ALIKE * (len(one) + len(other) - shared)


def has_phrase(text: str) -> bool:
    """Return whether a text has a set phrase."""
    return without(text, "phrases") != text


def says_lack(text: str) -> bool:
    """Return whether a text has a word of lack."""
    return any(word in text for word in words("hollow.lack"))


def says_nothing(text: str) -> bool:
    """Return whether a text has no words but those that say that there is none, or that it is not known."""
    return not has_words(without(text, "nothing"), 0, len(text))


def clauses_of(report: Report, span: Span) -> Iterator[Span]:
    """Yield the clauses of *span* that hold words."""
    start = span.start
    for end in chain((match.start() for match in _CLAUSE_END.finditer(report.text, *span)), (span.end,)):
        if _HAN.search(report.text, start, end):
            yield Span(start, end)
        start = end + 1
