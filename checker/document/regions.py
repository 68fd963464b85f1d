"""Administrative divisions of China: which province a place belongs to, and which city a district.

``divisions.csv`` lists the divisions at county level and above by their GB/T 2260 codes, those abolished since 2012
included (``until``: the last year).  It is searched as one text, never parsed whole, so that asking costs microseconds.
"""

from __future__ import annotations

import re
from functools import cache

from checker.text.lazy_re import lazy
from checker.words import pairs, words

_PROVINCE = lazy(r"^\d\d0000,([^,\n]+)", re.M)
_PROVINCE_END = lazy(r"省$|市$|(?:壮族|回族|维吾尔)?自治区$")
_CUSTOMS = "海关"
_CENTRAL = ("11", "12", "31", "50")


@cache
def _divisions() -> str:
    with open(__file__.replace("regions.py", "divisions.csv"), encoding="utf-8") as file:  # noqa: PTH123 - start-up
        return file.read()


@cache
def codes(name: str) -> tuple[str, ...]:
    """The codes of all divisions called *name* (``朝阳区`` is two), present ones first.

    Autonomous ones are also called without their people: ``甘南州`` is 甘南藏族自治州.
    """
    table = _divisions()
    found = []
    at = table.find(f",{name},")
    while at >= 0:
        found.append((table[at + len(name) + 2] != "\n", table[at - 6 : at]))
        at = table.find(f",{name},", at + 1)
    if not found and name[-1:] in ("县", "州", "旗") and len(name) > 2:
        at = table.find(f",{name[:-1]}")
        while at >= 0:
            end = table.index(",", at + 1)
            if table.endswith(f"自治{name[-1]}", at, end):
                found.append((table[end + 1] != "\n", table[at - 6 : at]))
            at = table.find(f",{name[:-1]}", at + 1)
    return tuple(code for _, code in sorted(found))


@cache
def name_of(code: str) -> str | None:
    """The present name of the division with *code*."""
    table = _divisions()
    at = table.find(f"\n{code},")
    return table[at + 8 : table.index(",", at + 8)] if at >= 0 else None


def abolished(code: str, name: str) -> bool:
    """Whether the division with *code* does not bear *name* any more."""
    table = _divisions()
    at = table.find(f"\n{code},{name},")
    return at >= 0 and table[at + len(code) + len(name) + 3] != "\n"


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_PROVINCE.findall(_divisions())))


def _outermost(word: str) -> str | None:
    """The province that *word* begins with the name of, with or without its level."""
    near = (name for name in _provinces() if name[:2] == word[:2])
    return next((name for name in near if word.startswith(_PROVINCE_END.sub("", name))), None)


def _provinces_in(context: str) -> list[str]:
    """The provinces that *context* names, in the order in which it does first."""
    found = ((context.find(name), name) for name in _provinces())
    return [name for at, name in sorted(found) if at >= 0]


def province(code: str) -> str | None:
    """The province of the division with *code*."""
    return name_of(code[:2] + "0000")


def city(code: str) -> str | None:
    """The city (or municipality) that a district or county belongs to."""
    return name_of(code[:2] + "0000") if code[:2] in _CENTRAL else name_of(code[:4] + "00")


def leading_divisions(name: str) -> tuple[list[str], int]:
    """The names of divisions that *name* begins with (``江门市开平市…``), and the offset behind them."""
    found: list[str] = []
    at = 0
    while True:
        longest = min(at + 12, len(name))
        for stop in range(longest, at + 1, -1):
            if name[stop - 1] in "省市州盟县区旗" and codes(name[at:stop]):
                found.append(name[at:stop])
                at = stop
                break
        else:
            break
    outer = None if found else _outermost(name)
    if outer:  # a province without 省 before its city: 山东青岛市
        stem = _PROVINCE_END.sub("", outer)
        inner, end = leading_divisions(name[len(stem) :])
        if inner and province(codes(inner[0])[0]) == outer:
            return [outer, *inner], len(stem) + end
    if not found:  # a city without 市, as development zones write it: 武汉经济技术开发区
        found = [f"{name[:length]}市" for length in (3, 2) if _is_zone_of(name, length)][:1]
    return found, at


def at_level(word: str, level: str) -> str | None:
    """Return the division that *word* begins with the name of, without its *level* (a pattern); ``None``: with none."""
    outer = _outermost(word)
    if outer and re.search(rf"{level}$", outer):
        return outer
    return next((name for end in range(len(word), 1, -1) if codes(name := f"{word[:end]}{level}")), None)


def level_of(unit: str) -> str | None:
    """The administrative level of a government: ``province``, ``city`` or ``county``; ``None`` of any other unit.

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


def _is_zone_of(name: str, length: int) -> bool:
    """Whether a name is that of a city without 市 and of a zone in it."""
    return any(zone in name for zone in words("organs.zones-of-cities")) and bool(codes(f"{name[:length]}市"))


def region_of(name: str, context: str = "") -> str | None:
    """The province of an issuer's *name*; *context* (the running text) decides between places of one name."""
    for lead in words("units.before"):
        name = name.removeprefix(lead)
    if name in words("organs.central"):
        return None
    above = next((body for body in words("organs.vertical") if name.startswith(body)), "")
    name = name.removeprefix(above)
    if name.endswith(_CUSTOMS) or (above and not leading_divisions(name)[0]):
        name = at_level(name, "市") or name  # 杭州海关, 绍兴监管分局
    for word, known in pairs("organs.provinces-of").items():
        if word in name:
            return known
    places, _ = leading_divisions(name)
    candidates: list[str] = []
    for place in places:
        found = list(codes(place))
        candidates = [
            code for code in found if not candidates or any(_holds(outer, code) for outer in candidates)
        ] or found
    provinces = list(dict.fromkeys(filter(None, map(province, candidates))))
    if len(provinces) == 1:
        return provinces[0]
    for named in _provinces_in(context):
        if not provinces or named in provinces:
            return named
    for candidate in candidates:
        parent = city(candidate)
        if parent and parent in context:
            return province(candidate)
    short = [found for found in provinces if found[:2] in context]
    return short[0] if len(short) == 1 else None


def _holds(outer: str, inner: str) -> bool:
    return inner.startswith(outer.rstrip("0") if outer.endswith("0") else outer)
