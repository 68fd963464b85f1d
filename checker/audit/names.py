"""The name of a unit taken apart, so that what means the same compares as the same.

``某市某区人民政府市场监管局`` is the places (``某市``, ``某区``), the function ``市场监督管理`` and the organ ``局``.  Short and
former names are data (``rules/words/units.yaml``), places are those of :mod:`checker.document.regions`; a place that is
not known there is recognised by its last character.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from checker.document import organs
from checker.document.organs import government, zone_committee
from checker.document.regions import abolished, city, codes, leading_divisions, whole_name
from checker.text.fold import fold
from checker.text.lazy_re import lazy
from checker.words import expanded, pairs, when_extended, words

_AUTONOMOUS = lazy(r"(?<=[^\W\d_]{2})«organs.peoples»+«units.autonomous»(?=«units.autonomous-ends»$)")
"""What a place without its people is called by: 某某州 is 某某土家族自治州."""
_UNKNOWN_DIVISION = lazy(
    r"(?!«organs.levels»|«units.no-place-starts»)(?:(?!«units.not-in-places»)[^\W\d_]){1,12}?"
    r"(?!«units.not-in-places»)«organs.levels»"
)
_BRACKETS = lazy(r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]|〔[^〔〕]{0,20}〕|【[^【】]{0,20}】")
_JOINED = lazy(r"«units.joining»")
_TOWNSHIP = lazy(r"(?P<town>[^\W\d_]{1,8}?«organs.townships»)«organs.party-only»?«units.town-offices»?")
_STREET_OFFICE = lazy(r"(?P<town>[^\W\d_]{2,6})«units.street-offices»")
_OF_TOWNSHIP = lazy(r"«units.streets»|«organs.townships»(?:«organs.governments»)?$")
"""What follows a word that is no place by itself but the beginning of a township's name: 城区街道."""
_BRANCH = lazy(r"(?P<function>[^\W\d_]{2,20}?)«units.bureaus»(?P<place>[^\W\d_]{1,12})(?P<branch>«units.branches»)")
_ZONE = lazy(r"(?P<place>[^\W\d_]{2,4})(?P<zone>«units.bare-zones»)")
_PARTY_BESIDE = lazy(r"^«organs.party-only»(?:«units.joining»)?(?=«organs.governments»)")
"""The committee before its government: 党工委管委会."""
_AT_BARE_PLACE = lazy(r"(?!«units.at-bare-places»$)(?P<place>[^\W\d_]{2,4}?)(?P<body>«units.at-bare-places»)")
_AROUND_LEVEL = lazy(r"^(?P<body>«units.around-level»)(?P<level>«organs.levels»)(?P<end>«units.around-level-ends»)$")
"""团市委 is the 团委 of 市."""
_BARE_BRANCH = 4  # characters of a place without its level, at most: 生态环境局清河分局
_LEVEL = lazy(r"(?P<level>«organs.levels»)(?:«units.directly»(?=«units.agencies»))?(?=[^\W\d_]{2})")
_PART_OF_FUNCTION = lazy(r"(?!«units.level-after-all»)«units.starts-like-levels»")
"""Where no function of a known name follows, these are no level: 市政局, 区划办."""
_GENERAL = lazy(r"(?<=[^\W\d_]{2})«units.general»+$")
"""What a function may end with or not: 公路养护, 机关事务管理."""
_COMPONENT = lazy(r"«units.components»|«units.initials»")
_COMPONENTS = lazy(r"(?:«units.components»|«units.initials»)+")
_LONGEST = 24  # characters of a body that ends with no organ


class Name(NamedTuple):
    """A name of a unit: its places from the widest to the narrowest, its functions, and its organ.

    Of the functions the first is as written, the others are what it may stand for; ``later`` is what the department is
    called since a reform, ``merged`` into which it may have gone then.
    A place of one character (``市``) is only a level: 市教育局.
    """

    places: tuple[str, ...]
    functions: tuple[str, ...]
    organ: str
    later: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()

    @property
    def narrowest(self) -> str | None:
        """Return the narrowest place."""
        return self.places[-1] if self.places else None


@cache
def _meanings(listed: str) -> dict[str, tuple[str, ...]]:
    """Return what each function of a list of pairs may stand for."""
    return {short: tuple(full.split("、")) for short, full in pairs(listed).items()}


