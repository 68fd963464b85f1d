"""Plain text: from bytes to characters, when nothing says how they are encoded, and from those to lines.

Strict UTF-8 decides first: a Chinese text in another encoding is practically never valid UTF-8, while pages do declare
``gb2312`` and are saved as UTF-8.  Then what a page declares, then the encoding in which most characters are common.

Errors: ``binary`` (zero bytes that are no UTF-16), ``encoding`` (no encoding gives a plausible text).
"""

from __future__ import annotations

from codecs import BOM_UTF8
from functools import lru_cache

from checker.document.model import Document, SourceMap
from checker.errors import UnreadableError
from checker.records import NamedTuple

# Compiled when first used: most files are UTF-8, and a command that reads one of them should not pay for it.
_DECLARED = rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)"
_CODECS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "big5-hkscs": "big5hkscs"}

_HEAD = 4096
_SAMPLE = 4000  # characters that are enough to judge an encoding by
_PLAUSIBLE = 0.7  # a right reading has 0.95 and more common characters, a wrong one 0.1 to 0.5
_BROKEN = 0.1  # share of unreadable characters up to which a text is damaged rather than misread
_REPLACEMENT = "\ufffd"
_MISREAD = ("锛", "ï¼", "¡£", "锟斤拷")
"""What a full-width comma in UTF-8 begins with when it is read as GB 18030 or as Latin letters, a full stop in GB 18030 as
Latin letters, and what damaged characters become: who has saved a text so has lost it."""
_LEAST_MISREAD = 5
_LEAST_OF_ONE = 4  # characters that are not ASCII, in each of two encodings
_EDITION_2022 = str.maketrans(
    "".join(map(chr, (*range(0xE78D, 0xE797), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864))),
    "︐︒︑︓︔︕︖︗︘︙\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb",
)

_INNER_ENDS = ("\u2028", "\u2029", "\u0085", "\x0b", "\x0c")
_TO_NEWLINE = {ord(end): "\n" for end in _INNER_ENDS}
_NO_META: dict[str, str] = {}


def source_lines(source: str) -> str:
    r"""Write ``\n`` for ``\r\n`` and ``\r``: what an editor counts as lines."""
    if "\r" in source:
        return source.replace("\r\n", "\n").replace("\r", "\n")
    return source


def read(source: str, path: str) -> Document:
    """Return the document of a decoded plain text; marks of quotation are no part of it where mail quotes all of it."""
    lines = source_lines(source)
    if lines.startswith(">") and all(line[:1] in ("", ">") for line in lines.split("\n")):
        return _unquoted(lines, path)
    text = lines
    for end in _INNER_ENDS:
        if end in text:
            # One character for one, so that a place is still found in `lines`: an editor does not count these.
            text = text.translate(_TO_NEWLINE)
            break
    return Document(text, "txt", path, SourceMap(lines), _NO_META)


def _unquoted(lines: str, path: str) -> Document:
    """Return the document of lines without the marks ``>`` and blanks that they begin with."""
    from checker.readers.source_maps import OffsetMap, SteppedMap

    offsets = OffsetMap()
    words = []
    length = at = 0
    for line in lines.split("\n"):
        words.append(line.lstrip("> "))
        offsets.add(length, at + len(line) - len(words[-1]))
        length += len(words[-1]) + 1
        at += len(line) + 1
    return Document("\n".join(words), "txt", path, SteppedMap(lines, offsets), _NO_META)


class Decoded(NamedTuple):
    """The characters of a file; ``mixed`` where parts of it are in one encoding and parts in another."""

    text: str
    mixed: bool = False


def decode(data: bytes) -> str:
    """Return the text of *data* without byte order mark; damaged characters become U+FFFD."""
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """Return what :func:`decode` returns, and whether two encodings are mixed in *data*."""
    if data[-1:] in (b"\0", b"\x1a"):  # the end sign of DOS, and what filled the last block of a disk
        whole = data.rstrip(b"\0\x1a")
        data = data if b"\0" in whole or not whole else whole
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return _not_utf8(data)
    if "\0" in text:  # Latin letters in UTF-16 are valid UTF-8
        return Decoded(_zeros(data))
    if any(sign[0] in text and text.count(sign) >= _LEAST_MISREAD for sign in _MISREAD):
        raise UnreadableError("encoding")
    return Decoded(text)


def gb18030(data: bytes) -> str | None:
    """Return the text of *data* in GB 18030; ``None`` where it is none.

    The codec of Python knows the edition of 2005, which has 18 characters in the private area of Unicode that the edition
    of 2022 takes out of it.
    """
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text.translate(_EDITION_2022) if any("\ue78c" < char < "\ue865" for char in text) else text


