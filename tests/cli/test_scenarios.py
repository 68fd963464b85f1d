"""Command lines and what comes of them, in one process; the scenarios are data."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.main import run
from checker.readers import sandbox
from tests.tables import from_yaml

SAMPLES = Path(__file__).parents[2] / "samples"
SCENARIOS = from_yaml(Path(__file__).parent / "scenarios.yaml")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[one["name"] for one in SCENARIOS])
def test_scenario(scenario, tmp_path, monkeypatch, capsys):
    for name in scenario.get("folders", []):
        (tmp_path / name).mkdir()
    for name, text in scenario.get("files", {}).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHECKER_LANG", raising=False)
    for name, value in scenario.get("env", {}).items():
        monkeypatch.setenv(name, value)
        sandbox.close()  # a process that reads for other tests has their environment
    status = run([word.replace("{samples}", str(SAMPLES)) for word in scenario["args"]])
    output = capsys.readouterr()
    assert [part for part in scenario.get("out", []) if part not in output.out] == [], output.out
    assert [part for part in scenario.get("err", []) if part not in output.err] == [], output.err
    assert [part for part in scenario.get("not", []) if part in output.out + output.err] == []
    assert status == scenario["status"], output
    assert "Traceback" not in output.err
    if "env" in scenario:
        sandbox.close()
