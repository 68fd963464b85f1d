"""``checker check``: read, judge, show, and answer with an exit status."""
# pathlib would be a quarter of the start-up:
# ruff: noqa: PTH112, PTH113, PTH120, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence

from checker.cli import stdio
from checker.cli.inputs import STDIN, Inputs, collect, only_changed
from checker.cli.judging import MET, NOT_JUDGED, NOT_MET, Judging
from checker.cli.settings import Options, Settings, settings_of
from checker.engine.model import Assessment
from checker.errors import UsageError
from checker.i18n import say
from checker.presentation.escape import first_names, one_line
from checker.readers.folders import SUFFIXES
from checker.records import TYPE_CHECKING, Any, NamedTuple
from checker.render import FILES, RENDERERS, RenderOptions, create, create_file, ending
from checker.rulebook.locate import relative_path

if TYPE_CHECKING:
    import click

    from checker.render import Renderer
    from checker.render.filled import FilledTable


_MANY = 20  # files: fewer are done before a progress bar is worth looking at
_NAMED = 5  # of the files passed over


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""
    import click

    from checker.cli.command import Command, operand, option, shared_options

    params = [
        operand("paths", lang, "path", nargs=-1, required=False),
        *shared_options(lang, "rules", "year", "filer", "part"),
        option("format", lang, type=click.Choice([*RENDERERS, *FILES]), default="text"),
        *shared_options(lang, "write", "fail-on", "min-score", "quiet", "verbose", "limit", "waivers", "today"),
        *shared_options(lang, "baseline", "config", "no-config", "force-exclude", "cache", "no-cache"),
        *shared_options(lang, "changed-since", "files-from"),
    ]
    return Command("check", lang, lambda paths, **given: check(Options(paths, lang, **given)), params)


def check(options: Options) -> int:
    """Judge what *options* name and return the exit status: 0, 1 or 2 as the contract has them.

    :raises CheckerError: where nothing can be judged at all.
    """
    settings = settings_of(options)
    inputs = inputs_of(options, settings)
    judging = Judging(settings, inputs.files)
    targets = targets_from(settings.write, [*inputs.files, *settings.files_read()])
    note_inputs(inputs, options, settings)
    outputs = Outputs(options.format, judging.view(options.lang, quiet=options.quiet, verbose=options.verbose), targets)
    status = MET
    named, results = {relative_path(path) for path in settings.paths}, []
    for assessment in judging.read_many(_with_progress(inputs.files, options), options.lang):
        error = assessment.error
        if error is not None and error.key == "own-result" and assessment.path not in named:
            results.append(assessment.path)
            continue
        met = judging.met(assessment)
        outputs.add(assessment, met=met)
        if error is not None:
            status = NOT_JUDGED
        elif not met:
            status = max(status, NOT_MET)
    outputs.end()
    if results:
        stdio.note(say("run.own-results", options.lang, **_counted_names(results)))
    judging.finish(options.lang, partly=options.changed_since is not None)
    return status


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
        notes.append(say("run.passed-over", lang, **_counted_names(inputs.passed_over)))
    if settings.config is not None and (inputs.named_out or (inputs.excluded and not inputs.files)):
        left_out = inputs.named_out or inputs.excluded
        notes.append(say("run.excluded", lang, file=one_line(settings.config.file), **_counted_names(left_out)))
    if notes:
        stdio.note("\n".join(notes))


def _counted_names(names: Sequence[str]) -> dict[str, Any]:
    return {"count": len(names), "names": [one_line(name) for name in first_names(names, _NAMED)]}


def _with_progress(files: tuple[str, ...], options: Options) -> Iterable[str]:
    """Return *files*, with a bar on standard error where it helps a person and does not disturb what is printed."""
    printing = options.format == "text" and stdio.is_terminal(sys.stdout)
    if len(files) <= _MANY or printing or not stdio.is_terminal(sys.stderr):
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description=say("run.progress", options.lang), console=Console(stderr=True), transient=True)


_HEAD = 4096


class Target(NamedTuple):
    """A file that a format is to be written to."""

    format: str
    path: str


class Outputs:
    """Hands every assessment to all formats asked for; standard output gets what can be printed at once.

    :raises UsageError: ``format-needs-file`` for a format that cannot be printed, ``extra-missing``; ``write-foreign``,
        ``write-keeps`` for a file that must not be replaced.
    """

    def __init__(self, name: str, view: RenderOptions, targets: Sequence[Target]) -> None:
        if name in FILES:
            raise UsageError("format-needs-file", format=name)
        terminal = view._replace(columns=stdio.columns(sys.stdout), colour=stdio.colour(sys.stdout))
        self._printed: Renderer = create(name, terminal)
        self._written = [
            (target, create_file(target.format, view._replace(quiet=False, filled=_filled_before(target))))
            for target in targets
        ]

    def add(self, assessment: Assessment, *, met: bool) -> None:
        """Take one more assessment; *met* tells whether it meets the gate of the run."""
        stdio.put(self._printed.add(assessment, met=met))
        for _, renderer in self._written:
            renderer.add(assessment, met=met)

    def end(self) -> None:
        """Print what is left, then write the files.  :raises UsageError: ``write-failed``, ``write-others``."""
        for piece in ending(self._printed):
            stdio.put(piece)
        if self._written:
            from checker.office.files import write

            for content, path in [(renderer.end(), target.path) for target, renderer in self._written]:
                write(content, path)


def _filled_before(target: Target) -> dict[str, Sequence[FilledTable]]:
    """Return what people have filled into the file that is to be replaced; what no check has written is none of ours.

    :raises UsageError: ``write-foreign``, ``write-keeps``.
    """
    if target.format in FILES:
        from checker.render.filled import read_filled

        return {target.path: read_filled(target.path, target.format)}
    if os.path.isfile(target.path):
        from checker.errors import UnreadableError
        from checker.readers.html import OWN_RESULT
        from checker.readers.own_results import is_own_text
        from checker.readers.plain import decode

        try:
            with open(target.path, "rb") as file:
                head = file.read(_HEAD)
            text = decode(head[: head.rfind(b"\n") + 1] or head)
        except UnreadableError:  # a part of a file that is no text
            text = "?"
        except OSError:
            return {}  # whoever writes says why that cannot be done
        if text.strip() and OWN_RESULT not in text and not is_own_text(text):
            raise UsageError("write-foreign", path=target.path)
    return {}


def targets_from(words: Iterable[str], inputs: Sequence[str]) -> list[Target]:
    """Return the targets of ``--write FORMAT=FILE``, found fit before anything is judged.

    :raises UsageError: for a word of another form, a folder that is not there, a file that is to be read or is named
        twice.
    """
    targets: list[Target] = []
    taken: set[str] = set()
    read = {os.path.realpath(path) for path in inputs}
    for word in words:
        name, equals, path = word.partition("=")
        if not equals or not path or name not in (*RENDERERS, *FILES):
            raise UsageError("bad-write", value=word, formats=[*RENDERERS, *FILES])
        real = os.path.realpath(path)
        if not os.path.isdir(os.path.dirname(real)) or os.path.isdir(real):
            raise UsageError("write-folder", path=path)
        if real in read:
            raise UsageError("write-input", path=path)
        if real in taken:
            raise UsageError("write-twice", path=path)
        taken.add(real)
        targets.append(Target(name, path))
    return targets
