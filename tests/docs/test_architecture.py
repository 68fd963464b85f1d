"""Imports run downwards and never in a circle, those inside functions included."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = (
    {"checker.__main__"},
    {"cli"},
    {"comparing"},
    {"annotate", "audit", "drafting", "repository", "starter"},
    {"render"},
    {"baseline", "config", "results", "waivers", "writing"},
    {"judging"},
    {"rulebook"},
    {"checks"},
    {"readers"},
    {"document"},
    {"matching"},
    {"text"},
    {"extras", "messages"},
    {"errors"},
)
"""The packages from the top to the bottom; each may ask those below it."""
BASE = {"__init__"}  # the version
FOUND = {path: path.relative_to(ROOT).with_suffix("").parts for path in (ROOT / "checker").rglob("*.py")}
MODULES = {".".join(parts).removesuffix(".__init__"): path for path, parts in FOUND.items()}


@cache
def imported(module):
    """The modules of the project that *module* runs when it is used; what is there for types only is not run."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in for_types:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return {name for name in found if name in MODULES and name != module}


def package(module):
    return module.split(".")[1] if module.count(".") else "__init__"


def test_every_package_has_its_layer():
    packages = {package(module) for module in MODULES} - BASE - {"__main__"}
    assert packages == set().union(*LAYERS) - {"checker.__main__"}


@pytest.mark.parametrize("module", sorted(module for module in MODULES if package(module) not in {*BASE, "__main__"}))
def test_imports_run_downwards(module):
    below = {name for names in LAYERS[layer(module) + 1 :] for name in names}
    allowed = {package(module), *below, *BASE}
    assert {name for name in imported(module) if package(name) not in allowed} == set()


def layer(module):
    return next(number for number, names in enumerate(LAYERS) if package(module) in names)


def test_no_imports_run_in_a_circle():
    done, circles = set(), []

    def visit(module, path):
        if module in path:
            circles.append(path[path.index(module) :])
        elif module not in done:
            for name in sorted(imported(module)):
                visit(name, [*path, module])
            done.add(module)

    for module in sorted(MODULES):
        visit(module, [])
    assert circles == []
