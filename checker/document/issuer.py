"""The issuing body by its full name, from the title, the signature, the page's record, or the running text."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from checker.document.boilerplate import ORGAN
from checker.document.regions import city, codes, leading_divisions, name_of
from checker.document.title import Title
from checker.text.lazy_re import lazy
from checker.text.span import Span
from checker.words import pairs, words

_UNIT = rf"[^\W\d_]{{2,24}}?{ORGAN}(?:[^\W\d_]{{1,6}}分局)?"
_JOINT = lazy(r"中共[^\W\d_]{2,16}委员会[ 、](?=[^\W\d_])")
_IN_TITLE = lazy(
    r"(?:中共[^\W\d_]{2,16}委员会[ 、])?(?P<unit>[^\W\d_]{2,30}?)(?= ?(?:\([^()\n]{2,20}\) ?)?(?:关于|(?:19|20)\d\d|[二一][零〇○0Oo一二三四五六七八九]{3}年|推进|年度|\Z))"
)
_AFTER_YEAR = lazy(r"(?:20\d\d年度?)(?P<unit>(?:(?![一二三四五六七八九十]年)[^\W\d_]){2,30}?)(?=推进|关于|\Z)")
_AFTER_YEAR_INSIDE = lazy(
    r"(?:20\d\d年度?)(?P<unit>(?:(?![一二三四五六七八九十]年)[^\W\d_]){2,30}?)(?=法治政府|推进|关于)"
)
"""For a genre whose name begins with the year: the unit stands inside it."""
_TAG = lazy(r"^【[^】]{1,12}】")
_RECORD = lazy(rf"«page.source-labels»[ \]】]{{0,8}}:? {{0,8}}\n? {{0,8}}(?P<unit>{_UNIT})(?![^\W\d_])")
_VERB = "«opening.verbs»"
_NAME = rf"(?:(?!{_VERB})[^\W\d_]){{2,16}}?{ORGAN}"
_CENTRAL = "«organs.central»"
_ORGAN_AT_END = lazy(rf"(?:{ORGAN}|{_CENTRAL})$")
_CENTRAL_WHOLE = lazy(_CENTRAL)
_LEAD = r"(?:^|[\n。,;:]|年度?,?|以来,?|现将|[《〈“(] ?(?:20\d\d年度?)?) *"
_SUBJECT = lazy(
    rf"{_LEAD}(?:原(?={_CENTRAL}))?(?P<unit>{_CENTRAL}(?![^\W\d_]{{0,6}}[局厅])|(?:(?!{_VERB}|年|日|月)[^\W\d_]){{2,12}}?[省市县区州盟旗镇乡街]"
    rf"(?:{_NAME}|道办事处|道(?!路|德))?)",
    re.M,
)
_SHORT = lazy(
    rf"{_LEAD}(?P<level>自治区|[省市县区州盟旗](?!委|级|直|域|属|内))?"
    rf"(?P<organ>(?:(?!{_VERB})[^\W\d_]){{2,16}}?«organs.short-names»)"
    rf"(?=党[组委]|领导班子|法治|依法|(?:19|20)\d\d|{_VERB})",
    re.M,
)
"""The subject of an opening that leaves out the name of its place: 区教育局认真学习, 农业农村厅坚持."""
_COMMISSION = lazy(
    r"(?:受|代表)(?P<unit>(?:(?P<level>自治区|[省市县区州盟旗])|[^\W\d_]{2,16}?)人民政府)(?:的?委托|,?向|,?就)"
)
_PLACE = r"(?:^|[\n。,;:、《〈“(和在]|20\d\d年度?) *(?P<place>[^\W\d_]{{2,12}}?{level})"
_ZONE = lazy(r"«organs.zones»区$")
_NEAR = 1500
_LONGEST_PLACE = 6
_DIVISION_ENDS = frozenset("省市州县区盟旗")
_NO_NAME = frozenset("在关对把为向与全各我本")
"""What no name of a unit begins with."""
_OWN = lazy(r"(?:^|[现就将])(?:我|本|全|各|该|县|市|区|省|一)(?=[省市县区局委厅镇乡街])")
_OF_ANY = lazy(r"[镇村街](?!道?办事处|人民政府)")
"""What shows that the words before it are no name: 偏远乡|镇, 重点镇|村."""
_KIND = lazy(r"我(?P<kind>«organs.own-regions»|«organs.own-kinds»)(?!党组织)")
_ALONE = lazy(rf"(?:^|[,。;])(?P<kind>街道)(?=党工委|办事处|{_VERB})", re.M)
"""What a unit calls itself: 我局; 街道 stands alone, too."""


class Issuer(NamedTuple):
    """The name of the issuing body in full, and where the words stand that give it."""

    name: str
    span: Span


def find_issuer(text: str, title: Title | None, signature: Span | None, start: int) -> Issuer | None:
    """The issuer of the folded *text* of a report whose first heading stands at offset *start*."""
    found = _from_title(title) or _from_signature(text, signature) or _from_opening(text, start)
    if found is None or (found.name[-1:] in _DIVISION_ENDS and not title):
        found = _from_short_name(text, start) or found
    found = found or _from_commission(text, start)
    if found is None or len(found.name) < 3:
        found = _from_record(text, start) or _from_names(text) or found
    return _in_full(text, found) if found else None


def _from_title(title: Title | None) -> Issuer | None:
    if title is None or not title.has_unit:
        return None
    words = _TAG.sub("", title.name)
    end = title.named_at - (len(title.name) - len(words))
    match = _IN_TITLE.match(words, 0, end) or _AFTER_YEAR.match(words, 0, end) or _AFTER_YEAR_INSIDE.match(words)
    if match is None:
        return None
    name = re.sub(r"(?:[,、]|年度?)$", "", match["unit"])
    joint = _JOINT.match(title.name)
    if joint:
        name = f"{joint.group()[:-1]}、{name}"
    return Issuer(name, title.span) if len(name) >= 2 and name[0] not in _NO_NAME else None


def _from_signature(text: str, signature: Span | None) -> Issuer | None:
    if signature is None:
        return None
    name = re.sub(r"\(?盖?章?\)?$", "", text[signature.start : signature.end]).replace(" ", "")
    return Issuer(name, signature)


def _from_record(text: str, start: int) -> Issuer | None:
    match = _RECORD.search(text, 0, start)
    return Issuer(match["unit"], Span(*match.span("unit"))) if match else None


def _from_opening(text: str, start: int) -> Issuer | None:
    """The subject of the opening: a unit whose name begins with a division (``某市某局坚持…``)."""
    best: Issuer | None = None
    kind = _own_kind(text)
    for match in _SUBJECT.finditer(text, 0, min(len(text), start + 400)):
        issuer = _named(match, kind)
        if issuer is None:
            continue
        if _is_organ(issuer.name):
            return issuer
        best = best or issuer
    return best


def _from_short_name(text: str, start: int) -> Issuer | None:
    """The subject of the opening where that is a unit whose place is left out; the place is taken from the text."""
    match = _SHORT.search(text, 0, start)
    if match is None or (match["level"] is None and not match["organ"].endswith("厅")):
        return None
    name = (match["level"] or "") + match["organ"]
    place = _place(text, match["level"] or "(?:省|自治区)")
    span = Span(match.start("level" if match["level"] else "organ"), match.end("organ"))
    return Issuer(place + match["organ"] if place else name, span)


def _from_commission(text: str, start: int) -> Issuer | None:
    """The government in whose name somebody reports: 受市人民政府委托."""
    match = _COMMISSION.search(text, 0, start)
    if match is None:
        return None
    place = _place(text, match["level"]) if match["level"] else None
    name = f"{place}人民政府" if place else match["unit"]
    return Issuer(name, Span(*match.span("unit")))


def _place(text: str, level: str) -> str | None:
    """The division of that level which the text names most, at the beginning of words or else inside a sentence."""
    found = [match["place"] for match in re.finditer(_PLACE.format(level=level), text, re.M)]
    known = [place for place in found if leading_divisions(place)[1] == len(place)]
    if not known:
        ends = [match.end() for match in re.finditer(level, text[:_NEAR])]
        known = [text[end - width : end] for end in ends for width in range(_LONGEST_PLACE, 2, -1) if end >= width]
        known = [place for place in known if codes(place)]
    return _most_used(known)


def _from_names(text: str) -> Issuer | None:
    """The unit that the names of its own documents begin with (``《某市某局学法计划》``), the most frequent one."""
    counts: dict[str, list[Span]] = {}
    kind = _own_kind(text)
    for match in _SUBJECT.finditer(text):
        issuer = _named(match, kind)
        if issuer is not None and (_is_organ(issuer.name) or kind):
            counts.setdefault(issuer.name, []).append(issuer.span)
    if not counts:
        return None
    name = max(counts, key=lambda unit: (len(counts[unit]), -counts[unit][0].start))
    return Issuer(name, counts[name][0])


def _is_organ(name: str) -> bool:
    return bool(_ORGAN_AT_END.search(name))


def _own_kind(text: str) -> str | None:
    """What the text calls its own unit (我局, 我市): the word it uses most, of equals the first; None for neither."""
    return _most_used(_own_kinds(text))


def _own_kinds(text: str) -> list[str]:
    return [match["kind"] for pattern in (_KIND, _ALONE) for match in pattern.finditer(text)]


def own_word(text: str) -> str | None:
    """What a unit whose name is not told calls itself (局, 镇); a bureau also speaks of 我市, a city of no 我局."""
    kinds = _own_kinds(text)
    return _most_used([kind for kind in kinds if kind not in words("organs.own-regions")] or kinds)


def _most_used(words: list[str]) -> str | None:
    """The word that is there most often, of equals the first."""
    return Counter(words).most_common(1)[0][0] if words else None


def _named(match: re.Match[str], kind: str | None) -> Issuer | None:
    name = match["unit"]
    if _OWN.search(name) or name.endswith(words("opening.any-places")):
        return None
    if name.endswith(("乡", "镇", "街")) and _OF_ANY.match(match.string, match.end("unit")):
        return None
    managed = f"{name}管" in match.string or f"{name}党工委" in match.string
    if name.endswith("区") and _ZONE.search(name) and (managed or kind == "区"):
        return Issuer(name, Span(*match.span("unit")))
    township = re.fullmatch(r"[^\W\d_]{2,6}(?:镇|乡|街道办事处|街道)(?:人民政府)?", name)
    if not township and not leading_divisions(name)[0] and not _CENTRAL_WHOLE.fullmatch(name):
        return None
    if kind is not None and not _is_kind(name, kind):
        return None
    return Issuer(name, Span(*match.span("unit")))


def _is_kind(name: str, kind: str) -> bool:
    """Whether a unit of this name calls itself so: a bureau 我局, a city 我市."""
    bare = re.sub(r"(?:人民)?政府$|办事处$", "", name)
    if kind == "区":
        return bare.endswith("区")
    return bare.endswith(kind) or (kind in ("委", "办") and bare.endswith((f"{kind}员会", f"{kind}公室")))


def _in_full(text: str, found: Issuer) -> Issuer:
    name = found.name
    for short, full in pairs("organs.short-endings").items():
        if name.endswith(short):
            name = name.removesuffix(short) + full
            break
    for short, full in pairs("organs.short-zones").items():
        name = name.replace(short, full)
    if name.endswith(words("organs.short-governments")):
        name = name.removesuffix("政府") + "人民政府"
    if name[-1:] in _DIVISION_ENDS:
        name = _with_city(name) + ("管理委员会" if _is_zone(name) else "人民政府")
    return Issuer(_longer(text, name), found.span)


def _is_zone(region: str) -> bool:
    """Whether a region is one that has a committee, no government: no division, and named like a zone."""
    return bool(_ZONE.search(region)) and leading_divisions(region)[1] < len(region)


def _with_city(region: str) -> str:
    """A district with its city before it, where only one place has that name."""
    found = codes(region)
    outer = city(found[0]) if len(found) == 1 and region.endswith("区") else None
    return f"{outer}{region}" if outer and outer != region and outer != name_of(found[0]) else region


def _longer(text: str, name: str) -> str:
    """The longest form of *name* in the text: the same with the names of divisions before it."""
    best = name
    at = text.find(name)
    while at >= 0:
        for width in () if text[at - 1 : at] not in _DIVISION_ENDS else (12, 9, 8, 7, 6, 5, 4, 3):
            lead = text[max(0, at - width) : at]
            divisions, end = leading_divisions(lead)
            if len(lead) == width and divisions and end == width and width + len(name) > len(best):
                best = lead + name
        at = text.find(name, at + 1)
    return best
