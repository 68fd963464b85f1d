"""What can be known of a pattern before it runs.

Most patterns of a pack are words, words with alternatives (``主要(负责人|领导)``), or words with a gap between them
(``听取.{0,20}汇报``, ``听取[^。;]{0,20}汇报``), some of them bound to the beginning or the end of a paragraph.  Words are
found by one automaton in one scan for all patterns together, and words with gaps are put together from its hits.  Of
any other pattern we look for *factors*: sets of words of which every match contains at least one, so that the pattern
runs, on RE2, only where a word of the most telling one occurs, and only in texts that have words of all of them.

The reader here knows a subset of RE2's syntax and gives up on everything else; that is always safe, only slower.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from checker.records import NamedTuple

EXPANSIONS = 80
"""A run of alternatives that stands for more words than this is cut into a chain of shorter ones."""
WIDEST = 80
"""A gap of more code points than this is left to RE2."""

_SMALL_RANGE = 16
_KINDS = re.compile(r"\\(?:[dDsSwWbBAzt]|[pP](?:\w|\{\^?\w+\})|x(?:[\da-fA-F]{2}|\{[\da-fA-F]{1,6}\}))")
"""Escapes that stand for one of many characters, for none, or for a tab."""
_CLASS = re.compile(rf"\[(?P<not>\^?)(?P<members>(?:[^\[\]\\]|\\[^\w\s]|\\n|{_KINDS.pattern})+)\]")
_QUANTIFIERS = "*+?{"
Words = frozenset[str]
_EMPTY: Words = frozenset(("",))


class Gap(NamedTuple):
    """Between ``least`` and ``most`` code points within one paragraph.

    None of them is one of ``stops``; each is one of ``members``, where there are any.
    """

    least: int
    most: int
    stops: str = ""
    members: str = ""


class Anchor(NamedTuple):
    """The beginning (``^``) or the end (``$``) of a paragraph."""

    mark: str


Link = Words | Gap | Anchor


class Shape(NamedTuple):
    """What is known of one pattern.

    ``links`` is the whole pattern as words and gaps in order, between anchors if it has them, where it is nothing else;
    ``factors`` are sets of words, of each of which each match contains one, as far as they are known.
    """

    links: tuple[Link, ...] | None
    factors: tuple[Words, ...] = ()

    @property
    def factor(self) -> Words | None:
        """The factor that lets a pattern run least often: with longer words, then fewer."""
        return max(self.factors, key=lambda words: (min(map(len, words)), -len(words)), default=None)


class _NotUnderstoodError(Exception):
    pass


@lru_cache(maxsize=4096)  # packs that extend the same one have most patterns in common
def shapes(pattern: str) -> tuple[tuple[str, Shape], ...]:
    """Return the alternatives of *pattern*, each with its shape; one that is not understood stays whole and unknown."""
    try:
        return tuple(_alternatives(pattern, 0, 0)[0])
    except _NotUnderstoodError:
        return ((pattern, Shape(None)),)


def _alternatives(pattern: str, at: int, depth: int) -> tuple[list[tuple[str, Shape]], int]:
    if depth > 20:
        raise _NotUnderstoodError
    branches = []
    while True:
        start = at
        branch, at = _sequence(pattern, at, depth)
        branches.append((pattern[start:at], branch))
        if at < len(pattern) and pattern[at] == "|":
            at += 1
        elif at < len(pattern) and depth == 0:
            raise _NotUnderstoodError
        else:
            return branches, at


def _sequence(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    links: list[Link | None] = []
    known = True
    factors: list[Words] = []
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _piece(pattern, at, depth)
        if piece.links is None:
            known = False
            factors += piece.factors
        for link in piece.links if piece.links is not None else (None,):
            _append(links, link)
    links = _links_to_look_up(links)
    for link in links:
        if isinstance(link, frozenset):
            factors += _usable(link)
    whole = known and not any(link is None for link in links)
    return Shape(tuple(link for link in links if link is not None) if whole else None, tuple(factors)), at


def _append(links: list[Link | None], link: Link | None) -> None:
    """Put a link behind others, joined to the words before it where that stays small."""
    last = links[-1] if links else None
    if isinstance(link, frozenset) and isinstance(last, frozenset) and len(link) * len(last) <= EXPANSIONS:
        links[-1] = frozenset(left + right for left in last for right in link)
    elif isinstance(link, Gap) and isinstance(last, Gap) and link[2:] == last[2:]:
        links[-1] = Gap(last.least + link.least, last.most + link.most, *last[2:])
    else:
        links.append(link)


def _links_to_look_up(links: list[Link | None]) -> list[Link | None]:
    """Return links without those that cannot be looked up (optional words, anchors in between): what is left may help."""
    ends = {"^": 0, "$": len(links) - 1}
    return [
        None
        if (isinstance(link, frozenset) and "" in link and len(links) > 1)
        or (isinstance(link, Anchor) and (at != ends[link.mark] or len(links) == 1))
        or (isinstance(link, Gap) and at and isinstance(links[at - 1], Gap))
        else link
        for at, link in enumerate(links)
    ]


def _piece(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    """Return one atom of *pattern* with the quantifier behind it."""
    begin = at
    atom, at = _atom(pattern, at, depth)
    stops = _stops(pattern[begin:at])
    if at >= len(pattern) or pattern[at] not in _QUANTIFIERS:
        return (atom if stops is None else Shape((Gap(1, 1, stops),))), at
    mark = pattern[at]
    least, most, at = _bounds(pattern, at)
    if at < len(pattern) and pattern[at] in "?+":
        raise _NotUnderstoodError
    if stops is not None:
        narrow = most is not None and most <= WIDEST
        return (Shape((Gap(least, most or 0, stops),)) if narrow else Shape(None)), at
    words = _words_alone(atom)
    if mark == "?" and words is not None:
        return Shape((words | _EMPTY,)), at
    if pattern[begin] == "[" and words is not None and most is not None and most <= WIDEST:
        return _repeated(words, least, most), at
    if least == 0:
        return Shape(None), at
    return Shape(None, _usable(words) if words is not None else atom.factors), at


def _repeated(chars: Words, least: int, most: int) -> Shape:
    """Return the shape of so many of some characters: where several must be there, they are words to look for."""
    members = "".join(sorted(chars))
    if least < 2 or len(chars) ** least > EXPANSIONS:
        return Shape((Gap(least, most, members=members),))
    first = frozenset(map("".join, product(members, repeat=least)))
    return Shape((first, Gap(0, most - least, members=members)) if most > least else (first,))


def _stops(atom: str) -> str | None:
    """Return the characters that a dot or a negated class of plain characters leaves out; ``None`` for any other atom."""
    if atom == ".":
        return ""
    found = _CLASS.fullmatch(atom)
    if found is None or not found["not"]:
        return None
    members = found["members"].replace("\\n", "")  # no pattern matches across the end of a paragraph anyway
    if _KINDS.search(members) or "-" in members[1:-1]:
        return None
    return "".join(sorted(set(members.replace("\\", ""))))


def _words_alone(shape: Shape) -> Words | None:
    """Return the words that a shape stands for, where it is words alone."""
    if shape.links is not None and len(shape.links) == 1 and isinstance(shape.links[0], frozenset):
        return shape.links[0]
    return None


def _bounds(pattern: str, at: int) -> tuple[int, int | None, int]:
    """Return least and most repetitions that the quantifier at an offset asks for, and the offset behind it."""
    mark = pattern[at]
    if mark != "{":
        return (1 if mark == "+" else 0), (1 if mark == "?" else None), at + 1
    close = pattern.find("}", at)
    least, _, most = pattern[at + 1 : max(close, 0)].partition(",")
    if close < 0 or not least.isdecimal() or (most and not most.isdecimal()):
        raise _NotUnderstoodError
    bounded = int(most) if most else (int(least) if "," not in pattern[at:close] else None)
    return int(least), bounded, close + 1


def _atom(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    char = pattern[at]
    if char == "(":
        return _group(pattern, at, depth)
    if char == "[":
        return _char_class(pattern, at)
    if char == "\\":
        escaped = pattern[at + 1 : at + 2]
        if escaped and not escaped.isalnum():
            return _exactly(escaped), at + 2
        kind = _KINDS.match(pattern, at)
        if kind is None:
            raise _NotUnderstoodError
        return Shape(None), kind.end()
    if char in ".^$":
        return Shape((Anchor(char),) if char != "." and depth == 0 else None), at + 1
    if char in _QUANTIFIERS or char == "]":
        raise _NotUnderstoodError
    return _exactly(char), at + 1


def _exactly(text: str) -> Shape:
    return Shape((frozenset((text,)),))


def _group(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    inner = at + 3 if pattern.startswith("(?:", at) else at + 1
    if pattern.startswith("?", inner):
        raise _NotUnderstoodError
    branches, at = _alternatives(pattern, inner, depth + 1)
    if not pattern.startswith(")", at):
        raise _NotUnderstoodError
    found = [shape for _, shape in branches]
    if len(found) == 1:
        return found[0], at + 1
    words = [_words_alone(shape) if shape.links != () else _EMPTY for shape in found]
    if all(each is not None for each in words):
        return Shape((frozenset().union(*(each or () for each in words)),)), at + 1
    factors = [
        shape.factor if each is None else next(iter(_usable(each)), None)
        for each, shape in zip(words, found, strict=True)
    ]
    if any(factor is None for factor in factors):
        return Shape(None), at + 1
    return Shape(None, (frozenset().union(*(factor or () for factor in factors)),)), at + 1


def _char_class(pattern: str, at: int) -> tuple[Shape, int]:
    found = _CLASS.match(pattern, at)
    if found is None:
        raise _NotUnderstoodError
    members = found["members"]
    if found["not"] or _KINDS.search(members) or "\\n" in members:
        return Shape(None), found.end()
    if "-" in members:
        first, last = members[0], members[-1]
        if len(members) != 3 or members[1] != "-" or ord(last) - ord(first) >= _SMALL_RANGE:
            return Shape(None), found.end()
        members = "".join(map(chr, range(ord(first), ord(last) + 1)))
    return Shape((frozenset(members.replace("\\", "")),)), found.end()


def _usable(words: Words) -> tuple[Words, ...]:
    """Return *words* as a factor, none where one of them is empty."""
    return (words,) if words and "" not in words else ()
