"""What strangers send: hosts, origins, uploads, names, options.  Each costs its own request alone, and tells nobody anything."""

from __future__ import annotations

import errno
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

pytest.importorskip("starlette", reason="THE EXTRA WEB IS NOT INSTALLED: its pages are not tried")

from starlette.testclient import TestClient

from checker.readers import registry, sandbox
from checker.readers.limits import MIB, Limits
from checker.web import desk, guard
from checker.web.app import application

ROOT = Path(__file__).parents[2]
FLAWED = ROOT / "samples" / "empty-plan.txt"
HERE = "http://127.0.0.1:8000"
LIMITS = Limits(size=MIB, characters=200_000, seconds=20, unpacked=8 * MIB)
TEXT = {"Content-Type": "text/plain"}
JSON = {"Content-Type": "application/json"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def app():
    return application(limits=LIMITS)


@pytest.fixture(scope="module")
def client(app) -> Iterator[TestClient]:
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as made:
        yield made


def packed(members: dict[str, bytes], *, links: bool = False) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if links:
                entry.external_attr = 0o120777 << 16
            archive.writestr(entry, data)
    return made.getvalue()


def word(document: bytes, **more: bytes) -> bytes:
    kind = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml"'
        b' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return packed({"[Content_Types].xml": kind, "word/document.xml": document} | more)


def members(count: int) -> bytes:
    return packed({f"{number}": b"" for number in range(count)})


def nested(depth: int) -> bytes:
    data = packed({"a.txt": FLAWED.read_bytes()})
    for _ in range(depth):
        data = packed({"inner.zip": data})
    return data


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]><x>&j;</x>' % b"".join(
    b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(9)
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Sent(NamedTuple):
    """One request, and the statuses that are an answer to it; ``error`` is the code that goes with it.

    Of a file, what takes long to make is made when it is sent.
    """

    name: str
    status: set[int]
    method: str = "POST"
    path: str = "/api/check"
    headers: Mapping[str, str] = NOTHING
    content: bytes = b"x"
    form: Mapping[str, Any] = NOTHING
    files: Mapping[str, Any] = NOTHING
    error: str | None = None


def origin(name: str, status: int, **headers: str) -> Sent:
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Sent(name, {status}, headers=TEXT | named, error="origin" if status == 403 else None)


def host(value: str, status: int = 421) -> Sent:
    return Sent(f"host {value}", {status}, "GET", "/", {"Host": value})


def upload(
    name: str, data: bytes | Callable[[], bytes], *status: int, error: str | None = None, filename: str = "a.docx"
) -> Sent:
    return Sent(name, set(status or (422,)), files={"file": (filename, data)}, error=error)


