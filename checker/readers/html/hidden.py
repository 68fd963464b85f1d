"""What nobody sees of a page is taken out: scripts, furniture that names itself, and what attributes and styles hide.

That is: not displayed, not visible, without size, off the screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.html.cascade import Cascade, cascade_of, may_hide
from checker.readers.html.tree import GOES_ON, LEAST_PROSE, HtmlPage, elements_beside, is_furniture, prose
from checker.text.lazy_re import lazy
from checker.words import words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser
    from selectolax.lexbor import LexborNode as Node

_UNSEEN_TAGS = """
script style noscript template iframe object select button input textarea nav svg canvas audio video rt rp map
"""
_UNSEEN = _UNSEEN_TAGS.split()
_TAG_NAME = re.compile("<([a-z][a-z0-9]*)")
_FRAMES = ("iframe", "embed", "object")
_FRAMED = "iframe[src], embed[src], object[data]"
_FILE = lazy(r"(?i)\.(?:docx?|wps|pdf|ofd|rtf|odt|zip|rar|7z)$")
_FURNITURE_SHARE = 0.1  # of the page's prose; an element with more of it is the article under an unlucky name
_MOST_LINKED = 0.5
_PANEL_PROSE = 1.0
_OTHER_PANEL = lazy(r"[^。]{0,30}?(?:«page.other-panels»)")
"""How a panel or its tab begins that is none of the report's: 政策解读."""
_NO_SIZE = re.compile(r"(?:0|1|0?\.\d+)(?:px|pt)|0(?:\.0+)?(?:em|rem|%)?|0?\.0\d*(?:em|rem)")
_RELATIVE = re.compile(r".*(?:%|[^r]em|inherit|smaller|larger)")
_FAR = re.compile(r"-(?:\d{3,}(?:\.\d+)?(?:px|pt|%)|\d{2,}(?:\.\d+)?(?:r?em|vw|vh))")
_NO_AREA = re.compile(
    r"scale(?:3d|[xy])?\(0(?:\.0+)?(?:,[^()]{0,40})?\)|inset\((?:100|[5-9]\d)%\)|circle\(0(?:px|%)?(?:at[^()]{0,40})?\)"
)
_NO_COLOUR = re.compile(r"transparent|(?:rgb|hsl)a\([^()]{1,30},0(?:\.0+)?%?\)")
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)"))
_PANEL = re.compile(
    r"(?:^|[\s_-])(?:tab|tabs?-?(?:pane|panel|con|content|item|box|bd)|pane|panel|accordion|collapse)\d*(?=$|[\s_-])"
)
_STOP = re.compile(r"[。；]|\\u(?:3002|ff1b)", re.I)
_WRITTEN = 4
"""A page that shows no article, and has so many full stops in its source, may have it written by a script."""
_PANEL_TAGS = frozenset(("div", "section", "article", "li", "dd", "td"))


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
    elif whole < LEAST_PROSE and len(_STOP.findall(page.source)) >= _WRITTEN:
        page.warnings.append("written-by-script")
    elif whole < LEAST_PROSE and any(_FILE.search(link.attributes["href"] or "") for link in page.css("a[href]")):
        page.warnings.append("text-in-attachment")
    elif whole < LEAST_PROSE and "img" in tags:
        page.warnings.append("text-in-pictures")
    if _is_one_page_of_several(page):
        page.warnings.append("more-pages")
    out_of_sight = [node for node in outermost if node.mem_id not in keys]
    if out_of_sight:
        _remove_hidden(page, whole, out_of_sight, {panel.mem_id for panel in hidden.panels})
    names = [name for name in words("page.elements") if name in source or not name.isascii()]
    if names:
        named = page.css(", ".join(f"[class*={name} i], [id*={name} i]" for name in names))
        _detach(
            _outermost_nodes([node for node in named if _small(node, whole, _FURNITURE_SHARE) and _serves_page(node)])
        )


def _is_one_page_of_several(page: HtmlPage) -> bool:
    """Return whether links to other pages of the text stand in a row: 1 2 下一页."""
    turning = words("page.turning")
    if not any(word in page.source for word in turning):
        return False
    rows = [link.parent for link in page.css("a") if link.text(strip=True) in turning and link.parent is not None]
    return any(other.text(strip=True).isdigit() for row in rows for other in row.css("a"))


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


def _detach(nodes: list[Node]) -> None:
    """Take *nodes* out, none of which lies in another."""
    for node in nodes:
        node.decompose()


class Hidden(NamedTuple):
    """What nobody sees: ``nodes``, elements or texts; of these, ``panels`` that a reader of the page may open."""

    nodes: list[Node]
    panels: list[Node]


