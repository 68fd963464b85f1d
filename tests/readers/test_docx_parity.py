"""A report gets the same verdict as a text and as a Word document, however that one is laid out and by whatever program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.engine import judge
from checker.readers import read_bytes, read_path
from tests.conftest import shipped
from tests.libreoffice import SOFFICE, convert
from tests.readers.layouts import LAYOUTS, paragraphs
from tests.tables import every_row

if TYPE_CHECKING:
    from checker.document.model import Document

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


def states(document: Document) -> dict[str, object]:
    assessment = judge(document, shipped("national"))
    assert assessment.score is not None
    found: dict[str, object] = {item.rule.id: (item.state, item.reason) for item in assessment.items}
    return found | {"": (assessment.verdict, assessment.score.points)}


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def expected(sample: Path) -> dict[str, object]:
    """Of the text without empty lines: a paragraph has none."""
    return states(read_bytes("\n".join(paragraphs(sample.read_text(encoding="utf-8"))).encode(), "in.txt"))


@every_row("layout", LAYOUTS.values())
def test_layouts(sample: Path, expected: dict[str, object], layout) -> None:
    document = read_bytes(layout(sample.read_text(encoding="utf-8")), "in.docx")
    assert normal(document.text) == normal("\n".join(paragraphs(sample.read_text(encoding="utf-8"))))
    assert states(document) == expected


def normal(text: str) -> str:
    """Without what a list or a table decides: spaces, the width of brackets and dots behind numbers."""
    return re.sub(r"[ |]", "", text).replace("（", "(").replace("）", ")").replace("．", ".")


def test_the_empty_lines_of_a_text_decide_nothing(sample: Path, expected: dict[str, object]) -> None:
    assert states(read_path(sample)) == expected


needs_office = pytest.mark.skipif(SOFFICE is None, reason="LIBREOFFICE IS NOT INSTALLED: its documents are not tried")


def without_rows(path: Path) -> list[str]:
    return [line for line in paragraphs(path.read_text(encoding="utf-8")) if not line.startswith("|")]


@needs_office
def test_documents_of_libreoffice(tmp_path: Path) -> None:
    pages = []
    for path in SAMPLES:
        lines = "".join(f"<p>{line}</p>" for line in without_rows(path))
        pages.append(tmp_path / f"{path.stem}.html")
        pages[-1].write_text(f"<html><meta charset='utf-8'><body>{lines}</body></html>", encoding="utf-8")
    convert("docx", pages, tmp_path, "--writer")
    for path in SAMPLES:
        document = read_path(tmp_path / f"{path.stem}.docx")
        assert normal(document.text) == normal("\n".join(without_rows(path)))
        assert states(document) == states(read_bytes("\n".join(without_rows(path)).encode(), "in.txt"))


@needs_office
def test_libreoffice_gives_the_same_numbers(tmp_path: Path) -> None:
    documents = {}
    for path in SAMPLES:
        for name in ("numbered", "numbered_by_styles", "official"):
            documents[name, path.stem] = tmp_path / f"{path.stem}-{name}.docx"
            documents[name, path.stem].write_bytes(LAYOUTS[name]("\n".join(without_rows(path))))
    convert("txt:Text (encoded):UTF8", documents.values(), tmp_path, "--writer")
    for path in documents.values():
        theirs = paragraphs(path.with_suffix(".txt").read_text(encoding="utf-8-sig").replace("\t", ""))
        assert normal(read_path(path).text) == normal("\n".join(theirs))
