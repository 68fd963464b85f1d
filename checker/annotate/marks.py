"""Marks of comments in the text of a document: where each begins and ends, and the reference to it.

A mark stands between runs, so a run is divided where one falls into it: into runs of the same format, so that nothing
looks or reads otherwise.  Where a mark may not stand (in a text box, a note, a formula, a control that holds plain text)
the thing itself is marked as it stands in its paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from checker.office import xml_tree as trees
from checker.readers.docx.traced import Origin

_WRAPPERS = ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "fldSimple", "sdtContent")
"""What stands around runs and may hold marks among them."""
_PLAIN = ("text", "dataBinding", "date", "dropDownList", "comboBox", "picture")
"""What makes a control one whose text is not to be divided."""
_SMALL = "16"  # half points: a reference takes no more room in its line than Word's own


class MarkedSpan(NamedTuple):
    """Characters of the extracted text that the comment *key* is about."""

    start: int
    end: int
    key: int


class _Edge(NamedTuple):
    """One end of a range: before or behind the element ``node``, or at ``offset`` in it where it can be divided."""

    node: Any
    offset: int | None


class Marks:
    """The marks in one document's tree."""

    def __init__(self, root: Any, origins: Sequence[Origin]) -> None:
        self._w = trees.namespace(root)
        self._root = root
        self._nodes = trees.elements(root)
        self._origins = origins
        self._ends = [one.end for one in origins]
        self._wrappers = {self._w + name for name in _WRAPPERS}
        self._blocks: dict[Any, Any] = {}
        self._first: dict[tuple[Any, int], Any] = {}
        self._last: dict[tuple[Any, int], Any] = {}

    def mark_spans(self, spans: Iterable[MarkedSpan]) -> None:
        """Mark *spans*: those that begin at one place begin in the order of their keys."""
        ordered = sorted(spans, key=lambda span: span.key)
        ranges = [(span.key, *self._edges_of(span)) for span in ordered]
        self._divide([edge for _, first, last in ranges for edge in (first, last)])
        for key, first, _ in ranges:
            self._element_at(first, self._first).addprevious(self._mark_element("commentRangeStart", key))
        for key, _, last in reversed(ranges):
            reference = self._sign_of_comment(key)
            behind = self._element_at(last, self._last)
            behind.addnext(reference)
            behind.addnext(self._mark_element("commentRangeEnd", key))

    def _edges_of(self, span: MarkedSpan) -> tuple[_Edge, _Edge]:
        """Return where the marks of *span* go: at its words, as far as they stand in elements, else at the words nearest."""
        origins = self._origins
        if not origins:
            nothing = _Edge(self._empty_run(), None)
            return nothing, nothing
        at = min(bisect_right(self._ends, span.start), len(origins) - 1)
        first = origins[at]
        if first.start >= span.end or first.end <= span.start:
            # Nothing of it stands in an element; it is an automatic number, say: what comes next is marked.
            return self._edge(first, first.start), self._edge(first, first.end)
        last = first
        block = self._block(first)
        while at + 1 < len(origins) and origins[at + 1].start < span.end:
            at += 1
            if origins[at].node != last.node and self._block(origins[at]) is not block:
                break  # a range that leaves its cell, or its control, is none that programs show
            last = origins[at]
        return self._edge(first, max(span.start, first.start)), self._edge(last, min(span.end, last.end))

    def _edge(self, origin: Origin, at: int) -> _Edge:
        node = self._nodes[origin.node]
        held = self._held(node)
        if held is node:
            return _Edge(node, origin.offset + at - origin.start)
        return _Edge(held, None)

    def _held(self, node: Any) -> Any:
        """Return *node*, where it is the text of a run between which and others marks may stand; else what stands there."""
        path = [node]
        outermost = 0
        for number, around in enumerate(node.iterancestors(), 1):
            path.append(around)
            if around.tag == self._w + "p":
                outermost = number
        run = self._w + "r"
        for element in reversed(path[:outermost]):
            if element.tag in self._wrappers or (element.tag == self._w + "sdt" and not self._is_plain(element)):
                continue
            whole = element.tag == run and node.getparent() is element and node.tag == self._w + "t"
            return node if whole else element
        return node

    def _is_plain(self, control: Any) -> bool:
        properties = control.find(self._w + "sdtPr")
        return properties is not None and any(properties.find(self._w + name) is not None for name in _PLAIN)

    def _block(self, origin: Origin) -> Any:
        """Return what holds the paragraph in which *origin* stands."""
        run = self._nodes[origin.node].getparent()
        inner = run.getparent()
        if inner not in self._blocks:
            paragraph = None
            for around in run.iterancestors(self._w + "p"):
                paragraph = around
            self._blocks[inner] = None if paragraph is None else paragraph.getparent()
        return self._blocks[inner]

    def _divide(self, edges: Iterable[_Edge]) -> None:
        """Divide runs so that one begins or ends at each of *edges*."""
        cuts: dict[Any, set[int]] = {}
        for edge in edges:
            if edge.offset is not None:
                cuts.setdefault(edge.node, set()).add(edge.offset)
        for node, offsets in cuts.items():
            if len(node):  # a comment of XML among the words, which the reader does not see
                node.text = "".join([node.text or "", *(one.tail or "" for one in node)])
                del node[:]
            piece, begin, whole = node, 0, len(node.text)
            self._first[node, 0], self._last[node, whole] = node, node
            if 0 in offsets:
                self._part_before(node)
            for offset in sorted(offsets - {0, whole}):
                rest = self._part_within(piece, offset - begin)
                self._last[node, offset], self._first[node, offset] = piece, rest
                piece, begin = rest, offset
            self._last[node, whole] = piece
            if whole in offsets:
                self._part_behind(piece)

    def _element_at(self, edge: _Edge, pieces: Mapping[tuple[Any, int], Any]) -> Any:
        """Return the element at which a mark stands, of a text that was divided the run of the piece at *edge*."""
        return edge.node if edge.offset is None else pieces[edge.node, edge.offset].getparent()

    def _part_within(self, text: Any, offset: int) -> Any:
        """Divide the run of *text* in the middle of it; the element that holds the rest."""
        rest = text.makeelement(text.tag, dict(text.attrib))
        rest.text, text.text = text.text[offset:], text.text[:offset]
        for piece in (text, rest):
            if piece.text[:1].isspace() or piece.text[-1:].isspace():
                piece.set(trees.SPACE, "preserve")
        following = list(text.itersiblings())
        self._new_run(text.getparent(), [rest, *following])
        return rest

    def _part_before(self, text: Any) -> None:
        """Let *text* be the first of its run."""
        properties = self._w + "rPr"
        if any(one.tag != properties for one in text.itersiblings(preceding=True)):
            self._new_run(text.getparent(), [text, *text.itersiblings()])

    def _part_behind(self, text: Any) -> None:
        """Let *text* be the last of its run."""
        following = list(text.itersiblings())
        if following:
            self._new_run(text.getparent(), following)

    def _new_run(self, run: Any, content: Sequence[Any]) -> None:
        """Put *content*, the last of *run*, into a run of its own behind it."""
        made = run.makeelement(run.tag, dict(run.attrib))
        made.extend([*trees.copies(run.find(self._w + "rPr")), *content])
        run.addnext(made)

    def _mark_element(self, name: str, key: int) -> Any:
        return trees.new_element(self._root, name, id=str(key))

    def _sign_of_comment(self, key: int) -> Any:
        sizes = [trees.new_element(self._root, name, val=_SMALL) for name in ("sz", "szCs")]
        looks = trees.new_element(self._root, "rPr", sizes)
        return trees.new_element(self._root, "r", [looks, self._mark_element("commentReference", key)])

    def _empty_run(self) -> Any:
        """Return a run in the first paragraph, for a document in which no element holds text."""
        paragraph = next(self._root.iter(self._w + "p"))
        run = paragraph.makeelement(self._w + "r")
        properties = paragraph.find(self._w + "pPr")
        if properties is None:
            paragraph.insert(0, run)
        else:
            properties.addnext(run)
        return run


def marked(root: Any) -> set[str]:
    """Return the ids of the comments that a document has marks of, whether they are there or not."""
    w = trees.namespace(root)
    names = [w + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
    return {one.get(w + "id") or "" for one in root.iter(*names)}


def unmark(root: Any, keys: frozenset[str]) -> None:
    """Take the marks of the comments *keys* out of a document, and the runs that held nothing but a reference."""
    w = trees.namespace(root)
    ranges = {w + "commentRangeStart", w + "commentRangeEnd"}
    for element in trees.elements(root):
        if element.tag in ranges and element.get(w + "id") in keys:
            trees.remove(element)
        elif element.tag == w + "commentReference" and element.get(w + "id") in keys:
            _without_reference(element, w)


def _without_reference(reference: Any, w: str) -> None:
    run = reference.getparent()
    trees.remove(reference)
    if run.tag != w + "r" or any(one.tag != w + "rPr" for one in run):
        return
    around = run.getparent()
    trees.remove(run)
    if around.tag in (w + "ins", w + "moveTo") and not len(around):
        trees.remove(around)  # another program took the reference for an insertion
