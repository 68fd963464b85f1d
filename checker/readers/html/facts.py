"""What a page says beside the report: metadata tables, ``<meta>`` elements, the printed date line.

An address is never asked for a date: it tells when a page was filed, at best.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.readers.html.lines import LineStyles, LineWriter, PageLine
from checker.readers.html.tree import HtmlPage, prose
from checker.text.dates import iso_date, published_date
from checker.text.lazy_re import lazy
from checker.words import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_LABEL = lazy(
    r"(?:^|[|\s\u3000【\[])\s*(«~page.labels»)"
    r"(?:\s*[】\]]?\s*[:：|]|[^\S\n]*(?:[】\]]|(?=\n)))"  # a cell of its own may hold the label and no more
)
_BLANKS = "| \n\u3000\u00a0"
_TABLE_LENGTH = 1500
_TABLE_LABELS = 3
_TABLE_PROSE = 4.0  # sentences: a record may hold the first of its document

YEAR = re.compile(r"(?:19|20)\d\d")
_PRINTED_LENGTH = 200
_PRINTED_LINES = 12

_SITE = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s)\s*")


class PageFacts:
    """Title, issuer and publication date as the page gives them."""

    def __init__(self, page: HtmlPage, styles: LineStyles) -> None:
        self._named = _meta_elements(page)
        self._table: dict[str, str] = {}
        head = page.tree.css_first("title")
        self._head = " ".join(head.text().split()) if head is not None else ""
        self._printed = ""
        for node in _metadata_blocks(page):
            self._table.update(_labelled_values(node, styles))
            node.decompose()

    def titles(self) -> list[str]:
        """Return the names that the page gives the report, the most exact first."""
        found = [
            self._named.get("articletitle", ""),
            *(self._table.get(label, "") for label in words("page.title-labels")),
            self._head,
        ]
        return [title for title in found if title]

    def see(self, lines: list[PageLine]) -> None:
        """Look for the printed date among the first *lines* of the report."""
        self._printed = next(filter(None, (printed_day(line.text) for line in lines[:_PRINTED_LINES])), "")

    def meta(self) -> dict[str, str]:
        """Return ``title``, ``issuer`` and ``published`` (ISO date), each only where the page gives it."""
        table, named = self._table, self._named
        days = [
            self._printed,
            *(_iso_day(table.get(label, "")) for label in words("page.published-labels")),
            _iso_day(named.get("pubdate", "")),
            *(_iso_day(table.get(label, "")) for label in words("page.generated-labels")),
        ]
        titles = self.titles()
        title = titles[0] if titles else ""
        if title == self._head:
            title = max(_SITE.split(title), key=len)
        issuers = [*(table.get(label, "") for label in words("page.issuer-labels")), named.get("contentsource", "")]
        facts = {"title": title, "issuer": next(filter(None, issuers), ""), "published": next(filter(None, days), "")}
        return {name: value for name, value in facts.items() if value}


def printed_day(line: str) -> str:
    """Return the day of publication that a line of a page prints; empty if it prints none."""
    if len(line) > _PRINTED_LENGTH or "。" in line or not YEAR.search(line):
        return ""
    plain = line.replace("：", ":")
    day = published_date(plain, 0, len(plain))
    return "" if day is None else day.iso


def _iso_day(text: str) -> str:
    """Return the first date of *text* as ``YYYY-MM-DD``; empty if there is none."""
    return iso_date(" ".join(text.split())) or ""


def _meta_elements(page: HtmlPage) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in page.css("meta[name][content]"):
        attributes = node.attributes
        name = (attributes["name"] or "").lower()
        if name in {"pubdate", "articletitle", "contentsource"}:
            found.setdefault(name, (attributes["content"] or "").strip())
    return found


def _metadata_blocks(page: HtmlPage) -> list[Node]:
    """Return the innermost elements that hold the labels of a metadata table, as tables or as lists."""
    found: list[Node] = []
    for telling in words("page.telling-labels"):
        if telling not in page.source:
            continue
        # The list is in document order: the last element holds the label with the fewest others around it.
        nodes = page.css(f':lexbor-contains("{telling}")')
        block = _record_around(nodes[-1]) if nodes else None
        if block is not None:
            if all(block.mem_id != other.mem_id for other in found):
                found.append(block)
            break
    return found


def _record_around(node: Node) -> Node | None:
    """Return the least ancestor of *node* that is a whole metadata table.

    ``None`` if a sentence merely holds its label.
    """
    best, most = None, _TABLE_LABELS - 1
    sentences = prose(node.text())
    for _ in range(8):
        text = node.text(separator="\n")
        if len(text) > _TABLE_LENGTH or node.tag in {"body", "html"}:
            break
        if prose(text) - sentences >= _TABLE_PROSE:
            break  # the report has begun
        labels = len({"".join(label[1].split()) for label in _LABEL.finditer(text)})
        if labels > most:
            best, most = node, labels
        parent = node.parent
        if parent is None:
            break
        node = parent
    return best


def _labelled_values(node: Node, styles: LineStyles) -> dict[str, str]:
    text = "\n".join(line.text for line in LineWriter(styles).write(node))
    found = list(_LABEL.finditer(text))
    pairs: dict[str, str] = {}
    for label, following in pairwise([*found, None]):
        if label is None:
            continue
        value = text[label.end() : following.start() if following else len(text)].strip(_BLANKS).split("\n")[0]
        pairs.setdefault("".join(label[1].split()), value.strip(_BLANKS))
    return pairs
