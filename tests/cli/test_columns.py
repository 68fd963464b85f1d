"""How wide the text output is: into a pipe, on a terminal, and where COLUMNS says so."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from checker.text.width import width
from tests.tables import every_row

REPORT = Path(__file__).parents[2] / "samples" / "empty-plan.txt"
COMMAND = [sys.executable, "-m", "checker", "check", str(REPORT)]


@every_row(
    ("asked", "columns"),
    [(None, 80), ("120", 120), ("60", 60), ("0", 80), ("", 80), ("wide", 80), ("-5", 80), ("1", 40)],
)
def test_a_pipe(asked, columns):
    environment = os.environ | ({"COLUMNS": asked} if asked is not None else {})
    done = subprocess.run(COMMAND, env=environment, stdout=subprocess.PIPE, check=False)
    lines = done.stdout.decode("utf-8").splitlines()[1:]  # the first one holds the path
    assert columns - 4 <= max(map(width, lines)) <= columns
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
@pytest.mark.parametrize(("columns", "asked", "expected"), [(120, None, 120), (80, None, 80), (100, "60", 60)])
def test_a_terminal(columns, asked, expected):
    import fcntl
    import termios

    parent, child = os.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = os.environ | {"NO_COLOR": "1"} | ({"COLUMNS": asked} if asked else {})
    process = subprocess.Popen(COMMAND, env=environment, stdout=child)
    os.close(child)
    output = b""
    try:
        while piece := os.read(parent, 65536):
            output += piece
    except OSError:  # how Linux tells that the other side was closed
        pass
    process.wait()
    os.close(parent)
    lines = output.decode("utf-8").splitlines()[1:]
    assert expected - 4 <= max(map(width, lines)) <= expected
