"""Packs in folders, and packs that extend others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import PackError
from checker.rulebook.load import load_pack

from .samples import CHECKS, DERIVED, PACK
from .test_broken import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.rulebook.model import Pack, Rule

HEADER, _, BODY = PACK.partition("sources:\n")
NEW_RULE = PACK[PACK.index("  part-general:\n") : PACK.index("x-note")].replace("part-general:", "new:")


def rule(pack: Pack, name: str) -> Rule:
    return next(rule for rule in pack.rules if rule.id == name)


@pytest.fixture
def derived(loaded: Callable[..., Pack]) -> Callable[..., Pack]:
    """Load a pack that extends the base and says *text* besides."""
    return lambda text="", **others: loaded(DERIVED + text, base=PACK, **others)


def test_a_pack_that_only_extends(derived: Callable[..., Pack], loaded: Callable[..., Pack]) -> None:
    pack, base = derived(), loaded()
    assert (pack.id, pack.version, pack.regions, base.regions) == ("province", "1", ("广东省",), ())
    assert pack.rules == base.rules
    assert pack.digest != base.digest


def test_change(derived: Callable[..., Pack]) -> None:
    change = """\
change:
  part-general:
    severity: warning
    cap: null
    message: {fail: {en: Changed}}
    options: {thin: 7}
    cases:
      - $base
      - {state: fail, text: 又一个}
