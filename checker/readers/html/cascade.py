"""What the styles of a page declare of its elements, as far as that can hide something.

Of the cascade (CSS 2.2, 6.4) as much is followed as decides that: specificity, order and importance of the rules of the
page's own sheets.  Sheets that lie elsewhere are not there to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser
    from selectolax.lexbor import LexborNode as Node

_PLACE = ("position", "left", "right", "top", "bottom", "margin-left", "text-indent", "clip")
_SIZE = ("overflow", "height", "max-height", "width")
_GROUND = ("color", "background", "background-color", "background-image")
_HIDING = {
    word: (lazy(word + pattern), properties)
    for word, pattern, properties in (
        ("display", r"\s*:\s*none", ("display",)),
        ("visibility", r"\s*:\s*(?:hidden|collapse)", ("visibility",)),
        ("font-size", r"\s*:\s*(?:0(?![.\d])|0?\.\d|1p)", ("font-size",)),
        (
            "color",
            r"\s*:\s*(?:transparent|#fff|white|rgb\(255|(?:rgb|hsl)a\([^()]{1,30},\s*0(?:\.0+)?%?\s*\))",
            _GROUND,
        ),
        ("opacity", r"\s*:\s*0(?![.1-9])", ("opacity",)),
        *((word, r"\s*:\s*0(?![.\d])", _SIZE) for word in ("height", "width")),
        *((word, r"\s*:\s*-\d\d", _PLACE) for word in ("left", "right", "top", "bottom", "indent")),
        ("clip", r"\s*:", _PLACE),
        ("clip-path", r"\s*:", ("clip-path",)),
        ("scale", r"[3dxy]{0,2}\(\s*0(?![.\d])", ("transform",)),
    )
}
"""What hides an element, in small letters: a word, a pattern that begins with it, and the properties that decide then.

Words first: looking for one takes a thousandth of the time that a regular expression takes which begins with any of them.
"""
_ELSE = (" hidden", "\nhidden", "\thidden", "sr-only", "visually-hidden", "d-none", "<dialog")
_BY_CLASS = ".sr-only, .visually-hidden, .d-none"  # of style sheets that everybody links to
_BY_ATTRIBUTE = "[hidden], dialog:not([open])"
_DECLARATION = re.compile(
    r"(?:^|[;{\s])(display|visibility|font-size|opacity|position|left|right|top|bottom|text-indent|margin-left|clip(?:-path)?|overflow"
    r"|transform|(?:max-)?height|width|color|background(?:-color|-image)?)\s*:\s*([^;!{}]{1,200})(!\s*important)?"
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ON_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*|@supports\b[^{}]*|@layer\b[^{}]*")
_LONGEST_SHEET = 500_000
_MOST_SELECTORS = 1_000
_MOST_ADDED = 100_000  # declarations of sheets for elements

_Specificity = tuple[int, int, int, int]
_INLINE: _Specificity = (1, 0, 0, 0)


class _Rule(NamedTuple):
    """A selector with the declarations of its rule in small letters."""

    selector: str
    body: str


class Cascade:
    """The declarations that hold for each element; ``nodes`` are the elements by their ``mem_id``."""

    def __init__(self) -> None:
        self.nodes: dict[int, Node] = {}
        self._declared: dict[int, dict[str, tuple[tuple[bool, _Specificity, int], str]]] = {}
        self._order = 0

    def add(self, node: Node, declarations: Iterable[tuple[str, str, str]], specificity: _Specificity) -> None:
        """Add *declarations* (name, value, importance) of a rule, or of the element itself."""
        self._order += 1
        self.nodes[node.mem_id] = node
        declared = self._declared.setdefault(node.mem_id, {})
        for name, value, important in declarations:
            priority = (bool(important), specificity, self._order)
            if name not in declared or declared[name][0] <= priority:
                declared[name] = (priority, "".join(value.lower().split()))

    def declared_for(self, node: Node) -> dict[str, str]:
        """Return what is declared for *node*."""
        return {name: value for name, (_, value) in self._declared.get(node.mem_id, {}).items()}


def may_hide(lowered: str) -> bool:
    """Return whether a page whose source in small letters is *lowered* may hide something."""
    return bool(_hiding(lowered)) or any(word in lowered for word in _ELSE)


def cascade_of(page: LexborHTMLParser) -> Cascade:
    """Return the declarations that decide about what is hidden on *page*; none where nothing is.

    Only properties are looked at by which some element of the page is hidden, so that a large sheet costs little.
    """
    cascade = Cascade()
    plain = [node for selector in (_BY_ATTRIBUTE, _BY_CLASS) for node in page.css(selector)]
    inline = [(node, (node.attributes.get("style") or "").lower()) for node in page.css("[style]")]
    rules = list(_rules_of(page))
    matching: dict[str, list[Node]] = {}
    decisive = {"display"} if plain else set[str]()
    for _, style in inline:
        decisive |= _hiding(style)
    for rule in rules:
        properties = _hiding(rule.body)
        if not properties <= decisive and _matching(page, rule.selector, matching):
            decisive |= properties
    if not decisive:
        return cascade
    added = 0
    for node in plain:
        cascade.add(node, [("display", "none", "")], (0, 0, 0, 0))
    for rule in rules:
        declarations = [one for one in _DECLARATION.findall(rule.body) if one[0] in decisive]
        for node in _matching(page, rule.selector, matching) if declarations else ():
            added += 1
            if added > _MOST_ADDED:
                break
            cascade.add(node, declarations, _specificity(rule.selector))
    for node, style in inline:
        if declarations := [one for one in _DECLARATION.findall(style) if one[0] in decisive]:
            cascade.add(node, declarations, _INLINE)
    return cascade


def _hiding(lowered: str) -> set[str]:
    """Return the properties by which something in *lowered* hides an element."""
    found: set[str] = set()
    for word, (pattern, properties) in _HIDING.items():
        if word in lowered and pattern.search(lowered):
            found.update(properties)
    return found


def _rules_of(page: LexborHTMLParser) -> Iterator[_Rule]:
    """Yield the rules of the sheets of *page* in their order, one a selector."""
    count = 0
    for sheet in page.css("style"):
        css = sheet.text()
        if len(css) > _LONGEST_SHEET:
            continue
        for selectors, body in _css_rules(_COMMENT.sub("", css)):
            lowered = body.lower()
            for selector in selectors.split(",") if _DECLARATION.search(lowered) else ():
                count += 1
                if count > _MOST_SELECTORS:
                    return
                yield _Rule(selector.strip(), lowered)


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


def _matching(page: LexborHTMLParser, selector: str, known: dict[str, list[Node]]) -> list[Node]:
    """Return the elements that *selector* matches; *known* keeps them."""
    if not selector or ":" in selector:  # of states (``:hover``) and of what is no element (``::before``)
        return []
    if selector not in known:
        try:
            known[selector] = page.css(selector)
        except Exception:  # its parser does not know it
            known[selector] = []
    return known[selector]


def _specificity(selector: str) -> _Specificity:
    classes, kinds = (len(re.findall(pattern, selector)) for pattern in (r"[.\[]", r"(?:^|[\s>+~])[A-Za-z]"))
    return 0, selector.count("#"), classes, kinds
