"""The body whose report it is, from the title, the signature, the opening, its own papers, or the record of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.document.boilerplate import ORGAN, find_tail, is_page_furniture, names_organ
from checker.document.organs import (
    INSIDE_NAMES,
    Name,
    government,
    in_full,
    is_organ,
    is_township,
    letters_at,
    name_at,
    names_at,
    own_name_at,
    short_name_at,
)
from checker.document.regions import at_level, bare_place, codes, is_nationwide, leading_divisions, region_of
from checker.document.title import Title, units_above, without_party
from checker.records import NamedTuple
from checker.text.lazy_re import MULTILINE, lazy
from checker.text.numerals import HAN, WRITTEN_YEAR
from checker.text.span import Span, lines_between
from checker.words import alternatives, pairs, words

_UNIT = rf"(?:«organs.central»|[^\W\d_]{{2,24}}?(?:{INSIDE_NAMES}[^\W\d_]{{2,24}}?)?{ORGAN}(?:[^\W\d_]{{1,6}}«organs.branches»)?)"
_YEAR = rf"(?:(?:19|20)\d\d|{WRITTEN_YEAR})"
_PARTY = (
    r"«organs.party-heads»(?:[^\W\d_]{2,16}«organs.committees-of-party»[ 、](?=[^\W\d_])"
    r"|[^\W\d_]{2,16}?«organs.committees-of-party»(?=[^\W\d_]{2,16}?(?<!«organs.no-government»)«organs.governments»))"
)
"""The committee before its government, on a line of its own, or with nothing between them."""
_ADVANCING = r"(?!«opening.no-verbs»)«titles.advances»(?![^\W\d_]{2,24}«organs.offices-of-commissions»)"
_JOINT = lazy(_PARTY)
_BESIDE = lazy(r"(?P<first>[^\W\d_]{4,30})[ 、](?=[^\W\d_]{4})")
"""Another unit that reports together with the one that follows."""
_IN_TITLE = lazy(
    rf"(?:{_PARTY})?(?P<unit>[^\W\d_]{{2,30}}?(?:{INSIDE_NAMES}[^\W\d_]{{2,24}}?)??(?:\d{{1,3}}«organs.corps»[^\W\d_]{{0,12}}?)?)"
    rf"(?= ?(?:\([^()\n]{{1,20}}\) ?)?(?:«titles.about-work»|{_YEAR}年?|{_ADVANCING}|年度|年?\Z))"
)
_AFTER_YEAR = lazy(
    rf"(?:20\d\d年度?)(?P<unit>(?:(?![一二三四五六七八九十]年)[^\W\d_]){{2,30}}?(?:{INSIDE_NAMES}[^\W\d_]{{2,24}}?)?)(?={_ADVANCING}|«titles.about-work»|\Z)"
)
_AFTER_YEAR_INSIDE = lazy(
    rf"(?:20\d\d年度?)(?P<unit>(?:(?![一二三四五六七八九十]年)[^\W\d_]){{2,30}}?)(?=(?<!人民)«titles.subjects»|{_ADVANCING}|«titles.about-work»)"
)
"""For a genre whose name begins with the year: the unit stands inside it."""
_BELOW = lazy(r"[ 》#*]*\n[ \n#*|(]*(?P<unit>[^\W\d_][^\n:。()]{2,40}?)[ )#*|]*(?=\n)")
_GUIDED = lazy(r"[^,。;!?\n在]{2,40}?«opening.guided»[^,。;!?\n在]{0,8}下(?=[,。;\n])")
"""A clause about those above: 在市委的坚强领导下，省某厅的正确指导下."""
_TAG = lazy(r"^【[^】]{1,12}】")
_RECORD = lazy(
    rf"(?:«page.source-labels»|^ *«page.signed-units»(?= ?:))[ \]】|]{{0,8}}:? {{0,8}}\n? {{0,8}}(?P<unit>{_UNIT})(?![^\W\d_])",
    MULTILINE,
)
_COMMISSION = lazy(
    r"«opening.commissioned»(?P<unit>(?:(?P<level>«organs.levels»)|[^\W\d_]{2,16}?)«organs.government»)"
    r",?«opening.commissions»"
)
_CLAUSE = lazy(r"[^。,;!?\n]+")
_TIME = lazy(
    rf"[ \"“#*|]*(?:(?:{_YEAR} ?年«opening.of-year»?|«opening.times»|«opening.leads-in»|«organs.party-heads»(?!«organs.central-party»)) ?)*"
)
_BY = lazy(rf"«opening.by»[^\W\d_]{{0,4}}[《〈“] ?(?:{_YEAR}年度?)?$")
_PAPER = lazy(rf"[《〈“] ?(?:{_YEAR}年度?)?(?=[^\W\d_]{{2}})")
_SENTENCE = lazy(rf"[。;\n(] ?(?:{_YEAR}年度?,?)?(?=[^\W\d_]{{2}})")
_INSIDE = lazy(r"«opening.before-towns»(?=[^\W\d_]{2})")
"""Where a township may be named inside a sentence; a bureau names others there."""
_PLACE = r"(?:^|[\n。,;:、《〈“(和在]|20\d\d年度?) *(?P<place>[^\W\d_]{{2,12}}?{level})"
_NO_LEVEL = lazy(r"«organs.no-levels»")
_SHORTEST = 3
_NEAR = 1500
_BEFORE_PAPER = 16
_WITHOUT_HEADING = 600
_ADDRESSED = 60
"""A line of up to so many characters that ends with a colon tells to whom a letter goes."""
_LONGEST_PLACE = 6
_ENUMERATED = lazy(r"(?:、|«opening.and»)(?=[^\W\d_]{4})")
_OF_A_BUREAU = lazy(r"(?<=[^\W\d_]{3}«organs.bureaus»)«organs.offices»$")
"""A bureau's own office signs for it; a committee's or a government's is a body by itself."""
_AND = lazy(r"、|«opening.and»")
_BODY_OF_PLACE = lazy(r"«organs.governments»$")
_OWN_KIND = (
    "(?P<kind>«organs.own-kinds»|«organs.own-regions»|«organs.own-in-doubt»(?!«organs.no-own»))(?!«organs.not-own»)"
)
_OWN = lazy(rf"«opening.own»{_OWN_KIND}")
_KIND = lazy(rf"«opening.we»{_OWN_KIND}")
_WHOLE = lazy(r"«opening.whole»(?P<kind>«organs.own-regions»|«organs.townships»)(?!«organs.no-levels»)")
_LOOSE_END = lazy(r"(?:[,、]|年度?)$")
"""What joins the name of a unit to the rest of a title."""
_ALONE = lazy(r"(?P<kind>«opening.alone»)(?=«opening.beside-alone»|«opening.verbs»)")
"""What a unit calls itself: 我局; 街道 stands alone, too, at the head of a clause."""
_BEFORE_CLAUSE = ("", "\n", ",", "。", ";")
_LEADERS = lazy(
    rf"(?:^|[,。;、年]|[{HAN}]是)"
    r"(?P<kind>«organs.levels»?(?:«units.functions»|«units.short»|«units.former»)?«organs.with-leaders»|«organs.townships»"
    r"|«organs.levels»«organs.committees-for-short»(?:、|«opening.and»)?«organs.levels»?«organs.governments»)(?=«opening.leaders»)",
    MULTILINE,
)
"""Where a unit speaks of its leaders and not of itself: 局党组, 区教育局党组, 县委、县政府主要领导."""
_UNLEVELLED = lazy(
    r"«opening.praised»(?P<praised>[^\W\d_]{2,4}?)(?=«opening.praised-on»|[^\w]|$)|«opening.said-in»(?P<visited>[^\W\d_]{2,3}?)«opening.said-of»"
)
"""A place that goes without its level: 法治某某, 在某某考察."""