"""
    changed = rule(derived(change), "part-general")
    assert (changed.severity, changed.weight, changed.cap) == ("warning", 20, None)
    assert changed.message["fail"] == {"zh": "没有", "en": "Changed"}
    assert changed.options == {"part": "general", "thin": 7}
    assert [case.text for case in changed.cases] == ["一、总体情况", "一、其他", "又一个"]


def test_another_check_has_other_options(derived: Callable[..., Pack]) -> None:
    change = "change: {part-general: {check: mention, options: {patterns: [总体]}}}"
    changed = rule(derived(change), "part-general")
    assert set(changed.options) == {"patterns"}
    assert changed.when == ()


def test_off_and_rules(derived: Callable[..., Pack]) -> None:
    pack = derived(f"off: [part-general]\nrules:\n{NEW_RULE}")
    assert [rule.id for rule in pack.rules] == ["new", "requests"]


def test_a_rule_switched_off_can_be_written_anew(derived: Callable[..., Pack]) -> None:
    pack = derived(
        f"off: [part-general]\nrules:\n{NEW_RULE.replace('new:', 'part-general:').replace('weight: 20', 'weight: 9')}"
    )
    assert rule(pack, "part-general").weight == 9


def test_lists_are_replaced_or_continued(derived: Callable[..., Pack]) -> None:
    pack = derived(
        "vocabulary: {results: [全新], openness: [$base, 依申请公开]}\nparts: {general: {heading: {unless: []}}}"
    )
    scan = pack.lexicon.scan("主动公开、依申请公开、全新、情况")
    assert len(scan.hits(pack.vocabulary["openness"])) == 3
    assert len(scan.hits(pack.vocabulary["results"])) == 1
    assert "unless" in pack.parts["general"]["heading"]


def test_other_sections_grow(derived: Callable[..., Pack]) -> None:
    pack = derived("groups: {safety: {title: {zh: 安全, en: Safety}, weight: 0}, form: {weight: 5}}")
    assert [(group.id, group.weight) for group in pack.groups] == [("structure", 60), ("form", 5), ("safety", 0)]


@pytest.mark.parametrize(
    ("text", "key", "line", "values"),
    [
        (f"rules:\n{NEW_RULE.replace('new:', 'requests:')}", "rule-exists", 7, {"rule": "requests"}),
        ("change: {request: {weight: 3}}", "unknown-rule", 6, {"nearest": "requests"}),
        ("off: [part-generals]", "unknown-rule", 6, {"nearest": "part-general"}),
        ("change:\n  requests:\n    wieght: 3", "unknown-key", 8, {"nearest": "weight"}),
        ("change:\n  requests:\n    weight: much", "number-expected", 8, {}),
        ("change: {requests: 3}", "mapping-expected", 6, {}),
        ("change: {requests: {cases: [{state: pass, text: x}]}}", "no-fail-case", 6, {}),
        ("parts:\n  new: {symbol: ②}", "missing-key", 7, {"name": "title"}),
        ("parts: {general: [a]}", "mapping-expected", 6, {}),
        ("vocabulary: {new: [$base, x]}", "base-misplaced", 6, {}),
        ("vocabulary: {results: [x, $base]}", "base-misplaced", 6, {}),
        ("rules: 3", "mapping-expected", 6, {}),
        ("change: 3", "mapping-expected", 6, {}),
        ("off: requests", "list-expected", 6, {}),
    ],
)
def test_broken(text: str, key: str, line: int, values: dict[str, Any], loaded: Callable[..., Any]) -> None:
    told = problems_of(loaded, DERIVED + text, base=PACK)
    found = [problem for problem in told if problem.key == key]
    assert found, [(problem.key, problem.line, problem.values) for problem in told]
    assert line in [problem.line for problem in found]
    assert found[0].file.endswith("pack.yaml")
    assert values.items() <= found[0].values.items()


def test_problems_of_the_base_are_told_in_its_file(loaded: Callable[..., Any]) -> None:
    told = problems_of(loaded, DERIVED, base=PACK.replace("severity: error", "severity: fatal"))
    assert [(problem.file.rpartition("/")[2], problem.key) for problem in told] == [("base.yaml", "not-allowed-value")]


def test_cycles(loaded: Callable[..., Any]) -> None:
    told = problems_of(loaded, DERIVED, base=f"extends: pack.yaml\n{PACK}")
    assert told[0].key == "extends-cycle"


def test_chains_are_bounded(loaded: Callable[..., Any]) -> None:
    def chain(length: int) -> dict[str, str]:
        links = {f"l{number}": DERIVED.replace("base.yaml", f"l{number + 1}.yaml") for number in range(length)}
        return {**links, f"l{length}": PACK}

    assert loaded(DERIVED.replace("base.yaml", "l0.yaml"), **chain(7)).id == "province"
    told = problems_of(loaded, DERIVED.replace("base.yaml", "l0.yaml"), **chain(8))
    assert told[0].key == "extends-too-deep"


def test_a_folder(write: Callable[..., str]) -> None:
    sources, rules = BODY[: BODY.index("vocabulary:")], BODY[BODY.index("vocabulary:") :]
    rules, rest = rules.split("  part-general:\n")
    write(p__pack=HEADER, p__b=f"sources:\n{sources}", p__deep__a=rules, p__deep__z=f"rules:\n  part-general:\n{rest}")
    folder = write(p__pack=HEADER).removesuffix("/pack.yaml")
    assert [rule.id for rule in load_pack(folder, checks=CHECKS).rules] == ["part-general", "requests"]


@pytest.mark.parametrize(
    ("other", "key", "line"),
    [
        ("rules:\n  requests: {}", "duplicate-entry", 2),
        ("version: '2'", "header-elsewhere", 1),
        ("x-note: again", "duplicate-entry", 1),
        ("x-other: [", "yaml-syntax", 2),
    ],
)
def test_broken_folders(other: str, key: str, line: int, write: Callable[..., str]) -> None:
    folder = write(p__pack=PACK, p__other=other).removesuffix("/pack.yaml")
    with pytest.raises(PackError) as caught:
        load_pack(folder, checks=CHECKS)
    problem = caught.value.problems[0]
    assert (problem.key, problem.line, problem.file.rpartition("/")[2]) == (key, line, "other.yaml")


ACROSS = """
across:
  once:
    title: {zh: 一份, en: One}
    basis: [{source: decree-711, clause: "50"}]
    severity: warning
    check: once
    options: {drafts: [草稿]}
    message: {fail: {zh: 两份, en: Two}}
    fix: {zh: 核对, en: See}
"""


def test_requirements_across_reports_are_inherited(loaded: Callable[..., Pack]) -> None:
    (base,) = loaded(PACK + ACROSS).across
    assert (base.id, base.check, base.options, base.basis[0].clause) == ("once", "once", {"drafts": ["草稿"]}, "50")
    change = "across: {once: {severity: error, options: {drafts: [$base, 初稿]}}}\n"
    (own,) = loaded(DERIVED + change, base=PACK + ACROSS).across
    assert (own.severity, own.options, own.message) == ("error", {"drafts": ["草稿", "初稿"]}, base.message)
    assert loaded(DERIVED + "across: {once: null}\n", base=PACK + ACROSS).across == ()
