"""YAML bytes → plain values that know where they stand; nothing in a file can make it crash.

The values are built straight from the parser's events, with an explicit stack: libyaml's and PyYAML's own composers
recurse, and 100 KB of nested brackets would end the process.  Scalars are typed safely: YAML 1.1 would turn ``no``,
``012`` and ``2025-01-01`` into other types; here they stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import yaml

from checker.errors import PackProblem
from checker.records import NamedTuple

PathKey = tuple[str | int, ...]


class Mark(NamedTuple):
    """A place in a source file; line and column count from 1."""

    file: str
    line: int
    column: int


class Table(dict[str, Any]):
    """A YAML mapping; ``marks`` holds the places of each key and of its value."""

    __slots__ = ("mark", "marks")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: dict[str, tuple[Mark, Mark]] = {}

    def put(self, key: str, value: Any, marks: tuple[Mark, Mark]) -> None:
        """Set *key* to *value* and remember where both stand."""
        self[key] = value
        self.marks[key] = marks

    def copy(self) -> Table:
        """Return another one with the same values at the same places."""
        copy = Table(self.mark)
        copy.update(self)
        copy.marks.update(self.marks)
        return copy


class Row(list[Any]):
    """A YAML sequence; ``marks`` holds the place of each item."""

    __slots__ = ("mark", "marks")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: list[Mark] = []

    def put(self, value: Any, mark: Mark) -> None:
        """Append *value*, which stands at *mark*."""
        self.append(value)
        self.marks.append(mark)


Node = TypeVar("Node", bound=Table | Row)


def mark_at(root: Table | Row, path: Iterable[str | int], *, key: bool = False) -> Mark:
    """Return where the value at *path* stands, or with *key* its key; else the nearest place above that is known."""
    node: Any = root
    mark = root.mark
    for step in path:
        if isinstance(node, Table) and step in node.marks:
            key_mark, value_mark = node.marks[str(step)]
            mark = key_mark if key else value_mark
        elif isinstance(node, Row) and isinstance(step, int) and step < len(node.marks):
            mark = node.marks[step]
        else:
            break
        node = node[step]
    return mark


def problem_at(
    root: Table | Row, path: PathKey, fault: str, *, key: bool = False, below: PathKey = (), **values: Any
) -> PackProblem:
    """Return the problem *fault* with the value (or the *key*) at *path* of *root*, which stands *below* another path."""
    return PackProblem(fault, *mark_at(root, path, key=key), spell((*below, *path)), **values)


def spell(path: Iterable[str | int]) -> str:
    """Return *path* as an author reads it: ``rules.part-causes.cases[2].state`` (items count from 1)."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 40

_SHOWN = 60  # characters of a line in a message

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML does not allow to stand in a stream as it is; a byte order mark inside a file counts as well.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# What no value may hold even when it is written as an escape: it would reach terminals and JSON.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Digits are bounded so that no number is slow to read or loses places; longer ones stay text.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,14}")
# What the parser takes a text for that begins with * or & and is no name: a path such as *.txt, without its quotes.
_IDENTITY = ("while scanning an alias", "while scanning an anchor")
_TOO_DEEP = "maximum nesting depth"  # libyaml refuses more than 1,000 levels while it is still scanning
_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"")
_REPEATED = re.compile(r"[^\s\[\],]{0,12}\{\d{0,4},\d{0,4}\}")
"""How often something repeats in a pattern that lacks its quotation marks: braces and commas part what YAML reads."""
_FULL_WIDTH_COLON = re.compile(r"\s*(?:- )?[\w.$-]+：")


def read_yaml(data: bytes, file: str, kind: type[Node], *, limit: int = MAX_BYTES) -> tuple[Node, list[PackProblem]]:
    """Return the mapping or the list that *data*, *limit* bytes at most, holds, and everything wrong with its YAML.

    *file* is the name for messages.  With problems it is whatever was read so far; an empty file is an empty one.
    """
    root, problems = _read_root(data, file, limit)
    if root is not None and not isinstance(root, kind) and not problems:
        lines = data.decode("utf-8-sig").splitlines()
        slip = _full_width_colon(lines, range(len(lines)), file) if isinstance(root, str) else None
        problems.append(slip or PackProblem("not-a-mapping" if kind is Table else "not-a-list", file, 1, 1, ""))
    return root if isinstance(root, kind) else kind(Mark(file, 1, 1)), problems


