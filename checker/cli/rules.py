"""``checker rules``: look at a rule pack, and prove it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from checker.cli import rules_commands as run
from checker.cli.command import Command, Group
from checker.i18n import say
from checker.rulebook.load import DEFAULT_PACK

_FORMATS = ("text", "json")


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    factories = {
        "list": _about_pack("list", run.show_list),
        "show": _about_rule("show", run.show_rule),
        "explain": _about_rule("explain", run.explain_rule),
        "lint": _lint,
        "test": _about_pack("test", run.run_tests),
        "trace": _about_pack("trace", run.show_trace),
    }
    return Group("rules", lang=lang, about="help.program.rules", factories=factories)


def _about_pack(name: str, callback: Callable[..., int]) -> Callable[[str], click.Command]:
    """Make the factory of a command about a whole pack."""

    def factory(lang: str) -> click.Command:
        def invoke(rules: str, **options: Any) -> int:
            return callback(rules, options["format"], lang)

        return _command(name, lang, invoke, [_rules(lang), _format(lang)])

    return factory


def _about_rule(name: str, callback: Callable[..., int]) -> Callable[[str], click.Command]:
    """Make the factory of a command about one rule."""

    def factory(lang: str) -> click.Command:
        def invoke(rule: str, rules: str, **options: Any) -> int:
            return callback(rule, rules, options.get("format", "text"), lang)

        argument = click.Argument(["rule"], metavar=say("help.metavar.rule", lang))
        return _command(name, lang, invoke, [argument, _rules(lang), _format(lang)])

    return factory


def _lint(lang: str) -> click.Command:
    """Make the command that lints packs, by default all that come with the checker."""

    def invoke(packs: tuple[str, ...], rules: str | None, **options: Any) -> int:
        return run.lint(packs or ((rules,) if rules else ()), options["format"], lang)

    argument = click.Argument(["packs"], nargs=-1, metavar=say("help.metavar.pack", lang))
    return _command("lint", lang, invoke, [argument, _rules(lang, default=None), _format(lang)])


def _command(name: str, lang: str, callback: Callable[..., int], params: list[click.Parameter]) -> click.Command:
    return Command(name, lang=lang, about=[f"help.program.rules.{name}"], callback=callback, params=params)


def _rules(lang: str, default: str | None = DEFAULT_PACK) -> click.Option:
    text = say("help.option.rules.one", lang) + (say("help.default", lang, value=default) if default else "")
    return click.Option(["--rules"], default=default, metavar=say("help.metavar.pack", lang), help=text)


def _format(lang: str) -> click.Option:
    text = say("help.option.format", lang) + say("help.default", lang, value=_FORMATS[0])
    return click.Option(["--format"], type=click.Choice(_FORMATS), default=_FORMATS[0], help=text)
