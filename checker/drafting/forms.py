"""A skeleton as a file: a document of Word in the official layout, Markdown, or plain text."""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.drafting.skeleton import DATE, HEADING, SIGNATURE, TABLE, TITLE, Block, Skeleton

_MARKS = re.compile(r"([\\`*_\[\]<>#|~$&])")


def docx(skeleton: Skeleton) -> bytes:
    """Return a document in the layout of GB/T 9704.  :raises UsageError: ``extra-missing``."""
    from checker.office.official import OfficialDocument, title_lines

    document = OfficialDocument(skeleton.title)
    unit = ""
    for block in skeleton.blocks:
        kind, level, text, rows = block
        if kind == TABLE:
            document.form(rows)
        elif kind == TITLE:
            document.title(*title_lines(skeleton.unit, skeleton.name))
        elif kind == HEADING:
            document.heading(text, level)
        elif kind == SIGNATURE:
            unit = text
        elif kind == DATE:
            document.signature(unit, text)
        else:
            document.paragraph(text)
    return document.save()


def markdown(skeleton: Skeleton) -> bytes:
    """Markdown: headings of the first level are of the second, under the title."""
    lines = []
    for block in skeleton.blocks:
        kind, level, text, _ = block
        if kind == TABLE:
            lines.append(_table(block))
            continue
        mark = "#" if kind == TITLE else "#" * (level + 1) if kind == HEADING else ""
        lines.append(f"{mark} {_escaped(text)}".strip())
    return ("\n\n".join(lines) + "\n").encode()


def _table(block: Block) -> str:
    """A table of Markdown, whose rows all have as many cells as the widest one."""
    width = max(map(len, block.rows))
    rows = [[*(_escaped(cell) for cell in row), *[""] * (width - len(row))] for row in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * width, *rows[1:]))


def text(skeleton: Skeleton) -> bytes:
    """Plain text, a paragraph a line."""
    return (skeleton.text + "\n").encode()


FORMS: dict[str, Callable[[Skeleton], bytes]] = {
    ".docx": docx,
    ".md": markdown,
    ".markdown": markdown,
    ".txt": text,
}
"""The ending of a file's name → what makes the file."""


def _escaped(words: str) -> str:
    return _MARKS.sub(r"\\\1", words)
