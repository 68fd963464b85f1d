"""Errors told in the user's language on standard error: what happened, then what to do."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from checker.cli import stdio
from checker.errors import CheckerError, FaultyFileError, PackProblem
from checker.i18n import say
from checker.presentation.escape import message_values
from checker.render.pack_report import fault, fault_fields

_MOST_PROBLEMS = 20
_SYSTEM = (
    *("ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EROFS", "ENAMETOOLONG", "EBUSY", "EIO"),
    *("EINVAL", "EMFILE", "ENOTEMPTY", "EDQUOT", "EFBIG"),
)  # fmt: skip


def print_error(error: CheckerError, lang: str) -> None:
    """Print *error* with its remedy, and the first faults where it is about a file that the user wrote."""
    lines = error_lines(error, lang)
    if isinstance(error, FaultyFileError):
        lines += [line for problem in error.problems[:_MOST_PROBLEMS] for line in fault(problem, lang)]
    note("\n".join(lines))


def error_lines(error: CheckerError, lang: str) -> list[str]:
    """Return what happened, and what to do."""
    values = message_values({name: _of_system(value, lang) for name, value in error.values.items()})
    return [
        say("error", lang) + say(f"error.{error.key}", lang, **values),
        say("remedy", lang) + say(f"remedy.{error.key}", lang, **values),
    ]


def _of_system(value: object, lang: str) -> object:
    """Return *value*, or where it is what the system says (in English, on most machines), the same in the user's language."""
    if not isinstance(value, str):
        return value
    found = next(
        (name for name in _SYSTEM if hasattr(errno, name) and os.strerror(getattr(errno, name)) == value), None
    )
    return value if found is None else say(f"system.{found}", lang)


def note(text: str) -> None:
    """Print *text* on standard error; there is nobody left to tell where that fails."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        pass


def near(name: str, names: list[str], lang: str) -> str:
    """Return the names most like *name* as a question, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(name, names)
    return say("near", lang, names=close) if close else ""


def put_faults(problems: Sequence[PackProblem], form: str, lang: str) -> None:
    """Print *problems* as text, with their number, or as JSON; nothing as text where there are none."""
    if form == "json":
        stdio.put_json({"ok": not problems, "problems": [fault_fields(one, lang) for one in problems]})
    elif problems:
        lines = [line for one in problems for line in fault(one, lang)]
        stdio.put("\n".join([*lines, say("rules.lint.count", lang, count=len(problems))]) + "\n")
