"""Word documents: which words are read, in which order, and where they stand."""

import pickle

import pytest

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers import read_bytes, read_path
from tests.readers.packages import packed
from tests.readers.words import (
    STRICT_W,
    W,
    abstract,
    box,
    choice,
    control,
    docx,
    field,
    level,
    listed,
    mark,
    members,
    num,
    p,
    picture,
    r,
    split,
    style,
    table,
)
from tests.tables import every_row

INSERTED = "<w:ins w:author='a'>{}</w:ins>"
DELETED = "<w:del w:author='a'><w:r><w:delText>{}</w:delText></w:r></w:del>"
NO_END = '<w:rPr><w:del w:author="a"/></w:rPr>'
HIDDEN = "<w:vanish/>"
WHITE = '<w:b/><w:color w:val="FFFFFF"/>'
LONG = "全面推进依法行政" * 50 + "。"


def alternates(first: str, last: str) -> str:
    return f"<mc:AlternateContent><mc:Choice Requires='wps'>{first}</mc:Choice><mc:Fallback>{last}</mc:Fallback></mc:AlternateContent>"


CONTENTS = control(
    p("目录") + p("一、成效1"), '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
)

# What it is: the body, and the lines it gives.
TEXTS: dict[str, tuple[str, list[str]]] = {
    "paragraphs": (p("甲") + p() + p("  乙\u3000") + p("丙", "丁"), ["甲", "乙", "丙丁"]),
    "a run for each character": (p(split("法治政府建设")), ["法治政府建设"]),
    "entities and spaces": (p("甲 & 乙 <丙>"), ["甲 & 乙 <丙>"]),
    "line ends in the source": (p("<w:r><w:t>甲\n乙</w:t></w:r>"), ["甲 乙"]),
    "breaks and tabs": (
        p("甲", "<w:r><w:br/></w:r>", "乙", "<w:r><w:tab/></w:r>", "丙", '<w:r><w:br w:type="page"/></w:r>', "丁"),
        ["甲", "乙\t丙", "丁"],
    ),
    "hyphens": (p("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t><w:softHyphen/><w:t>丙</w:t></w:r>"), ["甲-乙丙"]),
    "symbols": (
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            "甲",
            '<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>',
        ),
        ["☑甲①"],
    ),
    "symbols that are none": (p('<w:r><w:sym w:char="zz"/><w:sym w:char="D800"/><w:sym/><w:t>甲</w:t></w:r>'), ["甲"]),
    "ruby": (
        p(
            "<w:r><w:ruby><w:rt><w:r><w:t>zhì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>治</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        ),
        ["治"],
    ),
    "wrappers": (
        p(
            f"<w:hyperlink>{r('甲')}</w:hyperlink>",
            f"<w:smartTag>{r('乙')}<w:smartTag>{r('丙')}</w:smartTag></w:smartTag>",
            f"<w:bdo>{r('丁')}</w:bdo>",
            "<m:oMath><m:f><m:r><m:t>95%</m:t></m:r></m:f></m:oMath>",
        ),
        ["甲乙丙丁95%"],
    ),
    "struck through": (p(r("甲", "<w:strike/>"), "乙"), ["甲乙"]),
    "controls": (control(p("甲", control(r("乙"))) + control(p("丙"))), ["甲乙", "丙"]),
    "a prompt, which is printed": (
        p("甲", control(r("单击此处输入文字。"), "<w:showingPlcHdr/>")),
        ["甲单击此处输入文字。"],
    ),
    "insertions and deletions": (p("甲", INSERTED.format(r("乙")), DELETED.format("丙"), "丁"), ["甲乙丁"]),
    "moves": (p(f"<w:moveFrom>{r('甲')}</w:moveFrom>", "乙") + p(f"<w:moveTo>{r('甲')}</w:moveTo>"), ["乙", "甲"]),
    "a deleted paragraph": (p("甲") + p(DELETED.format("乙"), props=NO_END) + p("丙"), ["甲", "丙"]),
    "a deleted end": (p("甲", props=NO_END) + p("乙", props=NO_END) + p("丙") + p("丁"), ["甲乙丙", "丁"]),
    "a deleted end before a table": (p("甲", props=NO_END) + table(["1", "2"]), ["甲", "| 1 | 2 |"]),
    "a deleted end in a cell": (table([p("甲", props=NO_END), "2"]) + p("乙"), ["| 甲 | 2 |", "乙"]),
    "a deleted end at the end": (p("甲", props=NO_END), ["甲"]),
    "deleted rows": (
        table(["1", "2"], ["3", "4"]).replace("<w:tr>", '<w:tr><w:trPr><w:del w:author="a"/></w:trPr>', 1),
        ["| 3 | 4 |"],
    ),
    "hidden": (p("甲", r("乙", HIDDEN), r("丙", '<w:vanish w:val="0"/>')) + p(r("丁", HIDDEN)), ["甲丙"]),
    "hidden numbers that may be somebody's": (
        p("甲", r("乙 110105 19491231002X丙12345。", HIDDEN), "丁"),
        ["甲 110105 19491231002X 丁"],
    ),
    "letters that nobody can read": (p("甲", r("乙", '<w:sz w:val="2"/>'), r("丙", '<w:sz w:val="32"/>')), ["甲丙"]),
    "white on white": (p("甲", r("乙", WHITE)) + p(r("丙", WHITE), "丁"), ["甲", "丁"]),
    "white on a ground": (p("甲", r("乙", WHITE)) + p("丙", props='<w:shd w:fill="1F3864"/>'), ["甲乙", "丙"]),
    "white above a picture": (p(LONG, r("乙", WHITE)) + p(picture(9, 9)), [LONG]),
    "white beside a shape": (p(r("甲", WHITE), box(p("丁"))), ["甲", "丁"]),
    "a hidden end": (p("一、", props=f"<w:rPr>{HIDDEN}</w:rPr>") + p("甲"), ["一、甲"]),
    "former formats": (p("甲", r("乙", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")), ["甲乙"]),
    "fields": (
        p(
            "共",
            field(" NUMPAGES ", r("3")),
            "页",
            '<w:fldSimple w:instr="DATE"><w:r><w:t>2024</w:t></w:r></w:fldSimple>',
        ),
        ["共3页2024"],
    ),
    "a field without a result": (
        p("甲", mark("begin"), "<w:r><w:instrText>XE 甲</w:instrText></w:r>", mark("end"), "乙"),
        ["甲乙"],
    ),
    "characters drawn by a field": (
        p(
            "临",
            *[
                mark("begin"),
                r"<w:r><w:instrText>EQ \* jc2 \* hps16 \o\ad(\s\up 15(xī),溪)</w:instrText></w:r>",
                mark("end"),
            ],
            "县",
            *[mark("begin"), r"<w:r><w:instrText> eq \o\ac(○,21) </w:instrText></w:r>", mark("end")],
        ),
        ["临溪县21"],
    ),
    "an entry chosen from a list": (p(choice(1), "报告", choice(), choice(9)), ["乙局报告甲局"]),
    "a list with its result": (p(choice(1, mark("separate") + r("乙局")), "报告"), ["乙局报告"]),
    "a field in an instruction": (p(field("IF " + field("PAGE", r("7")) + " = 1", r("乙"))), ["乙"]),
    "a field in hidden text": (
        p("甲", *[mark(kind).replace("<w:r>", f"<w:r><w:rPr>{HIDDEN}</w:rPr>") for kind in ("begin", "end")], "乙"),
        ["甲乙"],
    ),
    "a field over paragraphs": (
        p(mark("begin"), "<w:r><w:instrText>REF a</w:instrText></w:r>", mark("separate"), "甲")
        + p("乙", mark("end"), "丙"),
        ["甲", "乙丙"],
    ),
    "a field that does not end": (
        p("甲", mark("begin"), "<w:r><w:instrText>REF</w:instrText></w:r>") + p("乙"),
        ["甲", "乙"],
    ),
    "ends of no field": (p("甲", mark("end"), mark("separate"), "乙"), ["甲乙"]),
    "contents as a field": (
        p("标题")
        + p(
            mark("begin"),
            r"<w:r><w:instrText> TOC \o </w:instrText></w:r>",
            mark("separate"),
            field("PAGEREF a", r("1")),
            "一、成效",
        )
        + p("二、问题")
        + p(mark("end"))
        + p("一、成效"),
        ["标题", "一、成效"],
    ),
    "contents as a control": (p("标题") + CONTENTS + p("一、成效"), ["标题", "一、成效"]),
    "contents as a simple field": (
        p('<w:fldSimple w:instr=" TOC \\o">' + r("一、成效") + "</w:fldSimple>") + p("甲"),
        ["甲"],
    ),
    "a table": (table(["项目", "数"], ["案件", p("1") + p("2")], ["", ""]), ["| 项目 | 数 |", "| 案件 | 1 2 |"]),
    "a table in a table": (table(["外", table(["内", "里"]) + p()], ["a", "b"]), ["| 外 | 内 里 |", "| a | b |"]),
    "a table that frames the page": (
        table([p("标题") + p(LONG) + table(["1", "2"], ["3", "4"])]),
        ["标题", LONG, "| 1 | 2 |", "| 3 | 4 |"],
    ),
    "a table of rows with one cell that is filled": (
        table(["", "标题"], ["", "一、成效"], ["某局", ""]),
        ["标题", "一、成效", "某局"],
    ),
    "a table beside the text": (table(["栏", p(LONG) + p("乙")], ["", "丙"]), ["栏", LONG, "乙", "丙"]),
    "rows in controls": (
        table(["1", "2"])
        .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
        .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>"),
        ["| 1 | 2 |"],
    ),
    "cells and rows without a table": (f"<w:tr><w:tc>{p('甲')}</w:tc></w:tr><w:tc>{p('乙')}</w:tc>", ["甲", "乙"]),
    "a box before": (p(box(p("某市文件") + p("第1号")), "甲") + p("乙"), ["某市文件", "第1号", "甲", "乙"]),
    "a box after": (p("甲", box(p("某市某局"))) + p("乙"), ["甲", "某市某局", "乙"]),
    "boxes before and after": (p(box(p("1")), box(p("2")), "甲", box(p("3")), box(p("4"))), ["1", "2", "甲", "3", "4"]),
    "a box in a box": (p(box(p(box(p("内")), "外")), "甲"), ["内", "外", "甲"]),
    "words drawn as a shape": (
        p("<w:r><w:pict><v:shape><v:textpath string='某市某局文件'/></v:shape></w:pict></w:r>") + p("甲"),
        ["某市某局文件", "甲"],
    ),
    "a box with a table": (p(box(table(["1", "2"])), "甲"), ["| 1 | 2 |", "甲"]),
    "alternates": (p(alternates(r("甲"), r("乙")), "丙") + alternates(p("丁"), p("戊")), ["甲丙", "丁"]),
    "alternates with one side": (
        p("<w:r><mc:AlternateContent><mc:Fallback><w:t>甲</w:t></mc:Fallback></mc:AlternateContent></w:r>"),
        ["甲"],
    ),
    "unknown elements": (p("甲", "<w:proofErr/><w14:new><w:r><w:t>乙</w:t></w:r></w14:new>") + "<w14:new/>", ["甲"]),
}


def read(body: str, **parts: object) -> Document:
    return read_bytes(docx(body, **parts), "in.docx")


@every_row(("body", "lines"), TEXTS.values())
def test_text(body: str, lines: list[str]) -> None:
    document = read(body)
    assert document.text.split("\n") == lines
    assert document.format == "docx"


@every_row(("body", "lines"), TEXTS.values())
def test_text_of_the_strict_edition(body: str, lines: list[str]) -> None:
    parts = {name: content.replace(W, STRICT_W) for name, content in members(body).items()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"
    )
    assert read_bytes(packed(parts), "in.docx").text.split("\n") == lines


def test_places_are_paragraphs_of_the_body() -> None:
    body = p("甲") + p() + CONTENTS + table(["乙", "丙"], ["丁", "戊"]) + p(box(p("己") + p("庚")), "辛") + p("壬")
    document = read(body)
    found = {char: document.source.place(document.text.index(char)).paragraph for char in "甲乙丙丁戊己庚辛壬"}
    # The two of the table of contents are counted, those of the box are not.
    assert found == {"甲": 1, "乙": 5, "丙": 6, "丁": 7, "戊": 8, "己": 9, "庚": 9, "辛": 9, "壬": 10}
    assert set(document.source.place(0)._replace(paragraph=None)) == {None}


def note(kind: str, key: int, *content: str) -> str:
    return f'<w:{kind} w:id="{key}">{p(*content)}</w:{kind}>'


def reference(key: int, kind: str = "footnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def test_notes_come_after_the_next_prose() -> None:
    body = (
        p("标题", reference(2))
        + p("某市某局")
        + p("现报告如下。", reference(3), reference(4, "endnote"))
        + p("一、成效", reference(9))
    )
    document = read(
        body,
        footnotes=note("footnote", -1, "分隔")
        + note("footnote", 2, "统计至年底。", reference(2))
        + note("footnote", 3, "脚注"),
        endnotes=note("endnote", 4, "尾注"),
    )
    assert document.text.split("\n") == ["标题", "某市某局", "现报告如下。", "统计至年底。", "脚注", "尾注", "一、成效"]
    assert document.source.place(document.text.index("统计")).paragraph == 1
    assert document.source.place(document.text.index("一、")).paragraph == 4


def test_notes_without_prose_come_last() -> None:
    assert read(p("甲", reference(2)) + p("乙"), footnotes=note("footnote", 2, "注")).text == "甲\n乙\n注"


def test_hidden_by_style() -> None:
    styles = (
        style("Base", "<w:rPr><w:vanish/></w:rPr>")
        + style("Sub", '<w:basedOn w:val="Base"/>')
        + style("Char", "<w:rPr><w:vanish/></w:rPr>", kind="character")
        + style("Loop", '<w:basedOn w:val="Loop2"/>')
        + style("Loop2", '<w:basedOn w:val="Loop"/>')
    )
    body = (
        p("甲", props='<w:pStyle w:val="Sub"/>')
        + p("乙", r("丙", '<w:rStyle w:val="Char"/>'), r("丁", '<w:rStyle w:val="Char"/><w:vanish w:val="false"/>'))
        + p("戊", props='<w:pStyle w:val="Loop"/>')
        + p("己", props='<w:pStyle w:val="None"/>')
    )
    for mangled in (styles, "<!-- a comment -->" + styles):
        assert read(body, styles=mangled).text == "乙丁\n戊\n己"


WHITE_STYLES = (
    style("Base", f"<w:rPr>{WHITE}</w:rPr>")
    + style("Sub", '<w:basedOn w:val="Base"/>')
    + style("Table", '<w:tblPr><w:shd w:fill="1F3864"/></w:tblPr>', kind="table")
)


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ("", "乙"),  # the ground of a style that nothing has is none
        (p(r("丙", WHITE)), "乙"),
        (p(r("丙", '<w:color w:val="FF0000"/>')), "甲\n乙\n丙"),  # perhaps the words of the style have that colour too
        ('<w:tbl><w:tblPr><w:tblStyle w:val="Table"/></w:tblPr></w:tbl>' + p(r("丙", WHITE)), "甲\n乙\n丙"),
    ],
)
def test_white_by_style(more: str, shown: str) -> None:
    assert read(p("甲", props='<w:pStyle w:val="Sub"/>') + p("乙") + more, styles=WHITE_STYLES).text == shown


def test_contents_by_style() -> None:
    styles = style("10", name="toc 1") + style("TOCHeading", name="TOC Heading")
    body = (
        p("目录", props='<w:pStyle w:val="TOCHeading"/>')
        + p("一、成效 1", props='<w:pStyle w:val="10"/>')
        + p("一、成效")
    )
    assert read(body, styles=styles).text == "一、成效"


@pytest.mark.parametrize(
    ("main", "kind"),
    [
        ("word/document.xml", "document.main"),
        ("word/document2.xml", "template.main"),
        ("main/text.xml", "document.main"),
    ],
)
def test_the_main_part_is_found(main: str, kind: str) -> None:
    parts = members(p("甲", props='<w:numPr><w:numId w:val="1"/></w:numPr>'), main=main, kind=kind)
    parts["word/x"] = ""
    assert read_bytes(packed(parts), "in.docx").text == "甲"
    without = {name: content for name, content in parts.items() if name != "_rels/.rels"}
    assert read_bytes(packed(without), "in.docx").text == "甲"


def test_macros_are_ignored() -> None:
    parts = members(p("甲")) | {"word/vbaProject.bin": "\0\1"}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert read_bytes(packed(parts), "in.docm").text == "甲"
    del parts["_rels/.rels"]
    assert read_bytes(packed(parts), "in.docm").text == "甲"


def test_what_is_skipped_is_counted() -> None:
    body = (
        p(
            LONG * 3,
            DELETED.format("乙"),
            r("丙", HIDDEN),
            picture(100, 100),
            '<w:r><w:commentReference w:id="1"/></w:r>',
        )
        + CONTENTS
        + '<w:altChunk r:id="r"/>'
    )
    extraction = read(body, more=("header", "header", "footer")).extraction
    assert extraction is not None
    expected = {"deletion": 1, "hidden": 1, "image": 1, "comment": 1, "toc": 1, "embedded": 1, "header": 2, "footer": 1}
    assert extraction.skipped == expected
    assert extraction.warnings == ("embedded-document", "pending-changes")


def test_pictures_instead_of_text() -> None:
    page = picture(7_000_000, 9_000_000)
    with pytest.raises(UnreadableError) as caught:
        read(p(page) + p(page) + p("某市某局"))
    assert (caught.value.key, caught.value.values["count"]) == ("only-pictures", 2)
    extraction = read(p(LONG[:200]) + p(page)).extraction
    assert extraction is not None
    assert extraction.warnings == ("text-in-pictures",)
    stamp = read(p(LONG[:200]) + p(picture(1_500_000, 1_500_000))).extraction
    assert stamp is not None
    assert stamp.warnings == ()


@every_row(
    ("blocks", "warned"),
    [
        (["四、工作安排", picture(900, 900)], True),
        (["四、工作安排", picture(900, 900), "某市某局"], True),
        (["（一）成效", picture(900, 900), "二、不足"], True),
        (["四、工作安排", picture(900, 900), "（一）充实力量"], False),
        (["四、工作安排", picture(900, 900), "开展检查4次。"], False),
        (["一、加强领导。研究4次。", picture(900, 900), "某市某局"], False),
        ([picture(900, 900)], False),
    ],
)
def test_a_picture_in_the_place_of_a_text_is_told(blocks: list[str], warned: bool) -> None:
    extraction = read(p(LONG) + "".join(map(p, blocks))).extraction
    assert extraction is not None
    assert (extraction.warnings == ("picture-for-text",)) is warned


REFUSED = {
    "no text": (docx(p() + table(["", ""])), "empty"),
    "no main part": (packed({"word/x.xml": "<a/>"}), "docx-broken"),
    "another root": (packed({"word/document.xml": "<a/>"}), "docx-broken"),
    "broken XML": (packed({"word/document.xml": "<a>"}), "file-broken"),
    "broken styles": (docx(p("甲"), styles="<w:style><numPr/>"), "file-broken"),
    "broken numbering": (
        docx(p("甲", props='<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering="<w:num>"),
        "file-broken",
    ),
    "a document type": (packed({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "xml-with-dtd"),
}


@every_row(("data", "key"), REFUSED.values())
def test_refused(data: bytes, key: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "in.docx")
    assert caught.value.key == key


def test_parts_in_utf_16() -> None:
    parts: dict[str, bytes | str] = dict(
        members(p("甲", props='<w:pStyle w:val="a"/>'), styles=style("a", "<w:rPr><w:vanish/></w:rPr>"))
    )
    for name in ("word/document.xml", "word/styles.xml"):
        parts[name] = (
            str(parts[name])
            .replace("UTF-8", "UTF-16")
            .replace("甲", "甲</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>乙")
            .encode("utf-16")
        )
    assert read_bytes(packed(parts), "in.docx").text == "乙"


def test_a_document_can_be_sent_to_another_process() -> None:
    document = read(p("甲") + p("乙", props=listed(1)), numbering=abstract(0, level(0, "%1、")) + num(1, 0))
    again = pickle.loads(pickle.dumps(document))  # noqa: S301
    assert again.text == document.text == "甲\n1、乙"
    assert again.source.place(3) == document.source.place(3)
    assert again.extraction == document.extraction


def test_from_a_file(tmp_path) -> None:
    path = tmp_path / "report.txt"  # the content decides
    path.write_bytes(docx(p("甲")))
    assert read_path(path).text == "甲"
