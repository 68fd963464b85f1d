"""A page as a tree: parsed within bounds, and without what a reader of the page does not see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from checker.errors import UnreadableError
from checker.readers.html.hidden import find_hidden
from checker.readers.limits import MAX_HTML_NESTING_WORK, MAX_HTML_TAGS_UNCHECKED
from checker.text.lazy_re import lazy
from checker.words import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node

_UNSEEN_TAGS = """
script style noscript template iframe object select button input textarea nav svg canvas audio video rt rp map
"""
_UNSEEN = _UNSEEN_TAGS.split()
_TAG_NAME = re.compile("<([a-z][a-z0-9]*)")
_FRAMES = ("iframe", "embed", "object")
_FRAMED = "iframe[src], embed[src], object[data]"
_FURNITURE_SHARE = 0.1  # of the page's prose; an element with more of it is the article under an unlucky name
LEAST_PROSE = 2.0
"""Of a page with less than some two sentences, no article can be told."""
_PANEL_PROSE = 1.0
GOES_ON = re.compile(r"\s*[（(]?[二三四五六七八九十]{1,3}[、)）]")
"""How a text begins that goes on where another one ends: the next part of a report, in a tab or a block of its own."""

_OTHER_PANEL = lazy(r"[^。]{0,30}?(?:«page.other-panels»)")
"""How a panel or its tab begins that is none of the report's: 政策解读."""
_FURNITURE_LENGTH = 120
_MOST_LINKED = 0.5
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


def remove_unseen(page: HtmlPage) -> None:
    """Take out scripts, what nobody sees, and furniture that names itself."""
    # A selector costs time even where nothing matches it; what is looked for is in small Latin letters.
    source = page.source.encode("ascii", "ignore").decode().lower()
    body = page.tree.body
    hidden = find_hidden(page.tree, source)
    tags = set(_TAG_NAME.findall(source))
    framed = not tags.isdisjoint(_FRAMES) and bool(page.css(_FRAMED))
    unseen = page.css(", ".join(tag for tag in _UNSEEN if tag in tags) or "script")
    keys = {node.mem_id for node in unseen}
    outermost = _outermost_nodes([*unseen, *(node for node in hidden.nodes if node.mem_id not in keys)])
    _detach([node for node in outermost if node.mem_id in keys])
    if body is None:
        return
    whole = prose(body.text_lexbor())
    if framed and whole < LEAST_PROSE:
        page.warnings.append("embedded-document")
    out_of_sight = [node for node in outermost if node.mem_id not in keys]
    if out_of_sight:
        _remove_hidden(page, whole, out_of_sight, {panel.mem_id for panel in hidden.panels})
    names = [name for name in words("page.elements") if name in source or not name.isascii()]
    if names:
        named = page.css(", ".join(f"[class*={name} i], [id*={name} i]" for name in names))
        _detach(
            _outermost_nodes([node for node in named if _small(node, whole, _FURNITURE_SHARE) and _serves_page(node)])
        )


def _remove_hidden(page: HtmlPage, whole: float, hidden: list[Node], panels: set[int]) -> None:
    """Take out what nobody sees, but for an article that a script will show: nothing else is on its page."""
    lengths = [prose((node.text_content or "") if node.tag == "-text" else node.text_lexbor()) for node in hidden]
    if whole - sum(lengths) < LEAST_PROSE <= sum(lengths):
        page.warnings.append("shown-by-script")
        return
    panes = [
        node for node, length in zip(hidden, lengths, strict=True) if node.mem_id in panels and length >= _PANEL_PROSE
    ]
    goes_on = {node.mem_id for node in panes if GOES_ON.match(node.text())}
    if any(node.mem_id not in goes_on and not _is_other_panel(page, node) for node in panes):
        page.warnings.append("hidden-panels")
    _detach([node for node in hidden if node.mem_id not in goes_on])


def _is_other_panel(page: HtmlPage, panel: Node) -> bool:
    """Return whether a panel says at its beginning, or its tab does, that it holds no report."""
    name = panel.attributes.get("id") or ""
    tabs = []
    if name.isidentifier():
        tabs = page.css(
            f'[href="#{name}"], [aria-controls="{name}"], [data-target="#{name}"], [data-bs-target="#{name}"]'
        )
    return any(_OTHER_PANEL.match("".join(node.text().split())) for node in (panel, *tabs[:1]))


def _outermost_nodes(nodes: list[Node]) -> list[Node]:
    """Return those of *nodes* that lie in none of the others: what lies in one that is detached is gone with it."""
    keys = {node.mem_id for node in nodes}
    covered: dict[int, bool] = {}
    found = []
    for node in nodes:
        path = []
        above = node.parent
        while above is not None and (key := above.mem_id) not in keys and key not in covered:
            path.append(key)
            above = above.parent
        inside = above is not None and (above.mem_id in keys or covered[above.mem_id])
        covered |= dict.fromkeys(path, inside)
        if not inside:
            found.append(node)
    return found


def _serves_page(node: Node) -> bool:
    """Return whether all that an element shows are lines that serve the page, or mostly links to elsewhere."""
    text = node.text(separator="\n")
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if all(is_furniture(line) for line in lines):
        return True
    linked = sum(len("".join(link.text().split())) for link in node.css("a"))
    attached = any(text.count(word) for word in words("page.attachments"))
    return not attached and linked > _MOST_LINKED * len("".join(lines))


def _small(node: Node, whole: float, share: float) -> bool:
    if node.tag in {"html", "body"}:
        return False
    mine = prose(node.text_lexbor())
    return mine <= share * whole and (mine < whole or not whole)


def is_furniture(text: str) -> bool:
    """Return whether a line serves the page and not the report; of a row, each of its cells."""
    if len(text) > _FURNITURE_LENGTH or "。" in text:
        return False
    if text.startswith("|") and text.endswith("|"):
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        return any(cells) and all(not cell or is_furniture(cell) for cell in cells)
    return _LINE.match(text) is not None or _REGISTERED.search(text) is not None


def _detach(nodes: list[Node]) -> None:
    """Take *nodes* out, none of which lies in another."""
    for node in nodes:
        node.decompose()
