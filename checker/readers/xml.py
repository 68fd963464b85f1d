"""XML of a package's parts as a tree, parsed within bounds.

The standard library's parser (expat) goes through a part once, in time that grows with its length.  What makes XML
dangerous needs a document type: entities that stand for other entities or for files.  No format that is read here has
one, so that it is refused outright.  A tree may be nested as deep as its author likes: walk it without recursion.

Errors: ``file-broken``, ``xml-with-dtd``, ``too-much-markup``.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, XMLParser

from checker.errors import UnreadableError
from checker.readers.limits import MAX_MARKUP

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_CODECS = {
    **dict.fromkeys((b"utf-8", b"utf8", b"us-ascii")),
    b"utf-16": "utf-16",
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"big5": "big5hkscs",
    b"iso-8859-1": "latin-1",
}
_HEAD = 200
_NAMESPACE_ENDS = 400  # bytes within which a declaration that is not too long has ended
# The parser writes the namespace out in every name: a long one would make gigabytes out of a small part.
_LONG_NAMESPACE = re.compile(
    rb"xmlns(?<=\sxmlns)(?=[\s:=])(?!(?::[^\s=<>\"']{1,60})?\s{0,20}=\s{0,20}(?:\"[^\"<]{0,200}\"|'[^'<]{0,200}'))"
)


def parse(data: bytes, aliases: Iterable[tuple[bytes, bytes]] = ()) -> Element:
    """Return the root of the part *data*, tags in the form ``{namespace}name``.  Raises as the module says.

    *aliases* name a namespace, and the one to take it for: standards come in editions that differ in nothing else.
    """
    source = utf8(data)
    for name, taken_for in aliases:
        if name in source:
            source = source.replace(name, taken_for)
    refuse_hostile(source)
    try:
        parser = XMLParser(encoding="utf-8")  # noqa: S314
        parser.feed(source)
        return parser.close()
    except (ParseError, ValueError):
        raise UnreadableError("file-broken") from None


def utf8(data: bytes) -> bytes:
    """Return the part *data* in UTF-8, whatever it declares.  Raises ``UnreadableError('file-broken')``."""
    try:
        codec = _codec_of(data)
        return data if codec is None else data.decode(codec).encode()
    except (UnicodeDecodeError, KeyError):
        raise UnreadableError("file-broken") from None


def refuse_hostile(source: bytes) -> None:
    """Refuse what no parser should be given.  Raises :class:`UnreadableError` as the module says."""
    if b"<!DOCTYPE" in source:
        raise UnreadableError("xml-with-dtd")
    if len(source) > MAX_MARKUP and source.count(b"<") + source.count(b"=") > MAX_MARKUP:
        raise UnreadableError("too-much-markup", limit=MAX_MARKUP)
    if _LONG_NAMESPACE.search(source, 0, source.rfind(b"xmlns") + _NAMESPACE_ENDS):  # most declare all at the root
        raise UnreadableError("file-broken")


def _codec_of(data: bytes) -> str | None:
    """Return the codec of a part by its first bytes, else by what it declares; ``None`` for UTF-8.

    :raises KeyError: for one that is not known.
    """
    if data.startswith(BOM_UTF8):
        return None
    if data[:2] in {BOM_UTF16_LE, BOM_UTF16_BE}:
        return "utf-16"
    if b"\0" in data[:4]:
        return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    declared = _DECLARED.match(data[:_HEAD])
    return _CODECS[declared[1].lower()] if declared else None
