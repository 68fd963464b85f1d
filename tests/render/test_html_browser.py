"""The page in a real browser: nothing is asked for, links lead there and back, it prints, and everybody can use it."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from checker.engine.model import Waived
from tests.render.assessments import assessment, item, quote
from tests.render.outputs import BROKEN, HOSTILE, WAIVED, hostile, render

pytest.importorskip(
    "axe_playwright_python", reason="AXE-PLAYWRIGHT-PYTHON IS NOT INSTALLED: pages are not tried in a browser"
)

from tests.accessibility import violations
from tests.browsers import CHROMIUM, launched

if CHROMIUM is None:
    pytest.skip("CHROMIUM IS NOT INSTALLED: pages are not tried in a browser", allow_module_level=True)

WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 360, "height": 740}
A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def page():
    """A page that all tests use, for each takes a process of the browser; ``seen`` is what it asked, said and wanted to ask."""
    with launched() as opened:
        page = opened.new_page()
        page.seen = []
        page.on("request", lambda request: page.seen.append(request.url))
        page.on("console", lambda message: page.seen.append(message.text))
        page.on("pageerror", lambda error: page.seen.append(str(error)))
        page.on("dialog", lambda dialog: (page.seen.append(dialog.message), dialog.dismiss()))
        yield page


@pytest.fixture
def show(page, tmp_path):
    """Show an output on the page, in a viewport and a scheme of colours."""

    def show(output, *, viewport=WIDE, color_scheme="light"):
        path = tmp_path / "page.html"
        path.write_text(output, encoding="utf-8", errors="replace")
        page.goto("about:blank")
        page.seen = []
        page.set_viewport_size(viewport)
        page.emulate_media(media="null", color_scheme=color_scheme)
        page.goto(path.as_uri())
        page.itself = path.as_uri()
        return page

    return show


@pytest.fixture(scope="module")
def several(judged, sample):
    """Reports that show all that a page can show: gaps, waivers, a table, what is absent, what cannot be read."""
    names = ("most-complete", "empty-plan", "headings-lost-in-one-line")
    reports = [judged(sample(name))._replace(path=f"{name}.txt") for name in names]
    waived = assessment(item("a", waived=WAIVED), item("b", "partial"), item("c", "skip"))
    waived = waived._replace(score=waived.score._replace(with_waivers=Waived(90.0, "excellent")))
    return [*reports, waived, BROKEN]


def test_nothing_is_asked_for(show, several):
    page = show(render("html", *several))
    assert page.seen == [page.itself]


def test_a_hostile_report_does_nothing(show, judged):
    lines = "\n".join(words for words in HOSTILE if words != "\ud800")
    more = "</style></title></textarea><script>alert(1)</script><svg onload=alert(1)><a href=javascript:alert(1)>x</a>"
    text = (
        f"<img src=http://evil.example onerror=alert(1)>局2025年度法治政府建设情况报告\n一、主要举措{more}\n{lines}\n"
    )
    reports = [judged(text)._replace(path=f"{more}.txt"), *map(hostile, HOSTILE)]
    page = show(render("html", *reports))
    assert page.seen == [page.itself]
    assert page.locator("script, img, iframe, object, embed, form, link, [onload], [onerror]").count() == 0
    assert page.evaluate("[...document.links].every(link => link.getAttribute('href').startsWith('#'))")


@pytest.fixture
def elsewhere():
    """A server that a page could ask, and what it was asked for."""
    asked = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_the_policy_stops_what_should_slip_through(show, elsewhere):
    address, asked = elsewhere
    slipped = f"""<script>document.title = "changed"; alert(1)</script><img src="{address}/a.png" onerror="alert(2)">
        <style>body {{ display: none }} @import "{address}/a.css";</style><iframe src="{address}/frame"></iframe>
        <link rel="stylesheet" href="{address}/b.css"><p id="styled" style="position: fixed">x</p>"""
    output = render("html", assessment(item("a"))).replace("</main>", f"{slipped}</main>")
    page = show(output)
    assert "✗ 不通过" in page.title()
    assert page.locator("h1").is_visible()
    assert page.locator("#styled").evaluate("node => getComputedStyle(node).position") == "static"
    assert asked == []
    unguarded = show(re.sub("<meta http-equiv[^>]*>", "", output))
    unguarded.wait_for_load_state("networkidle")
    assert unguarded.title() == "changed"
    assert {"/a.png", "/frame", "/b.css"} <= set(asked)


def test_a_gap_leads_to_its_words_and_back_without_losing_the_place(show, judged, sample):
    page = show(render("html", judged(sample("empty-plan"))))
    gaps = page.locator(".gap")
    assert gaps.count() > 5
    page.locator(".columns").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.columns').scrollIntoView()")
    for gap in gaps.all():
        link = gap.locator(".where a").first
        link.scroll_into_view_if_needed()
        before = link.bounding_box()["y"]
        link.click()
        mark = page.locator(".words :target")
        assert 0 < mark.bounding_box()["y"] < WIDE["height"]
        assert abs(link.bounding_box()["y"] - before) < 30  # the findings stand still while the text moves
        page.keyboard.press("Enter")
        page.wait_for_function("id => location.hash == '#' + id", arg=gap.get_attribute("id"))
        assert gap.bounding_box()["y"] < WIDE["height"]


def test_links_are_exact_among_many_reports(show, several):
    page = show(render("html", *(several[:3] * 10)))
    page.locator(".overview a").nth(25).click()
    assert abs(page.locator("#r26").bounding_box()["y"]) < 2
    page.locator("#r26 .gap .where a").first.click()
    assert 0 < page.locator("#r26 .words :target").bounding_box()["y"] < WIDE["height"]


def test_everything_can_be_seen(show, several):
    page = show(render("html", *several))
    lines = page.locator(".group li").all()
    assert len(lines) == sum(len(made.items) for made in several)
    hidden = "node => { const box = node.getBoundingClientRect(); return box.left < 0 || !box.width || !box.height }"
    blocks = "[...document.querySelectorAll('main :is(li, p, h2, h3, h4, td, th, mark, .ref)')]"
    assert page.evaluate(f"{blocks}.filter({hidden}).map(node => node.outerHTML)") == []


def test_by_keyboard(show, several):
    page = show(render("html", *several))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "to-main"
    assert page.locator(".to-main").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize(
    ("viewport", "schemes", "lang"), [(WIDE, [], "zh"), (PHONE, ["light", "dark"], "en")], ids=["wide", "phone"]
)
def test_everybody_can_use_it(show, several, viewport, schemes, lang):
    """Colours are the same on every screen: they are looked at on one."""
    page = show(render("html", several[0], *several[3:], lang=lang), viewport=viewport)
    assert violations(page, schemes=schemes) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_smallest_screen_scrolls_one_way(show):
    long = "x" * 500
    page = show(render("html", hostile(long), hostile("长" * 500)), viewport={"width": 320, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper(show, several):
    pdfium = pytest.importorskip("pypdfium2", reason="PYPDFIUM2 IS NOT INSTALLED: paper is not tested")
    page = show(render("html", *several[:2]), color_scheme="dark")
    headings = {"".join(told.split()) for told in page.locator("h2, h3, h4").all_inner_texts()}
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 39, 51)"
    printed = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_bounded() for sheet in printed]
    assert {tuple(map(round, sheet.get_size())) for sheet in printed} == {A4}
    assert 8 <= len(texts) <= 20
    for number, text in enumerate(texts, 1):
        told = ["".join(line.split()) for line in text.splitlines() if line.strip()]
        told.remove(f"{number}/{len(texts)}")
        assert told[-1] not in headings
    whole = "".join("".join(texts).split())
    for made in several[:2]:
        assert "".join(made.path.split()) in whole
        assert all("".join(line.split())[:8] in whole for line in made.document.text.split("\n")[-12:])


def test_marks_can_be_told_apart_without_colour(show):
    made = assessment(*[item(f"r{name}", severity=name) for name in ("error", "warning", "advice")])
    for number, severity in enumerate(("error", "warning", "advice")):
        one = assessment(item("a", severity=severity, evidence=(quote(start=5 + number),)))
        page = show(render("html", one))
        style = page.locator("mark").evaluate("node => getComputedStyle(node).textDecorationStyle")
        assert style == {"error": "double", "warning": "solid", "advice": "dashed"}[severity]
    page = show(render("html", made))
    assert [told.split()[0] for told in page.locator(".ref").all_inner_texts()] == ["1", "2", "3"]
    assert page.locator(".severity").all_inner_texts() == ["✗ 必改", "✗ 应改", "✗ 建议"]
