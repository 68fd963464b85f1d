"""Formats that LibreOffice turns into docx: doc (and what WPS Office calls wps), rtf, odt, Works and Word's XML.

It runs without a window, in a scratch profile that lets no macro run, updates no link and goes nowhere on the net; with
a limit on time, at whose end it is ended with all that it started; and in a folder that is removed.  This module works
in the converter's process (:mod:`checker.processes.process`), which cleans up even where the checker is killed.

Errors: ``needs-office``, ``office-failed``, ``took-too-long``, ``encrypted``, ``file-broken``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from checker.errors import UnreadableError
from checker.processes.process import kill_tree, own_group
from checker.readers.flat import unfolded
from checker.readers.limits import current
from checker.readers.odt import shown_part, without_hidden
from checker.readers.package import Package
from checker.readers.registry import Converted
from checker.readers.xml import parse

SUFFIXES = {"doc": "doc", "rtf": "rtf", "odt": "odt", "works": "wps", "word-xml": "xml", "fodt": "fodt"}
"""What LibreOffice is told of a file: the suffix for its format."""

_OPEN = {"odt": without_hidden, "fodt": shown_part, "word-xml": unfolded}
_TARGET = "docx:MS Word 2007 XML"
_EACH_MORE = 5  # seconds that every file beyond the first adds to a batch
_POLL = 0.05  # seconds
_PATIENCE = 5  # seconds to wait until what is being started has started
_PROGRAMS = ("soffice", "libreoffice", "soffice.com", "soffice.exe")
_PLACES = {
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
    "win32": (
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    ),
}
_ELSEWHERE = ("/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice", "/snap/bin/libreoffice")

# No macros, no links, no Java; to the net only by way of a proxy that is nowhere.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_DEAD_PROXY = "http://127.0.0.1:9"
_MADE_BY = re.compile(rb"<Application>(LibreOffice)/([0-9.]{1,20})")

_running: subprocess.Popen[bytes] | None = None
_scratch: str | None = None
_starting = Lock()
"""Held while folders are made and LibreOffice is started, so that nothing begins behind the back of :func:`close`."""


def program() -> str | None:
    """Return the path of LibreOffice; ``None`` where it is not installed.  ``CHECKER_SOFFICE`` names it, or is ``off``."""
    chosen = os.environ.get("CHECKER_SOFFICE", "")
    if chosen:
        return shutil.which(chosen) if chosen != "off" else None
    found = next((path for name in _PROGRAMS if (path := shutil.which(name))), None)
    return found or next((path for path in _PLACES.get(sys.platform, _ELSEWHERE) if Path(path).is_file()), None)


def convert(sources: Sequence[bytes], kinds: Sequence[str]) -> list[Converted | UnreadableError]:
    """Return each of *sources*, files of the formats *kinds*, as docx; LibreOffice is started once for all of them."""
    results: dict[int, Converted | UnreadableError] = {}
    ready: list[bytes] = []
    soffice = program()
    for number, (source, kind) in enumerate(zip(sources, kinds, strict=True)):
        try:
            ready.append(source)
            _refuse_unreadable(source, kind)
            if kind in _OPEN:
                ready[number] = _OPEN[kind](source)
            if kind == "word-xml" and ready[number] is not source:
                results[number] = Converted(ready[number], "docx", "")
            elif soffice is None:
                raise UnreadableError("needs-office", format=kind)
        except UnreadableError as error:
            results[number] = error
    if soffice is not None:
        waiting = [number for number in range(len(sources)) if number not in results]
        if len(waiting) > 1:
            results |= _convert_batch(soffice, waiting, ready, kinds)
            waiting = [number for number in waiting if isinstance(results[number], UnreadableError)]
        # One that fails may take along those behind it: each of these has a try of its own.
        for number in waiting:
            results |= _convert_batch(soffice, [number], ready, kinds)
    return [results[number] for number in range(len(sources))]


def _refuse_unreadable(source: bytes, kind: str) -> None:
    """Refuse what LibreOffice would ask a password for, or read in part without a word.

    :raises UnreadableError: ``encrypted`` or ``file-broken``.
    """
    if kind == "odt":
        package = Package(source)
        if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise UnreadableError("encrypted", format=kind)
        package.read("content.xml")
    elif kind in ("word-xml", "fodt"):
        parse(source)
    elif kind == "rtf" and not source.rstrip(b"\r\n\t \x00").endswith(b"}"):
        raise UnreadableError("file-broken", format=kind)


def _convert_batch(
    soffice: str, numbers: Sequence[int], sources: Sequence[bytes], kinds: Sequence[str]
) -> dict[int, Converted | UnreadableError]:
    """Return what one call of LibreOffice makes of the sources with these numbers."""
    with _starting:
        scratch = Path(_scratch_folder())
        work = Path(tempfile.mkdtemp(dir=scratch))
        made = work / "made"
        inputs = []
        for number in numbers:
            inputs.append(work / f"{number}.{SUFFIXES[kinds[number]]}")
            inputs[-1].write_bytes(sources[number])
        running = _started(soffice, inputs, made, scratch)
    try:
        seconds = current().seconds
        in_time = _ended(running, seconds + _EACH_MORE * (len(numbers) - 1))
        results: dict[int, Converted | UnreadableError] = {}
        for number in numbers:
            output = made / f"{number}.docx"
            if output.is_file() and in_time | (len(numbers) > 1):
                results[number] = _read_made(output, kinds[number])
            elif in_time:
                results[number] = UnreadableError("office-failed", format=kinds[number])
            else:
                results[number] = UnreadableError("took-too-long", limit=seconds)
        return results
    finally:
        shutil.rmtree(work, ignore_errors=True)
        _forget_unless_whole(scratch)


def _read_made(output: Path, kind: str) -> Converted | UnreadableError:
    """Return the document that LibreOffice wrote, with what it says of itself."""
    if output.stat().st_size > current().unpacked:
        return UnreadableError("office-failed", format=kind)
    data = output.read_bytes()
    try:
        package = Package(data)
        found = _MADE_BY.search(package.read("docProps/app.xml")) if "docProps/app.xml" in package else None
    except UnreadableError:
        return UnreadableError("office-failed", format=kind)  # it was ended while it wrote
    return Converted(data, "docx", b" ".join(found.groups()).decode("ascii") if found else "LibreOffice")


def _started(soffice: str, inputs: Sequence[Path], made: Path, scratch: Path) -> subprocess.Popen[bytes]:
    """Return LibreOffice, started to convert *inputs* into the folder *made*."""
    global _running  # noqa: PLW0603 - for whoever has to end it
    profile = scratch / "profile"
    _write_settings(profile)
    command = [
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--invisible", "--nologo", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", _TARGET, "--outdir", str(made)),
        *map(str, inputs),
    ]
    quiet = subprocess.DEVNULL
    _running = subprocess.Popen(  # noqa: S603 - found by us or named by the user
        command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=scratch, env=_own_environment(scratch), **own_group()
    )
    return _running


def _ended(running: subprocess.Popen[bytes], seconds: float) -> bool:
    """Return whether LibreOffice ends within *seconds*; it is ended then in any case."""
    global _running  # noqa: PLW0603
    end = time.monotonic() + seconds
    try:
        while running.poll() is None:
            if time.monotonic() > end:
                return False
            time.sleep(_POLL)
        return True
    finally:
        kill_tree(running)
        running.wait()
        _running = None


def _own_environment(scratch: Path) -> dict[str, str]:
    """Return ours, with everything that a program may write to its user's folders sent to *scratch*."""
    environment = dict(os.environ)
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(scratch))
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _DEAD_PROXY)
    if sys.platform != "win32":
        environment |= {"HOME": str(scratch), "SAL_USE_VCLPLUGIN": "svp"}
    return environment


