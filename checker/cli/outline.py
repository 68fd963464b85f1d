"""``checker outline``: the skeleton of a report that the pack accepts once it is filled in."""

from __future__ import annotations

from typing import Any

import click

from checker.cli.command import Command
from checker.i18n import say


def command(lang: str) -> click.Command:
    """The command in *lang*."""

    def run(**options: Any) -> int:
        from checker.cli.outline_command import Request, outline

        return outline(Request(lang=lang, **options))

    def option(names: list[str], text: str, metavar: str, **rest: Any) -> click.Option:
        return click.Option(
            names, metavar=say(f"help.metavar.{metavar}", lang), help=say(f"help.option.{text}", lang), **rest
        )

    return Command(
        "outline",
        lang=lang,
        about=["help.program.outline", "help.program.outline.status"],
        callback=run,
        params=[
            option(["--unit"], "unit", "unit", required=True),
            option(["--year"], "outline.year", "year", required=True, type=click.IntRange(1949, 2999)),
            option(["--rules"], "outline.rules", "pack"),
            option(["--filer"], "outline.filer", "filer"),
            option(["--from", "earlier"], "from", "file"),
            option(["-o", "--output"], "output", "file"),
            option(["--limit"], "limit", "limit", multiple=True),
        ],
    )
