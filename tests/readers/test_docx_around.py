"""What a Word document shows outside of its own text: marks at the edges of pages, documents inside, changes that are pending."""

from __future__ import annotations

import pytest

from checker.errors import UnreadableError
from checker.readers.docx import read
from tests.readers.packages import packed
from tests.readers.words import HEAD, KINDS, SPACES, docx, members, p, r, table
from tests.tables import every_row

BODY = p("某局报告") + p("认真落实各项部署。")


def with_parts(body: str, *parts: tuple[str, str, str | bytes]) -> bytes:
    """A document that refers to *parts*: their kind, name and content."""
    made: dict[str, str | bytes] = dict(members(body))
    key = "word/_rels/document.xml.rels"
    relations = "".join(
        f'<Relationship Id="x{number}" Type="{KINDS}{kind}" Target="{name}"/>'
        for number, (kind, name, _) in enumerate(parts)
    )
    made[key] = str(made[key]).replace("</Relationships>", f"{relations}</Relationships>")
    return packed(made | {f"word/{name}": content for _, name, content in parts})


def margin(kind: str, *blocks: str) -> tuple[str, str, str]:
    tag = "hdr" if kind == "header" else "ftr"
    return kind, f"{kind}.xml", f"{HEAD}<w:{tag} {SPACES}>{''.join(blocks)}</w:{tag}>"


@every_row(
    ("block", "mark"),
    [
        (p("机密★5年"), "机密★5年"),
        (p("绝　密"), "绝　密"),
        (p("密级：秘密"), "密级：秘密"),
        (p("内部资料　注意保存"), "内部资料　注意保存"),
        (p("（内部使用，不得外传）"), "（内部使用，不得外传）"),
        (p(r("秘密"), "<w:r><w:tab/></w:r>", r("某县某局")), "秘密"),
        (table(["某县某局", "机密"]), "机密"),
        (p('<w:r><w:pict><v:shape><v:textpath string="秘密"/></v:shape></w:pict></w:r>'), "秘密"),
        (p("联系电话：13800138000"), "联系电话：13800138000"),
    ],
)
@every_row("kind", ["header", "footer"])
def test_marks_at_the_edges_of_pages_stand_above_the_text(kind, block, mark):
    document = read(with_parts(BODY, margin(kind, block)), "a.docx")
    assert document.text == f"{mark}\n某局报告\n认真落实各项部署。"
    assert document.source.place(0).paragraph == 1


@every_row(
    "words", ["某县某局", "— 1 —", "2025年法治政府建设情况报告", "国家秘密载体管理", "保密工作机构", "第1页共9页"]
)
def test_names_and_numbers_there_are_left_out(words):
    document = read(with_parts(BODY, margin("header", p(words))), "a.docx")
    assert document.text == "某局报告\n认真落实各项部署。"
    assert document.extraction.skipped == {"header": 1}
    assert document.extraction.warnings == ()


@every_row(
    ("head", "is_read"),
    [
        ("认真落实各项部署。", True),
        ("一、工作情况", True),
        ("某局2025年法治政府建设情况报告", False),
        ("关于2025年度工作情况的报告（送审稿）", False),
    ],
)
def test_a_title_that_stands_only_there_is_read(head, is_read):
    body = p(head) + p("认真落实各项部署。")
    found = read(with_parts(body, margin("header", p("某县某局2025年法治政府建设情况报告"))), "a.docx").text
    assert found.startswith("某县某局2025年法治政府建设情况报告\n" if is_read else head)


def section(kind: str, inner: str = "") -> str:
    reference = f'<w:headerReference w:type="{kind}" r:id="x0"/>'
    return p("某局报告") + p("认真落实各项部署。", props=f"<w:sectPr>{reference}{inner}</w:sectPr>")


@every_row(
    ("body", "settings", "is_printed"),
    [
        (section("default"), "", True),
        (section("first"), "", False),
        (section("first", "<w:titlePg/>"), "", True),
        (section("first", '<w:titlePg w:val="0"/>'), "", False),
        (section("first") + p("末尾。", props="<w:sectPr><w:titlePg/></w:sectPr>"), "", True),
        (section("first") + section("default"), "", True),
        (section("even"), "<w:zoom/>", False),
        (section("even"), "<w:evenAndOddHeaders/>", True),
    ],
)
def test_the_header_of_first_or_even_pages_counts_where_it_is_printed(body, settings, is_printed):
    more = ("settings", "settings.xml", f"<w:settings {SPACES}>{settings}</w:settings>")
    text = read(with_parts(body, margin("header", p("机密★5年")), more), "a.docx").text
    assert text.startswith("机密★5年\n") is is_printed


CHUNK = p("某局报告") + '<w:altChunk r:id="x0"/>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><body><p>一、成效。</p><p>二、不足。</p></body></html>"),
        ("a.txt", "一、成效。\n二、不足。"),
        ("a.docx", docx(p("一、成效。") + p("二、不足。"))),
    ],
)
def test_documents_that_word_takes_in_are_read(name, content):
    document = read(with_parts(CHUNK, ("aFChunk", name, content)), "a.docx")
    assert document.text == "某局报告\n一、成效。\n二、不足。"
    assert document.extraction.warnings == ()


