"""The hits of a lexicon, of the one in Python and of the compiled one, against what ``re`` gives; how a pattern can be wrong."""

from __future__ import annotations

import json
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.patterns import PatternError, PatternList, Scan, check_pattern, compile_lexicon, lexicon
from checker.text.span import Span
from tests.tables import every_row

from .implementations import COMPILED, IMPLEMENTATIONS

Lexicon = lexicon.Lexicon
ALPHABET = "甲乙丙"
WORDS = st.text(ALPHABET, min_size=1, max_size=3)
TEXTS = st.text(ALPHABET + "\n丁", max_size=40)
GAPS = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda ends: f".{{{min(ends)},{max(ends)}}}")
PIECES = st.one_of(
    WORDS,
    GAPS,
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: f"({'|'.join(words)})"),
    st.lists(WORDS, min_size=1, max_size=2).map(lambda words: f"({'|'.join(words)})?"),
    st.sampled_from(
        [
            "[甲乙]",
            "[^甲]",
            "[^甲]{0,2}",
            "[^乙丁]{1,3}",
            "[^丙]?",
            "[甲乙]{1,2}",
            "[丙丁]{0,3}",
            "[甲]{2}",
            "[甲丁]{2,3}",
            "乙+",
            "丙*",
            "(甲乙)+",
            ".",
            "^",
            "$",
            "(甲+|乙)",
            "(甲|乙.{0,2}丙)",
            "(乙[^甲])?",
            "([丙丁]|^)",
            "(甲乙|丙){0,2}",
            "(甲|乙.丙){2}",
        ]
    ),
)
SEQUENCES = (
    st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(lambda pattern: not reference(pattern).search(""))
)


@pytest.fixture(scope="module", params=IMPLEMENTATIONS, autouse=True)
def _implementation(request: pytest.FixtureRequest) -> None:
    global Lexicon  # noqa: PLW0603 - each test runs with both
    Lexicon = request.param


def reference(pattern: str) -> re.Pattern[str]:
    """The pattern as ``re`` reads it; a class that is negated never takes the end of a line."""
    return re.compile(pattern.replace("[^", "[^\n"), re.M)


def scanned(text: str, *lists: PatternList) -> Scan:
    return Lexicon(json.loads(json.dumps(compile_lexicon(lists)))).scan(text)


def plain(*patterns: str) -> PatternList:
    return [(pattern, ()) for pattern in patterns]


def spans_of(pattern: str, text: str) -> list[Span]:
    """The greedy match at each start of *text*, overlapping ones too."""
    compiled = reference(pattern)
    return [Span(*found.span()) for start in range(len(text)) if (found := compiled.match(text, start))]


def first_and_longest(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@given(st.lists(WORDS, min_size=1, max_size=5), TEXTS)
def test_words(words: list[str], text: str) -> None:
    everywhere = [span for word in words for span in spans_of(word, text)]
    assert scanned(text, plain(*words)).hits(0) == first_and_longest(everywhere)


@given(WORDS, st.lists(st.tuples(GAPS, WORDS), min_size=1, max_size=3), TEXTS)
def test_words_with_gaps(first: str, others: list[tuple[str, str]], text: str) -> None:
    pattern = first + "".join(gap + word for gap, word in others)
    assert scanned(text, plain(pattern)).hits(0) == [Span(*found.span()) for found in re.finditer(pattern, text)]


@given(SEQUENCES, TEXTS)
def test_one_pattern_of_any_shape(pattern: str, text: str) -> None:
    compiled = reference(pattern)
    at = 0
    for start, end in scanned(text, plain(pattern)).hits(0):
        expected = compiled.search(text, at)
        assert expected is not None, "nothing to be found"
        assert start == expected.start(), "the leftmost after the hit before"
        assert compiled.fullmatch(text, start, end), "the words of a hit are a match"
        assert "\n" not in text[start:end]
        at = end
    assert compiled.search(text, at) is None, "a match was missed"


@given(st.lists(SEQUENCES, min_size=1, max_size=4), TEXTS)
def test_several_patterns(patterns: list[str], text: str) -> None:
    hits = scanned(text, plain(*patterns)).hits(0)
    expected = first_and_longest([span for pattern in patterns for span in spans_of(pattern, text)])
    assert [span.start for span in hits[:1]] == [span.start for span in expected[:1]]
    assert hits == first_and_longest(hits), "in order, none overlaps another"
    for start, end in hits:
        assert any(reference(pattern).fullmatch(text, start, end) for pattern in patterns)
        assert "\n" not in text[start:end]


@given(SEQUENCES, SEQUENCES, TEXTS)
def test_a_top_level_alternative_is_a_list_of_two(one: str, other: str, text: str) -> None:
    scan = scanned(text, plain(f"{one}|{other}"), plain(one, other))
    assert scan.hits(0) == scan.hits(1)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=3), TEXTS)
