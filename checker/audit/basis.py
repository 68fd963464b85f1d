"""How the files of a run are judged: by which packs, limits and waivers; all that its rows depend on beside the files."""
# names of files are strings here, as the system and the wire have them:
# ruff: noqa: PTH109, PTH123

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from typing import Any, NamedTuple

from checker import __version__, words
from checker.readers.limits import Limits
from checker.readers.registry import packages
from checker.rulebook.load import DEFAULT_PACK, digest
from checker.rulebook.locate import available

FORMAT = 3
"""Changes with every change of what rows say of the same judgement."""


class AuditBasis(NamedTuple):
    """How files are judged: all that the rows depend on beside the files and the checker itself."""

    limits: Limits
    rules: str | None = None
    filer: str | None = None
    waivers: str | None = None
    today: str | None = None
    named: tuple[str, ...] = ()

    def packs(self) -> list[str]:
        """Return the packs that may judge, each with its content's hash; of those that are *named*, for some files, it alone."""
        # A path differs from machine to machine, what is in the pack does not.
        named = [digest(ref) for ref in dict.fromkeys((self.rules, *self.named)) if ref is not None]
        if self.rules is not None:
            return named
        return [*(f"{name} {digest(name)}" for name in dict.fromkeys([DEFAULT_PACK, *available()])), *named]

    def other_options(self) -> dict[str, Any]:
        """Return what else rows depend on; of waivers, what they say and the day, for they hold from one day to another."""
        waived = None
        if self.waivers is not None:
            with open(self.waivers, "rb") as file:
                waived = [sha256(file.read()).hexdigest(), self.today]
        return {
            "rules": self.rules is not None,
            "filer": self.filer,
            "limits": list(self.limits),
            "waivers": waived,
        }

    def digest_for(self, own: tuple[str | None, int | None, str | None] | None = None) -> str:
        """Return a hash of everything that a row depends on beside its file, with what that one by itself is judged by."""
        pack, *others = own or (None,)
        found = [__version__, FORMAT, words.stamp(), self.packs(), self.other_options(), pack and digest(pack), others]
        return sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()

    def setup(self) -> dict[str, Any]:
        """Return what a process that judges is told; globs of waivers start from the working directory of the run."""
        return self._asdict() | {"limits": list(self.limits), "folder": os.getcwd()}

    def makeup(self) -> dict[str, list[str]]:
        """Return what must be the same wherever files of one run are judged, by what it is; texts that people can compare."""
        return {
            "python": [".".join(map(str, sys.version_info[:2]))],
            "checker": [f"{__version__} {FORMAT}"],
            "packs": [*self.packs(), f"words {words.stamp()}"],
            "packages": packages().splitlines(),
        }


def basis_from_setup(setup: dict[str, Any]) -> AuditBasis:
    """Return how files are judged, from what a process is told."""
    found = {name: setup[name] for name in AuditBasis._fields}
    return AuditBasis(**found | {"limits": Limits(*setup["limits"]), "named": tuple(setup["named"])})
