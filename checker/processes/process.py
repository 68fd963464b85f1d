"""Files that are no text are read in another process, which may crash, hang or eat memory and takes nothing with it.

One process serves a whole run: it starts with the first such file, reads one after the other, and is replaced after a
mishap, or after so many files that what libraries leak does not add up.  Programs that convert have one of their own,
for they need more memory than a reader may take.  Each process of the checker has its own pair, so several may run side
by side.
"""

# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH117, PTH120

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import TIMEOUT_MAX, Lock, Timer
from typing import Any

from checker.document.model import Document
from checker.errors import UnreadableError
from checker.processes import frames as wire
from checker.readers.limits import MIB, Limits
from checker.readers.registry import Converted

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_MOST_FILES = 200  # that one process reads
_LAST_BREATH = 1  # seconds
_KILLED = -9  # by the system, where it was not by us: it had no memory left

# As multiprocessing does it: modules are looked for where this process looks, and nowhere because of the environment.
_START = (
    "import sys; sys.path[:] = sys.argv[2:]; from importlib import import_module; import_module(sys.argv[1]).main()"
)
_READS = "checker.readers.sandbox_child"

# Of the environment, what programs and libraries need to be found and to work; nothing that may hold a secret.
_PASSED_ON = (
    "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "TESSDATA_PREFIX",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "PROGRAMFILES", "PROGRAMFILES(X86)", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
    "CHECKER_SOFFICE", "CHECKER_DEBUG", "CHECKER_CACHE", "CHECKER_WORDS",
)  # fmt: skip
# The allocator of glibc gives large blocks back only where it is told to: recognition would keep twice what it needs.
_ALLOCATOR = {"MALLOC_MMAP_THRESHOLD_": str(MIB), "MALLOC_ARENA_MAX": "2"}


_SPARE = 15  # seconds


def read(module: str, data: bytes, path: str, limits: Limits) -> Document:
    """What the reader in *module* makes of *data*.

    :raises UnreadableError: what the reader raises, and ``took-too-long``, ``out-of-memory``, ``crashed``.
    """
    answer = _READER.ask({"module": module, "path": path}, data, limits, limits.seconds)
    try:
        return wire.document_from(*answer, path)
    except wire.WireError:
        raise _READER.distrusted() from None


def convert(
    module: str, sources: Sequence[bytes], kinds: Sequence[str], limits: Limits
) -> list[Converted | UnreadableError]:
    """What the converter in *module* makes of each of *sources*, files of the formats *kinds*, in one go.

    :raises UnreadableError: as :func:`read`, where it is about all of them.
    """
    head = {"module": module, "kinds": list(kinds), "sizes": [len(source) for source in sources]}
    # The converter keeps the time itself, so that it can end the program that it runs; this is for one that does not.
    seconds = (limits.seconds + _SPARE) * (len(sources) + 1)
    answer = _CONVERTER.ask(head, b"".join(sources), limits, seconds)
    try:
        return wire.conversions_from(*answer, len(sources))
    except wire.WireError:
        raise _CONVERTER.distrusted() from None


class Process:
    """The other end: started when it is first asked, replaced when it must be."""

    def __init__(self, *, memory: int, tidies: bool) -> None:
        """*memory*: how many times the limit it may take; *tidies*: it has programs to end and files to remove."""
        self._memory = memory
        self._tidies = tidies
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._asked = 0

    def ask(self, head: dict[str, Any], body: bytes, limits: Limits, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The answer to a frame, which is to come within *seconds*.  :raises UnreadableError: where none comes."""
        with self._lock:
            head = head | {"limits": list(limits), "seconds": seconds, "memory": limits.memory * self._memory}
            answer = self._exchange(head, body, limits, seconds)
            self._asked += 1
            if self._asked >= _MOST_FILES or answer[0].get("error") in ("out-of-memory", "internal"):
                self.close()
        return answer

    def _exchange(
        self, head: dict[str, Any], body: bytes, limits: Limits, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        late: list[bool] = []
        timer = Timer(min(seconds, TIMEOUT_MAX), self._stop, (process, late))
        timer.daemon = True
        timer.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise wire.WireError
            wire.send(process.stdin, head, body)
            answer = wire.receive(process.stdout)
        except (OSError, wire.WireError):
            answer = None
        except BaseException:  # the user interrupts: the process must not go on with a file that nobody waits for
            self.kill()
            raise
        finally:
            timer.cancel()
        if answer is None:
            raise self._mishap(process, limits, late=bool(late))
        return answer

    def _mishap(self, process: subprocess.Popen[bytes], limits: Limits, *, late: bool) -> UnreadableError:
        """Say why no answer came."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LAST_BREATH)  # as what it ended, if it is about to
        self.kill()
        if late:
            return UnreadableError("took-too-long", limit=limits.seconds)
        if process.returncode == _KILLED:
            return UnreadableError("out-of-memory", limit=limits.memory // MIB)
        return UnreadableError("crashed")

    def distrusted(self) -> UnreadableError:
        """End the process, for its answer was none."""
        self.kill()
        return UnreadableError("crashed")

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, started where there is none; one that a fork inherited belongs to somebody else."""
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._process, self._owner, self._asked = start(_READS), os.getpid(), 0
        return self._process

    def _stop(self, process: subprocess.Popen[bytes], late: list[bool]) -> None:
        late.append(True)
        self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        """End *process* now, but let it tidy up first where it has to."""
        if self._tidies:
            with suppress(OSError, subprocess.TimeoutExpired):
                if process.stdin is not None:
                    process.stdin.close()
                process.wait(_SPARE)
        kill_tree(process)

    def kill(self) -> None:
        """End the process now, and all that it started."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            self._end(process)
            _let_go(process)
            process.wait()

    def close(self) -> None:
        """Let the process end, for its input does."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            _let_go(process)
            try:
                process.wait(_SPARE)
            except subprocess.TimeoutExpired:
                kill_tree(process)
                process.wait()


def start(module: str, *, also: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """A process that runs ``main`` of *module*, spoken to over its standard input and output.

    Of the environment it gets what programs need to work, and the variables *also*.
    """
    paths = [path for path in sys.path if os.path.isabs(path)]
    if _ROOT not in paths:  # found by way of the working directory
        paths.append(_ROOT)
    passed = {*_PASSED_ON, *also}
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-I", "-c", _START, module, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if os.environ.get("CHECKER_DEBUG") else subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name.upper() in passed} | _ALLOCATOR,
        **own_group(),
    )


def own_group() -> dict[str, Any]:
    """What makes a process the head of its own group: it can be ended with all that it starts, and Ctrl+C passes by."""
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
        elif process.returncode is None:
            os.killpg(process.pid, 9)
    except OSError:
        return


def _let_go(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()


_READER = Process(memory=1, tidies=False)
_CONVERTER = Process(memory=4, tidies=True)


@atexit.register
def close() -> None:
    """End what was started; the next file starts it again."""
    _READER.close()
    _CONVERTER.close()
