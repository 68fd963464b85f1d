"""Recognition rates on labelled openings of published reports and of pages that are easily taken for one.

The bounds are what is reached now, less one or two; a rate that falls below them names the openings that are lost.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.document.report import Report

OPENINGS = Path(__file__).parent.parent / "data" / "openings.jsonl"
PARTS = {
    "measures": "measures",
    "first_responsible": "first-responsible",
    "deficiencies": "deficiencies",
    "next_plan": "next-plan",
}

Judged = list[tuple[str, bool]]
"""The id of an opening (with what is asked of it), and whether it came out right."""


@pytest.fixture(scope="module")
def openings(observed: Callable[..., Report]) -> list[tuple[dict[str, Any], Report]]:
    rows = [json.loads(line) for line in OPENINGS.read_text(encoding="utf-8").splitlines()]
    return [(row, observed(row["text"])) for row in rows if not row["borderline"]]


def headings(report: Report) -> list[str]:
    return [report.quote(section.heading).strip() for section in report.outline.sections]


def squeezed(title: str | None) -> str | None:
    """A title without blanks: one on two lines is labelled with a space between them."""
    return None if title is None else "".join(title.split())


def parts(row: dict[str, Any], report: Report) -> Iterator[tuple[str, bool]]:
    found = {report.quote(section.heading).strip(): section.parts for section in report.outline.sections}
    for heading, part in zip(row["headings"], row["sections"], strict=True):
        got = found.get(heading)
        if part in PARTS:
            yield f"{row['id']} {heading}", got is not None and PARTS[part] in got
        else:  # a study section: whether it counts as ① is not judged, but it is no other part
            yield f"{row['id']} {heading}", got is not None and set(got) <= {"measures"}


def test_the_whole_set_is_there() -> None:
    assert len(OPENINGS.read_text(encoding="utf-8").splitlines()) == 107


def test_genre(openings: list[tuple[dict[str, Any], Report]]) -> None:
    reached([(row["id"], report.genre.report == row["is_report"]) for row, report in openings], least=0.98)


@every_row(
    ("fact", "least"),
    [("title", 0.98), ("year", 0.98), ("published", 0.97), ("headings", 0.98), ("issuer", 0.96), ("parts", 0.97)],
)
def test_facts(openings: list[tuple[dict[str, Any], Report]], fact: str, least: float) -> None:
    judged: Judged = []
    for row, report in openings:
        if not row["is_report"]:
            continue
        if fact == "title":
            judged.append((row["id"], squeezed(report.title_text) == squeezed(row["title"])))
        elif fact == "year":
            judged.append((row["id"], (report.year.value if report.year else None) == row["year"]))
        elif fact == "published":
            judged.append((row["id"], report.published == row["published"]))
        elif fact == "headings":
            judged.append((row["id"], headings(report) == row["headings"]))
        elif fact == "parts":
            judged += parts(row, report)
        elif row["issuer_in_text"]:
            judged.append((row["id"], (report.issuer.name if report.issuer else None) == row["issuer"]))
    reached(judged, least)


def reached(judged: Judged, least: float) -> None:
    """At least that share of the judgements is right."""
    wrong = [name for name, right in judged if not right]
    rate = 1 - len(wrong) / len(judged)
    assert rate >= least, f"{rate:.3f} of {len(judged)}; wrong: {wrong}"
