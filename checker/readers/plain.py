"""Plain text: the text is the source but for its line ends."""

from __future__ import annotations

from checker.document.model import Document, SourceMap

_INNER_ENDS = ("\u2028", "\u2029", "\u0085", "\x0b", "\x0c")
_TO_NEWLINE = {ord(end): "\n" for end in _INNER_ENDS}
_NO_META: dict[str, str] = {}


def source_lines(source: str) -> str:
    r"""Write ``\n`` for ``\r\n`` and ``\r``: what an editor counts as lines."""
    if "\r" in source:
        return source.replace("\r\n", "\n").replace("\r", "\n")
    return source


def read(source: str, path: str) -> Document:
    """Document of a decoded plain text."""
    lines = source_lines(source)
    text = lines
    for end in _INNER_ENDS:
        if end in text:
            # One character for one, so that a place is still found in `lines`: an editor does not count these.
            text = text.translate(_TO_NEWLINE)
            break
    return Document(text, "txt", path, SourceMap(lines), _NO_META)
