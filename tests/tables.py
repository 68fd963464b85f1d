"""Tables of cases: one test goes through all rows and lists every one that does not hold."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
import yaml


def from_yaml(path: Path) -> Any:
    """What a file of YAML holds, read by libyaml: every process of the tests reads all of them, and some are long."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def every_row(
    names: str | tuple[str, ...], rows: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Let a test go through *rows*, each a value of the parameter *names* or a tuple of values; all that fail are listed.

    Fixtures are the same for every row, so they must be such as no row changes.
    """
    columns = (names,) if isinstance(names, str) else names
    listed = [(row,) if isinstance(names, str) else tuple(row) for row in rows]
    assert listed, "a table without rows proves nothing"

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def goes_through(**given: Any) -> None:
            offenders = []
            for row in listed:
                try:
                    test(**given, **dict(zip(columns, row, strict=True)))
                except (Exception, pytest.fail.Exception) as problem:
                    offenders.append(f"{row}: {type(problem).__name__}: {problem}")
            if offenders:
                pytest.fail(f"{len(offenders)} of {len(listed)} do not hold:\n" + "\n".join(offenders), pytrace=False)

        asked = inspect.signature(test)
        left = [one for name, one in asked.parameters.items() if name not in columns]
        goes_through.__signature__ = asked.replace(parameters=left)  # type: ignore[attr-defined]
        return goes_through

    return decorate
