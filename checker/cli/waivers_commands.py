"""What the command line does with a file of waivers: check it, use it in a run, tell what became of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

from checker.cli import stdio as streams
from checker.cli.errors import note
from checker.cli.inputs import shown
from checker.engine.waivers import Waiver
from checker.errors import UsageError, WaiverError
from checker.i18n import say
from checker.render import pack_report as proof
from checker.render import safe
from checker.rulebook.load import DEFAULT_PACK, load_pack
from checker.rulebook.locate import available
from checker.rulebook.model import Pack
from checker.waivers.ledger import UNUSED, USED, Ledger
from checker.waivers.load import load_waivers

DEFAULT_FILE = ".checker-waivers.yaml"
VALID, EXPIRED, INVALID = 0, 1, 2

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.A)


def open_ledger(path: str, rules: Sequence[str | None], today: str | None) -> Ledger:
    """The waivers of a run with the packs *rules* in the file *path*.

    :raises WaiverError: where they are not valid.  :raises UsageError: where *today* is no day.
    """
    day = day_from(today)
    return Ledger(load_waivers(shown(path), packs(rules), day), shown(path), day)


def day_from(today: str | None) -> str:
    """The day that counts: the one asked for, else that of the system's clock, which nothing else looks at.

    :raises UsageError: ``bad-day``.
    """
    if today is None:
        return date.today().isoformat()
    try:
        if not _DAY.fullmatch(today):
            raise ValueError
        return date.fromisoformat(today).isoformat()
    except ValueError:
        raise UsageError("bad-day", value=today) from None


def packs(rules: Sequence[str | None]) -> Iterator[Pack]:
    """The packs whose rules a waiver may name: those of the run first, then all that come with the checker.

    A file of waivers serves runs with different packs, and which one judges depends on the issuer.
    """
    for ref in dict.fromkeys([*(filter(None, rules) if any(rules) else [DEFAULT_PACK]), *available()]):
        yield load_pack(ref, cases=False)


def note_entries(ledger: Ledger, lang: str, *, partly: bool) -> None:
    """Tell on standard error which waivers did not do anything in a run, and why.

    Where it is known that only some of the reports were judged (*partly*), nothing is said of waivers for others.
    """
    notes = []
    for entry in ledger.entries():
        if entry.state == USED:
            continue
        key = entry.state
        if key == UNUSED and not entry.reports:
            if partly:
                continue
            key = "no-report"
        notes.append(told(entry.waiver, ledger.file, key, lang))
    if notes:
        note("\n".join(notes))


def told(waiver: Waiver, file: str, key: str, lang: str) -> str:
    """That a waiver of *file* did nothing, and why: ``expired``, ``pending``, ``unused`` or ``no-report``."""
    values = safe.values({name: value or "" for name, value in waiver._asdict().items()} | {"file": file})
    return say(f"waivers.note.{key}", lang, **values)


def lint(path: str, rules: str | None, today: str | None, form: str, lang: str) -> int:
    """Print every fault of the file *path*, or which of its waivers do not hold any more."""
    day, file = day_from(today), shown(path)
    try:
        waivers = load_waivers(file, packs([rules] if rules else []), day)
    except WaiverError as error:
        if not error.problems:
            raise
        if form == "json":
            _print_json({"ok": False, "problems": [proof.fault_fields(one, lang) for one in error.problems]})
        else:
            streams.put("\n".join(line for one in error.problems for line in proof.fault(one, lang)) + "\n")
            streams.put(say("rules.lint.count", lang, count=len(error.problems)) + "\n")
        return INVALID
    standing = [(waiver, waiver.standing(day)) for waiver in waivers]
    expired = any(state == "expired" for _, state in standing)
    if form == "json":
        found = [waiver._asdict() | {"state": state} for waiver, state in standing]
        _print_json({"ok": not expired, "problems": [], "waivers": found})
    else:
        lines = [told(waiver, file, state, lang) for waiver, state in standing if state != "active"]
        key = "waivers.lint.expired" if expired else "waivers.lint.ok"
        count = sum(state == "expired" for _, state in standing) if expired else len(waivers)
        lines.append(say(key, lang, file=safe.line(file), count=count))
        streams.put("\n".join(lines) + "\n")
    return EXPIRED if expired else VALID


def _print_json(value: object) -> None:
    streams.put(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
