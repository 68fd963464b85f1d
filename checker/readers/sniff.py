"""What a file is, by its content; its name only decides between Markdown and plain text."""

from __future__ import annotations

from checker.errors import UnreadableError

_MARKS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x78\x9f\x3e\x22", "tnef"),  # winmail.dat
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
)
_FIRST_BYTES = frozenset(mark[0] for mark, _ in _MARKS)

ARCHIVES = frozenset(("zip", "rar", "7z", "gz", "bz2", "xz", "tar", "mht", "eml", "msg", "tnef"))
"""What holds other files, and may well hold a report, but is none."""
PICTURES = frozenset(("png", "jpg", "tif"))
"""What is read by recognition alone."""

# Compiled when first used: a text without "<" is no page, and one that begins with a Hanzi is no mail.
_HTML_HEAD = (
    r"(?is)(?:\s|<!--.*?-->|<\?xml[^>]*>)*+"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|base|link|script|style|div|p|table|span|section|article|main"
    r"|center|font|h[1-6]|ul|ol|dl|br|pre|form|a|strong|b|header|blockquote|ucapcontent)[\s/>])"
)
_HTML_ROOT = r"(?i)<(?:!doctype\s+html|html|body)[\s>]"
_HTML_TAG = r"(?i)</?(?:p|div|br|td|tr|span|section|h[1-6]|li|table)(?:\s[^<>]*)?/?>"
_LONGEST_HEADER = 41  # bytes of its name
_MAIL_SURE = rb"(?im)^(?:mime-version|message-id|received|return-path):"
_XML_DOCUMENTS = (
    (b"<w:wordDocument", "word-xml"),
    (b"<pkg:package", "word-xml"),
    (b"<office:document", "fodt"),
    (b"<uof:UOF", "uof"),
)

_POINTER = b"version https://git-lfs.github.com/spec/"
_MARK = b"\xef\xbb\xbf"
HEAD = 4096
"""Bytes at the beginning of a file by which it is told."""
_MARKUP_PER_LINE = 5
_PDF_EDGE = 1024
_PDF_OBJECT = rb"(?:^|[\r\n])\d{1,10} \d{1,5} obj\b"
_TAR_MARK = slice(257, 262)


def binary_format(data: bytes) -> str | None:
    """Return the format of *data* where it is one that is not text, by its content; ``None`` for text.

    :raises UnreadableError: ``encrypted``, ``file-broken`` or ``lfs-pointer``, where that is all that can be told of it.
    """
    first = data[0]
    if first in _FIRST_BYTES:
        kind = _by_mark(data)
        if kind is not None:
            return kind
    if b"%%EOF" in data[-_PDF_EDGE:] and (b"%PDF-" in data[:_PDF_EDGE] or _has_object(data[:_PDF_EDGE])):
        return "pdf"  # something stands before its mark, or the mark is damaged
    if first < 0x80 or (first == _MARK[0] and data.startswith(_MARK) and data[3:4] < b"\x80"):
        return _by_head(data)  # names of headers and tags are ASCII
    return None


def _by_mark(data: bytes) -> str | None:
    """Return the format by the first bytes, and where many formats share a container, by what is inside."""
    kind = next((kind for mark, kind in _MARKS if data.startswith(mark)), None)
    if kind == "bmp" and b"\x00" not in data[:32]:
        return None  # a text that begins with the letters BM
    if kind in ("zip", "ole"):
        from checker.readers.containers import format_in_ole, format_in_zip

        return format_in_zip(data) if kind == "zip" else format_in_ole(data)
    return kind


def _by_head(data: bytes) -> str | None:
    """Return the format of what is written in characters, and yet is no text to be read as it stands."""
    head = data[:HEAD]
    if head.startswith(_POINTER):
        raise UnreadableError("lfs-pointer")
    if data[_TAR_MARK] == b"ustar":
        return "tar"
    head = head[mail_start(head) :]
    if head.startswith(b"<?xml"):
        return next((kind for mark, kind in _XML_DOCUMENTS if mark in head), None)
    if _begins_with_header(head) and _is_surely_mail(head):
        return "mht" if b"multipart/related" in head.lower() or head.startswith(b"From: <Saved by") else "eml"
    return None


def mail_start(head: bytes) -> int:
    """Return how many bytes stand before the first header of a mail: a mark, blank lines, the line of a mailbox."""
    rest = head.removeprefix(_MARK).lstrip(b" \t\r\n")
    if rest.startswith(b"From "):
        rest = rest.partition(b"\n")[2]
    return len(head) - len(rest)


def _has_object(data: bytes) -> bool:
    import re

    return re.search(_PDF_OBJECT, data) is not None


def _begins_with_header(head: bytes) -> bool:
    """Return whether *head* begins as mail does, which is asked of every text: with the name of a header."""
    name, colon, _ = head[: _LONGEST_HEADER + 1].partition(b":")
    is_name = colon and len(name) > 1 and name[:1].isupper() and name.replace(b"-", b"").isalnum()
    return bool(is_name) and head[len(name) + 1 : len(name) + 2] in (b" ", b"\t")


def _is_surely_mail(head: bytes) -> bool:
    import re

    return re.search(_MAIL_SURE, head) is not None


def text_format(text: str, name: str) -> str:
    """Return ``html``, ``markdown`` or ``txt`` for a decoded text from a file called *name*."""
    lowered = name.lower()
    if "<" in text and _is_html(text, lowered):
        return "html"
    if lowered.endswith((".md", ".markdown")):
        return "markdown"
    return "txt"


def _is_html(text: str, name: str) -> bool:
    """Return whether a text is a page, whatever its name.

    One with a few stray tags stays a text, for a rule reports those.
    """
    import re

    if name.endswith((".md", ".markdown")):
        return re.search(_HTML_ROOT, text[:HEAD]) is not None and re.match(_HTML_HEAD, text) is not None
    if re.match(_HTML_HEAD, text) or re.search(_HTML_ROOT, text[:HEAD]):
        return True
    tags = sum(1 for _ in re.finditer(_HTML_TAG, text))
    if name.endswith((".html", ".htm", ".shtml", ".xhtml", ".jhtml")):
        return tags > 0
    return tags >= _MARKUP_PER_LINE and tags >= text.count("\n")
