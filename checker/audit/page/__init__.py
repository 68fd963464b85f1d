"""The page of an audit: one file for a browser and for paper, that asks for nothing of the network."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from checker.audit.model import Overview
from checker.audit.statistics import Tally
from checker.office.files import whole

if TYPE_CHECKING:
    from jinja2 import Environment

MOST = 500
"""So many reports have a section of their own."""
MOST_TEXT = 6_000_000
"""Code points of their gaps: some 20 MB of a file, which a browser still opens in seconds."""

_BUFFER = 400  # pieces of a template that are written at once


def write_page(
    overview: Overview, path: str | os.PathLike[str], lang: str, *, counted: Tally | None = None, most: int = MOST
) -> None:
    """Write the page of *overview* to *path*, whole or not at all, piece by piece.

    Works without its script, which sorts and filters the table.  Reports beyond *most*, or beyond what a browser takes,
    are in the table only, and the page says so.

    :raises UsageError: ``write-failed``.
    """
    from markupsafe import Markup

    from checker.audit.page.view import AuditPage
    from checker.audit.statistics import tally
    from checker.render.page import policy, style

    folder = files(__name__).joinpath("templates")
    look = style() + folder.joinpath("index.css").read_text(encoding="utf-8")
    script = folder.joinpath("table.js").read_text(encoding="utf-8")
    page = AuditPage(overview, counted or tally(overview), lang, most=most, most_text=MOST_TEXT)
    stream = (
        _environment(lang)
        .get_template("index.html.jinja")
        .stream(
            page=page,
            style=Markup(look),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704
            policy=policy([look], [script]),
        )
    )
    stream.enable_buffering(_BUFFER)
    with whole(path) as beside, beside.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for piece in stream:
            file.write(piece)
        file.write("\n")


@cache
def _environment(lang: str) -> Environment:
    """Return templates of this folder and of pages, each compiled once."""
    from jinja2 import ChoiceLoader, PackageLoader

    from checker.render.page import environment

    base = environment(lang)
    loaders = [PackageLoader(__name__, "templates"), *([base.loader] if base.loader else [])]
    return base.overlay(loader=ChoiceLoader(loaders))
