"""One run at a time in a folder: a lock that the system lets go of however the run ends."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH108, PTH116, PTH118

from __future__ import annotations

import os
import sys
from types import TracebackType

from checker.errors import UsageError

_NAME = ".audit.lock"


class Lock:
    """Held while a run writes to *folder*.  :raises UsageError: ``audit-locked`` where another run holds it."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, _NAME)
        self._file = -1

    def __enter__(self) -> None:
        while True:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _taken(self._file):
                os.close(self._file)
                raise UsageError("audit-locked", path=self._folder)
            if self._is_the_one():
                return
            os.close(self._file)  # whoever held it before us has just removed it

    def _is_the_one(self) -> bool:
        """Whether the file that we hold is still the one of this name."""
        try:
            return os.path.samestat(os.stat(self._path), os.fstat(self._file))
        except FileNotFoundError:
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if sys.platform != "win32":  # there a file that is open cannot be removed, and nobody minds it
                os.unlink(self._path)
        except OSError:
            pass
        os.close(self._file)


def _taken(file: int) -> bool:
    """Whether the lock could be had; a network drive that knows no locks gives it to everybody."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
