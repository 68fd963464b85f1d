"""What a person puts in at once: files, and what is in those of them that are zip archives."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from checker.audit.archives import DEEPEST, open_archive
from checker.errors import UnreadableError
from checker.presentation.escape import one_line
from checker.readers import caught
from checker.readers.limits import Limits
from checker.readers.sniff import binary_format
from checker.web.guard import RefusedError

MOST_UNPACKED = 256 * 1024 * 1024  # bytes of all that is in archives

Upload = tuple[str, "bytes | UnreadableError"]
"""A name, and the bytes of the file or why they cannot be had."""


def is_zip(data: bytes) -> bool:
    """Return whether *data* is a zip archive and no document that is packed as one."""
    return bool(data) and caught(binary_format, data) == "zip"


def unpacked(files: Iterable[tuple[str, bytes]], limits: Limits, most: int) -> list[Upload]:
    """Return *files* with the members of zip archives in their place, as an audit takes them.

    :raises RefusedError: where there are more than *most* of them, or more than :data:`MOST_UNPACKED` bytes.
    """
    opened = _Opened(limits, most)
    for name, data in files:
        opened.add(name, data, 0)
    return opened.found


class _Opened:
    """Files found so far, and how much was unpacked for them."""

    def __init__(self, limits: Limits, most: int) -> None:
        self.found: list[Upload] = []
        self._limits, self._most, self._left = limits, most, MOST_UNPACKED

    def add(self, name: str, data: bytes, depth: int) -> None:
        """Add a file, or what is in it where it is an archive."""
        if not is_zip(data):
            self._put(name, data)
            return
        try:
            if depth >= DEEPEST:
                raise UnreadableError("archive-too-deep", limit=DEEPEST)
            archive = open_archive(BytesIO(data), "zip", self._limits)
            members = archive.members()
        except UnreadableError as error:
            self._put(name, error)
            return
        if len(self.found) + len(members) > self._most:
            raise RefusedError(422, "too-many", limit=self._most)
        for member in members:
            inside = one_line(member.name, 300)
            content = caught(archive.extract, member.number, self._limits.size)
            if isinstance(content, UnreadableError):
                self._put(inside, content)
                continue
            self._left -= len(content)
            if self._left < 0:
                raise RefusedError(413, "too-large", limit=MOST_UNPACKED // (1024 * 1024))
            self.add(inside, content, depth + 1)
        archive.close()

    def _put(self, name: str, content: bytes | UnreadableError) -> None:
        if len(self.found) >= self._most:
            raise RefusedError(422, "too-many", limit=self._most)
        if isinstance(content, UnreadableError):
            content.values["path"] = name
        self.found.append((name, content))
