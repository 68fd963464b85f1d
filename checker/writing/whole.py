"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A path beside *path* to write to; at the end it takes the place of *path*, after a failure it is removed.

    A device or a pipe is written to as it is.

    :raises UsageError: ``write-failed``, with the system's words.
    """
    real = Path(os.path.realpath(path))
    replaced = real.is_file() or not real.exists()
    beside = real.with_name(f".{real.name[:40]}.{os.getpid()}.tmp") if replaced else real
    try:
        try:
            yield beside
            if replaced:
                beside.replace(real)
        finally:
            if replaced:
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("write-failed", path=os.fspath(path), reason=error.strerror or str(error)) from None


def write(content: str | bytes, path: str | os.PathLike[str]) -> None:
    """Write *content* to *path* whole or not at all; a text in UTF-8.

    :raises UsageError: ``write-failed``, with the system's words.
    """
    with whole(path) as beside:
        beside.write_bytes(content.encode("utf-8", "replace") if isinstance(content, str) else content)
