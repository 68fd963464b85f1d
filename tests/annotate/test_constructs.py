"""Marks in every construct of the format: where they may stand, what words they cover, and what is left as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.annotate.comment_text import Remark
from checker.annotate.edit import CommentOptions, edited
from checker.errors import UnreadableError
from tests.annotate.reading import assert_unchanged, comments, own, parts, tree
from tests.readers.here import read_here
from tests.readers.packages import packed
from tests.readers.words import (
    SPACES,
    STRICT_W,
    W,
    abstract,
    box,
    control,
    docx,
    field,
    level,
    listed,
    members,
    num,
    p,
    r,
    split,
    table,
)
from tests.tables import every_row

INSERTED = '<w:ins w:id="7" w:author="某人" w:date="2025-01-01T00:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="8" w:author="某人"><w:r><w:delText>{}</w:delText></w:r></w:del>'
NOTE = '<w:r><w:{0}Reference w:id="2"/></w:r>'
NOTES = '<w:{0} w:id="2"><w:p>{1}</w:p></w:{0}>'
FORMULA = "<m:oMath><m:f><m:num><m:r><m:t>95%</m:t></m:r></m:num></m:f></m:oMath>"
LIST = abstract(0, level(0, "%1、", "chineseCountingThousand")) + num(1, 0)


def marked(data, *wanted):
    """*data* with a comment at each of the words *wanted* (or spans), and the words that each of them covers."""
    text = read_here(data, "a.docx").text
    spans = [(text.index(one), text.index(one) + len(one)) if isinstance(one, str) else one for one in wanted]
    remarks = [Remark(f"r{number}", (f"【自查】甲 [r{number}]", "乙"), *span) for number, span in enumerate(spans)]
    done = edited(data, text, remarks, CommentOptions("2026-03-01")).data
    assert read_here(done, "a.docx").text == text
    return done, [one.words for one in own(done)]


# A body, the words that a comment is about, and those it then covers.
CASES = {
    "a paragraph": (p("甲乙丙"), "甲乙丙", "甲乙丙"),
    "the middle of a run": (p("甲乙丙"), "乙", "乙"),
    "runs": (p(split("甲乙丙丁")), "乙丙", "乙丙"),
    "across runs": (p("甲乙", "丙丁"), "乙丙", "乙丙"),
    "a run of several things": (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r>"), "丙", "丙"),
    "up to a break": (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"), "甲", "甲"),
    "from a break": (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"), "乙", "乙"),
    "spaces": (p("甲 乙 丙"), "乙 ", "乙 "),
    "insertions": (p("甲", INSERTED.format(r("乙丙")), DELETED.format("丁"), "戊"), "丙戊", "丙戊"),
    "a hyperlink": (p("甲", f'<w:hyperlink r:id="x">{r("乙丙丁")}</w:hyperlink>'), "丙", "丙"),
    "a field": (p("共", field(" NUMPAGES ", r("三页"))), "三", "三"),
    "a simple field": (p("共", f'<w:fldSimple w:instr="DATE">{r("今天")}</w:fldSimple>'), "天", "天"),
    "a control": (p("甲", control(r("乙丙"))), "丙", "丙"),
    "a plain control": (p("甲", control(r("乙丙"), "<w:text/>")), "丙", "乙丙"),
    "a control of blocks": (control(p("甲乙")), "乙", "乙"),
    "a formula": (p("率", FORMULA, "达标"), "95%", "95%"),
    "ruby": (p("<w:r><w:ruby><w:rt>" + r("x") + "</w:rt><w:rubyBase>" + r("甲乙") + "</w:rubyBase></w:ruby></w:r>"), "乙", "x甲乙"),
    "a text box": (p(box(p("盒子里")), "盒外"), "盒子", "\n盒子里\n盒子里"),
    "a table": (table(["甲乙", "丙"]), "乙", "乙"),
    "a table in a table": (table([table(["甲乙"]) + p(), "丙"], ["丁", "戊"]), "乙", "乙"),
    "beyond a cell": (table(["甲乙", "丙丁"]), "乙 | 丙", "乙"),
    "beyond a paragraph": (p("甲乙") + p("丙丁"), "乙\n丙", "乙\n丙"),
    "a paragraph whose end is deleted": (p("甲", props="<w:rPr><w:del/></w:rPr>") + p("乙"), "甲乙", "甲\n乙"),
    "an automatic number": (p("甲乙", props=listed(1)), "一、甲", "甲"),
    "a number alone": (p("甲乙", props=listed(1)), "一、", "甲乙"),
    "smart tags": (p("甲", f"<w:smartTag><w:smartTag>{r('乙丙')}</w:smartTag></w:smartTag>"), "丙", "丙"),
    "alternates in a paragraph": (
        p(f"<mc:AlternateContent><mc:Choice>{r('甲乙')}</mc:Choice></mc:AlternateContent>", "丙"), "乙", "甲乙",
    ),
}  # fmt: skip


@every_row("name", CASES)
def test_marks_in_every_construct(name):
    body, words, covered = CASES[name]
    before = docx(p("开头") + body + p("结尾"), numbering=LIST)
    after, found = marked(before, words)
    assert found == [covered]
    assert_unchanged(before, after)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_marked_at_its_reference(kind):
    note = {f"{kind}s": NOTES.format(kind, r("注里的话"))}
    before = docx(p("甲", NOTE.format(kind), "乙。") + p("丙"), **note)
    after, _ = marked(before, "注里的话")
    assert_unchanged(before, after)
    (start,) = tree(parts(after)["word/document.xml"]).iter("{*}commentRangeStart")
    assert next(start.getnext().iter("{*}footnoteReference", "{*}endnoteReference")) is not None


def test_no_mark_stands_where_word_allows_none():
    body = "".join(body for body, *_ in CASES.values())
    before = docx(body, numbering=LIST)
    text = read_here(before, "a.docx").text
    after, _ = marked(before, *[(at, at + 1) for at in range(0, len(text), 2)])
    assert_unchanged(before, after)
    for mark in tree(parts(after)["word/document.xml"]).iter("{*}commentRangeStart", "{*}commentRangeEnd"):
        around = [str(one.tag).rpartition("}")[2] for one in mark.iterancestors()]
        assert around[0] in {"p", "hyperlink", "ins", "smartTag", "sdtContent", "fldSimple"}
        assert not {"txbxContent", "r", "oMath"} & set(around)


def test_words_drawn_as_a_shape():
    art = '<w:r><w:pict><v:shape><v:textpath string="某市某局文件"/></v:shape></w:pict></w:r>'
    before = docx(p(art) + p("甲"))
    after, _ = marked(before, "某局")
    assert_unchanged(before, after)


def test_a_document_whose_words_are_all_numbers():
    before = docx(p("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", props=listed(1)), numbering=LIST)
    after, found = marked(before, "√")
    assert found == [""]
    assert len(comments(after)) == 1


def test_strict_documents():
    body = "".join([p("甲乙丙"), table(["丁"])])
    content = {
        name: text.replace(W, STRICT_W).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        )
        for name, text in members(body, styles="x").items()
    }
    before = packed(content)
    after, found = marked(before, "乙", "丁")
    assert found == ["乙", "丁"]
    assert_unchanged(before, after)
    new = parts(after)
    assert W.encode() not in new["word/document.xml"] + new["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in new["word/_rels/document.xml.rels"]


def test_a_default_namespace_and_another_prefix():
    for prefix in ("", "x:"):
        space = f'xmlns{":" + prefix[:-1] if prefix else ""}="{W}"'
        main = (
            f"<{prefix}document {space}><{prefix}body><{prefix}p><{prefix}r><{prefix}rPr><{prefix}b/>"
            f"</{prefix}rPr><{prefix}t>甲乙丙</{prefix}t></{prefix}r></{prefix}p></{prefix}body></{prefix}document>"
        )
        before = packed(members("") | {"word/document.xml": main})
        after, found = marked(before, "乙")
        assert found == ["乙"]
        assert_unchanged(before, after)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb2312"])
def test_other_encodings_and_what_stands_beside_elements(encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?><!--甲--><?pi x?>'
    main = (
        f"{head}<w:document {SPACES}>\n <w:body><!-- <w:p> -->\n  <w:p>\n <w:r>\n<w:t>甲<![CDATA[<乙>]]>丙&#x4E01;</w:t>\n</w:r>"
        "\n  </w:p>\n</w:body></w:document>"
    )
    before = packed(members("") | {"word/document.xml": main.encode(encoding)})
    after, found = marked(before, "乙>丙")
    assert found == ["乙>丙"]
    assert_unchanged(before, after)


def test_a_comment_of_xml_inside_words_is_told_apart():
    """Trees of the reader and of the writer differ in how they take it: no mark may land in wrong words."""
    main = f"<w:document {SPACES}><w:body><w:p><w:r><w:t>甲<!-- x -->乙丙</w:t></w:r></w:p></w:body></w:document>"
    before = packed(members("") | {"word/document.xml": main})
    assert marked(before, "丙")[1] == ["丙"]


@given(st.lists(st.text("甲乙丙 1\t", min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_any_runs_and_any_spans(pieces, data):
    body = p("。", *[r(piece, "<w:b/>" if number % 2 else "") for number, piece in enumerate(pieces)], "。")
    before = docx(body)
    text = read_here(before, "a.docx").text
    edge = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(edge, edge).map(sorted).filter(lambda pair: pair[0] < pair[1]), max_size=5))
    after, found = marked(before, *map(tuple, spans))
    assert found == [text[start:end] for start, end in spans]
    assert_unchanged(before, after)
    again, _ = marked(after, *map(tuple, spans))
    assert parts(again) == parts(after)


def test_text_that_is_not_what_the_document_holds_is_refused():
    with pytest.raises(UnreadableError):
        edited(docx(p("甲")), "乙", [], CommentOptions("2026-03-01"))


def test_ids_do_not_meet():
    dangling = '<w:r><w:commentReference w:id="41"/></w:r>'
    before = docx(p("甲", dangling))
    after, _ = marked(before, "甲")
    assert [one.key for one in own(after)] == ["42"]
    assert re.findall(rb'commentReference w:id="(\d+)"', parts(after)["word/document.xml"]) == [b"42", b"41"]