@cache
def _known_functions() -> frozenset[str]:
    """Return every function that the words know, short or in full, without the words that join two."""
    lists = [_meanings(listed) for listed in ("units.short", "units.former", "units.merged")]
    known = (one for meanings in lists for short, full in meanings.items() for one in (short, *full))
    return frozenset(_JOINED.sub("", one) for one in (*words("units.functions"), *known))


when_extended(_meanings.cache_clear)
when_extended(_known_functions.cache_clear)


def cleaned(name: str) -> str:
    """Return *name* in one spelling: folded, without blanks, what stands in brackets and what precedes the place."""
    name = "".join(_BRACKETS.sub("", fold(name).text).split())
    for full, short in pairs("units.zones").items():
        name = name.replace(full, short)
    for lead in words("units.before"):
        name = name.removeprefix(lead)
    return name


def places_of(name: str) -> tuple[tuple[str, ...], int]:
    """Return the places that a cleaned *name* begins with, and the offset (code points) where they end."""
    found: list[str] = []
    at = 0
    while at < len(name):
        known, length = leading_divisions(name[at:])
        match = None if known and length else _UNKNOWN_DIVISION.match(name, at)
        if match is not None and not _begins_function(name, match.end()):
            known, length = [_AUTONOMOUS.sub("", match.group())], len(match.group())
        if not known or not length or _OF_TOWNSHIP.match(name, at + length):
            break
        found += map(whole_name, known)
        at += length
    return tuple(found), at


def parse(name: str) -> Name | None:
    """Return the parts of *name*, or ``None`` where it names no organ and no place."""
    name = cleaned(name)
    name = _without_head(name)
    places, at = places_of(name)
    zone = _ZONE.fullmatch(places[-1]) if places else None
    if zone and not codes(places[-1]):
        places = (*places[:-1], zone["place"], zone["zone"])
    rest = name[at:]
    level = None if places or _is_whole(rest) else _LEVEL.match(rest)
    if level and not _begins_function(rest, 1):
        rest = rest[level.end() :]
        inner, at = places_of(rest)  # 市经开区管委会
        places, rest = inner or (level["level"],), rest[at:]
    bare = None if places else _AT_BARE_PLACE.fullmatch(rest)
    if bare:
        places, rest = (bare["place"],), bare["body"]
    if not rest and places and (is_zone(places[-1]) or organs.is_zone(places[-1])):
        return Name(places, ("",), zone_committee())
    if not rest or rest in words("organs.government"):
        return Name(places, ("",), government()) if places else None
    bare_organs = "".join(words("units.bare-organs"))
    for lead in (*words("organs.government"), *words("units.around-level-ends")):
        if rest.startswith(lead) and rest not in words("units.government_offices") + words("units.party_offices"):
            rest = rest.removeprefix(lead) if rest[len(lead) :].strip(bare_organs) else rest
    rest = _PARTY_BESIDE.sub("", rest)
    town = _TOWNSHIP.fullmatch(rest)
    street = _STREET_OFFICE.fullmatch(rest) if town is None and not _is_whole(rest) else None
    if town or street:
        return Name(places, (town["town"] if town else street["town"] + words("units.streets")[0],), "")  # type: ignore[index]
    return _body_name(places, rest)


def _without_head(name: str) -> str:
    """Return a cleaned *name* without the body that leads the unit from above; what it does stands below, as its roster has it."""
    for body in words("units.led_from_above"):
        name = name.removeprefix(body) or name
    for body, words_below in pairs("units.led-by").items():
        short, full = words_below.split("、")
        if name.startswith(body) and name != body:
            name = name.removeprefix(body)
            name = next((name.replace(one, full, 1) for one in expanded(short) if one in name), name)
    return _AROUND_LEVEL.sub(r"\g<level>\g<body>\g<end>", name)


def is_ambiguous(function: str) -> bool:
    """Return whether a function is the short form of several (城市管理 of 城市管理综合执法 and others)."""
    return len(_meanings("units.short").get(function, ())) > 1


def is_zone(place: str | None) -> bool:
    """Return whether a place is a kind of zone without a name of its own (高新区): that of the city around it."""
    return place in words("units.bare-zones")


