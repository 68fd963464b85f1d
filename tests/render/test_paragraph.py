"""Paragraphs that are told in few lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.render.terminal import Paragraph, Segment
from checker.text.width import width

TEXTS = st.text(st.sampled_from("法治政府建设，。《》“”ab c12…①"), min_size=1, max_size=80)
PIECES = st.builds(Segment, TEXTS, TEXTS, TEXTS, st.integers(1, 30))


def bare(text: str) -> str:
    return "".join(text.split())


@given(st.lists(PIECES, min_size=1, max_size=5), st.integers(40, 120), st.integers(1, 4))
def test_no_more_lines_than_it_has_and_none_too_wide(pieces, columns, lines):
    told = Paragraph(pieces, columns)
    shown = told.within(lines)
    assert len(shown) <= lines
    assert all(width(line) <= columns + 1 for line in shown)  # a closing mark may stand out


@given(st.lists(PIECES, min_size=1, max_size=5), st.integers(40, 120))
def test_what_fits_is_whole(pieces, columns):
    told = Paragraph(pieces, columns)
    whole = told.whole()
    assert bare("".join(whole)) == bare("".join(before + text + after for before, text, after, _ in pieces))
    assert told.within(len(whole)) == whole


@pytest.mark.parametrize(("first", "second"), [(10, 2), (2, 10)])
def test_the_text_that_can_spare_most_gives_way_first(first, second):
    pieces = [Segment("前", "甲" * 10, "中", first), Segment("", "乙" * 10, "后", second)]
    (line,) = Paragraph(pieces, 36).within(1)
    assert [line.count(char) for char in "前中后"] == [1, 1, 1]
    assert (line.count("甲") == 10, line.count("乙") == 10) == (first > second, second > first)


def test_it_asks_for_more_lines_where_too_little_would_be_left():
    told = Paragraph([Segment("头" * 15, "甲" * 40, "", 30)], 40)
    assert told.fewest(1) == 2
    assert told.fewest(3) == 3
    assert told.fewest(1) == Paragraph([Segment("头" * 15, "甲" * 15, "", 30)], 40).fewest(1)


@pytest.mark.parametrize("columns", [0, 1, 5])
def test_a_width_that_cannot_be_is_no_trap(columns):
    told = Paragraph([Segment("头" * 15, "甲" * 40, "尾", 30)], columns)
    assert told.within(told.fewest(2))
