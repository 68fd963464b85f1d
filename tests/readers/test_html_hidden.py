"""What nobody sees of a page is not read, however long; what somebody sees is, whatever its element is called."""

from __future__ import annotations

import json

import pytest

from checker.readers import read_bytes
from tests.tables import every_row

LINES = ["某县某局2025年法治政府建设情况报告", *(f"{number}是认真落实各项部署。" for number in "一二三四五六七八九十")]
SPAM = "请勿转载"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{LINES[0]}</title>{head}</head><body><h1>{LINES[0]}</h1>{body}</body></html>"


def paragraphs(inside: str = "") -> str:
    return "".join(f"<p>{line[:4]}{inside}{line[4:]}</p>" for line in LINES[1:])


def read(source: str):
    return read_bytes(source.encode(), "a.html")


def style(css: str) -> str:
    return f"<style>{css}</style>"


INSIDE = {
    "visibility": (f'<span style="visibility: hidden">{SPAM}</span>', ""),
    "no size": (f'<span style="font-size:0">{SPAM}</span>', ""),
    "almost no size": (f'<span style="FONT-SIZE: 0.1pt">{SPAM}</span>', ""),
    "not displayed, with blanks": (f'<i style="display : none ;">{SPAM}</i>', ""),
    "attribute": (f"<font hidden>{SPAM}</font>", ""),
    "transparent": (f'<span style="opacity:0">{SPAM}</span>', ""),
    "of no colour": (f'<span style="color:rgba(0, 0, 0, 0)">{SPAM}</span>', ""),
    "of no area": (
        f'<span style="transform:scale(0)">{SPAM}</span><i class=c>{SPAM}</i>',
        style(".c{clip-path:inset(50%)}"),
    ),
    "white on white": (f'<span style="color:#FFF">{SPAM}</span>', ""),
    "off the screen": (f'<span style="position:absolute;left:-9999px">{SPAM}</span>', ""),
    "a sheet": (f'<span class="x9">{SPAM}</span>', style("/* .a{} */ p{margin:0} .x9 , .y{display : none}")),
    "a sheet in a comment": (f"<i class=c>{SPAM}</i>", style("<!-- .c{visibility:hidden} -->")),
    "a sheet, important": (f'<b class=x style="display:inline">{SPAM}</b>', style(".x{display:none!important}")),
    "a sheet for screens": (f"<em>{SPAM}</em>", style("@media screen{em{font-size:0px}}")),
    "a class of everybody's": (f'<span class="sr-only">{SPAM}</span>', ""),
}


@every_row("name", INSIDE)
def test_words_against_copying_are_not_read(name):
    inside, head = INSIDE[name]
    document = read(page(paragraphs(inside), head))
    assert document.text.split("\n") == LINES
    assert document.extraction is None
    assert document.source.place(document.text.index("十是")).line == 1


SHOWN = {
    "a sheet for printers": (paragraphs(), style("@media print{p{display:none}}")),
    "a state": (paragraphs(), style("p:hover{display:none}")),
    "a rule that another one takes back": (paragraphs(), style("p{display:none} body p{display:block}")),
    "an attribute that a sheet takes back": (paragraphs().replace("<p>", "<p hidden>"), style("p{display:block}")),
    "size nought around, and a size inside": (
        f'<div style="font-size:0">{paragraphs().replace("<p>", "<p style=font-size:16px>")}</div>', "",
    ),
    "invisible around, and visible inside": (
        f'<div style="visibility:hidden">{SPAM}{paragraphs().replace("<p>", "<p style=visibility:visible>")}</div>', "",
    ),
    "white words on a ground of their own": (paragraphs('<span style="color:#fff;background:red"></span>'), ""),
    "a colour, an area": (
        paragraphs().replace("<p>", '<p style="color:rgba(0,0,0,.8);transform:scale(0.5);clip-path:inset(10%)">'), "",
    ),
    "an indent by hand": (paragraphs().replace("<p>", '<p style="text-indent:-2em;margin-left:-10px">'), ""),
}  # fmt: skip


