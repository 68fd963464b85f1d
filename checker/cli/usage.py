"""What click finds wrong with a command line, as errors of ours: in the user's language, with a remedy."""

from __future__ import annotations

import click

from checker.cli.command import argument, usage
from checker.cli.errors import near
from checker.errors import UsageError


def translated(error: click.ClickException, lang: str) -> UsageError:
    """The error of the catalogue that says what *error* says."""
    ctx = getattr(error, "ctx", None)
    command = ctx.command_path if ctx is not None else "checker"
    if isinstance(error, click.NoSuchOption):
        options = [name for param in ctx.command.get_params(ctx) for name in param.opts] if ctx is not None else []
        suggestion = near(error.option_name, options, lang)
        return UsageError("no-such-option", name=error.option_name, near=suggestion, command=command)
    if isinstance(error, click.BadOptionUsage):
        return _option_use(error, ctx, command)
    if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Option):
        return UsageError(
            "missing-option", name=f"{error.param.opts[-1]} {error.param.metavar or ''}".rstrip(), command=command
        )
    if isinstance(error, click.MissingParameter) and error.param is not None and ctx is not None:
        return UsageError("missing-argument", name=argument(error.param), usage=usage(ctx.command, ctx))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _value(error, error.param, command)
    return UsageError("usage", detail=error.format_message(), command=command)


def _option_use(error: click.BadOptionUsage, ctx: click.Context | None, command: str) -> UsageError:
    """A value where none is taken, or none where one is needed."""
    params = ctx.command.get_params(ctx) if ctx is not None else []
    is_flag = any(getattr(param, "is_flag", False) for param in params if error.option_name in param.opts)
    return UsageError("takes-no-value" if is_flag else "needs-value", name=error.option_name, command=command)


def _value(error: click.BadParameter, param: click.Parameter, command: str) -> UsageError:
    """A value that the option does not take, with those that it does."""
    name, kind = argument(param) if isinstance(param, click.Argument) else param.opts[-1], param.type
    if isinstance(kind, click.Choice):
        return UsageError("not-a-choice", name=name, choices=list(kind.choices))
    if isinstance(kind, (click.IntRange, click.FloatRange)):
        return UsageError("not-in-range", name=name, low=kind.min, high=kind.max)
    return UsageError("usage", detail=error.format_message(), command=command)
