"""What can be known of a pattern before it runs: the strings that it stands for, or one that each match contains.

Most patterns of a pack are words, or words with alternatives (``主要(负责人|领导)``).  Such a pattern stands for a finite
set of strings, which an automaton finds in one scan for all patterns together.  Of any other pattern we look for a
*factor*: a set of strings of which every match contains at least one, so that the pattern runs only where one occurs.
The reader here knows a subset of RE2's syntax and gives up (no strings, no factor) on everything else; that is always
safe, only slower.
"""

from __future__ import annotations

from typing import NamedTuple

EXPANSIONS = 512
"""A pattern that stands for more strings than this runs as a regular expression."""

_QUANTIFIERS = "*+?{"


class Shape(NamedTuple):
    """``strings``: all that the pattern matches, where finite; ``factor``: one of these is in every match, or None."""

    strings: frozenset[str] | None
    factor: frozenset[str] | None


_UNKNOWN = Shape(None, None)
_EMPTY: frozenset[str] = frozenset(("",))


def shape(pattern: str) -> Shape:
    """The shape of *pattern*; of one that this reader does not understand, the unknown shape."""
    try:
        found, at = _alternatives(pattern, 0, 0)
    except _NotUnderstoodError:
        return _UNKNOWN
    return found if at == len(pattern) else _UNKNOWN


class _NotUnderstoodError(Exception):
    pass


def _alternatives(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    if depth > 20:
        raise _NotUnderstoodError
    branches = []
    while True:
        branch, at = _sequence(pattern, at, depth)
        branches.append(branch)
        if at < len(pattern) and pattern[at] == "|":
            at += 1
        else:
            return _either(branches), at


def _either(branches: list[Shape]) -> Shape:
    if len(branches) == 1:
        return branches[0]
    if all(branch.strings is not None for branch in branches):
        union = frozenset().union(*(branch.strings or () for branch in branches))
        if len(union) <= EXPANSIONS:
            return Shape(union, None)
    factors = [branch.strings if branch.strings is not None else branch.factor for branch in branches]
    if any(factor is None for factor in factors):
        return _UNKNOWN
    return Shape(None, _usable(frozenset().union(*(factor or () for factor in factors))))


def _sequence(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    run: frozenset[str] = _EMPTY
    finite = True
    best: frozenset[str] | None = None
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _piece(pattern, at, depth)
        if piece.strings is not None and len(run) * len(piece.strings) <= EXPANSIONS:
            run = frozenset(left + right for left in run for right in piece.strings)
            continue
        finite = False
        best = _better(best, _usable(run))
        best = _better(best, piece.factor if piece.strings is None else _usable(piece.strings))
        run = _EMPTY
    if finite:
        return Shape(run, None), at
    return Shape(None, _better(best, _usable(run))), at


def _piece(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    """One atom of *pattern* with the quantifier behind it."""
    atom, at = _atom(pattern, at, depth)
    if at >= len(pattern) or pattern[at] not in _QUANTIFIERS:
        return atom, at
    mark = pattern[at]
    needed = mark == "+"
    at += 1
    if mark == "{":
        close = pattern.find("}", at)
        if close < 0:
            raise _NotUnderstoodError
        least = pattern[at:close].split(",")[0]
        needed = least.isdecimal() and int(least) > 0
        at = close + 1
    if at < len(pattern) and pattern[at] in "?+":
        raise _NotUnderstoodError
    if mark == "?" and atom.strings is not None:
        return Shape(atom.strings | _EMPTY, None), at
    if not needed:
        return _UNKNOWN, at
    return Shape(None, _usable(atom.strings) if atom.strings is not None else atom.factor), at


def _atom(pattern: str, at: int, depth: int) -> tuple[Shape, int]:
    char = pattern[at]
    if char == "(":
        inner = at + 3 if pattern.startswith("(?:", at) else at + 1
        if pattern.startswith("?", inner):
            raise _NotUnderstoodError
        found, at = _alternatives(pattern, inner, depth + 1)
        if not pattern.startswith(")", at):
            raise _NotUnderstoodError
        return found, at + 1
    if char == "[":
        return _char_class(pattern, at)
    if char == "\\":
        escaped = pattern[at + 1 : at + 2]
        if not escaped or escaped.isalnum():
            return _UNKNOWN, _after_escape(pattern, at)
        return Shape(frozenset((escaped,)), None), at + 2
    if char in ".^$":
        return _UNKNOWN, at + 1
    if char in _QUANTIFIERS or char == "]":
        raise _NotUnderstoodError
    return Shape(frozenset((char,)), None), at + 1


def _after_escape(pattern: str, at: int) -> int:
    if pattern[at + 1 : at + 2] in tuple("dDsSwWbBAz"):
        return at + 2
    raise _NotUnderstoodError


def _char_class(pattern: str, at: int) -> tuple[Shape, int]:
    close = pattern.find("]", at + 2)
    if close < 0:
        raise _NotUnderstoodError
    members = pattern[at + 1 : close]
    if "[" in members or "\\" in members:
        raise _NotUnderstoodError
    if members.startswith("^") or "-" in members:
        return _UNKNOWN, close + 1
    return Shape(frozenset(members), None), close + 1


def _usable(strings: frozenset[str]) -> frozenset[str] | None:
    return strings if strings and "" not in strings else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Of two factors the one that lets a pattern run less often: longer strings, then fewer."""
    if one is None or other is None:
        return one if other is None else other
    return max(one, other, key=lambda factor: (min(map(len, factor)), -len(factor)))