REQUESTS = [
    host("evil.example"),
    host("127.0.0.1.evil.example"),
    host("localhost@evil.example"),
    host("evil.example:80@127.0.0.1", 200),  # the host is ours; a browser sends no such thing
    host("192.0.2.1"),
    host("[::ffff:127.0.0.1]"),
    host("[::1"),
    host(""),
    host("localhost", 200),
    host("[::1]:8000", 200),
    origin("origin of another site", 403, Origin="http://evil.example"),
    origin("origin null", 403, Origin="null"),
    origin("origin of another port", 403, Origin="http://127.0.0.1:9000"),
    origin("origin of a page in a file", 403, Origin="file://"),
    origin("origin that begins like ours", 403, Origin="http://127.0.0.1:8000.evil.example"),
    origin("cross-site without an origin", 403, Sec_Fetch_Site="cross-site"),
    origin("same site, other host", 403, Sec_Fetch_Site="same-site"),
    origin("our own page", 200, Origin=HERE, Sec_Fetch_Site="same-origin"),
    Sent("a form of another site", {403}, path="/end", headers={"Origin": "http://evil.example"}),
    upload("no bytes", b"", error="nothing"),
    upload("entities that multiply", word(ENTITIES)),
    upload("an entity from outside", word(OUTSIDE)),
    upload("a docx that unpacks to much", word(b"<x>" + b" " * 9 * MIB + b"</x>")),
    upload("a docx of ten thousand members", partial(members, 10_001)),
    upload("xml nested deeply", word(b"<x>" * 50_000 + b"</x>" * 50_000)),
    upload("a pdf of nothing", b"%PDF-1.7\n%%EOF", filename="a.pdf"),
    upload("a pdf that leads to itself", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"),
    upload("a picture that is broken", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, filename="a.png"),
    upload("an archive", packed({"a.txt": b"x"}), filename="a.zip"),
    upload("too many characters", "报".encode() * 300_000),
    upload("a file above the limit", b"x" * (MIB + 1), 413, error="too-large"),
    upload("no text in any encoding", bytes(range(256)) * 64, 200, 422),
    upload("zeros", b"\0" * 4096),
    upload("marks that turn the text around", ("\u202e\u2066" * 5000 + "报告").encode(), 200, 422),
    upload("one line without end", "一、".encode() * 60_000, 200),
    upload("a name with line ends", FLAWED.read_bytes(), 200, filename='a"\r\nSet-Cookie: x=y\r\n.txt'),
    upload("a name without end", FLAWED.read_bytes(), 200, 400, filename="报" * 5000 + ".txt"),
    upload("a name that leads elsewhere", FLAWED.read_bytes(), 200, filename="../../../etc/passwd"),
    Sent("JSON nested deeply", {422}, headers=JSON, content=b"[" * 100_000, error="json"),
    Sent("JSON that is a number without end", {422}, headers=JSON, content=b"9" * 10_000, error="json"),
    Sent("JSON with half a character", {200}, headers=JSON, content=b'{"text": "\\ud800 \\u62a5"}'),
    Sent("a year without end", {422}, headers=JSON, content=b'{"text": "x", "year": %s}' % (b"9" * 4000), error="year"),
    Sent("a kind of filer that is a list", {422}, headers=JSON, content=b'{"text": "x", "filer": ["a"]}'),
    Sent("a pack that is a list", {422}, headers=JSON, content=b'{"text": "x", "rules": ["national"]}', error="rules"),
    Sent("a form without a boundary", {400, 422}, headers={"Content-Type": "multipart/form-data"}),
    Sent("a form that is none", {400, 422}, headers={"Content-Type": "multipart/form-data; boundary=a"}, content=b"--b\r\n"),
    Sent("a thousand fields", {400, 422}, form={f"field{number}": "x" for number in range(1000)}),
    Sent("a packed body", {200, 415, 422}, headers=TEXT | {"Content-Encoding": "gzip"}, content=b"\x1f\x8b\x08"),
    Sent("a length that is none", {200, 400}, headers=TEXT | {"Content-Length": "1e9"}),
    Sent("another method", {405}, "PUT"),
    Sent("a method that echoes", {405}, "TRACE", "/"),
    Sent("a path out of the folder", {404}, "GET", "/static/..%2fapp.py"),
    Sent("a report of nobody", {404}, "GET", "/reports/..%2f..%2fetc"),
    Sent("a file of nobody", {404}, "GET", "/reports/x/files/annotated"),
    Sent("a language that is none", {404}, "GET", "/language/xx"),
    Sent("words that are a pattern", {200}, "GET", "/rules?q=" + "(a%2B)%2B%24" * 30),
    Sent("a unit that is markup", {200, 422}, "GET", "/outline?unit=%3Cscript%3E&year=2026&form=docx"),
    Sent("a cookie of a session that is none", {404}, "GET", "/reports", {"Cookie": "checker-session=" + "A" * 2000}),
    Sent("a zip in a zip in a zip", {200}, path="/reports", files={"file": ("a.zip", partial(nested, 9))}),
    Sent("a zip of links", {200}, path="/reports", files={"file": ("a.zip", packed({"a.txt": b"/etc/passwd"}, links=True))}),
    Sent("a zip whose names lead elsewhere", {200}, path="/reports", files={"file": ("a.zip", packed({"../../../../tmp/x.txt": b"x", "C:\\x.txt": b"x"}))}),
]  # fmt: skip


@pytest.mark.parametrize("sent", REQUESTS, ids=lambda sent: sent.name)
def test_what_strangers_send_is_answered(client, sent: Sent) -> None:
    files = {field: (name, data() if callable(data) else data) for field, (name, data) in sent.files.items()}
    body: dict[str, Any] = {"files": files, "data": sent.form} if files or sent.form else {"content": sent.content}
    if sent.method in ("GET", "TRACE"):
        body = {}
    answer = client.request(sent.method, sent.path, headers=sent.headers, **body)
    assert answer.status_code in sent.status, answer.text[:300]
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text
    assert "x=y" not in answer.headers.get("set-cookie", "")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if sent.error is not None:
        said = answer.json()
        assert said["error"] == sent.error
        assert said["message"]
        assert said["remedy"]
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("status", [413, 415, 422])
@pytest.mark.parametrize(("asked", "words"), [("zh", "[\u4e00-\u9fff]"), ("en-GB,en;q=0.8", "^[^\u4e00-\u9fff]*$")])
def test_errors_are_told_in_both_languages(client, status: int, asked: str, words: str) -> None:
    sent = {413: (b"x" * 3 * MIB, "text/plain"), 415: (b"x", "image/none"), 422: (b"{", "application/json")}[status]
    answer = client.post("/api/check", content=sent[0], headers={"Content-Type": sent[1], "Accept-Language": asked})
    assert answer.status_code == status
    assert all(re.search(words, answer.json()[key]) for key in ("message", "remedy"))


def test_a_reader_that_is_killed_costs_one_request(client, tmp_path, monkeypatch) -> None:
    module = tmp_path / "deadly.py"
    module.write_text(
        "import os, signal\ndef read(data, path):\n    os.kill(os.getpid(), signal.SIGKILL)\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(registry.BINARY_READERS, "pdf", "deadly")
    sandbox.close()  # the next one looks where this process looks
    answer = client.post("/api/check", files={"file": ("a.pdf", b"%PDF-1.7\n%%EOF")})
    assert (answer.status_code, answer.json()["reports"][0]["state"]) == (422, "unreadable")
    answer = client.post("/api/check", files={"file": ("a.txt", FLAWED.read_bytes())})
    assert answer.status_code == 200


def test_a_full_disk_costs_one_request(client, monkeypatch) -> None:
    def full(_file: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", full)  # where large uploads go
    large = {"file": ("a.txt", b"x" * 2 * MIB)}
    answer = client.post("/reports", files=large)
    assert (answer.status_code, "磁盘满了" in answer.text) == (507, True)
    monkeypatch.undo()
    assert client.post("/reports", files=large).status_code == 200


def test_bodies_together_have_a_bound(client, monkeypatch) -> None:
    monkeypatch.setattr(guard, "MOST_HELD", 1000)
    answer = client.post("/api/check", content=b"x" * 2000, headers=TEXT)
    assert (answer.status_code, answer.json()["error"], answer.headers["retry-after"]) == (503, "full", "10")
    monkeypatch.undo()
    assert client.post("/api/check", content=b"x" * 2000, headers=TEXT).status_code == 200


def test_a_text_that_is_typed_has_the_bounds_of_a_file(client, monkeypatch) -> None:
    page = client.post("/reports", data={"text": FLAWED.read_text(encoding="utf-8")})
    assert client.post(f"{page.url}/judge", content="报".encode() * 200_001).status_code == 422
    assert client.post(f"{page.url}/judge", content="报".encode() * 1000).status_code == 200
    monkeypatch.setattr(desk, "MOST_BYTES", 1000)
    assert client.post(f"{page.url}/judge", content="报".encode() * 1000).status_code == 503
    assert client.post("/reports", data={"text": "报告"}).status_code == 503


def test_sessions_have_a_bound(app, monkeypatch) -> None:
    monkeypatch.setattr(desk, "MOST_SESSIONS", 0)
    with TestClient(app, base_url=HERE) as stranger:
        assert stranger.post("/reports", data={"text": "报告"}).status_code == 503
