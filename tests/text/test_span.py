"""Cutting texts: what is cut by hand is what an expression would cut."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from checker.document.sentences import first_sentence, paragraphs, sentence_at, sentences, words_in
from checker.text.span import first_of, last_of, pieces_at

TEXTS = st.one_of(
    st.text("甲乙a1_ ,。;!?\n、《½x", max_size=40), st.text("甲。,", min_size=1).map(lambda text: text * 150)
)


@given(TEXTS, st.integers(0, 45), st.integers(0, 45))
def test_a_text_is_cut_as_by_an_expression(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    start = min(start, end)
    found = [(match.start(), match[0]) for match in re.compile(r"[^。,\n]+").finditer(text, start, end)]
    assert [piece for piece in pieces_at(text, "。,\n", start, end) if piece[1]] == found
    held = [
        match.span()
        for match in re.compile(r"[^。!?;\n]+").finditer(text, start, end)
        if re.search(r"[^\W_]", match[0])
    ]
    assert sentences(text, start, end) == held
    assert first_sentence(text, start, end) == next(iter(held), None)
    lines = [
        match.span() for match in re.compile(r"[^\n]+").finditer(text, start, end) if re.search(r"[^\W_]", match[0])
    ]
    assert paragraphs(text, start, end) == lines
    assert words_in(text, start, end) == len(re.compile(r"[^\W_]").findall(text, start, end))


@given(TEXTS, st.integers(0, 500))
def test_the_nearest_mark_is_found_before_and_behind(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    before, behind = (re.compile(r"[。!?;\n]").finditer(text, *span) for span in ((0, offset), (offset, len(text))))
    start, end = max((match.end() for match in before), default=0), next((match.start() for match in behind), len(text))
    assert sentence_at(text, offset) == (start, end)
    assert (last_of(text, "。;", 0, offset), first_of(text, "。;", offset, len(text))) == (
        max(text.rfind("。", 0, offset), text.rfind(";", 0, offset)),
        min((at for at in (text.find("。", offset), text.find(";", offset)) if at >= 0), default=len(text)),
    )
