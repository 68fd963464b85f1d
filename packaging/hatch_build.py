"""Compiles messages and matcher into the wheel; the matcher where there is a C compiler, else the wheel holds it in Python alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "checker/patterns/_lexicon.pyx"
MODULE = "checker.patterns._lexicon"


class CompilingHook(BuildHookInterface[Any]):
    """Adds what is compiled to a wheel, or puts it beside its source where the project is installed as editable."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._folder = TemporaryDirectory()

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; what goes wrong with the matcher is shown with ``pip install -v`` and leaves a wheel for every platform."""
        if self.target_name != "wheel":
            return
        build_data["artifacts"] += compiled_messages(self.root)
        if os.environ.get("CHECKER_MATCHER") == "python":
            return
        if made_elsewhere := os.environ.get("CHECKER_MATCHER_FILE"):  # for another kind of computer, see bundle.py
            build_data["pure_python"] = False
            build_data["tag"] = os.environ["CHECKER_MATCHER_TAG"]
            build_data["force_include"][made_elsewhere] = str(Path(SOURCE).with_name(Path(made_elsewhere).name))
            return
        before = Path.cwd()
        try:
            os.chdir(self.root)
            built = compiled(Path(self._folder.name))
        except (Exception, SystemExit) as problem:
            self.app.display_warning(f"the matcher is not compiled: {problem}")
            return
        finally:
            os.chdir(before)
        if version == "editable":
            target = Path(self.root, SOURCE).with_name(built.name)
            target.unlink(missing_ok=True)  # a process that has loaded it keeps what it has
            copyfile(built, target)
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"][str(built)] = str(Path(SOURCE).with_name(built.name))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was compiled: the wheel has it."""
        self._folder.cleanup()


def compiled_messages(root: str) -> list[str]:
    """Return the paths of the compiled catalogues, which no version control knows, from *root*."""
    sys.path.insert(0, str(Path(root, "packaging")))
    from messages import compile_all

    return [path.relative_to(root).as_posix() for path in compile_all()]


def compiled(folder: Path) -> Path:
    """Return the path of the extension module, built in *folder*."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    options = ["-O2", "-g0"] if os.name == "posix" else []
    module = Extension(MODULE, [SOURCE], extra_compile_args=options)
    modules = cythonize([module], build_dir=str(folder), quiet=True)  # type: ignore[no-untyped-call]
    command = Distribution({"name": "matcher", "ext_modules": modules}).get_command_obj("build_ext")
    command.build_lib = command.build_temp = str(folder)
    command.ensure_finalized()
    command.run()
    return Path(command.get_ext_fullpath(MODULE))
