"""What a file is, by its content; its name only decides between Markdown and plain text."""

from __future__ import annotations

import re

_MARKS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"MIME-Version:", "mht"),
    (b"From: <Saved by", "mht"),
)
_FIRST_BYTES = frozenset(mark[0] for mark, _ in _MARKS)
_ZIP_MEMBERS = ((b"word/", "docx"), (b"OFD.xml", "ofd"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"opendocument", "odt"))

# Compiled when first used: a text without "<" is no page.
_HTML_HEAD = (
    r"(?is)(?:\s|<!--.*?-->|<\?xml[^>]*>)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|base|link|script|style|div|p|table|span|section|article|main"
    r"|center|font|h[1-6]|ul|ol|dl|br|pre|form|a|strong|b|header|blockquote|ucapcontent)[\s/>])"
)
_HTML_ROOT = r"(?i)<(?:!doctype\s+html|html|body)[\s>]"
_HTML_TAG = r"(?i)</?(?:p|div|br|td|tr|span|section|h[1-6]|li|table)(?:\s[^<>]*)?/?>"

_HEAD = 4096
_MARKUP_PER_LINE = 5


def binary_format(data: bytes) -> str | None:
    """Format of *data* where it is one that is not text, by its first bytes; ``None`` for text."""
    if data[0] not in _FIRST_BYTES:
        return None
    for mark, kind in _MARKS:
        if data.startswith(mark):
            if kind == "zip":
                return next((name for member, name in _ZIP_MEMBERS if member in data), kind)
            if kind == "bmp" and b"\x00" not in data[:32]:
                return None  # a text that begins with the letters BM
            return kind
    return None


def text_format(text: str, name: str) -> str:
    """``html``, ``markdown`` or ``txt`` for a decoded text from a file called *name*."""
    lowered = name.lower()
    if "<" in text and _is_html(text, lowered):
        return "html"
    if lowered.endswith((".md", ".markdown")):
        return "markdown"
    return "txt"


def _is_html(text: str, name: str) -> bool:
    """Page, whatever its name; a text with a few stray tags stays a text, for a rule reports those."""
    if name.endswith((".md", ".markdown")):
        return re.search(_HTML_ROOT, text[:_HEAD]) is not None and re.match(_HTML_HEAD, text) is not None
    if re.match(_HTML_HEAD, text) or re.search(_HTML_ROOT, text[:_HEAD]):
        return True
    tags = sum(1 for _ in re.finditer(_HTML_TAG, text))
    if name.endswith((".html", ".htm", ".shtml", ".xhtml", ".jhtml")):
        return tags > 0
    return tags >= _MARKUP_PER_LINE and tags >= text.count("\n")
