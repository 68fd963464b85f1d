"""Last year's report: what it planned and what it owned up to, for this year's report to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from checker.document.parts import items_of, part_view
from checker.document.report import Report
from checker.document.sentences import sentences
from checker.presentation.escape import one_line
from checker.rulebook.model import Pack
from checker.text.lazy_re import lazy

MOST = 15
"""So many items of a part are taken up; more is no list that somebody answers one by one."""
LONGEST = 60
"""An item is known by so many code points of its first sentence."""

_NUMBER = lazy(
    r"^[ #*>-]{0,8}(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]{1,3}(?=是)是|第[一二三四五六七八九十]{1,3}[,，、])[ *]{0,4}"
)
_END = "。.；;，,：: "


class Earlier(NamedTuple):
    """An earlier report: the year that it is about, where it shows it, and the items of its parts by their ids."""

    year: int | None
    items: Mapping[str, tuple[str, ...]]


def earlier_from(report: Report, pack: Pack) -> Earlier:
    """What *report* says in the parts that another part of the next report has to answer."""
    names = {name for entry in pack.parts.values() for name in entry.get("outline", {}).get("follows", ())}
    items = {name: tuple(_items(report, name)) for name in pack.parts if name in names}
    return Earlier(report.year.value if report.year else None, items)


def _items(report: Report, part: str) -> list[str]:
    if part_view(report, part).how == "absent":
        return []
    told: dict[str, None] = {}
    for item in items_of(report, part):
        first = sentences(report.text, *item)
        words = one_line(report.quote(first[0] if first else item)).replace("【", "〔").replace("】", "〕")
        words = _NUMBER.sub("", words).strip(_END)
        if len(words) > LONGEST:
            words = words[:LONGEST].rstrip(_END) + "……"
        if words:
            told.setdefault(words)
    return list(told)[:MOST]
