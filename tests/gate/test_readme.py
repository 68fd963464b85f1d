"""The walk in README, from an empty repository to a red and a green gate, done as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.gate.runners import bare
from tests.repository.repositories import ROOT, Repository

WALK = re.search(r"<!-- gate-walk -->\n```bash\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
STATUS = re.compile(r"退出码 (\d)")


@pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="the walk is for bash")
def test_the_walk(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "samples", project / "samples")
    program = project / ".venv" / "bin" / "checker"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    lines = WALK[1].splitlines()
    script = "\n".join(f"{line}\necho == $?" for line in lines)
    done = subprocess.run(
        ["bash", "-c", script], cwd=project, env=bare(), capture_output=True, check=False, encoding="utf-8"
    )
    statuses = re.findall(r"^== (\d+)$", done.stdout, re.MULTILINE)
    wanted = [found[1] if (found := STATUS.search(line)) else "0" for line in lines]
    assert statuses == wanted, done.stdout + done.stderr
    assert wanted.count("1") == 1
    office = Repository(tmp_path / "wengao", new=False)
    assert office.git("status", "--porcelain") == ""
    assert {".checker.yaml", ".github/workflows/checker.yml"} <= set(office.git("ls-files").splitlines())