class _Opening(NamedTuple):
    """What the opening says of whoever reports: a name in full, the first one by its level alone."""

    named: Name | None
    short: Name | None


def find_issuer(text: str, title: Title | None, signature: Span | None, start: int) -> Name | None:
    """Return the issuer of the folded *text* of a report whose first heading stands at offset *start*."""
    found = _from_title(text, title) or _below_title(text, title) or _from_signature(text, signature)
    is_whose = found is not None and leading_divisions(found.name)[1] > 0
    kind = None if found and title and is_whose and len(found.name) >= _SHORTEST else _own_kind(text)
    if found is None or (found.name[-1:] in words("organs.division-ends") and not title):
        found = _from_opening(text, title, start, kind) or found
    elif not is_whose and (bare := _from_opening(text, title, start, kind)):
        # 经济开发区 in the title, 某某经济开发区 in the opening
        found = bare if bare.name.endswith(found.name) else found
    found = found or _subject_of_title(title) or _from_commission(text, start)
    if found is None or len(found.name) < _SHORTEST:
        found = _from_record(text, start, kind) or _from_papers(text, kind) or found
    return Name(in_full(text, found.name), found.span) if found else None


def own_word(text: str, title: Title | None, start: int) -> str | None:
    """Return what a unit whose name is not told calls itself: 局, 镇, 市政府.

    A bureau also speaks of 我市, a city of no 我局; the subject of the opening counts where the text says no 我.
    """
    kinds = _own_kinds(text)
    own = _most_used([kind for kind in kinds if kind not in words("organs.own-regions")] or kinds)
    if own is None:
        short = _opening(text, title, start, None).short
        own = (
            f"{short.level or ''}{short.name}"
            if short
            else _most_used([match["kind"] for match in _WHOLE.finditer(text, 0, start)])
            or _most_used([match["kind"] for match in _LEADERS.finditer(text)])
        )
    return own


