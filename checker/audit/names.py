"""The name of a unit taken apart, so that what means the same compares as the same.

``某市某区人民政府市场监管局`` is the places (``某市``, ``某区``), the function ``市场监督管理`` and the organ ``局``.  Short and
former names of functions are data (``abbreviations.csv``), places are those of :mod:`checker.document.regions`; a place
that is not known there is recognised by its last character.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from checker.document.regions import abolished, city, codes, leading_divisions
from checker.text.fold import fold
from checker.text.lazy_re import lazy

_UNKNOWN_DIVISION = lazy(
    r"(?![省市县区州旗盟]|城市|都市|社区|市场|市容|市政|市民|州界)[^\W\d_局委厅院办部镇乡街队所站校会]{1,12}?"
    r"(?:省|自治区|(?<![城都])市(?!场|政|容|民)|州|盟|县|(?<![社小园景库林牧灾山辖])区(?!域)|旗)"
)
_BRACKETS = lazy(r"\([^()]{0,20}\)|\[[^\[\]]{0,20}\]|〔[^〔〕]{0,20}〕|【[^【】]{0,20}】")
_JOINED = lazy(r"[和与及、·暨]")
_ORGANS = (
    "街道办事处", "街道办", "工作委员会", "管理委员会", "委员会", "办公室", "办公厅", "管委会", "分局", "支队", "大队", "总队",
    "中心", "部", "署", "联合社", "社", "馆", "学校", "人民政府", "政府", "街道", "局", "委", "厅", "办", "院", "队", "所", "站", "镇", "乡", "会", "公司", "集团",
)  # fmt: skip
_SAME_ORGAN = {
    "委": "委员会",
    "办": "办公室",
    "街道办": "街道",
    "街道办事处": "街道",
    "管委会": "管理委员会",
    "政府": "人民政府",
}
KINDRED = frozenset({"局", "委员会", "厅", "分局"})
"""One function has one of them at a place; after a reform it may be another."""
_TOWNSHIP = lazy(
    r"(?P<town>[^\W\d_]{1,8}?(?:镇|乡|苏木|街道))(?:党委|党工委)?(?:人民政府|政府|办事处|办|工作委员会|管理委员会)?"
)
_OF_TOWNSHIP = lazy(r"(?:街道|(?:镇|乡)(?:(?:人民)?政府)?$)")
"""What follows a word that is no place by itself but the beginning of a township's name: 城区街道."""
_BRANCH = lazy(r"(?P<function>[^\W\d_]{2,20}?)局(?P<place>[^\W\d_]{1,12})分局")
_ZONES = (
    ("经济技术开发区", "经开区"), ("高新技术产业开发区", "高新区"), ("高新技术开发区", "高新区"), ("高新技术产业园区", "高新区"),
)  # fmt: skip
_LED_FROM_ABOVE = ("国家税务总局", "国家统计局")
_OFFICES = ("府办", "政府办", "政府办公室", "人民政府办公室", "人民政府办公厅", "政府办公厅")
_LEVEL = lazy(r"(?P<level>[省市县区州])(?:直(?=机关))?(?!场|政(?!府)|容|民|域|划|块)(?=[^\W\d_]{2})")
GOVERNMENT = "人民政府"


class Name(NamedTuple):
    """A name of a unit: its places from the widest to the narrowest, its functions, and its organ.

    A short form may stand for several functions; ``exact`` tells that it is given in full.
    A place of one character (``市``) is only a level: 市教育局.
    """

    places: tuple[str, ...]
    functions: tuple[str, ...]
    organ: str
    exact: bool

    @property
    def place(self) -> str | None:
        """The narrowest place."""
        return self.places[-1] if self.places else None


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    text = Path(__file__).with_name("abbreviations.csv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and line[0] != "#":
            short, _, full = line.partition(",")
            found[short] = tuple(dict.fromkeys((*found.get(short, ()), full)))
    return found


def cleaned(name: str) -> str:
    """*name* in one spelling: folded, without blanks and what stands in brackets."""
    name = "".join(_BRACKETS.sub("", fold(name).text).split())
    for full, short in _ZONES:
        name = name.replace(full, short)
    return name


def places_of(name: str) -> tuple[tuple[str, ...], int]:
    """The places that a cleaned *name* begins with, and where they end."""
    found: list[str] = []
    at = 0
    while at < len(name):
        known, length = leading_divisions(name[at:])
        match = None if known and length else _UNKNOWN_DIVISION.match(name, at)
        if match is not None:
            known, length = [match.group()], len(match.group())
        if not known or not length or _OF_TOWNSHIP.match(name, at + length):
            break
        found += known
        at += length
    return tuple(found), at


def parse(name: str) -> Name | None:
    """The parts of *name*, or ``None`` where it names no organ and no place."""
    name = cleaned(name).removeprefix("中共").removeprefix("中国共产党")
    for body in _LED_FROM_ABOVE:
        name = name.removeprefix(body) or name
    places, at = places_of(name)
    rest = name[at:]
    if not rest or rest in ("人民政府", "政府"):
        return Name(places, ("",), GOVERNMENT, exact=True) if places else None
    town = _TOWNSHIP.fullmatch(rest)
    if town:
        return Name(places, (town["town"],), "", exact=True)
    return _body(places, rest)


def _body(places: tuple[str, ...], rest: str) -> Name | None:
    """The parts of a name whose *places* are taken off."""
    if rest in _OFFICES:
        return Name(places, ("政府",), "办公室", exact=rest != "府办")
    level = None if places or _is_short(rest) else _LEVEL.match(rest)
    if level:
        return _body((level["level"],), rest[level.end() :])
    for lead in ("人民政府", "政府", "委"):
        if rest.startswith(lead) and rest[len(lead) :].strip("局委厅办会"):
            rest = rest.removeprefix(lead)
    rest = rest.removesuffix("党组").removesuffix("党委") if len(rest) > 4 else rest
    branch = _BRANCH.fullmatch(rest)
    if branch:
        inner, end = places_of(branch["place"])
        if inner and end == len(branch["place"]):
            places, rest = (*places, *inner), f"{branch['function']}分局"
    organ = next((organ for organ in _ORGANS if rest.endswith(organ)), None)
    if organ is None:
        return None
    function = _JOINED.sub("", rest.removesuffix(organ))
    return _named(places, function, _SAME_ORGAN.get(organ, organ))


def _is_short(rest: str) -> bool:
    """Whether a short form with its organ begins with what looks like a level (市监局)."""
    return any(rest.endswith(organ) and rest.removesuffix(organ) in _short_forms() for organ in _ORGANS)


def _named(places: tuple[str, ...], function: str, organ: str) -> Name:
    longer = _short_forms().get(function, ())
    return Name(places, tuple(dict.fromkeys((function, *longer))), organ, exact=not longer)


def is_renamed(one: str, other: str) -> bool:
    """Whether two names of places can be one place before and after it became a city or a district.

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
        return is_one and {one[-1], other[-1]} <= set("县市区")
    return any(
        city(a) == city(b)
        and "00" not in (a[4:], b[4:])
        and ("区" in (one[-1], other[-1]) or abolished(a, one) != abolished(b, other))
        for a in mine
        for b in others
    )
