"""A gap is told in the same words by every output, and every output tells of every gap."""

from __future__ import annotations

import html
import re

import pytest

from checker.annotate.comment_text import remarks
from checker.engine.assessor import Assessor
from checker.presentation import build_view
from checker.render import RenderOptions, create
from tests.conftest import SAMPLES

FORMATS = ("text", "markdown", "html", "csv", "junit", "sarif", "gitlab")


def plain(output):
    """What is left of *output* without markup, references, escapes and blanks."""
    output = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), output)
    output = html.unescape(html.unescape(re.sub(r"</?(?!testcase|failure)[a-z][^>]*>", "", output)))
    return re.sub(r"[\s\u2060\\\"“”]", "", output.replace('""', '"').replace("{{", "{").replace("}}", "}"))


@pytest.fixture(scope="module", params=["empty-plan", "no-first-responsible-section"])
def judged(request):
    return Assessor().read(str(SAMPLES / f"{request.param}.txt"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_output_says_the_same_of_every_gap(judged, lang):
    wanted = [
        (one.rule.id, plain(text)) for one in build_view(judged, lang).gaps for text in (one.title, one.why, one.fix)
    ]
    assert len(wanted) > 15
    outputs = {"comments": "".join(text for one in remarks(judged, lang) for text in one.paragraphs)}
    for name in FORMATS:
        renderer = create(name, RenderOptions(lang=lang, columns=10_000, verbose=True))
        outputs[name] = renderer.add(judged, met=False) + renderer.end()
    told = {name: plain(output) for name, output in outputs.items()}
    missing = [(name, rule, text) for name, output in told.items() for rule, text in wanted if text not in output]
    assert missing == []