def _read_root(data: bytes, file: str, limit: int) -> tuple[Any, list[PackProblem]]:
    """Return whatever *data* holds, ``None`` where it is empty or cannot be read, and everything wrong with its YAML."""
    if len(data) > limit:
        return _refused(PackProblem("file-too-large", file, 1, 1, "", limit=limit // 1024 // 1024))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _line_and_column(data[: error.start].decode("utf-8", "replace"))
        return _refused(PackProblem("not-utf8", file, line, column, ""))
    if found := _UNPRINTABLE.search(text):
        line, column = _line_and_column(text[: found.start()])
        code = f"U+{ord(found.group()):04X}"
        return _refused(PackProblem("control-character", file, line, column, "", code=code))
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take_event(event)
    except _StopReadingError:
        pass
    except yaml.YAMLError as error:
        builder.problems.append(_syntax_problem(error, text, file))
    return builder.root, builder.problems


def _refused(problem: PackProblem) -> tuple[None, list[PackProblem]]:
    return None, [problem]


def _line_and_column(before: str) -> tuple[int, int]:
    lines = before.removeprefix("\ufeff").splitlines() or [""]
    if before.endswith(("\n", "\r")):
        lines.append("")
    return len(lines), len(lines[-1]) + 1


def _full_width_colon(lines: list[str], numbers: range, file: str) -> PackProblem | None:
    """Return the slip that the first of the lines *numbers*, from 0, with a full-width colon behind its key is."""
    for number in numbers:
        if found := _FULL_WIDTH_COLON.match(lines[number]):
            return PackProblem("full-width-colon", file, number + 1, found.end(), "", text=found.group().strip())
    return None


def _syntax_problem(error: yaml.YAMLError, text: str, file: str) -> PackProblem:
    """Return what the parser complains of, with the two slips that are usual in Chinese text and in pasted text named."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if _TOO_DEEP in str(error):
        return PackProblem("too-deep", file, line + 1, column + 1, "", limit=MAX_DEPTH)
    lines = text.splitlines()
    # The parser notices a missing colon only where the next key stands.
    if slip := _full_width_colon(lines, range(min(line, len(lines) - 1), max(line - 3, -1), -1), file):
        return slip
    detail = str(getattr(error, "problem", None) or error).splitlines()[0]
    at_mark = lines[line][column : column + 1] if line < len(lines) else ""
    if getattr(error, "context", None) in _IDENTITY:
        return PackProblem(
            "alias", file, line + 1, column + 1, "", name="".join(lines[line : line + 1]).strip()[:_SHOWN]
        )
    plain = _QUOTED.sub("", lines[line] if line < len(lines) else "")
    if found := _REPEATED.search(plain):
        return PackProblem("unquoted-braces", file, line + 1, column + 1, "", text=found.group())
    key = "tab-indent" if at_mark == "\t" else "yaml-syntax"
    return PackProblem(key, file, line + 1, column + 1, "", detail=detail)


class _StopReadingError(Exception):
    """The rest of the file cannot be understood."""


class _Builder:
    """Turns the parser's events into one tree, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[PackProblem] = []
        self.stack: list[Table | Row] = []
        self.path: list[str | int] = []  # of the innermost open node, after one step for the root
        self.key: tuple[str, Mark] | None = None
        self.root: Any = None
        self.documents = 0

    def take_event(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open_node(event, Table(self._mark_of(event)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open_node(event, Row(self._mark_of(event)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
            self.path.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._give_up("alias", self._mark_of(event), name=event.anchor)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._give_up("several-documents", self._mark_of(event))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark = self._mark_of(event)
        self._refuse_marks_of_identity(event, mark)
        if found := _UNSAFE.search(event.value):
            self._give_up("control-character", mark, code=f"U+{ord(found.group()):04X}")
        top = self.stack[-1] if self.stack else None
        if not isinstance(top, Table) or self.key is not None:
            self._put_value(_typed_scalar(event.value) if event.implicit[0] else event.value, mark)
            return
        if event.value in top:
            first = top.marks[event.value][0]
            self._add_problem("duplicate-key", mark, name=event.value, first=first.line)
        self.key = event.value, mark

    def _open_node(self, event: yaml.CollectionStartEvent, node: Table | Row) -> None:
        self._refuse_marks_of_identity(event, node.mark)
        if len(self.stack) >= MAX_DEPTH:
            self._give_up("too-deep", node.mark, limit=MAX_DEPTH)
        if self.stack and isinstance(self.stack[-1], Table) and self.key is None:
            self._give_up("key-not-text", node.mark)
        self.path.append(self.key[0] if self.key else len(self.stack[-1]) if self.stack else "")
        self._put_value(node, node.mark)
        self.stack.append(node)

    def _put_value(self, value: Any, mark: Mark) -> None:
        top = self.stack[-1] if self.stack else None
        if isinstance(top, Row):
            top.put(value, mark)
        elif isinstance(top, Table) and self.key is not None:
            key, key_mark = self.key
            top.put(key, value, (key_mark, mark))
            self.key = None
        elif value is not None:
            self.root = value

    def _refuse_marks_of_identity(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, mark: Mark) -> None:
        """Refuse anchors and tags: a small file could stand for a huge one, and a value would not be what it looks like."""
        if event.anchor is not None:
            self._give_up("alias", mark, name=event.anchor)
        if event.tag is not None:
            self._give_up("tag", mark, name=event.tag)

    def _mark_of(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self.file, start.line + 1, start.column + 1) if start else Mark(self.file, 1, 1)

    def _add_problem(self, key: str, mark: Mark, **values: Any) -> None:
        self.problems.append(PackProblem(key, *mark, spell(self.path[1:]), **values))

    def _give_up(self, key: str, mark: Mark, **values: Any) -> None:
        self._add_problem(key, mark, **values)
        raise _StopReadingError


def _typed_scalar(text: str) -> str | int | float | bool | None:
    """Return the value of a plain scalar; quoted ones are text always."""
    if text in {"", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
