"""The page under many users at once: errors, waiting times, memory, and what one user with many files costs the others.

``python benchmarks/serve.py`` takes some minutes; ``--quick`` only shows that it works.  Each user has a session of its
own, puts in a Word document, looks at what was found, types (every half second) and takes an annotated copy away.
Nothing here is a test, but an answer that is an error ends it.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import corpus
from docx import Document
from run import Row, show

from checker.rulebook.load import load_pack
from checker.rulebook.locate import available

_BOUNDARY = "a-boundary-that-no-report-has"
_PAUSE = 0.5  # seconds between two edits
_AIM = 0.15  # seconds for a typed edit of 5,000 characters on a quiet machine
_LENGTH = 5000  # code points of a text that is typed


class User:
    """Somebody with a browser: a cookie, and the times of what was asked."""

    def __init__(self, port: int) -> None:
        self._port, self._cookie = port, ""
        self.times: dict[str, list[float]] = {}

    def ask(self, what: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[str, bytes]:
        """Return where an answer leads and its body; its time counts as *what*."""
        began = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self._port, timeout=600)
        headers = {"Content-Type": kind} if kind else {}
        connection.request("GET" if body is None else "POST", path, body, headers | {"Cookie": self._cookie})
        answer = connection.getresponse()
        data = answer.read()
        self.times.setdefault(what, []).append(time.perf_counter() - began)
        assert answer.status < 400, (what, path, answer.status, data[:300])
        self._cookie = answer.headers.get("Set-Cookie", self._cookie).partition(";")[0]
        connection.close()
        return answer.headers.get("Location", ""), data

    def put(self, name: str, data: bytes) -> str:
        """Put a file in; return the address of its result."""
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
        return self.ask("put in", "/reports", body, f"multipart/form-data; boundary={_BOUNDARY}")[0]

    def type_in(self, sheet: str, text: str, edits: int, until: Event | None = None) -> None:
        """Change a text so often, or until something has happened."""
        for number in range(edits):
            if until is not None and until.is_set():
                return
            self.ask("typed edit", f"{sheet}/judge", f"{text}{number}".encode(), "text/plain;charset=utf-8")
            time.sleep(_PAUSE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="fewer edits and files")
    given = parser.parse_args()
    edits, many = (2, 20) if given.quick else (20, 150)
    texts = list(corpus.reports(given.users))
    with tempfile.TemporaryDirectory() as name:
        server, port = _start(Path(name))
        try:
            rows = [*alone(port, edits), *together(port, texts, edits), *beside(port, texts, many)]
            rows.append(Row("memory of the server", f"{_memory(server.pid)} MiB", "", ""))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)
    show(rows, Row("measured", "median", "95 %, longest", "aim"))


def alone(port: int, edits: int) -> list[Row]:
    """One user, nobody else."""
    user = User(port)
    text = "\n".join(corpus.originals())[:_LENGTH]
    user.type_in(user.put("alone.docx", _word(text)), text, edits)
    return [_row("typed edit, alone", user.times["typed edit"], f"≤ {_AIM * 1000:.0f} ms")]


def together(port: int, texts: list[str], edits: int) -> list[Row]:
    """All users at once."""
    users = [User(port) for _ in texts]

    def work(user: User, text: str) -> None:
        sheet = user.put("报告.docx", _word(text))
        user.ask("result", sheet)
        user.type_in(sheet, text, edits)
        user.ask("list of gaps", f"{sheet}/gaps")
        user.ask("annotated copy", f"{sheet}/files/annotated")

    with ThreadPoolExecutor(len(users)) as pool:
        list(pool.map(work, users, texts))
    kinds = users[0].times
    return [
        _row(f"{kind}, {len(users)} at once", [one for user in users for one in user.times[kind]]) for kind in kinds
    ]


def beside(port: int, texts: list[str], many: int) -> list[Row]:
    """One user types, while another has put in *many* files."""
    packed, done = io.BytesIO(), Event()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(many):
            archive.writestr(f"{number}.docx", _word(texts[number % len(texts)] + str(number)))
    author, reviewer = User(port), User(port)
    sheet = author.put("报告.docx", _word(texts[0]))
    with ThreadPoolExecutor(1) as pool:
        typing = pool.submit(author.type_in, sheet, texts[0], 10_000, done)
        began = time.perf_counter()
        reviewer.put("all.zip", packed.getvalue())
        while b"data-running" in reviewer.ask("state", "/reports/state")[1]:
            time.sleep(_PAUSE)
        taken = time.perf_counter() - began
        done.set()
        typing.result()
    rows = len(re.findall(r'<th scope="row">', reviewer.ask("table", "/reports")[1].decode()))
    assert rows == many, rows
    name = f"typed edit, while another has {many} files judged"
    return [_row(name, author.times["typed edit"]), Row(f"{many} files", f"{taken:.1f} s", "", "")]


def _row(what: str, times: list[float], aim: str = "") -> Row:
    late = sorted(times)[int(len(times) * 0.95) :][:1] or [max(times)]
    return Row(
        what, f"{statistics.median(times) * 1000:.0f} ms", f"{late[0] * 1000:.0f}, {max(times) * 1000:.0f} ms", aim
    )


def _word(text: str) -> bytes:
    document, made = Document(), io.BytesIO()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def _start(folder: Path) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-m", "checker", "serve", "--no-browser", "--port", "0", "--no-config"]
    os.environ["CHECKER_CACHE"] = str(folder)
    for name in available():  # what is built the first time only is no matter of how many users there are
        load_pack(name, cases=False)
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    return server, int(server.stdout.readline().rpartition(":")[2].strip("/\n"))


def _memory(pid: int) -> int:
    """The most that the server has taken, without its readers, in MiB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


if __name__ == "__main__":
    main()
