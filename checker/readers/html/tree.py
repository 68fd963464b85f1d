"""A page as a tree, parsed within bounds; how much prose a text has, and which lines serve the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from selectolax.lexbor import LexborHTMLParser

from checker.errors import UnreadableError
from checker.readers.limits import MAX_HTML_NESTING_WORK, MAX_HTML_TAGS_UNCHECKED
from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

LEAST_PROSE = 2.0
"""Of a page with less than some two sentences, no article can be told."""
GOES_ON = re.compile(r"\s*[（(]?[二三四五六七八九十]{1,3}[、)）]")
"""How a text begins that goes on where another one ends: the next part of a report, in a tab or a block of its own."""

_FURNITURE_LENGTH = 120
_REGISTERED = lazy("«page.registration»")
_LINE = lazy(r"[|｜【\[「“\s>]*(?:«page.lines»)(?=$|[\s:：>»|｜】\]」”（(])")

_LONG_TAG = re.compile(r"<[A-Za-z][^>]{400,}")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_SHALLOW = "br col dd dt hr img input li link meta option p tbody td th tr wbr"  # they close themselves
_NEVER_DEEP = frozenset(_SHALLOW.split())


class HtmlPage:
    """A parsed page with its source, which tells quickly what need not be looked for.

    ``warnings`` are keys of what may be missing from what is read of it (``extraction.<key>``).
    """

    __slots__ = ("source", "tree", "warnings")

    def __init__(self, source: str) -> None:
        self.source = source
        self.warnings: list[str] = []
        self.tree = LexborHTMLParser(source)

    def css(self, selector: str) -> list[Node]:
        """Return the elements that match *selector*, in document order."""
        return self.tree.css(selector)


def parse_page(source: str) -> HtmlPage:
    """Build the tree of *source*.  Raises ``UnreadableError('nested-too-deep')`` for what would take minutes."""
    work = sum(len(tag[0].split()) ** 2 // 2 for tag in _LONG_TAG.finditer(source))  # its attributes, one by one
    if source.count("<") > MAX_HTML_TAGS_UNCHECKED:
        work += _nesting_work(source)
    if work > MAX_HTML_NESTING_WORK:
        raise UnreadableError("nested-too-deep")
    return HtmlPage(source)


def _nesting_work(source: str) -> int:
    depth = work = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() in _NEVER_DEEP:
            work += depth
        elif tag[1]:
            depth = max(0, depth - 1)
        else:
            depth += 1
            work += depth
    return work


def prose(text: str) -> float:
    """Return how much running text there is: by its full stops, for headlines and menus have none."""
    return (
        text.count("。")
        + text.count("；")
        + 0.5 * text.count(";")
        + 0.25 * (text.count("，") + text.count(",") + text.count("、"))
    )


def elements_beside(node: Node, way: Literal["next", "prev"]) -> Iterator[Node]:
    """Yield the elements that come after *node* among its siblings, or before it, nearest first."""
    other = getattr(node, way)
    while other is not None:
        if (other.tag or "-")[0] != "-":
            yield other
        other = getattr(other, way)


def is_furniture(text: str) -> bool:
    """Return whether a line serves the page and not the report; of a row, each of its cells."""
    if len(text) > _FURNITURE_LENGTH or "。" in text:
        return False
    if text.startswith("|") and text.endswith("|"):
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        return any(cells) and all(not cell or is_furniture(cell) for cell in cells)
    return _LINE.match(text) is not None or _REGISTERED.search(text) is not None
