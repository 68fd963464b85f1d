"""``checker config``: what holds for a report, and where it was said."""

from __future__ import annotations

from typing import Any

import click

from checker.cli.command import Command, Group
from checker.i18n import say

_FORMATS = ("text", "json")


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    return Group("config", lang=lang, about="help.program.config", factories={"show": _show})


def _show(lang: str) -> click.Command:
    from checker.cli.config_commands import show

    def invoke(path: str | None, config: str | None, **options: Any) -> int:
        return show(path, config, options["format"], lang)

    formats = say("help.option.format.plain", lang) + say("help.default", lang, value=_FORMATS[0])
    params: list[click.Parameter] = [
        click.Argument(["path"], required=False, metavar=say("help.metavar.path", lang)),
        click.Option(["--config"], metavar=say("help.metavar.file", lang), help=say("help.option.config", lang)),
        click.Option(["--format"], type=click.Choice(_FORMATS), default=_FORMATS[0], help=formats),
    ]
    return Command("show", lang=lang, about=["help.program.config.show"], callback=invoke, params=params)
