"""Word's XML in which a whole package is one file (Flat OPC); LibreOffice would take it for a text.

Parts are cut out as they stand: a parser of the library would forget how names were abbreviated, which parts refer to.
"""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from checker.errors import UnreadableError
from checker.readers.xml import utf8

_ATTRIBUTE = re.compile(rb"\spkg:(name|contentType)\s*=\s*[\"']([^\"'<>]*)")
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>%s</Types>'
)
_TYPE = '<Override PartName="%s" ContentType="%s"/>'


def unfolded(source: bytes) -> bytes:
    """Return the package that the well-formed *source* writes out, as a zip; any other XML as it is.

    :raises UnreadableError: ``file-broken``.
    """
    head, *parts = utf8(source).split(b"<pkg:part")
    if b"<pkg:package" not in head:
        return source
    members: dict[str, bytes] = {}
    types = []
    for part in parts:
        tag, _, content = part.partition(b">")
        said = {key.decode(): value.decode("utf-8", "replace") for key, value in _ATTRIBUTE.findall(tag)}
        name = said.get("name", "")
        if not name.endswith(".rels"):
            types.append(_TYPE % (name, said.get("contentType", "")))
        members[name.removeprefix("/")] = _content(content)
    members["[Content_Types].xml"] = (_TYPES % "".join(types)).encode()
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def _content(data: bytes) -> bytes:
    """Return the bytes of a member by what is written between the tags of its part."""
    kind = b"xmlData" if b"<pkg:xmlData" in data else b"binaryData"
    inner = data.partition(b"<pkg:" + kind)[2].partition(b">")[2].rpartition(b"</pkg:" + kind)[0]
    if kind == b"xmlData":
        return inner
    try:
        return b64decode(inner)
    except ValueError:
        raise UnreadableError("file-broken") from None
