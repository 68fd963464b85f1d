"""The page of an audit: what it says, what a browser makes of it, and what it never does."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from checker.audit.page import write_page
from checker.audit.page.view import LABEL, WIDTH, chart
from checker.audit.statistics import tally
from checker.errors import UsageError
from tests.audit import overviews
from tests.browsers import CHROMIUM, launched

NAMES = ("small", "hostile", "none_judged", "no_roster", "nothing")
VOID = {"meta", "input", "br", "rect", "link"}


class Reader(HTMLParser):
    """Elements, ids, links and texts of a page; tells of tags that do not close."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.faults, self.texts = [], [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src", "action", "data", "srcset")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))

    def handle_data(self, data):
        self.texts.append(data)


def written(name, folder, lang="zh", **more):
    path = folder / f"{name}.html"
    write_page(getattr(overviews, name)(), path, lang, **more)
    return path.read_text(encoding="utf-8")


def read(text):
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_well_formed_and_leads_only_into_itself(name, lang, tmp_path):
    page = read(written(name, tmp_path, lang))
    assert page.faults == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [attrs for _, attrs in page.tags if any(key.startswith("on") or key == "style" for key in attrs)]


def test_the_policy_takes_the_one_style_and_the_one_script(tmp_path):
    text = written("small", tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'")
    assert len(re.findall(r"'sha256-[^']+'", policy)) == 2
    assert "unsafe" not in policy


def test_every_unit_has_a_row_and_every_report_its_gaps(tmp_path):
    made = overviews.small()
    text = written("small", tmp_path)
    table = text[text.index('<table id="table">') :]
    table = table[: table.index("</table>")]
    assert table.count("<tr>") == 1 + len(tally(made).lines)
    for line in tally(made).lines:
        assert line.name in table
    assert text.count('<li class="gap ') == sum(len(entry.gaps) for entry in made.entries())
    assert text.count("<article") == made.judged
    assert "未报送" in table


def test_what_a_report_says_is_never_markup(tmp_path):
    text = written("hostile", tmp_path)
    page = read(text)
    shown = "".join(page.texts)
    assert "<script>alert(1)</script>" in shown
    assert "{{7*7}}" in shown
    assert "\u202e" not in text
    assert "<U+202E>" in shown
    assert not any(ord(char) < 32 and char not in "\n\t" for char in text)
    assert not [tag for tag, _ in page.tags if tag == "img"]


def test_reports_beyond_a_bound_are_in_the_table_only_and_the_page_says_so(tmp_path):
    text = written("small", tmp_path, most=3)
    assert text.count("<article") == 3
    assert "其余 12 份" in text
    table = text[text.index('<table id="table">') : text.index('id="reports"', text.index('<table id="table">'))]
    assert table.count('<a href="#r') <= 3
    assert "某市应急管理局" in table


def test_many_reports_make_a_page_that_a_browser_opens(tmp_path):
    path = tmp_path / "a.html"
    write_page(overviews.large(2000), path, "zh")
    text = path.read_text(encoding="utf-8")
    assert text.count("<article") == 500
    assert "其余 1500 份" in text
    assert len(text.encode()) < 20_000_000


def test_the_same_overview_gives_the_same_page(tmp_path):
    assert written("small", tmp_path) == written("small", tmp_path)


def test_a_page_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("old")
    made = overviews.small()
    counted = tally(made)
    calls = []

    def entries():
        calls.append(1)
        for number, entry in enumerate(made.entries()):
            if len(calls) > 1 and number == 3:
                raise RuntimeError
            yield entry

    with pytest.raises(RuntimeError):
        write_page(made._replace(entries=entries), path, "zh", counted=counted)
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.html"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="write-failed"):
        write_page(overviews.nothing(), tmp_path / "none" / "a.html", "zh")


def test_bars_stay_in_their_chart():
    made = chart("x", (), [("甲" * 40, (("pass", 3), ("fail", 0), ("none", 900))), ("乙", (("pass", 0),))])
    first, second = made.bars
    assert first.label.endswith("…")
    assert [part.kind for part in first.segments] == ["pass", "none"]
    assert [part.inside for part in first.segments] == [False, True]
    assert first.segments[0].x == LABEL
    assert first.end <= WIDTH
    assert (second.segments, second.end, second.total) == ((), LABEL, 0)


@pytest.fixture(scope="module")
def browser():
    """The system's browser, driven by Playwright."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: the page is not opened by a browser")
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: no browser is driven")
    with launched() as started:
        yield started


@pytest.fixture(scope="module")
def page(browser):
    """A page that all tests use, for each takes a process of the browser; ``said`` is what it asked for or complained of."""
    page = browser.new_page()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda asked: page.said.append(asked.url) if not asked.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    return page


def test_a_browser_asks_for_nothing_and_complains_of_nothing(page, tmp_path):
    for name in NAMES:
        written(name, tmp_path)
        page.goto((tmp_path / f"{name}.html").as_uri())
        assert (name, page.locator("th button").count(), page.said) == (name, 12, [])


@pytest.fixture
def small(page, tmp_path):
    """The page of a small audit, just opened."""
    written("small", tmp_path)
    page.goto((tmp_path / "small.html").as_uri())
    return page


def test_the_table_sorts_and_filters_by_keyboard(small):
    page = small
    head = page.locator("#table thead th").nth(4)
    head.locator("button").focus()

    def points():
        return page.locator("#table tbody tr:visible td:nth-child(5)").all_inner_texts()

    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    low = [float(text) for text in points() if text != "–"]
    assert low == sorted(low)
    assert points()[-1] == "–"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(text) for text in points() if text != "–"] == sorted(low, reverse=True)
    assert points()[-1] == "–"
    page.fill("#filter", "某县 乡镇")
    assert page.locator("#table tbody tr:visible").count() == 3
    assert page.inner_text("#shown") == "符合的有 3 行"
    page.fill("#filter", "")
    assert page.locator("#table tbody tr:visible").count() == 16
    assert page.said == []


def test_without_a_script_it_all_stands_there(browser, tmp_path):
    written("small", tmp_path)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "small.html").as_uri())
    assert page.locator("#table tbody tr").count() == 16
    assert page.locator("th button").count() == 0
    assert not page.locator("#filter").is_visible()
    page.locator("#table a").first.click()
    assert page.url.endswith("#r1")
    context.close()


def test_it_can_be_used_by_everybody(page, tmp_path):
    """Colours are the same on every screen: they are looked at on one. Three reports show all kinds of elements."""
    pytest.importorskip("axe_playwright_python", reason="axe is not installed: not looked at by it")
    from tests.accessibility import violations

    whole, three = (
        set(re.findall('<[a-z]\\w*(?: class="[^"]*")?', written("small", tmp_path, most=most))) for most in (99, 3)
    )
    assert whole <= three
    page.goto((tmp_path / "small.html").as_uri())
    for width, schemes in ((1280, []), (360, ["light", "dark"])):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page, schemes=schemes) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_prints_on_a4(small):
    data = small.pdf(prefer_css_page_size=True)
    sizes = {
        tuple(round(float(one)) for one in found)
        for found in re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", data)
    }
    assert sizes <= {(595, 842), (596, 842), (595, 841)}
    assert sizes


def test_it_tells_changes_matches_and_who_is_off_the_roster(tmp_path):
    text = written("small", tmp_path)
    table = text[text.index('<table id="table">') :]
    table = table[: table.index("</table>")]
    assert not re.search(r"[▲▼][+-]", table)
    assert not re.search(r">[+-]?0\.0<", table)
    assert re.search(r"▼\d", table)
    assert table.count('class="outside"') == 1
    assert "（认不出单位）" in text[text.index('id="todo"') : text.index('id="units"')]


def test_the_hash_of_a_pack_stands_at_the_end_of_a_report(tmp_path):
    made = overviews.small()
    entries = [entry._replace(pack=entry.pack and f"{entry.pack} sha256:abc") for entry in made.entries()]
    write_page(made._replace(entries=lambda: iter(entries)), tmp_path / "a.html", "zh")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    articles = text.split("<article")[1:]
    assert articles
    for article in articles:
        assert article.index("sha256:abc") > article.index('class="list states"')
