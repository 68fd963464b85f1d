"""``checker waivers``: see whether a file of waivers can be used."""

from __future__ import annotations

from typing import Any

import click

from checker.cli.command import Command, Group
from checker.i18n import say

_FORMATS = ("text", "json")


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    return Group("waivers", lang=lang, about="help.program.waivers", factories={"lint": _lint})


def _lint(lang: str) -> click.Command:
    from checker.cli.waivers_commands import DEFAULT_FILE, lint

    def invoke(file: str, rules: str | None, today: str | None, **options: Any) -> int:
        return lint(file, rules, today, options["format"], lang)

    formats = say("help.option.format", lang) + say("help.default", lang, value=_FORMATS[0])
    about = ["help.program.waivers.lint", "help.program.waivers.lint.status"]
    pack, day = say("help.metavar.pack", lang), say("help.metavar.date", lang)
    params: list[click.Parameter] = [
        click.Argument(["file"], required=False, default=DEFAULT_FILE, metavar=say("help.metavar.file", lang)),
        click.Option(["--rules"], metavar=pack, help=say("help.option.rules.waivers", lang)),
        click.Option(["--today"], metavar=day, help=say("help.option.today", lang)),
        click.Option(["--format"], type=click.Choice(_FORMATS), default=_FORMATS[0], help=formats),
    ]
    return Command("lint", lang=lang, about=about, callback=invoke, params=params)
