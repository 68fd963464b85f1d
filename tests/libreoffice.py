"""LibreOffice as the tests start it: with a profile of theirs, which is made once a process and not at every start."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SOFFICE = shutil.which("soffice")


@cache
def _profile() -> str:
    folder = TemporaryDirectory(prefix="checker-tests-office-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name).as_uri()


def convert(form: str, files: Iterable[Path], folder: Path, *options: str) -> list[Path]:
    """Let one start of LibreOffice write each of *files* into *folder* in *form* (a suffix, or one with its filter)."""
    assert SOFFICE is not None
    sources = list(files)
    command = [SOFFICE, f"-env:UserInstallation={_profile()}", "--headless", *options, "--convert-to", form]
    subprocess.run([*command, "--outdir", folder, *sources], check=True, capture_output=True, timeout=240)
    return [folder / f"{source.stem}.{form.partition(':')[0]}" for source in sources]
