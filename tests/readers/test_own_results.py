"""What the checker wrote itself is never judged as a report, in whatever format and language it was written."""

from __future__ import annotations

import shutil

import pytest

from checker.cli.main import run
from checker.errors import UnreadableError
from checker.readers import read_path
from checker.readers.own_results import is_own_text
from checker.render import RENDERERS
from tests.conftest import SAMPLES
from tests.tables import every_row


@pytest.fixture(scope="module", params=["zh", "en"])
def written(request, tmp_path_factory):
    """A folder with two reports, and what came of them in every format."""
    folder = tmp_path_factory.mktemp("results")
    for name in ("empty-plan", "most-complete"):
        shutil.copy(SAMPLES / f"{name}.txt", folder)
    names = ("empty-plan.txt", "most-complete.txt")
    formats = (*RENDERERS, "docx")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        targets = [word for name in formats for word in ("--write", f"{name}=r.{name}")]
        run(["check", *names, *targets, "--quiet", "--lang", request.param])
    return folder, formats


def test_no_result_is_read_as_a_report(written):
    folder, formats = written
    told = {}
    for name in formats:
        try:
            read_path(folder / f"r.{name}")
        except UnreadableError as error:
            told[name] = error.key
    assert told == dict.fromkeys(formats, "own-result")


def test_in_a_folder_they_are_passed_over(written, monkeypatch, capsys):
    folder, _ = written
    (folder / "r.markdown").rename(folder / "r.md")
    monkeypatch.chdir(folder)
    assert run(["check", ".", "--quiet"]) == 1
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 3
    assert "r.md" in said.err


@pytest.mark.parametrize(
    "command", [("rules", "explain", "part-causes"), ("compare", "a.txt", "b.txt")], ids=lambda one: one[0]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_printed_is_read_as_no_report(command, lang, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, sample in (("a.txt", "empty-plan"), ("b.txt", "most-complete")):
        shutil.copy(SAMPLES / f"{sample}.txt", name)
    run([*command, "--lang", lang])
    assert is_own_text(capsys.readouterr().out)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_report_is_none(path):
    assert not is_own_text(path.read_text(encoding="utf-8-sig"))


@every_row(
    "text",
    [
        "# 某市某局报告",
        "✓ 已办结",
        "对比去年，案件上升",
        "{某局}报告",
        "甲,乙,丙,丁,戊",
        "a → b",
        '<?xml version="1.0"?><报告/>',
        "[\n甲",
        "part-causes\n\n一、",
    ],
)
def test_what_begins_alike_is_none(text):
    assert not is_own_text(text)
