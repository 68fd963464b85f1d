"""The pages of ``checker serve`` in a real browser: by keyboard alone, for everybody, and nothing is asked elsewhere."""

from __future__ import annotations

import base64
import re
import socket
import threading
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest

from checker.i18n import say

pytest.importorskip("starlette", reason="THE EXTRA WEB IS NOT INSTALLED: its pages are not tried in a browser")
uvicorn = pytest.importorskip("uvicorn", reason="THE EXTRA WEB IS NOT INSTALLED: its pages are not tried in a browser")
pytest.importorskip(
    "axe_playwright_python", reason="AXE-PLAYWRIGHT-PYTHON IS NOT INSTALLED: pages are not tried in a browser"
)

from playwright.sync_api import Page, expect

from checker.rulebook.load import load_pack
from checker.rulebook.locate import available
from checker.web.app import address_of, application, listening
from tests.accessibility import violations
from tests.browsers import CHROMIUM, launched

if CHROMIUM is None:
    pytest.skip("CHROMIUM IS NOT INSTALLED: pages are not tried in a browser", allow_module_level=True)

SAMPLES = Path(__file__).parents[2] / "samples"
FLAWED, GOOD = SAMPLES / "empty-plan.txt", SAMPLES / "most-complete.txt"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PATIENCE = 120_000  # milliseconds: a machine may have other things to do
expect.set_options(timeout=PATIENCE)
MOST_STOPS = 400  # of the tabulator on one page
DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, data] of files)
    carried.items.add(new File([Uint8Array.from(atob(data), one => one.charCodeAt(0))], name, { type: "text/plain" }));
  return carried;
}"""

CHOSEN = """() => document.activeElement.value.slice(
  document.activeElement.selectionStart, document.activeElement.selectionEnd)"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter(node => node.checkVisibility({ visibilityProperty: true })).map(node => node.outerHTML)"""
LANDMARKS = """async lang => {
  const address = new URL(location.href);
  address.searchParams.set("lang", lang);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = node => [node.textContent, node.getAttribute("aria-label"), node.title, node.labels?.length]
    .some(words => words && String(words).trim());
  return [...found.querySelectorAll("a[href], button, input, select, textarea, summary, h1, h2, h3, th, main, nav")]
    .map(node => [node.localName, node.id, node.name ?? "", node.type ?? "", told(node)].join(" "));
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a server that runs while the tests of this file do."""
    for name in available():
        load_pack(name)  # building it is no business of these tests
    made: socket.socket = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(application(), log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [made]}, daemon=True)
    thread.start()
    yield address_of(made)
    server.should_exit = True
    thread.join(10)
    made.close()


@pytest.fixture(scope="module")
def browser():
    with launched() as opened:
        yield opened


@pytest.fixture
def visit(browser, address):
    """Open the first page; no visit may ask anything of another address, nor run into an error."""
    contexts, elsewhere, trouble = [], [], []

    def visit(viewport=WIDE, lang="zh") -> Page:
        contexts.append(browser.new_context(viewport=viewport, base_url=address))
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.on("request", lambda request: request.url.startswith(address) or elsewhere.append(request.url))
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("filechooser", lambda _: None)  # from now on choosers are handed to us and never shown
        page.goto(f"/language/{lang}")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert (elsewhere, trouble) == ([], [])


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press *key* until the focus is on *selector*, and look whether it can be seen there."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
    else:
        pytest.fail(f"{selector} is not reached by keyboard")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def follow(page: Page, selector: str, key: str = "Tab") -> None:
    """Go to a link or button by keyboard, press it and wait for the next page."""
    tab_to(page, selector, key)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def put_in(page: Page, *paths: Path, back: bool = False) -> None:
    """Choose files and have them judged; *back*: the field lies before where the focus is."""
    tab_to(page, "#file", "Shift+Tab" if back else "Tab")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(paths)
    expect(page.locator("[data-chosen]")).to_have_text("、".join(path.name for path in paths))
    follow(page, "button.main")


