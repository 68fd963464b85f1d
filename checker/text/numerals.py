"""Chinese and Arabic numerals."""

from __future__ import annotations

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇○Ｏ0OoОΟ", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
SCALES = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
"""What stands behind the digits of a number and makes it larger."""

HAN = "一二三四五六七八九十"
"""The numerals that items are numbered with; regular expressions have them in a class, as ``[{HAN}]``."""

WRITTEN_YEAR = "[二一][零〇○0Oo一二三四五六七八九]{3}"
"""A year in words (``二〇二四``), as a regular expression."""

NO_DECIMAL = r"(?!\d(?!\d{3}年|\d?月))"
"""Behind the point of an item's number: no digit, unless of a year or month (``1.6月底前``, ``2.2026年起``)."""

# How items are numbered, for regular expressions (:mod:`checker.text.lazy_re`); none has a group.
SECTION_NUMBER = rf"(?:[{HAN}]{{1,3}} ?、|第 ?[{HAN}百\d]{{1,4}} ?(?:[章编节]|部分?))"
"""The number of a section at the top: ``一、``, ``第二章``."""

ITEM_NUMBER = (
    rf"(?:[{HAN}]{{1,3}} ?[、.．)）]|\d{{1,2}} ?(?:[)）]|[、.．]{NO_DECIMAL})"
    rf"|[(（] ?(?:[{HAN}]{{1,3}}|\d{{1,2}}) ?[)）]|[①-⑳㈠-㈩⑴-⒇⒈-⒛])"
)
"""The number of an item at any level: ``一、``, ``（二）``, ``3.``, ``④``."""

ORDINAL = rf"(?:[{HAN}]{{1,3}}是|第[{HAN}]{{1,2}}[件个项条点步]?(?:方面)?[,，、]|«enumerations.words»|«enumerations.ordinals»|«enumerations.sides»)"
"""The number of an item in running text: ``一是``, ``第二，``, ``首先``."""


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese numeral (``二十一``, ``一千四百``, ``二〇二四``), or None where it is none."""
    if not text:
        return None
    if text in _DIGITS:
        return _DIGITS[text]
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def chinese_numeral(value: int) -> str:
    """Return *value*, from 1 to 99, as headings are numbered: 三, 十二, 二十."""
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")


_LONGEST = 24
"""A numeral of more code points counts nothing; it would not even fit a float."""


def numeral_value(text: str) -> float | None:
    """Return the value of a numeral as reports write it: ``1,400``, ``2.69万``, ``六``, ``12.5亿``; None where it is none."""
    if len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return float(text)
    scale = 1.0
    while text and text[-1] in SCALES and text[:1].isdecimal():
        scale *= SCALES[text[-1]]
        text = text[:-1]
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdecimal():
        return float(plain) * scale
    value = chinese_number(text)
    return None if value is None else float(value)
