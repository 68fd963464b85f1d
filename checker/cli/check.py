"""``checker check``: read, judge, show, and answer with an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from checker.cli import stdio
from checker.cli.inputs import STDIN, SUFFIXES, Inputs, collect, only_changed
from checker.cli.judging import Judging
from checker.cli.outputs import Outputs, targets_from
from checker.cli.settings import Options, Settings, settings_of
from checker.errors import UsageError
from checker.i18n import say
from checker.presentation.escape import one_line
from checker.rulebook.locate import relative_path

if TYPE_CHECKING:
    import click

    from checker.engine.model import Assessment

MET, NOT_MET, NOT_JUDGED = 0, 1, 2
_MANY = 20  # files: fewer are done before a progress bar is worth looking at
_NAMED = 5  # of the files passed over


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""
    import click

    from checker.cli.command import Command, option, options
    from checker.render.registry import FILES, RENDERERS

    def run(paths: tuple[str, ...], **given: Any) -> int:
        return check(Options(paths, lang, **given))

    return Command(
        "check",
        lang=lang,
        about=["help.program.check", "help.program.check.status"],
        callback=run,
        params=[
            click.Argument(["paths"], nargs=-1, required=False, metavar=say("help.metavar.path", lang)),
            *options(lang, "rules", "year", "filer", "part"),
            option("format", lang, type=click.Choice([*RENDERERS, *FILES]), default="text"),
            *options(lang, "write", "fail-on", "min-score", "quiet", "verbose", "limit", "waivers", "today"),
            *options(lang, "baseline", "config", "no-config", "force-exclude", "cache", "no-cache"),
            *options(lang, "changed-since", "files-from"),
        ],
    )


def check(options: Options) -> int:
    """Judge what *options* name and return the exit status: 0, 1 or 2 as the contract has them.

    :raises CheckerError: where nothing can be judged at all.
    """
    settings = settings_of(options)
    inputs = inputs_of(options, settings)
    judging = Judging(settings, inputs.files)
    targets = targets_from(settings.write, [*inputs.files, *settings.files()])
    note_inputs(inputs, options, settings)
    outputs = Outputs(options.format, judging.view(options.lang, quiet=options.quiet, verbose=options.verbose), targets)
    status = MET
    named, results = {relative_path(path) for path in settings.paths}, []
    for assessment in judging.read_many(_with_progress(inputs.files, options), options.lang):
        if is_own_result(assessment) and assessment.path not in named:
            results.append(assessment.path)
            continue
        met = judging.met(assessment)
        outputs.add(assessment, met=met)
        if assessment.error is not None:
            status = NOT_JUDGED
        elif not met:
            status = max(status, NOT_MET)
    outputs.end()
    if results:
        from checker.cli.errors import note

        note(say("run.own-results", options.lang, **_counted(results)))
    judging.finish(options.lang, partly=options.changed_since is not None)
    return status


def is_own_result(assessment: Assessment) -> bool:
    """Return whether what was read is a result of an earlier run."""
    return assessment.error is not None and assessment.error.key == "own-result"


def inputs_of(options: Options, settings: Settings) -> Inputs:
    """Return what is to be judged.

    Where nothing has changed, or files were named and all of them are left out by the configuration, there is nothing
    to judge, and that is no fault: results are written as ever, of no report.

    :raises UsageError: ``nothing-to-check``, ``input-closed``.
    """
    inputs = collect(settings.paths, settings.takes, always=options.force_exclude)
    if options.changed_since is not None:
        inputs = only_changed(inputs, options.changed_since)
    elif not inputs.files and not inputs.named_out:
        note_inputs(inputs._replace(empty=()), options, settings)
        raise UsageError("nothing-to-check", paths=list(inputs.empty or settings.paths), suffixes=list(SUFFIXES))
    if STDIN in inputs.files:
        stdio.check_input()
    return inputs


def note_inputs(inputs: Inputs, options: Options, settings: Settings) -> None:
    """Tell what was asked for and is not judged."""
    lang, since = options.lang, options.changed_since
    notes = [say("run.empty-folder", lang, path=one_line(path)) for path in inputs.empty]
    if since is not None and not inputs.files:
        notes.append(say("run.nothing-changed", lang, revision=one_line(since)))
    if inputs.passed_over:
        notes.append(say("run.passed-over", lang, **_counted(inputs.passed_over)))
    if settings.config is not None and (inputs.named_out or (inputs.excluded and not inputs.files)):
        left_out = inputs.named_out or inputs.excluded
        notes.append(say("run.excluded", lang, file=one_line(settings.config.file), **_counted(left_out)))
    if notes:
        from checker.cli.errors import note

        note("\n".join(notes))


def _counted(names: Sequence[str]) -> dict[str, Any]:
    named = [one_line(name) for name in names[:_NAMED]] + (["…"] if len(names) > _NAMED else [])
    return {"count": len(names), "names": named}


def _with_progress(files: tuple[str, ...], options: Options) -> Iterable[str]:
    """Return *files*, with a bar on standard error where it helps a person and does not disturb what is printed."""
    printing = options.format == "text" and stdio.is_terminal(sys.stdout)
    if len(files) <= _MANY or printing or not stdio.is_terminal(sys.stderr):
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description=say("run.progress", options.lang), console=Console(stderr=True), transient=True)
