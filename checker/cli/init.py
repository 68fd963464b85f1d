"""``checker init``: what a repository of reports starts from."""

from __future__ import annotations

from functools import partial

import click

from checker.cli import stdio
from checker.cli.command import Command, option
from checker.errors import UsageError
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.readers.folders import PAPERS, SUFFIXES
from checker.rulebook.locate import relative_path
from checker.starter import PACKAGE, TEMPLATES, Placed, place_files, starter_files

DONE, LEFT = 0, 1
_NONE = "none"


def command(lang: str) -> click.Command:
    """Return the command in *lang*."""
    params = [
        option("template", lang, type=click.Choice([*TEMPLATES, _NONE]), multiple=True),
        option("dir", lang, "folder", names=["--dir", "folder"], default="."),
        option("package", lang, "package", default=PACKAGE),
    ]
    return Command("init", lang, partial(init, lang=lang), params)


def init(template: tuple[str, ...], folder: str, package: str, lang: str) -> int:
    """Write the files of each *template* into *folder*, tell what became of each, and return the exit status.

    :raises UsageError: ``bad-package``, ``none-and-others``, ``no-such-folder``, ``write-failed``.
    """
    if _NONE in template and set(template) != {_NONE}:
        raise UsageError("none-and-others")
    if not package.strip() or package.startswith("-") or not package.isprintable():
        raise UsageError("bad-package", value=package)
    placed = place_files(starter_files(template, package, patterns(), lang), folder)
    stdio.put("\n".join(_told_lines(placed, folder, template, lang)) + "\n")
    return LEFT if placed.left else DONE


def patterns() -> dict[str, str]:
    """Return the names that a hook takes for reports and for none, as a walk through a folder does, for Python's ``re``."""
    suffixes = "|".join(suffix.removeprefix(".") for suffix in SUFFIXES)
    return {
        "files": rf"(?i)\.({suffixes})$",
        "exclude": rf"(?i)(^|/)(\.|~\$|({'|'.join(PAPERS)})(\.[^/]*)?$)",
    }


def _told_lines(placed: Placed, folder: str, templates: tuple[str, ...], lang: str) -> list[str]:
    lines = [
        say(f"init.told.{kind}", lang, path=one_line(relative_path(f"{folder}/{path}")))
        for kind, paths in placed._asdict().items()
        for path in paths
    ]
    if placed.left:
        lines.append(say("init.told.left.what", lang))
    lines.append(say("init.told.next", lang))
    if not templates:
        lines.append(say("init.told.templates", lang, names=list(TEMPLATES)))
    lines += [say(f"init.told.next.{name}", lang) for name in TEMPLATES if name in templates]
    return lines
