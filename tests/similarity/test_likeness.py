"""Copies are found, whatever was changed in them, and different reports are not taken for copies."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("numpy", reason="the extra audit is not installed")
pytest.importorskip("rapidfuzz", reason="the extra audit is not installed")

from hypothesis import given
from hypothesis import strategies as st

from checker.audit.likeness import settings
from checker.similarity.passages import own_names, shared_passages
from checker.similarity.search import Settings, Text, find_similar
from tests.conftest import shipped
from tests.tables import every_row

if TYPE_CHECKING:
    from checker.similarity import Similar

ROOT = Path(__file__).parents[2]
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
PACK = settings(shipped("national")) or Settings()
SENTENCE = re.compile(r"[^。\n]+[。\n]*")
HAN = "".join(re.findall(r"[\u4e00-\u9fff]", "".join(SAMPLES)))


class Maker:
    """Reports of the genre that are different, and copies of them; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.sentences = [sentence for text in SAMPLES for sentence in SENTENCE.findall(text)]

    def words(self, text: str, changed: float) -> str:
        """*text* with so much of it exchanged, in pieces of two to five characters."""
        pieces, at = [], 0
        while at < len(text):
            length = self.chance.randint(2, 5)
            piece, start = text[at : at + length], self.chance.randrange(len(HAN) - 5)
            keep = set(piece) & set("。\n") or self.chance.random() >= changed
            pieces.append(piece if keep else HAN[start : start + length])
            at += length
        return "".join(pieces)

    def fresh(self, count: int = 60) -> str:
        return self.words("".join(self.chance.sample(self.sentences, count)), 0.34)

    def exchanged(self, text: str, changed: float) -> str:
        sentences = SENTENCE.findall(text)
        others = SENTENCE.findall(self.fresh())
        for at in self.chance.sample(range(len(sentences)), round(len(sentences) * changed)):
            sentences[at] = others[at % len(others)]
        return "".join(sentences)


def unit(number: int) -> str:
    return f"某市{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}区教育局"


def search(texts: list[str], earlier: list[str] | None = None, asked: Settings = PACK) -> list[Similar]:
    def named(found: list[str], folder: str) -> list[Text]:
        return [
            Text(f"{folder}/{n}.txt", f"{unit(n)}报告\n{text}", unit(n), (unit(n),)) for n, text in enumerate(found)
        ]

    return similar(named(texts, "a"), named(earlier or [], "old"), asked)


def similar(texts: list[Text], earlier: list[Text] | None = None, asked: Settings = PACK) -> list[Similar]:
    words = {one.path: one.text for one in (*texts, *(earlier or ()))}
    return list(find_similar(texts, earlier or (), asked, words.__getitem__))


def pairs(found: list[Similar]) -> set[frozenset[str]]:
    return {frozenset((one.report, one.other)) for one in found}


def test_different_reports_are_not_alike() -> None:
    assert search(SAMPLES) == []
    assert search([Maker(seed).fresh() for seed in range(40)]) == []


def test_openings_are_not_alike() -> None:
    lines = (ROOT / "tests" / "data" / "openings.jsonl").read_text(encoding="utf-8").splitlines()
    assert search([row["text"] for row in map(json.loads, lines) if row["is_report"]]) == []


def test_a_report_does_not_copy_from_its_own_shuffled_genre() -> None:
    """Headings and set phrases alone, in any order, are nobody's text."""
    maker = Maker(7)
    phrases = [*PACK.phrases, "一、主要举措和成效", "二、存在的不足和原因", "三、下一步工作安排"]
    texts = []
    for seed in range(6):
        maker.chance.shuffle(phrases)
        texts.append("\n".join(phrases) + Maker(seed).fresh(30))
    assert search(texts) == []


