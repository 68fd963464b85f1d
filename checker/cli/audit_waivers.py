"""What became of the waivers of an audit, told from its store: most files may have been judged by an earlier run."""
# names of files are strings here, as the system has them:
# ruff: noqa: PTH118

from __future__ import annotations

import os
from contextlib import suppress

from checker.audit.store import Store
from checker.cli.errors import note
from checker.cli.waivers_commands import told
from checker.engine.waivers import Waiver
from checker.render import safe
from checker.waivers.ledger import Ledger

_COVERS = (
    "SELECT r.path, EXISTS (SELECT 1 FROM items i WHERE i.report = r.id AND i.rule = ? AND instr(i.waived, ?)) "
    "FROM reports r WHERE r.earlier = 0 AND r.state = 'judged'"
)


def note_waivers(store: Store, ledger: Ledger, base: str, today: str, lang: str) -> None:
    """Tell on standard error which waivers did nothing; *base* is the folder that names in the store start from."""
    notes = []
    for entry in ledger.entries():
        waiver = entry.waiver
        key = waiver.standing(today)
        if key == "active":
            found = list(_covered(store, ledger, waiver, base))
            key = "" if any(found) else "unused" if found else "no-report"
        if key:
            notes.append(told(waiver, ledger.file, key, lang))
    if notes:
        note("\n".join(notes))


def _covered(store: Store, ledger: Ledger, waiver: Waiver, base: str) -> list[bool]:
    """For each report that *waiver* is meant for, whether it covers a gap there."""
    rows = store.connection.execute(_COVERS, (waiver.rule, safe.line(waiver.reason)))
    return [bool(covers) for path, covers in rows if ledger.is_meant(waiver, path_shown(os.path.join(base, path)))]


def path_shown(path: str) -> str:
    """A path from the working directory, as globs of waivers see it."""
    with suppress(ValueError):  # on another drive
        path = os.path.relpath(path)
    return path.replace(os.sep, "/")
