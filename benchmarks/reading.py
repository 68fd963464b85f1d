"""What ``readers.py --against`` starts in each tree: reads files when asked, and answers with the time that took.

It is run with one tree on its path and knows only what both have: ``read_bytes``, and the registry of binary formats.
"""

from __future__ import annotations

import gc
import json
import sys
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from checker.readers import read_bytes
from checker.readers.registry import BINARY_READERS

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Answer each line, a list of paths, with the seconds of processor time that reading them took here."""
    for line in sys.stdin:
        print(_timed(json.loads(line)), flush=True)


def _timed(paths: Sequence[str]) -> float:
    suffix = Path(paths[0]).suffix
    module = BINARY_READERS.get(suffix[1:])
    read = import_module(module).read if module else read_bytes
    files = [Path(path).read_bytes() for path in paths]
    gc.collect()
    began = process_time()
    for data in files:
        read(data, f"in{suffix}")
    return process_time() - began


if __name__ == "__main__":
    main()