def test_exclusions_of_words(word: str, exclusions: list[str], text: str) -> None:
    out = [span for exclusion in exclusions for span in spans_of(exclusion, text)]
    kept = [span for span in spans_of(word, text) if not any(overlap(span, other) for other in out)]
    assert scanned(text, [(word, tuple(exclusions))]).hits(0) == first_and_longest(kept)


@given(SEQUENCES, SEQUENCES, TEXTS)
def test_exclusions_of_any_shape(pattern: str, exclusion: str, text: str) -> None:
    scan = scanned(text, [(pattern, (exclusion,))], plain(pattern), plain(exclusion))
    for hit in scan.hits(0):
        assert reference(pattern).fullmatch(text, *hit)
        assert not any(overlap(hit, out) for out in scan.hits(2))
    compiled = reference(exclusion)
    out = [Span(*ends) for ends in combinations(range(len(text) + 1), 2) if compiled.fullmatch(text, *ends)]
    for hit in scan.hits(1):
        if not any(overlap(hit, other) for other in out):
            assert any(overlap(hit, kept) for kept in scan.hits(0)), "excluded without a reason"


@given(SEQUENCES, TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_hits_within_a_span(pattern: str, text: str, one: int, other: int) -> None:
    start, end = min(one, other), max(one, other)
    scan = scanned(text, plain(pattern))
    inside = [span for span in scan.hits(0) if start <= span.start and span.end <= end]
    if any(overlap(span, Span(start, end)) for span in scan.hits(0) if span not in inside):
        alone = scanned(text[start:end], plain(pattern)).hits(0)  # a hit across an end may hide a shorter one inside
        inside = [Span(start + span.start, start + span.end) for span in alone]
    assert scan.within(0, start, end) == inside
    assert scan.first_within(0, start, end) == next(iter(inside), None)
    assert scan.any_within(0, start, end) == bool(inside)


@given(st.lists(SEQUENCES, max_size=4), TEXTS, TEXTS)
def test_the_same_lexicon_scans_many_texts(patterns: list[str], one: str, other: str) -> None:
    lexicon = Lexicon(compile_lexicon([plain(pattern) for pattern in patterns]))
    scan = lexicon.scan(one)
    for number, pattern in enumerate(patterns):
        assert scan.hits(number) == scanned(one, plain(pattern)).hits(0)
        assert scan.of(other).hits(number) == scanned(other, plain(pattern)).hits(0)


@given(SEQUENCES)
def test_the_compiled_form_is_json_and_the_same_each_time(pattern: str) -> None:
    compiled = compile_lexicon([plain(pattern), [(pattern, ("甲",))]])
    assert json.loads(json.dumps(compiled)) == compiled
    assert compile_lexicon([plain(pattern), [(pattern, ("甲",))]]) == compiled


@given(st.lists(PIECES, max_size=4).map("".join))
def test_a_pattern_that_matches_nothing_at_all_is_refused(pattern: str) -> None:
    if reference(pattern).search(""):
        with pytest.raises(PatternError):
            check_pattern(pattern)
    else:
        check_pattern(pattern)


@every_row("pattern", ["(甲", "甲)", "[甲", "*甲", "甲{2,1}", "(?=甲)乙", "(?<!甲)乙", r"(甲)\1", r"\q", "甲{9999}"])
def test_a_pattern_that_is_none(pattern: str) -> None:
    with pytest.raises(PatternError) as caught:
        compile_lexicon([plain("乙", pattern)])
    assert caught.value.pattern == pattern
    assert caught.value.detail


@every_row("pattern", ["", "甲*", "甲?", "(甲|)", "^", "$", ".{0,3}", "(甲|乙)?"])
def test_a_pattern_that_matches_the_empty_text(pattern: str) -> None:
    with pytest.raises(PatternError):
        check_pattern(pattern)


def test_a_bad_exclusion_is_refused_too() -> None:
    with pytest.raises(PatternError) as caught:
        compile_lexicon([[("甲", ("乙", "(丙"))]])
    assert caught.value.pattern == "(丙"


@every_row(
    ("pattern", "text", "hits"),
    [
        ("法治", "依法治国法治", ["法治", "法治"]),
        ("党组(书记|书记、局长)", "党组书记、局长", ["党组书记、局长"]),
        ("听取.{0,4}汇报", "听取汇报，听取工作情况汇报，听取各科室工作汇报", ["听取汇报", "听取工作情况汇报"]),
        ("听取.{0,4}汇报", "听取\n汇报", []),
        ("^一、", "一、甲\n一、乙；一、丙", ["一、", "一、"]),
        ("甲$", "甲乙甲\n甲", ["甲", "甲"]),
        (r"[0-9]{1,2}月(底|末)?前", "6月底前，12月前", ["6月底前", "12月前"]),
        ("😀.{0,2}乙", "甲😀丙乙", ["😀丙乙"]),
        (r"\x{4e59}+", "甲乙乙", ["乙乙"]),
    ],
)
def test_hits_in_words(pattern: str, text: str, hits: list[str]) -> None:
    assert [text[span.start : span.end] for span in scanned(text, plain(pattern)).hits(0)] == hits


@every_row(
    ("pattern", "text"),
    [("甲，乙", "甲,乙"), ("１０％", "10%"), ("２０２１－２０２５", "2021-2025"), ("「甲」", "“甲”")],
)
def test_patterns_are_in_the_spelling_of_folded_texts(pattern: str, text: str) -> None:
    assert scanned(text, plain(pattern)).hits(0) == [Span(0, len(text))]


def test_an_expression_sees_each_paragraph_that_has_a_word_of_its_gate() -> None:
    """Near paragraphs are read together, far ones apart; in both an end of a line is one."""
    text = "甲1乙\n甲2乙\n" + "丙" * 1000 + "\n乙甲3\n甲4乙"
    pattern = r"^甲[0-9]乙$"
    assert scanned(text, plain(pattern)).hits(0) == [Span(*found.span()) for found in re.finditer(pattern, text, re.M)]


def test_time_does_not_explode_with_the_gaps() -> None:
    """A greedy engine that tracks back would not come to an end here."""
    text = "甲" * 400
    assert scanned(text, plain("(甲+)+乙", "甲.{0,80}甲.{0,80}甲.{0,80}甲.{0,80}乙")).hits(0) == []


@pytest.mark.skipif(COMPILED is None, reason="the compiled matcher was not built: no C compiler")
@given(st.lists(SEQUENCES, min_size=1, max_size=4), SEQUENCES, TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_both_find_the_same(patterns: list[str], exclusion: str, text: str, one: int, other: int) -> None:
    lists = [plain(*patterns), [(pattern, (exclusion,)) for pattern in patterns]]
    compiled = json.loads(json.dumps(compile_lexicon(lists)))
    scans = [lexicon.Lexicon(compiled).scan(text), COMPILED(compiled).scan(text)]
    for number in range(len(lists)):
        for asked in (
            lambda scan, number=number: scan.hits(number),
            lambda scan, number=number: scan.has(number),
            lambda scan, number=number: scan.words(number),
            lambda scan, number=number: scan.within(number, min(one, other), max(one, other)),
            lambda scan, number=number: scan.first_within(number, min(one, other), max(one, other)),
        ):
            first, second = map(asked, scans)
            assert first == second
            assert type(first) is type(second)
