"""The git repository that reports are kept in: what has changed in a work tree since a revision, as a code host sees a pull request.

git is asked without anything that could change a repository, reach a network or wait for somebody.
"""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH109, PTH118, PTH119, PTH120

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from unicodedata import normalize

from checker.errors import UsageError, reason_of

_FETCHED = re.compile(r"[\w+.][\w./+-]*")
"""Names that may be told as part of a command; a name that begins with a hyphen would be an option there."""

_HASH = re.compile(r"[0-9a-fA-F]{7,64}")
_COMMITTED = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--ignore-submodules=none")
_NOT_YET = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=none")
"""Without renames a file that was moved is one that is gone and one that is new, which is what is wanted of it.  Not
``git diff``: it writes the index, which a commit under way holds."""

_LETTERS = 3  # of the state before a name


class Changes:
    """The files of the repository around *folder* that are not as they were at *revision*.

    That is, at the commit where the history of ``HEAD`` left that of *revision* (``git diff REVISION...HEAD``), with what
    is not committed yet and files that git does not know, but without those that it ignores.

    :raises UsageError: where this cannot be told; the remedy says what to do or to fetch.
    """

    def __init__(self, revision: str, folder: str) -> None:
        self.top = _top(folder)
        base = _merge_base(self.top, revision)
        try:
            committed = _paths_in(_git(self.top, *_COMMITTED, base, "HEAD", "--"))
            not_yet = [entry[_LETTERS:].rstrip("/") for entry in _paths_in(_git(self.top, *_NOT_YET))]
        except GitError as error:
            raise _git_failure(error, self.top) from None
        self._names = {_compared_name(name) for name in (*committed, *not_yet)}

    def has(self, path: str) -> bool:
        """Return whether the file at *path* was changed or is new.

        What lies in a submodule or in a repository of its own counts as changed where that does: git tells no more.  A
        link counts with the file that it leads to.

        :raises UsageError: ``outside-repository``.
        """
        whole = os.path.abspath(path)
        found = [self._name_inside(name) for name in dict.fromkeys((whole, os.path.realpath(whole)))]
        if not any(found):
            raise UsageError("outside-repository", path=path, top=self.top)
        return any(_is_below(name, self._names) for name in found if name)

    def lost(self, path: str) -> bool:
        """Return whether *path*, which is not there, was a file of the revision or a folder with some."""
        name = self._name_inside(os.path.abspath(path))
        return name is not None and any(f"{one}/".startswith(f"{name}/") for one in self._names)

    def _name_inside(self, whole: str) -> str | None:
        """Return the name from the top of the repository, or ``None`` outside of it; folders are followed where they link."""
        real = os.path.join(os.path.realpath(os.path.dirname(whole)), os.path.basename(whole))
        drives = {os.path.splitdrive(path)[0].lower() for path in (real, self.top)}
        name = os.path.relpath(real, self.top) if len(drives) == 1 else os.pardir
        first = name.partition(os.sep)[0]
        return None if first in (os.pardir, os.curdir) else _compared_name(name)


def _is_below(name: str, known: set[str]) -> bool:
    """Return whether *name* or a folder above it is one of *known*."""
    while name:
        if name in known:
            return True
        name = name.rpartition("/")[0]
    return False


def _compared_name(name: str) -> str:
    """Return a name as it is compared: systems differ in how they compose characters, and Windows takes no heed of case."""
    return normalize("NFC", os.path.normcase(name).replace(os.sep, "/"))


def _top(folder: str) -> str:
    """Return the top of the work tree around *folder*."""
    try:
        return os.path.realpath(_line_from(folder, "rev-parse", "--show-toplevel"))
    except GitError as error:
        raise _git_failure(error, folder) from None


def _merge_base(top: str, revision: str) -> str:
    """Return the commit that changes are counted from: where the history of HEAD left that of *revision*."""
    commit = _commit(top, revision)
    if commit is None:
        raise _unknown(top, revision)
    try:
        return _line_from(top, "merge-base", commit, "HEAD")
    except GitError as error:
        if _commit(top, "HEAD") is None:
            raise UsageError("no-commit-yet", path=top) from None
        if error.status != 1:
            raise _git_failure(error, top) from None
    raise UsageError("shallow-history" if _is_shallow(top) else "no-common-history", revision=revision)


