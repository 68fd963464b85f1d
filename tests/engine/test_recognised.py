"""Rules that need the exact text hold back where the text was recognised from pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.checks import CHECKS
from checker.document.model import Document, Extraction, SourceMap
from checker.engine import judge
from checker.errors import PackError
from checker.rulebook.model import EXACT_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.rulebook.model import Pack

TEXT = "某市某局2024年度法治政府建设情况报告\n一、主要举措和成效\n/span>印发《某市某局工作规程，办案15件。\n"


def states(pack: Pack, extraction: Extraction | None) -> dict[str, tuple[str, str | None]]:
    document = Document(TEXT, "pdf", "a.pdf", SourceMap(TEXT), {}, extraction)
    return {item.rule.id: (item.state, item.reason) for item in judge(document, pack).items}


def test_what_blames_characters_holds_back(national: Pack) -> None:
    plain, recognised = states(national, None), states(national, Extraction(recognised=0.2))
    assert plain["residue"][0] == plain["brackets"][0] == "fail"
    assert recognised["residue"] == recognised["brackets"] == ("skip", "recognised-text")
    exact = {rule.id for rule in national.rules if rule.needs == EXACT_TEXT}
    assert {rule: state for rule, state in recognised.items() if rule not in exact} == {
        rule: state for rule, state in plain.items() if rule not in exact
    }


def test_a_text_that_was_not_recognised_is_judged_whole(national: Pack) -> None:
    assert states(national, Extraction(pages=3, warnings=("turned-text",))) == states(national, None)


def test_rules_of_characters_declare_it(national: Pack) -> None:
    blaming = {"characters", "brackets"}
    assert blaming <= set(CHECKS)
    assert [rule.id for rule in national.rules if rule.check in blaming and rule.needs != EXACT_TEXT] == []


PACK = """
    pack: some
    version: "1"
    title: {{zh: 某, en: Some}}
    groups: {{form: {{title: {{zh: 形式, en: Form}}, weight: 100}}}}
    rules:
      brackets:
        group: form
        title: {{zh: 成对, en: Paired}}
        basis: practice
        severity: warning
        weight: 1
        check: brackets
        needs: {needs}
        message: {{unpaired: {{zh: 不成对, en: not paired}}}}
        fix: {{zh: 补上, en: Mend}}
        effort: minutes
        cases:
          - {{state: pass, text: "（甲）"}}
          - {{state: fail, text: "（甲"}}
"""


def test_a_pack_of_ones_own_may_declare_it(make_pack: Callable[[str], Pack]) -> None:
    assert make_pack(PACK.format(needs="exact-text")).rules[0].needs == EXACT_TEXT


def test_a_need_that_is_no_such_is_refused(make_pack: Callable[[str], Pack]) -> None:
    with pytest.raises(PackError) as caught:
        make_pack(PACK.format(needs="good-eyes"))
    assert [problem.key for problem in caught.value.problems] == ["not-allowed-value"]
