"""The script that makes bundles, ``packaging/bundle.py``, and the platform that these tests run on."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec, module_from_spec, spec_from_file_location
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


def quick_pythons(folder: Path) -> str:
    """Make programs in *folder* that are the Python of here, but link its pip into a new environment; return a ``PATH``.

    ``python -m venv`` by itself unpacks and compiles a pip each time, which takes longer than what it is there for.
    """
    python, pip = Path(sys.executable).resolve(), Path(find_spec("pip").origin).parent  # type: ignore[union-attr, arg-type]
    folder.mkdir(parents=True)
    program = folder / "python"
    program.write_text(
        f"""#!/bin/sh
[ "$1 $2 $#" = "-m venv 3" ] || exec {python} "$@"
{python} -m venv --without-pip "$3" && ln -s {pip} "$3/lib/python{PYTHON}/site-packages/pip"
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    for name in ("python3", f"python{PYTHON}"):
        (folder / name).symlink_to(program)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def link_builders(folder: Path) -> None:
    """Put what builds the checker into *folder*: to be imported, while for pip it is not installed."""
    for name in ("hatchling", "packaging", "pathspec", "pluggy", "trove_classifiers", "babel"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        (folder / name).symlink_to(Path(spec.origin).parent)


def look_for_index(folder: Path) -> None:
    """Leave a file in *folder* where pip gets packages: it is asked for one, to be put into no place at all."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps", "--ignore-installed"]
    if subprocess.run([*command, "hatchling"], cwd=os.sep, capture_output=True, check=False).returncode == 0:
        (folder / "index").touch()


def unpack(made: Path, folder: Path) -> None:
    """Put the wheels of the bundle that was *made* in a folder into another."""
    with zipfile.ZipFile(next(made.glob("*.zip"))) as archive:
        for name in archive.namelist():
            if name.endswith(".whl"):
                (folder / Path(name).name).write_bytes(archive.read(name))
