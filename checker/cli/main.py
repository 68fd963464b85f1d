"""The command ``checker``: from the command line to an exit status, and nothing that ends in a traceback."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH113, PTH118

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader

from checker.errors import CheckerError, UsageError
from checker.i18n import DEFAULT, LANGUAGES

NOT_JUDGED = 2
INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE

_OBJECTS = 50_000
"""So many new objects before Python looks for circles among them.  Records here form none, and looking for them after
every 700, as is the default, takes a tenth of a run.  Most of the checker is imported after that has been said."""


def main() -> None:
    """Run the command line of this process and exit."""
    gc.set_threshold(_OBJECTS)
    sys.meta_path.insert(0, _Modules)
    status = run(sys.argv[1:])
    if "threading" in sys.modules:  # there may be a child process that is listened to
        sys.exit(status)
    # Nothing is taken down first: that would be a tenth of a short run.  What is to be done at the end is done.
    atexit._run_exitfuncs()
    os._exit(status)


class _Modules:
    """Finds the checker's hundred modules without asking for five kinds of files, which is a fortieth of a short run."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, _target: object = None) -> ModuleSpec | None:
        """Return where the module *name* is; ``None`` where it is another's, or no file with source."""
        if path and name.startswith("checker."):
            stem = os.path.join(path[0], name.rpartition(".")[2])
            for file, inside in ((f"{stem}.py", None), (os.path.join(stem, "__init__.py"), [stem])):
                if os.path.isfile(file):
                    spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
                    spec.submodule_search_locations = inside
                    spec.has_location = True
                    spec.cached = ""  # where its bytecode is: nobody asks, and the loader works it out for itself
                    return spec
        return None


def run(args: Sequence[str]) -> int:
    """Run *args* (without the program's name) and return the exit status."""
    from checker.cli import stdio

    lang = language(args, os.environ)
    stdio.prepare()
    try:
        status = _dispatch(args, lang)
        stdio.finish()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        stdio.silence()
        return PIPE_CLOSED
    except CheckerError as error:
        return _print_error(error, lang)
    except Exception as error:
        if os.environ.get("CHECKER_DEBUG"):
            raise
        return _print_error(UsageError("internal", kind=type(error).__name__), lang)
    return status


def _dispatch(args: Sequence[str], lang: str) -> int:
    """Run the command that *args* ask for."""
    if args[:1] == ["check"]:
        # The everyday call, paths and plain options, needs no option parser, whose import costs more than judging.
        from checker.cli.check import check
        from checker.cli.settings import plain_options

        options = plain_options(args[1:], lang)
        if options is not None:
            return check(options)
    from checker.cli.app import run_command

    return run_command(list(args), lang)


def _print_error(error: CheckerError, lang: str) -> int:
    """Print what is ready, then *error*."""
    from checker.cli import stdio

    try:
        stdio.finish()
    except (CheckerError, BrokenPipeError):
        stdio.silence()
    stdio.print_error(error, lang)
    return NOT_JUDGED


def language(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return the language that *args* name, else the environment (``en`` or ``en_GB.UTF-8``), else Chinese.

    It is known before anything else is: help and wrong use are told in it as well.
    """
    chosen = environ.get("CHECKER_LANG", "")[:2].lower()
    for at, word in enumerate(args):
        if word == "--":
            break
        name, equals, value = word.partition("=")
        if name == "--lang":
            wanted = value if equals else "".join(args[at + 1 : at + 2])
            chosen = wanted if wanted in LANGUAGES else chosen
    return chosen if chosen in LANGUAGES else DEFAULT
