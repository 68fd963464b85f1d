"""Chinese and Arabic numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, ORDINAL, SECTION_NUMBER, chinese_number, numeral_value
from tests.tables import every_row

DIGITS = "零一二三四五六七八九"


def spelled(value: int) -> str:
    """A number below 10,000 as it is read out."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += DIGITS[digit] + name
        elif text and not text.endswith("零") and value:
            text += "零"
    return text.replace("一十", "十", 1) if text.startswith("一十") else text


@given(st.integers(1, 9999))
def test_numbers_read_out(value: int) -> None:
    assert chinese_number(spelled(value)) == value


@given(st.integers(1000, 2999))
def test_years(year: int) -> None:
    han = "".join(DIGITS[int(digit)] for digit in str(year))
    assert chinese_number(han) == year
    assert chinese_number(han.replace("零", "〇")) == year


@given(st.integers(0, 10**8))
def test_numbers_in_digits(value: int) -> None:
    assert numeral_value(str(value)) == value
    assert numeral_value(f"{value:,}") == value


@every_row(
    ("text", "value"),
    [
        ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("两", 2), ("一百零五", 105), ("一千四百", 1400),
        ("三万", 30_000), ("一万二千", 12_000), ("二〇二四", 2024), ("贰拾", 20), ("一亿", 100_000_000),
    ],
)  # fmt: skip
def test_chinese(text: str, value: int) -> None:
    assert chinese_number(text) == value


@every_row(
    ("text", "value"),
    [
        ("1,400", 1400),
        ("2.69万", 26_900),
        ("12.5亿", 1_250_000_000),
        ("3千", 3000),
        ("六", 6),
        ("0.5", 0.5),
        ("十二", 12),
    ],
)
def test_any(text: str, value: float) -> None:
    assert numeral_value(text) == pytest.approx(value)


NUMBERS = {
    SECTION_NUMBER: ("一、", "十二 、", "第三章", "第 十一 部分", "第2节"),
    ITEM_NUMBER: ("一、", "三.", "（二）", "(12)", "3.", "4．", "5、", "6)", "⑦", "㈧", "⑼", "⒑", "1."),
    ORDINAL: ("一是", "十一是", "第一，", "第二,", "第三个方面，", "首先", "其二", "另一方面"),
}


@every_row(("pattern", "text"), [(pattern, text) for pattern, texts in NUMBERS.items() for text in texts])
def test_numbers_of_items(pattern: str, text: str) -> None:
    assert lazy(pattern).fullmatch(text)
    assert lazy(pattern).match(f"{text}加强观测").group() == text


@every_row("text", ["1.5万件", "2025年", "3件", "第一责任人", "一项", "统一是", "第三人", "12月", "十一月"])
def test_what_numbers_no_item(text: str) -> None:
    assert [pattern for pattern in NUMBERS if lazy(pattern).match(text)] == []


@every_row("text", ["", "甲", "一甲", "1.2.3", "年", "第一", "9" * 400, "一" * 400, "1" * 5000 + "万"])
def test_what_is_none(text: str) -> None:
    assert numeral_value(text) is None
