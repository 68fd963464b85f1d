"""Chinese heading numbers: where one may stand, what it is worth, and at which level.

Levels follow GB/T 9704-2012, 7.3.3: ``一、`` then ``（一）`` then ``1.`` then ``（1）``; ``第一章`` and ``第一部分``
stand above them all.  All texts here are folded (see :mod:`checker.text.fold`).
"""

import re
from typing import NamedTuple

from checker.text.lazy_re import lazy
from checker.text.numerals import chinese_number

_HAN = "一二三四五六七八九十"
_NUMBER = (
    rf"(?P<chapter>第 ?[{_HAN}百]{{1,4}} ?(?:章|编|部分))(?![^\n]{{0,3}}第)"
    rf"|(?P<one>[{_HAN}]{{1,3}}) ?[、.):](?![{_HAN}]{{1,2}}[、是季级线审等次批类期条款项届名])"
    rf"|\( ?(?P<two>[{_HAN}]{{1,3}}) ?\)(?![项款目])"
    r"|(?P<twos>[㈠-㈩])"
    r"|(?P<three>\d{1,2}) ?(?:[.、](?!\d)|\.(?=\d{4}年))"
    r"|(?P<threes>[⒈-⒛])"
    r"|\( ?(?P<four>\d{1,2}) ?\)"
    r"|(?P<fours>[⑴-⒇])"
    r"|(?P<five>[①-⑳])"
)
_STRAY = r"(?:[\x21-\x27\x2a-\x2d/\x3a-\x7b\x7d\x7e\u2800-\u28ff\ufffd•· ]{0,16}[>*#\]• \u2800-\u28ff\ufffd]{1,20})?"
_AT_LINE = lazy(rf"^[ >]{{0,60}}{_STRAY}(?P<all>{_NUMBER})", re.M)
_RUN_IN = (  # each by itself: `re` skips quickly to a character or a class that a pattern begins with
    lazy(rf"(?P<one>[{_HAN}][{_HAN}]?[{_HAN}]?)、(?![{_HAN}]{{1,2}}[、是季级线审等次批类期条款项届名])"),
    lazy(rf"\( ?(?P<two>[{_HAN}]{{1,3}}) ?\)(?![项款目])"),
    lazy(r"(?P<twos>[㈠-㈩])"),
)
LEVELS = {"chapter": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class Mark(NamedTuple):
    """A number that may begin a heading: where it stands, its style (a key of LEVELS), and its value."""

    start: int
    end: int
    style: str
    value: int
    at_line: bool


def marks_at_lines(text: str) -> list[Mark]:
    """The numbers with which lines of *text* begin, stray markup before them passed over."""
    found = []
    start = 0
    while start >= 0:  # from line to line: a search for ``^`` would stop at each character
        match = _AT_LINE.match(text, start)
        if match:
            found.append(_mark(match, at_line=True))
        start = text.find("\n", start) + 1 or -1
    return found


def marks_inside(text: str) -> list[Mark]:
    """The numbers ``一、`` and ``（一）`` anywhere in *text*: candidates only, to be accepted by their sequence."""
    found = [_mark(match, at_line=False) for pattern in _RUN_IN for match in pattern.finditer(text)]
    return sorted(mark for mark in found if text[mark.start - 1 : mark.start] not in ("第", "之"))


def _mark(match: re.Match[str], *, at_line: bool) -> Mark:
    style, found = next((name, value) for name, value in match.groupdict().items() if value and name != "all")
    start, end = match.span("all" if "all" in match.re.groupindex else 0)
    base = style.removesuffix("s")
    return Mark(start, end, base, _value(style, found), at_line)


_FIRST = {"twos": "㈠", "threes": "⒈", "fours": "⑴", "five": "①"}


def _value(style: str, found: str) -> int:
    if style in _FIRST:
        return ord(found) - ord(_FIRST[style]) + 1
    if style in ("three", "four"):
        return int(found)
    return chinese_number(found.strip("第章编部分 ")) or 0
