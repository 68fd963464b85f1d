"""Which format hides in a zip archive or in an OLE compound file, by what they hold, never by the file's name."""

from __future__ import annotations

from io import BytesIO
from struct import iter_unpack, unpack_from

from checker.errors import UnreadableError

_MIMETYPE = slice(30, 38)  # where a zip archive has the name of its first member
_MOST_MIMETYPE = 100
_MANIFEST = "META-INF/manifest.xml"
_TYPES = "[Content_Types].xml"
_FIRST_MEMBERS = (b"[Content_Types].xml", b"mimetype", b"OFD.xml")  # one of them comes first in a document

_BY_FOLDER = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"), ("visio/", "vsdx"))
_BY_TYPE = ((b".wordprocessingml.", "docx"), (b".spreadsheetml.", "xlsx"), (b".presentationml.", "pptx"))
_BY_MEMBER = (
    ("OFD.xml", "ofd"),
    ("uof.xml", "uof"),
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
_FIRST_TABLES = slice(76, 512)  # sectors of the allocation table that the header names itself; they cover 6.8 MB
_NO_SECTOR = 0xFFFFFFFA  # and above
_FIB_FLAGS, _FIB_ENCRYPTED = 0x0A, 0x0100  # MS-DOC 2.5.2, fEncrypted


def begins_document(head: bytes) -> bool:
    """Return whether a zip archive that begins with *head* is a document, not an archive of files, as its first member shows."""
    return head.startswith(_FIRST_MEMBERS, _MIMETYPE.start)


def format_in_zip(data: bytes) -> str:
    """Return ``docx``, ``ofd``, ``odt``, …; ``zip`` for an archive of files.

    :raises UnreadableError: ``file-broken``, where the list of members at its end is missing.
    """
    from checker.readers.package import Package, member_name, open_zip

    try:
        names = {member_name(info) for info in open_zip(BytesIO(data)).infolist()}
    except UnreadableError:
        kind = next((kind for mark, kind in _IN_DAMAGED if mark in data), "zip")
        raise UnreadableError("file-broken", format=kind) from None
    if data[_MIMETYPE] == b"mimetype":
        mimetype = data[_MIMETYPE.stop : _MIMETYPE.stop + _MOST_MIMETYPE]
        for mark, kind in _BY_MIMETYPE:
            if mimetype.startswith(mark):
                return kind
    if "content.xml" in names and _MANIFEST in names:  # whoever packed it anew did not put its kind first
        manifest = Package(data).read(_MANIFEST)
        for mark, kind in _BY_MIMETYPE:
            if b'media-type="' + mark in manifest:
                return kind
    listed = _TYPES in names  # else an archive may have a folder of that name
    for folder, kind in _BY_FOLDER:
        if any(name.startswith(folder) and (listed or name.endswith(".xml")) for name in names):
            return kind
    kinds = Package(data).read(_TYPES) if listed else b""  # whose folders have other names
    of_type = (kind for mark, kind in _BY_TYPE if mark in kinds)
    return next((kind for member, kind in _BY_MEMBER if member in names), next(of_type, "zip"))


def format_in_ole(data: bytes) -> str:
    """Return ``doc``, ``xls``, ``ppt``, …; ``ole`` for anything else in that container (MS-CFB).

    :raises UnreadableError: ``encrypted``, where only the password helps; ``file-broken``, where nothing can be listed.
    """
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as ole:
            kids = ole.root.kids if ole.root is not None else []
            names = {entry.name.upper(): entry.name for entry in kids}  # case does not count (MS-CFB 2.6.4)
            if not names or not _is_complete(data, ole.sector_size):
                raise UnreadableError("file-broken", format="doc")
            kind = next((kind for name, kind in _BY_STREAM if name.upper() in names), "ole")
            head = ole.openstream(names["WORDDOCUMENT"]).read(_FIB_FLAGS + 2) if kind == "doc" else b""
    except (OSError, ValueError, LookupError, RecursionError, TypeError, AttributeError, ArithmeticError):
        raise UnreadableError("file-broken", format="doc") from None
    if kind == "encrypted":
        raise UnreadableError("encrypted", format="docx")
    if len(head) == _FIB_FLAGS + 2 and unpack_from("<H", head, _FIB_FLAGS)[0] & _FIB_ENCRYPTED:
        raise UnreadableError("encrypted", format="doc")
    return kind


def _is_complete(data: bytes, size: int) -> bool:
    """Return whether a file is as long as its allocation table says.

    The table of olefile is cut to the file's length.  Behind the entries of sectors the table is filled up with one value,
    mostly that of a free sector (MS-CFB 2.3); some write noughts, or the end of a chain.
    """
    last = 0
    for number, (sector,) in enumerate(iter_unpack("<I", data[_FIRST_TABLES])):
        if sector >= _NO_SECTOR:
            break
        entries = data[(sector + 1) * size : (sector + 2) * size]
        if len(entries) < size:
            return False
        filler = entries[-4:]
        while entries.endswith(filler):
            entries = entries[:-4]
        if entries:
            last = number * (size // 4) + len(entries) // 4
    return bool(len(data) > last * size)  # the last sector may be short