@every_row("changed", [0.0, 0.1, 0.3])
@every_row("way", ["exchanged", "words"])
@every_row("seed", range(4))
def test_a_copy_is_found(changed: float, way: str, seed: int) -> None:
    maker = Maker(100 + seed)
    texts = [maker.fresh() for _ in range(12)]
    copy = getattr(maker, way)(texts[3], changed)
    found = search([*texts, re.sub(r"\d+", "7", copy)])
    assert pairs(found) == {frozenset(("a/3.txt", "a/12.txt"))}
    assert found[0].passages


@pytest.mark.parametrize("source", SAMPLES)
def test_a_real_report_copied_by_another_unit(source: str) -> None:
    maker = Maker(5)
    copy = maker.exchanged(source.replace("2024", "2025").replace("我局", "我委"), 0.3)
    (found,) = search([source, maker.fresh(), copy])
    assert found.share > 0.5


def test_half_of_a_short_report_from_a_long_one() -> None:
    maker = Maker(11)
    long, other = maker.fresh(120), maker.fresh(40)
    half = "".join(SENTENCE.findall(long)[:30])
    found = search([long, maker.fresh(), half + "".join(SENTENCE.findall(other)[:15])])
    assert [(one.report, one.other) for one in found] == [("a/2.txt", "a/0.txt")]


def test_three_of_ten_that_copy_each_other() -> None:
    maker = Maker(13)
    texts = [maker.fresh() for _ in range(8)]
    found = search([*texts, maker.exchanged(texts[0], 0.1), maker.exchanged(texts[0], 0.1)])
    assert pairs(found) == {frozenset(pair) for pair in _all_pairs(("a/0.txt", "a/8.txt", "a/9.txt"))}


def _all_pairs(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]


def test_a_template_that_all_were_given_is_nobodys_text() -> None:
    template = Maker(17).fresh(40)
    texts = [template + Maker(seed).fresh(40) for seed in range(10)]
    assert search(texts) == []
    copied = template + Maker(99).exchanged(Maker(3).fresh(40), 0.1)
    (found,) = search([*texts, copied])
    assert pairs([found]) == {frozenset(("a/3.txt", "a/10.txt"))}
    assert found.passages
    given = SENTENCE.findall(template)
    quoted = [part for passage in found.passages for part in SENTENCE.findall(passage.here) if len(part) > 20]
    assert not [part for part in quoted if any(part.strip("。\n") in sentence for sentence in given)]


def test_a_draft_and_the_final_text_of_one_unit_are_no_pair() -> None:
    text = Maker(41).fresh()
    other = Maker(42).exchanged(text, 0.1)
    same = [Text("draft.txt", text, unit(1)), Text("final.txt", text, unit(1)), Text("peer.txt", other, unit(2))]
    found = similar(same)
    assert pairs(found) == {frozenset(("draft.txt", "peer.txt")), frozenset(("final.txt", "peer.txt"))}


def test_all_have_handed_in_the_same_report() -> None:
    text = Maker(19).fresh()
    found = search([Maker(19).exchanged(text, 0.05) for _ in range(9)])
    assert {one.report for one in found} | {one.other for one in found} == {f"a/{n}.txt" for n in range(9)}


def test_last_years_text() -> None:
    old = [Maker(seed).fresh() for seed in range(4)]
    maker = Maker(23)
    new = [
        re.sub(r"\d+", "9", old[0]).replace("一是", "二是"),
        maker.exchanged(old[1], 0.35),
        maker.fresh(),
        old[0],
    ]
    found = {(one.report, one.other): one for one in search(new, old)}
    assert {key: one.year_changed for key, one in found.items() if one.last_year} == {
        ("a/0.txt", "old/0.txt"): True,
        ("a/1.txt", "old/1.txt"): False,
        ("a/3.txt", "old/0.txt"): True,
    }


def test_a_name_that_all_of_a_report_repeats_is_no_likeness() -> None:
    one, other = "某市某区教育局坚持依法行政。" * 80, "某市某区教育局持续优化服务。" * 80
    names = ("某市某区教育局",)
    texts = [Text("1", one, names[0], names), Text("2", other, names[0], names)]
    assert similar(texts, asked=Settings(characters=1)) == []


