"""Reports printed to pdf in the usual layouts come back paragraph by paragraph, and are judged as their texts are."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2")

from checker.judging import judge
from checker.readers import read_bytes, read_path
from checker.rulebook.load import load_pack
from tests.readers import printing

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
PROGRAMS = {"soffice": printing.SOFFICE, "chromium": printing.CHROMIUM}


def plain(paragraph: str) -> str:
    """A paragraph without blanks, a row without its empty cells at the end."""
    paragraph = "".join(paragraph.split())
    return paragraph.rstrip("|") if paragraph.startswith("|") else paragraph


@pytest.mark.parametrize("name", printing.LAYOUTS)
def test_a_printed_report_comes_back(name, tmp_path):
    layout = printing.LAYOUTS[name]
    if PROGRAMS[layout.program] is None:
        pytest.skip(f"{layout.program} is not installed: pdf as it prints it was NOT tested")
    pack = load_pack("national")
    whole = found = 0
    for sample in SAMPLES:
        paragraphs = printing.source_paragraphs(sample.read_text(encoding="utf-8"))
        document = read_bytes(printing.print_report(paragraphs, layout, tmp_path, sample.stem), sample.name)
        wanted, got = ([plain(one) for one in many] for many in (paragraphs, document.text.split("\n")))
        matcher = difflib.SequenceMatcher(None, wanted, got, autojunk=False)
        whole += len(wanted)
        found += sum(block.size for block in matcher.get_matching_blocks())
        assert "".join(got) == "".join(wanted)
        states = [
            {item.rule.id: item.state for item in judge(one, pack).items} for one in (read_path(sample), document)
        ]
        assert states[0] == states[1]
    assert found >= whole - 1
