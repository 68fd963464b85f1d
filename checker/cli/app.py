"""The command line as click commands, built in the user's language; each command is imported when it is used."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import click

from checker import __version__
from checker.cli import stdio
from checker.cli.command import Group, option, term_of, usage
from checker.errors import UsageError
from checker.readers.folders import SUFFIXES

PROGRAM = "checker"


def _imported(name: str, lang: str) -> click.Command:
    """Make the command *name*; its module is imported only then."""
    command: click.Command = import_module(f"checker.cli.{name}").command(lang)
    return command


_NAMES = (
    *("check", "annotate", "serve", "watch", "compare", "outline", "audit"),
    *("rules", "waivers", "baseline", "config", "init"),
)
COMMANDS: dict[str, Callable[[str], click.Command]] = {name: partial(_imported, name) for name in _NAMES}
"""Name of a command → what makes it."""


def run_command(args: list[str], lang: str) -> int:
    """Run *args*; what click itself finds wrong is raised as an error of ours."""
    if args and args[0] not in COMMANDS and _is_path(args[0]):
        args = ["check", *args]  # the file was dropped on the program, or the command forgotten
    try:
        status: Any = program(lang).main(args, prog_name=PROGRAM, standalone_mode=False)
    except click.exceptions.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        raise translated(error, lang) from None
    return status if isinstance(status, int) else 0


def _is_path(word: str) -> bool:
    """Return whether *word* can be nothing but a file or a folder: it is there, or ends as reports do."""
    return not word.startswith("-") and (os.path.exists(word) or word.lower().endswith(SUFFIXES))  # noqa: PTH110


def program(lang: str) -> click.Command:
    """Return the whole command line in *lang*."""
    version = option("version", lang, is_flag=True, expose_value=False, is_eager=True, callback=_print_version)
    return Group(PROGRAM, lang, COMMANDS, [version])


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"{PROGRAM} {__version__}")
        ctx.exit()


def translated(error: click.ClickException, lang: str) -> UsageError:
    """Return the error of the catalogue that says what *error* says."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "checker"
    if isinstance(error, click.NoSuchOption):
        options = [name for param in ctx.command.get_params(ctx) for name in param.opts] if ctx is not None else []
        suggestion = stdio.near(error.option_name, options, lang)
        return UsageError("no-such-option", name=error.option_name, near=suggestion, command=command)
    if isinstance(error, click.BadOptionUsage):
        return _option_use(error, ctx, command)
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Option):
        return UsageError(
            "missing-option", name=f"{error.param.opts[-1]} {error.param.metavar or ''}".rstrip(), command=command
        )
    if isinstance(error, click.MissingParameter) and error.param is not None and ctx is not None:
        return UsageError("missing-argument", name=term_of(error.param), usage=usage(ctx.command, ctx))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _wrong_value_error(error, error.param, command)
    return UsageError("usage", detail=error.format_message(), command=command)


def _option_use(error: click.BadOptionUsage, ctx: click.Context | None, command: str) -> UsageError:
    """Return the error of a value where none is taken, or of none where one is needed."""
    params = ctx.command.get_params(ctx) if ctx is not None else []
    is_flag = any(getattr(param, "is_flag", False) for param in params if error.option_name in param.opts)
    return UsageError("takes-no-value" if is_flag else "needs-value", name=error.option_name, command=command)


def _wrong_value_error(error: click.BadParameter, param: click.Parameter, command: str) -> UsageError:
    """Return the error of a value that the option does not take, with those that it does."""
    name, kind = term_of(param) if isinstance(param, click.Argument) else param.opts[-1], param.type
    if isinstance(kind, click.Choice):
        return UsageError("not-a-choice", name=name, choices=list(kind.choices))
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        return UsageError("not-in-range", name=name, low=kind.min, high=kind.max)
    return UsageError("usage", detail=error.format_message(), command=command)
