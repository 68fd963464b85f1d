"""Sketches bring together what is alike, in any number of texts, and no crowd makes them slow."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy", reason="the extra audit is not installed")

from checker.similarity import shingles as module
from checker.similarity.shingles import BINS, Frequencies, Phrases, candidates, count_shared, shingles, sketch

CHANCE = np.random.default_rng(1)


def numbers(count: int) -> np.ndarray:
    return np.unique(CHANCE.integers(0, 1 << 32, count, dtype=np.uint32))


def copied(source: np.ndarray, share: float) -> np.ndarray:
    kept = CHANCE.choice(source, round(len(source) * share), replace=False)
    return np.unique(np.concatenate([kept, numbers(len(source) - len(kept))]))


def pairs(sets: list[np.ndarray], least: float = 0.35, asked: int | None = None) -> set[tuple[int, int]]:
    found = candidates(np.stack([sketch(one) for one in sets]), [len(one) for one in sets], least, asked)
    return {(int(one), int(other)) for one, other in found}


@pytest.mark.parametrize("share", [0.4, 0.6, 0.9, 1.0])
def test_copies_are_candidates(share: float) -> None:
    sets = [numbers(2500) for _ in range(60)]
    sets += [copied(one, share) for one in sets]
    assert pairs(sets) >= {(at, at + 60) for at in range(60)}


def test_a_small_set_within_a_large_one() -> None:
    large = numbers(6000)
    assert pairs([large, np.unique(CHANCE.choice(large, 2000, replace=False))]) == {(0, 1)}


def test_what_has_nothing_in_common_is_no_candidate() -> None:
    assert pairs([numbers(2500) for _ in range(200)]) == set()


def test_only_pairs_with_one_that_was_asked_for() -> None:
    one = numbers(1000)
    assert pairs([one] * 4, asked=1) == {(0, 1), (0, 2), (0, 3)}


@pytest.mark.parametrize("most", [0, 10])
def test_wider_bands_where_there_are_too_many_pairs(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "_MOST_PAIRS", most)
    one = numbers(1000)
    assert pairs([one, copied(one, 0.95), copied(one, 0.95)]) == {(0, 1), (0, 2), (1, 2)}


def test_a_crowd_is_compared_with_neighbours() -> None:
    one = numbers(1000)
    found = pairs([one] * 3000)
    assert {number for pair in found for number in pair} == set(range(3000))
    assert len(found) < 3000 * BINS


@pytest.mark.parametrize("sets", [[], [[]], [[], []], [[5], []], [[5], [5]]])
def test_small_sets(sets: list[list[int]]) -> None:
    arrays = [np.array(one, np.uint32) for one in sets]
    if arrays:
        assert pairs(arrays) == ({(0, 1)} if sets == [[5], [5]] else set())


def test_shingles_leave_out_what_differs_by_right() -> None:
    one = shingles("全县2024年共办理案件128件，罚款3.5万元；我局提出建议二十一条。")
    other = shingles("全区２０２５年 共办理\n案件９件,罚款40,000万元。我委提出建议3条")
    assert len(one) == len(other) == count_shared(one, other)
    assert len(shingles("甲乙丙")) == 0
    assert count_shared(one, shingles("")) == 0


def test_each_shingle_once_and_in_order() -> None:
    found = shingles("依法行政" * 50)
    assert len(found) == 4
    assert (np.diff(found.astype(np.int64)) > 0).all()


def test_phrases() -> None:
    words = shingles("依法行政工作")
    assert len(Phrases([]).left_out(words)) == 3
    assert len(Phrases(["依法行政工作", "行政工作"]).left_out(words)) == 0


def test_frequencies() -> None:
    frequencies = Frequencies()
    common, own = shingles("依法行政工作"), shingles("智慧监管平台")
    for _ in range(4):
        frequencies.count_text(common)
    frequencies.count_text(own)
    assert not frequencies.rare(common, 3).any()
    assert frequencies.rare(own, 3).all()
    assert frequencies.texts == 5
