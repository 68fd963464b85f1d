from __future__ import annotations

import random
from pathlib import Path

import pytest

from checker.document.model import Place
from checker.engine import judge
from checker.errors import UnreadableError
from checker.readers import limits, read_bytes, read_path
from checker.readers.ofd import read
from tests.tables import every_row

from .ofds import LEFT, NAMESPACE, PITCH, SIZE, TOP, document, lines_of, ofd, page, page_of, text_object

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
PARAGRAPHS = [
    "某市某局2025年度法治政府建设情况报告",
    "2025年，某局深入学习贯彻习近平法治思想，认真落实《法治政府建设实施纲要（2021—2025年）》，扎实推进各项工作。",
    "一、主要举措和成效",
    *(
        f"（{n}）" + "开展执法检查40次，办结案件15件，组织培训4期260人次，宣传18场，发放资料5000份。" * 3
        for n in "一二三四五"
    ),
    "二、存在的不足",
    "执法力量不足。",
]


def paragraphs(path: Path) -> list[str]:
    return [line.strip() for line in read_path(path).text.split("\n") if line.strip()]


@pytest.fixture
def bounds():
    yield limits.enforce
    limits.enforce(limits.DEFAULT)


def one(objects: str, **rest) -> str:
    return read(ofd([page(objects, **rest)]), "a.ofd").text


def test_lines_are_put_together_to_paragraphs():
    found = read(document(PARAGRAPHS), "a.ofd")
    assert found.text.split("\n") == PARAGRAPHS
    assert found.format == "ofd"
    assert found.extraction.pages == 2
    assert found.extraction.skipped == {"page-number": 2, "template": 2}
    assert found.extraction.joined > 10
    assert not found.extraction.doubtful


def test_places_are_pages():
    found = read(document(PARAGRAPHS), "a.ofd")
    assert found.source.place(0) == Place(page=1)
    assert found.source.place(len(found.text) - 1) == Place(page=2)


@pytest.mark.parametrize("path", [path for path in SAMPLES if "one-line" not in path.stem], ids=lambda path: path.stem)
def test_a_report_reads_as_its_text(path):
    wanted = paragraphs(path)
    assert read(document(wanted), "a.ofd").text.split("\n") == wanted


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_report_is_judged_as_its_text(path, national):
    def states(found):
        return {item.rule.id: (item.state, item.reason) for item in judge(found, national).items}

    assert states(read_bytes(document(paragraphs(path)), "a.ofd")) == states(read_path(path))


def test_a_signature_beyond_the_margin_does_not_tell_where_lines_end():
    last, signature = PARAGRAPHS[3:5], ["某市某局", "一月六日"]
    beyond = "".join(text_object(text, 200 - SIZE * len(text), 200 + PITCH * at) for at, text in enumerate(signature))
    pages = [page_of(lines_of(PARAGRAPHS)[:20], template=False), page_of(lines_of(last), beyond, template=False)]
    assert read(ofd(pages), "a.ofd").text.split("\n")[-4:] == last + signature


def test_order_is_that_of_the_page_not_of_the_file():
    lines = lines_of(PARAGRAPHS)[:20]
    objects = [
        text_object(line.text, LEFT + line.indent * SIZE, TOP + n * PITCH, size=line.size)
        for n, line in enumerate(lines)
    ]
    straight = one("".join(objects))
    random.Random(1).shuffle(objects)  # noqa: S311
    assert one("".join(objects)) == straight
    assert straight.split("\n")[:4] == PARAGRAPHS[:4]


def test_widths_may_be_written_as_runs():
    assert one(text_object("开展执法检查四十次", 34, 50, runs=True)) == "开展执法检查四十次"


def test_a_gap_inside_an_object_parts_it():
    code = '<ofd:TextCode X="0" Y="5.6" DeltaX="5.6 60 5.6">单位日期</ofd:TextCode>'
    shown = one(f'<ofd:TextObject Boundary="30 40 150 7" Font="3" Size="5.6">{code}</ofd:TextObject>')
    assert shown == "单位 日期"


def test_matrices_move_and_scale():
    code = '<ofd:TextCode X="10" Y="20" DeltaX="g 3 4">甲乙丙丁</ofd:TextCode>'
    small = f'<ofd:TextObject Boundary="0 0 210 297" CTM="1.4 0 0 1.4 20 30" Font="3" Size="4">{code}</ofd:TextObject>'
    shown = one(text_object("上面。", 34, 40) + small + text_object("下面。", 34, 90))
    assert shown.replace("\n", "") == "上面。甲乙丙丁下面。"


