"""What flows from a reader to the outline: one text, and where each of its characters came from.

Records that flow are named tuples: immutable, typed, and made in a ninth of the time that a frozen dataclass takes,
which a command that starts afresh for every file would otherwise pay on each start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

from checker.records import Any, NamedTuple


class Place(NamedTuple):
    """Where a character stands in its source; ``None`` where the format has no such thing.  All count from 1.

    What stands in a table has the ``table`` of the report, and in it the ``row`` and the ``cell``, which is its column.
    """

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None


class SourceMap:
    """The way from an offset of the extracted text back to the source.  This one: the text is the source."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] | None = None

    def place(self, offset: int) -> Place:
        """Return line and column of the character at *offset* (code points)."""
        if self._starts is None:
            starts = [0]
            at = self._text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self._text.find("\n", at + 1)
            self._starts = starts
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)


class Extraction(NamedTuple):
    """How well a text was taken out of its container; only readers that can lose something say so.

    ``pages`` counts from 1 (``None``: the format has none).  ``recognised`` is the share (0 to 1) of the characters that
    were read from pictures.  ``joined`` counts lines that were put together to paragraphs.  ``skipped`` counts what was
    left out on purpose, by kind (``header``, ``page-number``, ``comment``, ``image`` ...).  ``warnings`` are catalogue keys
    (``extraction.<key>``) of what may have been read wrongly, and ``where`` has the pages (from 1) of those that are about
    some.  ``converter`` names the program, with its version, that turned the file into a format with a reader.
    """

    pages: int | None = None
    recognised: float = 0.0
    joined: int = 0
    skipped: Mapping[str, int] = MappingProxyType({})
    warnings: tuple[str, ...] = ()
    converter: str | None = None
    where: Mapping[str, tuple[int, ...]] = MappingProxyType({})

    @property
    def doubtful(self) -> bool:
        """Whether what is not in the text, or reads wrongly in it, may well be right in the file."""
        return self.recognised > 0 or bool(self.warnings)

    def as_values(self) -> dict[str, Any]:
        """Return it as values that JSON can hold."""
        return self._asdict() | {"skipped": dict(self.skipped), "where": dict(self.where)}

    @classmethod
    def from_values(cls, kept: dict[str, Any]) -> Extraction:
        """Return what :meth:`as_values` told of.

        :raises AttributeError: or KeyError, OverflowError, TypeError, ValueError, where *kept* is anything else.
        """
        pages, converter = kept["pages"], kept["converter"]
        return cls(
            pages=None if pages is None else int(pages),
            recognised=min(max(float(kept["recognised"]), 0.0), 1.0),
            joined=int(kept["joined"]),
            skipped={str(kind): int(count) for kind, count in kept["skipped"].items()},
            warnings=tuple(str(key) for key in kept["warnings"]),
            converter=None if converter is None else str(converter),
            where={str(key): tuple(int(page) for page in pages) for key, pages in kept["where"].items()},
        )


class CellExtent(NamedTuple):
    """Where a cell of a table begins and what it covers: its first column (from 1), how many columns and rows.

    ``rows`` is 0 where the cell is the rest of one that begins in a row above.
    """

    column: int
    columns: int = 1
    rows: int = 1


class SourceRow(NamedTuple):
    """A line of the text that is a row of a table of the source: where it begins, which row (from 1) of which table.

    ``cells`` are those that stand in the line, in order.
    """

    start: int
    table: int
    row: int
    cells: tuple[CellExtent, ...]


class Document(NamedTuple):
    r"""One report as read: the seam between the readers and everything after them.

    ``text`` has ``\n`` line ends and no byte order mark; one line is one paragraph, a row of a table is one line of
    the form ``| cell | cell |``.  ``meta`` holds what the container says beside its text (``published``: an ISO date,
    ``title``, ``issuer``), each only where it is there.  ``extraction`` tells how well the text was taken out, where that
    is in question.  ``rows`` tell what the lines of tables say by their strokes alone not: which cells are merged.
    """

    text: str
    format: str
    path: str
    source: SourceMap
    meta: Mapping[str, str]
    extraction: Extraction | None = None
    rows: tuple[SourceRow, ...] = ()


def bare_document(text: str, path: str = "-") -> Document:
    """Return the document of a *text* that no file holds: as it stands, a paragraph a line."""
    return Document(text, "txt", path, SourceMap(text), {})
