"""The author's own docx with another text: what was changed elsewhere goes back into it, tracked or for good.

Tracked, a change is what Word writes itself when changes are recorded (``w:ins``, ``w:del``, ISO/IEC 29500-1, 17.13.5), so
that its author can accept or reject each.  Runs keep their format; a new paragraph looks like the nearest of its kind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import accumulate
from typing import Any, NamedTuple

from checker.annotate.comments import AUTHOR
from checker.annotate.differences import LineChange, WordChange, differences
from checker.annotate.edit import opened
from checker.office import xml_tree as trees
from checker.readers.docx.parts import find_parts
from checker.readers.docx.traced import Origin, trace
from checker.readers.limits import DEFAULT, Limits
from checker.readers.package import Package
from checker.text.lazy_re import lazy
from checker.text.numerals import HAN

_NUMBERED = lazy(rf"(?:([{HAN}]{{1,3}})、|([（(][{HAN}]{{1,3}}[)）]))")
_UNTRACKED = ("rt", "rubyBase")
_ANCHORS = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
"""What other parts of the document hold on to: a paragraph with one of them is emptied, and not taken out."""
_BODY = 20  # code points: a paragraph of the text has more, a heading or a signature mostly fewer


class Revised(NamedTuple):
    """A docx with another text, and the text that is in it now: what stands in no element could not be changed."""

    data: bytes
    text: str


def revised(data: bytes, text: str, wanted: str, *, date: str | None, limits: Limits = DEFAULT) -> Revised:
    """Return the docx *data*, of which *text* was read, with the text *wanted*.

    *date* (``YYYY-MM-DD``) is that of tracked changes; without one the text is changed for good.

    :raises UnreadableError: where it cannot be changed: also ``file-broken`` where *text* is not what it holds.
    """
    parts, root, origins = opened(data, text, limits)
    found = differences(text, wanted)
    writer = _ChangeWriter(root, origins, text, date)
    for change in reversed(found.lines):
        writer.write_lines(change)
    writer.write_words(found.changes)
    made = parts.package.with_changes({parts.main: trees.written(root)})
    after = find_parts(Package(made, limits))
    return Revised(made, trace(after, after.package.read(after.main))[0])


class _ChangeWriter:
    """Writes changes into the tree of one document."""

    def __init__(self, root: Any, origins: Sequence[Origin], text: str, date: str | None) -> None:
        self._w = trees.namespace(root)
        self._nodes = trees.elements(root)
        self._origins, self._text, self._date = origins, text, date
        self._ends = [one.end for one in origins]
        self._lines = text.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))
        keys = (str(one.get(self._w + "id", "")) for one in root.iter())
        self._key = max((int(key) for key in keys if key.isdecimal() and len(key) < 10), default=0)
        self._anchors = {self._w + name for name in _ANCHORS}
        self._edits: dict[Any, list[tuple[int, int, str]]] = {}
        self._gaps: set[Any] = set()

    # Inside lines.

    def write_words(self, changes: Sequence[WordChange]) -> None:
        """Write changes inside lines, run by run."""
        for change in changes:
            self._note_change(change)
        for run in dict.fromkeys(node.getparent() for node in self._edits):
            self._rewrite(run)

    def _origins_in(self, start: int, end: int) -> Iterator[Origin]:
        """Yield the origins that meet a stretch of the text."""
        at = bisect_right(self._ends, start)
        while at < len(self._origins) and self._origins[at].start < end:
            yield self._origins[at]
            at += 1

    def _note_change(self, change: WordChange) -> None:
        right = change.right
        before = None
        for origin in self._origins_in(change.start, change.end):
            if self._is_text(origin):
                low, high = max(change.start, origin.start), min(change.end, origin.end)
                self._edit(origin, low, high, right)
                right = ""
                self._bridge(before, self._nodes[origin.node])
                before = self._nodes[origin.node]
        if right:
            beside = self._beside(change.start)
            if beside is not None:
                at = min(max(change.start, beside.start), beside.end)
                self._edit(beside, at, at, right)

    def _bridge(self, before: Any, node: Any) -> None:
        """Take out the tabs that stand between two texts which go, or of which the one ends and the other begins."""
        if before is not None and before is not node:
            between = [*before.itersiblings(), *node.itersiblings(preceding=True)]
            if before.getparent() is node.getparent():
                between = list(before.itersiblings())[: between.index(node)]
            self._gaps.update(one for one in between if one.tag == self._w + "tab")

    def _beside(self, at: int) -> Origin | None:
        """Return the origin in which words at an offset are put: of the character before it, else behind it."""
        line = bisect_right(self._starts, at) - 1
        start, end = self._starts[line], self._starts[line] + len(self._lines[line])
        around = [one for one in self._origins_in(start, end) if self._is_text(one)]
        before = [one for one in around if one.start < at]
        return before[-1] if before else around[0] if around else None

    def _edit(self, origin: Origin, low: int, high: int, right: str) -> None:
        offset = origin.offset - origin.start
        self._edits.setdefault(self._nodes[origin.node], []).append((low + offset, high + offset, right))

    def _is_text(self, origin: Origin) -> bool:
        node = self._nodes[origin.node]
        return bool(node.tag == self._w + "t" and node.getparent().tag == self._w + "r")

    def _rewrite(self, run: Any) -> None:
        """Put runs in the place of one: what stays, what goes, what is new, each with its format."""
        properties = run.find(self._w + "rPr")
        pieces: list[Any] = []
        kept: list[Any] = []

        def flush() -> None:
            if kept:
                pieces.append(self._run_of(properties, list(kept)))
                kept.clear()

        for child in run.iterchildren():
            if child is properties:
                continue
            if child in self._gaps:
                flush()
                pieces += self._gone(properties, child, run)
                continue
            if child not in self._edits:
                kept.append(child)
                continue
            words, at = child.text or "", 0
            for low, high, right in sorted(self._edits[child]):
                if words[at:low]:
                    kept.append(self._text_of_run("t", words[at:low]))
                flush()
                if words[low:high]:
                    pieces += self._gone(properties, self._text_of_run("delText", words[low:high]), run)
                pieces += self._new(properties, right, run)
                at = high
            if words[at:]:
                kept.append(self._text_of_run("t", words[at:]))
        flush()
        for piece in pieces:
            run.addprevious(piece)
        trees.remove(run)

    def _gone(self, properties: Any, content: Any, run: Any) -> list[Any]:
        return [self._tracked("del", [self._run_of(properties, [content])])] if self._is_tracked(run) else []

    def _new(self, properties: Any, words: str, run: Any) -> list[Any]:
        if not words:
            return []
        made = self._run_of(properties, [self._text_of_run("t", words)])
        inserted = run.getparent().tag in (self._w + "ins", self._w + "moveTo")
        return [self._tracked("ins", [made])] if self._is_tracked(run) and not inserted else [made]

    def _is_tracked(self, run: Any) -> bool:
        return self._date is not None and run.getparent().tag not in {self._w + name for name in _UNTRACKED}

    # Whole lines.

    def write_lines(self, change: LineChange) -> None:
        """Write lines that are new, and take out lines that go."""
        place = self._place_behind(change.first)
        for line in reversed(change.new) if place[1] else change.new:
            self._insert_line(place, line)
        for number in range(change.first, change.last):
            self._take_out(number)

    def _holder(self, number: int) -> Any:
        """Return the paragraph of a line, or the row of a table; ``None`` where nothing of the line stands in one."""
        start = self._starts[number]
        for origin in self._origins_in(start, start + len(self._lines[number])):
            node = self._nodes[origin.node]
            is_row = self._lines[number].lstrip().startswith("| ")
            around = list(node.iterancestors(self._w + ("tr" if is_row else "p")))
            if around:
                return around[-1]
        return None

    def _place_behind(self, before: int) -> tuple[Any, bool]:
        """Return the paragraph or row that new lines stand behind, else the first one, and whether they do so."""
        for number in range(min(before, len(self._lines)) - 1, -1, -1):
            found = self._holder(number)
            if found is not None:
                return found, True
        holders = map(self._holder, range(len(self._lines)))
        return next((one for one in holders if one is not None), None), False

    def _insert_line(self, place: tuple[Any, bool], line: str) -> None:
        beside, behind = place
        if beside is None:
            return
        row, cells = self._w + "tr", line.strip().removeprefix("| ").removesuffix(" |").split(" | ")
        if beside.tag == row and line.startswith("| ") and len(beside.findall(self._w + "tc")) == len(cells):
            made = self._row_like(beside, cells)
        else:
            if beside.tag == row:
                beside = next(beside.iterancestors(self._w + "tbl"))
            made = self._new_paragraph(line, beside)
        (beside.addnext if behind else beside.addprevious)(made)

    def _row_like(self, like: Any, cells: Sequence[str]) -> Any:
        made = deepcopy(like)
        self._drop_inside(made, ("ins", "del"))
        for cell, words in zip(made.findall(self._w + "tc"), cells, strict=True):
            paragraph, *rest = cell.findall(self._w + "p") or [trees.new_element(self._nodes[0], "p")]
            for one in rest:
                trees.remove(one)
            self._refill(paragraph, words)
        if self._date is not None:
            self._properties(made, "trPr", len(made.findall(self._w + "tblPrEx"))).append(self._tracked("ins", []))
        return made

    def _new_paragraph(self, line: str, beside: Any) -> Any:
        """Return a paragraph that looks like the nearest one of its kind."""
        kind = _level_of_line(line)
        near = (
            self._holder(number)
            for number, words in enumerate(self._lines)
            if _level_of_line(words.strip()) == kind and not words.lstrip().startswith("|")
        )
        found = [one for one in near if one is not None]
        order = {one: number for number, one in enumerate(self._nodes)}
        at = order.get(beside, 0)
        like = min(found, key=lambda one: abs(order[one] - at), default=None)
        made, format_ = trees.new_element(self._nodes[0], "p"), None
        if like is not None:
            made.extend(trees.copies(like.find(self._w + "pPr")))
            self._drop_inside(made, ("numPr", "sectPr", "pPrChange", "ins", "del"))
            format_ = next((one.find(self._w + "rPr") for one in like.iter(self._w + "r")), None)
        self._refill(made, line, format_)
        self._track_end(made, "ins")
        return made

    def _drop_inside(self, element: Any, names: Sequence[str]) -> None:
        """Take out of a copy what is of its model alone; words among it are to be replaced anyway."""
        for one in [one for one in element.iter() if one.tag in {self._w + name for name in names}]:
            one.getparent().remove(one)

    def _refill(self, paragraph: Any, words: str, properties: Any = None) -> None:
        """Let a paragraph hold *words* and nothing else."""
        if properties is None:
            properties = next((one.find(self._w + "rPr") for one in paragraph.iter(self._w + "r")), None)
        for one in [one for one in paragraph if one.tag != self._w + "pPr"]:
            paragraph.remove(one)
        if words:
            run = self._run_of(properties, [self._text_of_run("t", words)])
            paragraph.append(run if self._date is None else self._tracked("ins", [run]))

    def _take_out(self, number: int) -> None:
        """Take a line out: its paragraph where nothing else stands in it, else its words."""
        start = self._starts[number]
        whole = self._holder(number)
        shared = any(
            self._holder(other) is whole for other in (number - 1, number + 1) if 0 <= other < len(self._lines)
        )
        if whole is None:
            return
        if whole.tag == self._w + "tr" and self._date is not None:
            self._properties(whole, "trPr").append(self._tracked("del", []))
        if shared or self._date is not None or any(one.tag in self._anchors for one in whole.iter()):
            for origin in self._origins_in(start, start + len(self._lines[number])):
                if self._is_text(origin):
                    low, high = max(start, origin.start), min(start + len(self._lines[number]), origin.end)
                    self._edit(origin, low, high, "")
            if whole.tag == self._w + "p" and not shared:
                self._track_end(whole, "del")
            return
        around = whole.getparent()
        only = whole.tag == self._w + "p" and len(around.findall(self._w + "p")) == 1 and around.tag != self._w + "body"
        if only or whole.find(f"{self._w}pPr/{self._w}sectPr") is not None:
            self._refill(whole, "")
        elif whole.tag == self._w + "tr" and len(around.findall(self._w + "tr")) == 1:
            trees.remove(around)
        else:
            trees.remove(whole)

    def _track_end(self, paragraph: Any, kind: str) -> None:
        """Track the end of a paragraph as new, or as going."""
        if self._date is None:
            return
        properties = self._properties(paragraph, "pPr")
        last = (self._w + "sectPr", self._w + "pPrChange")
        at = next((number for number, one in enumerate(properties) if one.tag in last), len(properties))
        self._properties(properties, "rPr", at).insert(0, self._tracked(kind, []))

    # Elements.

    def _properties(self, element: Any, name: str, at: int = 0) -> Any:
        """Return the properties *name* of an element; where it has none they are made, as its child number *at*."""
        found = element.find(self._w + name)
        if found is None:
            found = trees.new_element(self._nodes[0], name)
            element.insert(at, found)
        return found

    def _tracked(self, kind: str, content: Sequence[Any]) -> Any:
        self._key += 1
        values = {"id": str(self._key), "author": AUTHOR, "date": f"{self._date}T00:00:00Z"}
        return trees.new_element(self._nodes[0], kind, content, **values)

    def _run_of(self, properties: Any, content: Sequence[Any]) -> Any:
        return trees.new_element(self._nodes[0], "r", [*trees.copies(properties), *content])

    def _text_of_run(self, name: str, words: str) -> Any:
        made = trees.new_element(self._nodes[0], name)
        made.text = words
        made.set(trees.SPACE, "preserve")
        return made


def _level_of_line(line: str) -> int:
    """Return which level of heading a line is by its number, 3 for a long paragraph and 4 for a short one."""
    match = _NUMBERED.match(line)
    if match is not None and len(line) < 2 * _BODY:
        return 1 if match[1] else 2
    return 3 if len(line) >= _BODY else 4