def look(page: Page, part: str = "html") -> list[str]:
    """Return what is wrong with a screen or a *part* of it on a telephone and on a desk, in either language.

    Colours are the same on every screen: they are looked at on one. What a keyboard and a reader of screens go by has
    to be the same everywhere, so that one walk at one size and in one language speaks for the others.
    """
    walked, wrong, stops = page.viewport_size, [], []
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        wrong += violations(page, part, ["dark", "light"] if size == PHONE else [])
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            wrong.append(f"{page.url}: {width} px wide")
        stops.append(page.evaluate(STOPS))
    page.set_viewport_size(walked)
    if stops[0] != stops[1]:
        wrong.append(f"{page.url}: {set(stops[0]) ^ set(stops[1])} at one size only")
    chinese, english = (page.evaluate(LANDMARKS, lang) for lang in ("zh", "en"))
    return wrong + [f"{page.url}: {one} and {other}" for one, other in zip_longest(chinese, english) if one != other]


PLAN = ["（一）2026年6月底前修订制度3项，由法规股负责。", "（二）12月底前开展法治培训4次，覆盖全体执法人员。"]


@pytest.fixture(scope="module")
def flawed(tmp_path_factory) -> Path:
    """A document of Word with a comment, a wrong term and a plan under which nothing stands."""
    docx = pytest.importorskip("docx")
    text = GOOD.read_text(encoding="utf-8").replace("法治思维", "法制思维", 1)
    made = docx.Document()
    for line in [*text.partition("四、2026年")[0].splitlines(), "四、2026年推进法治政府建设的主要安排"]:
        made.add_paragraph(line)
    made.add_comment(made.paragraphs[0].runs or made.paragraphs[1].runs, text="请核对", author="科长")
    path = tmp_path_factory.mktemp("reports") / "报告.docx"
    made.save(str(path))
    return path


def confirm(page: Page, flawed: Path, lang: str) -> list[str]:
    """Put in a report and last year's, look at what was recognised, object to a gap; return what is wrong."""
    tab_to(page, "#earlier")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(GOOD)
    put_in(page, flawed, back=True)
    expect(page.locator("h1")).to_contain_text(say("web.sentence.fail", lang, count=1))
    expect(page.locator(".notes")).to_contain_text(say("web.skipped.comment", lang, count=1))
    expect(page.locator("#earlier-report h2")).to_be_visible()
    tab_to(page, ".recognised summary")
    page.keyboard.press("Enter")
    expect(page.locator("#filer")).to_be_visible()
    wrong = look(page)
    page.fill("#passage", "主要原因是人手少")
    page.click("#objections button")
    expect(page.locator("#objections li")).to_contain_text("主要原因是人手少")
    return wrong


def mend(page: Page) -> list[str]:
    """Take the certain corrections, type a plan, fill in a cause; return what is wrong."""
    follow(page, ".actions a[href$='/edit']")
    wrong = look(page)
    tab_to(page, ".where button")
    page.keyboard.press("Enter")
    assert page.evaluate(CHOSEN) == "四、2026年推进法治政府建设的主要安排"  # the place leads into the text
    follow(page, ".fixes button")
    expect(page.locator(".fixes")).to_have_count(0)
    expect(page.locator("#words")).to_have_value(re.compile("法治思维"))
    tab_to(page, "#words")
    page.keyboard.press("Control+End")
    for line in PLAN:
        page.keyboard.press("Enter")
        page.keyboard.insert_text(line)
    expect(page.locator("[data-state] .sentence.pass")).to_be_visible()
    expect(page.locator("[data-kept]")).to_be_visible()
    follow(page, "a[href$='/answers']", "Shift+Tab")
    wrong += look(page)
    tab_to(page, "[name='cause-1']")
    page.keyboard.insert_text("基层法治人员少")
    follow(page, "main button.main")
    expect(page.locator("#words")).to_have_value(re.compile("主要原因是基层法治人员少。"))
    follow(page, "button.main")
    expect(page.locator("h1.pass")).to_be_visible()
    return wrong


