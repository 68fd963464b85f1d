"""The first texts are scanned for some words only; the hits are those of the automaton of all words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.patterns import compile_lexicon, finder, lexicon

WORDS = ["行政", "行政执法", "执法", "法", "政执", "法治政府", "政府", "府府", "一一"]
LISTS = [[(word, ())] for word in WORDS] + [[(word, ()) for word in WORDS], [("行政", ("行政执法",))]]


@given(st.lists(st.sampled_from("行政执法治府一。"), max_size=40).map("".join))
def test_hits_do_not_depend_on_what_was_scanned_before(text: str) -> None:
    fresh, used = lexicon.Lexicon(compile_lexicon(LISTS)), lexicon.Lexicon(compile_lexicon(LISTS))
    used.scan("。" * (finder._FEW + 1))
    first, later = fresh.scan(text), used.scan(text)
    for number in range(len(LISTS)):
        assert first.hits(number) == later.hits(number)
        assert first.words(number) == later.words(number)
