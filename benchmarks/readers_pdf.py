"""How long a pdf takes to read, against the bare extraction of the library below, which leaves lines and page numbers in.

    python benchmarks/readers_pdf.py FILE.pdf ...

For each file the best of several rounds: milliseconds of ``get_text_range`` over all pages, of the reader, and their
ratio, which is to stay below 2.5.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from checker.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 7


def bare(data: bytes) -> None:
    """The text of all pages as the library gives it."""
    with pypdfium2.PdfDocument(data) as pdf:
        for index in range(len(pdf)):
            page = pdf[index]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def best(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest round."""
    times = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) * 1000


def main(paths: list[str]) -> None:
    """Measure each file."""
    for path in paths:
        data = Path(path).read_bytes()
        base, ours = best(lambda data=data: bare(data)), best(lambda data=data: read_bytes(data, "a.pdf"))
        print(f"{path}: bare {base:.1f} ms, reader {ours:.1f} ms, ratio {ours / base:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