def test_a_document_that_takes_in_itself_ends():
    inner = with_parts(CHUNK, ("aFChunk", "a.docx", docx(CHUNK)))
    for _ in range(6):
        inner = with_parts(CHUNK, ("aFChunk", "a.docx", inner))
    assert read(inner, "a.docx").extraction.warnings == ()


def test_what_is_not_read_of_it_is_told():
    assert read(with_parts(CHUNK, ("aFChunk", "a.rtf", b"{\\rtf1 x}")), "a.docx").extraction.warnings == (
        "embedded-document",
    )
    with pytest.raises(UnreadableError) as caught:
        read(with_parts('<w:altChunk r:id="x0"/>', ("aFChunk", "a.rtf", b"{\\rtf1 x}")), "a.docx")
    assert caught.value.key == "only-embedded"


def test_documents_of_which_a_master_document_consists_are_told():
    made = dict(members(BODY + p('<w:subDoc r:id="x0"/>')))
    key = "word/_rels/document.xml.rels"
    relation = (
        f'<Relationship Id="x0" Type="{KINDS}subDocument" Target="2.docx" TargetMode="External"/></Relationships>'
    )
    made[key] = str(made[key]).replace("</Relationships>", relation)
    assert read(packed(made), "a.docx").extraction.warnings == ("embedded-document",)


def test_the_words_of_a_diagram_are_read():
    shapes = "".join(
        f"<d:pt><d:t><a:p><a:r><a:t>{half}</a:t></a:r><a:r><a:t>。</a:t></a:r></a:p></d:t></d:pt>"
        for half in ("甲", "乙")
    )
    data = f'{HEAD}<d:dataModel xmlns:d="urn:d" {SPACES}><d:ptLst>{shapes}<d:pt/></d:ptLst></d:dataModel>'
    drawn = '<w:r><w:drawing><a:graphicData><d:relIds xmlns:d="urn:d" r:dm="x0"/></a:graphicData></w:drawing></w:r>'
    document = read(with_parts(BODY + p("安排") + p(drawn), ("diagramData", "data1.xml", data)), "a.docx")
    assert document.text.split("\n")[-3:] == ["安排", "甲。", "乙。"]
    assert read(docx(BODY + p(drawn)), "a.docx").text == "某局报告\n认真落实各项部署。"


@pytest.mark.parametrize(
    ("program", "warnings"),
    [("Word.Document.12", ("embedded-document",)), ("Package", ("embedded-document",)), ("Equation.3", ())],
)
def test_embedded_objects_are_told_but_for_formulas(program, warnings):
    ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="{program}" r:id="x0"/>'
    assert read(docx(BODY + p(f"<w:r><w:object>{ole}</w:object></w:r>")), "a.docx").extraction.warnings == warnings


CHANGES = {
    "words put in": p("<w:ins>" + r("新的话。") + "</w:ins>"),
    "words taken out": p("<w:del><w:r><w:delText>旧的话。</w:delText></w:r></w:del>"),
    "a paragraph put in": "<w:ins>" + p("新的段落。") + "</w:ins>",
    "the end of a paragraph": p("新的段落。", props="<w:rPr><w:ins/></w:rPr>"),
    "a row": table(["甲", "乙"]).replace("<w:tr>", "<w:tr><w:trPr><w:ins/></w:trPr>"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes_that_nobody_has_accepted_are_told(name):
    assert read(docx(BODY + CHANGES[name]), "a.docx").extraction.warnings == ("pending-changes",)


TEXT = "认真落实各项部署，按期完成全部任务。" * 6


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["一、成效", p(TEXT) + p("二段。")], ["二、不足", TEXT]], ["一、成效", TEXT, "二段。", "二、不足", TEXT]),
        ([["一", "成效", TEXT], ["二", "不足", TEXT]], ["一、成效", TEXT, "二、不足", TEXT]),
        ([["●", "成效", TEXT], ["●", "不足", TEXT]], ["成效", TEXT, "不足", TEXT]),
        ([["单位", "某局"], ["成效", TEXT], ["不足", TEXT]], ["单位", "某局", "成效", TEXT, "不足", TEXT]),
        (
            [["成效", TEXT], ["不足", TEXT], ["", TEXT], ["安排", TEXT]],
            ["成效", TEXT, "不足", TEXT, TEXT, "安排", TEXT],
        ),
        ([[p("成") + p("效"), TEXT], [p("不") + p("足"), TEXT]], ["成效", TEXT, "不足", TEXT]),
        ([["序号", "任务"], ["1", "培训"], ["2", "评查"]], ["| 序号 | 任务 |", "| 1 | 培训 |", "| 2 | 评查 |"]),
    ],
)
def test_a_form_is_read_as_headings_and_texts(rows, lines):
    assert read(docx(table(*rows)), "a.docx").text.split("\n") == lines
