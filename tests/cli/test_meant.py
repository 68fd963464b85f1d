"""What is typed from memory does what is meant: a file without a command, a rule by its title."""

from __future__ import annotations

import pytest

from checker.cli.main import run
from tests.conftest import SAMPLES


def test_a_file_without_a_command_is_checked(capsys):
    assert run([str(SAMPLES / "most-complete.txt"), "--quiet"]) == 0
    assert "通过" in capsys.readouterr().out


def test_a_report_that_is_not_there_is_told_as_such(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["报告.docx"]) == 2
    assert "没有这个文件：报告.docx" in capsys.readouterr().out


def test_a_command_that_is_mistyped_is_no_file(capsys):
    assert run(["chekc"]) == 2
    assert "check" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["part-causes", "产生不足的原因", "② 产生不足的原因", "产生不足", "causes of the shortcomings"]
)
def test_a_rule_by_its_title(name, capsys):
    status = run(["rules", "explain", name])
    assert (status, capsys.readouterr().out.splitlines()[:1]) == (0, ["part-causes"])


def test_a_title_that_several_rules_have(capsys):
    assert run(["rules", "explain", "原因"]) == 2
    assert "[part-causes]" in (told := capsys.readouterr().err)
    assert "[causes-matched]" in told
