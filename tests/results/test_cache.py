"""A run with cached results answers as one without, and judges only what is new."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.main import run
from checker.engine import assessor
from checker.render import RENDERERS

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(__file__).parents[2] / "samples"
ONE = "most-complete.txt"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SAMPLES, tmp_path / "reports", ignore=shutil.ignore_patterns("*.md", "openness"))
    (tmp_path / ".checker.yaml").touch()
    for name in ("CHECKER_CACHE", "CHECKER_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports that were really judged."""
    seen: list[str] = []
    real = assessor.assess

    def assess(report: object, pack: object) -> object:
        seen.append(Path(report.document.path).name)  # type: ignore[attr-defined]
        return real(report, pack)  # type: ignore[arg-type]

    monkeypatch.setattr(assessor, "assess", assess)
    return seen


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def output(*args: str) -> str:
        capsys.readouterr()
        run(["check", *args])
        return capsys.readouterr().out

    return output


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_bytes(lang: str, repository: Path, judged: list[str], output: Callable[..., str]) -> None:
    def everything(name: str, *args: str) -> dict[str, bytes]:
        """What a run writes in every form, and what it prints."""
        (repository / name).mkdir()
        files = {form: repository / name / form for form in RENDERERS}
        printed = output("--lang", lang, *args, *(f"--write={form}={path}" for form, path in files.items()))
        return {form: path.read_bytes() for form, path in files.items()} | {"": printed.encode()}

    without = everything("without", "--no-cache")
    assert not (repository / ".checker-cache").exists()
    cold = everything("cold")
    assert len(judged) == 10
    assert everything("warm") == cold == without
    assert len(judged) == 10


def test_only_what_has_changed_is_judged(repository: Path, judged: list[str], output: Callable[..., str]) -> None:
    first = output("--quiet")
    judged.clear()
    shutil.copy(repository / "reports" / ONE, repository / "reports" / "copy.txt")
    path = repository / "reports" / "empty-plan.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("法治", "法 治"), encoding="utf-8")
    assert output("--quiet") != first
    assert judged == ["empty-plan.txt"]  # and a copy is known by its bytes


@pytest.mark.parametrize(
    "args", [["--year", "2019"], ["--filer", "township"], ["--rules", "guangdong"], ["--limit", "characters=100000"]]
)
def test_what_was_judged_otherwise_is_judged_again(
    args: list[str], repository: Path, judged: list[str], output: Callable[..., str]
) -> None:
    output("--quiet")
    judged.clear()
    asked = output("--format", "json", *args)
    assert len(judged) == 5
    assert output("--format", "json", *args) == asked == output("--format", "json", *args, "--no-cache")
    assert len(judged) == 10
    assert repository


def test_another_suffix_is_another_file(repository: Path, judged: list[str], output: Callable[..., str]) -> None:
    path = repository / "reports" / ONE
    output(str(path), "--quiet")
    shutil.copy(path, path.with_suffix(".md"))
    output(str(path.with_suffix(".md")), "--quiet")
    assert judged == [ONE, "most-complete.md"]


def test_a_pack_that_has_changed(repository: Path, judged: list[str], output: Callable[..., str]) -> None:
    pack = repository / "own.yaml"
    pack.write_text('pack: own\nversion: "1"\ntitle: {zh: 自编, en: Own}\nextends: national\n', encoding="utf-8")
    output("--rules", "own.yaml", "--quiet")
    output("--rules", "own.yaml", "--quiet")
    assert len(judged) == 5
    pack.write_text(pack.read_text(encoding="utf-8").replace('"1"', '"2"'), encoding="utf-8")
    assert '"version": "2"' in output("--rules", "own.yaml", "--format", "json")
    assert len(judged) == 10


