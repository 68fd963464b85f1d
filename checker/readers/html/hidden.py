"""What nobody sees of a page, by attributes, styles and style sheets: not displayed, not visible, without size, off the screen.

Of the cascade (CSS 2.2, 6.4) as much is followed as decides that: specificity, order and importance of the rules of the
page's own sheets, and inheritance.  Sheets that lie elsewhere are not there to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser
    from selectolax.lexbor import LexborNode as Node

_MAY_HIDE = {
    word: lazy(word + pattern)
    for word, pattern in {
        "display": r"\s*:\s*none",
        "visibility": r"\s*:\s*(?:hidden|collapse)",
        "font-size": r"\s*:\s*(?:0(?![.\d])|0?\.\d|1p)",
        "color": r"\s*:\s*(?:transparent|#fff|white|rgb\(255)",
        **dict.fromkeys(("opacity", "height", "width"), r"\s*:\s*0(?![.\d])"),
        **dict.fromkeys(("left", "right", "top", "bottom", "indent"), r"\s*:\s*-\d\d"),
        **dict.fromkeys(
            ("clip:", " hidden", "\nhidden", "\thidden", "sr-only", "visually-hidden", "d-none", "<dialog"), ""
        ),
    }.items()
}
"""What a page or a sheet (in small letters) that hides something holds one of: a word, and what stands behind it.

Words first: looking for one takes a thousandth of the time that a regular expression takes which begins with any of them.
"""
_DECLARATION = re.compile(
    r"(?:^|[;{\s])(display|visibility|font-size|opacity|position|left|right|top|bottom|text-indent|margin-left|clip|overflow"
    r"|(?:max-)?height|width|color|background(?:-color|-image)?)\s*:\s*([^;!{}]{1,200})(!\s*important)?"
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ON_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*|@supports\b[^{}]*|@layer\b[^{}]*")
_BY_CLASS = ".sr-only, .visually-hidden, .d-none"  # of style sheets that everybody links to
_BY_ATTRIBUTE = "[hidden], dialog:not([open])"
_LONGEST_SHEET = 500_000
_MOST_SELECTORS = 2_000
_NO_SIZE = re.compile(r"(?:0|1|0?\.\d+)(?:px|pt)|0(?:\.0+)?(?:em|rem|%)?|0?\.0\d*(?:em|rem)")
_FAR = re.compile(r"-(?:\d{3,}(?:\.\d+)?(?:px|pt|%)|\d{2,}(?:\.\d+)?(?:r?em|vw|vh))")
_WHITE = frozenset(("#fff", "#ffffff", "white", "rgb(255,255,255)"))
_INLINE = (1, 0, 0, 0)
_PANEL = re.compile(
    r"(?:^|[\s_-])(?:tab|tabs?-?(?:pane|panel|con|content|item|box|bd)|pane|panel|accordion|collapse)\d*(?=$|[\s_-])"
)
_PANEL_TAGS = frozenset(("div", "section", "article", "li", "dd", "td"))

_Priority = tuple[bool, tuple[int, int, int, int], int]


class Hidden(NamedTuple):
    """What nobody sees: ``nodes``, elements or texts; of these, ``panels`` that a reader of the page may open."""

    nodes: list[Node]
    panels: list[Node]


class _Styles:
    """The declarations that hold for each element, by its ``mem_id``."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self._declared: dict[int, dict[str, tuple[_Priority, str]]] = {}
        self._order = 0

    def add(self, node: Node, declarations: list[tuple[str, str, str]], specificity: tuple[int, int, int, int]) -> None:
        """Add *declarations* (name, value, importance) of a rule, or of the element itself."""
        self._order += 1
        self.nodes[node.mem_id] = node
        declared = self._declared.setdefault(node.mem_id, {})
        for name, value, important in declarations:
            priority = (bool(important), specificity, self._order)
            if name not in declared or declared[name][0] <= priority:
                declared[name] = (priority, "".join(value.lower().split()))

    def of(self, node: Node) -> dict[str, str]:
        """Return what is declared for *node*."""
        return {name: value for name, (_, value) in self._declared.get(node.mem_id, {}).items()}


