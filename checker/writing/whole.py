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

    :raises UsageError: ``write-failed``, with the system's words.
    """
    real = Path(os.path.realpath(path))
    beside = real.with_name(f".{real.name[:40]}.{os.getpid()}.tmp")
    try:
        try:
            yield beside
            beside.replace(real)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError("write-failed", path=os.fspath(path), reason=error.strerror or str(error)) from None
