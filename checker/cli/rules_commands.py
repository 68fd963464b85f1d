"""What the commands of ``checker rules`` do; each prints and returns its exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from checker.cli import stdio as streams
from checker.cli.errors import near
from checker.document.model import Document, SourceMap
from checker.document.report import observe
from checker.engine.judge import run_rule
from checker.errors import PackError, PackProblem, UsageError
from checker.i18n import say
from checker.render import catalogue
from checker.render import pack_report as proof
from checker.render.explain import explained, explained_across
from checker.render.view import View
from checker.rulebook.cases import run_cases
from checker.rulebook.load import load_pack
from checker.rulebook.locate import available
from checker.rulebook.model import AcrossRule, Case, Pack, Rule
from checker.rulebook.trace import trace
from checker.rulebook.vocabulary import vocabulary_of

OK, NOT_OK, INVALID = 0, 1, 2


def show_list(ref: str, form: str, lang: str) -> int:
    """Print all rules of a pack."""
    pack = load_pack(ref)
    if form == "json":
        head = {"id": pack.id, "version": pack.version, "digest": pack.digest}
        rules = [catalogue.fields(rule, pack, lang) for rule in pack.rules]
        across = [catalogue.across_fields(rule, pack, lang) for rule in pack.across]
        return _print_json({"pack": head, "rules": rules, "across": across})
    streams.put(catalogue.rule_list(pack, _view(lang)))
    return OK


def show_rule(name: str, ref: str, form: str, lang: str) -> int:
    """Print everything that one rule holds."""
    pack = load_pack(ref)
    rule = _rule(pack, name, lang)
    if form == "json":
        return _print_json(_fields(rule, pack, lang))
    if isinstance(rule, AcrossRule):
        streams.put(catalogue.across_in_full(rule, pack, _view(lang)))
    else:
        streams.put(catalogue.rule_in_full(rule, pack, _view(lang)))
    return OK


def explain_rule(name: str, ref: str, form: str, lang: str) -> int:
    """Print what one requirement means to an author."""
    pack = load_pack(ref)
    rule = _rule(pack, name, lang)
    if form == "json":
        return _print_json(_fields(rule, pack, lang))
    chapters = explained_across(rule, pack, lang) if isinstance(rule, AcrossRule) else explained(rule, pack, lang)
    streams.put(catalogue.explanation(rule.id, chapters, _view(lang)))
    return OK


def lint(refs: Sequence[str], form: str, lang: str) -> int:
    """Print every fault of the packs *refs* (default: all that come with the checker)."""
    refs = refs or list(available())
    problems: list[PackProblem] = []
    for ref in refs:
        try:
            load_pack(ref, cache=False)
        except PackError as error:
            if not error.problems:
                raise
            problems += error.problems
            continue
        if form == "text":
            streams.put(say("rules.lint.ok", lang, pack=ref) + "\n")
    # A fault of a base is found again in each pack that extends it.
    once = list({(one.file, one.line, one.column, one.key, one.path): one for one in problems}.values())
    if form == "json":
        _print_json({"ok": not once, "problems": [proof.fault_fields(one, lang) for one in once]})
    elif once:
        streams.put("\n".join(line for one in once for line in proof.fault(one, lang)) + "\n")
        streams.put(say("rules.lint.count", lang, count=len(once)) + "\n")
    return INVALID if once else OK


def run_tests(ref: str, form: str, lang: str) -> int:
    """Run the cases of a pack and print how they came out."""
    pack = load_pack(ref)
    report = run_cases(pack, judge_case)
    if form == "json":
        _print_json(proof.cases_fields(report))
    else:
        streams.put(proof.cases_table(pack, report, _view(lang)))
    return OK if report.ok else NOT_OK


def show_trace(ref: str, form: str, lang: str) -> int:
    """Print which clause is carried out by which rules, proved by how many cases."""
    found = trace(load_pack(ref))
    if form == "json":
        _print_json(proof.trace_fields(found))
    else:
        streams.put(proof.trace_table(found, _view(lang)))
    return OK if found.ok else NOT_OK


def judge_case(pack: Pack, rule: Rule, case: Case) -> tuple[str, str | None]:
    """How one rule comes out for the text of one case."""
    document = Document(case.text, "txt", "-", SourceMap(case.text), {})
    report = observe(document, vocabulary_of(pack), year=case.year, filer=case.filer)
    outcome = run_rule(report, rule)
    return outcome.state, outcome.reason


def _rule(pack: Pack, name: str, lang: str) -> Rule | AcrossRule:
    """The rule *name*.  :raises UsageError: where there is none, with the nearest names."""
    rules: list[Rule | AcrossRule] = [*pack.rules, *pack.across]
    for rule in rules:
        if rule.id == name:
            return rule
    suggestion = near(name, [rule.id for rule in rules], lang)
    raise UsageError("no-such-rule", name=name, pack=pack.id, near=suggestion)


def _fields(rule: Rule | AcrossRule, pack: Pack, lang: str) -> dict[str, Any]:
    if isinstance(rule, AcrossRule):
        return catalogue.across_fields(rule, pack, lang)
    return catalogue.fields_in_full(rule, pack, lang)


def _view(lang: str) -> View:
    return View(lang=lang, columns=streams.columns(sys.stdout), colour=streams.colour(sys.stdout))


def _print_json(value: dict[str, Any]) -> int:
    streams.put(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    return OK
