"""Whole html pages: the article is the report; navigation, furniture and footers are not.

``tree`` parses, ``hidden`` takes out what nobody sees, ``facts`` takes what the page says beside the report, ``article`` finds
the report, ``lines`` writes it down.

The tree does not say where its nodes come from, so a character of the report is found in the source by looking up all nodes
one after the other: nodes and source have the same order.  It is done when the first place is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from checker.document.model import Document, Extraction, Place, SourceMap
from checker.errors import UnreadableError
from checker.readers.html.article import article_lines
from checker.readers.html.facts import PageFacts
from checker.readers.html.hidden import remove_unseen
from checker.readers.html.lines import LineStyles, PageLine, source_rows
from checker.readers.html.tree import HtmlPage, parse_page
from checker.readers.plain import source_lines
from checker.readers.source_maps import OffsetMap

OWN_RESULT = '<meta name="generator" content="fazhi-checker">'
"""What the pages that the checker writes say of themselves: they hold a report's words, and are none."""
_HEAD = 4_000
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_COUNTABLE = 1000
"""Characters of a line in which somebody may count."""
_MISSES = 50  # times the length of the source, searched in vain, after which a node that is not close by is given up
_NEAR = 2000
_TEXT, _COMMENT = 2, 4  # ids of the nodes that are no elements


def read(source: str, path: str) -> Document:
    """Return the document of a decoded page or fragment of one; all its visible text where no article can be told.

    Raises ``UnreadableError``: ``nested-too-deep``, ``own-result``.
    """
    if OWN_RESULT in source[:_HEAD]:
        raise UnreadableError("own-result")
    lines = source_lines(source)
    page = parse_page(lines)
    found, facts = lines_and_facts(page, trace=False)
    text = "\n".join(line.text for line in found)
    extraction = Extraction(warnings=tuple(page.warnings)) if page.warnings else None
    return Document(text, "html", path, HtmlMap(lines), facts.meta(), extraction, tuple(source_rows(found)))


def lines_and_facts(page: HtmlPage, *, trace: bool) -> tuple[list[PageLine], PageFacts]:
    """Return the lines of the report on *page*, with their origins if *trace*, and what the page says of it.

    Changes *page*.
    """
    remove_unseen(page)
    styles = LineStyles.of_page(page, trace=trace)
    facts = PageFacts(page, styles)
    found = article_lines(page, styles, facts.titles())
    facts.see(found)
    return found, facts


class HtmlMap(SourceMap):
    """Source map of a page."""

    __slots__ = ("_paragraphs", "_source", "_to_decoded", "_to_source")

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._source = source
        self._to_decoded: OffsetMap | None = None
        self._to_source = OffsetMap()
        self._paragraphs: list[int] = []

    def place(self, offset: int) -> Place:
        """Return the line and column, in the source of the page, of the character at *offset* of the report.

        Where the source's line is too long to count in (pages are often one line), the paragraph too.
        """
        if self._to_decoded is None:
            self._to_decoded = self._align()
        at = self._to_source(self._to_decoded(offset))
        found = super().place(at)
        end = self._source.find("\n", at)
        if (len(self._source) if end < 0 else end) - at + (found.column or 0) <= _COUNTABLE:
            return found
        return found._replace(paragraph=max(1, bisect_right(self._paragraphs, offset)))

    def _align(self) -> OffsetMap:
        decoded, self._to_source = _decode_entities(self._source)
        page = parse_page(self._source)
        starts = _node_starts(page, decoded)
        lines, _ = lines_and_facts(page, trace=True)
        steps = OffsetMap()
        base = 0
        for line in lines:
            for at, node, offset in line.origins:
                if node in starts:
                    steps.add(base + at, starts[node] + offset)
            if line.text.strip():
                self._paragraphs.append(base)
            base += len(line.text) + 1
        return steps


def _decode_entities(source: str) -> tuple[str, OffsetMap]:
    """Return the source with its entities replaced, and the way back."""
    steps = OffsetMap()
    steps.add(0, 0)
    if "&" not in source:
        return source, steps
    out: list[str] = []
    length = at = 0
    for entity in _ENTITY.finditer(source):
        char = unescape(entity[0])
        if char == entity[0]:
            continue
        out += (source[at : entity.start()], char)
        length += entity.start() - at
        at = entity.end()
        steps.add(length, entity.start())
        length += len(char)
        steps.add(length, at)
    out.append(source[at:])
    return "".join(out), steps


def _node_starts(page: HtmlPage, decoded: str) -> dict[int, int]:
    """Return where the text of each text node begins in the decoded source."""
    starts: dict[int, int] = {}
    root = page.tree.root
    if root is None:
        return starts
    at = 0
    budget = _MISSES * len(decoded)
    for node in root.traverse(include_text=True):
        text = node.text_content if node.tag_id == _TEXT else node.comment_content if node.tag_id == _COMMENT else None
        if not text:
            continue
        limit = len(decoded) if budget > 0 else at + _NEAR
        found = decoded.find(text, at, limit)
        if found < 0:
            # Text that a broken table makes the parser move: it is looked for behind, and moves nothing on.
            budget -= limit - at + _NEAR
            found = decoded.find(text, max(0, at - _NEAR), at)
        else:
            at = found + len(text)
        if found >= 0:
            starts[node.mem_id] = found
    return starts
