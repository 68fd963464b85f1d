"""Every error a user can cause: one family, each with what happened and what to do.

An error carries a catalogue key and its values, never a finished sentence, so that the command line can tell it in the
user's language (see :mod:`checker.i18n`).  All of them end a run, or one report of it, with exit status 2.
"""

from __future__ import annotations

from importlib import import_module

from checker.records import Any


class CheckerError(Exception):
    """Something a user can cause and mend.

    ``key`` names a message of the catalogue (``error.<key>``) and its remedy (``remedy.<key>``); ``values`` fill the
    braces of both.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key}({details})"


class UnreadableError(CheckerError):
    """One input cannot be read; the other inputs of the run are still judged."""


class FaultyFileError(CheckerError):
    """A file that a user has written for the checker cannot be used.

    ``problems`` lists every fault that was found in one pass, so that an author mends them together.
    """

    def __init__(self, key: str, *, problems: tuple[PackProblem, ...] = (), **values: object) -> None:
        super().__init__(key, **values)
        self.problems = problems


class PackError(FaultyFileError):
    """A rule pack cannot be used."""


class WaiverError(FaultyFileError):
    """A file of waivers cannot be used."""


class ConfigError(FaultyFileError):
    """A configuration cannot be used."""


class BaselineError(FaultyFileError):
    """A baseline cannot be used."""


class RosterError(FaultyFileError):
    """A roster of units cannot be used."""


class PackProblem:
    """One fault of such a file: where it stands and what it is."""

    __slots__ = ("column", "file", "key", "line", "path", "values")

    def __init__(self, key: str, file: str, line: int, column: int, path: str, **values: object) -> None:
        self.key = key
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.values = values


class UsageError(CheckerError):
    """The command line asks for something that cannot be done."""


def reason_of(error: Exception) -> str:
    """Return why the system refused something, in its own words."""
    return getattr(error, "strerror", None) or str(error)


_EXTRAS = {
    "distributed": "cluster",
    "docx": "docx",
    "lxml.etree": "docx",
    "numpy": "audit",
    "python_calamine": "xlsx",
    "rapidfuzz": "audit",
    "python_multipart": "web",
    "starlette": "web",
    "uvicorn": "web",
    "xlsxwriter": "xlsx",
}


def library(name: str) -> Any:
    """Return the library *name*.  :raises UsageError: ``extra-missing``, where its extra is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError("extra-missing", extra=_EXTRAS[name]) from None
