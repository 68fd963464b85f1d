"""Renew the outputs printed in README and docs, or say with ``--check`` whether they are current (exit status 1: not).

An output stands in a ``text`` block right after a comment that says where it comes from::

    <!-- output: checker check samples/empty-plan.txt | head -n 12 -->
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(<!-- output: (?P<command>[^\n]+) -->\n```text\n)(?P<output>.*?)(```\n)", re.DOTALL)
DIGEST = re.compile(r"sha256:[0-9a-f]{7}")


def pages() -> list[Path]:
    """The documents in which outputs may stand."""
    return [ROOT / "README.md", ROOT / "samples" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def renewed(text: str) -> str:
    """*text* with every output as it is now; the digest of a pack alone is no change."""

    def again(found: re.Match[str]) -> str:
        output = output_of(found["command"])
        if DIGEST.sub("", output) == DIGEST.sub("", found["output"]):
            return found[0]
        return f"{found[1]}{output}{found[4]}"

    return BLOCK.sub(again, text)


def output_of(command: str) -> str:
    """What *command* prints into a pipe, run in the checkout with the checker of this interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        shim = Path(folder) / "checker"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
        environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        environment |= {"CHECKER_LANG": "zh", "PYTHONUTF8": "1"}
        done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, check=False)  # noqa: S603, S607
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.decode("utf-8").splitlines())


def main() -> int:
    """Write or check the documents; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; status 1 where one is not current")
    wanted = parser.parse_args()
    stale = 0
    for path in pages():
        text = path.read_text(encoding="utf-8")
        new = renewed(text)
        if new == text:
            continue
        stale += 1
        if wanted.check:
            name = path.relative_to(ROOT)
            sys.stderr.write(f"{name} prints an output that is not current: run python docs/build_output.py\n")
        else:
            path.write_text(new, encoding="utf-8", newline="\n")
    return 1 if wanted.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