def _from_title(text: str, title: Title | None) -> Name | None:
    if title is None or not title.has_unit:
        return None
    together = units_above(text, title.pieces)
    if len(together) > 1:
        return Name("、".join(together), title.span)
    bare = _TAG.sub("", title.name)
    end = title.named_at - (len(title.name) - len(bare))
    joint, beside = _JOINT.match(bare), _BESIDE.match(bare, 0, end)
    if beside and (
        joint or not (is_organ(beside["first"]) or leading_divisions(beside["first"])[1] == beside.end("first"))
    ):
        beside = None
    match = (
        _IN_TITLE.match(bare, beside.end() if beside else 0, end)
        or _AFTER_YEAR.match(bare, 0, end)
        or _AFTER_YEAR_INSIDE.match(bare)
    )
    if match is None:
        return None
    name = _LOOSE_END.sub("", match["unit"])
    if joint:
        name = f"{joint.group().rstrip(' 、')}、{name}"
    elif beside and not beside["first"].endswith(words("organs.governments")):
        name = f"{beside['first']}、{name}"
    if len(name) < 2 or _is_no_name(name) or name.endswith(words("titles.no-units")):
        return None
    return Name(_place_above(text, title.span.start, name) + name, title.span)


def _is_no_name(name: str) -> bool:
    """Return whether words begin like no name in a title (全县, 我局), though they are no known place and no town (全椒县)."""
    is_town = is_township(name) and not name.startswith((*words("opening.anybodys"), *words("titles.about-work")))
    return name.startswith(words("opening.no-heads")) and not (is_town or leading_divisions(name)[1])


def _below_title(text: str, title: Title | None) -> Name | None:
    """Return the body that a line right below the title names and nothing else."""
    match = _BELOW.match(text, title.span.end) if title else None
    if match is None or not names_organ(match["unit"]) or _is_no_name(match["unit"]):
        return None
    return Name(match["unit"].replace(" ", ""), Span(*match.span("unit")))


