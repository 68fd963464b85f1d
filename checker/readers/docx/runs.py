"""What is inside a paragraph: runs and what wraps them; pictures, text boxes and words drawn as shapes inside a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from checker.readers.docx.fields import Fields, is_contents, symbol
from checker.readers.docx.lines import BREAK
from checker.readers.docx.names import (
    ALTERNATES,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    MOVED_AWAY,
    R_PR,
    VAL,
    VANISH,
    M,
    P,
    R,
    T,
    W,
    chosen,
    is_on,
    is_white,
    value,
    whole_number,
)  # fmt: skip

if TYPE_CHECKING:
    from checker.readers.docx.styles import Styles

_THROUGH, _RUN, _TEXT, _WRITES, _MARK, _INSTRUCTION, _SIMPLE, _CONTROL, _ALTERNATES, _DRAWING = range(10)
_NOTE, _SYMBOL, _AWAY, _COMMENT, _MATH = range(10, 15)
WRAPPERS = tuple([W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "subDoc")])
"""What stands around text, of a line or of blocks, and lets it be what it is."""
INSERTIONS = frozenset((W + "ins", W + "moveTo"))

_WRITTEN = {W + "tab": "\t", W + "ptab": "\t", W + "br": BREAK, W + "cr": BREAK, W + "noBreakHyphen": "-"}
_ACTIONS = {
    R: _RUN,
    T: _TEXT,
    W + "fldChar": _MARK,
    W + "instrText": _INSTRUCTION,
    W + "fldSimple": _SIMPLE,
    CONTROL: _CONTROL,
    ALTERNATES: _ALTERNATES,
    W + "footnoteReference": _NOTE,
    W + "endnoteReference": _NOTE,
    W + "sym": _SYMBOL,
    W + "commentReference": _COMMENT,
    DELETED: _AWAY,
    MOVED_AWAY: _AWAY,
    M + "oMath": _MATH,
    M + "oMathPara": _MATH,
    **dict.fromkeys(_WRITTEN, _WRITES),
    **dict.fromkeys((*WRAPPERS, W + "ruby", W + "rubyBase"), _THROUGH),
    **dict.fromkeys((W + "drawing", W + "pict", W + "object"), _DRAWING),
}

_R_STYLE, _SIZE, _CONTROL_PR, _BOX = W + "rStyle", W + "sz", W + "sdtPr", W + "txbxContent"
_TINY = 3  # half points: nobody can read that
_SOMEBODYS = re.compile(r"\d(?:[ -]?\d){10,30}[Xx]?")
"""A number as long as one of a telephone, an identity card or a bank card; the rules of safety tell which it is."""
_PICTURES = frozenset({"blip", "imagedata"})
_SHAPES = frozenset({"shape", "rect", "roundrect"})
_OBJECT = "OLEObject"
_NO_TEXT = re.compile(r"(?i)Equation|MathType|Visio|Paint|MSGraph|ChemDraw")
"""Programs whose objects hold no text of a report."""
_PAGE = 7_560_000 * 10_692_000  # A4 in English Metric Units, squared
_LARGE = 0.25  # of a page
_UNITS = 12_700  # English Metric Units in a point
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*(\d{1,4})(?:\.\d{0,9})?pt")
_HEIGHT = re.compile(r"(?:^|;)\s*height:\s*(\d{1,4})(?:\.\d{0,9})?pt")


Diagram = Callable[[str], Iterable[str]]
"""What gives the words of the diagram to which a relation leads, by its id."""


class Gathered(NamedTuple):
    """The text of one paragraph, the text boxes anchored before and after it begins, and its references to notes."""

    parts: list[str]
    before: list[Element]
    after: list[Element]
    notes: list[tuple[str, str]]


def _is_mere_text(run: Element) -> bool:
    """Return whether *run* is a run of nothing but a piece of text, as the only one of most paragraphs is."""
    return run.tag == R and len(run) == 1 and run[0].tag == T


class Runs:
    """Gathers the text of paragraphs.

    ``skipped`` counts what was left out, by kind, ``inserted`` insertions not accepted.
    """

    __slots__ = ("_styled", "_styles", "drawings", "fields", "inserted", "skipped")

    def __init__(self, styles: Styles, fields: Fields, diagram: Diagram) -> None:
        self._styles, self._styled = styles, bool(styles)
        self.fields = fields
        self.drawings = Drawings(diagram)
        self.skipped: dict[str, int] = {}
        self.inserted = 0

    def skip(self, kind: str) -> None:
        """Count one thing of *kind* that is left out."""
        self.skipped[kind] = self.skipped.get(kind, 0) + 1

    def gather(self, paragraph: Element, *, hidden: bool | None) -> Gathered:
        """Go through *paragraph*, whose style says whether it is *hidden*."""
        found = Gathered([], [], [], [])
        if len(paragraph) == 1 and hidden is None and not self.fields.muted and _is_mere_text(paragraph[0]):
            found.parts.append(paragraph[0][0].text or "")
            return found
        self._go_through(paragraph, found, hidden)
        return found

    def _go_through(self, paragraph: Element, found: Gathered, hidden: bool | None) -> None:
        parts, fields = found.parts, self.fields
        stack: list[Iterator[Element]] = [iter(paragraph)]
        while stack:
            for element in stack[-1]:
                action = _ACTIONS.get(element.tag)
                if action is None:
                    continue
                if action == _TEXT:
                    if element.text and not fields.muted:
                        parts.append(element.text)
                elif action == _RUN:
                    own = element.find(R_PR)
                    if (hidden or own is not None) and self._is_hidden(own, hidden):
                        self._leave_out(element, parts)
                        continue
                    text = element.find(T)
                    if text is not None and len(element) == (1 if own is None else 2):
                        # Nearly every run is nothing but a piece of text.
                        if text.text and not fields.muted:
                            parts.append(text.text)
                        continue
                    stack.append(iter(element))
                    break
                else:
                    inside = self._act_on(action, element, found)
                    if inside is not None:
                        stack.append(iter(inside))
                        break
            else:
                stack.pop()

    def _act_on(self, action: int, element: Element, found: Gathered) -> Element | None:
        """Do what is to be done with *element*; return what is to be gone through next."""
        if action == _THROUGH:
            self.inserted += element.tag in INSERTIONS
            return element
        if action == _CONTROL:
            return self.content(element)
        if action == _ALTERNATES:
            return chosen(element)
        if action == _SIMPLE:
            contents = is_contents(element.get(W + "instr") or "")
            if contents:
                self.skip("toc")
            return None if contents else element
        if action == _MARK:
            shown = self.fields.mark(element.get(W + "fldCharType"), _chosen_entry(element) if len(element) else "")
            if shown:
                found.parts.append(shown)
        elif action == _INSTRUCTION:
            self.fields.instruct(element.text or "")
        elif action in {_AWAY, _COMMENT}:
            self.skip("deletion" if action == _AWAY else "comment")
        elif not self.fields.muted:
            self._add_shown(action, element, found)
        return None

    def _add_shown(self, action: int, element: Element, found: Gathered) -> None:
        parts = found.parts
        if action == _WRITES:
            parts.append(_WRITTEN[element.tag])
        elif action == _SYMBOL:
            parts.append(symbol(element.get(W + "char"), element.get(W + "font")))
        elif action == _MATH:
            parts.extend(text.text or "" for text in element.iter(M + "t"))
        elif action == _DRAWING:
            boxes = found.after if any(not part.isspace() for part in parts) else found.before
            boxes.extend(self.drawings.look(element))
        else:
            found.notes.append((element.tag.removesuffix("Reference"), element.get(W + "id") or ""))

    def _is_hidden(self, own: Element | None, hidden: bool | None) -> bool:
        """Return whether a run is not shown: by its *own* properties, its style, or its paragraph's (*hidden*)."""
        if own is None:
            return bool(hidden)
        vanish = own.find(VANISH)
        if vanish is not None:
            return bool(is_on(own, VANISH))
        size = whole_number(value(own, _SIZE))
        if (size is not None and size <= _TINY) or is_white(own):
            return True
        if self._styled:
            key = value(own, _R_STYLE)
            by_style = None if key is None else self._styles.of(key).hidden
            return bool(hidden if by_style is None else by_style)
        return bool(hidden)

    def _leave_out(self, run: Element, parts: list[str]) -> None:
        """Go past a hidden *run*, whose marks of fields count all the same.

        Its numbers that may be somebody's go to *parts*: who gets the file has them.
        """
        self.skip("hidden")
        for element in run:
            if element.tag == T:
                parts += [f" {number} " for number in _SOMEBODYS.findall(element.text or "")]
            if _ACTIONS.get(element.tag) in {_MARK, _INSTRUCTION}:
                self._act_on(_ACTIONS[element.tag], element, Gathered([], [], [], []))

    def content(self, control: Element) -> Element | None:
        """Return what a control holds but for a table of contents; a prompt too, for it is printed."""
        properties = control.find(_CONTROL_PR)
        if properties is not None:
            part = properties.find(W + "docPartObj")
            gallery = value(part, W + "docPartGallery")
            if gallery is not None and gallery.lower() == "table of contents":
                self.skip("toc")
                return None
        return control.find(CONTROL_CONTENT)


