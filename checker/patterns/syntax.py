"""What can be known of a pattern before it runs.

Most patterns of a pack are words, words with alternatives (``主要(负责人|领导)``), or *chains*: such words with gaps between
and behind them (``听取.{0,20}汇报``, ``听取[^。;]{0,20}汇报``), some of them bound to the beginning or the end of a paragraph.
What is optional or alternative in a chain makes it several.  Words are found by one automaton in one scan for all patterns
together, and chains are put together from its hits.  Of any other pattern we look for *factors*: sets of words of which every match contains at least one, so that the pattern
runs, on RE2, only where a word of the most telling one occurs, and only in texts that have words of all of them.

The reader here knows a subset of RE2's syntax and gives up on everything else; that is always safe, only slower.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from checker.records import NamedTuple

EXPANSIONS = 80
"""A run of alternatives that stands for more words than this is cut into a chain of shorter ones."""
WIDEST = 80
"""A gap of more code points than this is left to RE2."""

VARIANTS = 16
"""A pattern that stands for more chains than this, by what is optional or alternative in it, is left to RE2."""
LONGEST = 40
"""A chain of more links than this is left to RE2."""

_SMALL_RANGE = 16
_FEW = 3  # repetitions that are told one by one
_KINDS = re.compile(r"\\(?:[dDsSwWbBAzt]|[pP](?:\w|\{\^?\w+\})|x(?:[\da-fA-F]{2}|\{[\da-fA-F]{1,6}\}))")
"""Escapes that stand for one of many characters, for none, or for a tab."""
_CLASS = re.compile(rf"\[(?P<not>\^?)(?P<members>(?:[^\[\]\\]|\\[^\w\s]|\\n|{_KINDS.pattern})+)\]")
_RANGE = re.compile(r"(\w)-(\w)")
_QUANTIFIERS = "*+?{"
_TO_LOOK_UP = re.compile(r"[w^](-?w)*(-?[$.])?")
"""A chain by the kinds of its links: anchors stand at its ends, a gap stands between two others."""
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
    """The beginning (``^``) or the end (``$``) of a paragraph; with no mark any place of it, where a last gap may end."""

    mark: str


Link = Words | Gap | Anchor
Chain = tuple[Link, ...]


class Shape(NamedTuple):
    """What is known of one pattern.

    ``chains`` are words and gaps in order, between anchors if there are any: where the pattern is nothing else, all that
    it may match, as one chain or as several, of which each match is one.
    ``factors`` are sets of words, of each of which each match contains one, as far as they are known.
    """

    chains: tuple[Chain, ...] | None
    factors: tuple[Words, ...] = ()

    @property
    def factor(self) -> Words | None:
        """The factor that lets a pattern run least often: with longer words, then fewer."""
        return max(self.factors, key=lambda words: (min(map(len, words)), -len(words)), default=None)


class _NotUnderstoodError(Exception):
    pass


@lru_cache(maxsize=4096)  # packs that extend the same one have most patterns in common
def shapes(pattern: str) -> tuple[tuple[str, Shape], ...]:
    """Return the alternatives of *pattern*, each with its shape; one that is not understood stays whole and unknown.

    Chains are such as can be looked up: nothing in them is optional, and they begin and end with words or an anchor.
    """
    try:
        found = _alternatives(pattern, 0, 0)[0]
    except _NotUnderstoodError:
        return ((pattern, Shape(None)),)
    return tuple((branch, Shape(_chains_to_look_up(shape.chains), shape.factors)) for branch, shape in found)


def _chains_to_look_up(chains: tuple[Chain, ...] | None) -> tuple[Chain, ...] | None:
    """Return *chains* with and without each link that is optional; ``None`` where one of them cannot be looked up."""
    found: list[Chain] = []
    for chain in chains or ():
        variants: list[Chain] = [()]
        for link in chain:
            words = link if isinstance(link, frozenset) else _EMPTY
            without = variants if words > _EMPTY else []
            variants = [*(_joined(variant, (words - _EMPTY or link,)) for variant in variants), *without]
            if len(variants) > VARIANTS:
                return None
        found += [
            (*variant, Anchor("")) if isinstance(variant[-1], Gap) else variant for variant in variants if variant
        ]
    known = 0 < len(found) <= VARIANTS and all(_TO_LOOK_UP.fullmatch("".join(map(_kind, chain))) for chain in found)
    return tuple(found) if known else None


def _kind(link: Link) -> str:
    return "w" if isinstance(link, frozenset) else "-" if isinstance(link, Gap) else link.mark or "."


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
    chains: tuple[Chain, ...] | None = ((),)
    factors: list[Words] = []
    run: Chain = ()  # of pieces that are one chain each: words that they make together tell more
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _piece(pattern, at, depth)
        chains = _in_sequence(chains, piece.chains)
        if piece.chains is not None and len(piece.chains) == 1 and len(run) < LONGEST:
            run = _joined(run, piece.chains[0])
        else:
            factors += [*_factors(run), *piece.factors]
            run = ()
    return Shape(chains, (*factors, *_factors(run))), at


def _factors(chain: Chain) -> tuple[Words, ...]:
    return tuple(link for link in chain if isinstance(link, frozenset) and link and "" not in link)


def _in_sequence(some: tuple[Chain, ...] | None, others: tuple[Chain, ...] | None) -> tuple[Chain, ...] | None:
    """Return each of *some* chains with each of the *others* behind it; ``None`` for too many or too long ones."""
    if some is None or others is None or len(some) * len(others) > VARIANTS:
        return None
    chains = tuple(_joined(chain, other) for chain in some for other in others)
    return chains if max(map(len, chains), default=0) <= LONGEST else None


def _joined(chain: Chain, links: Chain) -> Chain:
    """Return a chain with more links: words joined to the words before them where that stays small, and gaps that are alike."""
    for link in links:
        if link == _EMPTY:
            continue
        last = chain[-1] if chain else None
        if isinstance(link, frozenset) and isinstance(last, frozenset) and len(link) * len(last) <= EXPANSIONS:
            chain = (*chain[:-1], frozenset(left + right for left in last for right in link))
        elif isinstance(link, Gap) and isinstance(last, Gap) and link[2:] == last[2:]:
            chain = (*chain[:-1], Gap(last.least + link.least, last.most + link.most, *last[2:]))
        else:
            chain = (*chain, link)
    return chain


def _either(branches: Sequence[Shape]) -> Shape:
    """Return the shape of what is one of several; those that are words alone are one chain together."""
    if len(branches) == 1:
        return branches[0]
    factors = [branch.factor for branch in branches]
    factor = () if None in factors else (frozenset().union(*(words or () for words in factors)),)
    words: Words = frozenset()
    chains: list[Chain] = []
    for branch in branches:
        if branch.chains is None:
            return Shape(None, factor)
        for chain in branch.chains:
            alone = words_alone(chain)
            if alone is None:
                chains.append(chain)
            else:
                words |= alone
    return Shape(tuple([(words,), *chains] if words else chains), factor)


def words_alone(chain: Chain) -> Words | None:
    """Return the words that a chain stands for, where it is words alone; the empty chain is the empty word."""
    if not chain:
        return _EMPTY
    return chain[0] if len(chain) == 1 and isinstance(chain[0], frozenset) else None


def _piece(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    """Return one atom of *pattern* with the quantifier behind it."""
    begin = at
    atom, at = _atom(pattern, at, depth)
    stops = _stops(pattern[begin:at])
    if at >= len(pattern) or pattern[at] not in _QUANTIFIERS:
        return (atom if stops is None else Shape(((Gap(1, 1, stops),),))), at
    least, most, at = _bounds(pattern, at)
    if at < len(pattern) and pattern[at] in "?+":
        raise _NotUnderstoodError
    factors = atom.factors if least else ()
    if most is None or most > WIDEST:
        return Shape(None, factors), at
    if stops is not None:
        return Shape(((Gap(least, most, stops),),)), at
    words = words_alone(atom.chains[0]) if atom.chains is not None and len(atom.chains) == 1 else None
    if words and most > 1 and set(map(len, words)) == {1}:
        return _repeated(words, least, most), at
    chains: tuple[Chain, ...] | None = ((),) if most <= _FEW else None
    for number in range(most if chains else 0):
        chains = _in_sequence(chains, (atom if number < least else _either([atom, Shape(((),))])).chains)
    return Shape(chains, factors), at


def _repeated(chars: Words, least: int, most: int) -> Shape:
    """Return the shape of so many of some characters: those that must be there are words to look for, as far as they are few."""
    members = "".join(sorted(chars))
    known = max((number for number in range(least + 1) if len(chars) ** number <= EXPANSIONS), default=0)
    first = frozenset(map("".join, product(members, repeat=known)))
    gap = Gap(least - known, most - known, members=members)
    return Shape((_joined((), (first, gap) if most > known else (first,)),))


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
            return _words(frozenset((escaped,))), at + 2
        kind = _KINDS.match(pattern, at)
        if kind is None:
            raise _NotUnderstoodError
        return Shape(None), kind.end()
    if char in ".^$":
        return Shape(None if char == "." else ((Anchor(char),),)), at + 1
    if char in _QUANTIFIERS or char == "]":
        raise _NotUnderstoodError
    return _words(frozenset((char,))), at + 1


def _words(words: Words) -> Shape:
    return Shape(((words,),), (words,))


def _group(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    inner = at + 3 if pattern.startswith("(?:", at) else at + 1
    if pattern.startswith("?", inner):
        raise _NotUnderstoodError
    branches, at = _alternatives(pattern, inner, depth + 1)
    if not pattern.startswith(")", at):
        raise _NotUnderstoodError
    return _either([shape for _, shape in branches]), at + 1


def _char_class(pattern: str, at: int) -> tuple[Shape, int]:
    found = _CLASS.match(pattern, at)
    if found is None:
        raise _NotUnderstoodError
    members = found["members"]
    if found["not"] or _KINDS.search(members) or "\\n" in members:
        return Shape(None), found.end()
    if any(ord(last) - ord(first) >= _SMALL_RANGE for first, last in _RANGE.findall(members)):
        return Shape(None), found.end()
    members = _RANGE.sub(lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), members)
    if "-" in members[1:-1]:
        return Shape(None), found.end()
    return _words(frozenset(members.replace("\\", ""))), found.end()