def _place_above(text: str, at: int, name: str) -> str:
    """Return the line before offset *at* where it is a place, or the body of an office, and the *name* lacks one."""
    line = text[:at].rstrip().rpartition("\n")[2].strip(" #*|")
    lacking = is_organ(name) and not leading_divisions(name)[1] and name[:1] not in words("organs.division-ends")
    is_whose = leading_divisions(line)[1] == len(line) or (name in words("organs.offices") and names_organ(line))
    return line if line and lacking and is_whose else ""


def _subject_of_title(title: Title | None) -> Name | None:
    """Return what a title without a unit before it is about (关于某县2024年度……情况的报告, 【某县】2024年度……)."""
    leads = (*words("titles.about-work"), "【", "(")
    at = next((len(lead) for lead in leads if title and title.name.startswith(lead)), 0)
    if title is None or not at:
        return None
    name = name_at(title.name, at)
    if name is not None and name.span.end <= title.named_at:
        return Name(name.name, title.span)
    match = _IN_TITLE.match(title.name, at, title.named_at)
    is_unit = match is not None and is_organ(match["unit"]) and not _is_no_name(match["unit"])
    return Name(match["unit"], title.span) if match and is_unit else None


def _from_signature(text: str, signature: Span | None) -> Name | None:
    if signature is None:
        return None
    name = text[signature.start : signature.end].replace(" ", "")
    for seal in words("organs.seals"):
        name = name.removesuffix(seal)
    name = _OF_A_BUREAU.sub("", name)
    return None if _is_no_name(name) else Name(name, signature)


def find_sender(text: str, front: Sequence[Span]) -> Name | None:
    """Return who signs the letter that stands at one of the stretches before a report (*front*) of a folded *text*."""
    for stretch in front:
        signature = find_tail(text[: stretch.end]).signature
        if signature is not None and signature.start >= stretch.start and (found := _from_signature(text, signature)):
            return Name(in_full(text, found.name), found.span)
    return None


def _from_opening(text: str, title: Title | None, start: int, kind: str | None) -> Name | None:
    """Return the subject of the opening; where that is a short name, with the place that the text gives."""
    named, short = _opening(text, title, start, kind)
    if named is not None or short is None or short.level is None:
        return named
    if short.name == government():
        return _of_level(text, short)
    called = _AND.sub("", f"{short.level}{short.name}")
    full = next((found for found in _paper_names(text, None) if _AND.sub("", found.name).endswith(called)), None)
    place = _division_named(text, short.level or f"(?:{alternatives('organs.levels-of-provinces')})")
    name = full.name if full else (place or short.level) + short.name
    return Name(name, short.span)


def _of_level(text: str, short: Name) -> Name | None:
    """Return the government of that level which the text's own papers, or its sentences, name and no other.

    A province is the one that the text names most.
    """
    if short.level in words("organs.levels-of-provinces"):
        place = _division_named(text, short.level or "")
        return Name(place, short.span) if place else None
    for sentences in (False, True):
        places = {found.name for found in _paper_names(text, short.level, sentences=sentences)}
        if len(places) == 1:
            return Name(places.pop(), short.span)
    return None