class Drawings:
    """``pictures`` names the relations of those that were seen, ``large`` counts those that take a good part of a page.

    ``objects`` counts documents of other programs.
    """

    __slots__ = ("_diagram", "large", "objects", "pictures")

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self.pictures: list[str] = []
        self.large = 0
        self.objects = 0

    def look(self, drawing: Element) -> list[Element]:
        """Count the pictures of *drawing* and return its text boxes, without going into them."""
        boxes: list[Element] = []
        pictures: list[str] = []
        area = 0
        stack = [iter(drawing)]
        while stack:
            for element in stack[-1]:
                tag = element.tag
                if tag == _BOX:
                    boxes.append(element)
                    continue
                inside: Element | None = element
                name = tag.rpartition("}")[2]
                if tag == ALTERNATES:
                    inside = chosen(element)
                elif name in _PICTURES:
                    pictures.append(_attribute(element, "}embed", "}id"))
                elif name == _OBJECT:
                    self.objects += not _NO_TEXT.match(element.get("ProgID") or "")
                elif name == "textpath":
                    boxes.append(_art([element.get("string") or ""]))
                elif name == "relIds":
                    boxes.append(_art(self._diagram(_attribute(element, "}dm"))))
                elif name == "extent":
                    area = max(area, (whole_number(element.get("cx")) or 0) * (whole_number(element.get("cy")) or 0))
                elif name in _SHAPES:
                    area = max(area, _area(element.get("style") or ""))
                if inside is not None and len(inside):
                    stack.append(iter(inside))
                    break
            else:
                stack.pop()
        self.pictures += pictures
        self.large += bool(pictures) and area > _LARGE * _PAGE
        return boxes


def _chosen_entry(mark: Element) -> str:
    """Return the entry that is chosen from the list of a form field, which *mark* begins; empty for another field."""
    listed = mark.find(f"{W}ffData/{W}ddList")
    if listed is None:
        return ""
    entries = [entry.get(VAL) or "" for entry in listed.iterfind(W + "listEntry")]
    chosen = whole_number(value(listed, W + "result") or value(listed, W + "default")) or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _attribute(element: Element, *names: str) -> str:
    """Return the attribute with one of *names*, whatever its namespace."""
    return next((value for name, value in element.items() if name.endswith(names)), "")


def _art(texts: Iterable[str]) -> Element:
    """Return a text box that holds *texts*, which are drawn as shapes: the head of a document often is."""
    box = Element(_BOX)
    for text in texts:
        SubElement(SubElement(SubElement(box, P), R), T).text = text
    return box


def _area(style: str) -> int:
    width, height = _WIDTH.search(style), _HEIGHT.search(style)
    return int(width[1]) * int(height[1]) * _UNITS * _UNITS if width and height else 0
