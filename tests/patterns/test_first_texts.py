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
    names=st.permutations("abc").flatmap(lambda some: st.integers(1, 3).map(lambda most: tuple(some[:most]))),
)
def test_the_longest_words_are_taken_out_and_the_first_list_told_that_has_one(kind, text, names):
    lists = {"a": "\n".join(WORDS[:6]), "b": "\n".join([*WORDS[4:], "𠮷府", "𠮷"]), "c": ""}
    names, kept = names[:2], names[2:]
    expected, left, at = [], "", 0
    while at < len(text):
        longest = max(
            (len(word) for name in (*names, *kept) for word in lists[name].split("\n") if text.startswith(word, at)),
            default=0,
        )
        word = text[at : at + (longest or 1)]
        name = next((name for name in names if longest and word in lists[name].split("\n")), None)
        expected += [(at, at + longest, name)] if name else []
        left += " " * longest if name else word
        at += len(word)
    made = kind(lists)
    for _ in range(2):
        places = []
        assert made.without(text, names, kept, places) == made.without(text, names, kept) == left
        assert places == expected
        made.without("。" * (finder._FEW + 1), names, kept)


@pytest.mark.parametrize("kind", FINDERS)
def test_words_that_hardly_begin_alike(kind):
    """They take twice the room that words of one language do."""
    words = [chr(0x4E00 + at) + chr(0x5E00 + at) + chr(0x6E00 + at) for at in range(4_000)]
    assert kind({"a": "\n".join(words)}).without("".join([*words, *words[:9], "一"]), ("a",)) == " " * 12_027 + "一"
