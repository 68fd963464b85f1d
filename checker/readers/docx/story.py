"""A walk through the text of a document, from paragraph to paragraph, without recursion.

What Word would print with all changes accepted is in: insertions, text moved here, controls, text boxes, results of
fields, automatic numbers.  Deletions, hidden text, instructions of fields, tables of contents and comments are out;
of hidden text, numbers that may be somebody's are in.
A text box comes before the paragraph to which it is anchored if its anchor stands before the text, else after it.
A note comes after the next paragraph of running prose, so that none stands between a title and what follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.readers.docx.fields import Fields
from checker.readers.docx.lines import DocxLine, Join, TableRows, add_paragraph
from checker.readers.docx.names import (
    ALTERNATES,
    CONTROL,
    CONTROL_CONTENT,
    DELETED,
    LEVEL_INDEX,
    MOVED_AWAY,
    NUM_ID,
    NUM_PR,
    P_PR,
    P_STYLE,
    R_PR,
    VAL,
    VANISH,
    P,
    W,
    chosen,
    is_on,
    value,
    whole_number,
)  # fmt: skip
from checker.readers.docx.runs import INSERTIONS, WRAPPERS, Runs
from checker.readers.docx.styles import NO_STYLE
from checker.readers.lines import lacks_its_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from checker.readers.docx.numbering import Numbering
    from checker.readers.docx.parts import Notes
    from checker.readers.docx.runs import Diagram
    from checker.readers.docx.styles import Style, Styles

_MOST_TABLES = 8
"""Tables inside tables that are told apart; the text of those deeper inside belongs to the cell around them."""

_THROUGH = frozenset((*WRAPPERS, CONTROL_CONTENT))
_GONE = frozenset((DELETED, MOVED_AWAY))
_INSERTED = W + "ins"
_TABLE, _ROW, _CELL, _EMBEDDED = W + "tbl", W + "tr", W + "tc", W + "altChunk"
_ROW_PR, _CELL_PR = W + "trPr", W + "tcPr"
_GRID_BEFORE, _GRID_SPAN, _V_MERGE = W + "gridBefore", W + "gridSpan", W + "vMerge"
_PROSE = "。"
_NO_LIST = "0"


class Sources(NamedTuple):
    """What the text of a document refers to.

    ``chunk`` gives the lines of a document that a relation leads to, by its id, ``diagram`` the words of a diagram.
    """

    styles: Styles
    numbering: Numbering
    notes: Notes
    chunk: Callable[[str], Iterable[str] | None]
    diagram: Diagram


class Story:
    """The text of a document as it is walked through.

    ``lines`` are its lines, ``runs`` knows what was left out, ``embedded`` counts documents inside that are not read.
    ``pictured`` counts headings with a picture and no text.
    *join* puts pieces of text together.
    """

    def __init__(self, sources: Sources, fields: Fields, join: Join = str.join) -> None:
        self.lines: list[DocxLine] = []
        self.runs = Runs(sources.styles, fields, sources.diagram)
        self.embedded = self.pictured = 0
        self._join = join
        self._styled, self._is_numbered = bool(sources.styles), bool(sources.numbering)
        self._styles, self._numbering, self._notes, self._chunk, _ = sources
        self._fields = fields
        self._stack: list[Iterator[Element]] = []
        self._targets = [self.lines]
        self._tables: list[TableRows] = []
        self._told = 0  # tables so far
        self._deeper = 0  # tables around this place that are not told apart
        self._count = self._at = 0  # paragraphs so far, and the one whose number lines get
        self._apart = 0  # boxes and notes around this place: their paragraphs have no numbers of their own
        self._carried: list[str] = []  # from paragraphs whose end is deleted or hidden
        self._waiting: list[tuple[str, str, int]] = []  # notes: their kind, id and paragraph
        self._pictures: list[int] = []  # before which lines pictures stand in paragraphs of their own

    def walk(self, root: Element) -> None:
        """Go through the blocks of *root* and gather their lines."""
        self._push(root)
        self._exhaust()
        self._end_carried()
        while self._waiting:
            self._open_notes()
            self._exhaust()
        texts = ["", *(line.text for line in self.lines), ""] if self._pictures else []
        self.pictured = sum(lacks_its_text(*texts[at : at + 2]) for at in self._pictures)

    def _push(self, children: Iterable[Element]) -> None:
        self._stack.append(iter(children))

    def _exhaust(self) -> None:
        stack = self._stack
        while stack:
            depth = len(stack)
            for element in stack[-1]:
                if element.tag == P:
                    self._walk_paragraph(element)
                else:
                    self._block(element)
                if len(stack) != depth:
                    break
            else:
                # What an iterator did when it ended may have put others above it.
                del stack[depth - 1]

    def _block(self, element: Element) -> None:
        tag = element.tag
        if tag == _TABLE:
            self._end_carried()
            self._push(self._walk_table(element))
        elif tag == _ROW:
            self._walk_row(element)
        elif tag == _CELL:
            self._push(self._walk_cell(element))
        elif tag in _THROUGH:
            self.runs.inserted += tag in INSERTIONS
            self._push(element)
        elif tag in {CONTROL, ALTERNATES}:
            content = self.runs.content(element) if tag == CONTROL else chosen(element)
            if content is None:
                self._pass_over(element)
            else:
                self._push(content)
        elif tag in _GONE:
            self.runs.skip("deletion")
            self._pass_over(element)
        elif tag == _EMBEDDED:
            self._end_carried()
            lines = self._chunk(next(iter(element.attrib.values()), ""))
            self.embedded += lines is None
            self._targets[-1].extend(DocxLine(line, self._at) for line in lines or ())

    def _pass_over(self, element: Element) -> None:
        """Leave *element* out, but count its paragraphs: places go by the number of a paragraph in the document."""
        if self._apart:
            return
        stack = [iter(element)]
        while stack:
            for child in stack[-1]:
                if child.tag == P:
                    self._count += 1
                elif len(child):
                    stack.append(iter(child))
                    break
            else:
                stack.pop()

    # Each of these generators goes through the children of its element, and does what is to be done before and after.

    def _walk_table(self, element: Element) -> Iterator[Element]:
        if self._deeper or len(self._tables) == _MOST_TABLES:
            self._deeper += 1
            yield from element
            self._deeper -= 1
            return
        self._told += 1
        self._tables.append(TableRows(self._told, self._join))
        yield from element
        self._targets[-1].extend(self._tables.pop().lines())

    def _walk_row(self, element: Element) -> None:
        properties = element.find(_ROW_PR)
        deleted = properties is not None and properties.find(DELETED) is not None
        if deleted or (properties is not None and is_on(properties, W + "hidden")):
            self.runs.skip("deletion" if deleted else "hidden")
            self._pass_over(element)
            return
        self.runs.inserted += properties is not None and properties.find(_INSERTED) is not None
        if self._tables and not self._deeper:
            self._tables[-1].rows.append([])
            before = None if properties is None else whole_number(value(properties, _GRID_BEFORE))
            self._tables[-1].merged.append((before or 0, []))
        self._push(element)

    def _walk_cell(self, element: Element) -> Iterator[Element]:
        if self._deeper or not self._tables or not self._tables[-1].rows:
            yield from element
            return
        cell: list[DocxLine] = []
        self._tables[-1].rows[-1].append(cell)
        self._tables[-1].merged[-1][1].append(_merged_cell(element))
        self._targets.append(cell)
        yield from element
        self._end_carried()
        self._targets.pop()

    def _aside(self, element: Element, at: int) -> Iterator[Element]:
        """Yield a text box or a note, which belongs to the paragraph *at*."""
        self._end_carried()
        before, self._at = self._at, at
        self._apart += 1
        yield from element
        self._end_carried()
        self._apart -= 1
        self._at = before

    def _later(self, text: str, at: int) -> Iterator[Element]:
        """Write a line when its turn comes, after what stands above it on the stack."""
        self._write_line(text, at)
        yield from ()

    def _walk_paragraph(self, paragraph: Element) -> None:
        """Write a paragraph as a line with its automatic number, the boxes that are anchored in it before and after.

        One whose end was deleted or is hidden is carried on into the next; entries of a table of contents are left out.
        """
        if not self._apart:
            self._count += 1
            self._at = self._count
        at = self._at
        properties = paragraph.find(P_PR)
        style_id = None if properties is None else value(properties, P_STYLE)
        style = self._styles.of_paragraph(style_id) if self._styled else NO_STYLE
        muted = self._fields.muted
        pictures = len(self.runs.drawings.pictures)
        parts, before, after, notes = self.runs.gather(paragraph, hidden=style.hidden)
        if len(self.runs.drawings.pictures) > pictures and len(self._targets) == 1 and not "".join(parts).strip():
            self._pictures.append(len(self.lines))
        if style.contents:
            self.runs.skip("toc")
            return
        removed = hidden = False
        if properties is not None and (mark := properties.find(R_PR)) is not None:
            removed, hidden = self._end_of(mark)
        if notes:
            self._waiting += [(kind, key, at) for kind, key in notes]
        is_in_field = muted and self._fields.muted
        if self._is_numbered and not removed and (parts or not (hidden or is_in_field)):
            self._put_number(parts, self._automatic_number(properties, style_id, style))
        if removed or hidden:
            self._carried += parts
            self._stack += [self._aside(box, at) for box in reversed(before + after)]
            return
        text, self._carried = self._join("", self._carried + parts), []
        self._stack += [self._aside(box, at) for box in reversed(after)]
        if before:
            self._stack += [self._later(text, at), *(self._aside(box, at) for box in reversed(before))]
        else:
            self._write_line(text, at)

    def _put_number(self, parts: list[str], shown: str) -> None:
        """Put the automatic number *shown* before the words of a paragraph; one without words shows none.

        It is that of the paragraph whose end is left, and stands before what was joined to that.
        """
        if shown and (self._carried or any(not part.isspace() for part in parts)):
            parts[:0] = [shown, *self._carried]
            self._carried = []

    def _end_of(self, mark: Element) -> tuple[bool, bool]:
        """Return whether the end of a paragraph is gone, so that the next one joins it, and whether it is hidden."""
        removed = any(mark.find(tag) is not None for tag in _GONE)
        if removed:
            self.runs.skip("deletion")
        self.runs.inserted += mark.find(_INSERTED) is not None
        return removed, bool(is_on(mark, VANISH))

    def _write_line(self, text: str, at: int) -> None:
        add_paragraph(self._targets[-1], text, at)
        if self._waiting and _PROSE in text and not self._apart and len(self._targets) == 1:
            self._open_notes()

    def _end_carried(self) -> None:
        """Write what waits for a paragraph to be joined to: none can come here."""
        if self._carried:
            add_paragraph(self._targets[-1], self._join("", self._carried), self._at)
            self._carried = []

    def _open_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        found = [(self._notes.take(kind, key), at) for kind, key, at in waiting]
        self._stack += [self._aside(note, at) for note, at in reversed(found) if note is not None]

    def _automatic_number(self, properties: Element | None, style_id: str | None, style: Style) -> str:
        """Return the automatic number of a paragraph, which its own properties or its style ask for."""
        listed = None if properties is None else properties.find(NUM_PR)
        key = level = None
        if listed is not None:
            key, level = value(listed, NUM_ID), whole_number(value(listed, LEVEL_INDEX))
        key = style.numbering if key is None else key
        if key is None or key == _NO_LIST:
            return ""
        if level is None:
            level = self._numbering.level_of(key, style_id)
        return self._numbering.next(key, (level if level is not None else style.level) or 0)


def _merged_cell(cell: Element) -> tuple[int, bool]:
    """Return how many columns a cell covers, and whether it goes on with the one above."""
    properties = cell.find(_CELL_PR)
    if properties is None:
        return 1, False
    down = properties.find(_V_MERGE)
    return whole_number(value(properties, _GRID_SPAN)) or 1, down is not None and down.get(
        VAL, "continue"
    ) == "continue"
