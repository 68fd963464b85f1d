"""The same content, the same bytes: containers that do not say when they were made."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip archive can hold."""
NO_DAY = datetime(*EPOCH)
"""What stands in the properties of a document as the day it was made: a run knows no clock."""


def steady(archive: bytes) -> bytes:
    """A zip archive with the same members in the same order, all of them dated :data:`EPOCH`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(dated(member.filename), source.read(member))
    return out.getvalue()


def dated(name: str) -> zipfile.ZipInfo:
    """The entry of a member *name* that is dated :data:`EPOCH` and the same on each system."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    entry.create_system = 3
    return entry
