"""The script that makes bundles, ``packaging/bundle.py``, and the platform that these tests run on."""

from __future__ import annotations

import os
import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
MACHINE = f"manylinux_{os.uname().machine}" if hasattr(os, "uname") else ""


def _module() -> Any:
    spec = spec_from_file_location("bundle", ROOT / "packaging" / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["bundle"] = module
    spec.loader.exec_module(module)
    return module


bundle = _module()


def build(folder: Path) -> None:
    """Build the checker as a wheel for every platform, with what is installed here and not in an environment of its own."""
    with patch.dict(os.environ, {"PIP_NO_BUILD_ISOLATION": "0"}):  # pip's way to say that there is none
        bundle.own_wheel(folder)


def make(platform: str, wheel: Path, folder: Path, others: Path | None = None) -> None:
    """Make the bundle for a platform in *folder*, with the wheels of *others* that fit every platform."""
    bundle.bundle(platform, PYTHON, [wheel, *(others.glob("*.whl") if others else ())], folder)


def unpack(made: Path, folder: Path) -> None:
    """Put the wheels of the bundle that was *made* in a folder into another."""
    with zipfile.ZipFile(next(made.glob("*.zip"))) as archive:
        for name in archive.namelist():
            if name.endswith(".whl"):
                (folder / Path(name).name).write_bytes(archive.read(name))