def hand_in(page: Page, folder: Path) -> tuple[Path, list[str]]:
    """Look at the list for the head of the unit, take the clean copy and end; return it and what is wrong."""
    wrong = look(page, "#hand-in")
    follow(page, ".actions a[href$='/gaps']")
    expect(page.locator(".paper")).to_contain_text("主要原因是人手少")
    wrong += look(page)
    follow(page, "main a[href^='/reports/']")
    tab_to(page, ".actions a[href='#hand-in']")
    page.keyboard.press("Enter")
    tab_to(page, "#hand-in a[href$='/clean']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    clean = folder / download.value.suggested_filename
    download.value.save_as(clean)
    follow(page, ".bar-top .end")
    wrong += look(page)
    follow(page, "main button.main")
    return clean, wrong


def test_from_a_flawed_document_to_a_clean_copy_by_keyboard(visit, flawed) -> None:
    page = visit(PHONE, "zh")
    wrong = [*look(page), *confirm(page, flawed, "zh"), *mend(page)]
    clean, more = hand_in(page, flawed.parent)
    put_in(page, clean)
    expect(page.locator("h1.pass")).to_be_visible()
    expect(page.locator(".original")).to_contain_text("法治培训4次")
    assert wrong + more == []


def test_what_is_not_kept_is_told_and_not_left_without_a_question(browser, address) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.goto("/")
        page.set_input_files("#file", FLAWED)
        page.click("button.main")
        page.click(".actions a[href$='/edit']")
        page.wait_for_load_state()
        page.route("**/judge", lambda route: route.abort())
        page.locator("#words").press_sequentially("补")
        expect(page.locator("[data-lost]")).to_be_visible()
        page.click(".bar-top .home", no_wait_after=True)
        expect(page.locator("#words")).to_have_value(re.compile("补"))
        page.unroute("**/judge")
        page.locator("#words").press_sequentially("写")
        expect(page.locator("[data-kept]")).to_be_visible()
        expect(page.locator("[data-lost]")).to_be_hidden()
        page.click("a[href$='/answers']")
        page.wait_for_load_state()
        page.locator("[name='cause-0']").press_sequentially("人手少")
        page.click(".bar-top .home", no_wait_after=True)
        page.click("main button.main")
        expect(page.locator("#words")).to_have_value(re.compile("主要原因是人手少"))
        assert asked == ["beforeunload"] * 2


def test_the_other_pages_by_keyboard(visit) -> None:
    page = visit(WIDE, "en")
    put_in(page, FLAWED, GOOD)
    expect(page.locator("tbody tr")).to_have_count(2)
    assert all(verdict.is_visible() for verdict in page.locator("tbody .verdict").all())
    wrong = look(page)

    follow(page, "form[action='/audit'] button")
    wrong += look(page)
    expect(page.locator(".files a")).to_have_count(3, timeout=120_000)
    wrong += look(page)

    follow(page, "nav a[href='/rules']")
    tab_to(page, "#q")
    page.keyboard.type("part-causes")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".rule-of")).to_have_count(1)
    wrong += look(page)

    follow(page, "nav a[href='/outline']")
    wrong += look(page)
    tab_to(page, "#unit")
    page.keyboard.type("某市某局")
    tab_to(page, "#year")
    page.keyboard.type("2026")
    tab_to(page, "#form")
    page.keyboard.press("End")
    tab_to(page, "main button.main")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "某市某局2026年" in download.value.path().read_text(encoding="utf-8")

    page.goto("/api")
    wrong += look(page)
    follow(page, ".bar-top .end")
    follow(page, "main button.main")
    assert page.locator(".bar-top .end").count() == 0
    assert wrong == []


def carried(page: Page, *paths: Path):
    """Return what a mouse carries that drags files."""
    return page.evaluate_handle(DROP, [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in paths])


def test_files_are_dropped(visit) -> None:
    page = visit()
    before = page.url
    missed = page.evaluate(
        "carried => !document.querySelector('footer').dispatchEvent(new DragEvent('drop', "
        "{ dataTransfer: carried, bubbles: true, cancelable: true }))",
        carried(page, FLAWED),
    )
    assert (missed, page.url) == (True, before)  # beside the area: the file does not replace the page
    event = {"dataTransfer": carried(page, FLAWED, GOOD)}
    page.dispatch_event("[data-drop]", "dragenter", event)
    expect(page.locator("[data-drop].over")).to_be_visible()
    with page.expect_navigation():
        page.dispatch_event("[data-drop]", "drop", event)
    expect(page.locator("tbody tr")).to_have_count(2)
