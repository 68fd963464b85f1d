"""The command line as click commands, built in the user's language; each command is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from checker import __version__
from checker.cli.command import Group
from checker.cli.usage import translated
from checker.i18n import say

PROGRAM = "checker"


def _imported(module: str) -> Callable[[str], click.Command]:
    """Make the command of *module*, which is imported only then."""

    def factory(lang: str) -> click.Command:
        command: click.Command = import_module(module).command(lang)
        return command

    return factory


COMMANDS = {
    "check": _imported("checker.cli.check_command"),
    "annotate": _imported("checker.cli.annotate_command"),
    "watch": _imported("checker.cli.watch"),
    "compare": _imported("checker.cli.compare"),
    "outline": _imported("checker.cli.outline"),
    "audit": _imported("checker.cli.audit"),
    "rules": _imported("checker.cli.rules"),
    "waivers": _imported("checker.cli.waivers"),
    "baseline": _imported("checker.cli.baseline"),
    "config": _imported("checker.cli.config"),
    "init": _imported("checker.cli.init"),
}
"""Name of a command → what makes it."""


def start(args: list[str], lang: str) -> int:
    """Run *args*; what click itself finds wrong is raised as an error of ours."""
    try:
        status: Any = program(lang).main(args, prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        raise translated(error, lang) from None
    return status if isinstance(status, int) else 0


def program(lang: str) -> click.Command:
    """The whole command line in *lang*."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_print_version,
        help=say("help.option.version", lang),
    )
    return Group(PROGRAM, lang=lang, about="help.program", factories=COMMANDS, params=[version])


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"{PROGRAM} {__version__}")
        ctx.exit()
