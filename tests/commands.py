"""The command line run in the process of the tests: for what does not ask for a process of its own."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import chdir
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from checker.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


class Done(NamedTuple):
    """What a run came to."""

    status: int
    out: str
    err: str

    @property
    def paths(self) -> list[str]:
        """The reports of a result in JSON, and those that could not be read with a mark."""
        assert self.out, self.err
        reports = json.loads(self.out)["reports"]
        return [one["path"] if one["state"] == "judged" else f"!{one['path']}" for one in reports]


def checker(*args: object, cwd: Path, env: dict[str, str] | None = None, stdin: bytes = b"") -> Done:
    """Run ``checker ARGS`` in *cwd* with *env* for its whole environment; by default this one without our settings."""
    if env is None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("CHECKER_")}
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdin", "stdout", "stderr")}
    streams["stdin"].buffer.write(stdin)
    streams["stdin"].buffer.seek(0)
    with chdir(cwd), patch.dict(os.environ, env, clear=True), patch.multiple(sys, **streams):
        status = run(list(map(str, args)))
    for stream in streams.values():
        stream.flush()
    told = Done(status, *(streams[name].buffer.getvalue().decode() for name in ("stdout", "stderr")))
    assert "Traceback" not in told.err, told.err
    return told