def test_the_same_texts_give_the_same_result() -> None:
    maker = Maker(29)
    texts = [maker.fresh() for _ in range(6)]
    texts += [maker.exchanged(text, 0.2) for text in texts]
    assert search(texts) == search(texts)


@every_row("texts", [[], [""], ["", ""], ["。" * 500, "。" * 500], ["甲", "甲"], ["\ud800" * 9, "\x00" * 9]])
def test_next_to_nothing(texts: list[str]) -> None:
    assert search(texts, texts) == []


def test_passages_stand_where_they_say() -> None:
    maker = Maker(37)
    old = maker.fresh()
    new = "序言。\n" + maker.exchanged(old, 0.3)
    found, _ = shared_passages(old, new)
    assert found
    for passage in found:
        assert new[passage.here_start :].startswith(passage.here)
        assert old[passage.there_start :].startswith(passage.there)
    assert [passage.here_start for passage in found] == sorted(passage.here_start for passage in found)


def test_passages_across_figures_names_and_rewording() -> None:
    old = (
        "2024年，某市甲局共查处违法案件128件，罚没款36.5万元，办结率达到百分之九十八。其他情况另行报告，特此说明如下。"
    )
    new = "今年以来。2025年，某市乙局共查处违法案件97件，罚没款4万元，办结率达到百分之九十九。新的一年任务更重。"
    (passage,), _ = shared_passages(old, new, names=own_names(("某市甲局", "某市乙局")))
    assert passage.here == "2025年，某市乙局共查处违法案件97件，罚没款4万元，办结率达到百分之九十九"
    assert passage.there == "2024年，某市甲局共查处违法案件128件，罚没款36.5万元，办结率达到百分之九十八"
    (reworded,), _ = shared_passages(
        "我们将不断加强和改进行政执法监督的各项工作。", "我局将持续加强与改进行政执法监督各项工作。", least=10
    )
    assert "行政执法监督" in reworded.here


def test_how_much_of_a_text_is_shared() -> None:
    maker = Maker(41)
    one, other = maker.fresh(), maker.fresh()
    assert shared_passages(one, one)[1] == pytest.approx(1.0, abs=0.02)
    assert shared_passages(one, other)[1] < 0.1
    assert 0.55 < shared_passages(one, maker.exchanged(one, 0.3))[1] < 0.85
    assert shared_passages("", "")[1] == shared_passages("甲", "")[1] == 0.0


@given(
    st.text(alphabet="甲乙丙丁，。\n20年《》İ", max_size=120), st.text(alphabet="甲乙丙丁，。\n20年《》İ", max_size=120)
)
def test_passages_of_any_texts(old: str, new: str) -> None:
    for passage in shared_passages(old, new, least=4)[0]:
        assert new[passage.here_start :].startswith(passage.here)
        assert old[passage.there_start :].startswith(passage.there)
    assert 0.0 <= shared_passages(old, new)[1] <= 1.0


def test_a_text_that_repeats_itself_takes_no_longer() -> None:
    old, new = "依法行政加强监督" * 4000, "依法行政强化监督" * 4000
    assert shared_passages(old, new)[1] >= 0.0


def test_two_huge_texts_of_short_sentences_end() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    texts = ["。".join("".join(chance.choices(HAN, k=12)) for _ in range(20_000)) for _ in range(2)]
    assert shared_passages(*texts)[0] == ()


def test_of_very_many_pairs_the_most_alike_have_their_passages(monkeypatch):
    from checker.similarity import search

    monkeypatch.setattr(search, "WORDED", 2)
    chance = random.Random(1)  # noqa: S311 - no secret
    base, *own = ("".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(600 + 100 * n)) for n in range(5))
    texts = [search.Text(f"{number}.txt", base + rest) for number, rest in enumerate(own)]
    found = similar(texts, asked=Settings())
    worded = [pair for pair in found if pair.passages]
    assert len(found) > len(worded) == 2
    assert min(pair.share for pair in worded) >= max(pair.share for pair in found if not pair.passages)
