"""``checker rules``: look at a rule pack, and prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from checker.checks import CHECKS
from checker.cli import stdio
from checker.cli.command import Command, Group, operand, option, rules_again, text_or_json
from checker.document.model import bare_document
from checker.engine.judge import observe_by, run_rule
from checker.errors import PackError, PackProblem, UsageError
from checker.i18n import say
from checker.listing import authors, requirements
from checker.presentation.wording import localized
from checker.render import RenderOptions
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.rulebook.model import AcrossRule, Case, Pack, Rule
from checker.rulebook.proof import run_cases, trace

OK, NOT_OK, INVALID = 0, 1, 2


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    factories: dict[str, Callable[[str], click.Command]] = {
        "list": partial(_about_pack, "list", show_list),
        "show": partial(_about_rule, "show", requirements.rule_in_full),
        "explain": partial(_about_rule, "explain", requirements.explanation),
        "data": partial(_about_pack, "data", show_data),
        "checks": _checks,
        "schema": _schema_command,
        "lint": _lint_packs_command,
        "test": partial(_about_pack, "test", run_tests),
        "trace": partial(_about_pack, "trace", show_trace),
    }
    return Group("rules", lang, factories)


def _about_pack(name: str, show: Callable[[Pack, str, str], int], lang: str) -> click.Command:
    params = [_rules_to_list(lang), text_or_json(lang)]
    return Command(f"rules.{name}", lang, lambda rules, form: show(load_pack(rules), form, lang), params)


def _about_rule(name: str, text: Callable[[Rule | AcrossRule, Pack, RenderOptions], str], lang: str) -> click.Command:
    """Make a command that prints one rule as *text*, or everything that it holds as JSON."""

    def run(rule: str, rules: str, form: str) -> int:
        pack = load_pack(rules)
        found = _rule_named(pack, rule, rules, lang)
        _print_as(form, lang, partial(requirements.fields_in_full, found, pack, lang), partial(text, found, pack))
        return OK

    params = [operand("rule", lang, "rule"), _rules_to_list(lang), text_or_json(lang)]
    return Command(f"rules.{name}", lang, run, params)


def _checks(lang: str) -> click.Command:
    params = [operand("check", lang, "check", required=False), text_or_json(lang)]
    return Command("rules.checks", lang, lambda check, form: show_checks(check, form, lang), params)


def _schema_command(lang: str) -> click.Command:
    def run() -> int:
        from checker.rulebook.schema import editor_schema

        stdio.put_json(editor_schema(lang))
        return OK

    return Command("rules.schema", lang, run, [])


def _lint_packs_command(lang: str) -> click.Command:
    """Make the command that lints packs, by default all that come with the checker."""

    def run(packs: tuple[str, ...], rules: str | None, form: str) -> int:
        return lint_packs(packs or ((rules,) if rules else ()), form, lang)

    params = [operand("packs", lang, "pack", nargs=-1), _rules_to_list(lang, default=None), text_or_json(lang)]
    return Command("rules.lint", lang, run, params)


def _rules_to_list(lang: str, default: str | None = DEFAULT_PACK) -> click.Option:
    return option("rules", lang, about="rules.one", default=default)


def _print_as(form: str, lang: str, fields: Callable[[], Any], text: Callable[[RenderOptions], str]) -> None:
    """Print *fields* as JSON, or *text* as it looks on standard output."""
    if form == "json":
        stdio.put_json(fields())
    else:
        stdio.put(text(stdio.standard_view(lang)))


def show_list(pack: Pack, form: str, lang: str) -> int:
    """Print all rules of a pack."""
    _print_as(form, lang, partial(requirements.list_fields, pack, lang), partial(requirements.rule_list, pack))
    return OK


def show_data(pack: Pack, form: str, lang: str) -> int:
    """Print the tables of a pack with the days to which they are known."""
    _print_as(form, lang, partial(requirements.data_fields, pack), partial(requirements.data_sheets, pack))
    return OK


def show_checks(name: str | None, form: str, lang: str) -> int:
    """Print what there is of checks, or everything about the one called *name*.

    :raises UsageError: ``no-such-check`` with the nearest names.
    """
    if name is not None and name not in CHECKS:
        raise UsageError("no-such-check", name=name, near=stdio.near(name, list(CHECKS), lang))
    names = list(CHECKS) if name is None else [name]
    text = authors.check_list if name is None else partial(authors.check_in_full, name)
    _print_as(form, lang, lambda: {"checks": [authors.check_fields(one, lang) for one in names]}, text)
    return OK


def lint_packs(refs: Sequence[str], form: str, lang: str) -> int:
    """Print every fault of the packs *refs* (default: all that come with the checker)."""
    refs = refs or list(available())
    problems: list[PackProblem] = []
    for ref in refs:
        try:
            load_pack(ref, lint=True)
        except PackError as error:
            if not error.problems:
                raise
            problems += error.problems
            continue
        if form == "text":
            stdio.put(say("rules.lint.ok", lang, pack=ref) + "\n")
    # A fault of a base is found again in each pack that extends it.
    once = list(
        {(one.file, one.line, one.column, one.key, one.path, one.values.get("name")): one for one in problems}.values()
    )
    stdio.put_faults(once, form, lang)
    return INVALID if once else OK


def run_tests(pack: Pack, form: str, lang: str) -> int:
    """Run the cases of a pack and print how they came out."""
    report = run_cases(pack, judge_case)
    _print_as(form, lang, partial(authors.cases_fields, report), partial(authors.cases_table, pack, report))
    return OK if report.ok else NOT_OK


def show_trace(pack: Pack, form: str, lang: str) -> int:
    """Print which clause is carried out by which rules, proved by how many cases."""
    found = trace(pack)
    _print_as(form, lang, partial(authors.trace_fields, found), partial(authors.trace_table, found))
    return OK if found.ok else NOT_OK


def judge_case(pack: Pack, rule: Rule, case: Case) -> tuple[str, str | None]:
    """Return how one rule comes out for the text of one case."""
    document = bare_document(case.text)
    report = observe_by(document, pack, year=case.year, filer=case.filer)
    outcome = run_rule(report, rule)
    return outcome.state, outcome.reason


def _rule_named(pack: Pack, name: str, ref: str, lang: str) -> Rule | AcrossRule:
    """Return the rule whose id or title is *name*, or the only one whose title holds it.

    :raises UsageError: ``no-such-rule`` with the nearest names, ``several-rules`` with those whose titles hold it.
    """
    rules: list[Rule | AcrossRule] = [*pack.rules, *pack.across]
    titles = {rule.id: [_bare_title(title) for title in rule.title.values()] for rule in rules}
    wanted = _bare_title(name)
    exact = [rule for rule in rules if rule.id == name or wanted in titles[rule.id]]
    part = [rule for rule in rules if wanted and any(wanted in title for title in titles[rule.id])]
    if len(exact or part) == 1:
        return (exact or part)[0]
    if part:
        raise UsageError("several-rules", name=name, names=[f"{localized(one.title, lang)} [{one.id}]" for one in part])
    suggestion = stdio.near(name, [rule.id for rule in rules], lang)
    raise UsageError("no-such-rule", name=name, pack=pack.id, near=suggestion, rules=rules_again(ref))


def _bare_title(title: str) -> str:
    """Return a title without the number of its part, as one types it from memory."""
    return "".join(char for char in title.lower() if char.isalnum() and not "①" <= char <= "⑳")
