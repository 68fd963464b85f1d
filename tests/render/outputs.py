"""What the tests of the formats for other programs share: rendering, and texts that try to be more than text."""

from __future__ import annotations

from checker.document.model import Place
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.render import RenderOptions, create
from tests.render.assessments import FACTS, assessment, item, text

BROKEN = Assessment("b.txt", UnreadableError("empty", path="b.txt"))
WAIVED = {"reason": "主管部门同意另行报送", "approver": "某局办公室", "expires": "2026-12-31"}
THIRD_PAGE = Place(None, None, 3, None)

HOSTILE = [
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1＋1",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details><h1>x", "<!-- x", "]]>", "&lt;b&gt;",
    "[a](http://evil.example)", "![a](http://evil.example/a.png)", "<http://evil.example>", "[a]: http://evil.example",
    "http://evil.example", "www.evil.example", "someone@evil.example", "@someone", "#12", "!12", "GH-12", "evil.com",
    "0123456789abcdef0123456789abcdef01234567", "**粗**", "__x__", "`x`", "``` x", "~~x~~", "$x^2$", "a|b", "a\\|b",
    "a\\", "| x | y |", ":smile:", "一行\n\n# 标题", "一行\r\n::error::x", "%0A::error::x", "::warning::x", "{0}", "{x}",
    "a,b:c", '"', "'", "\x00\x01\x1b[31m\x7f\x9b", "\u202e\u2028\u2066", "\ud800", "\ufffe\uffff", "\U000e0001",
    "/close", "- x", "1. x", "> x", "[^1]", "&#64;someone",
]  # fmt: skip
"""One each for whatever somebody's parser takes for more than text."""


def render(name: str, *assessments: Assessment, **view: object) -> str:
    renderer = create(name, RenderOptions(**view))  # type: ignore[arg-type]
    return "".join([renderer.add(one, met=one.verdict == "pass") for one in assessments] + [renderer.end()])


def hostile(words: str) -> Assessment:
    """A report that says *words* wherever a report can say something."""
    from tests.render.assessments import quote

    row = {"item": 1, "words": words, "answers": [1], "answer_words": [words]}
    gap = item("part-causes", values={"what": words}, evidence=(quote(words),), table=(row,))
    made = assessment(gap, item("waived", waived={"reason": words}), path=f"报告/{words}.txt")
    return made._replace(facts=FACTS._replace(issuer=words))


def titled(words: str) -> Assessment:
    return assessment(item("part-causes", title=text(words)))
