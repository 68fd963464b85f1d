"""What nobody sees of a page, by attributes and styles: not displayed, not visible, without size, off the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.html.cascade import Cascade, cascade_of, may_hide

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser
    from selectolax.lexbor import LexborNode as Node

_NO_SIZE = re.compile(r"(?:0|1|0?\.\d+)(?:px|pt)|0(?:\.0+)?(?:em|rem|%)?|0?\.0\d*(?:em|rem)")
_RELATIVE = re.compile(r".*(?:%|[^r]em|inherit|smaller|larger)")
_FAR = re.compile(r"-(?:\d{3,}(?:\.\d+)?(?:px|pt|%)|\d{2,}(?:\.\d+)?(?:r?em|vw|vh))")
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)"))
_PANEL = re.compile(
    r"(?:^|[\s_-])(?:tab|tabs?-?(?:pane|panel|con|content|item|box|bd)|pane|panel|accordion|collapse)\d*(?=$|[\s_-])"
)
_PANEL_TAGS = frozenset(("div", "section", "article", "li", "dd", "td"))


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
        declared = cascade.of(node)
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
                declared = cascade.of(node)
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
        coloured = declared["color"] != "transparent"
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
    for way in ("next", "prev"):
        other = getattr(node, way)
        while other is not None and (other.tag or "-")[0] == "-":
            other = getattr(other, way)
        if (
            other is None
            or other.tag != node.tag
            or not kinds.intersection((other.attributes.get("class") or "").split())
        ):
            continue
        if cascade.of(other).get("display") != "none":
            return True
    return False
