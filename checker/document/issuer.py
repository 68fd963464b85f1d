"""The issuing body by its full name, from the title, the signature, the page's record, or the running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.document.furniture import ORGAN
from checker.text.span import Span
from checker.document.regions import city, codes, leading_divisions, name_of

if TYPE_CHECKING:
    from checker.document.title import Title

_UNIT = rf"[\u4e00-\u9fff]{{2,24}}?{ORGAN}(?:[\u4e00-\u9fff]{{1,6}}分局)?"
_JOINT = re.compile(r"中共[\u4e00-\u9fff]{2,16}委员会[ 、](?=[\u4e00-\u9fff])")
_IN_TITLE = re.compile(rf"(?:中共[\u4e00-\u9fff]{{2,16}}委员会[ 、])?(?P<unit>[\u4e00-\u9fff]{{2,30}}?)(?= ?(?:关于|(?:19|20)\d\d|[二一][零〇一二三四五六七八九]{{3}}年|法治政府|推进|年度))")
_RECORD = re.compile(rf"(?:发文机关|发布机构|发文单位|发布单位|信息来源|文章来源|来源|作者)[ \]】]*[:]? *\n? *(?P<unit>{_UNIT})(?![\u4e00-\u9fff])")
_SUBJECT = re.compile(
    rf"(?:^|[\n。,;:]|年度?,?|以来,?|现将|[《〈“(] ?(?:20\d\d年度?)?) *(?P<unit>[\u4e00-\u9fff]{{2,12}}?[省市县区州盟旗镇乡](?:[\u4e00-\u9fff]{{2,16}}?{ORGAN}|道办事处)?)",
    re.M,
)
_OWN = re.compile(r"^(?:我|本|全|各|该|县|市|区|省|一)(?=[省市县区局委厅镇乡街])")
_SHORT_ENDINGS = {"卫生健康委": "员会", "发展改革委": "员会", "国资委": "", "街道": "办事处", "镇": "人民政府", "乡": "人民政府"}
_GOVERNMENT = re.compile(r"[省市县区州盟旗]$")
_SHORT_GOVERNMENT = re.compile(r"(?<=[省市县区])政府(?=$)")


class Issuer(NamedTuple):
    """The name of the issuing body in full, and where the words stand that give it."""

    name: str
    span: Span


def find_issuer(text: str, title: Title | None, signature: Span | None, start: int) -> Issuer | None:
    """The issuer of the folded *text* of a report whose first heading stands at offset *start*."""
    found = _from_title(text, title) or _from_signature(text, signature) or _from_opening(text, start)
    if found is None or len(found.name) < 3:
        found = _from_record(text, start) or _from_names(text) or found
    return _in_full(text, found) if found else None


def _from_title(text: str, title: Title | None) -> Issuer | None:
    if title is None or not title.has_unit:
        return None
    match = _IN_TITLE.match(title.name)
    if match is None:
        match = re.match(r"(?:20\d\d年度?)(?P<unit>[\u4e00-\u9fff]{2,30}?)(?=法治政府|推进|关于)", title.name)
    if match is None:
        return None
    name = re.sub(r"(?:[,、]|年度?)$", "", match["unit"])
    joint = _JOINT.match(title.name)
    if joint:
        name = f"{joint.group()[:-1]}、{name}"
    return Issuer(name, title.span) if len(name) >= 2 else None


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
    for match in _SUBJECT.finditer(text, 0, min(len(text), start + 400)):
        issuer = _named(text, match)
        if issuer is None:
            continue
        if re.search(rf"{ORGAN}$", issuer.name):
            return issuer
        best = best or issuer
    return best


def _from_names(text: str) -> Issuer | None:
    """The unit that the names of its own documents begin with (``《某市某局学法计划》``), the most frequent one."""
    counts: dict[str, list[Span]] = {}
    for match in _SUBJECT.finditer(text):
        issuer = _named(text, match)
        if issuer is not None and re.search(rf"{ORGAN}$", issuer.name):
            counts.setdefault(issuer.name, []).append(issuer.span)
    if not counts:
        return None
    name = max(counts, key=lambda unit: (len(counts[unit]), -counts[unit][0].start))
    return Issuer(name, counts[name][0])


def _named(text: str, match: re.Match[str]) -> Issuer | None:
    name = match["unit"]
    if _OWN.match(name) or not leading_divisions(name)[0]:
        if not re.fullmatch(r"[\u4e00-\u9fff]{2,6}(?:镇|乡|街道办事处)(?:人民政府)?", name) or _OWN.match(name):
            return None
        if name.endswith(("乡镇", "各镇", "城乡")):
            return None
    return Issuer(name, Span(*match.span("unit")))


def _in_full(text: str, found: Issuer) -> Issuer:
    name = found.name
    for short, rest in _SHORT_ENDINGS.items():
        if name.endswith(short):
            name += rest
    name = _SHORT_GOVERNMENT.sub("人民政府", name)
    if _GOVERNMENT.search(name):
        name = _with_city(name) + "人民政府"
    return Issuer(_longer(text, name), found.span)


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
        for width in (12, 9, 8, 7, 6, 5, 4, 3):
            lead = text[max(0, at - width) : at]
            divisions, end = leading_divisions(lead)
            if len(lead) == width and divisions and end == width and width + len(name) > len(best):
                best = lead + name
        at = text.find(name, at + 1)
    return best