def _is_shallow(top: str) -> bool:
    return _line_or_none(top, "rev-parse", "--is-shallow-repository") == "true"


def _commit(top: str, revision: str) -> str | None:
    """Return the commit that *revision* names; what looks like an option names none, for no branch begins with a hyphen."""
    if not revision.strip() or revision.startswith("-"):
        return None
    found = _line_or_none(top, "rev-parse", "--verify", "--quiet", revision)
    # In two steps: ":/words^{commit}" would look for other words.
    return _line_or_none(top, "rev-parse", "--verify", "--quiet", found + "^{commit}") if found else None


def _line_or_none(top: str, *args: str) -> str | None:
    """Return the line that git prints, or ``None`` where it has no answer."""
    try:
        return _line_from(top, *args)
    except GitError:
        return None


def _unknown(top: str, revision: str) -> UsageError:
    """Return the error about a revision that is not there, with the command that would get it, as far as can be told."""
    if not revision.strip():
        return UsageError("no-revision")
    if ".." in revision:
        return UsageError("range-of-revisions", revision=revision, first=revision.partition("..")[0] or "HEAD")
    remotes = [name for name in (_line_or_none(top, "remote") or "").split("\n") if name]
    if not remotes or not _FETCHED.fullmatch(revision) or set(revision) == {"0"}:
        return UsageError("unknown-revision", revision=revision)
    for remote in remotes:
        if _commit(top, f"{remote}/{revision}") is not None:
            return UsageError("revision-of-remote", revision=revision, name=f"{remote}/{revision}")
    remote, _, branch = revision.partition("/")
    if remote not in remotes or not branch:
        remote, branch = ("origin" if "origin" in remotes else remotes[0]), revision
    name, source = f"{remote}/{branch}", f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}"
    if _HASH.fullmatch(revision):
        name = source = revision
    depth = "--unshallow " if _is_shallow(top) else ""
    command = f"git fetch {depth}{remote} {source}"
    return UsageError("revision-not-fetched", revision=revision, command=command, name=name)


def _git_failure(error: GitError, folder: str) -> UsageError:
    """Return what git failed at, where it says so."""
    if "dubious ownership" in error.words or "safe.directory" in error.words:
        return UsageError("repository-of-another", path=folder)
    if "not a git repository" in error.words:
        return UsageError("not-a-repository", path=folder)
    if "must be run in a work tree" in error.words:
        return UsageError("no-work-tree", path=folder)
    return UsageError("git-failed", reason=error.words)


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


def _git(folder: str, *args: str) -> bytes:
    """Return what git prints when it is asked *args* in *folder*.

    :raises GitError: where it fails.  :raises UsageError: ``git-missing``.
    """
    command = [_git_program(), *_FIXED, "-C", folder, *args]
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, and the program is none of the reports' folder
            command, stdin=subprocess.DEVNULL, capture_output=True, env=_git_environment(), check=False
        )
    except OSError as error:
        raise GitError(-1, reason_of(error)) from None
    except ValueError as error:  # a character that no argument can hold
        raise GitError(-1, str(error)) from None
    if done.returncode != 0:
        words = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise GitError(done.returncode, words.removeprefix("fatal: ")[:_REASON])
    return done.stdout


def _line_from(folder: str, *args: str) -> str:
    """Return the one line that git prints; raises as :func:`_git` does."""
    return os.fsdecode(_git(folder, *args)).rstrip("\r\n")


def _paths_in(output: bytes) -> list[str]:
    """Return the parts of *output* that end in NUL, as the file system spells names."""
    return [os.fsdecode(part) for part in output.split(b"\0") if part]


@cache
def _git_program() -> str:
    """Return where git is; one in the working directory is not meant, though Windows would take it first."""
    found = shutil.which("git")
    if found is None or os.path.dirname(os.path.abspath(found)) == os.getcwd():
        raise UsageError("git-missing")
    return os.path.abspath(found)


def _git_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | {
        "LC_ALL": "C",  # its words are looked at
        "GIT_OPTIONAL_LOCKS": "0",  # the index stays as it is
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "",
    }
