"""What only a process of its own can show: streams, encodings, signals, start-up."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from checker import render

SAMPLES = Path(__file__).parents[2] / "samples"
GOOD = SAMPLES / "most-complete.txt"


def start(*args, env=None, **rest):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | rest
    whole = {key: value for key, value in os.environ.items() if not key.startswith(("CHECKER_", "PYTHONIO"))}
    return subprocess.Popen([sys.executable, "-m", "checker", *map(str, args)], env=whole | (env or {}), **pipes)


def checker(*args, stdin=None, **rest):
    process = start(*args, stdin=subprocess.PIPE, **rest)
    out, err = process.communicate(stdin)
    return process.returncode, out, err.decode("utf-8")


def test_the_short_way_and_the_long_way_give_the_same_bytes():
    short = checker("check", GOOD, SAMPLES / "empty-plan.txt")
    assert short == checker("check", GOOD, SAMPLES / "empty-plan.txt", "--format", "text")


def test_the_result_does_not_hang_on_the_order_of_sets(tmp_path):
    (tmp_path / "twice.txt").write_text(
        "法治政府建设工作年度报告\n2024年以来，临江市司法局坚持依法行政，临江市坚持法治引领。"
        "我市深化改革，我局抓好落实。\n一、主要工作\n开展执法检查12次。\n",
        encoding="utf-8",
    )
    found = {
        checker("check", tmp_path, SAMPLES, "--format", "json", env={"PYTHONHASHSEED": str(seed)})[1]
        for seed in range(4)
    }
    assert len(found) == 1


def test_every_sample_at_once_as_json():
    status, out, _ = checker("check", SAMPLES, "--format", "json")
    result = json.loads(out)
    assert status == 1
    assert result["summary"]["files"] == len(list(SAMPLES.rglob("*.txt")))
    assert [report["path"] for report in result["reports"]] == sorted(report["path"] for report in result["reports"])


def test_real_output_fits_the_published_schema():
    schema = json.loads((Path(render.__file__).parent / "result.schema.json").read_text(encoding="utf-8"))
    _, out, _ = checker("check", SAMPLES, "nowhere.txt", "--format", "json")
    jsonschema.Draft202012Validator(schema).validate(json.loads(out))


def test_standard_input():
    status, out, err = checker("check", "-", "--quiet", stdin=GOOD.read_bytes())
    assert (status, err) == (0, "")
    assert "标准输入" in out.decode("utf-8")


@pytest.mark.parametrize("arguments", [("-",), (GOOD, "-"), ("--files-from", "-")])
@pytest.mark.skipif(os.name == "nt", reason="descriptors of POSIX")
def test_a_closed_standard_input_is_told(arguments):
    process = start("check", *arguments, preexec_fn=lambda: os.close(0))
    out, err = process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert "标准输入已经关闭" in err.decode("utf-8")
    assert err.decode("utf-8").startswith("错误：")
    assert "办法：" in err.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="descriptors of POSIX")
def test_a_standard_input_that_cannot_be_read_is_one_unreadable_file(tmp_path):
    with (tmp_path / "only-written").open("wb") as file:
        process = start("check", "-", GOOD, stdin=file)
        out, err = process.communicate()
    assert (process.returncode, err) == (2, b"")
    assert "读取失败" in out.decode("utf-8")
    assert "✓ 通过" in out.decode("utf-8")


@pytest.mark.parametrize(("closed", "arguments", "wanted"), [(1, (GOOD,), 0), (1, ("无.txt",), 2), (2, ("无.txt",), 2)])
@pytest.mark.skipif(os.name == "nt", reason="descriptors of POSIX")
def test_a_closed_output_is_nobody_who_listens(closed, arguments, wanted):
    process = start("check", *arguments, preexec_fn=lambda: os.close(closed))
    out, err = process.communicate()
    assert process.returncode == wanted
    assert b"Traceback" not in out + err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-16"])
def test_every_encoding_of_the_stream_holds_the_output(encoding):
    status, out, err = checker("check", GOOD, "--quiet", env={"PYTHONIOENCODING": encoding})
    assert (status, err) == (0, "")
    assert "✓ 通过" in out.decode(encoding if encoding == "utf-16" else "utf-8")
    status, out, err = checker("check", GOOD, "--format", "json", env={"PYTHONIOENCODING": encoding})
    assert (status, err) == (0, "")
    assert json.loads(out.decode(encoding if encoding == "utf-16" else "utf-8"))["schema"] == "checker-result/1"


def test_a_file_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(GOOD.read_bytes())
    except OSError:
        pytest.skip("the file system takes no such name")
    for form in ("text", "json"):
        status, out, err = checker("check", tmp_path, "--format", form)
        assert (status, err) == (0, "")
        out.decode("utf-8")


def test_a_pipe_that_nobody_reads_is_quiet(tmp_path):
    for number in range(300):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    process = start("check", tmp_path)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_is_quiet():
    process = start("check", "-", stdin=subprocess.PIPE)
    process.stdin.write(b"a" * 200_000)  # more than a pipe holds: when it is gone, the input is being read
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err) == (130, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_told():
    with Path("/dev/full").open("wb") as full:
        status, _, err = checker("check", GOOD, stdout=full)
    assert status == 2
    assert err.startswith("错误：结果没有输出完")
    assert "Traceback" not in err


OLD = '{"schema": "checker-result/1"}'
"""What an earlier run has written."""


@pytest.mark.skipif(os.name == "nt", reason="names count in characters there, modes are of POSIX")
def test_a_result_takes_the_place_of_a_private_one_with_a_long_name(tmp_path):
    target = tmp_path / ("查" * 82 + ".txt")  # 250 bytes
    target.write_text(OLD, encoding="utf-8")
    target.chmod(0o600)
    assert checker("check", GOOD, "--quiet", "--write", f"json={target}")[0] == 0
    assert json.loads(target.read_text(encoding="utf-8"))["reports"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_result_file_is_written_whole(tmp_path):
    target = tmp_path / "结果.json"
    target.write_text(OLD, encoding="utf-8")
    status, out, err = checker(
        "check", GOOD, "--quiet", "--write", f"json={target}", "--write", f"text={tmp_path / 'a'}"
    )
    assert (status, err) == (0, "")
    assert len(out.decode().splitlines()) == 1
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["passed"] == 1
    assert "检查清单" in (tmp_path / "a").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "结果.json"]


def test_a_result_file_that_cannot_be_written(tmp_path, monkeypatch, capsys):
    from checker.cli.main import run

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    assert run(["check", str(GOOD), "--quiet", "--write", f"json={tmp_path / 'a.json'}"]) == 2
    assert "结果没有写成" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_links_that_lead_back_end(tmp_path):
    (tmp_path / "a.txt").write_bytes(GOOD.read_bytes())
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    _, out, _ = checker("check", tmp_path, "--format", "json")
    assert json.loads(out)["summary"]["files"] == 1


def test_a_defect_is_told_in_a_sentence(monkeypatch, capsys):
    from checker.cli import check as running
    from checker.cli.main import run
    from checker.engine import assessor

    def broken(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(assessor, "assess", broken)
    assert run(["check", str(GOOD), "--quiet"]) == 2
    assert "程序内部出错（ZeroDivisionError）" in capsys.readouterr().out
    monkeypatch.setattr(running, "collect", broken)
    assert run(["check", str(GOOD)]) == 2
    assert "CHECKER_DEBUG=1" in capsys.readouterr().err
    monkeypatch.setenv("CHECKER_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["check", str(GOOD)])


def test_a_plain_check_imports_nothing_heavy():
    heavy = {
        "click",
        "rich",
        "yaml",
        "jsonschema",
        "dataclasses",
        "pathlib",
        "inspect",
        "difflib",
        "json",
        "re",
        "typing",
    }
    code = (
        "import sys; from checker.cli.main import run; "
        f"run(['check', {str(GOOD)!r}]); run(['check', {str(GOOD)!r}]); before = sys.stdout.flush(); "
        f"sys.exit(', '.join({heavy!r} & set(sys.modules)))"
    )
    warm = [sys.executable, "-c", f"from checker.cli.main import run; run(['check', {str(GOOD)!r}])"]
    subprocess.run(warm, check=True, capture_output=True)  # the pack is compiled and cached
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stderr == b"\n"
