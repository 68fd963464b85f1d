"""Click's commands with help in the user's language, laid out by columns rather than by characters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from checker.cli import stdio
from checker.cli.settings import FAIL_ON, OPTIONS
from checker.errors import UsageError
from checker.i18n import DEFAULT, LANGUAGES, has_message, say
from checker.presentation.escape import one_line
from checker.render.terminal import term_list
from checker.rulebook.load import DEFAULT_PACK
from checker.text.width import width, wrap

_INDENT = "  "
_WIDEST_TERM = 34  # columns: a longer option stands on a line of its own


class _Helped(click.Command):
    """What commands and groups of them share: the language in which they explain themselves."""

    lang: str

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its text in our language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("help.option.help", self.lang)
        return option


class Command(_Helped):
    """A command whose texts come from the catalogue.

    *path* is its name behind those of its groups (``rules.list``); its help are the messages ``help.program.<path>``
    and what continues them, then that with the key *beside*.
    """

    def __init__(
        self, path: str, lang: str, callback: Callable[..., int], params: Sequence[click.Parameter], beside: str = ""
    ) -> None:
        super().__init__(path.rpartition(".")[2], params=[*params, _language_option(lang)], callback=callback)
        self.lang = lang
        what = "" if not has_message(f"help.program.{path}.what") else ".what"
        keys = [f"help.program.{path}{end}" for end in (what, ".more", ".status")]
        self.about = [*filter(has_message, keys), *([beside] if beside else [])]
        # What is too much is told by us, see parse_args.
        self.context_settings["allow_extra_args"] = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, but with our words for arguments that nobody asked for."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser leaves it out, and the remedy names the command
            raise
        if ctx.args:
            raise UsageError("extra-argument", names=list(ctx.args), usage=usage(self, ctx))
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, what the command does, options."""
        formatter.write("\n".join(help_lines(self, ctx, self.lang, self.about, [])) + "\n")


