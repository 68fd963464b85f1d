"""An audit by workers of a cluster beside the same by processes of this machine: one and two of each, in turns, in one run.

``python benchmarks/cluster.py [--reports 2000] [--scans 40] [--rounds 3]`` prints seconds, and the two ratios that count: how
much faster two workers are than one, and how much longer they take than two processes.  All outputs are compared byte for
byte, the store row by row.  ``--quick`` is a run over a few files that shows that it works; its ratios say nothing, for a
cluster starts for some seconds.  A machine on which others work gives ratios of the moment.
"""

from __future__ import annotations

import argparse
import io
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from html import escape
from pathlib import Path

import corpus
import recognition
from PIL import Image

from checker.audit.store import NAME
from tests.audit.auditing import dump
from tests.readers import layouts

POOL, CLUSTER = "processes", "workers"
PAGES = 3
"""Of a scan."""


def main() -> None:
    """Write files, audit them in turns, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--scans", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.quick:
        given.reports, given.scans, given.rounds = 40, 2, 1
    with tempfile.TemporaryDirectory() as name:
        write(Path(name, "reports"), given.reports, given.scans)
        taken: dict[tuple[str, int], list[float]] = {}
        outputs: set[str] = set()
        for turn in range(given.rounds):
            for kind in (POOL, CLUSTER):
                for count in (1, 2):
                    out = Path(name, f"{kind} {count} {turn}")
                    taken.setdefault((kind, count), []).append(audit(Path(name), out, kind, count))
                    outputs.add(content(out))
                    assert len(dump(out)["pages"]) == given.scans * PAGES, "pages were not recognised"
    for (kind, count), seconds in taken.items():
        print(f"{count} {kind:<10} {statistics.median(seconds):.1f} s")
    faster = [one / two for one, two in zip(taken[CLUSTER, 1], taken[CLUSTER, 2], strict=True)]
    longer = [there / here for there, here in zip(taken[CLUSTER, 2], taken[POOL, 2], strict=True)]
    print(f"two workers against one            {statistics.median(faster):.2f} × the speed")
    print(f"two workers against two processes  {statistics.median(longer):.2f} × the time")
    print("outputs            ", "the same byte for byte" if len(outputs) == 1 else f"{len(outputs)} DIFFER")
    sys.exit(len(outputs) != 1)


def write(folder: Path, reports: int, scans: int) -> None:
    """Write *reports* as text, Word and html, and *scans* as pdf files of pictures, by folders of a hundred."""
    for number, text in enumerate(corpus.reports(reports)):
        data, suffix = (
            (layouts.plain(text), "docx")
            if number % 4 == 1
            else (f"<p>{'</p><p>'.join(map(escape, text.splitlines()))}</p>".encode(), "html")
            if number % 4 == 3
            else (text.encode(), "txt")
        )
        place = folder / f"{number // 100:02}" / f"{number:05}.{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for number in range(scans):
        pages = [recognition.draw(number * PAGES + at) for at in range(PAGES)]
        first, *rest = [Image.open(io.BytesIO(picture)) for picture, _, _ in pages]
        first.save(folder / f"scan-{number:03}.pdf", save_all=True, append_images=rest, resolution=pages[0][1])


def audit(where: Path, out: Path, kind: str, count: int) -> float:
    """Run an audit and return the seconds that it took."""
    command = [
        sys.executable,
        "-m",
        "checker",
        "audit",
        "reports",
        "--out",
        str(out),
        "--jobs",
        str(count),
        "--no-config",
    ]
    command += ["--today", "2026-03-01", *(("--cluster", "local") if kind == CLUSTER else ())]
    begun = time.perf_counter()
    ended = subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    assert ended.returncode in (0, 1), ended.stderr
    return seconds


def content(out: Path) -> str:
    """Return a hash of all that a run has written."""
    made = sha256()
    for path in sorted(path for path in out.rglob("*") if path.is_file() and not path.name.startswith(NAME)):
        made.update(f"{path.relative_to(out)}\n".encode() + sha256(path.read_bytes()).digest())
    made.update(repr(dump(out)).encode())
    return made.hexdigest()


if __name__ == "__main__":
    main()
