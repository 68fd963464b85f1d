from __future__ import annotations

import html
from pathlib import Path

import pytest

from checker.errors import UnreadableError
from checker.presentation.wording import place_words
from checker.readers import read_bytes
from tests.tables import every_row

PAGES = Path(__file__).parent / "pages"
SAMPLES = Path(__file__).parents[2] / "samples"
META = {
    "jcms": {"title": "某市某局2024年法治政府建设情况报告", "issuer": "某市某局", "published": "2025-01-22"},
    "metadata_table": {
        "title": "某县某局2024年度法治政府建设年度报告",
        "issuer": "某县某局",
        "published": "2025-01-15",
    },
    "ucap": {"title": "某区2024年法治政府建设年度报告", "issuer": "某区司法局", "published": "2025-03-28"},
    "br_fragment": {},
}
FRAME = """<html><head><title>{title}_某市人民政府</title><script>var a = "<p>脚本。</p>";</script></head><body>
<div class="head"><h1>某市人民政府</h1><ul>{menu}</ul></div>
<div class="main"><div class="crumb">当前位置：<a>首页</a> &gt; 正文</div>
<div class="bt">{title}</div><div class="info">发布时间：2025-01-22 09:17　来源：某市某局</div>
<div id="zoom">{body}</div>
<div class="side"><h3>热点</h3><ul>{menu}</ul></div></div>
<div class="foot">版权所有：某市人民政府　某ICP备00000000号</div></body></html>"""


def _read(page: str):
    return read_bytes(page.encode(), "a.html")


