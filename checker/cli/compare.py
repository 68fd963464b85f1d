"""``checker compare``: two drafts of a report, or last year's and this year's."""

from __future__ import annotations

from typing import Any

import click

from checker.cli import stdio
from checker.cli.command import Command, operand, shared_options, text_or_json
from checker.cli.judging import MET, NOT_MET, Judging
from checker.cli.settings import Options, settings_of
from checker.engine.model import Assessment
from checker.rulebook.locate import relative_path


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""
    params = [
        operand("old", lang, "old"),
        operand("new", lang, "new"),
        *shared_options(lang, "rules", "filer", "limit", "waivers", "today", "config", "no-config"),
        text_or_json(lang),
    ]

    def run(old: str, new: str, form: str, **given: Any) -> int:
        return compare(Options((old, new), lang, format=form, no_cache=True, **given))

    return Command("compare", lang, run, params)


def compare(options: Options) -> int:
    """Compare the two reports that *options* name; 1 where the later one has gaps that the earlier one had not.

    :raises CheckerError: where one of them cannot be judged.
    """
    from checker.comparing import compare as compared
    from checker.errors import library

    library("rapidfuzz")
    paths = [relative_path(path) for path in options.paths]
    judging = Judging(settings_of(options), paths)
    found = compared(*(_judged_or_raise(judging, path) for path in paths))
    if options.format == "json":
        from checker.comparing.output import comparison_json

        stdio.put(comparison_json(found, options.lang))
    else:
        from checker.comparing.output import comparison_text

        stdio.put(comparison_text(found, judging.view(options.lang)))
    return NOT_MET if found.opened or found.worse else MET


def _judged_or_raise(judging: Judging, path: str) -> Assessment:
    assessment = judging.read(path)
    if assessment.error is not None:
        raise assessment.error
    return assessment
