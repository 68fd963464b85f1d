"""Word documents that were made to do harm, or came to it: a text or a refusal, soon."""

import random
import tracemalloc

import pytest

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers.docx import read
from tests.readers.packages import packed
from tests.readers.words import abstract, box, docx, field, level, listed, mark, members, num, p, r, split, style, table

DEEP = 30_000


def nested(opening: str, closing: str, inner: str, depth: int = DEEP) -> str:
    return opening * depth + inner + closing * depth


NESTED = {
    "tables": nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", p("甲")),
    "tables with text before": nested(f"<w:tbl><w:tr><w:tc>{p('乙')}", "</w:tc></w:tr></w:tbl>", p("甲"), 15_000),
    "controls": nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", p("甲")),
    "controls in a line": p(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", r("甲"))),
    "insertions": p(nested("<w:ins>", "</w:ins>", r("甲"))),
    "runs": p(nested("<w:r>", "</w:r>", "<w:t>甲</w:t>")),
    "boxes": nested("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", p("甲"), 20_000),
    "alternates": nested("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", p("甲")),
    "shapes": p(
        "<w:r><w:pict>"
        + nested("<v:group>", "</v:group>", f"<w:txbxContent>{p('甲')}</w:txbxContent>")
        + "</w:pict></w:r>"
    ),
    "fields": p(mark("begin") * DEEP + mark("separate") * DEEP + mark("end") * DEEP + r("甲")),
    "math": p(nested("<m:oMath>", "</m:oMath>", "<m:t>甲</m:t>")),
    "what is skipped": nested("<w:del>", "</w:del>", p("乙")) + p("甲"),
    "deleted ends": p("甲", props="<w:rPr><w:del/></w:rPr>") * DEEP,
}


@pytest.mark.parametrize("body", NESTED.values(), ids=NESTED)
def test_nested_beyond_any_measure(body: str) -> None:
    assert "甲" in read(docx(body), "in.docx").text


def test_frames_inside_frames_with_much_text() -> None:
    read(
        docx(nested(f"<w:tbl><w:tr><w:tc>{p('乙' * 400)}", "</w:tc></w:tr></w:tbl>", p("甲") * 20_000, 10_000)),
        "in.docx",
    )


def test_chains_and_loops_of_styles() -> None:
    chain = "".join(style(f"s{at}", f'<w:basedOn w:val="s{at + 1}"/>') for at in range(5_000))
    loop = style("a", '<w:basedOn w:val="b"/><w:rPr><w:vanish w:val="0"/></w:rPr>') + style(
        "b", '<w:basedOn w:val="a"/>'
    )
    body = "".join(p("甲", props=f'<w:pStyle w:val="s{at}"/>') for at in range(5_000)) + p(
        "乙", props='<w:pStyle w:val="a"/>'
    )
    assert read(docx(body, styles=chain + loop), "in.docx").text.endswith("乙")


def test_many_lists() -> None:
    numbering = "".join(abstract(at, level(0, "%1" * 50)) for at in range(20_000)) + "".join(
        num(at, at) for at in range(20_000)
    )
    body = "".join(p("甲", props=listed(at, 0)) for at in range(5_000))
    assert read(docx(body, numbering=numbering), "in.docx").text.count("甲") == 5_000


def test_a_number_does_not_grow_without_bound() -> None:
    numbering = abstract(0, level(0, "%1" * 100_000, "lowerLetter", 999_999_999)) + num(1, 0)
    assert len(read(docx(p("甲", props=listed(1)), numbering=numbering), "in.docx").text) < 2_000


def test_huge_values() -> None:
    body = (
        p("甲", props=f'<w:pStyle w:val="{"a" * 10**6}"/>')
        + f'<w:p w:rsidR="{"0" * 10**6}"><w:r><w:t>乙</w:t></w:r></w:p>'
    )
    assert read(docx(body, styles=style("a", "<w:numPr/>")), "in.docx").text == "甲\n乙"


def test_long_text() -> None:
    assert len(read(docx(p(split("甲" * 20_000))), "in.docx").text) == 20_000


def test_reading_leaves_nothing_behind() -> None:
    import gc

    data = docx(GOOD_BODY, **GOOD_PARTS)
    read(data, "in.docx")
    gc.collect()
    gc.disable()
    try:
        tracemalloc.start()
        for _ in range(20):
            read(data, "in.docx")
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
        gc.enable()
    assert kept < 200_000  # a tree that a cycle keeps alive would be a hundred times that


GOOD_BODY = (
    p(box(p("某市文件")), split("某市某局"))
    + p("一、成效", props=listed(1, 0))
    + p("推进。", '<w:r><w:footnoteReference w:id="2"/></w:r>', props='<w:pStyle w:val="a"/>')
    + p(field(" TOC ", r("目录")))
    + table(["甲", "乙"], ["1", table(["2", "3"])])
    + p("<w:ins>" + r("二") + "</w:ins><w:del><w:r><w:delText>三</w:delText></w:r></w:del>")
)
GOOD_PARTS = {
    "styles": style("a", '<w:basedOn w:val="b"/><w:rPr><w:vanish w:val="0"/></w:rPr>') + style("b"),
    "numbering": abstract(0, level(0, "%1、", "chineseCounting")) + num(1, 0),
    "footnotes": f'<w:footnote w:id="2">{p("注")}</w:footnote>',
}


def try_to_read(data: bytes) -> None:
    try:
        document = read(data, "in.docx")
    except UnreadableError:
        return
    assert isinstance(document, Document)
    assert document.source.place(0).paragraph


def damaged(data: bytes, chance: random.Random) -> bytes:
    """*data* with some bytes changed, taken out, doubled, or its end cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out))
        kind = chance.randrange(4)
        if kind == 0:
            out[at] = chance.randrange(256)
        elif kind == 1:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del out[at : at + chance.randint(1, 20)]
        else:
            out[at:at] = out[at : at + chance.randint(1, 20)]
    return bytes(out[: chance.randrange(len(out))] if chance.random() < 0.1 else out)


def test_damaged_packages() -> None:
    chance = random.Random(11)  # noqa: S311
    for method in (0, 8):
        good = packed(members(GOOD_BODY, **GOOD_PARTS), method)
        for _ in range(500):
            try_to_read(damaged(good, chance))


@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels", "[Content_Types].xml"]
)
def test_damaged_parts(name: str) -> None:
    chance = random.Random(12)  # noqa: S311
    good = members(GOOD_BODY, **GOOD_PARTS)
    tags = [piece for piece in good["word/document.xml"].replace(">", ">\0").split("\0") if piece.startswith("<")]
    for number in range(150):
        parts: dict[str, bytes | str] = dict(good)
        if number % 3:
            parts[name] = damaged(good[name].encode(), chance)
        else:
            # Elements that are well-formed but stand where none of them should.
            parts[name] = good[name].replace(
                "<w:r>", "<w:r>" + chance.choice(tags).replace("/>", ">").replace(">", "/>"), 1
            )
        if chance.random() < 0.1:
            del parts[name]
        try_to_read(packed(parts))
