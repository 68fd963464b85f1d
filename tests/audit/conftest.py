"""How many processes the tests of audits start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checker.cli import audit

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package", autouse=True)
def _one_process() -> Iterator[None]:
    """Let the command judge with one process where a test does not ask for more, for each takes half a second to start.

    A command that a test starts as a process of its own takes as many as there are cores.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "_processes", lambda: 1)
        yield
