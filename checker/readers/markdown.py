"""Markdown: the text without its markup.

Numbers of lists and headings stay as they are typed, but in a list whose items all bear the same one, which is shown
counted, and in brackets within another list: a page tells it apart by its indentation.
Every line end of the source stays one: a report is often pasted with single line ends between its paragraphs.
A note comes after the paragraph that refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import reference
from markdown_it.rules_inline.state_inline import Delimiter

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.readers.limits import MAX_MARKDOWN_BLOCK, MAX_MARKDOWN_CHARACTERS
from checker.readers.lines import is_form
from checker.readers.plain import source_lines
from checker.readers.source_maps import OffsetMap, SteppedMap
from checker.text.dates import iso_date
from checker.words import pairs

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_FRONT_OTHER = re.compile(r"[ \t]*[-#]|[ \t]+\S|[ \t]*$")  # lists, comments, continued and empty lines
_FRONT_LINE = re.compile(r"([^\s:：#-][^:：]*)[:：](.*)")
_HTML_PIECE = re.compile(r"[| ]+|[^| ]+")
_OPENING = frozenset("（《“‘【〔〈「『(")
_CLOSING = frozenset("。，、；：！？）》”’】〕〉」』),;:.")
_LONGEST = {"*": 3, "_": 2}  # a longer run is a blank to be filled in
_NOTE, _REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]:"), re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_LINE_BREAK = re.compile(r"<br[\s/>]", re.IGNORECASE)


def read(source: str, path: str) -> Document:
    """Return the document of a decoded Markdown text; ``meta`` from its YAML front matter.

    Raises ``UnreadableError('too-long')``.
    """
    lines = source_lines(source)
    if len(lines) > MAX_MARKDOWN_CHARACTERS:
        raise UnreadableError("too-long", length=len(lines), limit=MAX_MARKDOWN_CHARACTERS)
    meta, start = _front_matter(lines)
    writer = _TokenWriter(lines, start)
    writer.write(_parser().parse(lines[start:]))
    return Document("".join(writer.out), "markdown", path, SteppedMap(lines, writer.offsets), meta)


class _TokenWriter:
    """Writes the text of tokens and where in the source each stretch of it was found."""

    def __init__(self, source: str, start: int) -> None:
        self.out: list[str] = []
        self.offsets = OffsetMap()
        self._source = source
        self._length = 0
        self._starts = [start]  # of each line of the parsed part
        end = source.find("\n", start)
        while end >= 0:
            self._starts.append(end + 1)
            end = source.find("\n", end + 1)
        self._at = start  # where in the source the last stretch ended
        self._number = self._typed = ""  # of a list item, before its text: as it is shown, and as the source has it
        self._cells = 0
        self._notes: dict[str, Token] = {}
        self._written: set[int] = set()  # of the notes, by their ids, before their place

    def write(self, tokens: Sequence[Token]) -> None:
        """Write blocks, each from a new line."""
        numbers, forms = _numbers_of_items(tokens), _forms(tokens)
        self._notes = {label: token for token in tokens if (label := _label_of(token))}
        in_form = False
        for at, token in enumerate(tokens):
            kind = token.type
            if kind == "table_open":
                in_form = at in forms
            if kind == "inline":
                if id(token) not in self._written:
                    self._write_inline(token)
                    self._write_notes(token)
            elif kind in {"fence", "code_block"}:
                self._write_lines(token, token.content.rstrip("\n").split("\n"))
            elif kind == "html_block":
                self._html(token)
            elif kind == "list_item_open":
                self._typed = token.info + token.markup if token.info else ""
                self._number = numbers.get(at, self._typed)
                self._seek(token)
            elif in_form:
                continue  # each cell is a paragraph
            elif kind == "tr_open":
                self._cells = 0
                self._new_line()
            elif kind in {"td_open", "th_open"}:
                self._put_text("| " if not self._cells else " | ")
                self._cells += 1
            elif kind == "tr_close":
                self._put_text(" |")
                self._cells = 0

    def _write_notes(self, token: Token) -> None:
        """Write the notes to which *token* refers, as lines behind it; a cell of a table has no room for any."""
        if self._cells or "[^" not in token.content:
            return
        at = self._at
        for label in _REFERENCE.findall(token.content):
            note = self._notes.pop(label, token)
            if note is not token:
                self._at = 0
                self._write_inline(note)
                self._written.add(id(note))
        self._at = at

    def _write_inline(self, token: Token) -> None:
        self._seek(token)
        if not self._cells:
            self._new_line()
        if self._number:
            self._add_found(self._number, self._typed)
            self._put_text(" ")
            self._number = ""
        if token.children is None:
            self._write_lines(token, token.content.split("\n"), fresh=False)
            return
        for child in token.children:
            if child.type in {"text", "code_inline"}:
                self._add_found(child.content)
            elif child.type == "text_special":
                self._add_found(child.content, child.markup)
            elif child.type in {"softbreak", "hardbreak"} or (
                child.type == "html_inline" and _LINE_BREAK.match(child.content)
            ):
                self._put_text(" " if self._cells else "\n")

    def _write_lines(self, token: Token, lines: list[str], *, fresh: bool = True) -> None:
        self._seek(token)
        for index, line in enumerate(lines):
            if index or fresh:
                self._new_line()
            self._add_found(line)

    def _html(self, token: Token) -> None:
        self._seek(token)
        for line in _html_lines(token.content):
            self._new_line()
            for piece in _HTML_PIECE.findall(line):
                if piece[0] in "| ":
                    self._put_text(piece)
                else:
                    self._add_found(piece)

    def _seek(self, token: Token) -> None:
        """Go on from the line where *token* begins; cells of a row share one."""
        if token.map and not (self._cells and self._at >= self._starts[token.map[0]]):
            self._at = max(self._at, self._starts[token.map[0]])

    def _add_found(self, text: str, written: str | None = None) -> None:
        """Add *text*, which the source spells as *written*, from where it is found next."""
        if not text:
            return
        spelled = text if written is None else written
        found = self._source.find(spelled, self._at, self._at + len(spelled) + MAX_MARKDOWN_BLOCK)
        if found >= 0:
            self._at = found + len(spelled)
        self.offsets.add(self._length, found if found >= 0 else self._at)
        self._put_text(text)

    def _put_text(self, text: str) -> None:
        self.out.append(text)
        self._length += len(text)

    def _new_line(self) -> None:
        if self._length:
            self._put_text("\n")


def _label_of(token: Token) -> str | None:
    """Return the label with which a paragraph begins that is a note (``[^1]: …``)."""
    found = _NOTE.match(token.content) if token.type == "inline" else None
    return found and found[1]


def _numbers_of_items(tokens: Sequence[Token]) -> dict[int, str]:
    """Return the numbers of items that are not shown as they are typed, by the places of their tokens."""
    numbers: dict[int, str] = {}
    lists: list[list[int]] = []
    for at, token in enumerate(tokens):
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append([])
        elif token.type == "list_item_open":
            lists[-1].append(at)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            items = lists.pop()
            within = any(tokens[outer[-1]].info for outer in lists)
            counted = len(items) > 1 and len({tokens[item].info for item in items}) == 1
            if tokens[items[0]].info and (counted or within):
                for count, item in enumerate(items):
                    number = int(tokens[item].info) + count * counted
                    numbers[item] = f"（{number}）" if within else f"{number}{tokens[item].markup}"
    return numbers


def _forms(tokens: Sequence[Token]) -> set[int]:
    """Return the places of the tokens with which tables begin that are forms."""
    found: set[int] = set()
    begin, rows = 0, list[list[str]]()
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            begin, rows = at, []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and token.level > tokens[begin].level:
            rows[-1].append(token.content.strip())
        elif token.type == "table_close":
            found |= {begin} if is_form(rows) else set()
            rows = []
    return found


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    # Four spaces indent a paragraph here, never code; joined texts could not be found in the source.
    parser.disable(["code", "text_join"])
    parser.block.ruler.at("reference", _definition_rule)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.core.ruler.at("inline", _parse_inline)
    return parser


def _definition_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Go past the definition of a link as the parser's own rule does; one of a note (``[^1]: …``) is text."""
    note = state.src.startswith("[^", state.bMarks[start] + state.tShift[start])
    return not note and reference(state, start, end, silent)


