"""Whatever a file does to the process that reads it, the run goes on, and nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker import processes
from checker.document.model import Extraction, Place
from checker.errors import UnreadableError
from checker.readers import limits, read_bytes, registry, sandbox

SAMPLES = Path(__file__).parents[2] / "samples"
MODULE = f"{__package__}.misbehaving" if __package__ else "misbehaving"
QUICK = limits.DEFAULT._replace(seconds=2, memory=256 * limits.MIB)
POSIX = pytest.mark.skipif(os.name == "nt", reason="limits and signals of POSIX")
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by /proc")


def ask(command: str, bounds: limits.Limits = QUICK):
    return sandbox.read(MODULE, command.encode(), "some/file.odd", bounds)


def worker() -> int:
    return int(ask("who").text)


def frame(head: object, body: bytes = b"", *, claimed: int | None = None) -> str:
    packed = json.dumps(head).encode()
    return (struct.pack(">II", len(packed) if claimed is None else claimed, len(body)) + packed + body).hex()


def alive(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone(*numbers: int, within: float = 10) -> bool:
    end = time.monotonic() + within
    while any(map(alive, numbers)) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(map(alive, numbers))


def test_a_document_comes_back_as_it_was():
    document = ask("text 第一页第二页")
    assert (document.text, document.format, document.path) == ("第一页第二页", "odd", "some/file.odd")
    assert (document.source.place(0), document.source.place(3)) == (Place(page=1), Place(page=2, paragraph=7))
    assert document.meta == {"title": "题"}
    assert document.extraction == Extraction(2, 0.5, 3, {"header": 4}, ("faint",))


def test_one_process_reads_many():
    sandbox.close()  # one that has read many files for other tests may be at its end
    assert worker() == worker() != os.getpid()


def test_half_a_character_is_one_character():
    assert ask("halves").text == "?法"


def test_what_a_reader_says_is_told():
    with pytest.raises(UnreadableError) as caught:
        ask("refuse 原因")
    assert (caught.value.key, caught.value.values) == ("no-text", {"pages": 3, "names": ["a"], "said": "原因"})


def test_noise_of_libraries_is_not_taken_for_an_answer():
    assert ask("print").text == "quiet"
    assert ask("text next").text == "next"


@pytest.mark.parametrize(
    ("command", "key", "values"),
    [
        ("stumble", "internal", {"kind": "ZeroDivisionError"}),
        ("deep", "internal", {"kind": "RecursionError"}),
        ("nothing", "internal", {"kind": "AttributeError"}),
        ("leave", "crashed", {}),
        ("abort", "crashed", {}),
        pytest.param("segfault", "crashed", {}, marks=POSIX),
        pytest.param("killed", "out-of-memory", {"limit": 256}, marks=POSIX),
        pytest.param("eat", "out-of-memory", {"limit": 256}, marks=LINUX),
        ("hang", "took-too-long", {"limit": 2}),
        ("spin", "took-too-long", {"limit": 2}),
        pytest.param("hold", "took-too-long", {"limit": 2}, marks=POSIX),
    ],
)
def test_a_mishap_is_one_file_that_cannot_be_read(command, key, values):
    with pytest.raises(UnreadableError) as caught:
        ask(command)
    assert (caught.value.key, caught.value.values) == (key, values)
    assert ask("text next").text == "next"


@pytest.mark.parametrize(
    "forged",
    [
        "00",
        frame({}, claimed=0xFFFFFFF0),
        frame([1]),
        frame({}),
        frame({"error": 1}),
        frame({"error": "x", "values": []}),
        frame({"format": "odd", "meta": {}, "starts": [], "places": [], "extraction": None}),
        frame({"format": "odd", "meta": {}, "starts": [0], "places": [[1, 2, 3, 4, 5]], "extraction": None}),
        frame({"format": "odd", "meta": {}, "starts": ["x"], "places": [[]], "extraction": None}),
        frame({"format": "odd", "meta": {}, "starts": [0], "places": [[]], "extraction": {"pages": 1}}),
        frame({"format": "odd", "meta": {}, "starts": [0], "places": [[]], "extraction": None}, b"\xff"),
        (struct.pack(">II", 200_000, 0) + b"[" * 200_000).hex(),
    ],
)
@POSIX
def test_a_forged_answer_is_not_believed(forged):
    with pytest.raises(UnreadableError, match="crashed"):
        ask(f"forge {forged}")
    assert ask("text next").text == "next"


def test_a_process_is_replaced_after_so_many_files(monkeypatch):
    monkeypatch.setattr(sandbox, "_MOST_FILES", 3)
    sandbox.close()
    numbers = [worker() for _ in range(6)]
    assert len(set(numbers)) == 2


def test_limits_go_along():
    bounds = QUICK._replace(pages=7, members=8)
    assert ask("limits", bounds).text == str(list(bounds))


def test_secrets_stay_here(monkeypatch):
    monkeypatch.setenv("SOME_TOKEN", "secret")
    sandbox.close()
    assert "SOME_TOKEN" not in ask("environment").text


def test_what_the_code_asks_the_environment_for_goes_along(monkeypatch):
    """``CHECKER_LANG`` is for the command alone: a child answers in values."""
    code = "".join(path.read_text("utf-8") for path in Path(limits.__file__).parents[1].rglob("*.py"))
    asked = set(re.findall(r"CHECKER_[A-Z]+", code)) - {"CHECKER_LANG"}
    for name in asked:
        monkeypatch.setenv(name, "off")
    sandbox.close()
    there = ask("environment").text
    sandbox.close()
    assert [name for name in sorted(asked) if name not in there] == []


def test_modules_come_from_where_ours_come_from(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit", encoding="utf-8")
    (tmp_path / "checker").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    sandbox.close()
    assert str(tmp_path) not in ask("paths").text.split("\n")


@LINUX
def test_a_process_that_is_ended_takes_along_what_it_started(tmp_path):
    note = tmp_path / "numbers"
    with pytest.raises(UnreadableError, match="took-too-long"):
        ask(f"start {note}")
    assert gone(*map(int, note.read_text(encoding="ascii").split()))


@LINUX
def test_an_interrupt_ends_the_process_at_once():
    number = worker()
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(KeyboardInterrupt):
        ask("hang", limits.DEFAULT)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert gone(number, within=2)
    assert ask("text next").text == "next"


@LINUX
@pytest.mark.parametrize("command", ["who", "spin", "hang"])
def test_nothing_outlives_a_checker_that_is_killed(command):
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from checker.readers import limits, sandbox\n"
        f"print(sandbox.read({MODULE!r}, b'who', '', limits.DEFAULT).text, flush=True)\n"
        f"sandbox.read({MODULE!r}, {command.encode()!r}, '', limits.DEFAULT)\n"
        "import time; time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    number = int(parent.stdout.readline())
    assert alive(number)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert gone(number)


@LINUX
def test_a_checker_that_ends_leaves_nothing():
    code = (
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "from checker.readers import limits, sandbox\n"
        f"print(sandbox.read({MODULE!r}, b'who', '', limits.DEFAULT).text, flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr == b""
    assert not alive(int(done.stdout))


@LINUX
def test_a_fork_has_a_process_of_its_own():
    number = worker()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(write, str(worker()).encode())
            sandbox.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(read, 100)) != number
    assert worker() == number


@LINUX
def test_memory_stays_flat_over_many_files():
    text = f"text {'法' * 20_000}"
    first = None
    sandbox.close()
    for number in range(150):
        ask(text)
        if number == 20:
            first = int(ask("resident").text)
    assert int(ask("resident").text) < first + 10_000  # KiB


def test_the_door_leads_to_the_process(monkeypatch):
    monkeypatch.setitem(registry.BINARY_READERS, "png", MODULE)
    monkeypatch.setattr("checker.readers.binary_format", lambda _: "png")
    assert read_bytes(b"text \xe6\xb3\x95", "a.png").text == "法"
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"abort", "a.png")
    assert (caught.value.key, caught.value.values) == ("crashed", {"path": "a.png"})
    with pytest.raises(UnreadableError, match="too-long"):
        read_bytes(b"text xxx", "a.png", limits=QUICK._replace(characters=2))


def test_processes_share_the_cores(monkeypatch):
    monkeypatch.setattr(processes, "_sharers", 1)
    found = []
    for cores, sharers in [(1, 1), (2, 1), (8, 1), (16, 1), (8, 2), (8, 4), (8, 8), (2, 9)]:
        monkeypatch.setattr(processes, "usable_cores", lambda cores=cores: cores)
        processes.share_cores(sharers)
        found.append(processes.threads_for(4))
    assert found == [1, 1, 4, 4, 4, 2, 1, 1]


@LINUX
def test_as_many_are_read_at_once_as_are_provided_for():
    sandbox.provide(2)
    try:
        with ThreadPoolExecutor(3) as pool:
            workers = list(pool.map(lambda _: worker(), range(6)))
            assert ask("sharers").text == "2", "they share the cores"
            slow = pool.submit(ask, "hang")
            first = worker()
            assert (len(set(workers)) <= 2, worker()) == (True, first), "one that waits keeps no other waiting"
            with pytest.raises(UnreadableError, match="took-too-long"):
                slow.result()
    finally:
        sandbox.provide(1)
