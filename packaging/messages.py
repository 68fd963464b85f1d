"""From the catalogues that people edit (``.po``) to those that programs read (``.mo``), by Babel.

The build of a wheel does it for all of them (``hatch_build.py``); in a checkout :mod:`checker.i18n` does it for one that
is out of date when it is asked for.
"""

from __future__ import annotations

import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path


def compile_file(path: str) -> bytes:
    """Return the catalogue *path* compiled, and keep it beside it where that can be written.

    :raises RuntimeError: where Babel, which comes with the extra ``dev``, is not installed.
    """
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        raise RuntimeError('messages are not compiled: install the package (pip install -e ".[dev]")') from None
    source = Path(path)
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, abort_invalid=True))
    target = source.with_suffix(".mo")
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    with suppress(OSError):
        beside.write_bytes(compiled.getvalue())
        beside.replace(target)
    return compiled.getvalue()


def compile_all() -> list[Path]:
    """Compile every catalogue and return the paths of what was made."""
    sources = sorted(Path(__file__).parents[1].glob("checker/i18n/*/*.po"))
    for source in sources:
        compile_file(str(source))
    return [source.with_suffix(".mo") for source in sources]
