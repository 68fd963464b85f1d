"""Benchmarks run: mypy misses what is renamed, and the quickest is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import shipped

ROOT = Path(__file__).parents[2]


def test_the_quickest_measures_every_rule():
    command = [sys.executable, ROOT / "benchmarks" / "checks.py", "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {rule.id for rule in shipped("national").rules} <= {line.split()[0] for line in done.stdout.splitlines()}
