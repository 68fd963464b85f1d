"""The comments of others and ours among them: what stays, what is made anew, what a reply keeps."""

import io
import re

import pytest
from docx import Document

from checker.annotate import is_untouched
from checker.readers.limits import DEFAULT
from tests.annotate.reading import assert_unchanged, by_library, comments, others, own, parts, tree, value, words
from tests.readers.layouts import LAYOUTS, plain
from tests.readers.packages import packed
from tests.readers.words import HEAD, KINDS, SPACES, members, p, r

W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
CEX = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
MS = "http://schemas.microsoft.com/office/{}/relationships/{}"
BESIDE = {
    "commentsExtended": (W15, MS.format(2011, "commentsExtended")),
    "commentsIds": (CID, MS.format("2016/09", "commentsIds")),
    "commentsExtensible": (CEX, MS.format("2018/08", "commentsExtensible")),
}


def comment(key, author, text, paragraph):
    return (
        f'<w:comment w:id="{key}" w:author="{author}" w:date="2025-01-01T00:00:00Z" w:initials="{author[:1]}">'
        f'<w:p w14:paraId="{paragraph}" w14:textId="77777777"><w:r><w:annotationRef/></w:r>{r(text)}</w:p></w:comment>'
    )


def commented(content, said, extended="", ids="", extensible=""):
    """A document whose comments part and the parts beside it are as given."""
    inner = {"comments": (said, "w:comments", SPACES)}
    for (kind, (space, _)), text in zip(BESIDE.items(), (extended, ids, extensible), strict=True):
        inner[kind] = (text, f"x:{kind}", f'xmlns:x="{space}"')
    whole = members(content)
    relations = "".join(
        f'<Relationship Id="c{kind}" Type="{BESIDE[kind][1] if kind in BESIDE else KINDS + kind}" Target="{kind}.xml"/>'
        for kind, (text, *_) in inner.items()
        if text
    )
    named = "word/_rels/document.xml.rels"
    whole[named] = whole[named].replace("</Relationships>", relations + "</Relationships>")
    override = '<Override PartName="/word/{0}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{0}+xml"/>'
    declared = "".join(override.format(kind) for kind, (text, *_) in inner.items() if text)
    whole["[Content_Types].xml"] = whole["[Content_Types].xml"].replace("</Types>", declared + "</Types>")
    for kind, (text, root, spaces) in inner.items():
        if text:
            whole[f"word/{kind}.xml"] = f"{HEAD}<{root} {spaces}>{text}</{root}>"
    return packed(whole)


def ranged(key, *inner):
    return f'<w:commentRangeStart w:id="{key}"/>{"".join(inner)}<w:commentRangeEnd w:id="{key}"/><w:r><w:commentReference w:id="{key}"/></w:r>'


BODY = (
    p("某市某局2025年法治政府建设年度报告")
    + p(ranged(3, r("一、主要举措和成效"), ranged(5)))
    + p("建立健全制度12项，开展培训3次。")
    + p("二、存在的不足和原因")
    + p("一是宣传不够深入。")
)
TALK = (
    comment(3, "某甲", "请核对", "0000000A") + comment(5, "某乙", "已核对", "0000000B"),
    '<x:commentEx x:paraId="0000000A" x:done="0"/><x:commentEx x:paraId="0000000B" x:paraIdParent="0000000A" x:done="0"/>',
    '<x:commentId x:paraId="0000000A" x:durableId="1A"/><x:commentId x:paraId="0000000B" x:durableId="1B"/>',
    '<x:commentExtensible x:durableId="1A"/><x:commentExtensible x:durableId="1B"/>',
)


def test_comments_of_others_stay_with_their_threads(annotated):
    before = commented(BODY, *TALK)
    made = annotated(before)
    assert_unchanged(before, made.data)
    old, new = parts(before), parts(made.data)
    for kind in BESIDE:
        assert new[f"word/{kind}.xml"] == old[f"word/{kind}.xml"]
    assert [one.key for one in comments(made.data)[:2]] == ["3", "5"]
    assert [one.words for one in comments(made.data)[:2]] == ["一、主要举措和成效", ""]
    assert min(int(one.key) for one in own(made.data)) == 6
    assert {author for author, *_ in by_library(made.data)} == {"某甲", "某乙", "自查"}
    assert annotated(made.data).data == made.data


def saved_by_word(data):
    """As Word saves it: identifiers of paragraphs, entries beside the comments, nothing of XML's own remarks."""
    whole = {name: content.decode() for name, content in parts(data).items()}
    said = re.sub(r"<!--.*?-->", "", whole["word/comments.xml"])
    found = re.findall(r'<w:comment (?:w:\w+="[^"]*" ?)*>', said)
    for number, opening in enumerate(found):
        at = said.index(opening)
        end = said.index("</w:comment>", at)
        last = said.rindex("<w:p>", at, end)
        said = said[:last] + f'<w:p w14:paraId="000001{number:02}" w14:textId="77777777">' + said[last + 5 :]
    inner = said[said.index(found[0]) : said.rindex("</w:comments>")]
    ids = [f"000001{number:02}" for number in range(len(found))]
    body = whole["word/document.xml"]
    return body, inner, ids