@every_row("name", SHOWN)
def test_what_is_shown_is_read(name):
    body, head = SHOWN[name]
    assert read(page(body, head)).text.split("\n") == LINES


@pytest.mark.parametrize(
    "hiding", ["display:none", "height:0;overflow:hidden", "visibility:hidden", "text-indent:-9999px"]
)
def test_hidden_terms_are_not_read_however_long(hiding):
    terms = f'<div class="terms" style="{hiding}">{"<p>用户应当遵守各项规定；否则承担责任。</p>" * 100}</div>'
    assert read(page(paragraphs() + terms)).text.split("\n") == LINES


@pytest.mark.parametrize(
    "panels",
    [
        '<div class="pane on">{}</div><div class="pane">{}</div>',
        '<div class="con">{}</div><div class="con" style="display:none">{}</div>',
        '<div>{}</div><div role="tabpanel" hidden>{}</div>',
    ],
)
def test_text_that_shows_on_a_click_is_read_where_it_goes_on_and_else_told(panels):
    sheet = style(".pane{display:none} .pane.on{display:block}")
    document = read(page(panels.format(paragraphs(), "<p>部署落实。</p><p>加强培训。</p>"), sheet))
    assert document.text.split("\n") == LINES
    assert document.extraction.warnings == ("hidden-panels",)
    document = read(page(panels.format(paragraphs(), "<p>政策解读：部署落实。</p><p>加强培训。</p>"), sheet))
    assert document.text.split("\n") == LINES
    assert document.extraction is None
    document = read(page(panels.format(paragraphs(), "<p>三、下一年度安排。</p><p>加强培训。</p>"), sheet))
    assert document.text.split("\n") == [*LINES, "三、下一年度安排。", "加强培训。"]
    assert document.extraction is None


def test_a_report_in_a_frame_is_told():
    document = read(page('<p>报告见下。</p><iframe src="a.pdf"></iframe>'))
    assert document.extraction.warnings == ("embedded-document",)
    assert read(page(f'{paragraphs()}<iframe src="a.html"></iframe>')).extraction is None


def test_an_article_that_a_script_shows_is_read_with_doubt():
    document = read(page(f'<div id="article" style="display:none">{paragraphs()}</div>'))
    assert document.text.split("\n")[-10:] == LINES[1:]
    assert document.extraction.warnings == ("shown-by-script",)


@every_row("written", [paragraphs(), json.dumps(paragraphs())])
def test_an_article_that_a_script_writes_is_told(written):
    document = read(page(f"<h2>报告</h2><div id='zoom'></div><script>var html = `{written}`;</script>"))
    assert document.extraction.warnings == ("written-by-script",)


def test_one_page_of_several_is_told():
    turning = '<div>共2页 <a href="1.html">1</a> <a href="2.html">2</a> <a href="2.html">下一页</a></div>'
    assert read(page(paragraphs() + turning)).extraction.warnings == ("more-pages",)
    assert read(page(paragraphs() + '<p><a href="9.html">下一页</a>：某局报告</p>')).extraction is None


@every_row(
    ("body", "warned"),
    [
        ("<p>四、工作安排</p><p><img src=1.png></p><p>某局</p>", True),
        ("<p>四、工作安排</p><p><img src=1.png></p>", True),
        ("<p>三、履职情况</p><img src=1.png><p>四、工作安排</p>", True),
        ("<p>四、工作安排</p><img src=1.png><p>（一）充实力量</p>", False),
        ("<p>四、工作安排</p><img src=1.png><p>开展检查4次。</p>", False),
        ("<p>一、加强领导。研究4次。</p><img src=1.png><p>某局</p>", False),
    ],
)
def test_a_picture_in_the_place_of_a_text_is_told(body, warned):
    extraction = read(page(paragraphs() + body)).extraction
    assert (extraction is not None and extraction.warnings == ("picture-for-text",)) is warned