def find_hidden(page: LexborHTMLParser, lowered: str) -> Hidden:
    """Return what nobody sees of *page*, whose source in small letters is *lowered*; its sheets are in the tree yet."""
    if not _may_hide(lowered):
        return Hidden([], [])
    styles = _gather(page)
    nodes, panels = [], []
    for node in list(styles.nodes.values()):
        if node.tag in {"html", "body", "head"}:
            continue
        declared = styles.of(node)
        if declared.get("display") == "none":
            nodes.append(node)
            if _is_panel(node, styles):
                panels.append(node)
        elif _is_nowhere(declared):
            nodes.append(node)
        elif _is_blank(declared) or _is_white(node, declared, styles):
            nodes += _unless_shown(node, styles)
    return Hidden(nodes, panels)


def _may_hide(lowered: str) -> bool:
    return any(word in lowered and pattern.search(lowered) is not None for word, pattern in _MAY_HIDE.items())


def _gather(page: LexborHTMLParser) -> _Styles:
    styles = _Styles()
    for selector in (_BY_ATTRIBUTE, _BY_CLASS):
        for node in page.css(selector):
            styles.add(node, [("display", "none", "")], (0, 0, 0, 0))
    asked = 0
    for sheet in page.css("style"):
        css = sheet.text()
        if len(css) > _LONGEST_SHEET or not _may_hide(css.lower()):
            continue
        for selectors, body in _css_rules(_COMMENT.sub("", css)):
            declarations = _DECLARATION.findall(body.lower())
            for selector in selectors.split(",") if declarations else ():
                asked += 1
                if asked > _MOST_SELECTORS:
                    break
                for node in _matching(page, selector.strip()):
                    styles.add(node, declarations, _specificity(selector))
    for node in page.css("[style]"):
        declarations = _DECLARATION.findall((node.attributes.get("style") or "").lower())
        if declarations:
            styles.add(node, declarations, _INLINE)
    return styles


def _css_rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and the declarations of each rule that holds on every screen."""
    blocks: list[str | None] = []  # the selectors of each that is open; none for the block of an at-rule
    elsewhere = at = 0
    for brace in re.finditer("[{}]", css):
        words, at = css[at : brace.start()], brace.end()
        if brace[0] == "{":
            head = words.rpartition(";")[2].strip()
            blocks.append(None if head.startswith("@") and _ON_SCREENS.fullmatch(head) else head)
            elsewhere += head.startswith("@") and blocks[-1] is not None
        elif blocks and (selectors := blocks.pop()) is not None:
            if selectors.startswith("@"):
                elsewhere -= 1
            elif not elsewhere:
                yield selectors, words


def _matching(page: LexborHTMLParser, selector: str) -> list[Node]:
    if not selector or ":" in selector:  # of states (``:hover``) and of what is no element (``::before``)
        return []
    try:
        return page.css(selector)
    except Exception:  # its parser does not know it
        return []


def _specificity(selector: str) -> tuple[int, int, int, int]:
    return (
        0,
        selector.count("#"),
        len(re.findall(r"[.\[]", selector)),
        len(re.findall(r"(?:^|[\s>+~])[A-Za-z]", selector)),
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


def _is_blank(declared: dict[str, str]) -> bool:
    """Return whether the text of an element is not visible, where nothing in it says otherwise."""
    size = declared.get("font-size", "")
    return (
        declared.get("visibility") in {"hidden", "collapse"}
        or bool(size and _NO_SIZE.fullmatch(size))
        or declared.get("color") == "transparent"
    )


def _is_white(node: Node, declared: dict[str, str], styles: _Styles) -> bool:
    """Return whether words inside a line are white on its ground: the text around them is not."""
    parent = node.parent
    if declared.get("color") not in _WHITE or parent is None or any(name.startswith("background") for name in declared):
        return False
    around = parent.text(deep=False).strip()
    return bool(around) and styles.of(parent).get("color") not in _WHITE


def _unless_shown(node: Node, styles: _Styles) -> list[Node]:
    """Return *node*, or what of it is not shown by a declaration further inside."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if not any(_says(styles.of(inner)) for inner in one.traverse() if inner.mem_id != one.mem_id):
            found.append(one)
            continue
        child = one.child
        while child is not None:
            if child.tag == "-text":
                found.append(child)
            elif (child.tag or "-")[0] != "-" and (not _says(styles.of(child)) or _is_blank(styles.of(child))):
                waiting.append(child)
            child = child.next
    return found


def _says(declared: dict[str, str]) -> bool:
    return not declared.keys().isdisjoint(("visibility", "font-size", "color"))


def _is_panel(node: Node, styles: _Styles) -> bool:
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
        if styles.of(other).get("display") != "none":
            return True
    return False
