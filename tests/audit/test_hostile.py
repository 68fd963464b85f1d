"""Reports, file names and a ledger that mean harm: nothing of it comes to life in workbook, page, letters, lists or terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli import main
from tests import commands
from tests.audit.auditing import ROOT, TEXTS

if TYPE_CHECKING:
    from pathlib import Path

PAYLOADS = {
    "formula": "=cmd|'/c calc'!A1",
    "link": '=HYPERLINK("http://evil.example","点这里")',
    "full-width": "＝1＋1局",
    "plus": "+86市局",
    "at": "@SUM(1)局",
    "script": "<script>alert(1)</script>局",
    "image": "<img src=x onerror=alert(1)>局",
    "end": "</title></style></script><svg onload=alert(1)>局",
    "template": "{{7*7}}{% for x in y %}局",
    "xml": "]]><w:instrText>DDE</w:instrText>&amp;局",
    "control": "\x1b[2J\x07\x08\x9b31m局",
    "bidi": "\u202egnp.exe\u2066局",
    "path": "..\\..\\..\\etc\\passwd",
    "device": "CON",
    "huge": "甲" * 60 + "局",
}
"""Each is the name of a unit in a report and in the ledger, and the name of a file as far as the system takes it."""
_ALIVE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of an audit of hostile reports, and what it printed."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "报送").mkdir()
    for number, (kind, words) in enumerate(PAYLOADS.items()):
        text = f"{words}2025年法治政府建设年度报告\n{words}\n{words}认真履职。\n{TEXTS[number % len(TEXTS)]}\n{words}\n2026年3月9日\n"
        name = "".join(char for char in words if char not in "/\0")[:60]
        (folder / "报送" / f"{name}{'' if kind == 'device' else kind}.txt").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "报送" / "包.zip", "w") as archive:
        archive.writestr("../../evil.txt", TEXTS[0])
        archive.writestr("=1+1<b>.jpg", b"x")
        archive.writestr("/abs/\u202e.docx", b"PK")
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [["单位", "别名", "地区"], *([words, f"{words}又", words] for words in PAYLOADS.values())]
    )
    (folder / "名单.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    arguments = (
        "--roster",
        folder / "名单.csv",
        "--year",
        2025,
        "--today",
        "2026-04-01",
        "--title",
        PAYLOADS["script"],
    )
    _, told, err = commands.checker("audit", folder / "报送", "--out", folder / "结果", *arguments, cwd=ROOT)
    assert "Traceback" not in err
    assert (folder / "结果" / "audit.xlsx").is_file(), err
    return folder, told + err


def test_nothing_is_written_elsewhere(hostile: tuple[Path, str]) -> None:
    folder, _ = hostile
    assert {path.name for path in folder.iterdir()} == {"报送", "名单.csv", "结果"}
    assert {path.name for path in (folder / "结果").iterdir()} == {
        "audit.sqlite",
        "audit.xlsx",
        "index.html",
        "letters",
    }
    for path in (folder / "结果" / "letters").iterdir():
        assert path.is_file()
        assert len(path.name.encode()) <= 255
        assert not _ALIVE.search(path.name)
        assert not re.match(r"(?i)(?:con|nul|[=+@-])", path.name)


def test_the_workbook_computes_nothing(hostile: tuple[Path, str]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(hostile[0] / "结果" / "audit.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    words = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@", "＝"))]
    assert any(PAYLOADS["formula"] in cell.value for cell in cells)
    assert not [cell.value for cell in words if cell.data_type == "f" or not cell.quotePrefix]
    assert not [cell.value for cell in cells if _ALIVE.search(cell.value)]
    assert not [cell.value for cell in cells if cell.hyperlink and (cell.hyperlink.target or "").startswith("http")]


def test_the_page_runs_nothing(hostile: tuple[Path, str]) -> None:
    html = pytest.importorskip("lxml.html")
    source = (hostile[0] / "结果" / "index.html").read_text(encoding="utf-8")
    page = html.fromstring(source)
    assert not _ALIVE.search(source)
    assert PAYLOADS["image"] in page.text_content()
    assert not page.xpath("//img | //svg[@onload] | //iframe | //object | //embed | //link[@href] | //base")
    assert not [name for one in page.iter() for name in getattr(one, "attrib", ()) if name.startswith("on")]
    assert not [one.text for one in page.iter("script") if "alert(1)" in (one.text or "").replace("\\u003c", "<")[:40]]
    assert not page.xpath(
        "//a[starts-with(@href, 'javascript') or starts-with(@href, 'data') or starts-with(@href, 'http')]"
    )


def test_letters_hold_words_alone(hostile: tuple[Path, str]) -> None:
    docx = pytest.importorskip("docx")
    files = list((hostile[0] / "结果" / "letters").glob("*.docx"))
    texts: list[str] = []
    assert len(files) >= len(PAYLOADS) - 3  # of some names nothing is left
    for path in files:
        with zipfile.ZipFile(path) as package:
            source = "".join(
                package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))
            )
        assert 'TargetMode="External"' not in source
        fields = re.findall(r"<w:instrText[^>]*>\s*(\w*)", source) + re.findall(
            r'<w:fldSimple[^>]*w:instr="\s*(\w*)', source
        )
        assert set(fields) <= {"PAGE", "NUMPAGES"}
        texts.append("\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs))
        assert not _ALIVE.search(texts[-1])
    assert any("{{7*7}}" in text for text in texts)
    assert any("]]><w:instrText>" in text for text in texts)


@pytest.mark.parametrize(
    "question", ["ranking", "missing", "twice", "unreadable", "passed-over", "similar", "near", "findings", "summary"]
)
def test_lists_compute_nothing(hostile: tuple[Path, str], question: str, capsys: pytest.CaptureFixture[str]) -> None:
    def asked(form: str) -> str:
        capsys.readouterr()
        main.run(["audit", "query", str(hostile[0] / "结果"), question, "--format", form])
        return capsys.readouterr().out

    rows = list(csv.reader(io.StringIO(asked("csv"))))
    assert not [cell for row in rows for cell in row if re.match(r"[=+@\t\r＝＋＠]|-[^\d]", cell)]
    assert not _ALIVE.search("".join(cell for row in rows for cell in row))
    found: list[Any] = json.loads(asked("json") or "[]")
    assert isinstance(found, list)
    assert not _ALIVE.search(asked("text").replace("\n", ""))


def test_the_terminal_is_told_in_plain_characters(hostile: tuple[Path, str]) -> None:
    assert not _ALIVE.search(hostile[1].replace("\r", ""))


def test_the_list_of_letters_computes_nothing(hostile: tuple[Path, str]) -> None:
    listed = (hostile[0] / "结果" / "letters" / "letters.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(listed)) for cell in row]
    assert any("cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if re.match(r"[=+@\t\r＝＋＠]|-[^\d]", cell) or _ALIVE.search(cell)]
