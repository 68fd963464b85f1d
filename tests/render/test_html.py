"""The page: links that lead somewhere, text that is marked where it should be, and nothing that is more than text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256

import pytest
from selectolax.lexbor import LexborHTMLParser

from checker.engine.model import Waived
from checker.presentation.items import is_gap, ranked
from checker.render import RenderOptions, create
from checker.render.page import policy, report, visible
from checker.render.page.marks import MOST_OF_ITEM
from tests.render.assessments import CAPPED, TEXT, assessment, extracted, item
from tests.render.assessments import quote as anywhere
from tests.render.outputs import BROKEN, HOSTILE, THIRD_PAGE, WAIVED, hostile, render, titled
from tests.tables import every_row

OURS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "article", "section", "div", "span", "a", "b", "q", "bdi", "br", "small", "code",
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "mark", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "dir", "charset", "http-equiv", "content", "name", "class", "id", "href", "role", "tabindex", "scope", "colspan", "data-at",
    "viewBox", "preserveAspectRatio", "focusable", "width", "height", "aria-label", "aria-labelledby", "aria-hidden", "aria-level",
}  # fmt: skip
SAMPLES = (
    "causes-promised",
    "empty-plan",
    "headings-lost-in-one-line",
    "most-complete",
    "no-first-responsible-section",
)


def quote(words="执法力量不足", start=None, **changes):
    """A quotation where it stands in the text."""
    return anywhere(words, start=TEXT.index(words) if start is None else start, **changes)


def parsed(output):
    return LexborHTMLParser(output)


def page(*assessments, **view):
    return parsed(render("html", *assessments, **view))


def told(node):
    return " ".join(node.text().split())


def original_text(shown):
    """The text of a report as a page shows it, without the signs of marks and what is said to be absent."""
    copy = parsed(shown.html)
    for node in copy.css(".ref, .absent"):
        node.decompose()
    return "\n".join(node.text() for node in copy.css(".words > *"))


def check_links(shown):
    anchors = Counter(node.attributes["id"] for node in shown.css("[id]"))
    assert [name for name, count in anchors.items() if count > 1] == []
    targets = [node.attributes["href"] for node in shown.css("[href]")]
    assert [target for target in targets if not target.startswith("#") or target[1:] not in anchors] == []
    named = [node.attributes["aria-labelledby"] for node in shown.css("[aria-labelledby]")]
    assert set(named) <= set(anchors)
    return targets


def check_harmless(shown):
    """Only elements and attributes that the templates write; no address, no handler, no style but the one."""
    assert {node.tag for node in shown.css("*")} - OURS == set()
    assert {name for node in shown.css("*") for name in node.attributes} - ATTRIBUTES == set()
    assert len(shown.css("style")) == 1


@pytest.fixture(scope="module")
def samples(judged, sample):
    return {name: judged(sample(name))._replace(path=f"samples/{name}.txt") for name in SAMPLES}


def test_a_report_at_a_glance():
    shown = page(assessment(item("causes", severity="error"), item("b", "pass")))
    (glance,) = shown.css(".glance")
    assert told(glance.css_first("h2")) == "某局2025年度法治政府建设情况报告"
    assert told(glance.css_first(".result")) == "✗ 不通过 71.5 分 合格"
    assert told(glance.css_first(".counts")) == "必改 1 应改 0 建议 0"
    assert "reports/a.txt" in glance.text()
    assert shown.css_first("title").text() == "✗ 不通过 · 71.5 分 · 某局2025年度法治政府建设情况报告"
    assert len(shown.css("h1")) == len(shown.css("main")) == 1
    assert shown.css_first("html").attributes["lang"] == "zh-Hans"


def test_a_gap_tells_all_and_leads_to_its_words_and_back():
    words = (quote(),)
    shown = page(assessment(item("b", "pass", evidence=words), item("causes", severity="error", evidence=words)))
    (gap,) = shown.css(".gap")
    assert told(gap) == (
        "1 ✗ 必改 要求causes +5 分 第5行第1字 “执法力量不足” 没有原因 依据：《督察工作规定》第二十四条。 整改（几小时）：补上原因 causes"
    ).replace("“", "").replace("”", "")
    mark = shown.css_first(gap.css_first(".where a").attributes["href"])
    assert mark.attributes["href"] == f"#{gap.id}"
    assert mark.attributes["aria-label"] == "问题 1：要求causes"
    assert mark.parent.tag == "mark"
    assert mark.parent.text() == "1✓执法力量不足"  # which is what another item found met
    check_links(shown)


def test_what_is_absent_has_a_place_in_the_text():
    end = len(TEXT) - 1
    absent = quote("", start=end)
    shown = page(assessment(item("signature", evidence=(absent,))))
    (node,) = shown.css(".absent")
    assert node.text() == "1此处要求：要求signature"
    assert node.parent.text().strip() == "执法力量不足。1此处要求：要求signature"
    check_links(shown)


def test_marks_that_overlap():
    first, second = quote("开展检查40次"), quote("检查40次。")
    shown = page(assessment(item("a", evidence=(first,)), item("b", evidence=(second,), severity="error")))
    marks = [(node.attributes["class"], node.text()) for node in shown.css("mark")]
    assert marks == [("warning", "2开展"), ("error several", "1检查40次"), ("error", "。")]
    assert original_text(shown) == TEXT.strip()


def test_the_gaps_stand_by_the_points_to_gain():
    many = [item("a", gain=1.0), item("b", gain=9.0), item("c", gain=4.0)]
    shown = page(assessment(*many))
    assert [told(node) for node in shown.css(".gap .gain")] == ["+9 分", "+4 分", "+1 分"]
    assert [told(node) for node in shown.css(".gap .count")] == ["1", "2", "3"]


def test_the_checklist_leads_to_gaps_and_to_what_was_found():
    made = assessment(item("a"), item("b", "pass"), item("c", "skip", reason=None), item("d", group="safety"))
    shown = page(made)
    heading = shown.css_first(".checklist h3")
    assert heading.text() == "检查清单（✓ 符合 1，△ 部分 0，✗ 不符合 2，– 不适用 1）"
    rows = [told(node) for node in shown.css(".group li")]
    assert rows == ["✗不符合 要求a 0/5 分", "✓符合 要求b 有 第5行第1字 5/5 分", "–不适用 要求c", "✗不符合 要求d 0/5 分"]
    check_links(shown)


def test_the_table_of_what_is_compared():
    rows = (
        {"item": 1, "words": "力量不足", "answers": [2, 3], "answer_words": ["充实队伍", "购买服务"]},
        {"item": 2, "words": "培训不够", "answers": [], "answer_words": []},
    )
    shown = page(assessment(item("a", "partial", table=rows)))
    (table,) = shown.css("table")
    assert told(table.css_first("caption")) == "对照：要求a"
    assert [told(row) for row in table.css("tbody tr")] == ["1力量不足2 充实队伍；3 购买服务", "2培训不够✗ 没有回应"]


def test_a_waived_gap_is_told_with_its_reason_and_both_scores():
    made = assessment(item("a", waived=WAIVED), item("b"))
    shown = page(made._replace(score=made.score._replace(with_waivers=Waived(90.0, "excellent"))))
    waived = shown.css_first(".gap.waived")
    assert "豁免理由：主管部门同意另行报送（批准：某局办公室；有效期至 2026-12-31）" in waived.text()
    assert "+5 分" not in waived.text()
    glance = told(shown.css_first(".glance"))
    assert "71.5 分" in glance
    assert "有 1 处豁免，计入后 90 分 优秀" in glance
    assert "豁免 1" in glance
    assert [node.text() for node in shown.css("mark .ref")] == ["1", "2"]
    check_links(shown)


def test_what_bounds_the_score_the_gate_and_doubts_about_the_text():
    made = extracted(assessment(item("part"), score=CAPPED, verdict="pass"), recognised=0.5, pages=3)
    renderer = create("html", RenderOptions(min_score=90))
    shown = parsed(renderer.add(made, met=False) + renderer.end())
    glance = told(shown.css_first(".glance"))
    assert "封顶 59 分" in glance
    assert "! 未达到本次要求：总分不低于 90 分。" in glance
    assert "50% 的文字是从图片识别的" in glance


def test_several_reports_on_one_page():
    made = assessment(item("a", severity="error"), path="甲.txt"), assessment(path="乙.txt", verdict="pass"), BROKEN
    shown = page(*made)
    rows = [told(node) for node in shown.css(".overview tbody tr")]
    assert rows == [
        "1 ✗ 不通过 71.5 分 某局2025年度法治政府建设情况报告甲.txt 某局 2025 1 1",
        "2 ✓ 通过 71.5 分 某局2025年度法治政府建设情况报告乙.txt 某局 2025 0 0",
        "3 ! 未检查 b.txt 文件是空的，没有任何文字。",
    ]
    assert told(shown.css_first(".lead")) == "共 3 份：通过 1，不通过 1，无法读取 1。"
    broken = shown.css(".report")[2]
    assert "办法：" in broken.text()
    names = [node.attributes["aria-label"] for node in shown.css("[role=region], section[aria-label]")]
    assert len(names) == len(set(names))
    assert "#r3" in check_links(shown)


def test_nothing_at_all_and_one_that_cannot_be_read():
    assert "共 0 份" in page().text()
    shown = page(BROKEN)
    assert shown.css_first("title").text() == "! 未检查 · b.txt"
    assert "文件是空的" in shown.css_first("main").text()
    assert shown.css("table") == []


def test_english_and_a_page_of_a_layout():
    shown = page(assessment(item("a", evidence=(quote(place=THIRD_PAGE),))), lang="en")
    assert shown.css_first("html").attributes["lang"] == "en"
    assert "page 3" in shown.css_first(".gap").text()
    assert shown.css_first(".words").attributes["lang"] == "zh-Hans"
    ours = [node.text() for node in shown.css("h1, h3, .legend, footer, .within")]
    assert not re.search(r"[\u4e00-\u9fff]", "".join(ours))


def test_the_policy_lets_the_style_in_and_nothing_else():
    output = render("html", assessment(item("a")))
    style = re.search("<style>(.*?)</style>", output, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    node = parsed(output).css_first("meta[http-equiv=Content-Security-Policy]")
    assert node.attributes["content"] == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    )
    assert output.index("Content-Security-Policy") < output.index("<style>")
    assert not re.search(r"url\(|@import|https?:", style)
    assert policy([], ["x"]).endswith("script-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='")


def test_real_reports(samples):
    output = render("html", *samples.values())
    shown = parsed(output)
    check_links(shown)
    check_harmless(shown)
    assert not re.search(r"""(?:src|href|action|data)=["']?(?!#|")[^\s>]*//""", output)
    for made, node in zip(samples.values(), shown.css(".report"), strict=True):
        wanted = [line for line in made.document.text.split("\n") if line.strip()]
        assert original_text(node).split("\n") == wanted
        gaps = [item for item in made.items if is_gap(item)]
        assert len(node.css(".gap")) == len(gaps)
    assert render("html", *samples.values()) == output


