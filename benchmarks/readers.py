"""How fast each format is read on this machine, against a well-known library where there is one.  Nothing is asserted.

``python benchmarks/readers.py`` prints one table; ``--quick`` only shows that it works.  The libraries to compare with
are no part of the project: ``pip install python-docx``.  Ratios outlast the machine; the runs of all rows take turns.
"""

from __future__ import annotations

import argparse
import gc
import io
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import corpus

sys.path.insert(0, str(Path(__file__).parents[1]))

from checker.readers import read_bytes
from checker.readers.docx import read as read_docx
from tests.readers import layouts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Row(NamedTuple):
    """One way to read the same files; ratios are to the *first* row of its group."""

    group: str
    what: str
    read: Callable[[bytes], object]
    files: tuple[bytes, ...]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer files and rounds")
    quick = parser.parse_args().quick
    count, rounds = (10, 1) if quick else (100, 7)
    texts = list(corpus.reports(count))
    memory = memory_lines(texts, count * 10)  # first: a peak does not go down again
    rows = [*text_rows(texts), *docx_rows(texts)]
    times: dict[Row, list[float]] = {row: [] for row in rows}
    for _ in range(rounds):
        for row in rows:
            times[row].append(_timed(row))
    first: dict[str, float] = {}
    print(
        f"{len(texts)} files of {sum(map(len, texts)) // len(texts)} characters; ms a file, median of {rounds} rounds"
    )
    print("| format | read by | ms a file | ratio |\n|---|---|---|---|")
    for row, taken in times.items():
        each = statistics.median(taken) / len(row.files)
        base = first.setdefault(row.group, each)
        print(f"| {row.group} | {row.what} | {each * 1000:.2f} | {each / base:.2f} |")
    for line in (*start_lines(rounds), *memory):
        print(line)


def text_rows(texts: Sequence[str]) -> list[Row]:
    """Plain text, to see what a container costs."""
    files = tuple([text.encode() for text in texts])
    return [Row("txt", "this project", lambda data: read_bytes(data, "in.txt"), files)]


def docx_rows(texts: Sequence[str]) -> list[Row]:
    """Word documents as a library, as WPS and as Word with lists write them."""
    makers: dict[str, Callable[[str], bytes]] = {"docx, a run a line": layouts.plain}
    makers |= {"docx, a run a character": layouts.one_run_each, "docx, lists": layouts.numbered}
    try:
        import docx
    except ImportError:
        print("python-docx is not installed: nothing to compare docx with", file=sys.stderr)
        docx = None
    if docx is not None:
        makers["docx, all styles of Word"] = _by_python_docx
    rows = []
    for group, make in makers.items():
        files = tuple([make(text) for text in texts])
        if docx is not None:
            rows.append(Row(group, "python-docx, text of paragraphs, no numbers", _read_by_python_docx, files))
        rows.append(Row(group, "this project", lambda data: read_docx(data, "in.docx"), files))
    return rows


def _by_python_docx(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in layouts.paragraphs(text):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _read_by_python_docx(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _timed(row: Row) -> float:
    gc.collect()
    began = perf_counter()
    for data in row.files:
        row.read(data)
    return perf_counter() - began


def start_lines(rounds: int) -> list[str]:
    """What importing a reader adds to the start of a process that reads plain text."""
    modules = {
        "plain text": "checker.readers.plain",
        "docx": "checker.readers.docx",
        "python-docx": "docx",
        "lxml": "lxml.etree",
    }
    commands = {name: f"import checker.readers, re\nimport {module}" for name, module in modules.items()}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds * 3):
        for name, command in commands.items():
            began = perf_counter()
            done = subprocess.run([sys.executable, "-c", command], check=False, capture_output=True)
            if not done.returncode:
                times[name].append(perf_counter() - began)
    base = statistics.median(times["plain text"])
    return [
        f"start with {name}: {statistics.median(taken) / base:.2f} × that with plain text"
        for name, taken in times.items()
        if taken
    ]


def memory_lines(texts: Sequence[str], count: int) -> list[str]:
    """Peak memory after some files and after many."""
    files = [layouts.one_run_each(text) for text in texts[:10]]
    peaks = []
    for number in range(count):
        read_docx(files[number % len(files)], "in.docx")
        if number + 1 in {count // 10, count}:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    return [f"peak memory after {count} docx: {peaks[1] / peaks[0]:.2f} × that after {count // 10}"]


if __name__ == "__main__":
    main()
