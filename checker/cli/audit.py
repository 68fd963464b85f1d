"""The options of ``checker audit``, and its commands ``query``, ``merge`` and ``template``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from checker.cli.command import Command
from checker.i18n import say

QUESTIONS = (
    *("summary", "ranking", "missing", "late", "twice", "unreadable", "gaps", "failing", "unit", "similar", "findings"),
)  # fmt: skip
FORMATS = ("text", "csv", "json")


class _Audit(Command):
    """``audit PATH…``, unless its first word is the name of one of *commands*.

    A folder of such a name is written ``./query``.
    """

    commands: dict[str, Callable[[str], click.Command]]

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command that is meant."""
        if args and args[0] in self.commands:
            command = self.commands[args[0]](self.lang)
            return command.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.commands)


def command(lang: str) -> click.Command:
    """The command in *lang*."""

    def invoke(paths: tuple[str, ...], **options: Any) -> int:
        from checker.cli.audit_run import Request, audit

        return audit(Request(paths, lang, **options))

    made = _Audit(
        "audit",
        lang=lang,
        about=["help.program.audit", "help.program.audit.more", "help.program.audit.status"],
        callback=invoke,
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar=say("help.metavar.path", lang)),
            _option("out", lang, "folder", required=True),
            *_closing(lang),
            _option("last-year", lang, "folder"),
            _option("rules", lang, "pack"),
            _option("filer", lang, "filer"),
            _option("limit", lang, "limit", multiple=True),
            _option("waivers", lang, "file"),
            _option("jobs", lang, "jobs", type=click.IntRange(1, 256)),
            _option("shard", lang, "shard"),
        ],
    )
    made.commands = {"query": _query, "merge": _merge, "template": _template}
    return made


def _query(lang: str) -> click.Command:
    def invoke(store: str, question: str, rule: str | None, unit: str | None, **options: Any) -> int:
        from checker.cli.audit_query import Question, query

        return query(store, Question(question, rule, unit), options["format"], lang)

    formats = say("help.option.format", lang) + say("help.default", lang, value=FORMATS[0])
    question = click.Choice(QUESTIONS)
    params: list[click.Parameter] = [
        click.Argument(["store"], metavar=say("help.metavar.store", lang)),
        click.Argument(["question"], type=question, metavar=say("help.metavar.question", lang)),
        _option("rule", lang, "rule"),
        _option("unit", lang, "unit", "audit-unit"),
        click.Option(["--format"], type=click.Choice(FORMATS), default=FORMATS[0], help=formats),
    ]
    about = ["help.program.audit.query", "help.program.audit.query.status"]
    return Command("query", lang=lang, about=about, callback=invoke, params=params)


def _merge(lang: str) -> click.Command:
    def invoke(stores: tuple[str, ...], **options: Any) -> int:
        from checker.cli.audit_run import Request, merge

        return merge(Request(stores, lang, **options))

    params: list[click.Parameter] = [
        click.Argument(["stores"], nargs=-1, required=True, metavar=say("help.metavar.store", lang)),
        _option("out", lang, "folder", required=True),
        *_closing(lang),
    ]
    about = ["help.program.audit.merge", "help.program.audit.status"]
    return Command("merge", lang=lang, about=about, callback=invoke, params=params)


def _template(lang: str) -> click.Command:
    def invoke(file: str) -> int:
        from checker.audit.letters import write_template

        write_template(file, lang)
        return 0

    params: list[click.Parameter] = [click.Argument(["file"], metavar=say("help.metavar.file", lang))]
    return Command("template", lang=lang, about=["help.program.audit.template"], callback=invoke, params=params)


def _closing(lang: str) -> list[click.Parameter]:
    """The options on all reports together, which a run and a merge share."""
    return [
        _option("roster", lang, "file"),
        _option("year", lang, "year", "audit-year", type=click.IntRange(1949, 2999)),
        _option("title", lang, "text"),
        _option("template", lang, "file", "audit-template"),
        _option("today", lang, "date", "audit-today"),
    ]


def _option(name: str, lang: str, metavar: str, about: str | None = None, **rest: Any) -> click.Option:
    text = say(f"help.option.{about or name}", lang)
    return click.Option([f"--{name}"], metavar=say(f"help.metavar.{metavar}", lang), help=text, **rest)
