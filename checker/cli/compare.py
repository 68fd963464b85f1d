"""``checker compare``: two drafts of a report, or last year's and this year's."""

from __future__ import annotations

import sys

import click

from checker.cli import stdio as streams
from checker.cli.command import Command
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.i18n import say

_FORMATS = ("text", "json")


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""

    def invoke(old: str, new: str, rules: str | None, filer: str | None, **options: str) -> int:
        from checker.engine.assessor import Assessor

        return compare_files(old, new, Assessor(rules, filer=filer), options["format"], lang)

    formats = say("help.option.format", lang) + say("help.default", lang, value=_FORMATS[0])
    return Command(
        "compare",
        lang=lang,
        about=["help.program.compare.what", "help.program.compare.status"],
        callback=invoke,
        params=[
            click.Argument(["old"], metavar=say("help.argument.old", lang)),
            click.Argument(["new"], metavar=say("help.argument.new", lang)),
            click.Option(["--rules"], metavar=say("help.metavar.pack", lang), help=say("help.option.rules", lang)),
            click.Option(["--filer"], metavar=say("help.metavar.filer", lang), help=say("help.option.filer", lang)),
            click.Option(["--format"], type=click.Choice(_FORMATS), default=_FORMATS[0], help=formats),
        ],
    )


def compare_files(old: str, new: str, assessor: Assessor, name: str, lang: str) -> int:
    """Compare the reports at *old* and *new*, in the format *name*; the exit status.

    :raises CheckerError: where one of them cannot be judged.
    """
    from checker.comparing import compare
    from checker.extras import library
    from checker.render.view import View

    library("rapidfuzz")
    found = compare(_judged(assessor, old), _judged(assessor, new))
    if name == "json":
        from checker.comparing.data import document

        streams.put(document(found, lang))
    else:
        from checker.comparing.text import shown

        view = View(lang=lang, columns=streams.columns(sys.stdout), colour=streams.colour(sys.stdout))
        streams.put(shown(found, view))
    return 1 if found.opened or found.worse else 0


def _judged(assessor: Assessor, path: str) -> Assessment:
    from checker.cli.inputs import shown

    assessment = assessor.read(shown(path))
    if assessment.error is not None:
        raise assessment.error
    return assessment
