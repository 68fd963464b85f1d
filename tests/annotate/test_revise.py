"""A changed text goes back into the author's docx: tracked or for good, read again by the reader and by python-docx."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

docx = pytest.importorskip("docx", reason="PYTHON-DOCX IS NOT INSTALLED: changed documents are not tried")
pytest.importorskip("lxml", reason="LXML IS NOT INSTALLED: changed documents are not tried")

from checker.annotate.revise import revised
from checker.readers import read_bytes

DATE = "2026-01-10"
LINES = [
    "某市某局2025年法治政府建设情况报告", "一、主要举措和成效", "（一）落实法治审核制度，增强\t法制意识，召开会议4次。",
    "| 任务 | 时限 |", "| 修订制度 | 6月底 |", "二、存在的不足和原因", "一是执法不规范的情况还有发生，执法力量不足。", "某市某局", "2026年1月10日",
]  # fmt: skip


def document(lines: list[str]) -> bytes:
    """A docx in which each paragraph has several runs, one of them bold."""
    made, table = docx.Document(), None
    for line in lines:
        if line.startswith("| "):
            cells = line.removeprefix("| ").removesuffix(" |").split(" | ")
            table = table or made.add_table(0, len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
            continue
        table = None
        paragraph = made.add_paragraph()
        for at in range(0, len(line), 5):
            paragraph.add_run(line[at : at + 5]).bold = at % 2 == 1
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


BASE = document(LINES)
TEXT = read_bytes(BASE, "a.docx").text


def main_part(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


@st.composite
def edited(draw: st.DrawFn) -> list[str]:
    """The lines with words put in and taken out, lines gone and lines that are new."""
    out: list[str] = []
    for line in LINES:
        what = draw(st.sampled_from(["keep", "keep", "words", "gone", "new"]))
        if what == "new" and not line.startswith("|"):  # a paragraph between two rows goes behind their table
            out.append(
                draw(
                    st.sampled_from(
                        ["三、下一步安排", "（二）强化培训。", "2026年6月底前开展法治培训4次，由法规科负责落实。"]
                    )
                )
            )
        if what == "words" and not line.startswith("|"):
            start = draw(st.integers(0, len(line)))
            end = draw(st.integers(start, len(line)))
            line = line[:start] + draw(st.sampled_from(["", "法制", "：甲", "12"])) + line[end:]  # noqa: PLW2901
        if what != "gone" and line.strip():
            out.append(line.strip())
    return out


@settings(max_examples=25, deadline=None)
@given(edited(), st.sampled_from([DATE, None]))
def test_what_is_read_again_is_the_wanted_text(wanted: list[str], date: str | None) -> None:
    made = revised(BASE, TEXT, "\n".join(wanted), date=date)
    assert made.text.split("\n") == (wanted or [""])
    assert read_bytes(made.data, "a.docx").text == made.text if wanted else True
    docx.Document(io.BytesIO(made.data))


def test_changes_are_tracked_and_can_be_rejected() -> None:
    wanted = (
        TEXT.replace("法治审核", "法制审核").replace("某市某局\n", "").replace("6月底 |", "6月底 |\n| 培训 | 9月底 |")
    )
    made = main_part(revised(BASE, TEXT, wanted, date=DATE).data)
    assert re.search(r'<w:del w:id="\d+" w:author="自查" w:date="2026-01-10T00:00:00Z"><w:r>.*?<w:delText', made)
    assert len({*re.findall(r"<w:(?:ins|del) w:id=\"(\d+)\"", made)}) == len(re.findall(r"<w:(?:ins|del) w:id", made))
    rejected = re.sub(r"<w:tr>(?:(?!</w:tr>).)*<w:trPr><w:ins.*?</w:tr>", "", made)
    rejected = re.sub(r"<w:ins [^>]*>.*?</w:ins>", "", re.sub(r"<w:ins [^>]*/>", "", rejected))
    words = "".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", rejected))
    assert words == "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)<", main_part(BASE)))


def test_for_good_nothing_is_tracked_and_formats_stay() -> None:
    made = revised(BASE, TEXT, TEXT.replace("法治审核", "法制审核"), date=None).data
    assert not re.search("<w:(?:ins|del)[ >]", main_part(made))
    runs = next(one for one in docx.Document(io.BytesIO(made)).paragraphs if "法制审核" in one.text).runs
    assert [run.bold for run in runs if "审核" in run.text] == [True]


def test_without_a_change_the_text_stays_byte_for_byte() -> None:
    assert revised(BASE, TEXT, TEXT, date=DATE).text == TEXT
    assert main_part(revised(BASE, TEXT, TEXT, date=DATE).data).count("<w:r>") == main_part(BASE).count("<w:r>")
