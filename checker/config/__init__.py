"""The configuration of a repository of reports (``.checker.yaml``): found here; read and checked in :mod:`checker.config.load`.

Where it is, is part of every start, so this asks the system a few questions and imports nothing.
"""
# ruff: noqa: PTH100, PTH113, PTH118, PTH120

from __future__ import annotations

import os

NAME = ".checker.yaml"
_TOP = ".git"


def find_config(start: str) -> str | None:
    """Return the path of the configuration that holds in the folder *start*: the nearest one upwards.

    The search ends with the folder that holds ``.git``: what lies above belongs to somebody else.
    """
    folder = os.path.abspath(start)
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, _TOP)):
            return None
        folder = above
