"""The samples in every layout that offices make of them: each gap at its words, and nothing else changed."""

import re

import pytest

from checker.presentation import build_view
from tests.annotate.reading import assert_unchanged, by_library, own
from tests.conftest import SAMPLES
from tests.readers.layouts import LAYOUTS

NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
# What the layouts put beside the words: deleted and hidden text inside a range is in it, but was never quoted.
BESIDE = ("删去的话。", "隐藏的字")


def plain(text):
    for words in BESIDE:
        text = text.replace(words, "")
    return re.sub(r"[\s\u200b|]+", "", text)


PAIRS = [(NAMES[at % len(NAMES)], layout) for at, layout in enumerate(LAYOUTS)]
"""A sample in each layout, each sample in one at least."""


@pytest.mark.parametrize(("name", "layout"), PAIRS)
def test_each_gap_has_its_comment_at_its_words(name, layout, sample, annotated):
    before = LAYOUTS[layout](sample(name))
    made = annotated(before)
    assert not made.annotated.notes
    assert_unchanged(before, made.data)
    found = own(made.data)
    gaps = build_view(made.assessment, "zh").missed
    assert len(found) == len(gaps) + 1 == made.annotated.comments
    if layout != "official":  # it names parts that are not there, which the library does not open with or without us
        assert [(author, initials) for author, initials, _ in by_library(made.data)] == [("自查", "自查")] * len(found)
    for item in (gap.item for gap in gaps):
        (comment,) = [one for one in found if f"[{item.rule.id}]" in one.text.splitlines()[0]]
        quote = item.evidence[0]
        wanted = plain(made.text[quote.start : quote.end])
        if wanted:
            # An automatic number is no text of the document: a mark cannot stand before it.
            assert wanted.endswith(plain(comment.words))
            assert len(plain(comment.words)) >= len(wanted) - 4
            assert plain(comment.words)
        else:
            begin = made.text.rfind("\n", 0, quote.start) + 1
            end = made.text.find("\n", quote.start)
            line = made.text[begin : end if end >= 0 else len(made.text)] or made.text[:begin].rstrip()
            assert plain(comment.words)
            assert plain(comment.words) in plain(line)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_changes_nothing(name, sample, annotated):
    first = annotated(LAYOUTS["numbered"](sample(name)))
    second = annotated(first.data)
    assert second.text == first.text
    assert second.data == first.data


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_stands_at_the_title(name, sample, annotated):
    made = annotated(LAYOUTS["plain"](sample(name)))
    summary, *_ = own(made.data)
    title = made.assessment.report.title_text
    assert summary.text.startswith("【自查】结论：")
    assert f"{made.assessment.score.points:g} 分" in summary.text.splitlines()[0]
    assert plain(summary.words) == plain(title) if title else plain(made.text).startswith(plain(summary.words))
