"""``checker baseline``: write down the gaps that are there, see to the file, take out what has been mended."""
# ruff: noqa: PTH100, PTH118, PTH119, PTH120

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import click

from checker.baseline import KnownGap, gap_of, gaps_of, name_of, tightened
from checker.baseline.file import dump, load
from checker.cli import stdio
from checker.cli.check import inputs_of, note_inputs
from checker.cli.command import Command, Group, operand, option, shared_options, text_or_json
from checker.cli.inputs import STDIN
from checker.cli.judging import Judging
from checker.cli.settings import Options, configuration, settings_of
from checker.config import find_config
from checker.engine.model import Assessment
from checker.errors import BaselineError, PackProblem, UsageError
from checker.i18n import say
from checker.office.files import write as write_file
from checker.presentation.escape import one_line
from checker.presentation.wording import failure, path_words
from checker.rulebook.locate import relative_path
from checker.waivers.load import packs_with

DEFAULT_FILE = ".checker-baseline.json"
OK, FAULTY = 0, 2


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    output = option("output", lang, "file", about="output.baseline", names=["--output", "-o"])
    factories = {
        "write": partial(_judging, "write", output, write_baseline),
        "prune": partial(_judging, "prune", option("baseline", lang, about="baseline.file"), prune),
        "show": partial(_looking, "show", [], show),
        "lint": partial(_looking, "lint", [option("rules", lang, about="rules.waivers")], lint_baselines),
    }
    return Group("baseline", lang, factories)


def _judging(name: str, file: click.Option, run: Callable[..., int], lang: str) -> click.Command:
    """Make a command that judges reports as ``check`` does."""

    def judged(paths: tuple[str, ...], **given: Any) -> int:
        own = {"output": given.pop("output")} if "output" in given else {}
        return run(Options(paths, lang, **given), **own)

    params = [
        operand("paths", lang, "path", nargs=-1, required=False),
        file,
        *shared_options(lang, "rules", "year", "filer", "limit", "waivers", "today", "config", "no-config"),
        *shared_options(lang, "cache", "no-cache"),
    ]
    return Command(f"baseline.{name}", lang, judged, params, beside="help.program.baseline.status")


def _looking(name: str, params: Sequence[click.Parameter], run: Callable[..., int], lang: str) -> click.Command:
    """Make a command that looks at the file alone."""
    file = operand("file", lang, "file", required=False)
    return Command(f"baseline.{name}", lang, partial(run, lang=lang), [file, *params, text_or_json(lang)])


class _Judged(NamedTuple):
    """What judging gave: for each report read, by its name in the baseline, what it was found to be."""

    judged: dict[str, Assessment]
    unreadable: list[Assessment]


def write_baseline(options: Options, output: str | None) -> int:
    """Write the gaps that are there; what is known of reports that this run does not judge stays as it is."""
    run, named = _judge_all(options)
    file = output or named or _default()
    old = {gap[:2]: gap for gap in (load(relative_path(file)) if os.path.lexists(file) else ())}
    found = _by_name(run.judged, file)
    kept = [gap for gap in old.values() if gap.path not in found]
    new = {gap[:2]: gap for name, assessment in found.items() for gap in gaps_of(assessment, name)}
    gone = sum(key not in new for key, gap in old.items() if gap.path in found)
    write_file(dump([*kept, *new.values()]), file)
    values = {
        "file": one_line(relative_path(file)),
        "reports": len(found),
        "count": len(new),
        "added": sum(key not in old for key in new),
        "gone": gone,
        "kept": len(kept),
    }
    stdio.put(say("baseline.written", options.lang, **values) + "\n")
    if named is None or os.path.abspath(named) != os.path.abspath(file):
        stdio.put(say("baseline.hint", options.lang, file=one_line(os.path.basename(file))) + "\n")
    return _status(run, options.lang)


def prune(options: Options) -> int:
    """Take out of the baseline what is not there any more; nothing is added."""
    run, named = _judge_all(options)
    file = named or _default()
    old = load(relative_path(file))
    found = _by_name(run.judged, file)
    folder = os.path.dirname(os.path.abspath(file))
    left: list[KnownGap] = []
    for gap in old:
        assessment = found.get(gap.path)
        if assessment is None:
            if os.path.lexists(os.path.join(folder, gap.path)):
                left.append(gap)  # not judged in this run
            continue
        found_now = next((gap_of(item, gap.path) for item in assessment.items if item.rule.id == gap.rule), None)
        rest = tightened(gap, found_now)
        if rest is not None:
            left.append(rest)
    changed = len(set(left) - set(old))
    if left != list(old):
        write_file(dump(left), file)
    values = {"file": one_line(relative_path(file)), "gone": len(old) - len(left), "left": len(left)}
    stdio.put(say("baseline.pruned", options.lang, changed=changed, **values) + "\n")
    return _status(run, options.lang)


