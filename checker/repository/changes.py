"""What has changed in a work tree since a revision, committed or not, as a code host sees a pull request."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH100, PTH118, PTH119, PTH120

from __future__ import annotations

import os
import re
from unicodedata import normalize

from checker.errors import UsageError
from checker.repository.git import GitError, git, line, names

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
        base = _base(self.top, revision)
        try:
            committed = names(git(self.top, *_COMMITTED, base, "HEAD", "--"))
            not_yet = [entry[_LETTERS:].rstrip("/") for entry in names(git(self.top, *_NOT_YET))]
        except GitError as error:
            raise _failed(error, self.top) from None
        self._names = {_spelled(name) for name in (*committed, *not_yet)}

    def has(self, path: str) -> bool:
        """Whether the file at *path* was changed or is new.

        What lies in a submodule or in a repository of its own counts as changed where that does: git tells no more.  A
        link counts with the file that it leads to.

        :raises UsageError: ``outside-repository``.
        """
        whole = os.path.abspath(path)
        found = [self._inside(name) for name in dict.fromkeys((whole, os.path.realpath(whole)))]
        if not any(found):
            raise UsageError("outside-repository", path=path, top=self.top)
        return any(_below(name, self._names) for name in found if name)

    def lost(self, path: str) -> bool:
        """Whether *path*, which is not there, was a file of the revision or a folder with some."""
        name = self._inside(os.path.abspath(path))
        return name is not None and any(f"{one}/".startswith(f"{name}/") for one in self._names)

    def _inside(self, whole: str) -> str | None:
        """The name from the top of the repository, or ``None`` outside of it; folders are followed where they link."""
        real = os.path.join(os.path.realpath(os.path.dirname(whole)), os.path.basename(whole))
        name = os.path.relpath(real, self.top) if _same_drive(real, self.top) else os.pardir
        first = name.partition(os.sep)[0]
        return None if first in (os.pardir, os.curdir) else _spelled(name)


def _below(name: str, known: set[str]) -> bool:
    """Whether *name* or a folder above it is one of *known*."""
    while name:
        if name in known:
            return True
        name = name.rpartition("/")[0]
    return False


def _spelled(name: str) -> str:
    """A name as it is compared: systems differ in how they compose characters, and Windows takes no heed of case."""
    return normalize("NFC", os.path.normcase(name).replace(os.sep, "/"))


def _same_drive(path: str, other: str) -> bool:
    return os.path.splitdrive(path)[0].lower() == os.path.splitdrive(other)[0].lower()


def _top(folder: str) -> str:
    """The top of the work tree around *folder*."""
    try:
        return os.path.realpath(line(folder, "rev-parse", "--show-toplevel"))
    except GitError as error:
        raise _failed(error, folder) from None


def _base(top: str, revision: str) -> str:
    """The commit that changes are counted from: where the history of HEAD left that of *revision*."""
    commit = _commit(top, revision)
    if commit is None:
        raise _unknown(top, revision)
    try:
        return line(top, "merge-base", commit, "HEAD")
    except GitError as error:
        if _commit(top, "HEAD") is None:
            raise UsageError("no-commit-yet", path=top) from None
        if error.status != 1:
            raise _failed(error, top) from None
    raise UsageError("shallow-history" if _is_shallow(top) else "no-common-history", revision=revision)


def _is_shallow(top: str) -> bool:
    return _ask(top, "rev-parse", "--is-shallow-repository") == "true"


def _commit(top: str, revision: str) -> str | None:
    """The commit that *revision* names; what looks like an option names none, for no branch begins with a hyphen."""
    if not revision.strip() or revision.startswith("-"):
        return None
    found = _ask(top, "rev-parse", "--verify", "--quiet", revision)
    # In two steps: ":/words^{commit}" would look for other words.
    return _ask(top, "rev-parse", "--verify", "--quiet", found + "^{commit}") if found else None


def _ask(top: str, *args: str) -> str | None:
    """The line that git prints, or ``None`` where it has no answer."""
    try:
        return line(top, *args)
    except GitError:
        return None


def _unknown(top: str, revision: str) -> UsageError:
    """The error about a revision that is not there, with the command that would get it, as far as can be told."""
    if not revision.strip():
        return UsageError("no-revision")
    if ".." in revision:
        return UsageError("range-of-revisions", revision=revision, first=revision.partition("..")[0] or "HEAD")
    remotes = [name for name in (_ask(top, "remote") or "").split("\n") if name]
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


def _failed(error: GitError, folder: str) -> UsageError:
    """What git failed at, where it says so."""
    if "dubious ownership" in error.words or "safe.directory" in error.words:
        return UsageError("repository-of-another", path=folder)
    if "not a git repository" in error.words:
        return UsageError("not-a-repository", path=folder)
    if "must be run in a work tree" in error.words:
        return UsageError("no-work-tree", path=folder)
    return UsageError("git-failed", reason=error.words)
