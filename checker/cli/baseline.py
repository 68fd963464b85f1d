"""``checker baseline``: write down the gaps that are there, see to the file, take out what has been mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from checker.cli.command import Command, Group
from checker.i18n import say

_FORMATS = ("text", "json")


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    factories = {"write": _write, "prune": _prune, "show": _show, "lint": _lint}
    return Group("baseline", lang=lang, about="help.program.baseline", factories=factories)


def _write(lang: str) -> click.Command:
    from checker.cli.baseline_commands import write
    from checker.cli.check import Request

    def invoke(paths: tuple[str, ...], output: str | None, **options: Any) -> int:
        return write(Request(paths, lang, **options), output)

    output = click.Option(
        ["--output", "-o"], metavar=say("help.metavar.file", lang), help=say("help.option.output.baseline", lang)
    )
    return _judging("write", lang, [output], invoke)


def _prune(lang: str) -> click.Command:
    from checker.cli.baseline_commands import prune
    from checker.cli.check import Request

    def invoke(paths: tuple[str, ...], **options: Any) -> int:
        return prune(Request(paths, lang, **options))

    file = click.Option(
        ["--baseline"], metavar=say("help.metavar.file", lang), help=say("help.option.baseline.file", lang)
    )
    return _judging("prune", lang, [file], invoke)


def _judging(name: str, lang: str, params: Sequence[click.Parameter], invoke: Any) -> click.Command:
    """A command that judges reports as ``check`` does."""

    def option(name: str, metavar: str | None = None, **rest: Any) -> click.Option:
        shown = say(f"help.metavar.{metavar}", lang) if metavar else None
        return click.Option([f"--{name}"], metavar=shown, help=say(f"help.option.{name}", lang), **rest)

    shared = [
        option("rules", "pack"),
        option("year", "year", type=click.IntRange(1949, 2999)),
        option("filer", "filer"),
        option("limit", "limit", multiple=True),
        option("waivers", "file"),
        option("today", "date"),
        option("config", "file"),
        option("no-config", is_flag=True),
        option("cache", "folder"),
        option("no-cache", is_flag=True),
    ]
    paths = click.Argument(["paths"], nargs=-1, required=False, metavar=say("help.metavar.path", lang))
    about = [f"help.program.baseline.{name}", "help.program.baseline.status"]
    return Command(name, lang=lang, about=about, callback=invoke, params=[paths, *params, *shared])


def _show(lang: str) -> click.Command:
    from checker.cli.baseline_commands import show

    def invoke(file: str | None, **options: Any) -> int:
        return show(file, options["format"], lang)

    return _looking("show", lang, [], invoke)


def _lint(lang: str) -> click.Command:
    from checker.cli.baseline_commands import lint

    def invoke(file: str | None, rules: str | None, **options: Any) -> int:
        return lint(file, rules, options["format"], lang)

    rules = click.Option(
        ["--rules"], metavar=say("help.metavar.pack", lang), help=say("help.option.rules.waivers", lang)
    )
    return _looking("lint", lang, [rules], invoke)


def _looking(name: str, lang: str, params: Sequence[click.Parameter], invoke: Any) -> click.Command:
    """A command that looks at the file alone."""
    formats = say("help.option.format", lang) + say("help.default", lang, value=_FORMATS[0])
    file = click.Argument(["file"], required=False, metavar=say("help.metavar.file", lang))
    form = click.Option(["--format"], type=click.Choice(_FORMATS), default=_FORMATS[0], help=formats)
    about = [f"help.program.baseline.{name}"]
    return Command(name, lang=lang, about=about, callback=invoke, params=[file, *params, form])
