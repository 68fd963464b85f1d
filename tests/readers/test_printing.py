"""Reports printed to pdf in the usual layouts come back paragraph by paragraph, and are judged as their texts are."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

pytest.importorskip("pypdfium2", reason="PYPDFIUM2 IS NOT INSTALLED: pdf is not tested")

from checker.engine import judge
from checker.readers import read_bytes, read_path
from tests.libreoffice import SOFFICE
from tests.readers import printing

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
SOURCES = {path.stem: printing.source_paragraphs(path.read_text(encoding="utf-8")) for path in SAMPLES}
PROGRAMS = {"soffice": SOFFICE, "chromium": printing.CHROMIUM}


def plain(paragraph: str) -> str:
    """A paragraph without blanks, a row without its empty cells at the end."""
    paragraph = "".join(paragraph.split())
    return paragraph.rstrip("|") if paragraph.startswith("|") else paragraph


def states(document, pack):
    return {item.rule.id: item.state for item in judge(document, pack).items}


@pytest.fixture(scope="module", params=PROGRAMS)
def printed(request, tmp_path_factory):
    """What one program prints, by layout and sample: every sample in a standard layout, one in each of the others."""
    program = request.param
    if PROGRAMS[program] is None:
        pytest.skip(f"{program.upper()} IS NOT INSTALLED: pdf as it prints it is not tested")
    if not printing.has_fonts():
        pytest.skip("NOTO CJK FONTS ARE NOT INSTALLED: pdf as programs print it is not tested")
    reports = {
        f"{name}.{stem}": (paragraphs, layout)
        for name, layout in printing.LAYOUTS.items()
        if layout.program == program
        for number, (stem, paragraphs) in enumerate(SOURCES.items())
        if "standard" in name or (number + list(printing.LAYOUTS).index(name)) % len(SOURCES) == 0
    }
    return printing.print_reports(reports, program, tmp_path_factory.mktemp(program))


@pytest.fixture(scope="module")
def wanted(national):
    """How the samples themselves are judged."""
    return {path.stem: states(read_path(path), national) for path in SAMPLES}


def test_printed_reports_come_back(printed, wanted, national):
    whole = dict.fromkeys(printing.LAYOUTS, 0)
    found = dict.fromkeys(printing.LAYOUTS, 0)
    assert printed
    for name, data in printed.items():
        layout, _, stem = name.partition(".")
        document = read_bytes(data, f"{stem}.pdf")
        source, got = ([plain(one) for one in many] for many in (SOURCES[stem], document.text.split("\n")))
        assert "".join(got) == "".join(source), name
        matcher = difflib.SequenceMatcher(None, source, got, autojunk=False)
        whole[layout] += len(source)
        found[layout] += sum(block.size for block in matcher.get_matching_blocks())
        assert states(document, national) == wanted[stem], name
    assert {layout: whole[layout] - found[layout] for layout in whole if found[layout] < whole[layout] - 1} == {}