@pytest.mark.parametrize(
    ("objects", "kind"),
    [
        (text_object("看不见", 34, 60, more='Visible="false"'), "hidden"),
        (text_object("看不见", 34, 60, more='Alpha="0"'), "hidden"),
        (text_object("看不见", 34, 60, more='Fill="false"'), "hidden"),
        (text_object("水印水印", 34, 60, more='CTM="0.7 0.7 -0.7 0.7 0 0"'), "watermark"),
    ],
)
def test_what_is_not_seen_is_no_text(objects, kind):
    found = read(ofd([page(text_object("正文在此", 34, 50) + objects)]), "a.ofd")
    assert found.text == "正文在此"
    assert found.extraction.skipped[kind] == 1


def test_a_hidden_layer_and_a_background_are_no_text():
    more = (
        f'<ofd:Layer Type="Background">{text_object("底纹", 34, 70)}</ofd:Layer>'
        f'<ofd:Layer Visible="false">{text_object("隐藏", 34, 80)}</ofd:Layer>'
    )
    found = read(ofd([page(text_object("正文在此", 34, 50), more=more)]), "a.ofd")
    assert found.text == "正文在此"
    assert found.extraction.skipped == {"background": 1, "hidden": 1}


def test_blocks_and_composites_are_looked_into():
    resources = (
        f'<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="99" Height="9"><ofd:Content>'
        f"{text_object('合成', 0, 10)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    shown = (
        f"<ofd:PageBlock><ofd:PageBlock>{text_object('块中', 34, 50)}</ofd:PageBlock></ofd:PageBlock>"
        '<ofd:CompositeObject ID="8" ResourceID="7" Boundary="34 60 99 9"/>'
    )
    found = read(ofd([page(shown)], members={"Doc_0/PublicRes.xml": resources}), "a.ofd")
    assert found.text.replace("\n", "") == "块中合成"


