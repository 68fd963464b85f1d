"""Which format hides in a zip archive or in an OLE compound file, by what they hold, never by the file's name."""

from __future__ import annotations

import struct

from checker.errors import UnreadableError
from checker.readers import ole

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 65_535
_LISTED = b"PK\x01\x02"
_MEMBER = b"PK\x03\x04"
_IN_64 = 0xFFFFFFFF  # the field says: look elsewhere
_LISTED_SIZE = 46
_MOST_LISTED = 20_000
_MIMETYPE = slice(30, 38)
_MOST_MIMETYPE = 100
_MANIFEST = "META-INF/manifest.xml"

_BY_FOLDER = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "vsdx"))
_BY_MEMBER = (
    ("OFD.xml", "ofd"),
    ("AndroidManifest.xml", "apk"),
    ("FixedDocumentSequence.fdseq", "xps"),
    ("Index/Document.iwa", "pages"),
    ("META-INF/MANIFEST.MF", "jar"),
)
_BY_MIMETYPE = (
    (b"application/vnd.oasis.opendocument.text", "odt"),  # templates and masters too
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/epub+zip", "epub"),
)
_IN_DAMAGED = ((b"word/", "docx"), (b"OFD.xml", "ofd"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"opendocument", "odt"))

_BY_STREAM = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("HwpSummaryInformation", "hwp"),
    ("\x05HwpSummaryInformation", "hwp"),
    ("VisioDocument", "vsd"),
    ("MatOST", "works"),  # Microsoft Works; what WPS Office calls .wps is a Word document
    ("CONTENTS", "works"),
)


def format_in_zip(data: bytes) -> str:
    """``docx``, ``ofd``, ``odt``, …; ``zip`` for an archive of files.

    :raises UnreadableError: ``file-broken``, where the list of members at its end is missing.
    """
    names = _members(data)
    if names is None:
        raise UnreadableError("file-broken", format=next((kind for mark, kind in _IN_DAMAGED if mark in data), "zip"))
    if data[_MIMETYPE] == b"mimetype":
        mimetype = data[_MIMETYPE.stop : _MIMETYPE.stop + _MOST_MIMETYPE]
        for mark, kind in _BY_MIMETYPE:
            if mimetype.startswith(mark):
                return kind
    if "content.xml" in names and _MANIFEST in names:  # whoever packed it anew did not put its kind first
        from checker.readers.package import Package

        manifest = Package(data).read(_MANIFEST)
        for mark, kind in _BY_MIMETYPE:
            if b'media-type="' + mark in manifest:
                return kind
    listed = "[Content_Types].xml" in names  # else an archive may have a folder of that name
    for folder, kind in _BY_FOLDER:
        if any(name.startswith(folder) and (listed or name.endswith(".xml")) for name in names):
            return kind
    return next((kind for member, kind in _BY_MEMBER if member in names), "zip")


def _members(data: bytes) -> set[str] | None:
    """The names in the list at the end of a zip archive, slashes as they should be; ``None`` where there is no list.

    The list of an archive that lies in this one unpacked is none of it: it was cut off behind that.
    """
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or end + _END_SIZE > len(data):
        return None
    size, start = struct.unpack_from("<II", data, end + 12)
    if data.startswith(_MEMBER) and _IN_64 not in (size, start) and end - size > start:
        return None
    at = end - size if end >= size else start  # as they lie, should something stand before the archive
    names: set[str] = set()
    while len(names) < _MOST_LISTED and data.startswith(_LISTED, at) and at + _LISTED_SIZE <= end:
        length, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        name = data[at + _LISTED_SIZE : at + _LISTED_SIZE + length]
        names.add(name.decode("utf-8", "replace").replace("\\", "/"))
        at += _LISTED_SIZE + length + extra + comment
    return names


def format_in_ole(data: bytes) -> str:
    """``doc``, ``xls``, ``ppt``, …; ``ole`` for anything else in that coat.

    :raises UnreadableError: ``encrypted``, where only the password helps; ``file-broken``, where nothing can be listed.
    """
    entries = {entry.name: entry for entry in ole.root_entries(data)}
    if not entries or not ole.is_whole(data):
        raise UnreadableError("file-broken", format="doc")
    kind = next((kind for name, kind in _BY_STREAM if name in entries), "ole")
    if kind == "encrypted":
        raise UnreadableError("encrypted", format="docx")
    if kind == "doc" and ole.is_encrypted(data, entries["WordDocument"]):
        raise UnreadableError("encrypted", format="doc")
    return kind
