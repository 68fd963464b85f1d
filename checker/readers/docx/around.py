"""What a document shows outside of its own text.

Marks at the edges of its pages, and documents taken in (``altChunk``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from checker.errors import UnreadableError
from checker.readers.docx.names import STRICT
from checker.readers.plain import decode
from checker.readers.registry import text_reader
from checker.readers.sniff import binary_format, text_format
from checker.readers.xml import parse
from checker.text.lazy_re import lazy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from checker.readers.docx.parts import Parts

_LONGEST_MARK = 40
_APART = re.compile(r"[\t\x0b\n|]|[ \u3000]{3,}")
_MARK = lazy(r"[\W\d_]*(?:«~page.mark-labels»[:：\s]*)?«~page.marks»|.*?\d(?:[ -]?\d){10}")
"""A mark of secrecy, a note of who may see the text, or a number that may be somebody's."""


def margin_marks(parts: Parts, lines_of: Callable[[Element], Iterator[str]]) -> list[str]:
    """Return what in the headers and footers of pages concerns who may see the text; all else there is left out.

    Names of units and numbers of pages say nothing of the report, and would stand between its lines.
    """
    found = []
    for kind in ("header", "footer"):
        for name in parts.others.get(kind, ()):
            if name in parts.package:
                lines = lines_of(parse(parts.package.read(name), STRICT))
                found += [piece.strip() for line in lines for piece in _APART.split(line)]
    return list(dict.fromkeys(piece for piece in found if 0 < len(piece) <= _LONGEST_MARK and _MARK.match(piece)))


def chunk_lines(data: bytes | None, read: Callable[[bytes], str]) -> list[str] | None:
    """Return the lines of a document that Word takes in when it opens the file; ``None`` for what cannot be read here.

    *read* takes the text out of a docx.
    """
    if not data:
        return None
    try:
        kind = binary_format(data)
        if kind == "docx":
            return read(data).split("\n")
        if kind is not None:
            return None
        source = decode(data)
        return text_reader(text_format(source, ""))(source, "").text.split("\n")
    except UnreadableError:
        return None
