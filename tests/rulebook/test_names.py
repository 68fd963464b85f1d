"""What the report is called stands in packs: code knows no kind of report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.errors import PackError
from checker.rulebook.load import load_pack
from tests.conftest import JUDGING, shipped

ROOT = Path(__file__).parents[2]
_TEXT = {".py", ".pyx", ".po", ".md", ".jinja", ".js", ".css", ".json", ".yaml", ".html"}


def _words_of_families() -> set[str]:
    """What tells one kind of report from another: the names of reports and their work, and the Chinese ones of their parts.

    In English a part is called as anybody would call it: shortcomings.
    """
    found = {"法治政府", "政府信息公开", "依法行政", "rule-of-law", "open government information", "第一责任人"}
    for pack in map(shipped, JUDGING):
        found |= {*pack.names["report"].values(), *pack.names["work"].values()}
        found |= {part["title"]["zh"] for part in pack.parts.values()}
    return {words.lower() for words in found}


def test_code_holds_no_word_of_a_kind_of_report() -> None:
    families = _words_of_families()
    offenders = []
    for path in sorted(path for path in (ROOT / "checker").rglob("*") if path.suffix in _TEXT):
        text = path.read_text(encoding="utf-8").lower()
        for words in (words for words in families if words in text):
            offenders += [
                f"{path.relative_to(ROOT)}:{text[: hit.start()].count(chr(10)) + 1}: {words}"
                for hit in re.finditer(re.escape(words), text)
            ]
    assert offenders == []


_PACK = """
pack: own
version: "1"
title: {{zh: 某报告, en: a report}}
{names}
genres:
  yearly: {{report: true, title: {{zh: 某年报, en: a yearly report}}, name: [年报]}}
groups: {{form: {{title: {{zh: 形式, en: Form}}, weight: 1}}}}
rules:
  words:
    group: form
    title: {{zh: "{{names.report}}没有空白", en: "No blanks in the {{names.report}}"}}
    basis: practice
    severity: advice
    weight: 1
    check: absent
    options: {{patterns: [空白]}}
    message: {{found: {{zh: "{{names.report}}有{{count}}处空白", en: "{{names.report}}: {{count}} blanks"}}}}
    fix: {{zh: "补全{{names.{name}}}", en: "Fill in the {{names.{name}}}"}}
    effort: minutes
    cases: [{{state: pass, text: 年报}}, {{state: fail, text: 空白}}]
"""


def _written(tmp_path: Path, names: str, name: str = "report") -> str:
    path = tmp_path / "own.yaml"
    path.write_text(_PACK.format(names=names, name=name), encoding="utf-8")
    return str(path)


def test_names_stand_in_texts_by_language(tmp_path: Path) -> None:
    names = "names: {report: {zh: 节水年报, en: report on water}}"
    rule = load_pack(_written(tmp_path, names)).rules[0]
    assert rule.title == {"zh": "节水年报没有空白", "en": "No blanks in the report on water"}
    assert rule.message["found"]["zh"] == "节水年报有{count}处空白"


def test_without_a_name_the_report_goes_by_its_genre(tmp_path: Path) -> None:
    pack = load_pack(_written(tmp_path, "names: {report: {zh: 节水年报, en: report on water}}"))
    assert pack.names["work"] == pack.names["report"]
    assert pack.family == "yearly"


def test_a_name_that_nobody_gave_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load_pack(_written(tmp_path, "names: {report: {zh: 节水年报, en: report on water}}", "work"))
    assert {problem.key for problem in caught.value.problems} == {"unknown-name"}
