"""Tables that a report must fill in: the same figures in every form in which reports come, filled in, balanced, as told."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.annotate.comment_text import remarks
from checker.audit import rows
from checker.audit.wording import place_words
from checker.engine import judge
from checker.readers import read_bytes
from checker.render import FILES, RENDERERS, RenderOptions, create_file
from checker.results import packed, unpacked
from tests.checks import forms
from tests.tables import every_row

if TYPE_CHECKING:
    from checker.engine.model import Assessment, Item
    from checker.rulebook.model import Pack

FORMS = ("html", "docx", "strokes", "box", "markdown", "tabs", "blanks", "pasted")
SUFFIX = {"html": "html", "docx": "docx"}
Judge = Callable[..., "dict[str, Item]"]


@pytest.fixture(scope="module")
def judged(make_pack: Callable[[str], Pack]) -> Judge:
    pack = make_pack(forms.pack())

    def judged(*tables: forms.Form, form: str, **more: str) -> dict[str, Item]:
        data = forms.report(*tables, form=form, **more)
        assessment: Assessment = judge(read_bytes(data, f"a.{SUFFIX.get(form, 'txt')}"), pack)
        return {item.rule.id: item for item in assessment.items}

    return judged


def outcomes(items: dict[str, Item]) -> dict[str, tuple[str, str | None]]:
    return {name: (item.state, item.reason) for name, item in items.items()}


@every_row("form", FORMS)
def test_what_balances_passes_in_every_form(judged: Judge, form: str) -> None:
    assert outcomes(judged(form=form)) == dict.fromkeys(forms.RULES, ("pass", None))


def changed(row: int, column: int, words: str) -> forms.Form:
    """The table of requests with other words in one cell; rows and columns of figures count from 0."""
    figures = forms.request_figures()
    figures[row][column] = words
    return forms.requests(figures)


@every_row("form", FORMS)
def test_a_figure_that_does_not_fit_is_found_with_its_cell(judged: Judge, form: str) -> None:
    table = changed(0, 0, "１５")
    found = judged(forms.active(), table, forms.disputes(), form=form)
    item = found["requests-sums"]
    assert (item.state, item.reason, item.values["count"]) == ("fail", "sum", 2)
    assert (item.values["where"], item.values["left"], item.values["right"]) == ("自然人", "18", "17")
    assert item.values["balance"].startswith("本年新收政府信息公开申请数量 + 上年结转政府信息公开申请数量 = 总计 + ")
    first = item.evidence[0]
    assert first.text == "１５"
    assert form == "tabs" or first.place.table == 2  # where lines without tabs part what is one
    if form in ("html", "docx", "box", "markdown"):
        assert (first.place.row, first.place.cell) == (4, 4)
    assert outcomes(found) == dict.fromkeys(forms.RULES, ("pass", None)) | {"requests-sums": ("fail", "sum")}


@every_row("form", [form for form in FORMS if form not in ("blanks", "pasted")])
def test_a_blank_cell_is_found_and_leaves_balances_open(judged: Judge, form: str) -> None:
    item = (found := judged(forms.active(), changed(2, 1, ""), forms.disputes(), form=form))["requests-filled"]
    assert (item.state, item.reason, item.values["column"]) == ("partial", "blank", "商业企业")
    assert "予以公开" in item.values["row"]
    assert item.evidence[0].text == ""
    assert form == "tabs" or item.evidence[0].place.table == 2
    assert found["requests-sums"].state == "pass"
    empty = judged(forms.active(), forms.requests(), forms.disputes(*[""] * 15), form=form)
    if form != "tabs":  # where nothing tells which heads stand above which others
        assert outcomes(empty)["disputes-filled"] == ("fail", "empty")
        assert outcomes(empty)["disputes-sums"] == ("skip", "nothing-to-compare")


@pytest.mark.parametrize("mark", ["/", "—", "——", "无", "0"])
def test_a_mark_for_none_is_nought(judged: Judge, mark: str) -> None:
    found = judged(forms.active(), changed(0, 2, mark), forms.disputes(), form="html")
    assert outcomes(found) == dict.fromkeys(forms.RULES, ("pass", None))


def test_what_the_text_says_is_what_the_table_says(judged: Judge) -> None:
    said = "本年新收政府信息公开申请17件，不予公开3件。全年收费3.5万元。"
    item = judged(form="docx", said=said)["requests-text"]
    assert (item.state, item.reason, item.values["figure"]) == ("fail", "differs", "本年新收政府信息公开申请17件")
    assert (item.values["cell"], item.values["column"]) == ("16", "总计")
    assert [quote.text for quote in item.evidence] == ["本年新收政府信息公开申请17件", "16"]
    assert (item.evidence[1].place.table, item.evidence[1].place.row, item.evidence[1].place.cell) == (2, 4, 10)


def test_the_cell_is_named_in_every_output(make_pack: Callable[[str], Pack]) -> None:
    pack = make_pack(forms.pack())
    data = forms.report(forms.active(), changed(0, 0, "15"), forms.disputes(), form="docx")
    assessment = judge(read_bytes(data, "a.docx"), pack)
    again = unpacked(json.loads(json.dumps(packed(assessment))), "a.docx", pack)
    options = RenderOptions(lang="en")
    for one in (assessment, again):
        for name in (*RENDERERS, *FILES):
            renderer = create_file(name, options)
            renderer.add(one, met=False)
            said = _read(renderer.end())
            wanted = '"table": 2, "row": 4, "cell": 4' if name == "json" else "table 2, row 4, column 4"
            assert wanted in " ".join(said.split()).replace("%2C", ","), name
    comments = [text for remark in remarks(assessment, "en") for text in remark.paragraphs]
    assert any("(table 2, row 4, column 4)" in text for text in comments)
    places = [row[rows.ITEM.index("place")] for row in rows.items(assessment)]
    assert any((place_words(place, "en") or "").endswith("(table 2, row 4, column 4)") for place in places if place)


def _read(made: bytes) -> str:
    """The words of an output, those in the parts of a package too."""
    if not made.startswith(b"PK"):
        return made.decode()
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@given(
    st.lists(st.integers(0, 999), min_size=15, max_size=15),
    st.sampled_from([form for form in FORMS if form != "docx"]),
    st.integers(0, 14),
    st.integers(1, 500),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_adds_up_passes_and_what_does_not_fails(
    judged: Judge, figures: list[int], form: str, at: int, more: int
) -> None:
    figures[13] = sum(figures[2:13])
    figures[14] = figures[0] + figures[1] - figures[13]
    if figures[14] < 0:
        figures[0], figures[14] = figures[0] - figures[14], 0

    def table() -> forms.Form:
        return forms.requests([[str(one), *["0"] * 5, str(one)] for one in figures])

    assert judged(forms.active(), table(), form=form)["requests-sums"].state == "pass"
    figures[at] += more
    item = judged(forms.active(), table(), form=form)["requests-sums"]
    assert (item.state, item.reason, item.values["difference"]) == ("fail", "sum", str(more))