def _opening(text: str, title: Title | None, start: int, kind: str | None) -> _Opening:
    """Look through the clauses before the first heading: the first body that is the subject of one reports.

    What the text calls its unit (*kind*: 我局) decides whether a name can be that of the unit.
    """
    begin = title.span.end if title is not None and title.span.end < start else 0
    end = start if start > begin else min(len(text), begin + _WITHOUT_HEADING)
    short = kindred = bare = own = None
    of_place = kind in words("organs.own-regions")  # a bureau speaks of 我市 as well, but not as its subject
    for clause in _clause_starts(text, begin, end):
        if _OWN.match(text, clause):
            of_place = False
            continue
        if _GUIDED.match(text, clause):
            continue
        name = name_at(text, clause)
        if (
            name is not None
            and is_organ(name.name)
            and (head := text[clause - 2 : clause]) in words("organs.party-heads")
        ):
            name = Name(f"{head}{name.name}", Span(clause - len(head), name.span.end))
        if name is not None and is_organ(name.name):
            name = _with_others(text, name)
        if name is not None and (short is None or _same(name, short)):
            if _is_kind(name.name, kind) or (of_place and is_organ(name.name) and f"{kind}" in name.name[:-2]):
                return _Opening(name, short)
            if kind in words("organs.kindred-kinds") and name.name.endswith(words("organs.kindred-ends")):
                kindred = kindred or name  # it calls itself 我局 in the words of another's report
        elif short is None:
            found = own_name_at(text, clause)
            own = own or (found if found and _is_kind(found.name, kind) else None)
            short = short_name_at(text, clause)
            if short is not None and short.level is None:
                bare, short = bare or short, None  # 教育局 may be anybody's: a name that follows is surer
            elif short is not None and short.name == government() and not (kind is None or of_place):
                short = None  # 县政府 is not what calls itself 我局
    return _Opening(None if short else kindred or own, short or bare)


def _with_others(text: str, name: Name) -> Name:
    """Return a name with those that follow it in an enumeration, each with its place: they report together."""
    while joined := _ENUMERATED.match(text, name.span.end):
        other = name_at(text, joined.end())
        if other is None or not is_organ(other.name) or other.name[:2] != without_party(name.name)[:2]:
            break
        name = Name(f"{name.name}、{other.name}", Span(name.span.start, other.span.end))
    return name


def _clause_starts(text: str, begin: int, end: int) -> Iterator[int]:
    """Yield where the clauses between two offsets begin, what tells a time passed over; no lines of a page or address."""
    for start, stop in lines_between(text, begin, end):
        line = text[start:stop].strip()
        if not is_page_furniture(line) and not _is_address(line):
            for clause in _CLAUSE.finditer(text, start, min(stop, end)):
                time = _TIME.match(text, clause.start(), clause.end())
                at = time.end() if time else clause.start()
                is_former = text[at - 1 : at] in words("opening.former")
                is_place = is_former and leading_divisions(text[at - 1 : at + _LONGEST_PLACE])[1]
                yield at - 1 if is_place else at  # 原阳县, and not what was 阳县


def _is_address(line: str) -> bool:
    """Return whether a line tells to whom a letter goes (省委、省政府:)."""
    return line.endswith(":") and len(line) <= _ADDRESSED and not any(word in line for word in words("titles.leads-on"))


def _same(name: Name, short: Name) -> bool:
    """Return whether a full name may be that of the body which *short* names by its level."""
    if short.name == government():
        return name.name.endswith((short.level or "", *(f"{short.level}{one}" for one in words("organs.government"))))
    return name.name.endswith(short.name)


def _from_record(text: str, start: int, kind: str | None) -> Name | None:
    match = _RECORD.search(text, 0, start)
    is_own = match is not None and _is_kind(match["unit"], kind)
    return Name(match["unit"], Span(*match.span("unit"))) if match and is_own else None


def _from_commission(text: str, start: int) -> Name | None:
    """Return the government in whose name somebody reports: 受市人民政府委托."""
    match = _COMMISSION.search(text, 0, start)
    if match is None:
        return None
    place = _division_named(text, match["level"]) if match["level"] else None
    name = f"{place}{government()}" if place else match["unit"]
    return Name(name, Span(*match.span("unit")))


def _division_named(text: str, level: str) -> str | None:
    """Return the division of that level which the text names most, at the beginning of words or else in a sentence."""
    import re

    found = [match["place"] for match in re.finditer(_PLACE.format(level=level), text, re.M)]
    known = [place for place in found if leading_divisions(place)[1] == len(place)]
    if not known:
        found = [match["praised"] or match["visited"] for match in _UNLEVELLED.finditer(text)]
        known = [place for word in found if (place := at_level(word, level))]
    if not known:
        ends = [match.end() for match in re.finditer(level, text[:_NEAR]) if not _NO_LEVEL.match(text, match.end())]
        known = [text[end - width : end] for end in ends for width in range(_LONGEST_PLACE, 2, -1) if end >= width]
        known = [place for place in known if codes(place)]
    return _most_used(known)


