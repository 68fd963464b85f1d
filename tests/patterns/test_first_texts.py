"""The first texts are read without an automaton of all words; the hits are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.patterns import compile_lexicon, finder, lexicon
from tests.patterns.implementations import FINDERS

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


@pytest.mark.parametrize("kind", FINDERS)
@given(
    text=st.lists(st.sampled_from("行政执法治府一𠮷。"), max_size=40).map("".join),
    order=st.permutations(range(3)).flatmap(lambda some: st.integers(1, 3).map(lambda most: tuple(some[:most]))),
)
def test_the_longest_words_are_found_and_the_first_list_that_has_one(kind, text, order):
    lists = ["\n".join(WORDS[:6]), "\n".join([*WORDS[4:], "𠮷府", "𠮷"]), ""]
    expected, at = [], 0
    while at < len(text):
        longest = max(
            (len(word) for number in order for word in lists[number].split("\n") if word and text.startswith(word, at)),
            default=0,
        )
        if longest:
            word = text[at : at + longest]
            expected.append((at, at + longest, next(n for n in order if word in lists[n].split("\n"))))
        at += longest or 1
    made = kind(lists)
    assert made.find(text, order) == expected
    made.find("。" * (finder._FEW + 1), order)
    assert made.find(text, order) == expected
