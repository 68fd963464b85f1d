"""The five sample reports, judged whole, against ``tests/data/samples.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.tables import every_row, from_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment, Item

EXPECTED: dict[str, Any] = from_yaml(Path(__file__).parent.parent / "data" / "samples.yaml")
ITEMS = [(name, rule) for name, expected in EXPECTED.items() for rule in expected["items"]]


@pytest.fixture(scope="module")
def assessments(judged: Callable[..., Assessment], sample: Callable[[str], str]) -> dict[str, Assessment]:
    return {name: judged(sample(name)) for name in EXPECTED}


@pytest.mark.parametrize("name", EXPECTED)
def test_document(assessments: dict[str, Assessment], name: str) -> None:
    report = assessments[name].report
    assert report is not None
    assert {
        "title": report.title_text,
        "issuer": report.issuer.name if report.issuer else None,
        "filer": report.filer,
        "region": report.region,
        "year": report.year.value if report.year else None,
        "date": report.date.iso if report.date else None,
        "published": report.published,
    } == EXPECTED[name]["document"]


@pytest.mark.parametrize("name", EXPECTED)
def test_headings(assessments: dict[str, Assessment], name: str) -> None:
    report = assessments[name].report
    assert report is not None
    found = {report.quote(section.heading).strip(): list(section.parts) for section in report.outline.sections}
    expected = EXPECTED[name]["headings"]
    assert list(found) == list(expected)
    judged = {heading for heading, parts in expected.items() if parts != "any"}
    assert {heading: found[heading] for heading in judged} == {heading: expected[heading] for heading in judged}


@every_row(("name", "rule"), ITEMS)
def test_items(assessments: dict[str, Assessment], sample: Callable[[str], str], name: str, rule: str) -> None:
    expected = EXPECTED[name]["items"][rule]
    item = next(item for item in assessments[name].items if item.rule.id == rule)
    allowed = expected["state"] if isinstance(expected["state"], list) else [expected["state"]]
    assert item.state in allowed, item.reason
    if "reason" in expected:
        assert item.reason == expected["reason"]
    if "count" in expected:
        assert item.values["count"] == expected["count"]
    if "pairs" in expected:
        assert {row["item"]: row["answers"][0] for row in item.table} == expected["pairs"]
    if "at" in expected:
        assert shown_at(item, sample(name), expected["at"])


def shown_at(item: Item, text: str, words: str) -> bool:
    """Whether a piece of evidence shares characters with one of the places where *words* stand."""
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    assert places, words
    return any(quote.start < at + len(words) and at < quote.end for quote in item.evidence for at in places)


@pytest.mark.parametrize("name", EXPECTED)
def test_score(assessments: dict[str, Assessment], name: str) -> None:
    score = assessments[name].score
    low, high = EXPECTED[name]["score"]
    assert score is not None
    assert low <= score.points <= high


def test_every_sample_is_expected() -> None:
    samples = Path(__file__).parent.parent.parent / "samples"
    assert {path.stem for path in samples.glob("*.txt")} == set(EXPECTED)