def _parse_inline(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline":
            if len(token.content) > MAX_MARKDOWN_BLOCK:
                token.children = None
                continue
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Add each mark of a run as a text token and a delimiter, as the parser's own rule does.

    CommonMark does not close ``**强化领导。**一是``, because it expects a space after the full stop: the asterisks would
    stay in the report.
    """
    marker = state.src[state.pos]
    if silent or marker not in _LONGEST:
        return False
    run = state.scanDelims(state.pos, marker == "*")
    end = state.pos + run.length
    fits = run.length <= _LONGEST[marker]
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    opens = run.can_open or (marker == "*" and after in _OPENING and not before.isspace())
    closes = run.can_close or (marker == "*" and before in _CLOSING and not after.isspace())
    for _ in range(run.length):
        state.push("text", "", 0).content = marker
        if fits:
            at, code = len(state.tokens) - 1, ord(marker)
            mark = Delimiter(marker=code, length=run.length, token=at, end=-1, open=opens, close=closes)
            state.delimiters.append(mark)
    state.pos = end
    return True


def _html_lines(content: str) -> list[str]:
    # Most Markdown has no html in it: the parser is imported where it has.
    from checker.readers.html.hidden import remove_unseen
    from checker.readers.html.lines import LineStyles, LineWriter
    from checker.readers.html.tree import parse_page

    page = parse_page(content)
    remove_unseen(page)
    body = page.tree.body
    if body is None:
        return []
    return [line.text for line in LineWriter(LineStyles.of_page(page, trace=False)).write(body)]


def _front_matter(source: str) -> tuple[dict[str, str], int]:
    """Read what the YAML front matter says of the report, and find where the text begins after it."""
    meta: dict[str, str] = {}
    at = source.find("\n") + 1
    if source[:at].rstrip() != "---":
        return {}, 0
    while at < len(source):
        end = source.find("\n", at) + 1 or len(source)
        line = source[at:end].rstrip()
        if line in {"---", "..."}:
            return meta, end
        named = _FRONT_LINE.fullmatch(line)
        if named:
            _keep_front_value(meta, named[1].strip().lower(), named[2].strip("\"' \t"))
        elif not _FRONT_OTHER.match(line):
            break  # a rule across the page, and then text
        at = end
    return {}, 0


def _keep_front_value(meta: dict[str, str], name: str, value: str) -> None:
    key = pairs("page.front-keys").get(name)
    if key == "published":
        value = iso_date(value) or ""
    if key and value:
        meta.setdefault(key, value)
