"""Administrative divisions of China: which province a place belongs to, and which city a district.

``divisions.csv`` lists the divisions at county level and above by their GB/T 2260 codes, those abolished since 2012
included (``until``: the last year).  It is searched as one text, never parsed whole, so that asking costs microseconds.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from checker.text.lazy_re import MULTILINE, lazy
from checker.text.span import occurrences
from checker.words import pairs, when_extended, words

_PROVINCE_END = lazy(r"«organs.province-ends»$")
_ZONE_OF_PLACE = lazy(r"«organs.zones-of-cities»")
_LEARNT = lazy(r"«opening.learnt»")
_CLAUSE_ENDS = ",，。;；\n"
_CLAUSE_REST = lazy(rf"[^{_CLAUSE_ENDS}]*")
_ROW = lazy(r"^(\d{6}),([^,\n]+),", MULTILINE)
_CONTEXT = 6_000  # characters of a text that are asked where a unit is
_LONGEST_NAME = 12
_LEVEL_END = lazy(r"«organs.division-ends»")
_CENTRAL = ("11", "12", "31", "50")


@cache
def _divisions() -> str:
    with open(__file__.replace("regions.py", "divisions.csv"), encoding="utf-8") as file:  # noqa: PTH123 - start-up
        return file.read()


@lru_cache(maxsize=20_000)
def _begins_one(head: str) -> bool:
    """Return whether a division is called something that begins with *head*; one search tells it of many names."""
    return f",{head}" in _divisions()


@lru_cache(maxsize=20_000)  # asked of whatever a text may mean for a place
def codes(name: str) -> tuple[str, ...]:
    """Return the codes of all divisions called *name* (``朝阳区`` is two), present ones first.

    Autonomous ones are also called without their people: ``甘南州`` is 甘南藏族自治州.
    """
    if not _begins_one(name[:2]):
        return ()
    table = _divisions()
    found = [(at, at + len(name) + 1) for at in occurrences(table, f",{name},")]
    whole = pairs("organs.autonomous").get(name[-1:])
    if not found and whole and len(name) > 2:
        longer = [(at, table.index(",", at + 1)) for at in occurrences(table, f",{name[:-1]}")]
        found = [(at, end) for at, end in longer if table.endswith(whole, at, end)]
    return tuple(code for _, code in sorted((table[end + 1] != "\n", table[at - 6 : at]) for at, end in found))


@cache
def whole_name(name: str) -> str:
    """Return the name of a division in full: 海北州 is 海北藏族自治州; any other name as it is."""
    found = codes(name) if f",{name}," not in _divisions() else ()
    return (name_of_division(found[0]) or name) if len(found) == 1 else name


@cache
def name_of_division(code: str) -> str | None:
    """Return the present name of the division with *code*."""
    table = _divisions()
    at = table.find(f"\n{code},")
    return table[at + 8 : table.index(",", at + 8)] if at >= 0 else None


def abolished(code: str, name: str) -> bool:
    """Return whether the division with *code* does not bear *name* any more."""
    table = _divisions()
    at = table.find(f"\n{code},{name},")
    return at >= 0 and table[at + len(code) + len(name) + 3] != "\n"


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.partition(",")[0] for row in _divisions().split("0000,")[1:]))


@cache
def _provinces_by_head() -> dict[str, str]:
    """Return the provinces by their first two characters, in which no two are alike."""
    return {name[:2]: name for name in _provinces()}


def _outermost(word: str) -> str | None:
    """Return the province that *word* begins with the name of, with or without its level."""
    name = _provinces_by_head().get(word[:2])
    return name if name and word.startswith(_PROVINCE_END.sub("", name)) else None


def _provinces_in(context: str) -> list[str]:
    """Return the provinces that *context* names, in the order in which it does first."""
    found = ((context.find(name), name) for name in _provinces())
    return [name for at, name in sorted(found) if at >= 0]


def province(code: str) -> str | None:
    """Return the province of the division with *code*."""
    return name_of_division(code[:2] + "0000")


def city(code: str) -> str | None:
    """Return the city (or municipality) that a district or county belongs to."""
    return name_of_division(code[:2] + "0000") if code[:2] in _CENTRAL else name_of_division(code[:4] + "00")


@lru_cache(maxsize=1_000)  # of a name it is asked again at each step that finds whose it is
def leading_divisions(name: str) -> tuple[list[str], int]:
    """Return the names of divisions that *name* begins with (``江门市开平市…``), and the offset behind them."""
    found: list[str] = []
    at = 0
    while ends := [hit.end() for hit in _LEVEL_END.finditer(name, at + 1, at + _LONGEST_NAME)]:
        stop = next((end for end in reversed(ends) if codes(name[at:end])), 0)
        if not stop:
            break
        found.append(name[at:stop])
        at = stop
    outer = None if found else _outermost(name)
    if outer:  # a province without 省 before its city: 山东青岛市
        stem = _PROVINCE_END.sub("", outer)
        inner, end = leading_divisions(name[len(stem) :])
        if inner and province(codes(inner[0])[0]) == outer:
            return [outer, *inner], len(stem) + end
    return found, at


when_extended(leading_divisions.cache_clear)


def bare_place(name: str, *, district: bool = False) -> tuple[str, int] | None:
    """Return the province or city that *name* begins with, its level left out, and the length of what stands there.

    烟台海事局 is in 烟台市, 河南黄河河务局 in 河南省.  A county or district counts where it is called by three characters
    or more (霍尔果斯), with *district* by two as well.  ``None``: none, or there are several.
    """
    outer = _outermost(name)
    if outer:
        return outer, len(_PROVINCE_END.sub("", outer))
    for length in (5, 4, 3, 2):
        stem = name[:length]
        if len(stem) < length or stem in words("organs.bare-in-doubt"):
            continue
        found = [code for level in words("organs.levels-of-cities") for code in codes(f"{stem}{level}")]
        found = [code for code in found if code.endswith("00")]
        if not found and (length > 2 or district):
            found = [code for level in words("organs.levels-of-counties") for code in codes(f"{stem}{level}")]
        if len({code[:2] for code in found}) == 1:
            return name_of_division(found[0]) or stem, length
    return None


@cache
def known_places() -> dict[str, str]:
    """Return the province of each place that no list of divisions has, by the word for it in names."""
    return {word: province for province, listed in pairs("organs.places-of").items() for word in listed.split("、")}


when_extended(known_places.cache_clear)


def is_nationwide(name: str) -> bool:
    """Return whether a *name* begins like that of a body of the State, or of a river (国家文物局, 长江海事局)."""
    return name.startswith(words("organs.nationwide")) and not name.startswith(words("organs.before-provinces"))


def at_level(word: str, level: str) -> str | None:
    """Return the division that *word* begins with the name of, without its *level* (a pattern); ``None``: with none."""
    import re

    outer = _outermost(word)
    if outer and re.search(rf"{level}$", outer):
        return outer
    return next((name for end in range(len(word), 1, -1) if codes(name := f"{word[:end]}{level}")), None)


def level_of(unit: str) -> str | None:
    """Return the administrative level of a government: ``province``, ``city`` or ``county``; ``None`` of any other unit.

    The code of its place says so, else the word that the name of the place ends with (市 says nothing).
    """
    government = next((word for word in words("organs.governments") if unit.endswith(word)), "")
    place = unit.removesuffix(government)
    names, at = leading_divisions(place)
    if names and at == len(place):
        code = codes(names[-1])[0]
        return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
    if place.endswith(tuple(f"{zone}区" for zone in words("organs.zones"))):
        return None
    return next((level for end, level in pairs("organs.levels-of-places").items() if place.endswith(end)), None)


def region_of(name: str, context: str = "") -> str | None:
    """Return the province of an issuer's *name*; *context* (the running text) decides between places of one name.

    Of a unit whose place is not known it is the one that *context* speaks of most, learning from it aside.
    """
    if not name or name in words("organs.central"):
        return None
    bare, is_led = _without_heads(name)
    places, _ = leading_divisions(bare)
    if not places:
        return _of_no_division(name, bare, is_led) or (None if is_nationwide(name) else most_named(context))
    candidates: list[str] = []
    for place in places:
        found = list(codes(place))
        candidates = [
            code for code in found if not candidates or any(_lies_in_division(outer, code) for outer in candidates)
        ] or (candidates or found)
    provinces = list(dict.fromkeys(filter(None, map(province, candidates))))
    if len(provinces) == 1:
        return provinces[0]
    for named in _provinces_in(context):
        if named in provinces:
            return named
    for candidate in candidates:
        parent = city(candidate)
        if parent and parent in context:
            return province(candidate)
    short = [found for found in provinces if found[:2] in context]
    return short[0] if len(short) == 1 else None


def _of_no_division(name: str, bare: str, is_led: bool) -> str | None:
    """Return the province of a body that begins with no division; *bare* is its name without what leads it from above."""
    if bare.endswith(words("organs.towns-and-streets")):
        return None
    if outer := _outermost(bare):
        return outer
    known = next((province for word, province in known_places().items() if word in name), None)
    if known or (is_led and bare.startswith(words("organs.wide-areas"))):
        return known
    by_district = is_led or _ZONE_OF_PLACE.search(name) is not None or bare.endswith(words("organs.at-small-places"))
    starts = range(len(bare) if bare.startswith(words("organs.nationwide")) else 1)
    place = next((found for at in starts if (found := _place_at(bare, at, district=by_district))), "")
    return next((province(code) for code in codes(place)), None)


def _place_at(name: str, at: int, *, district: bool) -> str:
    """Return the place that is named at offset *at* of a name, with its level or without; empty where none is."""
    places, _ = leading_divisions(name[at:])
    bare = bare_place(name[at:], district=district)
    return places[0] if places else bare[0] if bare else ""


def _without_heads(name: str) -> tuple[str, bool]:
    """Return a name without what stands before its place, and whether a body does that leads the unit from above."""
    heads = (*words("organs.vertical"), *words("organs.above"))
    led = False
    while True:
        leads = (*words("units.before"), *words("organs.before-provinces"))
        lead = next(filter(name.startswith, leads), "")
        body = "" if lead or not name.startswith(heads) else max(filter(name.startswith, heads), key=len)
        if not lead and not body:
            return name, led
        name, led = name[len(lead or body) :], led or bool(body)


def most_named(context: str) -> str | None:
    """Return the province of most clauses of *context* that name a division, more than twice the next one's.

    Names that several provinces know, and clauses that say what is learnt elsewhere, do not count.
    """
    known = _provinces_of_names()
    named: set[tuple[int, str]] = set()
    for hit in _LEVEL_END.finditer(context, 0, _CONTEXT):
        end = hit.end()
        words_before = (context[end - width : end] for width in range(3, min(end, _LONGEST_NAME) + 1))
        where = next((known[word] for word in words_before if word in known), None)
        if where:
            start = max(context.rfind(mark, 0, end) for mark in _CLAUSE_ENDS) + 1
            rest = _CLAUSE_REST.match(context, end)
            if not _LEARNT.search(context, start, rest.end() if rest else end):
                named.add((start, where))
    counts = Counter(where for _, where in named)
    ranked = counts.most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > 2 * ranked[1][1]) else None


@cache
def _provinces_of_names() -> dict[str, str]:
    """Return the province of each name of a division that only one province knows."""
    found: dict[str, set[str]] = {}
    for code, name in _ROW.findall(_divisions()):
        found.setdefault(name, set()).add(f"{code[:2]}0000")
    return {name: name_of_division(min(outer)) or name for name, outer in found.items() if len(outer) == 1}


def _lies_in_division(outer: str, inner: str) -> bool:
    return inner.startswith(outer.rstrip("0") if outer.endswith("0") else outer)
