"""``checker rules``: look at a rule pack, and prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from checker.checks import CHECKS
from checker.cli import stdio
from checker.cli.command import Command, Group, option, rules_again, text_or_json
from checker.cli.errors import near, put_faults
from checker.document.model import Document, SourceMap
from checker.document.report import observe
from checker.engine.judge import run_rule
from checker.errors import PackError, PackProblem, UsageError
from checker.i18n import say
from checker.presentation.wording import localized
from checker.render import catalogue, check_manual, pack_report
from checker.render.explain import explained, explained_across
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.rulebook.model import AcrossRule, Case, Pack, Rule
from checker.rulebook.proof import run_cases, trace
from checker.rulebook.vocabulary import vocabulary_of

OK, NOT_OK, INVALID = 0, 1, 2


def command(lang: str) -> click.Command:
    """Make the group in *lang*."""
    factories = {
        "list": _about_pack("list", show_list),
        "show": _about_rule("show", show_rule),
        "explain": _about_rule("explain", explain_rule),
        "data": _about_pack("data", show_data),
        "checks": _checks,
        "schema": _schema,
        "lint": _lint,
        "test": _about_pack("test", run_tests),
        "trace": _about_pack("trace", show_trace),
    }
    return Group("rules", lang=lang, about="help.program.rules", factories=factories)


def _about_pack(name: str, callback: Callable[..., int]) -> Callable[[str], click.Command]:
    """Make the factory of a command about a whole pack."""

    def factory(lang: str) -> click.Command:
        def invoke(rules: str, **options: Any) -> int:
            return callback(rules, options["format"], lang)

        return _command(name, lang, invoke, [_rules(lang), text_or_json(lang)])

    return factory


def _about_rule(name: str, callback: Callable[..., int]) -> Callable[[str], click.Command]:
    """Make the factory of a command about one rule."""

    def factory(lang: str) -> click.Command:
        def invoke(rule: str, rules: str, **options: Any) -> int:
            return callback(rule, rules, options.get("format", "text"), lang)

        argument = click.Argument(["rule"], metavar=say("help.metavar.rule", lang))
        return _command(name, lang, invoke, [argument, _rules(lang), text_or_json(lang)])

    return factory


def _checks(lang: str) -> click.Command:
    """Make the command that shows the checks, or one."""

    def invoke(check: str | None, **options: Any) -> int:
        return show_checks(check, options["format"], lang)

    argument = click.Argument(["check"], required=False, metavar=say("help.metavar.check", lang))
    return _command("checks", lang, invoke, [argument, text_or_json(lang)])


def _schema(lang: str) -> click.Command:
    """Make the command that prints the schema of packs."""

    def invoke() -> int:
        from checker.rulebook.editor import editor_schema

        stdio.put_json(editor_schema(lang))
        return OK

    return _command("schema", lang, invoke, [])


def _lint(lang: str) -> click.Command:
    """Make the command that lints packs, by default all that come with the checker."""

    def invoke(packs: tuple[str, ...], rules: str | None, **options: Any) -> int:
        return lint(packs or ((rules,) if rules else ()), options["format"], lang)

    argument = click.Argument(["packs"], nargs=-1, metavar=say("help.metavar.pack", lang))
    return _command("lint", lang, invoke, [argument, _rules(lang, default=None), text_or_json(lang)])


def _command(name: str, lang: str, callback: Callable[..., int], params: list[click.Parameter]) -> click.Command:
    return Command(name, lang=lang, about=[f"help.program.rules.{name}"], callback=callback, params=params)


def _rules(lang: str, default: str | None = DEFAULT_PACK) -> click.Option:
    return option("rules", lang, about="rules.one", default=default)


def show_list(ref: str, form: str, lang: str) -> int:
    """Print all rules of a pack."""
    pack = load_pack(ref)
    if form == "json":
        head = {"id": pack.id, "version": pack.version, "digest": pack.digest}
        rules = [catalogue.fields(rule, pack, lang) for rule in pack.rules]
        across = [catalogue.across_fields(rule, pack, lang) for rule in pack.across]
        stdio.put_json({"pack": head, "rules": rules, "across": across})
        return OK
    stdio.put(catalogue.rule_list(pack, stdio.view(lang)))
    return OK


def show_rule(name: str, ref: str, form: str, lang: str) -> int:
    """Print everything that one rule holds."""
    pack = load_pack(ref)
    rule = _rule(pack, name, ref, lang)
    if form == "json":
        stdio.put_json(_fields(rule, pack, lang))
        return OK
    if isinstance(rule, AcrossRule):
        stdio.put(catalogue.across_in_full(rule, pack, stdio.view(lang)))
    else:
        stdio.put(catalogue.rule_in_full(rule, pack, stdio.view(lang)))
    return OK


def show_data(ref: str, form: str, lang: str) -> int:
    """Print the tables of a pack with the days to which they are known."""
    pack = load_pack(ref)
    if form == "json":
        stdio.put_json(catalogue.data_fields(pack))
    else:
        stdio.put(catalogue.data_sheets(pack, stdio.view(lang)))
    return OK


def explain_rule(name: str, ref: str, form: str, lang: str) -> int:
    """Print what one requirement means to an author."""
    pack = load_pack(ref)
    rule = _rule(pack, name, ref, lang)
    if form == "json":
        stdio.put_json(_fields(rule, pack, lang))
        return OK
    chapters = explained_across(rule, pack, lang) if isinstance(rule, AcrossRule) else explained(rule, pack, lang)
    stdio.put(catalogue.explanation(rule.id, chapters, stdio.view(lang)))
    return OK


def show_checks(name: str | None, form: str, lang: str) -> int:
    """Print what there is of checks, or everything about the one called *name*.

    :raises UsageError: ``no-such-check`` with the nearest names.
    """
    if name is not None and name not in CHECKS:
        raise UsageError("no-such-check", name=name, near=near(name, list(CHECKS), lang))
    if form == "json":
        names = list(CHECKS) if name is None else [name]
        stdio.put_json({"checks": [check_manual.fields(one, lang) for one in names]})
    elif name is None:
        stdio.put(check_manual.check_list(stdio.view(lang)))
    else:
        stdio.put(check_manual.check_in_full(name, stdio.view(lang)))
    return OK


def lint(refs: Sequence[str], form: str, lang: str) -> int:
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
    once = list({(one.file, one.line, one.column, one.key, one.path): one for one in problems}.values())
    put_faults(once, form, lang)
    return INVALID if once else OK


def run_tests(ref: str, form: str, lang: str) -> int:
    """Run the cases of a pack and print how they came out."""
    pack = load_pack(ref)
    report = run_cases(pack, judge_case)
    if form == "json":
        stdio.put_json(pack_report.cases_fields(report))
    else:
        stdio.put(pack_report.cases_table(pack, report, stdio.view(lang)))
    return OK if report.ok else NOT_OK


def show_trace(ref: str, form: str, lang: str) -> int:
    """Print which clause is carried out by which rules, proved by how many cases."""
    found = trace(load_pack(ref))
    if form == "json":
        stdio.put_json(pack_report.trace_fields(found))
    else:
        stdio.put(pack_report.trace_table(found, stdio.view(lang)))
    return OK if found.ok else NOT_OK


def judge_case(pack: Pack, rule: Rule, case: Case) -> tuple[str, str | None]:
    """How one rule comes out for the text of one case."""
    document = Document(case.text, "txt", "-", SourceMap(case.text), {})
    report = observe(document, vocabulary_of(pack), year=case.year, filer=case.filer)
    outcome = run_rule(report, rule)
    return outcome.state, outcome.reason


def _rule(pack: Pack, name: str, ref: str, lang: str) -> Rule | AcrossRule:
    """Return the rule whose id or title is *name*, or the only one whose title holds it.

    :raises UsageError: ``no-such-rule`` with the nearest names, ``several-rules`` with those whose titles hold it.
    """
    rules: list[Rule | AcrossRule] = [*pack.rules, *pack.across]
    titles = {rule.id: [_plain(title) for title in rule.title.values()] for rule in rules}
    wanted = _plain(name)
    exact = [rule for rule in rules if rule.id == name or wanted in titles[rule.id]]
    part = [rule for rule in rules if wanted and any(wanted in title for title in titles[rule.id])]
    if len(exact or part) == 1:
        return (exact or part)[0]
    if part:
        raise UsageError("several-rules", name=name, names=[f"{localized(one.title, lang)} [{one.id}]" for one in part])
    suggestion = near(name, [rule.id for rule in rules], lang)
    raise UsageError("no-such-rule", name=name, pack=pack.id, near=suggestion, rules=rules_again(ref))


def _plain(title: str) -> str:
    """Return a title without the number of its part, as one types it from memory."""
    return "".join(char for char in title.lower() if char.isalnum() and not "①" <= char <= "⑳")


def _fields(rule: Rule | AcrossRule, pack: Pack, lang: str) -> dict[str, Any]:
    if isinstance(rule, AcrossRule):
        return catalogue.across_fields(rule, pack, lang)
    return catalogue.fields_in_full(rule, pack, lang)
