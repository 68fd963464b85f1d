"""A child process seen from the one that starts it: started, spoken to, watched, and ended with all that it started."""

# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH120

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from math import inf
from threading import TIMEOUT_MAX, Condition, Thread
from time import monotonic
from typing import Any, Literal

from checker.processes import Frame, FrameError, receive, send

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_LAST_BREATH = 1  # seconds for a process that is about to end, so that its status tells why
_TO_TIDY = 5  # seconds in which a child ends its programs and removes their files
_KILLED = -9  # by the system, where it was not by us: it had no memory left
_MIB = 1024 * 1024

# As multiprocessing does it: modules are looked for where this process looks, and nowhere because of the environment.
_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from importlib import import_module; import_module(sys.argv[1]).main()"
)
# Of the environment, what programs and libraries need to be found and to work; nothing that may hold a secret.
_PASSED_ON = (
    "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "TESSDATA_PREFIX",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PROGRAMFILES", "PROGRAMFILES(X86)", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
    "CHECKER_SOFFICE", "CHECKER_DEBUG", "CHECKER_CACHE", "CHECKER_MATCHER", "CHECKER_WORDS", "XDG_CACHE_HOME",
)  # fmt: skip
# The allocator of glibc gives large blocks back only where it is told to: recognition would keep twice what it needs.
_ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": str(_MIB), "MALLOC_ARENA_MAX": "2"}

Fate = Literal["late", "killed", "crashed"]
"""Why a child gave no answer: it took longer than allowed, the system took it for its memory, or it died."""


class Child:
    """A process that runs ``main`` of *module* and is spoken to in frames over its standard input and output."""

    def __init__(self, module: str) -> None:
        self._owner = os.getpid()
        self._process = _start_child(module)
        self._deadline: float | None = None
        self._wakes = inf  # when the one who watches looks at the deadline again
        self._changed = Condition()
        self._is_late = self._is_over = False
        Thread(target=self._watch, daemon=True).start()

    def is_running(self) -> bool:
        """Return whether it can be spoken to; one that a fork inherited belongs to somebody else."""
        return self._owner == os.getpid() and not self._is_over and self._process.poll() is None

    def send(self, head: dict[str, Any], body: bytes = b"") -> None:
        """Send one frame.  :raises OSError: where the child has ended."""
        with suppress(ValueError):  # its input was closed: what is received then tells
            send(self._process.stdin, head, body)  # type: ignore[arg-type]

    def ask(self, head: dict[str, Any], body: bytes = b"") -> Frame | None:
        """Send one frame and return the answer, ``None`` where none comes."""
        with suppress(OSError):
            self.send(head, body)
        return self.receive()

    def receive(self) -> Frame | None:
        """Wait for the next frame; ``None`` where the child has ended, or where what came is no frame."""
        try:
            return receive(self._process.stdout)  # type: ignore[arg-type]
        except (OSError, ValueError, FrameError):
            return None

    def allow(self, seconds: float | None) -> None:
        """End the child *seconds* from now unless this is called again; ``None``: it may take its time."""
        with self._changed:
            self._deadline = None if seconds is None else monotonic() + seconds
            if self._deadline is not None and self._deadline < self._wakes:  # else whoever watches finds it out in time
                self._changed.notify()

    def fate(self) -> Fate:
        """Return why no answer came, and see to it that the child is gone."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_BREATH)
        status = self._process.poll()
        self.end(0)
        return "late" if self._is_late else "killed" if status == _KILLED else "crashed"

    def close_input(self) -> None:
        """Let the child end: it does when its input does."""
        with suppress(OSError, ValueError):
            self._process.stdin.close()  # type: ignore[union-attr]

    def end(self, patience: float = _TO_TIDY) -> None:
        """Let the child end by itself within *patience* seconds, then end it, and all that it started."""
        if self._owner != os.getpid():
            return
        self.close_input()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        kill_tree(self._process)
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]
        with self._changed:
            self._is_over = True
            self._changed.notify()

    def _watch(self) -> None:
        """End the child when its time is over."""
        with self._changed:
            while not self._is_over and (left := self._left()) > 0:
                self._wakes = monotonic() + left
                self._changed.wait(min(left, TIMEOUT_MAX))
            if self._is_over:
                return
            self._is_late = True
        self.end()

    def _left(self) -> float:
        return TIMEOUT_MAX if self._deadline is None else self._deadline - monotonic()


def _start_child(module: str) -> subprocess.Popen[bytes]:
    paths = [path for path in sys.path if os.path.isabs(path)]  # noqa: PTH117
    if _ROOT not in paths:  # found by way of the working directory
        paths.append(_ROOT)
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-I", "-c", _START, module, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("CHECKER_DEBUG") else subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name.upper() in _PASSED_ON} | _ALLOCATOR,
        **own_group(),
    )


def own_group() -> dict[str, Any]:
    """Return what makes a process the head of its group: it can be ended with all it starts, and Ctrl+C passes by."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """End *process*, started with :func:`own_group`, and all that it started."""
    try:
        if sys.platform == "win32":
            subprocess.run(  # noqa: S603
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
                check=False, capture_output=True,
            )  # fmt: skip
            process.kill()
        elif process.returncode is None:  # else its number may be somebody else's by now
            os.killpg(process.pid, 9)
    except OSError:
        return
