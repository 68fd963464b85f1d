"""A reader that does to its process what a hostile file may make a real one do; what, the file says."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time

from checker import processes
from checker.document.model import Document, Extraction, Place
from checker.errors import UnreadableError
from checker.readers import limits
from checker.readers.source_maps import PlaceMap


def read(source: bytes, path: str) -> Document:
    command, _, argument = source.decode().partition(" ")
    return globals()[f"_{command}"](argument, path)


def _document(text: str, path: str) -> Document:
    places = PlaceMap([0, 3], [Place(page=1), Place(page=2, paragraph=7)])
    return Document(text, "odd", path, places, {"title": "题"}, Extraction(2, 0.5, 3, {"header": 4}, ("faint",)))


def _text(argument: str, path: str) -> Document:
    return _document(argument, path)


def _who(_: str, path: str) -> Document:
    return _document(str(os.getpid()), path)


def _resident(_: str, path: str) -> Document:
    import resource

    return _document(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss), path)


def _environment(_: str, path: str) -> Document:
    return _document("\n".join(f"{name}={value}" for name, value in os.environ.items()), path)


def _limits(_: str, path: str) -> Document:
    return _document(str(list(limits.current())), path)


def _sharers(_: str, path: str) -> Document:
    return _document(str(processes._sharers), path)


def _paths(_: str, path: str) -> Document:
    return _document("\n".join(sys.path), path)


def _print(_: str, path: str) -> Document:
    print("noise " * 1000, flush=True)
    os.write(1, b"\xff" * 100_000)
    subprocess.run([sys.executable, "-c", "print('child')"], check=True)
    sys.stdin.read()
    return _document("quiet", path)


def _refuse(argument: str, _: str) -> Document:
    raise UnreadableError("no-text", pages=3, names=["a"], said=argument)


def _stumble(_: str, __: str) -> Document:
    raise ZeroDivisionError


def _deep(_: str, __: str) -> Document:
    return _deep(_, __)


def _abort(_: str, __: str) -> Document:
    os.abort()


def _leave(_: str, __: str) -> Document:
    sys.exit(0)


def _segfault(_: str, __: str) -> Document:
    ctypes.string_at(0)
    raise AssertionError


def _hang(_: str, path: str) -> Document:
    time.sleep(600)
    return _document("late", path)


def _spin(_: str, __: str) -> Document:
    while True:
        pass


def _hold(_: str, __: str) -> Document:
    """Hang in a library that never lets another thread run."""
    ctypes.PyDLL(None).sleep(600)
    raise AssertionError


def _start(argument: str, _: str) -> Document:
    """Hang while a program of one's own runs, its number written to the file named."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    with open(argument, "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(f"{os.getpid()} {child.pid}")
    time.sleep(600)
    raise AssertionError


def _eat(_: str, __: str) -> Document:
    eaten = []
    while True:
        eaten.append(bytearray(16 * 1024 * 1024))


def _killed(_: str, __: str) -> Document:
    os.kill(os.getpid(), 9)
    raise AssertionError


def _nothing(_: str, __: str) -> Document:
    return None  # type: ignore[return-value]


def _halves(_: str, path: str) -> Document:
    return _document("\ud800法", path)


def _forge(argument: str, _: str) -> Document:
    """Write *argument* (hexadecimal) where an answer should be."""
    for number in range(3, 32):
        try:
            if not os.get_inheritable(number):
                os.write(number, bytes.fromhex(argument))
        except OSError:
            continue
    os._exit(0)
