"""The names of the bodies that file reports, as running text has them: where one ends, and how it reads in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from checker.document.regions import (
    bare_place,
    city,
    codes,
    is_nationwide,
    known_places,
    leading_divisions,
    most_named,
    name_of_division,
    whole_name,
)
from checker.records import NamedTuple
from checker.text.lazy_re import lazy
from checker.text.numerals import HAN
from checker.text.span import Span, occurrences
from checker.words import by_character, pairs, when_extended, words

_LONGEST = 40
INSIDE_NAMES = r"(?:-|\([^\W\d_]{2,8}\)|1[12]\d{1,3}(?![\d年]))"
"""What no letter is and stands inside a name: 某某经开区(某区)管理委员会, 12345热线服务中心."""
_LETTERS = lazy(
    rf"(?:«organs.of-the-state»\([^\W\d_]{{2,4}}\))?[^\W\d_]{{2,{_LONGEST}}}(?:{INSIDE_NAMES}[^\W\d_]{{2,24}})?"
)
_VERB = lazy(r"(?!«opening.no-verbs»)«opening.verbs»")
_FOLLOWS = lazy(r"«opening.verbs»|«opening.follows»|[-(\d]")
_COUNTS = f"[{HAN}百千万两双]"
_SLOGAN = lazy(rf"{_COUNTS}«opening.in-slogans»(?:{_COUNTS}|«opening.behind-slogans»)")
"""百县千镇, 十镇百村: counts, and no place."""
_CENTRAL = lazy(r"«organs.central»")
_CALLED_BY_PLACE = lazy(
    r"(?!«organs.customs»)[^\W\d_]{2,6}«organs.customs»|(?!«organs.no-arbitration»)[^\W\d_]{2,4}«organs.arbitration»"
)
"""Bodies that are a name with any place, in no list, before them: a customs house, an arbitration commission."""
_TOWNSHIP = lazy(r"[^\W\d_]{2,7}«organs.townships»(?:«organs.governments»)?")
_ZONE = lazy(r"«organs.zones»区(?:«organs.governments»)?$")
_ZONE_COMMITTEE = lazy(r"[^\W\d_]{2}«organs.zones-by-committee»«organs.zone-committees»$")
_FREE_TRADE_ZONE = lazy(r"«organs.of-the-state»\(")
_DOUBLED = lazy(r"(?P<level>«organs.levels»)(?P=level)$")
_PARTY = lazy(r"(?P<place>[^\W\d_]{2,12}?)«organs.party»$")
_AND_GOVERNMENT = lazy(
    r"(?:(?:[、,]|«opening.and») ?[^\W\d_]{0,12}?|[ ])?(?:«organs.levels»|«organs.townships»)?«organs.governments»"
)
_SHORT = lazy(
    r"(?:«organs.levels»«organs.committees-for-short»(?:、|«opening.and»)?(?=«organs.levels»))?"
    r"(?P<level>«organs.levels»|«organs.townships»)(?:(?=«organs.after-levels»)|(?!«organs.no-levels»))"
)
_KNOWN = lazy(r"(?:«units.functions»|«units.short»|«units.former»)«organs.with-leaders»")
_OWN_NAME = lazy(
    r"(?:«units.bare-zones»«organs.governments»?|[^\W\d_]{2,3}«organs.streets»)(?=«opening.verbs»|«opening.follows»)"
)
_OFTEN = 3
"""So often a text names its own street; a street of shops it names once."""
_SHORTEST = 3
_LAST_LETTERS = lazy(r"(?:[^\W\d_](?<!年))+$")
_LONGEST_LEAD = 16  # characters of the places before a name
_LONGEST_PLACE = 4  # characters of a place before its level that no list has
_CUT = lazy(r"«organs.no-ends»")
_REGIMENT_IN_HAN = lazy(rf"[〇零{HAN}百]{{2,4}}«organs.regiments»")
_REGIMENT = lazy(rf"[〇零{HAN}百\d]{{1,4}}«organs.regiments»")


def government() -> str:
    """Return how the government of a place is called in full."""
    return words("organs.government")[0]


def zone_committee() -> str:
    """Return how the committee of a zone is called in full."""
    return words("organs.zone-committees")[0]


class Name(NamedTuple):
    """The name of a body in a text: with its place (``level`` is None), or by its level alone (区教育局: 区, 教育局)."""

    name: str
    span: Span
    level: str | None = None


def letters_at(text: str, at: int) -> str:
    """Return the letters at offset *at* of a folded *text* with which a name that begins there ends at the latest."""
    match = _LETTERS.match(text, at)
    return match.group() if match else ""


def name_at(text: str, at: int) -> Name | None:
    """Return the full name of a body that begins at offset *at* of a folded *text*: the longest that can be told.

    It ends where its letters do, or where words follow that are no part of a name (坚持, 认真, 党组).
    """
    return next(_names_at(text, at, loose=False), None)


def _is_anybodys(word: str, text: str) -> bool:
    """Return whether *word* begins with what no name begins with (全县, 向某镇).

    It does not where that is part of a known place (全椒县), or of a town that *text* never calls without it (向阳街道).
    """
    if not word.startswith(words("opening.no-names")) or leading_divisions(word)[1]:
        return False
    if _REGIMENT_IN_HAN.match(word) or word.startswith(tuple(known_places())):
        return False
    town = _TOWNSHIP.match(word)
    return town is None or not 1 < text.count(town.group()) == text.count(town.group()[1:])


def is_township(name: str) -> bool:
    """Return whether a *name* is that of a township or a street, or of its government."""
    return _TOWNSHIP.fullmatch(name) is not None


def names_at(text: str, at: int) -> Iterator[Name]:
    """Yield the full names that may begin at offset *at*, whatever follows: bodies first, the shortest of them first."""
    return _names_at(text, at, loose=True)


def _names_at(text: str, at: int, *, loose: bool) -> Iterator[Name]:
    word = letters_at(text, at)
    if _endings().keys().isdisjoint(word) or _is_anybodys(word, text) or _SLOGAN.match(word):
        return
    _, known = leading_divisions(word)
    for end in _ends(word, known, loose=loose):
        name = word[:end]
        party = _PARTY.match(name)
        if party and _DOUBLED.search(party["place"]):  # 科左后旗旗委
            party = _PARTY.match(name[: party.end("place") - 1] + name[party.end("place") :])
        if party and _has_party(party["place"]) and not name.startswith(words("organs.above")):
            if _AND_GOVERNMENT.match(text, at + end) or party["place"].endswith(words("organs.townships")):
                yield Name(party["place"], Span(at, at + end))
        elif not name.endswith(words("organs.party-only")) and is_name(name, known):
            yield Name(name, Span(at, at + end))


def short_name_at(text: str, at: int) -> Name | None:
    """Return the name of a body that begins with its level in place of its place: 市政府, 县委、县政府, 区教育局.

    A 厅 is of a province (level ``""``); of what level a body is that says no more than what it does (教育局) is not known.
    """
    match = _SHORT.match(text, at)
    level, start = (match["level"], match.end()) if match else ("", at)
    organ = letters_at(text, start)
    if level and organ.startswith(words("organs.governments")):
        patron = organ[len(next(word for word in words("organs.governments") if organ.startswith(word))) :]
        return None if patron.startswith(words("opening.of-patrons")) else Name(government(), Span(at, start), level)
    ends = (end for end in _ends(organ, 0, loose=False) if end > 2 and is_organ(organ[:end]))
    end = next((end for end in ends if not organ[:end].endswith(words("organs.party-only"))), None)
    if end is None:
        return None
    if not level and not organ.endswith(words("organs.of-provinces"), 0, end):
        return Name(organ[:end], Span(at, start + end)) if _KNOWN.fullmatch(organ[:end]) else None
    return Name(organ[:end], Span(at, start + end), level)


def _ends(word: str, known: int, *, loose: bool) -> list[int]:
    """Return where a name that *word* begins with may end; its first *known* characters are places.

    The longest comes first; where they are *loose*, anything may follow, and the shortest body comes first.
    """
    endings = _endings()
    central = _CENTRAL.match(word)
    ends = [
        end
        for end in range(len(word), 1, -1)
        if word[end - 1] in endings
        and (word.endswith(endings[word[end - 1]], 0, end) or (central and central.end() == end))
        and not word.endswith(words("organs.no-organs"), 0, end)
        and (end == len(word) or (_may_end(word, end) if loose else _FOLLOWS.match(word, end)))
    ]
    verb = _VERB.search(word, known) if ends else None
    ends = [end for end in ends if end <= verb.start()] if verb else ends
    return sorted(ends, key=lambda end: (word[end - 1] in words("organs.division-ends"), end)) if loose else ends


@cache
def _endings() -> Mapping[str, tuple[str, ...]]:
    """Return what names end with, by its last character; a name that is there as a whole may end with one of no ending."""
    lists = ("organs.endings", "organs.levels", "organs.party", "organs.governments")
    endings = by_character(-1, (word for name in lists for word in words(name)))
    return {word[-1]: () for word in words("organs.central")} | endings


@cache
def _ends_of_organs() -> Mapping[str, tuple[str, ...]]:
    """Return what names of bodies end with, by its last character."""
    return by_character(-1, (*words("organs.endings"), *words("organs.central")))


when_extended(_endings.cache_clear)
when_extended(_ends_of_organs.cache_clear)


def _may_end(word: str, end: int) -> bool:
    """Return whether a name may end inside a word: not where that cuts another one (行|动, 委|员)."""
    return not any(cut.start() < end < cut.end() for cut in _CUT.finditer(word, max(0, end - 2), end + 2))


@lru_cache(maxsize=1_000)  # papers and sentences name a unit again and again
def is_name(name: str, known: int) -> bool:
    """Return whether words that end like one are the name of a body; their first *known* characters are known places."""
    above = _above(name)
    if name.startswith(words("organs.vertical")) and name not in words("organs.vertical") and not above:
        return is_organ(name)
    if (
        known == len(name)
        or name in words("organs.central")
        or _CALLED_BY_PLACE.fullmatch(name)
        or _REGIMENT_IN_HAN.fullmatch(name)
    ):
        return True
    if above or is_nationwide(name):
        return bool(above and _is_below(above, name[len(above) :])) or (is_nationwide(name) and is_organ(name))
    if _SLOGAN.search(name) or name.endswith(words("opening.any-places")):
        return False
    if _ZONE.search(name) or _FREE_TRADE_ZONE.match(name) or _ZONE_COMMITTEE.search(name):
        return len(name) >= 4
    return (not known and _is_at_bare_place(name)) or _is_placed(name[:known] if known else _place_in(name), name)


when_extended(is_name.cache_clear)


def _above(name: str) -> str:
    """Return the body that stands at the head of a longer *name* and leads another: a ministry, a division of the Corps."""
    bodies = words("organs.above")
    above = max((one for one in bodies if name.startswith(one)), key=len) if name.startswith(bodies) else ""
    ministry = _CENTRAL.match(name)
    is_led = not above and ministry is not None and ministry.end() < len(name) and _may_end(name, ministry.end())
    return ministry.group() if ministry and is_led else above


def _is_below(above: str, rest: str) -> bool:
    """Return whether *rest* names a body, or a place, of what stands *above* it: 第八师|一二一团, 财政部|某省监管局."""
    _, known = leading_divisions(rest)
    if _REGIMENT.fullmatch(rest) or (known and rest[known:] in words("organs.party")) or is_name(rest, known):
        return True
    of_ministry = above in words("organs.central") and len(rest) > _LONGEST_PLACE
    is_led = of_ministry or above in words("organs.vertical") or rest.startswith(words("organs.wide-areas"))
    return is_organ(rest) and is_led


def _is_at_bare_place(name: str) -> bool:
    """Return whether a name is that of a body at a place without its level (烟台海事局), or at one that is no division."""
    if name.startswith(tuple(known_places())):
        return is_organ(name)
    small = (*words("organs.at-small-places"), government())
    bare = bare_place(name, district=name.endswith(small))
    return bare is not None and len(name) >= bare[1] + 2 and is_organ(name[bare[1] :])


def _is_placed(place: str, name: str) -> bool:
    """Return whether a name that begins with a *place* goes on as that of a body there, or of a place inside it."""
    rest = name[len(place) :]
    if place and rest in words("organs.governments"):
        return True
    if place and len(rest) >= 2 and rest[-1] not in words("organs.division-ends"):
        return is_organ(rest) or bool(_TOWNSHIP.fullmatch(rest))
    return _is_place(rest or name) or bool(_TOWNSHIP.fullmatch(rest or name))


def _place_in(name: str) -> str:
    """Return the place that a name may begin with, one that no list has."""
    ends = (end for end in range(2, len(name) + 1) if name.endswith(words("organs.levels"), 0, end))
    return name[: next((end for end in ends if _is_place(name[:end])), 0)]


def _is_place(name: str, *, by_party: bool = False) -> bool:
    """Return whether a name may be that of a place which no list has; beside its party committee it may be short."""
    if name.endswith(words("opening.any-places")) or _SLOGAN.search(name):
        return False
    if name.endswith(words("organs.townships")):
        return name not in words("organs.townships") and name not in words("opening.bare-towns")
    is_long_enough = (2 if by_party else 3) <= len(name) <= 12
    return (
        is_long_enough
        and name[-1:] in words("organs.division-ends")
        and name[-1:] not in words("organs.levels-of-provinces")
    )


def _has_party(place: str) -> bool:
    """Return whether a Party committee may be that of a *place*: 云南省|委."""
    return _is_place(place, by_party=True) or leading_divisions(place)[1] == len(place)


def own_name_at(text: str, at: int) -> Name | None:
    """Return the name of a body at offset *at* that is called after no place: a zone by its kind, a street, a company."""
    match = _OWN_NAME.match(text, at)
    name = match.group() if match else ""
    may_be_shops = name.endswith(words("organs.streets"))
    is_street = not name.endswith(words("opening.any-places")) and text.count(name) >= _OFTEN
    if match and (is_street or not may_be_shops):
        return Name(name, Span(*match.span()))
    organ = letters_at(text, at)
    if organ.startswith(words("opening.no-names")):
        return None
    end = next((end for end in _ends(organ, 0, loose=False) if organ.endswith(words("organs.self-named"), 0, end)), 0)
    return Name(organ[:end], Span(at, at + end)) if end > _SHORTEST else None


def is_organ(name: str) -> bool:
    """Return whether a name ends like that of a body, and is not only a place."""
    return name.endswith(_ends_of_organs().get(name[-1:], ()))


def is_zone(region: str) -> bool:
    """Return whether a region has a committee and no government: no division, and named like a zone."""
    return bool(_ZONE.search(region)) and leading_divisions(region)[1] < len(region)


def in_full(text: str, name: str) -> str:
    """Return *name* in full: 街道 as 街道办事处, a place as its government, with the places that *text* has before it."""
    for short, full in pairs("organs.short-endings").items():
        if name.endswith(short):
            name = name.removesuffix(short) + full
            break
    for short, full in (*pairs("organs.short-zones").items(), *pairs("organs.short-places").items()):
        name = name.replace(short, full)
    if name.endswith(words("organs.short-governments")):
        name = name.removesuffix(words("organs.government")[-1])
    for level in words("organs.levels-of-provinces"):
        body = name.removeprefix(level)
        province = most_named(text) if body != name and is_organ(body) else None  # 省司法厅
        if province is not None and province.endswith(level):
            name = f"{province}{body}"
    if name[-1:] in words("organs.division-ends"):
        own = next((own for end, own in pairs("organs.governments-of").items() if name.endswith(end)), government())
        name = _with_city(name) + (zone_committee() if is_zone(name) else own)
    return _longer(text, _with_place(text, name))


def _with_place(text: str, name: str) -> str:
    """Return a *name* that begins with its level (县教育局, 街道办事处) with the place that *text* has before it, if one."""
    level = next(
        (one for one in (*words("organs.townships"), *words("organs.division-ends")) if name.startswith(one)), ""
    )
    rest = name.removeprefix(level)
    if (
        not level
        or not is_organ(rest)
        or (level in words("organs.division-ends") and rest in words("organs.governments"))
    ):
        return name
    found: list[str] = []
    for at in occurrences(text, name):
        lead = _LAST_LETTERS.search(text, max(0, at - _LONGEST), at)
        known = (lead.group()[-width:] for width in range(len(lead.group()), 1, -1)) if lead else ()
        place = next((one for one in known if codes(f"{one}{level}")), "")
        word = lead.group() if lead else ""
        if not place and 1 < len(word) <= _LONGEST_PLACE and not _VERB.search(word):
            place = "" if word.startswith(words("opening.no-names")) else word
        found += [place] if place and place[0] not in words("organs.division-ends") else []
    return f"{max(found, key=found.count)}{name}" if found else name


def _with_city(region: str) -> str:
    """Return a district with its city before it, where only one place has that name."""
    found = codes(region)
    outer = city(found[0]) if len(found) == 1 and region.endswith(words("organs.districts")) else None
    return f"{outer}{region}" if outer and outer != region and outer != name_of_division(found[0]) else region


def _longer(text: str, name: str) -> str:
    """Return the longest form of *name* in the text: the same, or its place, with the names of divisions before it."""
    ending = next((one for one in words("organs.governments") if name.endswith(one) and len(name) > len(one) + 1), "")
    bare = name.removesuffix(ending)
    best = ""
    for at in occurrences(text, bare):
        start = max(0, at - _LONGEST_LEAD) if text[at - 1 : at] in words("organs.division-ends") else at
        for lead in (text[first:at] for first in range(start, at - 2)):
            divisions, end = leading_divisions(lead)
            if divisions and end == len(lead) > len(best):
                best = lead
    name = f"{best}{name}"
    for division in leading_divisions(name)[0]:
        whole = whole_name(division)  # 海北州 where the text has 海北藏族自治州 as well
        name = name.replace(division, whole, 1) if whole in text else name
    return name
