"""Tests follow the folders of the product, and what names files of tests is current."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import LONGEST

TESTS = Path(__file__).parents[1]
PRODUCT = TESTS.parent / "checker"
ACROSS = {
    "cases": "small inputs through every command",
    "data": "texts and tables of several tests",
    "docs": "README, docs, benchmarks and the shape of the project",
    "gate": "the checker as code hosts and pre-commit run it",
    "packaging": "packaging/",
    "packs": "rules/",
}
"""Folders of tests that are about no one room of the product, and what they are about."""


def test_folders_are_rooms_of_the_product():
    rooms = {path.parent.name for path in PRODUCT.glob("*/__init__.py")} | {path.stem for path in PRODUCT.glob("*.py")}
    others = {path.name for path in TESTS.iterdir() if path.is_dir() and path.name != "__pycache__"} - rooms
    assert others == set(ACROSS)


def test_the_longest_are_there():
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []
