"""What instruments and clauses are called where there is little room."""

from __future__ import annotations

import pytest

from checker.i18n import LANGUAGES
from checker.presentation.wording import citations, cite
from checker.rulebook.model import Basis
from tests.conftest import shipped


@pytest.mark.parametrize("name", ["national", "guangdong", "hubei", "shenzhen", "county"])
def test_what_is_short_is_shorter(name):
    pack = shipped(name)
    named = [one for source in pack.sources.values() for one in (source, *source.clauses.values())]
    assert any(one.short for one in named)
    assert [
        one.id for one in named for lang in LANGUAGES if one.short and len(one.short[lang]) > len(one.title[lang])
    ] == []


def test_a_citation_in_full_and_in_short(make_pack):
    pack = make_pack("""
        pack: tiny
        version: "1"
        title: {zh: 小, en: tiny}
        sources:
          law:
            title: {zh: 某某某法, en: Law on Something Long}
            short: {zh: 某法, en: Law}
            issuer: 某机关
            standing: law
            clauses:
              "1": {title: {zh: 第一条, en: Article 1}}
              form: {title: {zh: 关于形式的规定, en: on the form}, short: {zh: 形式, en: form}}
        groups:
          all: {title: {zh: 全部, en: all}, weight: 100}
        parts: {}
        rules: {}
    """)
    cited = [
        citations([Basis("law", clause)], pack, "zh", short=short)[0]
        for clause in ("1", "form")
        for short in (False, True)
    ]
    assert [cite(one, "zh") for one in cited] == [
        "《某某某法》第一条",
        "《某法》第一条",
        "《某某某法》关于形式的规定",
        "《某法》形式",
    ]
