"""An assessment that was kept shows the same as the one it was made from, in every output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.engine import gate
from checker.engine.assessor import Assessor
from checker.engine.model import Assessment
from checker.errors import UnreadableError
from checker.render import RENDERERS, RenderOptions, create
from checker.results import CodecError, packed, unpacked
from checker.waivers import Waiver, waive
from tests.tables import every_row

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "samples").glob("*.txt"))
PAGE = """<html><head><meta charset="utf-8"><title>x</title></head><body><nav>首页</nav><article>
<h1>某市某局2025年度法治政府建设情况报告</h1><p>一、主要举措和成效</p><p>开展检查40次，联系人13912345678。</p>
<p>二、存在的不足和原因</p><p>执法力量不足。</p></article></body></html>"""


def kept(assessment):
    written = json.dumps(packed(assessment))
    return unpacked(json.loads(written), assessment.path, assessment.pack)


def shown(assessment, name):
    renderer = create(name, RenderOptions(lang="zh"))
    return renderer.add(assessment, met=gate(assessment)) + renderer.end()


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    page = tmp_path_factory.mktemp("pages") / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    return list(Assessor().read_many([*map(str, REPORTS), str(page), "nowhere.txt"]))


@every_row("name", RENDERERS)
def test_what_was_kept_shows_the_same(judged, name):
    for assessment in judged:
        assert shown(kept(assessment), name) == shown(assessment, name)


def test_waivers_cover_the_same_of_what_was_kept(judged):
    empty = next(one for one in judged if one.path.endswith("empty-plan.txt"))
    waivers = [
        Waiver("part-next-plan", "*", "下一年度推进法治政府建设的主要安排", "理由", "某人", None, "2026-12-31", 1),
        Waiver("part-causes", "*", None, "理由", "某人", None, "2026-12-31", 1),
    ]
    again, used = waive(kept(empty), waivers)
    assert len(used) == 2
    assert shown(again, "json") == shown(waive(empty, waivers)[0], "json")


def test_private_numbers_are_not_kept(judged):
    page = next(one for one in judged if one.path.endswith("page.html"))
    assert "13912345678" not in json.dumps(packed(page), ensure_ascii=False)


def test_what_cannot_be_read_keeps_its_reason():
    error = UnreadableError("too-large", size=60.0, limit=50, path="a.docx")
    again = kept(Assessment("b.docx", error))
    assert (again.error.key, again.error.values) == ("too-large", {"size": 60.0, "limit": 50, "path": "b.docx"})


@every_row(
    "change",
    [
        lambda data: data.pop("format"),
        lambda data: data.update(format=0),
        lambda data: data.update(digest="sha256:0"),
        lambda data: data.update(items=[["no-such-rule", *data["items"][0][1:]]]),
        lambda data: data.update(items=7),
        lambda data: data.update(facts=None),
        lambda data: data.update(document=[]),
        lambda data: data.update(places=[["x", 1]]),
        lambda data: data.update(error=[]),
    ],
)
def test_what_is_damaged_is_told_apart(judged, change):
    data = json.loads(json.dumps(packed(judged[0])))
    change(data)
    with pytest.raises(CodecError):
        unpacked(data, "a.txt", judged[0].pack)


def test_another_pack_is_not_taken_for_the_one_that_judged(judged):
    with pytest.raises(CodecError):
        unpacked(packed(judged[0]), "a.txt", None)
    with pytest.raises(CodecError):
        unpacked([], "a.txt", judged[0].pack)