def _from_papers(text: str, kind: str | None) -> Name | None:
    """Return the unit that the names of its own papers begin with (《某市某局学法计划》), the most frequent one.

    Where only sentences name units, and two as often, it is none of them.
    """
    counts: dict[str, list[Span]] = {}
    own = kind in words("organs.own-regions")  # a government acts by its own plans, a bureau by those of others
    for name in _paper_names(text, kind, sentences=True):
        if not own and _BY.search(text, max(0, name.span.start - _BEFORE_PAPER), name.span.start):
            continue
        if kind or (_may_own_papers(name.name) and is_organ(name.name)):
            counts.setdefault(name.name, []).append(name.span)
    ranked = sorted(counts, key=lambda unit: (-len(counts[unit]), counts[unit][0].start))
    if len(ranked) > 1 and len(counts[ranked[0]]) == len(counts[ranked[1]]) and not any(_paper_names(text, kind)):
        return None
    return Name(ranked[0], counts[ranked[0]][0]) if ranked else None


def _is_central(name: str) -> bool:
    """Return whether a *name* is that of a body of the State itself, and of none that it has at a place."""
    return name in words("organs.central") or (is_nationwide(name) and region_of(name) is None)


def _may_own_papers(name: str) -> bool:
    """Return whether *name* is no school or company that is led by a place without its level: somebody learnt there."""
    is_school = name.endswith((*words("organs.self-named"), *words("organs.schools")))
    return leading_divisions(name)[1] > 0 or not is_school or bare_place(name) is None


def _paper_names(text: str, kind: str | None, *, sentences: bool = False) -> Iterator[Name]:
    """Yield the names of bodies of that kind at the beginning of what stands between marks, and of *sentences*."""
    inside = (_INSIDE,) if kind in words("organs.townships") else ()
    ends = () if kind in words("organs.governments") else _ends_of_kind(kind)
    for pattern in (_PAPER, _SENTENCE, *inside) if sentences else (_PAPER,):
        for match in pattern.finditer(text):
            letters = letters_at(text, match.end())
            if ends and ends[0] not in letters and ends[1] not in letters:
                continue
            found = [
                name for name in names_at(text, match.end()) if _is_kind(name.name, kind) and not _is_central(name.name)
            ]
            if found:  # before a year the whole word is the name
                yield next((name for name in found if text[name.span.end : name.span.end + 1].isdigit()), found[0])


def _own_kind(text: str) -> str | None:
    """Return what the text calls its own unit (我局, 我市): the word it uses most, of equals the first.

    A word that any unit uses of itself (我单位) tells nothing of its name.
    """
    return _most_used([kind for kind in _own_kinds(text) if kind not in words("organs.any-kinds")])


def _own_kinds(text: str) -> list[str]:
    alone = [
        match["kind"] for match in _ALONE.finditer(text) if text[match.start() - 1 : match.start()] in _BEFORE_CLAUSE
    ]
    return [match["kind"] for match in _KIND.finditer(text)] + alone


def _most_used(listed: list[str]) -> str | None:
    """Return the word that is there most often, of equals the first."""
    counts = Counter(listed)
    return max(counts, key=counts.__getitem__, default=None)


def _ends_of_kind(kind: str | None) -> tuple[str, ...]:
    """Return what the name of a unit that calls itself so may end with; empty where that is anything."""
    return () if kind is None else (kind, pairs("organs.kinds-in-full").get(kind, kind))


def _is_kind(name: str, kind: str | None) -> bool:
    """Return whether a unit of this name calls itself so: a bureau 我局, a city 我市; None says nothing."""
    if kind is None:
        return True
    bare = _BODY_OF_PLACE.sub("", name)
    if kind in words("organs.governments"):
        return name != bare
    return bare.endswith(_ends_of_kind(kind))
