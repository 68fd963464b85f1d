"""The command ``checker``: from the command line to an exit status, and nothing that ends in a traceback."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from checker.cli import stdio as streams
from checker.cli.language import language
from checker.errors import CheckerError, UsageError

NOT_JUDGED = 2
INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE

_OBJECTS = 50_000
"""So many new objects before Python looks for circles among them.  Records here form none, and looking for them after
every 700, as is the default, takes a tenth of a run."""


def main() -> None:
    """Run the command line of this process and exit."""
    gc.set_threshold(_OBJECTS)
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run *args* (without the program's name) and return the exit status."""
    lang = language(args, os.environ)
    streams.prepare()
    try:
        status = _dispatch(args, lang)
        streams.finish()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.silence()
        return PIPE_CLOSED
    except CheckerError as error:
        return _told(error, lang)
    except Exception as error:
        if os.environ.get("CHECKER_DEBUG"):
            raise
        return _told(UsageError("internal", kind=type(error).__name__), lang)
    return status


def _dispatch(args: Sequence[str], lang: str) -> int:
    """Run the command that *args* ask for."""
    if args[:1] == ["check"] and not any(word.startswith("-") and word != "-" for word in args):
        # The everyday call, paths and no option: it needs no option parser, whose import costs more than judging.
        from checker.cli.check import Request, check

        return check(Request(paths=tuple(args[1:]), lang=lang))
    from checker.cli.app import start

    return start(list(args), lang)


def _told(error: CheckerError, lang: str) -> int:
    """Print what is ready, then tell *error*."""
    from checker.cli.errors import tell

    try:
        streams.finish()
    except (CheckerError, BrokenPipeError):
        streams.silence()
    tell(error, lang)
    return NOT_JUDGED
