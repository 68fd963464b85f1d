"""A text cut at its marks is the same text, and each mark covers what it covers, however they overlap."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from checker.render.page.marks import AROUND, CutLine, TextPiece, cut_lines, windows
from checker.text.span import Span

TEXTS = st.text(alphabet="甲乙\n \U00020000", max_size=60)


@st.composite
def marked(draw):
    """A text with marks in it, some of them without length, some at its end."""
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    return text, [Span(*sorted(pair)) for pair in draw(st.lists(st.tuples(offsets, offsets), max_size=8))]


def cut(text, spans):
    return list(cut_lines(text, spans, windows(len(text), spans, len(text))))


def test_marks_that_cross_are_told_apart():
    (line,) = cut("甲乙丙丁", [Span(0, 3), Span(1, 4), Span(2, 2)])
    assert line == CutLine(
        0,
        4,
        (
            TextPiece(0, 1, (0,), (0,)),
            TextPiece(1, 2, (0, 1), (1,)),
            TextPiece(2, 2, (0, 1), (2,)),
            TextPiece(2, 3, (0, 1), ()),
            TextPiece(3, 4, (1,), ()),
        ),
    )


def test_what_is_absent_stands_behind_the_last_character():
    assert cut("甲", [Span(1, 1)]) == [CutLine(0, 1, (TextPiece(0, 1, (), ()), TextPiece(1, 1, (), (0,))))]
    assert cut("甲\n", [Span(2, 2)])[-1] == CutLine(2, 2, (TextPiece(2, 2, (), (0,)),))
    assert cut("", [Span(0, 0)]) == [CutLine(0, 0, (TextPiece(0, 0, (), (0,)),))]


@given(marked())
@example(("甲\n", [Span(1, 2), Span(2, 2)]))
def test_nothing_is_lost(made):
    text, spans = made
    found = cut(text, spans)
    pieces = [piece for line in found for piece in line.pieces]
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert "".join(text[line.start : line.end] for line in found) == text
    for number, span in enumerate(spans):
        covered = "".join(text[piece.start : piece.end] for piece in pieces if number in piece.over)
        assert covered == text[span.start : span.end]
        assert [piece.start for piece in pieces if number in piece.begins] == [span.start]
    for piece in pieces:
        assert all(spans[number].start <= piece.start and piece.end <= spans[number].end for number in piece.over)
        assert "\n" not in text[piece.start : piece.end].removesuffix("\n")


@given(st.integers(0, 3000), st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=6))
def test_of_a_long_text_the_beginning_and_the_surroundings_of_the_marks_stay(most, pairs):
    text = ("甲" * 99 + "\n") * 30
    spans = [Span(*sorted(pair)) for pair in pairs]
    found = list(cut_lines(text, spans, windows(len(text), spans, most)))
    assert "".join(text[line.start : line.end] for line in found) == text
    begun = [number for line in found for piece in line.pieces for number in piece.begins]
    assert sorted(begun) == list(range(len(spans)))
    assert all(line.start >= most for line in found if line.is_left_out)
    shown = sum(line.end - line.start for line in found if not line.is_left_out)
    assert shown <= max(most, 0) + len(spans) * 3 * AROUND or most >= len(text)
