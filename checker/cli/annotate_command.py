"""The options of ``checker annotate``."""

from __future__ import annotations

from typing import Any

import click

from checker.cli.command import Command
from checker.i18n import say


def command(lang: str) -> click.Command:
    """The command in *lang*."""
    from checker.annotate.comments import AUTHOR
    from checker.cli.annotate import Request, annotate

    def option(names: list[str], metavar: str | None, key: str, **rest: Any) -> click.Option:
        shown = say(f"help.metavar.{metavar}", lang) if metavar else None
        return click.Option(names, metavar=shown, help=say(f"help.option.{key}", lang, author=AUTHOR), **rest)

    def run(report: str, **options: Any) -> int:
        return annotate(Request(report, lang, **options))

    return Command(
        "annotate",
        lang=lang,
        about=["help.program.annotate", "help.program.annotate.status"],
        callback=run,
        params=[
            click.Argument(["report"], metavar=say("help.metavar.report", lang)),
            option(["-o", "--output"], "file", "output.annotate"),
            option(["--force"], None, "force", is_flag=True),
            option(["--rules"], "pack", "rules"),
            option(["--year"], "year", "year", type=click.IntRange(1949, 2999)),
            option(["--filer"], "filer", "filer"),
            option(["--limit"], "limit", "limit", multiple=True),
            option(["--waivers"], "file", "waivers"),
            option(["--today"], "date", "today.annotate"),
        ],
    )