def test_each_gap_of_a_real_report_leads_to_its_words(samples):
    for made in samples.values():
        shown = page(made)
        for gap, item_ in zip(shown.css(".gap"), ranked(made.items), strict=True):
            links = gap.css(".where a, .rest a")
            spans = {(one.start, one.end) for one in item_.evidence}
            assert len(links) == len(spans) > 0
            for link in links:
                assert shown.css_first(link.attributes["href"]).attributes["href"] == f"#{gap.id}"
        assert len(shown.css(".words mark")) > len(shown.css(".gap"))


def test_headings_of_the_report_are_headings(samples):
    shown = page(samples["most-complete"])
    levels = [(node.tag, node.text(strip=True).lstrip("✓0123456789")) for node in shown.css(".words h4, .words h5")]
    assert ("h4", "一、推进法治政府建设的主要举措和成效") in levels
    assert ("h5", "(一)强化组织领导") in levels
    titles = [node.text().lstrip("✓") for node in shown.css(".words .title")]
    assert titles == ["东安县应急管理局", "2025年法治政府建设报告"]
    lost = page(samples["headings-lost-in-one-line"]).css(".run-in[role=heading][aria-level='4']")
    assert len(lost) == 6


@every_row("words", HOSTILE)
@every_row("make", [hostile, titled])
def test_hostile_words_are_only_text(words, make):
    shown, harmless = page(make(words), BROKEN), page(make("无害"), BROKEN)
    check_links(shown)
    check_harmless(shown)
    assert {node.tag for node in shown.css("*")} == {node.tag for node in harmless.css("*")}
    visible_words = " ".join(words.split())
    if visible_words.isprintable():
        assert visible_words in " ".join(shown.body.text().split())


