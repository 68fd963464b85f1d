"""Which unit of the roster a report is from.

A wrong match is worse than none: a report that could be from two units is from neither until somebody has looked.  What
the report says of its issuer counts first, then its title, then the names of its file and folders.  Places must agree:
某市教育局 is not 某市某区教育局, whatever the file is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.audit.model import Match, Unit
from checker.audit.names import GOVERNMENT, Name, cleaned, is_renamed, is_zone, parse, places_of
from checker.audit.said_names import (
    Candidate,
    ancestors,
    folder_words,
    joint_names,
    places_of_folders,
    said_names,
    title_names,
)
from checker.document.regions import codes, province
from checker.words import words as listed

SURE = 0.75
"""A match below this is doubtful: it is shown, and does not count."""

_EXACT, _CANONICAL, _KINDRED, _RENAMED, _FOLDER, _UNPLACED, _NEAR = 1.0, 0.95, 0.85, 0.8, 0.9, 0.8, 0.6
_BY_FILE = {"file-name": 0.95, "folder": 0.94}
"""A file's name was given by anybody, a folder's perhaps for other files."""
_DOUBT = 0.5
_ABBREVIATED = 0.85
_CLEAR = 0.04
"""By so much the best unit must be better than the next."""
_LEAST_NEAR = 7
_TELLING = frozenset("一二三四五六七八九十0123456789东西南北中上下前后新老内外省市县区州镇乡村街局委厅")
"""Characters that are never a slip between two names."""


_LEVELS = frozenset("省市县区州旗盟")


class Matched(NamedTuple):
    """Matches that count, and such as somebody should look at, in the reports' order.

    Of the first a report has one at most, of the others as many as there are units that give it together.
    """

    sure: tuple[Match, ...]
    doubtful: tuple[Match, ...]


def match(units: Iterable[Unit], candidates: Iterable[Candidate]) -> list[Match]:
    """The matches that count, at most one for each report."""
    return list(match_all(units, candidates).sure)


def match_all(units: Iterable[Unit] | Roster, candidates: Iterable[Candidate]) -> Matched:
    """All matches; a unit may have several reports."""
    roster = units if isinstance(units, Roster) else Roster(units)
    said = [(roster.matches(candidate), roster.contradiction(candidate)) for candidate in candidates]
    below = _units_below(one for matches, _ in said for one in matches)
    found: list[Match] = []
    for matches, other in said:
        if other is not None and len(matches) == 1 and not _is_of_an_office(other, below, matches[0].unit):
            found += [one._replace(sure=min(one.sure, _DOUBT)) for one in (matches[0], other)]
        else:
            found += matches
    found = [
        one._replace(sure=min(one.sure, _DOUBT)) if one.by == "folder" and _is_of_an_office(one, below) else one
        for one in found
    ]
    found = list(_of_one_place(roster, found))
    sure = tuple(one for one in found if one.sure >= SURE)
    return Matched(sure, tuple(one for one in found if one.sure < SURE))


def _units_below(found: Iterable[Match]) -> dict[str, set[str]]:
    """Return for each folder the units that files in it name, by what is not the name of a folder."""
    below: dict[str, set[str]] = {}
    for one in found:
        if one.by != "folder":
            for folder in ancestors(one.report):
                below.setdefault(folder, set()).add(one.unit)
    return below


def _is_of_an_office(one: Match, below: Mapping[str, set[str]], own: str | None = None) -> bool:
    """Tell whether the folder that names a unit is that of an office which collects reports: others' lie in it."""
    folder = next((folder for folder in ancestors(one.report) if folder_words(folder) == one.words), "")
    return one.by == "folder" and bool(below.get(folder, set()) - {one.unit, own})


def _of_one_place(roster: Roster, found: list[Match]) -> Iterator[Match]:
    """Matches with units that the roster gives no place, or its level alone: such a roster is of one place of each level.

    Where the roster says of most of its units where they are, that is the place, else that of most of its reports, else
    the one that the roster names at all.  A report of another place, or any where no place has most, is doubtful.
    """
    levels = [roster.level(one.unit) for one in found]
    places = [None if level is None else _place_of(one) for one, level in zip(found, levels, strict=True)]
    homes = {
        level: roster.home(level)
        or _most(Counter(p for p, at in zip(places, levels, strict=True) if p and at == level))
        or roster.home(level, among_named=True)
        for level in {level for level in levels if level is not None}
    }
    others = {home for level, home in homes.items() if level and home}
    if "" in homes and len(others) == 1 and roster.home("") is None:  # 高新区管委会 among 市教育局, 市财政局
        homes[""] = others.pop()
    for one, place, level in zip(found, places, levels, strict=True):
        home = homes.get(level or "")
        stray = place is not None and not (home is not None and _is_one_place(place, home))
        yield one._replace(sure=min(one.sure, _DOUBT)) if stray else one


