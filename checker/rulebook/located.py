"""Plain values that know where they stand in their source file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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


def place(root: Table | Row, path: Iterable[str | int], *, key: bool = False) -> Mark:
    """Where the value at *path* stands, or with *key* its key; else the nearest place above that is known."""
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


def spell(path: Iterable[str | int]) -> str:
    """*path* as an author reads it: ``rules.part-causes.cases[2].state`` (items count from 1)."""
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")