@every_row("words", [words for words in HOSTILE if words != "\ud800"])  # no reader gives half a character
def test_hostile_words_in_the_text_of_a_report(judged, words):
    text = f"某局2025年度法治政府建设情况报告\n一、主要举措和成效\n{words}\n二、存在的不足\n人手不够{words}"
    shown = page(judged(text))
    check_links(shown)
    check_harmless(shown)
    if words.isprintable():
        assert f"人手不够{words}" in original_text(shown)


def test_characters_that_turn_text_round_are_shown():
    assert str(visible("甲\u202e\u2067\u00a0\u3000\t\x00<乙")) == (
        '甲<span class="sign">&lt;U+202E&gt;</span><span class="sign">&lt;U+2067&gt;</span>\u00a0\u3000\t'
        '<span class="sign">␀</span>&lt;乙'
    )


def test_thousands_of_places_are_bounded():
    places = tuple(quote("查", start=number % 40) for number in range(5000))
    overlapping = tuple(quote("查" * (number % 30), start=number % 40) for number in range(5000))
    output = render("html", assessment(item("a", evidence=places), item("b", evidence=overlapping)))
    shown = parsed(output)
    assert "等 5000 处" in shown.text()
    assert len(shown.css(".words .ref")) <= 2 * MOST_OF_ITEM
    assert len(output) < 200_000
    check_links(shown)
    assert original_text(shown) == TEXT.strip()


