"""Standard output and error: encodings that hold Hanzi, terminals, pipes that break, and errors told in the user's language."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from checker.errors import CheckerError, FaultyFileError, PackProblem, UsageError, reason_of
from checker.i18n import say
from checker.presentation.escape import message_values, one_line
from checker.records import TYPE_CHECKING, Any
from checker.render import PIPE_COLUMNS, RenderOptions

if TYPE_CHECKING:
    from typing import TextIO

_SAMPLE = "✓△✗–“检查”…"
_NARROWEST = 40
_DIGITS = 4  # of a number of columns at most


def prepare() -> None:
    """Let no character stop the output: UTF-8 where a stream cannot encode what the checker prints."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        try:
            _SAMPLE.encode(stream.encoding)
            reconfigure(errors="replace")
        except (LookupError, UnicodeEncodeError):
            reconfigure(encoding="utf-8", errors="replace")


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person reads this stream."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # none, or closed
        return False


def columns(stream: TextIO) -> int:
    """Return the width that COLUMNS asks for, else the terminal's; a pipe's is fixed: the same input gives the same bytes."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked[:_DIGITS]):
        return max(int(asked[:_DIGITS]), _NARROWEST)
    if not is_terminal(stream):
        return PIPE_COLUMNS
    try:
        return max(os.get_terminal_size(stream.fileno()).columns or PIPE_COLUMNS, _NARROWEST)
    except (OSError, ValueError):
        return PIPE_COLUMNS


def colour(stream: TextIO) -> bool:
    """Return whether to use colours: on a terminal that can, unless NO_COLOR is set (https://no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def standard_view(lang: str) -> RenderOptions:
    """Return how things are shown on standard output as it is."""
    return RenderOptions(lang=lang, columns=columns(sys.stdout), colour=colour(sys.stdout))


def check_input() -> None:
    """See that there is a standard input.  :raises UsageError: ``input-closed`` where whoever started us closed it."""
    if sys.stdin is None:
        raise UsageError("input-closed")


def taken(most: int = -1) -> bytes:
    """Return all of standard input, or its first *most* bytes.

    :raises UsageError: ``input-closed``.  :raises OSError: where it is there and cannot be read.
    """
    check_input()
    return sys.stdin.buffer.read(most)


def put(text: str | bytes) -> None:
    """Print *text*, or its UTF-8, as it is; to a standard output that was closed before the start, nothing is printed.

    :raises UsageError: ``output-failed`` where it cannot be written.  :raises BrokenPipeError: where nobody reads on.
    """
    if sys.stdout is None:
        return
    with _reported():
        if isinstance(text, bytes):
            if _takes_utf8(sys.stdout):
                sys.stdout.flush()
                sys.stdout.buffer.write(text)
                return
            text = text.decode()
        if is_terminal(sys.stdout):
            from click import echo  # knows old Windows consoles

            echo(text, nl=False, color=colour(sys.stdout))
        else:
            sys.stdout.write(text)


def _takes_utf8(stream: TextIO) -> bool:
    """Return whether UTF-8 can be written past a stream, to what it writes to: it would write the same."""
    plain = os.linesep == "\n" and stream.encoding.lower() == "utf-8"
    return plain and hasattr(stream, "buffer") and not is_terminal(stream)


@contextmanager
def _reported() -> Iterator[None]:
    """:raises UsageError: ``output-failed`` where the system does not take what is printed."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError("output-failed", reason=reason_of(error)) from None


def put_json(value: Any) -> None:
    """Print *value* as JSON."""
    import json

    put(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def finish() -> None:
    """Bring out what is still buffered; raises as :func:`put` does."""
    if sys.stdout is not None:
        with _reported():
            sys.stdout.flush()


def silence() -> None:
    """Send what is still buffered nowhere, or the interpreter would complain of it when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


_MOST_PROBLEMS = 20
_SYSTEM = (
    *("ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EROFS", "ENAMETOOLONG", "EBUSY", "EIO"),
    *("EINVAL", "EMFILE", "ENOTEMPTY", "EDQUOT", "EFBIG"),
)  # fmt: skip


def print_error(error: CheckerError, lang: str) -> None:
    """Print *error* with its remedy, and the first faults where it is about a file that the user wrote."""
    lines = error_lines(error, lang)
    if isinstance(error, FaultyFileError):
        lines += [line for problem in error.problems[:_MOST_PROBLEMS] for line in fault_lines(problem, lang)]
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
        put_json({"ok": not problems, "problems": [_fault_fields(one, lang) for one in problems]})
    elif problems:
        lines = [line for one in problems for line in fault_lines(one, lang)]
        put("\n".join([*lines, say("rules.lint.count", lang, count=len(problems))]) + "\n")


def fault_lines(problem: PackProblem, lang: str) -> list[str]:
    """Return one fault of a file that the user wrote: place, key path and what is wrong; below it what to do."""
    values = message_values(problem.values)
    place = f"{one_line(problem.file)}:{problem.line}:{problem.column}"
    parts = [place, one_line(problem.path), say(f"problem.{problem.key}", lang, **values)]
    remedy = say("remedy", lang) + say(f"remedy.problem.{problem.key}", lang, **values)
    return [": ".join(part for part in parts if part), f"  {remedy}"]


def _fault_fields(problem: PackProblem, lang: str) -> dict[str, Any]:
    """Return the same for JSON."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "key": problem.path,
        "code": problem.key,
        "message": say(f"problem.{problem.key}", lang, **problem.values),
        "remedy": say(f"remedy.problem.{problem.key}", lang, **problem.values),
    }