def again(body, inner, ids, replies=()):
    extended = "".join(f'<x:commentEx x:paraId="{one}" x:done="0"/>' for one in ids)
    extended += "".join(
        f'<x:commentEx x:paraId="{child}" x:paraIdParent="{parent}" x:done="0"/>' for child, parent in replies
    )
    known = [*ids, *(child for child, _ in replies)]
    named = "".join(f'<x:commentId x:paraId="{one}" x:durableId="9{one[1:]}"/>' for one in known)
    more = "".join(f'<x:commentExtensible x:durableId="9{one[1:]}"/>' for one in known)
    content = body[body.index("<w:body>") + len("<w:body>") : body.index("<w:sectPr/>")]
    return commented(content, inner, extended, named, more)


def test_what_another_program_saved_is_made_anew(annotated):
    first = annotated(plain(REPORT))
    saved = again(*saved_by_word(first.data))
    second = annotated(saved)
    new = parts(second.data)
    assert [one.text for one in own(second.data)] == [one.text for one in own(first.data)]
    assert words(tree(new["word/document.xml"])) == words(tree(parts(first.data)["word/document.xml"]))
    for kind in BESIDE:
        assert len(tree(new[f"word/{kind}.xml"])) == 0


REPORT = (
    "某市某局2025年法治政府建设年度报告\n一、主要举措和成效\n（一）制度建设。建立健全制度12项，开展培训3次。\n"
    "二、存在的不足和原因\n一是宣传不够深入。二是执法不够规范。\n某市某局\n2026年1月5日\n"
)


def test_a_comment_with_a_reply_is_kept_and_renewed(annotated):
    first = annotated(plain(REPORT))
    body, inner, ids = saved_by_word(first.data)
    answered = own(first.data)[2]
    reply = comment(90, "某甲", "这一条怎么改？", "00000200")
    number = ids[2]
    inner = inner.replace(answered.text.splitlines()[1], "旧的说法") + reply
    body = body.replace(
        f'<w:commentReference w:id="{answered.key}"/></w:r>',
        f'<w:commentReference w:id="{answered.key}"/></w:r><w:r><w:commentReference w:id="90"/></w:r>',
    )
    second = annotated(again(body, inner, ids, [("00000200", number)]))
    new = parts(second.data)
    assert second.annotated.notes == ("kept",)
    (same,) = [one for one in own_elements(new) if value(one, "id") == answered.key]
    assert "".join(t.text for t in same.iter("{*}t")) == answered.text.replace("\n", "")
    assert list(same[-1].attrib.values()) == [number]
    assert len(own_elements(new)) == len(own(first.data))
    assert len(others(new["word/comments.xml"])) == 1
    assert [dict(one.attrib) for one in tree(new["word/commentsExtended.xml"])] == [
        {f"{{{W15}}}paraId": number, f"{{{W15}}}done": "0"},
        {f"{{{W15}}}paraId": "00000200", f"{{{W15}}}paraIdParent": number, f"{{{W15}}}done": "0"},
    ]


def own_elements(members_):
    return [
        one for one in tree(members_["word/comments.xml"]).iterchildren("{*}comment") if value(one, "author") == "自查"
    ]


def test_a_reply_to_a_gap_that_is_mended_keeps_its_comment(annotated):
    first = annotated(plain(REPORT))
    body, inner, ids = saved_by_word(first.data)
    signed = next(at for at, one in enumerate(own(first.data)) if "[" in one.text.splitlines()[0])
    answered = own(first.data)[signed]
    inner = re.sub(r"\[[\w-]+\]", lambda found: "[no-such-rule]" if found[0] in answered.text else found[0], inner)
    inner += comment(90, "某甲", "改好了", "00000200")
    second = annotated(again(body, inner, ids, [("00000200", ids[signed])]))
    (left,) = [one for one in own_elements(parts(second.data)) if "no-such-rule" in "".join(one.itertext())]
    assert "已经没有问题" in "".join(left.itertext())


def test_somebody_who_signs_like_us_is_somebody_else(annotated):
    before = commented(
        p(ranged(3, r("某市某局2025年法治政府建设年度报告"))), comment(3, "自查", "第三处请核对。", "0000000A")
    )
    after = annotated(before).data
    assert next(one.text for one in comments(after)) == "第三处请核对。"
    assert len([one for one in own(annotated(after).data) if one.key == "3"]) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_what_nobody_has_touched_is_ours_to_overwrite(layout, annotated):
    before = LAYOUTS[layout](REPORT)
    assert not is_untouched(before, DEFAULT)
    after = annotated(before).data
    assert is_untouched(after, DEFAULT)
    if layout == "official":
        return  # it names parts that are not there
    edited = Document(io.BytesIO(after))
    edited.add_paragraph("作者加的一段。")
    out = io.BytesIO()
    edited.save(out)
    assert not is_untouched(out.getvalue(), DEFAULT)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 100])
def test_what_is_no_document_is_not_ours(data):
    assert not is_untouched(data, DEFAULT)