def _most(counts: Counter[str]) -> str | None:
    """The place that more than half of all name."""
    place, most = counts.most_common(1)[0] if counts else (None, 0)
    return place if 2 * most > counts.total() else None


def _place_of(one: Match) -> str | None:
    """The place that a report names with its unit, else the county or district after which its folder is named."""
    name = parse(one.words)
    places = () if name is None else name.places[:-1] if is_zone(name.place) else name.places
    if places and len(places[-1]) > 1:
        return places[-1]
    folders = places_of_folders(one.report)
    if not folders or any(code.endswith("00") for code in codes(folders[-1])):  # a city holds places
        return None
    return folders[-1]


class _KnownUnit(NamedTuple):
    """A unit with one of its names: taken apart, the places of its region put before those of the name."""

    unit: Unit
    name: Name


class _SaidName(NamedTuple):
    """A name that a report bears: from what, the words, taken apart, and the places of its folders."""

    by: str
    words: str
    name: Name
    folders: tuple[str, ...]


class Roster:
    """The units that must report, ready to be found by what reports say."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)
        self._verbatim: dict[str, list[Unit]] = {}
        self._by_function: dict[str, dict[str, list[_KnownUnit]]] = {}
        self._names: dict[str, Name] = {}
        self._by_first: dict[str, list[str]] = {}
        for unit in self._units:
            region = places_of(cleaned(unit.region))[0] if unit.region else ()
            for words in (unit.name, *unit.aliases):
                self._verbatim.setdefault(cleaned(words), []).append(unit)
            for name in _parsed(unit):
                placed = name._replace(places=_together(region, name.places))
                self._names.setdefault(unit.name, placed)
                for function in placed.functions:
                    by_place = self._by_function.setdefault(function, {})
                    by_place.setdefault(_stem(placed), []).append(_KnownUnit(unit, placed))
        for function in self._by_function:
            self._by_first.setdefault(function[:1], []).append(function)

    def matches(self, candidate: Candidate) -> list[Match]:
        """Return the match of *candidate*, if there is one.

        For a report that several units give, one with each, in doubt.
        """
        joint = self._joint(candidate)
        if joint:
            return joint
        found = self.match(candidate)
        return [] if found is None else [found]

    def contradiction(self, candidate: Candidate) -> Match | None:
        """Return the match by file or folder with another unit than that which the text, or the file, names for certain.

        A folder or file that is called by a place alone says nothing against a unit there.
        """
        found = self.match(candidate)
        if found is None or found.sure < SURE or found.by == "folder":
            return None
        folders = places_of_folders(candidate.path)
        for by, words in said_names(candidate):
            if by == "folder" or (by == "file-name" and found.by != by):
                other = self._found(by, words, folders, candidate)
                name = parse(words)
                if other is None or other.sure < SURE or (name and name.organ == GOVERNMENT and "政府" not in words):
                    continue
                return other if other.unit != found.unit else None
        return None

    def _joint(self, candidate: Candidate) -> list[Match]:
        """The units that give a report together, as its title or its issuer names them; none where it is one.

        A government does not report with a body of its own: it is where the title stands, or leads the body.
        """
        folders = places_of_folders(candidate.path)
        for by, words in (("title", title_names(candidate, blanks=True)), ("issuer", candidate.issuer or "")):
            parts = list(joint_names(words))
            whole = self._found(by, words, folders, candidate) if len(parts) > 1 else None
            if len(parts) < 2 or (whole is not None and whole.sure >= SURE):
                continue
            found: dict[str, Match] = {}
            for part in parts:
                one = self._found(by, part, folders, candidate)
                if one is not None and one.sure >= SURE:
                    found.setdefault(one.unit, one)
            bodies = [one for one in found.values() if (name := parse(one.words)) and name.organ != GOVERNMENT]
            if len(bodies) > 1:
                return [one._replace(sure=_DOUBT) for one in bodies]
        return []

    def match(self, candidate: Candidate) -> Match | None:
        """The unit that *candidate* is from, or may be from (then it is not sure); ``None`` where none is like it."""
        folders = places_of_folders(candidate.path)
        best: Match | None = None
        issuer: Name | None = None
        filed: Name | None = None
        for by, words in said_names(candidate):
            found = self._found(by, words, folders, candidate)
            if found is not None and found.by != "issuer" and issuer is not None:
                found = self._held_against(found, issuer)
            if found is not None and found.by == "folder" and filed is not None:
                found = self._held_against(found, filed)
            if found is not None and (best is None or found.sure > best.sure):
                best = found
                if best.sure >= SURE:
                    return best
            if by == "issuer" and issuer is None:
                issuer = parse(words)
            if by == "file-name" and filed is None:
                filed = parse(words)
        return best

    def home(self, level: str, *, among_named: bool = False) -> str | None:
        """The place of most units, where the roster says it of most; with a *level* of those that are of that level.

        Of a roster that hardly says it, *among_named* takes the place of most that do: it may be that of a single unit
        (the county-level city among the counties), or no place at all.
        """
        known = [name.places if level else name.places[-1:] for name in self._names.values()]
        of_level = [places for places in known if not level or any(place.endswith(level) for place in places)]
        counts = Counter(place for places in of_level for place in places if len(place) > 1 and place.endswith(level))
        place, most = counts.most_common(1)[0] if counts else (None, 0)
        return place if 2 * most > (counts.total() if among_named else len(of_level)) else None

    def level(self, unit: str) -> str | None:
        """The level of a unit of which the roster does not say where it is, ``""`` for none; ``None`` where it does."""
        name = self._names.get(unit)
        if name is not None and len(name.places) == 1 and is_zone(name.place):
            return ""
        return None if name is None or len(name.place or "") > 1 else name.place or ""

    def may_be(self, unit: Unit, first: Name | None) -> bool:
        """Tell whether a file that bears a name (:func:`name_on`) of no unit of the roster may be of *unit* all the same.

        One that names another place, or a body that has no character of its function in common with the unit, is not.
        """
        own = self._names.get(unit.name)
        if first is None or own is None:
            return True
        home = own.place if len(own.place or "") > 1 else self.home(own.place or "")
        if home and len(first.place or "") > 1 and home not in first.places and not is_renamed(home, first.place or ""):
            return False
        if GOVERNMENT in (first.organ, own.organ):
            return first.organ == own.organ
        return bool(set("".join(own.functions)) & set("".join(first.functions)))

    def _found(self, by: str, words: str, folders: tuple[str, ...], candidate: Candidate) -> Match | None:
        """The best unit for a name, if one is better than all others."""
        weight = _BY_FILE.get(by, 1.0)
        verbatim = self._verbatim.get(cleaned(words), [])
        name = parse(words)
        if len(verbatim) == 1 and (name is None or name.places or self._only_one(name, verbatim[0])):
            unplaced = name is None or not name.places
            if not unplaced or self._agree(verbatim[0], folders):
                return Match(candidate.path, verbatim[0].name, by, words, _EXACT * weight)
        if name is None:
            return None
        said = _SaidName(by, words, name, folders)
        graded: dict[str, float] = {}
        for known in self._of_function(name):
            sure = _likeness(said, known, candidate)
            if sure:
                graded[known.unit.name] = max(graded.get(known.unit.name, 0.0), sure)
        if not graded:
            return self._abbreviated(said, candidate, weight) or self._near(said, candidate, weight)
        ranked = sorted(graded.items(), key=lambda item: (-item[1], item[0]))
        unit, sure = ranked[0]
        if len(ranked) > 1 and ranked[1][1] > sure - _CLEAR:
            return None  # two units fit
        return Match(candidate.path, unit, by, words, round(sure * weight, 3))

    def _only_one(self, name: Name, unit: Unit) -> bool:
        """Whether no other unit could be meant by a name without a place."""
        return all(known.unit == unit for known in self._of_function(name) if _same_body(name, known.name))

    def _agree(self, unit: Unit, folders: tuple[str, ...]) -> bool:
        """Whether folders named after places do not speak against a unit."""
        name = self._names.get(unit.name)
        places = name.places if name else ()
        return not folders or not places or folders[-1] in places or places[-1] in folders

    def _of_function(self, name: Name) -> Iterator[_KnownUnit]:
        """The units of a function at places that may be meant: of the same stem, or any where one side names none."""
        seen: set[int] = set()
        stem = _stem(name)
        for function in name.functions:
            by_place = self._by_function.get(function, {})
            stems = dict.fromkeys((stem, "")) if stem else by_place
            for known in (known for one in stems for known in by_place.get(one, ())):
                if id(known) not in seen:
                    seen.add(id(known))
                    yield known

    def _held_against(self, found: Match, issuer: Name) -> Match | None:
        """A match by title or file, where the text (of a folder, the file) names another: place, or function."""
        name = self._names.get(found.unit)
        if name is None:
            return found
        mine, places = issuer.places, name.places
        if mine and len(mine[-1]) > 1 and places:
            level = len(places[-1]) == 1 and mine[-1].endswith(places[-1])
            same = level or _is_one_place(mine[-1], places[-1])
            if not same and (mine[-1] not in places or _same_body(issuer, name)):
                return None
        return found if _same_body(issuer, name) else found._replace(sure=min(found.sure, _NEAR))

    def _abbreviated(self, said: _SaidName, candidate: Candidate, weight: float) -> Match | None:
        """A unit of the same place whose function is a short form that no list has (文旅 of 文化旅游广电体育), or the other way."""
        graded: dict[str, float] = {}
        own = said.name.functions[0]
        for function in self._by_first.get(own[:1], ()):
            if _is_abbreviation(function, own) or _is_abbreviation(own, function):
                for known in (one for units in self._by_function[function].values() for one in units):
                    kindred = set(listed("units.kindred"))
                    same = said.name.organ == known.name.organ or {said.name.organ, known.name.organ} <= kindred
                    sure = _place(said, known, candidate) if same else 0.0
                    if sure:
                        graded[known.unit.name] = max(graded.get(known.unit.name, 0.0), min(sure, _ABBREVIATED))
        if len(graded) != 1:
            return None
        unit, sure = graded.popitem()
        return Match(candidate.path, unit, said.by, said.words, round(sure * weight, 3))

    def _near(self, said: _SaidName, candidate: Candidate, weight: float) -> Match | None:
        """A unit of the same place whose name differs by one slip: always doubtful."""
        function = said.name.functions[0]
        if len(function) < _LEAST_NEAR - 1 or not said.name.places:
            return None
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        close = extract(function, list(self._by_function), scorer=Levenshtein.distance, score_cutoff=1, limit=5)
        units = {
            known.unit.name
            for other, _, _ in close
            if _is_slip(function, other)
            for known in self._by_function[other].get(_stem(said.name), ())
            if known.name.organ == said.name.organ and known.name.place == said.name.place
        }
        if len(units) != 1:
            return None
        return Match(candidate.path, units.pop(), said.by, said.words, round(_NEAR * weight, 3))


def _parsed(unit: Unit) -> Iterator[Name]:
    """The names of a unit taken apart, its own first; of a joint name (某县农业农村局、乡村振兴局) also each part."""
    for words in (unit.name, *unit.aliases):
        first = words.split("、")[0]
        outer, _ = places_of(cleaned(first))
        for part in dict.fromkeys((words if "、" not in words else first, *words.split("、"))):
            name = parse(part)
            if name is not None:
                yield name._replace(places=name.places or outer)


def _is_abbreviation(short: str, full: str) -> bool:
    """Tell whether a function of two to four characters is made of the first ones of the words of another.

    What both begin with may go before: 公安局交警 of 公安局交通警察.
    """
    same = next((at for at, (one, other) in enumerate(zip(short, full, strict=False)) if one != other), len(short))
    return any(_are_first_ones(short[at:], full[at:]) for at in {0, max(same - 1, 0)})


def _are_first_ones(short: str, full: str) -> bool:
    if not 2 <= len(short) <= 4 or len(full) < 2 * len(short) or short[0] != full[0] or short in full:
        return False
    rest = iter(full)
    return short not in listed("units.functions") and all(char in rest for char in short)


def _stem(name: Name) -> str:
    """The narrowest place without its level, which a reform may change; empty where there is none."""
    return _bare(name.places[-1]) if name.places else ""


def _bare(place: str) -> str:
    return place[:-1] if place[-1:] in _LEVELS else place


def _is_one_place(one: str, other: str) -> bool:
    """Tell whether two names are of one place: the same, before and after a reform, or one of them without its level."""
    if one == other or is_renamed(one, other):
        return True
    return (one[-1:] in _LEVELS) != (other[-1:] in _LEVELS) and _bare(one) == _bare(other)


def _is_slip(one: str, other: str) -> bool:
    """Whether two names that differ by one character do not differ in one that tells units apart."""
    rest = list(other)
    for char in one:
        if char in rest:
            rest.remove(char)
    missing = list(one)
    for char in other:
        if char in missing:
            missing.remove(char)
    return not _TELLING & {*rest, *missing}


def _together(outer: Sequence[str], inner: Sequence[str]) -> tuple[str, ...]:
    """The places of a region before those of a name, each once."""
    return tuple(dict.fromkeys((*(place for place in outer if place not in inner), *inner)))


def _likeness(said: _SaidName, known: _KnownUnit, candidate: Candidate) -> float:
    """How sure it is that a name means a unit; 0: it does not."""
    body = _body(said.name, known.name)
    return body and min(body, _place(said, known, candidate))


def _same_body(one: Name, other: Name) -> bool:
    return _body(one, other) > 0


def _body(one: Name, other: Name) -> float:
    """How sure it is that two names have the same function and organ, places aside."""
    if not set(one.functions) & set(other.functions):
        return 0.0
    full = _EXACT if one.functions[0] == other.functions[0] else _CANONICAL
    if one.organ == other.organ:
        return full
    return _KINDRED if {one.organ, other.organ} <= set(listed("units.kindred")) else 0.0


def _place(said: _SaidName, known: _KnownUnit, candidate: Candidate) -> float:
    """How sure it is that two names are of the same place."""
    mine, theirs = said.name.places, known.name.places
    if mine and len(mine[-1]) == 1:  # only its level: 市教育局
        if not theirs or not theirs[-1].endswith(mine[-1]):
            return 0.0
        mine = ()
    if theirs and len(theirs[-1]) == 1:  # the roster calls it 市教育局
        if mine and not mine[-1].endswith(theirs[-1]):
            return 0.0
        return _UNPLACED
    if mine and theirs:
        return _between_places(mine, theirs, candidate.region)
    if mine or not said.folders or not theirs or said.folders[-1] in theirs[:-1]:
        return _UNPLACED  # the roster, or the report, is of one place and does not name it
    return _FOLDER if theirs[-1] in said.folders else _DOUBT


def _between_places(mine: Sequence[str], theirs: Sequence[str], region: str | None) -> float:
    """How sure it is that names with these places are of one; *region* is the province of the first, if known."""
    if not _outer_agree(mine, theirs):
        return 0.0
    if mine[-1] == theirs[-1] or (_is_one_place(mine[-1], theirs[-1]) and not is_renamed(mine[-1], theirs[-1])):
        if not _same_province(theirs, region):
            return 0.0
        return _FOLDER if len(mine) == 1 < len(theirs) and len(codes(mine[-1])) > 1 else _EXACT
    if is_renamed(mine[-1], theirs[-1]):
        known = codes(mine[-1]) or codes(theirs[-1])
        return (_RENAMED if known else _NEAR) if _same_province(theirs, region) else 0.0
    return 0.0


def _outer_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the places around two places of one name can be the same: each named by one only, or by both."""
    outer, others = one[:-1], other[:-1]
    if not outer or not others:
        return True
    if {*map(_bare, outer)} & {*map(_bare, others)}:
        return True
    if any(place == _bare(place) for place in (*outer, *others)):
        return False  # of one it is not known of what level it is
    same_level = {place[-1] for place in outer} & {place[-1] for place in others}
    return not same_level


def _same_province(places: Sequence[str], region: str | None) -> bool:
    """Whether a report of *region* can be from such a place, where both are known."""
    if region is None or region in places:
        return True
    known = [{province(code) for code in codes(place)} for place in places if codes(place)]
    return not known or region in set.intersection(*known)