@every_row(("href", "warned"), [("./P1.docx", True), ("/a/1.PDF", True), ("2.html", False)])
def test_a_page_that_names_its_report_and_links_to_it_is_told(href, warned):
    extraction = read(page(f'<p>某局报告见附件。</p><p><a href="{href}">某局报告</a></p>')).extraction
    assert (extraction is not None and extraction.warnings == ("text-in-attachment",)) is warned


def test_a_page_of_pictures_is_told():
    assert read(page("<h2>报告</h2><img src=1.jpg><img src=2.jpg>")).extraction.warnings == ("text-in-pictures",)


@every_row(
    "name",
    ["newmain", "related-heading", "position-right", "footer", "sharecontent", "copyright", "crumb-p", "toolbar"],
)
def test_no_text_goes_for_the_name_of_its_class(name):
    lines = [*LINES[1:], "某县某局", "2026年1月20日"]
    body = "".join(
        f'<p class="{name}">{line}</p>' if number % 3 == 2 else f"<p>{line}</p>" for number, line in enumerate(lines)
    )
    assert read(page(f'<div class="{name}">{body}</div>')).text.split("\n") == [LINES[0], *lines]


@every_row(
    "line",
    [
        "技术支持力量薄弱。",
        "扫码监管设备不足，有4个没有安装",
        "上一条线索办理周期长",
        "打印设备不足",
        "关闭企业3家",
        "联系我们群众不够",
    ],
)
def test_no_line_goes_for_its_first_word(line):
    assert line in read(page(f"{paragraphs()}<p>{line}</p>{paragraphs()}")).text.split("\n")


def test_what_serves_the_page_goes():
    furniture = (
        '<div class="share">分享到：<a>微信</a></div><p>【打印本页】【关闭窗口】</p><p>上一篇：某局报告</p>'
        '<div class="related"><h3>相关链接</h3><a href="/1">某局工作要点</a><a href="/2">某局工作安排</a></div>'
        "<table><tr><td>打印</td><td>关闭</td></tr></table><p>某ICP备00000000号</p>"
    )
    assert read(page(paragraphs() + furniture)).text.split("\n") == LINES


def test_a_short_report_beside_its_record_stays():
    record = "<table><tr><td>索引号：</td><td>0/1</td></tr><tr><td>发文机关：</td><td>某县某局</td></tr><tr><td>成文日期：</td><td>2026-01-20</td></tr></table>"
    body = "<p>核对服务对象名单，公开方式多样，主题分类清楚。</p>" * 6
    document = read(f"<html><body><div>{record}<div>{body}</div></div></body></html>")
    assert document.text.count("服务对象") == 6
    assert "索引号" not in document.text
    assert document.meta["issuer"] == "某县某局"


def test_a_paragraph_before_a_form_stays():
    rows = "".join(
        f"<tr><td>{name}</td><td>{'认真落实各项部署。' * 20}</td></tr>" for name in ("主要举措", "存在的不足")
    )
    assert read(page(f"<p>现将情况报告如下。</p><table>{rows}</table>")).text.split("\n") == [
        LINES[0], "现将情况报告如下。", "主要举措", "认真落实各项部署。" * 20, "存在的不足", "认真落实各项部署。" * 20,
    ]  # fmt: skip


def test_the_tab_of_a_panel_tells_what_is_in_it():
    tabs = '<ul><li><a href="#a">正文</a></li><li><a href="#b">{}</a></li></ul>'
    panels = '<div class="con" id="a">{}</div><div class="con" id="b" style="display:none"><p>一、背景。</p><p>加强。</p></div>'
    for tab, doubted in (("文字解读", False), ("附表", True)):
        document = read(page(tabs.format(tab) + panels.format(paragraphs())))
        assert (document.extraction is not None) is doubted, tab
