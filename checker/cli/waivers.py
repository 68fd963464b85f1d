"""``checker waivers``: see whether a file of waivers can be used."""

from __future__ import annotations

from functools import partial

import click

from checker.cli import stdio
from checker.cli.command import Command, Group, operand, option, shared_options, text_or_json
from checker.cli.judging import day_from, waiver_note
from checker.errors import WaiverError
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.rulebook.locate import relative_path
from checker.waivers.load import load_waivers, packs_with

DEFAULT_FILE = ".checker-waivers.yaml"
VALID, EXPIRED, INVALID = 0, 1, 2


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    return Group("waivers", lang, {"lint": _lint_command})


def _lint_command(lang: str) -> click.Command:
    params = [
        operand("file", lang, "file", required=False, default=DEFAULT_FILE),
        option("rules", lang, about="rules.waivers"),
        *shared_options(lang, "today"),
        text_or_json(lang),
    ]
    return Command("waivers.lint", lang, partial(lint_waivers, lang=lang), params)


def lint_waivers(file: str, rules: str | None, today: str | None, form: str, lang: str) -> int:
    """Print every fault of the *file*, or which of its waivers do not hold any more."""
    day, file = day_from(today), relative_path(file)
    try:
        waivers = load_waivers(file, packs_with([rules] if rules else []), day)
    except WaiverError as error:
        if not error.problems:
            raise
        stdio.put_faults(error.problems, form, lang)
        return INVALID
    standing = [(waiver, waiver.standing(day)) for waiver in waivers]
    expired = sum(state == "expired" for _, state in standing)
    if form == "json":
        found = [waiver._asdict() | {"state": state} for waiver, state in standing]
        stdio.put_json({"ok": not expired, "problems": [], "waivers": found})
    else:
        lines = [waiver_note(waiver, file, state, lang) for waiver, state in standing if state != "active"]
        key = "waivers.lint.expired" if expired else "waivers.lint.ok"
        lines.append(say(key, lang, file=one_line(file), count=expired or len(waivers)))
        stdio.put("\n".join(lines) + "\n")
    return EXPIRED if expired else VALID
