"""A part of the tree written down line by line: blocks and ``<br>`` end lines, a row of a table is one line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.document.model import SourceRow
from checker.readers.html.tree import HtmlPage
from checker.readers.lines import EDGES, SpannedRows, is_form
from checker.text.lazy_re import lazy
from checker.text.numerals import ITEM_NUMBER, chinese_numeral

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode as Node


class PageLine(NamedTuple):
    """One line of text, and for each stretch of it ``(offset in the line, node, offset in the node's text)``.

    ``row`` tells of a row of a table which of its cells are merged.
    """

    text: str
    origins: tuple[tuple[int, int, int], ...]
    row: SourceRow | None = None


def source_rows(lines: Iterable[PageLine]) -> Iterator[SourceRow]:
    """Yield the rows of tables, which are numbered as they come, with where they begin in the text of *lines*."""
    at, numbers = 0, dict[int, int]()
    for line in lines:
        if line.row is not None:
            yield line.row._replace(start=at, table=numbers.setdefault(line.row.table, len(numbers) + 1))
        at += len(line.text) + 1


class LineStyles(NamedTuple):
    """What the styles of a page say about its elements, by their ``mem_id``; and whether lines keep their origins."""

    preformatted: frozenset[int]
    blocks: frozenset[int]
    trace: bool

    @classmethod
    def of_page(cls, page: HtmlPage, *, trace: bool) -> LineStyles:
        """Gather the styles of *page*."""
        nodes = page.css('[style*="white-space"]') if "white-space" in page.source else []
        spans = page.css('span[style*="display"]') if "display" in page.source else []
        return cls(
            frozenset(node.mem_id for node in nodes if _keeps_lines(node)),
            frozenset(node.mem_id for node in spans if _is_displayed_block(node)),
            trace,
        )


Part = tuple[str, int, int, bool]
"""Text, its node, where in the node's text it begins, and whether its line ends count."""

_BLOCK_TAGS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu ol optgroup option p plaintext pre
search section summary table tbody td tfoot th thead tr ul xmp
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SPACE = re.compile(r"[ \t\n\r\f]")
_WORD = re.compile(r"[^ \t\n\r\f]+")
_NUMBERED = lazy(rf"\s*{ITEM_NUMBER}")
_ROW_MARKS = re.compile(r"[|\s]*")
_ALL = sys.maxsize
_LAYOUT_CELL = 300  # characters from which a cell that holds most of its table is the page's frame

_INLINE, _BLOCK, _TABLE, _FRAME, _ROW, _CELL, _LIST, _PRE, _INLINE_PRE = range(9)


class LineWriter:
    """Walks nodes without recursion and collects their lines; ``pictures``: before which of them pictures stand."""

    def __init__(self, styles: LineStyles) -> None:
        self.lines: list[PageLine] = []
        self.pictures: list[int] = []
        self._styles = styles
        self._parts: list[Part] = []
        self._ends = False  # whether the parts of this line hold line ends that count
        self._number = ""  # of a list item, before its text
        self._kinds: list[int] = []
        self._cells = self._pre = 0
        self._counters: list[list[int | str] | None] = []
        self._table: tuple[int, SpannedRows] | None = None  # the number of the table (of its node), and its rows
        self._row: list[tuple[int, int]] = []

    def write(self, root: Node, most: int = _ALL) -> list[PageLine]:
        """Add the lines of *root* and return all lines so far; there may be more of them once there are *most*."""
        self._open_element(root, root.tag or "")
        stack: list[Node] = []
        node = root.child
        while True:
            if node is None:
                self._end_element()
                if not stack or len(self.lines) >= most:
                    break
                node = stack.pop().next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._take_text(node)
            elif tag == "br":
                self._break()
            elif tag == "img":
                self.pictures.append(len(self.lines))
            elif tag[0] != "-":
                child = node.child
                if child is not None:
                    self._open_element(node, tag)
                    stack.append(node)
                    node = child
                    continue
                if tag in {"td", "th"}:
                    self._open_element(node, tag)
                    self._end_element()
                elif tag in _BLOCKS:
                    self._break()
            node = node.next
        self._end_line()
        return self.lines

    def _take_text(self, node: Node) -> None:
        text = node.text_content or ""
        if not self._parts and text.isspace():
            return  # between blocks, or the indentation of one
        if "\n" in text and (self._pre or "\n\u3000" in text):
            self._ends = True
        if self._number and not text.isspace():
            self._add_mark(self._number)
            self._number = ""
        self._parts.append((text, node.mem_id, 0, self._pre > 0))

    def _open_element(self, node: Node, tag: str) -> None:
        kind = _INLINE
        if tag in _BLOCKS or (self._styles.blocks and node.mem_id in self._styles.blocks):
            kind = self._block_kind(node, tag)
        elif self._styles.preformatted and node.mem_id in self._styles.preformatted:
            kind = _INLINE_PRE
        self._pre += kind in {_PRE, _INLINE_PRE}
        self._kinds.append(kind)

    def _block_kind(self, node: Node, tag: str) -> int:
        kind = _BLOCK
        if tag in {"td", "th"} and _TABLE in self._kinds[-4:]:
            self._add_mark("| ")
            if not self._cells:
                self._row.append((_declared_span(node, "colspan"), _declared_span(node, "rowspan")))
            self._cells += 1
            return _CELL
        self._break()
        if tag == "table":
            kind = _FRAME if self._cells or _is_frame(node) else _TABLE
            if kind == _TABLE:
                self._table = (node.mem_id, SpannedRows())
        elif tag == "tr" and _TABLE in self._kinds[-3:]:
            kind = _ROW
        elif tag in {"ol", "ul", "menu", "dir"}:
            self._counters.append(_counter(node) if tag == "ol" else None)
            kind = _LIST
        elif tag == "li":
            self._number_item(node)
        if tag in {"pre", "listing", "xmp", "plaintext"} or node.mem_id in self._styles.preformatted:
            kind = _PRE if kind == _BLOCK else kind
        return kind

    def _end_element(self) -> None:
        kind = self._kinds.pop()
        if kind == _INLINE:
            return
        if kind in {_PRE, _INLINE_PRE}:
            self._pre -= 1
        if kind == _CELL:
            self._cells -= 1
            self._add_mark(" ")
            return
        if kind == _ROW:
            self._add_mark(" |")
            self._end_line(in_table=True)
        elif kind == _LIST:
            self._counters.pop()
        if kind != _INLINE_PRE:
            self._break()

    def _number_item(self, item: Node) -> None:
        """Keep the number that a browser prints before *item* of an ordered list until its text comes."""
        self._number = ""
        counter = self._counters[-1] if self._counters else None
        if counter is None:
            return
        style, number = str(counter[0]), int(counter[1])
        value = item.attributes.get("value") or ""
        if value.isascii() and value.isdigit():
            number = int(value[:6])
        counter[1] = number + 1
        if not _NUMBERED.match(item.text()[:40]):
            mark = _numeral(number, style)
            # a page tells a list within another apart by its indentation
            outer = any(one is not None and one[0] == style for one in self._counters[:-1])
            self._number = f"（{mark[:-1]}）" if outer else mark

    def _add_mark(self, text: str) -> None:
        self._parts.append((text, 0, 0, False))

    def _break(self) -> None:
        if self._cells:
            self._add_mark(" ")
        elif self._parts:
            self._end_line()

    def _end_line(self, *, in_table: bool = False) -> None:
        parts, self._parts = self._parts, []
        cells, self._row = self._row, []
        source = None
        if in_table and self._table is not None and cells:
            number, table = self._table
            placed = table.place(cells)
            source = SourceRow(0, number, table.row, placed)
        if self._ends:
            self._ends = False
            rows = _parted_rows(parts)
        else:
            rows = [parts]
        for row in rows:
            line = _collapse(row, trace=self._styles.trace) if row else None
            if line is not None:
                self.lines.append(line if source is None or len(rows) > 1 else line._replace(row=source))


def _parted_rows(parts: list[Part]) -> list[list[Part]]:
    """Part a line where its source ends one that counts: in preformatted text, and before an ideographic space.

    Authors paste text whose paragraphs are told only by that indentation.
    """
    rows: list[list[Part]] = [[]]
    for text, key, at, preformatted in parts:
        begin = at
        for piece in text.split("\n") if preformatted else text.replace("\n\u3000", "\0\u3000").split("\0"):
            if begin > at:
                rows.append([])
            rows[-1].append((piece, key, begin, preformatted))
            begin += len(piece) + 1
    return rows


def _collapse(parts: list[Part], *, trace: bool) -> PageLine | None:
    """Join *parts* into one line, every run of white space being one space; ``None`` if nothing is left."""
    raw = parts[0][0] if len(parts) == 1 else "".join([part[0] for part in parts])
    start, end = len(raw) - len(raw.lstrip(EDGES)), len(raw.rstrip(EDGES))
    if start >= end or (raw[start] == "|" and _ROW_MARKS.fullmatch(raw, start, end)):
        return None
    out: list[str] = []
    words: list[tuple[int, int, int]] = []  # offset in the line, in raw, length
    if not _SPACE.search(raw, start, end):
        whole = raw[start:end]
        return PageLine(whole, _origins(parts, [(0, start, end - start)]) if trace else ())
    length, at = 0, start
    for word in _WORD.finditer(raw, start, end):
        if out:
            space = "" if "\n" in raw[at : word.start()] and _joins(raw[at - 1], raw[word.start()]) else " "
            out.append(space)
            words.append((length, at, len(space)))
            length += len(space)
        out.append(word[0])
        words.append((length, word.start(), len(word[0])))
        length += len(word[0])
        at = word.end()
    return PageLine("".join(out), _origins(parts, words) if trace else ())


def _origins(parts: list[Part], words: list[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    found = []
    index, base = 0, 0  # the part that holds the current raw offset, and where it begins in raw
    for at, raw, length in words:
        done = 0
        while done < length:
            while raw + done >= base + len(parts[index][0]):
                base += len(parts[index][0])
                index += 1
            text, key, offset, _ = parts[index]
            found.append((at + done, key, offset + raw + done - base))
            done = base + len(text) - raw
    return tuple(found)


def _joins(left: str, right: str) -> bool:
    """Return whether a line end of the source between two characters is no space: inside a Chinese sentence."""
    return "\u2e80" <= left <= "\uffef" and "\u2e80" <= right <= "\uffef" and left not in "。；！？："


def _is_frame(table: Node) -> bool:
    """Return whether a table lays out the page: it holds another one, a single cell, or one cell with most of the text.

    A form with headings beside texts does so too.
    """
    if len(table.css("table")) > 1 or table.attributes.get("role") == "presentation":
        return True
    cells = table.css("td, th")
    if len(cells) <= 1:
        return True
    if is_form([["".join(cell.text().split()) for cell in row.css("td, th")] for row in table.css("tr")]):
        return True
    whole = len(table.text())
    return whole > _LAYOUT_CELL and any(len(cell.text()) > max(_LAYOUT_CELL, 0.6 * whole) for cell in cells)


def _declared_span(cell: Node, name: str) -> int:
    """Return how many columns or rows a cell says that it covers."""
    value = (cell.attributes.get(name) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else 1


def _counter(node: Node) -> list[int | str] | None:
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "list-style" in style and "none" in style:
        return None
    start = attributes.get("start") or "1"
    kind = "cjk" if "cjk" in style or "chinese" in style else attributes.get("type") or "1"
    return [kind, int(start[:6]) if start.isascii() and start.isdigit() else 1]


def _numeral(number: int, kind: str) -> str:
    if kind == "cjk" and 0 < number < 100:
        return chinese_numeral(number) + "、"
    if kind in {"a", "A"} and 0 < number <= 26:
        return chr(ord(kind) + number - 1) + "."
    return f"{number}."


def _keeps_lines(node: Node) -> bool:
    style = (node.attributes.get("style") or "").replace(" ", "")
    return any(f"white-space:{value}" in style for value in ("pre", "break-spaces"))


def _is_displayed_block(node: Node) -> bool:
    return "display:block" in (node.attributes.get("style") or "").replace(" ", "")
