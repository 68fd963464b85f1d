"""git, asked without anything that could change a repository, reach a network or wait for somebody."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH109, PTH120

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from checker.errors import UsageError

_FIXED = (
    *("-c", "core.fsmonitor=false"),  # a program that the repository's configuration names
    *("-c", "core.quotePath=false"),
    *("-c", "protocol.allow=never"),  # a partial clone would fetch what is missing
)
_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH", "GIT_TEST_")
"""Variables of git that say how it works.  The others say which repository, index or objects are meant: a hook has them
from the commit that runs it, and they would win over the folder."""

_REASON = 500  # characters of what git says


class GitError(Exception):
    """git ended with *status* and said *words*."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status, words)
        self.status = status
        self.words = words


def git(folder: str, *args: str) -> bytes:
    """What git prints when it is asked *args* in *folder*.

    :raises GitError: where it fails.  :raises UsageError: ``git-missing``.
    """
    command = [_program(), *_FIXED, "-C", folder, *args]
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, and the program is none of the reports' folder
            command, stdin=subprocess.DEVNULL, capture_output=True, env=_environment(), check=False
        )
    except OSError as error:
        raise GitError(-1, error.strerror or str(error)) from None
    except ValueError as error:  # a character that no argument can hold
        raise GitError(-1, str(error)) from None
    if done.returncode != 0:
        words = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise GitError(done.returncode, words.removeprefix("fatal: ")[:_REASON])
    return done.stdout


def line(folder: str, *args: str) -> str:
    """The one line that git prints; raises as :func:`git` does."""
    return os.fsdecode(git(folder, *args)).rstrip("\r\n")


def names(output: bytes) -> list[str]:
    """The parts of *output* that end in NUL, as the file system spells names."""
    return [os.fsdecode(part) for part in output.split(b"\0") if part]


@cache
def _program() -> str:
    """Where git is; one in the working directory is not meant, though Windows would take it first."""
    found = shutil.which("git")
    if found is None or os.path.dirname(os.path.abspath(found)) == os.getcwd():
        raise UsageError("git-missing")
    return os.path.abspath(found)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | {
        "LC_ALL": "C",  # its words are looked at
        "GIT_OPTIONAL_LOCKS": "0",  # the index stays as it is
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "",
    }
