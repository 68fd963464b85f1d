"""Which unit of the roster a report is from.

A wrong match is worse than none: a report that could be from two units is from neither until somebody has looked.  What
the report says of its issuer counts first, then its title, then the names of its file and folders.  Places must agree:
某市教育局 is not 某市某区教育局, whatever the file is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.audit.model import Match, Unit
from checker.audit.names import Name, cleaned, is_renamed, is_zone, parse, places_of
from checker.audit.said_names import (
    Candidate,
    ancestors,
    folder_words,
    joint_names,
    places_of_folders,
    said_names,
    title_names,
)
from checker.audit.same_name import (
    AKIN,
    DOUBT,
    EXACT,
    NEAR,
    body_certainty,
    is_abbreviation,
    is_one_place,
    is_slip,
    may_be_one_function,
    place_certainty,
    stem_of,
)
from checker.document.organs import government
from checker.document.regions import codes
from checker.words import words as listed

SURE = 0.75
"""A match below this is doubtful: it is shown, and does not count."""

_BY_FILE = {"file-name": 0.95, "folder": 0.94}
"""A file's name was given by anybody, a folder's perhaps for other files."""
_ABBREVIATED = 0.85
_CLEAR = 0.04
"""By so much the best unit must be better than the next."""
_LEAST_NEAR = 6  # characters of a function that may hold a slip


class Matched(NamedTuple):
    """Matches that count, and such as somebody should look at, in the reports' order.

    Of the first a report has one at most, of the others as many as there are units that give it together.
    """

    sure: tuple[Match, ...]
    doubtful: tuple[Match, ...]


def match_all(units: Iterable[Unit] | UnitIndex, candidates: Iterable[Candidate]) -> Matched:
    """Return all matches; a unit may have several reports."""
    roster = units if isinstance(units, UnitIndex) else UnitIndex(units)
    said = [roster.match_of(candidate) for candidate in candidates]
    below = _units_below(one for matches, _ in said for one in matches)
    found: list[Match] = []
    for matches, other in said:
        if other is not None and len(matches) == 1 and not _is_of_an_office(other, below, matches[0].unit):
            found += map(_in_doubt, (matches[0], other))
        else:
            found += (_in_doubt(one) if _is_of_an_office(one, below) else one for one in matches)
    found = _with_strays_in_doubt(roster, found)
    sure = tuple(one for one in found if one.sure >= SURE)
    have = {one.unit for one in sure}
    # One that has its own report is not asked for what may be its by a merger alone.
    akin = {one for one in found if one.unit in have and DOUBT < one.sure <= AKIN}
    return Matched(sure, tuple(one for one in found if one.sure < SURE and one not in akin))


def _in_doubt(one: Match) -> Match:
    return one._replace(sure=min(one.sure, DOUBT))


def _units_below(found: Iterable[Match]) -> dict[str, set[str]]:
    """Return for each folder the units that files in it name, by what is not the name of a folder."""
    below: dict[str, set[str]] = {}
    for one in found:
        if one.by != "folder":
            for folder in ancestors(one.report):
                below.setdefault(folder, set()).add(one.unit)
    return below


def _is_of_an_office(one: Match, below: Mapping[str, set[str]], own: str | None = None) -> bool:
    """Return whether the folder that names a unit is that of an office which collects reports: others' lie in it."""
    folder = next((folder for folder in ancestors(one.report) if folder_words(folder) == one.words), "")
    return one.by == "folder" and bool(below.get(folder, set()) - {one.unit, own})


def _with_strays_in_doubt(roster: UnitIndex, found: list[Match]) -> list[Match]:
    """Return *found*, in doubt where the roster does not say where a unit is and its report is of another place.

    Such a roster is of one place of each level: that of most of its units, where it says of most where they are, else that
    of most of its reports, else the one that it names at all.  Where there is none, every report of a place is doubtful.
    """
    levels = {one.unit: roster.level(one.unit) for one in found}
    located = [(one, level, _place_of(one)) for one in found if (level := levels[one.unit]) is not None]
    homes = {
        level: roster.home(level)
        or _most(Counter(place for _, other, place in located if place and other == level))
        or roster.home(level, among_named=True)
        for level in {level for _, level, _ in located}
    }
    others = {home for level, home in homes.items() if level and home}
    if "" in homes and len(others) == 1 and roster.home("") is None:  # 高新区管委会 among 市教育局, 市财政局
        homes[""] = others.pop()
    strays = {
        one
        for one, level, place in located
        if place is not None and not ((home := homes[level]) is not None and is_one_place(place, home))
    }
    return [_in_doubt(one) if one in strays else one for one in found]