@pytest.mark.parametrize("name", META)
def test_the_article_of_a_page(name):
    document = read_bytes((PAGES / f"{name}.html").read_bytes(), "a.txt")
    assert document.format == "html"
    assert document.text == (PAGES / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")
    assert document.meta == META[name]


@pytest.mark.parametrize("name", META)
def test_a_place_holds_the_character(name):
    source = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    _assert_places(read_bytes(source.encode(), "a.html"), source)


def test_a_page_in_one_line_is_counted_by_paragraphs():
    page = (
        f"<html><!--{'-' * 1000}--><body><h1>某县某局年度报告</h1><p>第一段。</p><p></p><p>第二段。</p></body></html>"
    )
    document = read_bytes(page.encode(), "a.html")
    place = document.source.place(document.text.index("第二段"))
    assert (place.line, place.column, place.paragraph) == (1, page.index("第二段") + 1, 3)
    assert place_words(place, "zh") == "第3段"


FACTS = [("索引号", "000/2025-1"), ("发布机构", "某县某局"), ("发布日期", "2025年01月15日")]


@every_row(
    ("block", "row"),
    [
        ("<table>{}</table>", "<tr><td>{}</td><td>{}</td></tr>"),
        ("<table>{}</table>", "<tr><td>{}：</td><td>{}</td></tr>"),
        ("<ul>{}</ul>", "<li>{}</li><li>{}</li>"),
        ("<ul>{}</ul>", "<li>{}：{}</li>"),
        ("<dl>{}</dl>", "<dt>{}</dt><dd>{}</dd>"),
        ("<div>{}</div>", "<p><b>【{}】</b>{}</p>"),
    ],
)
def test_a_table_of_facts_is_read_however_it_is_set(block, row):
    table = block.format("".join(row.format(*fact) for fact in FACTS))
    body = f"{table}<h1>某县某局2024年度法治政府建设年度报告</h1><p>{'我局认真落实各项部署。' * 20}</p>"
    document = _read(f"<html><body>{body}</body></html>")
    assert (document.meta.get("issuer"), document.meta.get("published")) == ("某县某局", "2025-01-15")
    assert "索引号" not in document.text


def test_labels_without_values_are_no_table_of_facts():
    words = "".join(f"<span>按{name}查询</span>" for name, _ in FACTS)
    document = _read(f"<html><body><div>{words}</div><h1>某县某局报告</h1><p>{'认真落实部署。' * 30}</p></body></html>")
    assert "认真落实部署。" in document.text
    assert "published" not in document.meta


def _assert_places(document, source: str) -> None:
    lines = source.split("\n")
    for offset, char in enumerate(document.text):
        line, column, page, paragraph, *_ = document.source.place(offset)
        assert page is None
        assert (paragraph is None) == (len(lines[line - 1]) < 1000)
        there = lines[line - 1][column - 1 :]
        added = char in " |\n" or (char in "123." and document.text[offset - 1] in "\n0123")
        assert added or there.startswith(char) or html.unescape(there[:8]).startswith(char)


@every_row("sample", sorted(SAMPLES.glob("*.txt")))
@every_row("wrap", ["<p>&nbsp;&nbsp;{}</p>", "<div>{}</div>", "　　{}<br>", "<p><span>　　{}</span></p>"])
def test_a_report_survives_its_page(sample, wrap):
    lines = [line.strip() for line in sample.read_text(encoding="utf-8").split("\n") if line.strip()]
    body = "\n".join(wrap.format(html.escape(line)) for line in lines)
    menu = "".join(f"<li><a href='/{i}'>栏目，某某{i}</a></li>" for i in range(50))
    page = FRAME.format(title="某市某局2024年度报告", body=body, menu=menu)
    document = _read(page)
    found = document.text.split("\n")
    assert [line for line in lines if line not in found and "当前位置" not in line] == []
    assert set(found) - set(lines) <= {"某市某局2024年度报告", "发布时间：2025-01-22 09:17　来源：某市某局"}
    assert found[0] == "某市某局2024年度报告"
    _assert_places(document, page)


@every_row(("address", "is_list"), [("/{}", True), ("#", False)])
def test_links_that_say_more_than_the_report_are_no_part_of_it(address, is_list):
    """Those of a list lead to many pages; one that was never closed leads to one."""
    said = "".join(
        f'<p><a href="{address.format(n)}">某局坚持依法行政，成效明显；持续优化。</a></p>' for n in range(40)
    )
    page = FRAME.format(title="某局报告", menu="", body=f"<div>{'<p>开展检查4次。</p>' * 20}</div><div>{said}</div>")
    assert ("持续优化" not in _read(page).text) is is_list


@every_row(
    ("page", "text"),
    [
        ("<p>甲<b>乙</b>丙<p>丁", "甲乙丙\n丁"),
        ("<p>a\n b</p><p>甲\n乙。</p>", "a b\n甲乙。"),
        ("<ol type=a><li>甲</li><li value=5>乙</ol>", "a.甲\ne.乙"),
        ("<ol><li>1.甲</li></ol>", "1.甲"),
        ("<ol><li>甲<ol><li>乙<li>丙</ol><li>丁</ol>", "1.甲\n（1）乙\n（2）丙\n2.丁"),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", "一、甲\n二、乙"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "| 甲 | 乙 |"),
        ("<p>甲&nbsp;乙&amp;</p>", "甲\u00a0乙&"),
        ("<p>甲</p><p hidden>乙</p><script>丙</script>", "甲"),
        ("<p>一、没有标点的短页</p>", "一、没有标点的短页"),
    ],
)
def test_lines(page, text):
    assert _read(page).text == text


def test_no_date_is_taken_from_an_address():
    assert "published" not in _read("<p><a href='/art/2024/1/22/a.html'>报告。报告。</a>法治。</p>").meta


@pytest.mark.parametrize("page", ["<div>" * 100_000 + "x", "<div " + " ".join(f"a{i}" for i in range(60_000)) + ">x"])
def test_a_page_that_would_take_minutes_is_refused(page):
    with pytest.raises(UnreadableError, match="nested-too-deep"):
        _read(page)


@pytest.mark.parametrize(
    "page", ["<div>" * 5_000 + "法治。", "<p>法治。" * 20_000, "<b><i>法治。" * 5_000, "<table><tr><td>法。" * 1_000]
)
def test_hostile_nesting_is_read(page):
    document = _read(page)
    assert "法" in document.text
    assert document.source.place(len(document.text) - 1).line == 1


def test_a_page_without_text():
    with pytest.raises(UnreadableError, match="no-text"):
        _read("<html><body><script>x</script></body></html>")