def _write_settings(profile: Path) -> None:
    """Write the settings of a profile, anew before each call: no document may change them for the next."""
    user = profile / "user"
    user.mkdir(parents=True, exist_ok=True)
    lines = [
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    )
    (user / "registrymodifications.xcu").write_text("\n".join([head, *lines, "</oor:items>\n"]), encoding="utf-8")


def _scratch_folder() -> str:
    """Return the folder for everything; kept from call to call, for a new profile costs half a second."""
    global _scratch  # noqa: PLW0603 - for whoever has to remove it
    if _scratch is None:
        _scratch = tempfile.mkdtemp(prefix="fazhi-checker-")
    return _scratch


def _forget_unless_whole(scratch: Path) -> None:
    """Drop a profile whose program was ended in the middle: the lock that it left would stop the next."""
    if (scratch / "profile" / ".lock").exists():
        shutil.rmtree(scratch / "profile", ignore_errors=True)


def close(*, for_good: bool = False) -> None:
    """End what runs and remove what was written; *for_good*: nothing can be started any more."""
    held = _starting.acquire(timeout=_PATIENCE)
    try:
        _remove_profile()
    finally:
        if held and not for_good:
            _starting.release()


def _remove_profile() -> None:
    global _scratch
    running, scratch, _scratch = _running, _scratch, None
    if running is not None:
        kill_tree(running)
    for _ in range(20):  # what was ended may still hold or write files for a moment
        if scratch is None or not Path(scratch).exists():
            return
        shutil.rmtree(scratch, ignore_errors=True)
        time.sleep(_POLL)