def show(file: str | None, form: str, lang: str) -> int:
    """Print what the baseline holds, report by report."""
    path = relative_path(file or _configured() or _default())
    gaps = load(path)
    if form == "json":
        stdio.put(dump(gaps))
        return OK
    lines = []
    for report, group in groupby(sorted(gaps, key=lambda gap: gap[:2]), lambda gap: gap.path):
        lines.append(path_words(report, lang))
        for gap in group:
            state = say(f"state.{gap.state}", lang)
            places = say("baseline.places", lang, count=gap.places) if gap.places > 1 else ""
            lines.append(f"  {state} {one_line(gap.rule)}{places}")
    reports = len({gap.path for gap in gaps})
    lines.append(say("baseline.shown", lang, file=one_line(path), count=len(gaps), reports=reports))
    stdio.put("\n".join(lines) + "\n")
    return OK


def lint_baselines(file: str | None, rules: str | None, form: str, lang: str) -> int:
    """Print every fault of the baseline: its form, and rules that it must not hold."""
    path = relative_path(file or _configured() or _default())
    problems: Sequence[PackProblem] = ()
    count = 0
    try:
        gaps = load(path)
        problems, count = _closed(gaps, path, rules), len(gaps)
    except BaselineError as error:
        if not error.problems:
            raise
        problems = error.problems
    if problems or form == "json":
        stdio.put_faults(problems, form, lang)
    else:
        stdio.put(say("baseline.lint.ok", lang, file=one_line(path), count=count) + "\n")
    return FAULTY if problems else OK


def _closed(gaps: Sequence[KnownGap], path: str, rules: str | None) -> list[PackProblem]:
    """Return the entries of rules that nobody can waive: somebody has put them there by hand."""
    closed: set[str] = set()
    for pack in packs_with([rules] if rules else []):
        closed |= {rule.id for rule in pack.rules if rule.group in pack.closed}
    lines = {gap[:2]: number for number, gap in enumerate(gaps, 1)}
    return [
        PackProblem("baseline-not-allowed", path, _line_of_gap(path, gap), 1, f"gaps[{lines[gap[:2]]}]", rule=gap.rule)
        for gap in gaps
        if gap.rule in closed
    ]


def _line_of_gap(path: str, gap: KnownGap) -> int:
    """Return the line on which *gap* stands, where it stands on one; else the first."""
    marks = (json.dumps(gap.path, ensure_ascii=False), json.dumps(gap.rule))
    with open(path, encoding="utf-8-sig") as lines:  # noqa: PTH123
        return next((number for number, line in enumerate(lines, 1) if all(mark in line for mark in marks)), 1)


def _judge_all(options: Options) -> tuple[_Judged, str | None]:
    """Judge what *options* names, waivers laid over it; and the baseline that is named."""
    settings = settings_of(options)
    if STDIN in settings.paths:
        raise UsageError("baseline-stdin")
    inputs, found = inputs_of(options, settings), _Judged({}, [])
    judging = Judging(settings._replace(baseline=None), inputs.files)  # it may not be there yet
    note_inputs(inputs, options, settings)
    for assessment in judging.read_many(inputs.files, options.lang):
        if assessment.error is not None:
            found.unreadable.append(assessment)
        else:
            found.judged[assessment.path] = assessment
    return found, settings.baseline


def _by_name(judged: dict[str, Assessment], file: str) -> dict[str, Assessment]:
    named = {name_of(path, file): assessment for path, assessment in judged.items()}
    return {name: assessment for name, assessment in named.items() if name is not None}


def _status(run: _Judged, lang: str) -> int:
    """Tell what could not be read, which is no success, and return the exit status."""
    for assessment in run.unreadable:
        if assessment.error is not None:
            said = failure(assessment.error, lang).what
            stdio.note(f"{say('verdict.unreadable', lang)}  {path_words(assessment.path, lang)}  {said}")
    return FAULTY if run.unreadable else OK


def _default() -> str:
    """Return where a baseline is kept unless something else is said: beside the configuration, else in the working directory."""
    found = find_config(os.curdir)
    return os.path.join(os.path.relpath(os.path.dirname(found)) if found else "", DEFAULT_FILE)


def _configured() -> str | None:
    config = configuration(None)
    return None if config is None else config.baseline
