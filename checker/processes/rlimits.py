"""Limits that a process sets itself, which hold even where whoever started it is gone."""

from __future__ import annotations

import faulthandler
import os
from typing import BinaryIO

_GRACE = 10  # seconds beyond the limit after which the process ends itself, should nobody have ended it
_LONGEST_WAIT = 1_000_000
_ADDRESSES = 4  # room for addresses by room for data: libraries map files and reserve more than they touch


def release() -> None:
    """The work that :func:`bind` bounded is done: the time limit holds no more."""
    faulthandler.cancel_dump_traceback_later()


def bind(seconds: float, memory: int) -> None:
    """Limits that hold even where the checker is gone: time, and on POSIX processor time, memory and core dumps."""
    last = min(seconds + _GRACE, _LONGEST_WAIT)
    # A thread of C that ends the process, even one that is caught in a library; it says so nowhere.
    faulthandler.dump_traceback_later(last, exit=True, file=_nowhere())
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    processors = os.cpu_count() or 1
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + last * processors) + 1)
    _lower(resource.RLIMIT_CORE, 0)  # a core would hold the report
    _lower(resource.RLIMIT_DATA, memory)
    _lower(resource.RLIMIT_AS, memory * _ADDRESSES)
    _lower(resource.RLIMIT_FSIZE, memory)


def _lower(kind: int, value: int) -> None:
    """Set the soft limit, as far as the hard one allows; a system that knows no such limit goes without."""
    import resource

    try:
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    except (OSError, ValueError):
        return


_nothing: BinaryIO | None = None


def _nowhere() -> BinaryIO:
    """An open file that takes what nobody reads."""
    global _nothing  # noqa: PLW0603 - opened once
    if _nothing is None:
        _nothing = open(os.devnull, "wb")  # noqa: PTH123, SIM115
    return _nothing