class Group(_Helped, click.Group):
    """Commands by name; each is made by its factory, from the language, when it is used."""

    def __init__(
        self,
        name: str,
        lang: str,
        factories: Mapping[str, Callable[[str], click.Command]],
        params: Sequence[click.Parameter] = (),
    ) -> None:
        super().__init__(name, params=[*params, _language_option(lang)], no_args_is_help=False)
        self.lang = lang
        self.about = "help.program" if params else f"help.program.{name}"
        self._factories = factories
        self._names = list(factories)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the help."""
        return self._names

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, or ``None`` where there is none of this name."""
        return self._factories[cmd_name](self.lang) if cmd_name in self._factories else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does, but with our words for a command that does not exist."""
        if args and args[0] not in self._names and not args[0].startswith("-"):
            suggestion = stdio.near(args[0], self._names, self.lang)
            raise UsageError("no-such-command", name=args[0], near=suggestion, names=self._names)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; without one, say which there are."""
        if not (getattr(ctx, "_protected_args", None) or ctx.args):
            example = f"{ctx.command_path} {self._names[0]} --help"
            raise UsageError("missing-command", names=self._names, example=example)
        return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, what the program is for, commands, options."""
        commands = [(name, say(f"{self.about}.{name}", self.lang)) for name in self._names]
        formatter.write("\n".join(help_lines(self, ctx, self.lang, [self.about], commands)) + "\n")


def usage(command: click.Command, ctx: click.Context) -> str:
    """Return how the command is written, on one line."""
    lang = getattr(command, "lang", DEFAULT)
    needed = [term_of(param) for param in command.params if isinstance(param, click.Option) and param.required]
    words = [ctx.command_path, *needed, say("help.options.metavar", lang)]
    if isinstance(command, click.Group):
        words.append(say("help.commands.metavar", lang))
    words += [term_of(param) for param in command.params if isinstance(param, click.Argument)]
    return " ".join(words)


def term_of(param: click.Parameter) -> str:
    """Return an operand, or an option that is needed, as help and messages show it.

    Not by ``make_metavar``, which changed between versions.
    """
    name = str(param.metavar or param.name)
    if isinstance(param, click.Option):
        return f"{param.opts[0]} {name}"
    if param.nargs == -1:
        name += "…"
    return name if param.required else f"[{name}]"


def help_lines(
    command: click.Command, ctx: click.Context, lang: str, about: Sequence[str], commands: Sequence[tuple[str, str]]
) -> list[str]:
    """Return the help of a command."""
    columns = stdio.columns(sys.stdout)
    lines = wrap(say("help.usage", lang) + usage(command, ctx), columns, rest=_INDENT)
    for key in about:
        lines += ["", *wrap(say(key, lang), columns, first=_INDENT, rest=_INDENT)]
    options = [_option_row(param) for param in command.get_params(ctx) if isinstance(param, click.Option)]
    for title, rows in (("help.commands", commands), ("help.options", options)):
        column = max((width(term) for term, _ in rows if width(term) <= _WIDEST_TERM), default=0)
        lines += ["", say(title, lang), *term_list(rows, columns, column)] if rows else []
    return lines


def _option_row(option: click.Option) -> tuple[str, str]:
    """Return an option with what it takes, and what it does."""
    kind = option.type
    takes = option.metavar or ("|".join(kind.choices) if isinstance(kind, click.Choice) else "")
    names = ", ".join([*option.opts, *option.secondary_opts])
    return f"{names} {takes}".rstrip(), option.help or ""


def _language_option(lang: str) -> click.Option:
    """Return ``--lang``, taken from the command line before click sees it (:func:`checker.cli.main.language`)."""
    return click.Option(
        ["--lang"], type=click.Choice(list(LANGUAGES)), expose_value=False, help=say("help.option.lang", lang)
    )


_KINDS: dict[str, dict[str, Any]] = {
    "flag": {"is_flag": True},
    "texts": {"multiple": True},
    "year": {"type": click.IntRange(1949, 2999)},
    "severity": {"type": click.Choice(("error", "warning", "advice", "never"))},
    "points": {"type": click.FloatRange(0, 100)},
}
"""What a shared option takes → what click is told of it; nothing of a text."""


def typed(path: str) -> str:
    """Return a path as it is typed in a command, in quotation marks where it has blanks."""
    return f'"{path}"' if " " in path else path


def rules_again(ref: str | None) -> str:
    """Return the option by which a command that is to be run next uses the same pack; nothing where none was asked for."""
    return f" --rules {typed(one_line(ref))}" if ref and ref != DEFAULT_PACK else ""


def option(
    name: str, lang: str, metavar: str | None = None, *, about: str = "", names: Sequence[str] = (), **rest: Any
) -> click.Option:
    """Return the option *name*, explained by ``help.option.<about>`` (else its name), with its default where it has one."""
    shared, takes = OPTIONS.get(name, (None, ""))
    default = FAIL_ON if name == "fail-on" else rest.get("default")  # that one the configuration may settle
    text = say(f"help.option.{about or name}", lang) + (say("help.default", lang, value=default) if default else "")
    metavar = metavar or shared
    told = say(f"help.metavar.{metavar}", lang) if metavar else None
    return click.Option([*(names or [f"--{name}"])], metavar=told, help=text, **{**_KINDS.get(takes, {}), **rest})


def operand(name: str, lang: str, metavar: str, **rest: Any) -> click.Argument:
    """Return the operand *name*, shown by the message ``help.metavar.<metavar>``; ``nargs=-1`` where there may be many."""
    return click.Argument([name], metavar=say(f"help.metavar.{metavar}", lang), **rest)


def shared_options(lang: str, *names: str) -> list[click.Parameter]:
    """Return the shared options *names*."""
    return [option(name, lang) for name in names]


def text_or_json(lang: str, about: str = "format") -> click.Option:
    """Return the option ``--format`` of commands that print text or JSON; they have it as ``form``."""
    return option(
        "format", lang, about=about, names=["--format", "form"], type=click.Choice(("text", "json")), default="text"
    )