def _body_name(places: tuple[str, ...], rest: str) -> Name | None:
    """Return the parts of a name whose *places* are taken off."""
    for function, listed in (("政府", "units.government_offices"), ("党委", "units.party_offices")):
        if rest in words(listed):
            return Name(places, (function,), "办公室")
    if len(rest) > 4:
        rest = next((rest.removesuffix(end) for end in words("organs.party-only") if rest.endswith(end)), rest)
    body = pairs("units.bodies").get(rest, rest)
    if body != rest:
        return Name(places, (rest, body), "")
    branch = _BRANCH.fullmatch(rest)
    if branch:
        inner, end = places_of(branch["place"])
        if not inner and 2 <= len(branch["place"]) <= _BARE_BRANCH and branch["place"] not in _known_functions():
            inner, end = (branch["place"],), len(branch["place"])
        if inner and end == len(branch["place"]):
            places, rest = (*places, *inner), branch["function"] + branch["branch"]
    organ = _organ(rest)
    if organ in words("units.branches") and not places:  # 清河生态环境分局
        widths = range(2, _BARE_BRANCH + 1)
        width = next((width for width in widths if rest[width:].removesuffix(organ or "") in _known_functions()), 0)
        places, rest = ((rest[:width],) if width else ()), rest[width:]
    if organ is None or rest in pairs("units.bodies").values():
        return Name(places, (rest,), "") if places and 1 < len(rest) <= _LONGEST else None
    function = _JOINED.sub("", rest.removesuffix(organ))
    longer = _meanings("units.short").get(function, ())
    initials = (initial for one in (function, *longer) for initial in _initials(one))
    functions = tuple(dict.fromkeys((function, *longer, _GENERAL.sub("", function), *initials)))
    later, merged = (
        tuple(one for own in functions for one in _meanings(listed).get(own, ()) if one not in functions)
        for listed in ("units.former", "units.merged")
    )
    return Name(places, functions, pairs("units.same_organ").get(organ, organ), later, merged)


def _initials(function: str) -> tuple[str, ...]:
    """Return a function that is put together of several as their initials: 文化旅游体育, 体育文旅 and 文旅体 are one."""
    if not _COMPONENTS.fullmatch(function):
        return ()
    initials = pairs("units.components")
    found = sorted(initials.get(part, part) for part in _COMPONENT.findall(function))
    return ("".join(found),) if len(found) > 1 else ()


def _organ(rest: str) -> str | None:
    """Return the organ at the end of a name: 国有资产监督管理委员会 is a 委员会, for its function ends in 管理."""
    fitting = [organ for organ in words("units.organs") if rest.endswith(organ)]
    known = (organ for organ in fitting if _JOINED.sub("", rest.removesuffix(organ)) in _known_functions())
    return next(known, fitting[0] if fitting else None)


def _begins_function(name: str, end: int) -> bool:
    """Return whether the level that ends at *end* (市) belongs to the function behind it: 市政局, but not 市民政局."""
    return bool(_PART_OF_FUNCTION.match(name, end - 1)) and not _is_whole(name[end:])


def _is_whole(rest: str) -> bool:
    """Return whether a name without its places is a function that the words know, with an organ, or such a body."""
    if rest in pairs("units.bodies") or rest in pairs("units.bodies").values():
        return True
    organ = _organ(rest)
    return organ is not None and _JOINED.sub("", rest.removesuffix(organ)) in _known_functions()


def is_renamed(one: str, other: str) -> bool:
    """Return whether two names of places can be one place before and after it became a city or a district.

    Both have the same stem.  Known places must be of one city and of the same level: a city of which a county of like
    name is a part is another place.  Of a county and a city side by side one must be gone: there are such pairs.  Where
    only one is known, the other is what it became, or was before the list begins, unless there are several of that name.
    """
    if one == other or one[:-1] != other[:-1] or len(one) < 2:
        return False
    mine, others = codes(one), codes(other)
    if not mine or not others:
        known = mine or others
        is_one = not known or (len(known) == 1 and known[0][4:] != "00" and len(one) > 2)
        return is_one and {one[-1], other[-1]} <= set(words("units.changed-levels"))
    return any(
        city(a) == city(b)
        and "00" not in (a[4:], b[4:])
        and (not {one[-1], other[-1]}.isdisjoint(words("units.districts")) or abolished(a, one) != abolished(b, other))
        for a in mine
        for b in others
    )
