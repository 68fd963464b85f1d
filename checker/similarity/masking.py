"""What two texts may have in common by right, taken out: years and numbers, names of units and places, cited titles.

Each character keeps its place, so that what is found in the masked text can be quoted from the text as published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from checker.document.regions import leading_divisions
from checker.text.lazy_re import lazy

GONE = "\0"
"""Stands for a character that does not count."""
NUMBER = "0"
"""Stands for any number, whatever its length; what is left of its characters is :data:`GONE`."""
LEVEL = "市"
"""Stands for the level of a place or unit: 全县 is 全区 in the text of another."""
LEVELS = "省市州盟县区旗镇乡局委厅"

NUMERALS = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两"

_TITLE = lazy(r"《[^《》\n]{1,80}》")
_NUMBER = lazy(rf"[{NUMERALS}][{NUMERALS}.,．，]*")
_LEAST_NAME = 2
_ENDINGS = ("人民政府", "街道办事处", "管理委员会", "政府", "办事处")


def unnamed(text: str, names: Sequence[str] = ()) -> str:
    """*text*, no character longer or shorter, with cited titles and *names* (longest first) taken out."""
    for name in names:
        if name in text:
            text = text.replace(name, GONE * len(name))
    return _TITLE.sub(lambda match: GONE * len(match.group()), text) if "《" in text else text


def masked(text: str, names: Sequence[str] = ()) -> str:
    """The same with each number made one character."""
    return _NUMBER.sub(lambda match: NUMBER + GONE * (len(match.group()) - 1), unnamed(text, names))


def own_names(names: Iterable[str | None]) -> tuple[str, ...]:
    """What a text may call its own unit and place by, longest first: the *names* of units and regions, and their parts.

    Of ``某市某区教育局`` also ``某市``, ``某区`` and ``教育局``, where the places are known ones.
    """
    found = {part for name in dict.fromkeys(names) if name for part in _parts(name)}
    return tuple(sorted((name for name in found if len(name) >= _LEAST_NAME), key=lambda name: (-len(name), name)))


def bare_name(name: str) -> str:
    """Return the name of a unit without what a government is called after its place: 某县 of 某县人民政府."""
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)


@lru_cache(1024)  # regions and units come again
def _parts(name: str) -> frozenset[str]:
    divisions, end = leading_divisions(name)
    short = [division[:-1] for division in divisions]
    bare = [name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)]
    return frozenset((name, *divisions, *short, name[end:], *bare))