def _not_utf8(data: bytes) -> Decoded:
    marked = _by_mark(data)
    if marked is not None:
        return Decoded(marked)
    if b"\0" in data:
        return Decoded(_zeros(data))
    mixed = _by_lines(data)
    return Decoded(_in_one(data)) if mixed is None else Decoded(mixed, mixed=True)


def _by_lines(data: bytes) -> str | None:
    """Return the text of *data*, lines of which are UTF-8 and others GB 18030, or pieces between tags; ``None``: it is not so.

    A piece of some Han characters in GB 18030 is hardly ever valid UTF-8.
    """
    import re

    pieces = re.findall(rb"[^\n>]*[\n>]?", data.removeprefix(BOM_UTF8))  # neither is a part of any character
    texts = [_strict(piece, "utf-8") for piece in pieces]
    if sum(len(text) - len(text.encode("ascii", "ignore")) for text in texts if text) < _LEAST_OF_ONE:
        return None
    foreign = 0
    for number, piece in enumerate(pieces):
        if texts[number] is None:
            text = gb18030(piece)
            if text is None or _share_common(text) <= _PLAUSIBLE:
                return None
            texts[number] = text
            foreign += len(text) - len(text.encode("ascii", "ignore"))
    return "".join(filter(None, texts)) if foreign >= _LEAST_OF_ONE else None


def _in_one(data: bytes) -> str:
    """Return the text of *data* in one encoding."""
    damaged = data.decode("utf-8-sig", "replace")
    if _share_broken(damaged) <= _BROKEN:
        return damaged
    import re

    declared = re.search(_DECLARED, data[:_HEAD], re.IGNORECASE)
    if declared:
        codec = _CODECS.get(declared[1].decode("ascii").lower())
        text = gb18030(data) if codec == "gb18030" else _strict(data, codec) if codec else None
        if text is not None:
            return text
    return most_plausible(data, ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"))


def _by_mark(data: bytes) -> str | None:
    """Return the text after a byte order mark of UTF-32 or UTF-16; ``None`` without one."""
    for mark, codec in (
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            if "\0" in text:
                raise UnreadableError("binary")
            return text
    return None


def _zeros(data: bytes) -> str:
    """Return the text of *data*, which holds zero bytes: UTF-16 whose mark is lost, or no text at all."""
    try:
        text = most_plausible(data, ("utf-16-le", "utf-16-be"))
    except UnreadableError:
        raise UnreadableError("binary") from None
    if "\0" in text:
        raise UnreadableError("binary")
    return text


def most_plausible(data: bytes, codecs: tuple[str, ...]) -> str:
    """Return the text of *data* in that one of *codecs* in which it looks most like a text.

    The earlier wins a near tie.
    """
    best, reached = None, _PLAUSIBLE
    for codec in codecs:
        text = gb18030(data) if codec == "gb18030" else _strict(data, codec)
        if text is None:
            text = data.decode(codec, "replace")
            if _share_broken(text) > _BROKEN:
                continue
        plausible = _share_common(text)
        if plausible > reached:
            best, reached = text, plausible + 0.02
    if best is None:
        raise UnreadableError("encoding")
    return best


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _share_broken(text: str) -> float:
    """Return the share of U+FFFD among the characters that are not ASCII."""
    broken = text.count(_REPLACEMENT)
    if not broken:
        return 0.0
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return broken / foreign if foreign > broken else 1.0


def _share_common(text: str) -> float:
    """Return how much of a text is characters in daily use: those of the first level of GB 2312 or of Big5, and punctuation.

    ASCII does not count, for it is the same in every reading but UTF-16, where it shows as zero bytes.
    """
    sample = [char for char in text[: _SAMPLE * 4] if char >= "\x80" and char != _REPLACEMENT][:_SAMPLE]
    if not sample:
        return 1.0 if text.isascii() and text.strip() else 0.0
    return sum(map(is_common, sample)) / len(sample)


@lru_cache(maxsize=8192)
def is_common(char: str) -> bool:
    """Return whether a character is in daily use, or a mark that is."""
    if char in "\u00a0\u2014\u2018\u2019\u201c\u201d\u2022\u2026":
        return True
    first = char.encode("gb2312", "ignore")[:1]
    if first and (first in b"\xa1\xa3" or b"\xb0" <= first <= b"\xd7"):
        return True
    first = char.encode("big5", "ignore")[:1]
    return b"\xa1" <= first <= b"\xc6"
