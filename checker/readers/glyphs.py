"""Characters as fonts and scanners give them, mended to those that were meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from checker.readers.plain import is_common
from checker.words import pairs

# Kangxi radicals, compatibility ideographs, Latin ligatures, punctuation of vertical lines: as Unicode decomposes them.
_FORMS = ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0xFB00, 0xFB07), (0xFE10, 0xFE1A), (0xFE30, 0xFE45), (0xFE47, 0xFE49))
_RADICALS = frozenset(map(chr, range(0x2E80, 0x2EF4)))
_INVISIBLE = "\x00\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufffe\uffff"
_SPACES = "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BULLETS = "\uf06c\uf06e\uf075\uf076\uf0a7\uf0b7\uf0d8\uf0fc"


def _build_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(char): None for char in _INVISIBLE}
    table.update({ord(char): " " for char in _SPACES})
    table.update({ord(char): "•" for char in _BULLETS})
    # A page that was written with a character comes back with the radical that a font has in its place.
    table.update({ord(one): char for one, char in pairs("characters.same").items() if one in _RADICALS})
    for start, end in _FORMS:
        for code in range(start, end):
            meant = unicodedata.normalize("NFKC", chr(code))
            if meant != chr(code):
                table[code] = meant
    return table


TABLE = _build_table()
"""For ``str.translate``: radicals and compatibility forms to what was meant, invisible characters out, spaces to one."""

_LEAST = 20  # characters from which on a page can be judged
_SAMPLE = 600
_BROKEN = 0.2
_COMMON = 0.5  # a right reading has 0.95 and more characters in daily use, a wrong one 0.1 to 0.5
_LEAST_HAN = 40
_HAN, _FOREIGN = re.compile("[\u3400-\u9fff]"), re.compile("[\x80-\u036f]")


class Quality(NamedTuple):
    """How the text of a page looks: characters that mean nothing, and whether it is a text at all."""

    broken: int
    usable: bool


def quality(text: str) -> Quality:
    """Judge the text of one page, given without white space.

    A font without a right table of characters gives private or unassigned characters, or a random mix of rare ones.
    """
    printable = text.isprintable()  # then nothing is odd but the sign for damage
    if printable and text.isascii():
        return Quality(0, usable=True)
    odd = text.count("\ufffd")
    odd += 0 if printable else sum(text.count(char) for char in set(text) if _is_odd(char))
    if len(text) < _LEAST:
        return Quality(odd, usable=odd * 2 <= len(text))
    if odd > len(text) * _BROKEN:
        return Quality(odd, usable=False)
    sample = text[:_SAMPLE]
    han = _HAN.findall(sample)
    if len(han) >= _LEAST_HAN and sum(map(is_common, han)) < len(han) * _COMMON:
        return Quality(odd, usable=False)
    return Quality(odd, usable=len(_FOREIGN.findall(sample)) <= len(sample) * 0.3)


@lru_cache(maxsize=8192)
def _is_odd(char: str) -> bool:
    # "Cc" tells the control characters, "Cn" the unassigned, "Co" the private ones, "Cs" torn halves.
    return unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs")


def damaged_to_sign(text: str) -> str:
    """Return *text* with U+FFFD for every private, unassigned or control character, so that damage shows as damage."""
    if text.isprintable():
        return text
    odd = [char for char in set(text) if _is_odd(char)]
    return text.translate({ord(char): "\ufffd" for char in odd}) if odd else text
