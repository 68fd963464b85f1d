"""Which part of a page is the report: the innermost container with nearly all of its running text.

Around it, the printed title and date line before it and the signature after it belong to the report; the rest does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from checker.readers.html.facts import YEAR, printed_day
from checker.readers.html.lines import LineStyles, LineWriter, PageLine
from checker.readers.html.tree import GOES_ON, LEAST_PROSE, HtmlPage, elements_beside, is_furniture, prose
from checker.readers.lines import lacks_its_text
from checker.text.dates import date_alone, date_at
from checker.text.fold import fold
from checker.words import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_CONTAINERS = frozenset(
    {"article", "center", "div", "font", "form", "main", "section", "span", "table", "tbody", "td", "tr", "ucapcontent"}
)
_MOST = 0.8  # of its parent's prose; two halves of one article stay together
_PLAIN = frozenset(("p", "-text"))
_MAY_GO_ON = _PLAIN | {"div", "section", "article"}
_MOST_LINKED = 0.2  # of an article's prose
_MAX_DESCENT = 60
_MAX_SIBLINGS = 40
_AFTER = 6  # elements and lines after the article in which its signature is looked for

_NAME = re.compile(r"[\u4e00-\u9fff\s（）()、]{3,40}")
_TITLE_LEAST = 6
_DAY = re.compile(r"日[)）]?$|\d{4}\D.*\d[)）]?$")
_DATE_LINE_LENGTH = 60


def article_lines(page: HtmlPage, styles: LineStyles, titles: list[str]) -> list[PageLine]:
    """Return the lines of the report on *page*, which calls itself by one of *titles*."""
    body = page.tree.body
    if body is None:
        return []
    article = _densest(body)
    lines = _article_lines(page, styles, article)
    if article.tag == "body":
        return lines
    return [*_lines_before(styles, article, titles, lines), *lines, *_after(styles, article)]


def _article_lines(page: HtmlPage, styles: LineStyles, node: Node) -> list[PageLine]:
    writer = LineWriter(styles)
    lines = writer.write(node)
    if writer.pictures:
        texts = ["", *(line.text for line in lines), ""]
        if any(lacks_its_text(*texts[at : at + 2]) for at in writer.pictures):
            page.warnings.append("picture-for-text")
    return [line for line in lines if not is_furniture(line.text)]


def _densest(body: Node) -> Node:
    """Return the article; where much of what it says are links to other pages, that of what is said beside them."""
    node = _innermost(body, {})
    linked = _linked_prose(node)
    return (
        _innermost(body, linked) if linked.get(node.mem_id, 0.0) >= _MOST_LINKED * prose(node.text_lexbor()) else node
    )


def _linked_prose(article: Node) -> dict[int, float]:
    """Return how much running text lies in links, for each element around these; nothing where all lead to one page."""
    found: dict[int, float] = defaultdict(float)
    links = [(link, much) for link in article.css("a[href]") if (much := prose(link.text()))]
    if len({link.attributes["href"] for link, _ in links}) > 1:
        for link, much in links:
            node = link.parent
            while node is not None:
                found[node.mem_id] += much
                node = node.parent
    return found


def _innermost(body: Node, linked: Mapping[int, float]) -> Node:
    whole = prose(body.text_lexbor()) - linked.get(body.mem_id, 0.0)
    if whole < LEAST_PROSE:
        return body
    node, weight = body, whole
    for _ in range(_MAX_DESCENT):
        heavy = None
        child = node.child
        while child is not None:
            if child.tag in _CONTAINERS:
                mine = prose(child.text_lexbor()) - linked.get(child.mem_id, 0.0)
                if mine >= _MOST * weight:
                    heavy = child
                    break
            child = child.next
        if heavy is None or _is_paragraph(heavy) or _has_more_beside(heavy):
            return node
        node, weight = heavy, mine
    return node


def _has_more_beside(node: Node) -> bool:
    """Return whether paragraphs of sentences, or the next part of the report, stand beside a container."""
    other = node.parent.child if node.parent is not None else None
    while other is not None:
        if other.mem_id != node.mem_id and other.tag in _MAY_GO_ON:
            text = ((other.text_content or "") if other.tag == "-text" else other.text()).strip()
            if "。" in text and (
                GOES_ON.match(text) or (other.tag in _PLAIN and not text.startswith(words("page.credits")))
            ):
                return True
        other = other.next
    return False


def _is_paragraph(node: Node) -> bool:
    """Return whether a container is one long paragraph of a row of its like, and not what holds the row."""
    if any(inner.mem_id != node.mem_id for inner in node.css("p, div, br, table, section")[:2]):
        return False
    if node.tag in {"span", "font"}:
        return True
    name = node.attributes.get("class")
    beside = (next(elements_beside(node, "next"), None), next(elements_beside(node, "prev"), None))
    return any(o is not None and o.tag == node.tag and o.attributes.get("class") == name for o in beside)


def _lines_before(styles: LineStyles, article: Node, titles: list[str], lines: list[PageLine]) -> list[PageLine]:
    """Find the printed title and date line in what stands before the article on its level and on those above."""
    names = ["".join(title.split()) for title in titles]
    opening = "".join("".join(line.text.split()) for line in lines[:6])
    titled = any(len(name) >= _TITLE_LEAST and name in opening for name in names)
    dated = any(_is_dated(line.text) for line in lines[:8])
    found: list[PageLine] = []
    node: Node | None = article
    while node is not None and node.tag != "body" and not (titled and dated):
        for sibling in islice(elements_beside(node, "prev"), _MAX_SIBLINGS):
            if titled and dated:
                break
            text = sibling.text()
            if len(text) > 5000 or not text.strip() or (titled and not YEAR.search(text)):
                continue
            heading = None if titled else _printed_heading(sibling)
            wanted = names if heading is None else [*names, heading]
            there = LineWriter(styles).write(sibling)
            title = [] if titled else _title_lines(there, wanted)
            days = [] if dated else [line for line in there if _is_dated(line.text)]
            found[:0] = [line for line in there if line in title or line in days]
            titled, dated = titled or bool(title), dated or bool(days)
        node = node.parent
    return found


def _printed_heading(node: Node) -> str | None:
    """Return the text that *node* prints as its heading, without white space."""
    found = node if node.tag in {"h1", "h2"} else node.css_first("h1, h2, .title, .tit, #title, .bt, [class*=title]")
    text = "" if found is None else "".join(found.text().split())
    return text if text and len(text) <= 100 else None


def _title_lines(lines: list[PageLine], names: list[str]) -> list[PageLine]:
    """Return the lines that print one of *names*.

    A short one, as the issuer's above the rest, only together with the next.
    """
    found: list[PageLine] = []
    after = ""  # the part of the title that has been found below
    for line in reversed(lines):
        bare = "".join(line.text.split())
        if len(bare + after) >= _TITLE_LEAST and any(bare + after in name for name in names):
            found.insert(0, line)
            after = bare + after
        else:
            after = ""
    return found


def _is_dated(text: str) -> bool:
    if printed_day(text):
        return True
    if len(text) > _DATE_LINE_LENGTH or "。" in text or not YEAR.search(text):
        return False
    first = date_at(text.replace("：", ":"), 0, len(text))
    return first is not None and first.span.start == 0


def _after(styles: LineStyles, article: Node) -> list[PageLine]:
    """Return the signature after the article: a day, and the name in the line before it."""
    for node in (article, article.parent):
        if node is None or node.tag == "body":
            continue
        lines: list[PageLine] = []
        for other in islice((one for one in elements_beside(node, "next") if len(one.text()) <= 1000), _AFTER):
            lines += LineWriter(styles).write(other, _AFTER)
            if len(lines) >= _AFTER:
                break
        for index, line in enumerate(lines[:_AFTER]):
            if len(line.text) > _DATE_LINE_LENGTH or not _DAY.search(line.text):
                continue
            plain = fold(line.text).text
            if date_alone(plain, 0, len(plain)) is not None:
                name = index and _NAME.fullmatch(lines[index - 1].text)
                return lines[index - 1 : index + 1] if name else [line]
    return []
