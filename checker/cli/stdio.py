"""Standard output and error: encodings that hold Hanzi, terminals, and pipes that break."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

from checker.errors import UsageError
from checker.render.options import PIPE_COLUMNS, RenderOptions

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


def view(lang: str) -> RenderOptions:
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


def put(text: str) -> None:
    """Print *text* as it is; to a standard output that was closed before the start, nothing is printed.

    :raises UsageError: ``output-failed`` where it cannot be written.  :raises BrokenPipeError: where nobody reads on.
    """
    if sys.stdout is None:
        return
    try:
        if is_terminal(sys.stdout):
            from click import echo  # knows old Windows consoles

            echo(text, nl=False, color=colour(sys.stdout))
        else:
            sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError("output-failed", reason=error.strerror or str(error)) from None


def put_json(value: Any) -> None:
    """Print *value* as JSON."""
    import json

    put(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def finish() -> None:
    """Bring out what is still buffered; raises as :func:`put` does."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError("output-failed", reason=error.strerror or str(error)) from None


def silence() -> None:
    """Send what is still buffered nowhere, or the interpreter would complain of it when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass
