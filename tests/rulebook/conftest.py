"""Packs are written to a folder and loaded from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.rulebook import load

from .samples import CHECKS, PACK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.rulebook.model import Pack


@pytest.fixture(autouse=True)
def _no_cache_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHECKER_CACHE", str(tmp_path / "cache"))
    load._loaded.clear()
    load._regions.clear()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write files below a folder and give the path of the first."""

    def write(**files: str | bytes) -> str:
        for name, text in files.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(tmp_path / f"{next(iter(files)).replace('__', '/')}.yaml")

    return write


@pytest.fixture
def loaded(write: Callable[..., str]) -> Callable[..., Pack]:
    """Load a pack from its text, with the primitives above."""

    def loaded(text: str | bytes = PACK, **others: str | bytes) -> Pack:
        return load.load_pack(write(pack=text, **others), checks=CHECKS)

    return loaded
