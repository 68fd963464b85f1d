"""Numbers as lists write them: in the formats of WordprocessingML that occur in Chinese documents.

What is not known here is written in digits, which is what the number is in any case.
"""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST_ROMAN = 3999
_LETTERS = 26
_MOST_LETTERS = 5  # Word repeats the letter: aa, bb … zz, aaa
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

_COUNTED = {  # digits, units of ten and more, and what ten begins with
    "chineseCounting": ("零一二三四五六七八九", "十百千", ""),
    "chineseCountingThousand": ("零一二三四五六七八九", "十百千", ""),
    "japaneseCounting": (_DIGITS, "十百千", ""),
    "koreanCounting": (_DIGITS, "十百千", ""),
    "taiwaneseCounting": ("零一二三四五六七八九", "十百千", ""),
    "taiwaneseCountingThousand": ("零一二三四五六七八九", "十百千", ""),
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "壹"),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "壹"),
    "japaneseLegal": ("零壱弐参四伍六七八九", "拾百阡", "壱"),
}
_POSITIONAL = {
    "ideographDigital": _DIGITS,
    "japaneseDigitalTenThousand": _DIGITS,
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital2": "零一二三四五六七八九",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
}
_LISTED = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_LETTERED = frozenset({"lowerRoman", "upperRoman", "lowerLetter", "upperLetter", "ideographZodiacTraditional"})


def written(number: int, kind: str) -> str:
    """*number* in the format *kind*."""
    out = str(number)
    if kind in _COUNTED and 0 <= number < 10_000:
        out = _counted(number, *_COUNTED[kind])
    elif kind in _POSITIONAL:
        out = "".join(_POSITIONAL[kind][int(digit)] for digit in str(abs(number)))
    elif kind in _LISTED and 0 < number <= len(_LISTED[kind]):
        out = _LISTED[kind][number - 1]
    elif kind in _LETTERED and number > 0:
        out = _lettered(number, kind)
    elif kind == "decimalZero":
        out = f"{number:02}"
    elif kind == "numberInDash":
        out = f"- {number} -"
    return "" if kind == "none" else out


def _lettered(number: int, kind: str) -> str:
    if kind.endswith("Roman"):
        out = _roman(number) if number <= _LONGEST_ROMAN else str(number)
    elif kind.endswith("Letter"):
        times, letter = divmod(number - 1, _LETTERS)
        out = chr(ord("a") + letter) * (times + 1) if times < _MOST_LETTERS else str(number)
    else:
        return _STEMS[(number - 1) % len(_STEMS)] + _BRANCHES[(number - 1) % len(_BRANCHES)]
    return out.upper() if kind.startswith("upper") else out


def _roman(number: int) -> str:
    out = ""
    for amount, letters in _ROMAN:
        times, number = divmod(number, amount)
        out += letters * times
    return out


def _counted(number: int, digits: str, units: str, ten: str) -> str:
    """Chinese numeral of 0 to 9,999: 十一, 一百零五, 一百一十."""
    if number < 10:
        return digits[number]
    if number < 20:
        return ten + units[0] + (digits[number - 10] if number > 10 else "")
    out = ""
    gap = False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit = number // power % 10
        if digit:
            out += (digits[0] if gap else "") + digits[digit] + unit
            gap = False
        elif out:
            gap = True
    return out
