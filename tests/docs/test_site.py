"""The documentation as a site: it builds without a warning, its links lead somewhere, and it asks nobody for anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parents[2]
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("myst_parser", reason="needs Sphinx and MyST: pip install '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", str(folder / "trees")]
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(folder / "html")], capture_output=True, text=True, check=False, timeout=280
    )
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site):
    return {path: LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_built(site):
    pages = {path.relative_to(ROOT / "docs").with_suffix("") for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not (site / page.with_suffix(".html")).exists()} == set()


def test_every_page_is_led_to(site, pages):
    """By the navigation, which stands beside each page; a page of a rule by a list of rules."""
    listed = {site / node.attributes["href"] for node in pages[site / "index.html"].css(".sidebar-tree a[href$=html]")}
    rules = {
        (site / "rules").joinpath(Path(node.attributes["href"]).name)
        for name in ("rules.html", "rules-xinxi-gongkai.html")
        for node in pages[site / name].css('article a[href^="rules/"]')
    }
    made = {site / page.relative_to(ROOT / "docs").with_suffix(".html") for page in (ROOT / "docs").rglob("*.md")}
    assert made - listed - rules - {site / "index.html"} == set()


def test_links_inside_lead_somewhere(site, pages):
    lost = []
    ids = {path: {node.attributes.get("id") for node in page.css("[id]")} for path, page in pages.items()}
    for path, page in pages.items():
        for node in page.css("a[href]"):
            target = urlsplit(node.attributes["href"] or "")
            if target.scheme or target.netloc:
                continue
            goal = (path.parent / unquote(target.path)).resolve() if target.path else path
            anchor = unquote(target.fragment)
            if not goal.exists() or (anchor and goal in ids and anchor not in ids[goal]):
                lost.append((path.relative_to(site).as_posix(), node.attributes["href"]))
    assert lost == []


def test_nothing_is_loaded_from_elsewhere(site, pages):
    loaded = [
        (path.relative_to(site).as_posix(), node.attributes[attribute])
        for path, page in pages.items()
        for tag, attribute in LOADS.items()
        for node in page.css(f"{tag}[{attribute}]")
        if urlsplit(node.attributes[attribute] or "").netloc
    ]
    assert loaded == []


def test_pictures_say_what_they_show(pages):
    silent = [
        node.html for page in pages.values() for node in page.css("article img") if not node.attributes.get("alt")
    ]
    assert silent == []
