"""The output formats, each in a module of its own that is imported when the format is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.render.protocol import Renderer
    from checker.render.view import View

RENDERERS = {
    "text": "checker.render.text",
    "json": "checker.render.json",
    "sarif": "checker.render.sarif",
    "junit": "checker.render.junit",
    "github": "checker.render.github",
    "gitlab": "checker.render.gitlab",
    "html": "checker.render.html",
    "markdown": "checker.render.markdown",
    "csv": "checker.render.csv",
}
"""Format → the module that holds its ``Renderer``."""


def create(name: str, view: View) -> Renderer:
    """A renderer of the format *name*, one of :data:`RENDERERS`."""
    renderer: Renderer = import_module(RENDERERS[name]).Renderer(view)
    return renderer
