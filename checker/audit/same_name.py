"""How sure it is that two names of units are one: by what they do, what kind of body they are, and where.

Names are compared as :mod:`checker.audit.names` takes them apart; nothing here knows of reports or rosters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checker.audit.names import Name, is_ambiguous, is_renamed
from checker.document.regions import codes, province
from checker.words import words as listed

EXACT, NEAR, DOUBT = 1.0, 0.6, 0.5
AKIN = 0.55
"""What rests on a merger of departments, or on another organ of the same function, is above :data:`DOUBT` and not above this."""

_CANONICAL, _KINDRED, _SECONDARY, _RENAMED = 0.95, 0.85, 0.9, 0.8
_BY_FOLDER, _UNPLACED = 0.9, 0.8


def body_certainty(one: Name, other: Name) -> float:
    """Return how sure it is that two names have the same function and organ, places aside; a merger is always doubtful."""
    organs = {one.organ, other.organ}
    if len(organs) == 1:
        return _function_certainty(one, other)
    alike = _KINDRED if organs <= set(listed("units.kindred")) else AKIN if organs <= set(listed("units.akin")) else 0.0
    return min(_function_certainty(one, other), alike)


def _function_certainty(one: Name, other: Name) -> float:
    mine, others = set(one.functions), set(other.functions)
    written = one.functions[0], other.functions[0]
    shared = mine & others
    if shared and not (shared.isdisjoint(written) and all(map(is_ambiguous, written))):  # 城市管理, 综合执法
        if written[0] == written[1]:
            return EXACT
        first = min(max(one.functions.index(name), other.functions.index(name)) for name in shared)
        return _CANONICAL if first < 2 else _SECONDARY  # 招商 is 招商引资 rather than 投资促进
    if not (mine.isdisjoint(other.later) and others.isdisjoint(one.later)):
        return _RENAMED
    return 0.0 if mine.isdisjoint(other.merged) and others.isdisjoint(one.merged) else AKIN


def may_be_one_function(one: Name, other: Name) -> bool:
    """Return whether two functions may be one for all that the words know.

    Half of their characters must be in common, what any department is called (管理, 中心) aside; two that the words
    know are never one.
    """
    written = {one.functions[0], other.functions[0]}
    if "" in written:  # governments, committees of zones
        return len(written) == 1
    if written <= set(listed("units.functions")):
        return False
    mine, theirs = _characters(one), _characters(other)
    return 2 * len(mine & theirs) >= max(1, min(len(mine), len(theirs)))


def _characters(name: Name) -> set[str]:
    """Return the characters of all functions that a name may stand for, but those of any department."""
    return set("".join((*name.functions, *name.later, *name.merged))) - set("".join(listed("units.of-any")))


def is_abbreviation(short: str, full: str) -> bool:
    """Return whether a function of two to four characters is made of the first ones of the words of another.

    What both begin with may go before: 公安局交警 of 公安局交通警察.
    """
    same = next((at for at, (one, other) in enumerate(zip(short, full, strict=False)) if one != other), len(short))
    return any(_are_first_ones(short[at:], full[at:]) for at in {0, max(same - 1, 0)})


def _are_first_ones(short: str, full: str) -> bool:
    if not 2 <= len(short) <= 4 or len(full) < 2 * len(short) or short[0] != full[0] or short in full:
        return False
    rest = iter(full)
    return short not in listed("units.functions") and all(char in rest for char in short)


def is_slip(one: str, other: str) -> bool:
    """Return whether two names that differ by one character do not differ in one that tells units apart."""
    mine, others = Counter(one), Counter(other)
    return {*(mine - others), *(others - mine)}.isdisjoint(listed("units.telling"))


def place_certainty(said: Name, known: Name, region: str | None, folders: Sequence[str]) -> float:
    """Return how sure it is that a report's name is of the same place as a *known* one.

    *region* is the province of the report, *folders* are the places that its folders are named after.
    """
    mine, theirs = said.places, known.places
    if mine and len(mine[-1]) == 1:  # only its level: 市教育局
        if not theirs or (_has_level(theirs[-1]) and not theirs[-1].endswith(mine[-1])):
            return 0.0
        mine = ()
    if theirs and len(theirs[-1]) == 1:  # the roster calls it 市教育局
        # A branch at a place inside a city is not the bureau of the city.
        is_inside = len(mine) > 1 or (mine and _has_level(mine[-1]))
        return 0.0 if is_inside and not mine[-1].endswith(theirs[-1]) else _UNPLACED
    if mine and theirs:
        return _between_places(mine, theirs, region)
    if mine or not folders or not theirs or folders[-1] in theirs[:-1]:
        return _UNPLACED  # the roster, or the report, is of one place and does not name it
    return _BY_FOLDER if theirs[-1] in folders else DOUBT


def _between_places(mine: Sequence[str], theirs: Sequence[str], region: str | None) -> float:
    one, other = mine[-1], theirs[-1]
    if not (is_one_place(one, other) and _outer_agree(mine, theirs) and _may_be_in(theirs, region)):
        return 0.0
    if is_renamed(one, other):
        return _RENAMED if codes(one) or codes(other) else NEAR
    return _BY_FOLDER if len(mine) == 1 < len(theirs) and len(codes(one)) > 1 else EXACT


def _outer_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the places around two places of one name can be the same: each named by one only, or by both."""
    outer, others = one[:-1], other[:-1]
    if not outer or not others or {*map(_bare, outer)} & {*map(_bare, others)}:
        return True
    both = (*outer, *others)
    levels = tuple(place for place in both if len(place) == 1)
    if any(len(place) > 1 and place.endswith(levels) for place in both):
        return True  # 市公安局某某分局
    if not all(map(_has_level, both)):
        return False
    return {place[-1] for place in outer}.isdisjoint(place[-1] for place in others)


def _may_be_in(places: Sequence[str], region: str | None) -> bool:
    """Return whether a report of *region* can be from such a place, where both are known."""
    if region is None or region in places:
        return True
    known = [{province(code) for code in codes(place)} for place in places if codes(place)]
    return not known or region in set.intersection(*known)


def is_one_place(one: str, other: str) -> bool:
    """Return whether two names are of one place: the same, before and after a reform, or one of them without its level."""
    if one == other or is_renamed(one, other):
        return True
    return _has_level(one) != _has_level(other) and _bare(one) == _bare(other)


def stem_of(name: Name) -> str:
    """Return the narrowest place without its level, which a reform may change; empty where there is none."""
    return _bare(name.places[-1]) if name.places else ""


def _bare(place: str) -> str:
    return place[:-1] if _has_level(place) else place


def _has_level(place: str) -> bool:
    return place.endswith(listed("organs.division-ends"))