class _Shown(NamedTuple):
    """What an element hands down of how its text looks: whether it is visible, has a size, and has a colour."""

    visible: bool = True
    sized: bool = True
    coloured: bool = True


def find_hidden(page: LexborHTMLParser, lowered: str) -> Hidden:
    """Return what nobody sees of *page*, whose source in small letters is *lowered*; its sheets are in the tree yet."""
    nodes: list[Node] = []
    panels: list[Node] = []
    cascade = cascade_of(page) if may_hide(lowered) else Cascade()
    blank = False
    for node in cascade.nodes.values():
        declared = cascade.declared_for(node)
        if node.tag in {"html", "body", "head"}:
            continue
        if declared.get("display") == "none" or _is_nowhere(declared):
            nodes.append(node)
            if declared.get("display") == "none" and _is_panel(node, cascade):
                panels.append(node)
        blank = blank or _look_of(_Shown(), declared) != _Shown() or declared.get("color") in _WHITE
    if blank and page.body is not None:
        nodes += _blank_texts(page.body, cascade, {node.mem_id for node in nodes})
    return Hidden(nodes, panels)


def _blank_texts(body: Node, cascade: Cascade, hidden: set[int]) -> list[Node]:
    """Return the texts below *body*, those in *hidden* aside, that are not visible, without size, or without a colour."""
    found: list[Node] = []
    waiting: list[tuple[Node | None, _Shown, bool]] = [(body.child, _Shown(), False)]
    while waiting:
        node, shown, white = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, shown, white))
        if node.tag == "-text":
            if not all(shown) and (node.text_content or "").strip():
                found.append(node)
        elif (node.tag or "-")[0] != "-" and node.child is not None and node.mem_id not in hidden:
            inside, white_inside = shown, white
            if node.mem_id in cascade.nodes:
                declared = cascade.declared_for(node)
                inside = _look_of(shown, declared)
                white_inside = declared.get("color", "#fff" if white else "") in _WHITE
                if white_inside and not white and _stands_in_line(node, declared):
                    inside = inside._replace(coloured=False)
            waiting.append((node.child, inside, white_inside))
    return found


def _look_of(before: _Shown, declared: dict[str, str]) -> _Shown:
    """Return how the text of an element looks that stands in one of the look *before*."""
    visible, sized, coloured = before
    if "visibility" in declared:
        visible = declared["visibility"] not in {"hidden", "collapse"}
    size = declared.get("font-size", "")
    if size and (sized or not _RELATIVE.fullmatch(size)):
        sized = _NO_SIZE.fullmatch(size) is None
    if "color" in declared:
        coloured = _NO_COLOUR.fullmatch(declared["color"]) is None
    return _Shown(visible, sized, coloured)


def _stands_in_line(node: Node, declared: dict[str, str]) -> bool:
    """Return whether an element without a ground of its own stands among the words of a line."""
    if any(name.startswith("background") for name in declared):
        return False
    return any(
        beside is not None and beside.tag == "-text" and (beside.text_content or "").strip()
        for beside in (node.prev, node.next)
    )


def _is_nowhere(declared: dict[str, str]) -> bool:
    """Return whether an element with all that is in it is transparent, off the screen, or clipped to nothing."""
    if re.fullmatch(r"0(?:\.0+)?%?", declared.get("opacity", "")) or _FAR.fullmatch(declared.get("text-indent", "")):
        return True
    if any(_NO_AREA.fullmatch(declared.get(name, "")) for name in ("transform", "clip-path")):
        return True
    if declared.get("position") in {"absolute", "fixed"}:
        if any(_FAR.fullmatch(declared.get(side, "")) for side in ("left", "right", "top", "bottom", "margin-left")):
            return True
        if re.fullmatch(r"rect\((?:[01](?:px)?,?){4}\)", declared.get("clip", "")):
            return True
    sizes = (declared.get(side, "") for side in ("height", "max-height", "width"))
    return "hidden" in declared.get("overflow", "") and any(re.fullmatch(r"0(?:px|pt|%)?", size) for size in sizes)


def _is_panel(node: Node, cascade: Cascade) -> bool:
    """Return whether a reader of the page may open what is not displayed: the panel of a tab."""
    name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
    if node.tag not in _PANEL_TAGS:
        return False
    if node.attributes.get("role") == "tabpanel" or _PANEL.search(name):
        return True
    kinds = set((node.attributes.get("class") or "").split())
    beside = (next(elements_beside(node, "next"), None), next(elements_beside(node, "prev"), None))
    return any(
        other is not None
        and other.tag == node.tag
        and kinds.intersection((other.attributes.get("class") or "").split())
        and cascade.declared_for(other).get("display") != "none"
        for other in beside
    )
