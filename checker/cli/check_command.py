"""The options of ``checker check``."""

from __future__ import annotations

from typing import Any

import click

from checker.cli.command import Command
from checker.messages import say
from checker.render.registry import RENDERERS

FAIL_ON = ("error", "warning", "advice", "never")


class _Paths(click.Argument):
    """The paths, without which there must be a list of them."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """As click does, but none is missing where a list is given; what was given is known before what was not."""
        try:
            return super().process_value(ctx, value)
        except click.MissingParameter:
            if ctx.params.get("files_from") is None:
                raise
            return ()


def command(lang: str) -> click.Command:
    """The command in *lang*; the defaults are those of :class:`checker.cli.check.Request`."""
    from checker.cli.check import Request, check

    defaults: dict[str, Any] = Request(())._asdict()

    def option(name: str, metavar: str | None = None, **rest: Any) -> click.Option:
        text = say(f"help.option.{name}", lang)
        default = defaults[name.replace("-", "_")]
        if isinstance(default, str):
            text += say("help.default", lang, value=default)
        shown = say(f"help.metavar.{metavar}", lang) if metavar else None
        return click.Option([f"--{name}"], metavar=shown, help=text, default=default, **rest)

    def run(paths: tuple[str, ...], **options: Any) -> int:
        return check(Request(paths, lang, **options))

    return Command(
        "check",
        lang=lang,
        about=["help.program.check", "help.program.check.status"],
        callback=run,
        params=[
            _Paths(["paths"], nargs=-1, required=True, metavar=say("help.metavar.path", lang)),
            option("rules", "pack"),
            option("year", "year", type=click.IntRange(1949, 2999)),
            option("filer", "filer"),
            option("format", type=click.Choice(list(RENDERERS))),
            option("write", "write", multiple=True),
            option("fail-on", type=click.Choice(FAIL_ON)),
            option("min-score", "points", type=click.FloatRange(0, 100)),
            option("quiet", is_flag=True),
            option("limit", "limit", multiple=True),
            option("waivers", "file"),
            option("today", "date"),
            option("changed-since", "revision"),
            option("files-from", "file"),
        ],
    )