def test_a_long_text_is_shown_around_its_marks(monkeypatch, judged):
    monkeypatch.setattr(report, "MOST_SHOWN", 1000)
    text = "某局2025年度法治政府建设情况报告\n" + "依法行政，" * 2000 + "进进出出政协委员会议案" + "。" * 5000
    shown = page(judged(text))
    assert re.search(r"（这里略去 \d+ 字）", shown.css_first(".left-out").text())
    assert "政协委员会议案" in original_text(shown)
    left_out = sum(int(re.search(r"\d+", node.text())[0]) for node in shown.css(".left-out"))
    assert 1000 < len(original_text(shown)) < 5000 < left_out < len(text)
    check_links(shown)


def test_a_text_of_many_lines_is_bounded(monkeypatch, judged):
    monkeypatch.setattr(report, "LINES", 50)
    shown = page(judged("某局2025年度法治政府建设情况报告\n" + "一行\n" * 5000))
    assert 40 < len(shown.css(".words p")) < 1000
    assert shown.css_first(".left-out") is not None
    check_links(shown)


def test_a_page_holds_many_reports_and_tells_whose_text_is_left_out(monkeypatch):
    monkeypatch.setattr("checker.render.html._TEXT", len(TEXT) + 1)
    shown = page(*[assessment(item("a"), path=f"{number}.txt") for number in range(3)])
    assert [len(node.css(".words")) for node in shown.css(".report")] == [1, 0, 0]
    assert shown.text().count("没有附原文") == 2
    check_links(shown)


def test_the_page_is_not_taken_for_a_report(tmp_path):
    from checker.engine.assessor import Assessor

    path = tmp_path / "result.html"
    path.write_text(render("html", assessment(item("a"))), encoding="utf-8")
    error = Assessor("national").read(str(path)).error
    assert error is not None
    assert error.key == "own-result"
