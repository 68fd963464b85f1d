"""Imports run downwards and never in a circle: those inside functions and those for types alone included."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = (
    {"__main__"},
    {"cli"},
    {"web"},
    {"comparing"},
    {"annotate", "audit", "drafting", "listing", "repository", "starter"},
    {"similarity"},
    {"render"},
    {"baseline", "config", "office", "results", "waivers"},
    {"presentation"},
    {"engine"},
    {"rulebook"},
    {"checks"},
    {"readers"},
    {"document"},
    {"patterns", "processes"},
    {"text"},
    {"words"},
    {"cache", "i18n"},
    {"errors"},
    {"records"},
)
"""The packages from the top to the bottom; each may ask those below it."""
ANYWHERE = "__init__"  # the version
FOUND = {path: path.relative_to(ROOT).with_suffix("").parts for path in (ROOT / "checker").rglob("*.py")}
MODULES = {".".join(parts).removesuffix(".__init__"): path for path, parts in FOUND.items()}


@cache
def imported(module):
    """The modules of the project that *module* names in an import, wherever it stands."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return sorted(name for name in found if name in MODULES and name != module)


def package(module):
    return module.split(".")[1] if module.count(".") else ANYWHERE


def layer(name):
    return next(number for number, names in enumerate(LAYERS) if name in names)


def test_every_package_has_its_layer():
    assert {package(module) for module in MODULES} - {ANYWHERE} == set().union(*LAYERS)


def test_imports_run_downwards():
    upward = [
        f"{module} imports {name}"
        for module in sorted(MODULES)
        for name in imported(module)
        if ANYWHERE not in (package(module), package(name)) and package(module) != package(name)
        if layer(package(name)) <= layer(package(module))
    ]
    assert upward == []


def test_no_imports_run_in_a_circle():
    done, circles = set(), []

    def visit(module, path):
        if module in path:
            circles.append(" → ".join([*path[path.index(module) :], module]))
        elif module not in done:
            for name in imported(module):
                visit(name, [*path, module])
            done.add(module)

    for module in sorted(MODULES):
        visit(module, [])
    assert circles == []


def test_records_have_annotations_that_are_texts():
    """``checker.records`` reads the fields of a class from them; without the import later Pythons give none."""
    sources = {module: path.read_text(encoding="utf-8") for module, path in MODULES.items()}
    lacking = [
        module
        for module, source in sources.items()
        if "from checker.records import" in source and "from __future__ import annotations" not in source
    ]
    assert lacking == []


REGISTERED = {"command", "main", "read", "Renderer"}
"""What each module of a registry offers under one name."""


def test_a_name_stands_for_two_things_at_most():
    """Of functions and classes of modules, with or without the mark of what is private: whoever looks for one finds it."""
    places = {}
    for module, path in sorted(MODULES.items()):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                places.setdefault(node.name.strip("_"), []).append(module)
    assert {name: found for name, found in places.items() if len(found) > 2 and name not in REGISTERED} == {}
