"""Whole reports in many layouts: what is read in each of them (``tests/data/layouts.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.tables import every_row, from_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.engine.model import Assessment

LAYOUTS: dict[str, Any] = from_yaml(Path(__file__).parent.parent / "data" / "layouts.yaml")


def read(assessment: Assessment) -> dict[str, Any]:
    report = assessment.report
    assert report is not None
    return {
        "genre": report.genre.id,
        "title": report.title_text,
        "issuer": report.issuer.name if report.issuer else None,
        "filer": report.filer,
        "region": report.region,
        "year": report.year.value if report.year else None,
        "date": report.date.iso if report.date else None,
        "sections": [list(section.parts) for section in report.outline.sections],
        "heading-numbering": next(item.state for item in assessment.items if item.rule.id == "heading-numbering"),
    }


@every_row("name", LAYOUTS)
def test_layout(judged: Callable[..., Assessment], name: str) -> None:
    entry = LAYOUTS[name]
    found = read(judged(entry["text"]))
    assert {fact: found[fact] for fact in entry["expected"]} == entry["expected"]
