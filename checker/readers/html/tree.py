"""A page as a tree: parsed within bounds, and without what a reader of the page does not see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from checker.errors import UnreadableError
from checker.readers.limits import MAX_HTML_NESTING_WORK, MAX_HTML_TAGS_UNCHECKED

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

__all__ = ["Page", "parse", "prose", "remove_unseen"]

_UNSEEN_TAGS = """
script style noscript template iframe object select button input textarea nav svg canvas audio video rt rp map
"""
_UNSEEN = _UNSEEN_TAGS.split()
_HIDDEN = {  # what the source holds: its selector
    "hidden": '[hidden], [aria-hidden="true"]',
    "display:none": '[style*="display:none" i]',
    "display: none": '[style*="display: none" i]',
}
_FURNITURE_WORDS = """
bread crumb share footer copyright related qrcode ewm toolbar pager position location dqwz weizhi
"""
_FURNITURE = _FURNITURE_WORDS.split()
_FURNITURE_SHARE = 0.1  # of the page's prose; an element with more of it is the article under an unlucky name

_LONG_TAG = re.compile(r"<[A-Za-z][^>]{400,}")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_SHALLOW = "br col dd dt hr img input li link meta option p tbody td th tr wbr"  # they close themselves
_NEVER_DEEP = frozenset(_SHALLOW.split())


class Page:
    """A parsed page with its source, which tells quickly what need not be looked for."""

    __slots__ = ("source", "tree")

    def __init__(self, source: str) -> None:
        self.source = source
        self.tree = LexborHTMLParser(source)

    def css(self, selector: str) -> list[Node]:
        """Elements that match *selector*, in document order."""
        return self.tree.css(selector)


def parse(source: str) -> Page:
    """Build the tree of *source*.  Raises ``UnreadableError('nested-too-deep')`` for what would take minutes."""
    work = sum(len(tag[0].split()) ** 2 // 2 for tag in _LONG_TAG.finditer(source))  # its attributes, one by one
    if source.count("<") > MAX_HTML_TAGS_UNCHECKED:
        work += _nesting_work(source)
    if work > MAX_HTML_NESTING_WORK:
        raise UnreadableError("nested-too-deep")
    return Page(source)


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
    """How much running text there is: by its full stops, for headlines and menus have none."""
    return (
        text.count("。")
        + text.count("；")
        + 0.5 * text.count(";")
        + 0.25 * (text.count("，") + text.count(",") + text.count("、"))
    )


def remove_unseen(page: Page) -> None:
    """Take out scripts, hidden elements and furniture that names itself, unless the prose of the page is in it."""
    source = page.source.lower()  # a selector costs time even where nothing matches it
    _remove(page.css(", ".join(tag for tag in _UNSEEN if f"<{tag}" in source) or "script"))
    body = page.tree.body
    if body is None:
        return
    whole = prose(body.text_lexbor())
    hidden = ", ".join(selector for mark, selector in _HIDDEN.items() if mark in source)
    if hidden:
        _remove([node for node in page.css(hidden) if _small(node, whole, 0.5)])
    words = [word for word in _FURNITURE if word in source]
    if words:
        named = ", ".join(f"[class*={word}], [id*={word}]" for word in words)
        _remove([node for node in page.css(named) if _small(node, whole, _FURNITURE_SHARE)])


def _small(node: Node, whole: float, share: float) -> bool:
    if node.tag in {"html", "body"}:
        return False
    mine = prose(node.text_lexbor())
    return mine <= share * whole and (mine < whole or not whole)


def _remove(nodes: list[Node]) -> None:
    """Detach *nodes*; one inside another is detached from it, which does no harm."""
    for node in nodes:
        node.decompose()
