"""Git repositories for tests, and the checker run in them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker import repository
from tests.commands import checker

if TYPE_CHECKING:
    from tests.commands import Done

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
GOOD = (SAMPLES / "most-complete.txt").read_bytes()
BAD = (SAMPLES / "empty-plan.txt").read_bytes()

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_COUNT": "4",
    **{"GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "checker"},
    **{"GIT_CONFIG_KEY_1": "user.email", "GIT_CONFIG_VALUE_1": "checker@example.invalid"},
    **{"GIT_CONFIG_KEY_2": "protocol.file.allow", "GIT_CONFIG_VALUE_2": "always"},
    **{"GIT_CONFIG_KEY_3": "init.defaultBranch", "GIT_CONFIG_VALUE_3": "main"},
}


def environment(**more: str) -> dict[str, str]:
    """That of this process without what would lead elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CHECKER_L"))}
    return kept | SETTINGS | {"PYTHONPATH": str(ROOT)} | more


class Repository:
    """A folder that git knows."""

    def __init__(self, path: Path, *, new: bool = True) -> None:
        if shutil.which("git") is None:
            pytest.skip("git is not installed: nothing about repositories was tried")
        self.path = path
        if new:
            path.mkdir(parents=True, exist_ok=True)
            self.git("init", "-q", "-b", "main")

    def git(self, *args: object) -> str:
        """Run git here; it must not fail."""
        command = ["git", *map(str, args)]
        done = subprocess.run(command, cwd=self.path, env=environment(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, *names: str, content: bytes = GOOD) -> None:
        """Write reports, with the folders that they need."""
        for name in names:
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def commit(self, *names: str, content: bytes = GOOD, message: str = "reports") -> str:
        """Write reports and commit everything that is there; the commit."""
        self.write(*names, content=content)
        self.git("add", "--all")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def clone(self, path: Path, *args: str) -> Repository:
        """A clone over a protocol, so that ``--depth`` counts."""
        self.git("clone", "-q", *args, self.path.as_uri(), path)
        return Repository(path, new=False)

    def check(
        self, *args: object, cwd: Path | None = None, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> Done:
        """``checker check`` here, in this process: what a process of its own adds is tried with the pipelines."""
        repository._git_program.cache_clear()
        given = environment(**(env or {}))
        return checker("check", *args, cwd=cwd or self.path, env=given, stdin=stdin)

    def since(self, revision: str, *paths: object, **rest: object) -> Done:
        """``checker check … --changed-since REVISION --format json`` here."""
        return self.check(*(paths or ["."]), f"--changed-since={revision}", "--format", "json", **rest)