def _most(counts: Counter[str], among: int | None = None) -> str | None:
    """Return the place that more than half of all name, or more than half of so many."""
    place, most = counts.most_common(1)[0] if counts else (None, 0)
    return place if 2 * most > (counts.total() if among is None else among) else None


def _place_of(one: Match) -> str | None:
    """Return the place that a report names with its unit, else the county or district after which its folder is named."""
    name = parse(one.words)
    places = () if name is None else name.places[:-1] if is_zone(name.narrowest) else name.places
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
    """A name that a report bears: from what, the words, and taken apart (``None``: they name no unit)."""

    by: str
    words: str
    name: Name | None


class _Report(NamedTuple):
    """What a report says of whose it is: the names that it bears, the surest first, and the places of its folders."""

    path: str
    region: str | None
    folders: tuple[str, ...]
    names: tuple[_SaidName, ...]


class UnitIndex:
    """The units that must report, ready to be found by what reports say."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = tuple(units)
        self._verbatim: dict[str, list[Unit]] = {}
        self._by_function: dict[str, dict[str, list[_KnownUnit]]] = {}
        self._by_later: dict[str, dict[str, list[_KnownUnit]]] = {}
        self._names: dict[str, Name] = {}
        self._by_first: dict[str, list[str]] = {}
        for unit in self._units:
            region = places_of(cleaned(unit.region))[0] if unit.region else ()
            for words in dict.fromkeys(map(cleaned, (unit.name, *unit.aliases))):
                self._verbatim.setdefault(words, []).append(unit)
            for name in _parsed(unit):
                outer = (place for place in region if place not in name.places)
                placed = name._replace(places=tuple(dict.fromkeys((*outer, *name.places))))
                self._names.setdefault(unit.name, placed)
                later = (*placed.later, *placed.merged)
                for index, functions in ((self._by_function, placed.functions), (self._by_later, later)):
                    for function in functions:
                        index.setdefault(function, {}).setdefault(stem_of(placed), []).append(_KnownUnit(unit, placed))
        for function in self._by_function:
            self._by_first.setdefault(function[:1], []).append(function)

    def match_of(self, candidate: Candidate) -> tuple[list[Match], Match | None]:
        """Return the match of *candidate*, if there is one, and the match by its file or folder that contradicts it.

        Of a report that several units give, one with each, in doubt.
        """
        names = tuple(_SaidName(by, words, parse(words)) for by, words in said_names(candidate))
        report = _Report(candidate.path, candidate.region, places_of_folders(candidate.path), names)
        found = self._best(report)
        joint = self._joint(report, candidate)
        return joint or ([found] if found else []), found and self._contradiction(report, found)

    def _best(self, report: _Report) -> Match | None:
        """Return the unit that a report is from, or may be from (then it is not sure); ``None`` where none is like it."""
        best: Match | None = None
        issuer: Name | None = None
        filed: Name | None = None
        for said in report.names:
            found = self._found(report, said)
            for known in (None if said.by == "issuer" else issuer, filed if said.by == "folder" else None):
                if found is not None and known is not None:
                    found = self._held_against(found, known)
            if found is not None and (best is None or found.sure > best.sure):
                best = found
                if best.sure >= SURE:
                    return best
            if said.by == "issuer":
                issuer = issuer or said.name
            elif said.by == "file-name":
                filed = filed or said.name
        return best

    def _contradiction(self, report: _Report, found: Match) -> Match | None:
        """Return the match by file or folder with another unit than that which the text, or the file, names for certain.

        A folder or file that is called by a place alone says nothing against a unit there.
        """
        if found.sure < SURE or found.by == "folder":
            return None
        for said in report.names:
            if said.by == "folder" or (said.by == "file-name" and found.by != said.by):
                other = self._found(report, said)
                place_alone = (
                    said.name and said.name.functions == ("",) and not said.words.endswith(listed("units.seats"))
                )
                if other is not None and other.sure >= SURE and not place_alone:
                    return other if other.unit != found.unit else None
        return None

    def _joint(self, report: _Report, candidate: Candidate) -> list[Match]:
        """Return the units that give a report together, as its title or its issuer names them; none where it is one.

        A government does not report with a body of its own: it is where the title stands, or leads the body.
        """
        for by, words in (("title", title_names(candidate, blanks=True)), ("issuer", candidate.issuer or "")):
            parts = list(joint_names(words))
            whole = self._found(report, _SaidName(by, words, parse(words))) if len(parts) > 1 else None
            if len(parts) < 2 or (whole is not None and whole.sure >= SURE):
                continue
            found = (self._found(report, _SaidName(by, part, parse(part))) for part in parts)
            sure = {one.unit: one for one in found if one is not None and one.sure >= SURE}
            bodies = [one for one in sure.values() if (name := parse(one.words)) and name.organ != government()]
            if len(bodies) > 1:
                return [one._replace(sure=DOUBT) for one in bodies]
        return []

    def home(self, level: str, *, among_named: bool = False) -> str | None:
        """Return the place of most units, where the roster says it of most; with a *level* of those that are of that level.

        Of a roster that hardly says it, *among_named* takes the place of most that do: it may be that of a single unit
        (the county-level city among the counties), or no place at all.
        """
        known = [name.places if level else name.places[-1:] for name in self._names.values()]
        of_level = [places for places in known if not level or any(place.endswith(level) for place in places)]
        counts = Counter(place for places in of_level for place in places if len(place) > 1 and place.endswith(level))
        return _most(counts, None if among_named else len(of_level))

    def level(self, unit: str) -> str | None:
        """Return the level of a unit of which the roster does not say where it is, ``""`` for none; ``None`` where it does."""
        name = self._names.get(unit)
        if name is not None and len(name.places) == 1 and is_zone(name.narrowest):
            return ""
        return None if name is None or len(name.narrowest or "") > 1 else name.narrowest or ""

    def may_be(self, unit: Unit, first: Name | None) -> bool:
        """Return whether a file that bears a name of no unit of the roster may be of *unit* all the same.

        The name is one that :func:`checker.audit.said_names.name_on` returns.  One of another place is not, nor one of
        another well-known function; of others, functions must have half of their characters in common, what any department
        is called (管理, 中心) aside.
        """
        own = self._names.get(unit.name)
        if first is None or own is None:
            return True
        home = own.narrowest if len(own.narrowest or "") > 1 else self.home(own.narrowest or "")
        if (
            home
            and len(first.narrowest or "") > 1
            and home not in first.places
            and not is_renamed(home, first.narrowest or "")
        ):
            return False
        return may_be_one_function(own, first)

    def _found(self, report: _Report, said: _SaidName) -> Match | None:
        """Return the best unit for a name, if one is better than all others."""
        weight = _BY_FILE.get(said.by, 1.0)
        verbatim = self._verbatim.get(cleaned(said.words), [])
        name = said.name
        if len(verbatim) == 1 and (
            (name is not None and name.places)
            or (
                (name is None or self._is_only_one(name, verbatim[0])) and self._may_lie_in(verbatim[0], report.folders)
            )
        ):
            return Match(report.path, verbatim[0].name, said.by, said.words, EXACT * weight)
        if name is None:
            return None
        best: Match | None = None
        for grade in (self._of_function, self._abbreviated, self._near):
            graded: dict[str, tuple[float, float]] = {}
            for unit, sure, alike in grade(name, report):
                graded[unit] = max(graded.get(unit, (0.0, 0.0)), (sure, alike))
            ranked = sorted(graded, key=lambda unit: (-graded[unit][0], -graded[unit][1], unit))
            if len(ranked) > 1:
                first, second = graded[ranked[0]], graded[ranked[1]]
                # The best unit is so by its place, or of two at one place (国动办, 人防办) by what it does.
                is_clear = any(other <= own - _CLEAR for own, other in zip(first, second, strict=True))
                if grade != self._of_function or not is_clear:
                    return best  # two units fit
            if ranked:
                sure = graded[ranked[0]][0]
                found = Match(report.path, ranked[0], said.by, said.words, round(sure * weight, 3))
                best = found if best is None or found.sure > best.sure else best
                if best.sure >= SURE:  # what a merger alone may have made of it is not the last word
                    break
        return best

    def _is_only_one(self, name: Name, unit: Unit) -> bool:
        """Return whether no other unit could be meant by a name without a place."""
        return all(known.unit == unit for known in self._alike(name) if body_certainty(name, known.name))

    def _may_lie_in(self, unit: Unit, folders: tuple[str, ...]) -> bool:
        """Return whether folders named after places do not speak against a unit."""
        name = self._names.get(unit.name)
        if name is None or not name.places or not folders:
            return True
        return folders[-1] in name.places or name.places[-1] in folders

    def _alike(self, name: Name) -> Iterator[_KnownUnit]:
        """Yield the units of a function at places that may be meant: of the same stem, or any where one side names none.

        What a reform may have made of the one or of the other counts.
        """
        seen: set[int] = set()
        stem = stem_of(name)
        reformed = ((self._by_later, one) for one in name.functions)
        since = ((self._by_function, one) for one in (*name.later, *name.merged))
        for index, function in (*((self._by_function, one) for one in name.functions), *reformed, *since):
            by_place = index.get(function, {})
            for known in (known for one in ((stem, "") if stem else by_place) for known in by_place.get(one, ())):
                if id(known) not in seen:
                    seen.add(id(known))
                    yield known

    def _of_function(self, name: Name, report: _Report) -> Iterator[tuple[str, float, float]]:
        """Yield the units with that function and organ, each with how sure it is that they are meant, and how alike what they do is."""
        for known in self._alike(name):
            alike = body_certainty(name, known.name)
            sure = min(alike, place_certainty(name, known.name, report.region, report.folders))
            if sure:
                yield known.unit.name, sure, alike + (_CLEAR if name.organ == known.name.organ else 0.0)

    def _held_against(self, found: Match, issuer: Name) -> Match | None:
        """Return what is left of a match by title or file where the text (for a folder, the file) names another place or function."""
        name = self._names.get(found.unit)
        if name is None:
            return found
        mine, places = issuer.places, name.places
        if mine and len(mine[-1]) > 1 and places:
            level = len(places[-1]) == 1 and mine[-1].endswith(places[-1])
            same = level or is_one_place(mine[-1], places[-1])
            if not same and (mine[-1] not in places or body_certainty(issuer, name)):
                return None
        return found if body_certainty(issuer, name) else found._replace(sure=min(found.sure, NEAR))

    def _abbreviated(self, name: Name, report: _Report) -> Iterator[tuple[str, float, float]]:
        """Yield the units whose function is a short form that no list has (文旅 of 文化旅游广电体育), or the other way."""
        own = name.functions[0]
        for function in self._by_first.get(own[:1], ()):
            if is_abbreviation(function, own) or is_abbreviation(own, function):
                for known in (one for units in self._by_function[function].values() for one in units):
                    same = name.organ == known.name.organ or {name.organ, known.name.organ} <= set(
                        listed("units.kindred")
                    )
                    sure = place_certainty(name, known.name, report.region, report.folders) if same else 0.0
                    if sure:
                        yield known.unit.name, min(sure, _ABBREVIATED), _ABBREVIATED

    def _near(self, name: Name, _report: _Report) -> Iterator[tuple[str, float, float]]:
        """Yield the units of the same place whose name differs by one slip: always doubtful."""
        function = name.functions[0]
        if len(function) < _LEAST_NEAR or not name.places:
            return
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        close = extract(function, list(self._by_function), scorer=Levenshtein.distance, score_cutoff=1, limit=5)
        for other in (other for other, _, _ in close if is_slip(function, other)):
            for known in self._by_function[other].get(stem_of(name), ()):
                if known.name.organ == name.organ and known.name.narrowest == name.narrowest:
                    yield known.unit.name, NEAR, NEAR


def _parsed(unit: Unit) -> Iterator[Name]:
    """Yield the names of a unit taken apart, its own first; of a joint name (某县农业农村局、乡村振兴局) also each part."""
    for words in (unit.name, *unit.aliases):
        first = words.split("、")[0]
        outer, _ = places_of(cleaned(first))
        for part in dict.fromkeys((words if "、" not in words else first, *words.split("、"))):
            name = parse(part)
            if name is not None:
                yield name._replace(places=name.places or outer)