def test_a_composite_that_holds_itself_ends():
    resources = (
        f'<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
        '<ofd:CompositeObject ResourceID="7"/><ofd:CompositeObject ResourceID="7"/></ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    shown = text_object("正文", 34, 50) + '<ofd:CompositeObject ResourceID="7"/>'
    assert read(ofd([page(shown)], members={"Doc_0/PublicRes.xml": resources}), "a.ofd").text == "正文"


def test_tables_are_rows():
    def stroke(x: float, y: float, u: float, v: float) -> str:
        return (
            f'<ofd:PathObject Boundary="0 0 210 297" LineWidth="0.3"><ofd:AbbreviatedData>M {x} {y} L {u} {v}'
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )

    lines = [stroke(30, y, 180, y) for y in (40, 52, 64, 76)] + [stroke(x, 40, x, 76) for x in (30, 100, 180)]
    cells = [
        text_object(text, 35 + 70 * column, 49 + 12 * row)
        for row, texts in enumerate([("事项", "数量"), ("执法检查", "40次"), ("行政处罚", "15件")])
        for column, text in enumerate(texts)
    ]
    assert one("".join(lines + cells)).split("\n") == ["| 事项 | 数量 |", "| 执法检查 | 40次 |", "| 行政处罚 | 15件 |"]


def test_text_that_runs_upwards_is_warned_of():
    found = read(
        ofd([page(text_object("正文在此", 34, 50) + text_object("竖排", 34, 90, more='CTM="0 1 -1 0 0 0"'))]), "a"
    )
    assert found.extraction.warnings == ("turned-text",)
    assert found.extraction.doubtful


PICTURE = '<ofd:ImageObject ID="5" ResourceID="6" Boundary="0 0 210 297"/>'


def test_a_scan_is_not_read_as_if_it_were_empty():
    with pytest.raises(UnreadableError) as caught:
        read(ofd([page_of(lines_of(PARAGRAPHS[:3])), page(PICTURE + text_object("— 2 —", 97, 275))]), "a.ofd")
    assert (caught.value.key, caught.value.values) == ("ofd-without-text", {"pages": [2]})


def test_a_scan_with_its_text_behind_it_is_recognised_text():
    behind = "".join(
        text_object(line.text, LEFT + line.indent * SIZE, TOP + n * PITCH, more='Alpha="0"')
        for n, line in enumerate(lines_of(PARAGRAPHS[:3]))
    )
    found = read(ofd([page(PICTURE + behind)]), "a.ofd")
    assert found.extraction.recognised == 1.0
    assert found.extraction.warnings == ("recognised-text",)
    assert "法治政府建设实施纲要" in found.text


def test_characters_that_mean_nothing_are_no_text():
    with pytest.raises(UnreadableError, match="ofd-without-text"):
        read(ofd([page(text_object("".join(chr(0xE000 + n) for n in range(60)), 10, 50, size=3))]), "a.ofd")


def test_the_current_version_is_read():
    body = (
        '<ofd:Versions><ofd:Version ID="1" Index="1" Current="false" BaseLoc="/Doc_0/Versions/1.xml"/>'
        '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="/Doc_0/Versions/2.xml"/></ofd:Versions>'
    )
    members = {
        "Doc_0/Versions/2.xml": f"<ofd:DocVersion {NAMESPACE}><ofd:DocRoot>/Doc_0/New.xml</ofd:DocRoot></ofd:DocVersion>",
        "Doc_0/New.xml": f'<ofd:Document {NAMESPACE}><ofd:Pages><ofd:Page BaseLoc="N/C.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/N/C.xml": page(text_object("新版", 34, 50)),
    }
    assert read(ofd([page(text_object("旧版", 34, 50))], body=body, members=members), "a.ofd").text == "新版"


@every_row(
    ("data", "key"),
    [
        (ofd([page("")], members={"Doc_0/Encryptions.xml": "<a/>"}), "encrypted"),
        (ofd([page("")]), "blank-pages"),
        (ofd([]), "blank-pages"),
        (ofd([page("")], members={"Doc_0/Pages/Page_0/Content.xml": "<ofd:Page"}), "file-broken"),
        (ofd([page("")], members={"OFD.xml": "<OFD/>"}), "file-broken"),
        (ofd([page("")], members={"OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody/></ofd:OFD>"}), "file-broken"),
        (ofd([page("")], members={"Doc_0/Document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "xml-with-dtd"),
        (document(PARAGRAPHS)[:-100], "file-broken"),
    ],
)
def test_what_cannot_be_read(data, key):
    with pytest.raises(UnreadableError, match=key):
        read_bytes(data, "a.ofd")


def test_pages_are_bounded(bounds):
    bounds(limits.DEFAULT._replace(pages=1))
    with pytest.raises(UnreadableError) as caught:
        read(document(PARAGRAPHS), "a.ofd")
    assert (caught.value.key, caught.value.values) == ("too-many-pages", {"pages": 2, "limit": 1})


def test_characters_are_bounded(bounds):
    bounds(limits.DEFAULT._replace(characters=100))
    with pytest.raises(UnreadableError, match="too-long"):
        read(document(PARAGRAPHS), "a.ofd")


@every_row(
    "attributes",
    ['Boundary=""', 'Boundary="a b c d"', 'Boundary="1e999 0 nan 5"', 'CTM="1 2"', 'CTM="0 0 0 0 0 0"', 'Visible="?"'],
)
def test_odd_attributes_do_no_harm(attributes):
    more = f'<ofd:TextObject {attributes} Font="3" Size="5"><ofd:TextCode X="x" DeltaX="g g g 1">甲乙</ofd:TextCode></ofd:TextObject>'
    assert "正文" in one(text_object("正文", 34, 50) + more)


def test_any_change_of_bytes_gives_a_document_or_an_error():
    data = document(PARAGRAPHS)
    chance = random.Random(7)  # noqa: S311
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 1, 3, 30))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        try:
            assert read(bytes(changed), "a.ofd").text
        except UnreadableError:
            continue


def test_any_change_of_the_xml_gives_a_document_or_an_error():
    content = page_of(lines_of(PARAGRAPHS[:2]))
    chance = random.Random(8)  # noqa: S311
    for _ in range(150):
        at, end = sorted(chance.randrange(len(content)) for _ in range(2))
        changed = content[:at] + chance.choice(("", "0", "-1e9", " ", "<a/>", '"')) + content[min(end, at + 12) :]
        try:
            read(ofd([page(text_object("正文", 34, 50)), changed]), "a.ofd")
        except UnreadableError:
            continue