def test_another_version_of_the_code(
    repository: Path, judged: list[str], output: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output("--quiet")
    monkeypatch.setattr("checker.results.cache.__version__", "99.0")
    output("--quiet")
    assert len(judged) == 10
    assert repository


def test_waivers_and_baselines_are_laid_over_afterwards(
    repository: Path, judged: list[str], output: Callable[..., str]
) -> None:
    assert run(["baseline", "write", "-o", "known.json"]) == 0
    plain = output("--format", "json")
    waiver = "- {rule: part-causes, path: '**', reason: 甲, approver: 乙, expires: 2026-12-31}"
    (repository / "w.yaml").write_text(waiver, encoding="utf-8")
    waived = output("--format", "json", "--waivers", "w.yaml", "--today", "2026-03-01")
    assert '"approver"' in waived
    assert '"baseline": true' in output("--format", "json", "--baseline", "known.json")
    assert output("--format", "json") == plain
    assert len(judged) == 5


def test_what_cannot_be_read_is_tried_again(repository: Path, output: Callable[..., str]) -> None:
    (repository / "reports" / "empty.txt").touch()
    assert '"unreadable": 1' in output("--format", "json")
    assert '"unreadable": 1' in output("--format", "json")
    assert len(list((repository / ".checker-cache").glob("*.result"))) == 5


def test_private_numbers_are_not_kept(repository: Path, output: Callable[..., str]) -> None:
    path = repository / "reports" / ONE
    path.write_text(path.read_text(encoding="utf-8") + "\n联系人手机：13800138000\n", encoding="utf-8")
    assert "privacy-phone" in output(str(path))
    kept = b"".join(path.read_bytes() for path in (repository / ".checker-cache").iterdir())
    assert b"13800138000" not in kept


def test_a_forged_result_is_not_believed(repository: Path, judged: list[str], output: Callable[..., str]) -> None:
    output("--quiet")
    for path in (repository / ".checker-cache").glob("*.result"):
        checksum, body = path.read_bytes().split(b"\n", 1)
        pack, kept = json.loads(body)
        kept["verdict"] = "pass"
        for item in kept["items"]:
            item[1] = "pass"
        path.write_bytes(checksum + b"\n" + json.dumps([pack, kept]).encode())
    judged.clear()
    assert "不通过 4" in output("--quiet")
    assert len(judged) == 5


def test_where_results_are_kept(repository: Path, output: Callable[..., str]) -> None:
    (repository / ".checker.yaml").write_text("cache: false", encoding="utf-8")
    output("--quiet")
    assert not (repository / ".checker-cache").exists()
    output("--quiet", "--cache", "elsewhere")
    assert len(list((repository / "elsewhere").glob("*.result"))) == 5
    (repository / ".checker.yaml").unlink()
    output("reports", "--quiet")
    assert not (repository / ".checker-cache").exists()


def test_a_cache_that_cannot_be_used_is_no_fault(repository: Path, output: Callable[..., str]) -> None:
    expected = output("--quiet", "--no-cache")
    (repository / ".checker-cache").write_text("甲", encoding="utf-8")
    assert output("--quiet") == expected


def test_runs_side_by_side(repository: Path) -> None:
    command = [sys.executable, "-m", "checker", "check", "--format", "json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    outputs = {process.communicate(timeout=120) for process in running}
    assert len(outputs) == 1
    assert outputs.pop()[1] == b""
    assert len(list((repository / ".checker-cache").glob("*.result"))) == 5
    assert not list((repository / ".checker-cache").glob("*.tmp"))


def test_a_configuration_is_checked_once(
    repository: Path, output: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / ".checker.yaml").write_text("year: 2025\nformats: {json: out/r.json}\n", encoding="utf-8")
    (repository / "out").mkdir()
    output("--quiet")

    def again(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("checker.config.load._valid_table", again)
    output("--quiet")
    monkeypatch.undo()
    monkeypatch.chdir(repository)
    shutil.rmtree(repository / "out")
    (repository / "out").symlink_to(repository.parent)  # what was valid leads elsewhere today
    assert run(["check"]) == 2
