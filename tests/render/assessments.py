"""Assessments made by hand: what the renderers are tested with, independent of packs and checks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from checker.document.model import Extraction, Place, bare_document
from checker.engine.model import Assessment, Cap, Facts, Item, Quote, Score, SectionFacts
from checker.rulebook.model import Basis, Clause, Group, Pack, Rule, Source
from checker.text.span import Span

TEXT = "某局2025年度法治政府建设情况报告\n一、主要举措和成效\n开展检查40次。\n二、存在的不足和原因\n执法力量不足。\n"


FIFTH_LINE = Place(5, 1)


def text(zh: str, en: str | None = None) -> dict[str, str]:
    return {"zh": zh, "en": en or f"[{zh}]"}


PACK = Pack(
    id="fake",
    version="1.0",
    digest="sha256:" + "ab" * 32,
    title=text("假规则包", "Fake pack"),
    regions=(),
    sources={
        "duty": Source(
            "duty", text("督察工作规定", "Provisions"), "国务院", "1号", "2019-04-15", "regulation",
            {"24": Clause("24", text("第二十四条", "Article 24"), text("向社会公开", "publish"), True)},
            text("督察规定", "Provisions"),
        )
    },
    groups=(Group("structure", text("结构", "Structure"), 60.0), Group("safety", text("安全", "Safety"), 0.0)),
    parts={},
    genres={},
    filers={"department": {"title": text("部门", "department")}},
    vocabulary={},
    rules=(),
    lexicon=None,  # type: ignore[arg-type]
)  # fmt: skip


def rule(name: str, **changes: Any) -> Rule:
    made = Rule(
        id=name, group="structure", title=text(f"要求{name}", f"Requirement {name}"), basis=(Basis("duty", "24"),),
        severity="warning", weight=1.0, cap=None, check="part", options={}, when=(),
        message={"pass": text("有", "there"), "missing": text("没有{what}", "no {what}")},
        fix=text("补上{what}", "add {what}"), effort="hours", cases=(),
    )  # fmt: skip
    return made._replace(**changes)


def quote(words: str = "执法力量不足", start: int = 44, place: Place = FIFTH_LINE) -> Quote:
    return Quote(words, start, start + len(words), SimpleNamespace(place=lambda _offset: place))  # type: ignore[arg-type]


def item(name: str, state: str = "fail", **changes: Any) -> Item:
    of_rule = {key: changes.pop(key) for key in ("group", "basis", "effort", "title", "message") if key in changes}
    passes = state == "pass"
    made = Item(
        rule=rule(name, **of_rule), state=state, reason=None if passes else "missing", severity="warning",
        credit=1.0 if passes else 0.0, earned=5.0 if passes else 0.0, possible=0.0 if state == "skip" else 5.0,
        gain=0.0 if passes else 5.0, evidence=(quote(),), values={"what": "原因"}, table=(), waived=None,
    )  # fmt: skip
    return made._replace(**changes)


FACTS = Facts(
    genre="annual-report",
    title="某局2025年度法治政府建设情况报告",
    issuer="某局",
    filer="department",
    region="广东省",
    year=2025,
    date=None,
    published=None,
    deadline="03-01",
    characters=len("".join(TEXT.split())),
    body=Span(18, len(TEXT)),
    sections=(SectionFacts(1, "一", "一、主要举措和成效", ("measures",), 18, 38, 27, Place(2, 1), ()),),
)


def assessment(*items: Item, path: str = "reports/a.txt", verdict: str = "fail", **changes: Any) -> Assessment:
    document = bare_document(TEXT, path)
    score = Score(71.5, "passing", None, 71.5)
    made = Assessment(path, None, document, FACTS, PACK, items, score, verdict)
    return made._replace(**changes)


def extracted(made: Assessment, **fields: Any) -> Assessment:
    """The same of a document whose text was taken out of its container so."""
    extraction = Extraction(**({"skipped": {"image": 1}} | fields))
    document = made.document._replace(extraction=extraction)
    return made._replace(document=document)


CAPPED = Score(59.0, "failing", Cap(59.0, "part"), 82.25)
