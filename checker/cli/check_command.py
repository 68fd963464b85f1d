"""The options of ``checker check``."""

from __future__ import annotations

from typing import Any

import click

from checker.cli import settings
from checker.cli.command import Command
from checker.i18n import say
from checker.render.registry import FILES, RENDERERS

FAIL_ON = ("error", "warning", "advice", "never")


def command(lang: str) -> click.Command:
    """The command in *lang*; the defaults are those of :class:`checker.cli.check.Request`."""
    from checker.cli.check import Request, check

    defaults: dict[str, Any] = Request(())._asdict()
    settled = {"fail-on": settings.FAIL_ON}  # not by an option, so that the configuration may say something else

    def option(name: str, metavar: str | None = None, **rest: Any) -> click.Option:
        text = say(f"help.option.{name}", lang)
        default = defaults[name.replace("-", "_")]
        if value := settled.get(name, default if isinstance(default, str) else None):
            text += say("help.default", lang, value=value)
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
            click.Argument(["paths"], nargs=-1, required=False, metavar=say("help.metavar.path", lang)),
            option("rules", "pack"),
            option("year", "year", type=click.IntRange(1949, 2999)),
            option("filer", "filer"),
            option("format", type=click.Choice([*RENDERERS, *FILES])),
            option("write", "write", multiple=True),
            option("fail-on", type=click.Choice(FAIL_ON)),
            option("min-score", "points", type=click.FloatRange(0, 100)),
            option("quiet", is_flag=True),
            option("verbose", is_flag=True),
            option("limit", "limit", multiple=True),
            option("waivers", "file"),
            option("today", "date"),
            option("baseline", "file"),
            option("config", "file"),
            option("no-config", is_flag=True),
            option("force-exclude", is_flag=True),
            option("cache", "folder"),
            option("no-cache", is_flag=True),
            option("changed-since", "revision"),
            option("files-from", "file"),
        ],
    )
