"""What the code imports is declared, and what is declared has a version that was tested."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checker.errors import _EXTRAS

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
DEVELOPMENT = {"dev", "docs"}
"""Extras that the product does without."""


def distributions(*groups):
    names = {canonicalize_name(Requirement(text).name) for group in groups for text in group}
    return names - {canonicalize_name(PROJECT["name"])}


def imported(*folders):
    """Top-level modules from elsewhere that are imported anywhere in *folders*, each with one place."""
    found = {}
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    own = {"checker", *(part for path in paths for part in path.relative_to(ROOT).with_suffix("").parts)}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            found |= {name.split(".")[0]: path.relative_to(ROOT) for name in names}
    return {name: path for name, path in found.items() if name not in {*sys.stdlib_module_names, *own}}


@cache
def installed():
    """Top-level modules with the distributions that bring them; each has a list of files to read."""
    return packages_distributions()


def undeclared(modules, *groups):
    declared, known = distributions(*groups), installed()
    return {
        name: str(path)
        for name, path in modules.items()
        if not {canonicalize_name(one) for one in known.get(name, [name])} & declared
    }


def test_what_the_product_imports_is_declared():
    extras = [texts for name, texts in EXTRAS.items() if name not in DEVELOPMENT]
    assert undeclared(imported("checker"), PROJECT["dependencies"], *extras) == {}


def test_what_tests_and_scripts_import_is_declared():
    modules = imported("tests", "benchmarks", "docs", "packaging")
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert undeclared(modules, PROJECT["dependencies"], build, *EXTRAS.values()) == {}


def test_what_is_declared_has_a_tested_version():
    pinned = {canonicalize_name(line.split("==")[0]) for line in CONSTRAINTS if "==" in line}
    assert distributions(PROJECT["dependencies"], *EXTRAS.values()) - pinned == set()


def test_constraints_are_names_and_versions_alone():
    odd = [line for line in CONSTRAINTS if not re.fullmatch(r"#.*|[A-Za-z0-9._-]+==[A-Za-z0-9.+!_-]+", line)]
    assert odd == []


def test_a_library_that_is_asked_for_has_its_extra():
    """What ``errors.library`` does not find, it names an extra for, which brings it."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "checker").rglob("*.py"))
    asked = set(re.findall(r'\blibrary\("([\w.]+)"\)', code))
    assert "distributed" in asked
    assert asked - set(_EXTRAS) == set()
    named = {name: canonicalize_name(name.split(".")[0]) for name in _EXTRAS}
    assert [name for name, extra in _EXTRAS.items() if named[name] not in " ".join(EXTRAS[extra]).lower()] == []
