"""Formats that go through LibreOffice, by the real program where there is one, and by programs that misbehave."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from checker.engine import judge
from checker.errors import UnreadableError
from checker.readers import limits, office, read_bytes, read_many, read_path, sandbox
from checker.readers.flat import unfolded
from checker.readers.odt import shown_part
from tests import libreoffice
from tests.tables import every_row

from .packages import packed
from .test_sandbox import LINUX, alive, gone

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
QUICK = limits.DEFAULT._replace(seconds=2)
FORMATS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
needs_office = pytest.mark.skipif(
    office.program() is None, reason="LIBREOFFICE IS NOT INSTALLED: its formats are not tested"
)


@pytest.fixture(scope="module", autouse=True)
def _fresh_workers():
    """Workers of other tests were started in other surroundings: their folder for scratch may be gone."""
    sandbox.close()
    yield
    sandbox.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The samples in every format, as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("made")
    for suffix, name in FORMATS.items():
        libreoffice.convert(f"{suffix}:{name}", SAMPLES, folder, "--infilter=Text (encoded):UTF8")
    return folder


@pytest.fixture
def scratch(tmp_path):
    """An empty folder in which the converter makes its own; afterwards it must be empty again."""
    yield from emptied(tmp_path / "scratch")


@pytest.fixture(scope="module")
def lasting_scratch(tmp_path_factory):
    """The same for all that the real program converts, which prepares itself for most of a second in a new one."""
    yield from emptied(tmp_path_factory.mktemp("office") / "scratch")


def emptied(folder):
    sandbox.close()
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(name, str(folder))
        yield folder
        sandbox.close()
    assert list(folder.iterdir()) == []


def program(tmp_path, monkeypatch, script: str) -> None:
    """Let *script* (Python, its arguments in ``sys.argv``) stand for LibreOffice."""
    sandbox.close()
    path = tmp_path / "soffice"
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("CHECKER_SOFFICE", str(path))


def states(document, pack):
    return {item.rule.id: (item.state, item.reason) for item in judge(document, pack).items}


@needs_office
@pytest.mark.usefixtures("lasting_scratch")
def test_a_report_is_judged_alike_in_every_format_and_under_another_name(made, national, tmp_path):
    other = tmp_path / "报告.wps"
    other.write_bytes((made / f"{SAMPLES[0].stem}.doc").read_bytes())
    asked = [(made / f"{path.stem}.{suffix}", path, suffix) for suffix in FORMATS for path in SAMPLES]
    asked.append((other, SAMPLES[0], "doc"))
    wanted = {path: states(read_path(path), national) for path in SAMPLES}
    found = read_many([str(path) for path, _, _ in asked])
    for (_, source, suffix), (_, document) in zip(asked, found, strict=True):
        assert not isinstance(document, UnreadableError), document
        assert document.format == suffix
        assert document.extraction.converter.startswith("LibreOffice ")
        assert document.source.place(0).paragraph == 1
        assert states(document, national) == wanted[source]


@needs_office
@pytest.mark.usefixtures("lasting_scratch")
def test_many_are_read_in_order_with_those_that_cannot_be(made, tmp_path):
    broken = tmp_path / "broken.odt"
    broken.write_bytes((made / f"{SAMPLES[0].stem}.odt").read_bytes()[:5000])
    strange = tmp_path / "strange.rtf"
    strange.write_bytes(b"{\\rtf1 \\bin99999999999 }")
    paths = [
        made / f"{SAMPLES[0].stem}.doc",
        broken,
        tmp_path / "none.doc",
        SAMPLES[1],
        strange,
        made / f"{SAMPLES[2].stem}.rtf",
    ]
    found = list(read_many(map(str, paths)))
    assert [path for path, _ in found] == list(map(str, paths))
    assert [getattr(one, "format", None) or one.key for _, one in found][:4] == [
        "doc",
        "file-broken",
        "not-found",
        "txt",
    ]
    assert found[5][1].format == "rtf"
    assert found[1][1].values["path"] == str(broken)


@needs_office
@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.usefixtures("lasting_scratch")
def test_a_file_that_was_cut_off_is_not_read_in_part(made, suffix):
    data = (made / f"{SAMPLES[0].stem}.{suffix}").read_bytes()
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(UnreadableError, match="file-broken"):
            read_bytes(data[: int(len(data) * share)], f"a.{suffix}")


ODT_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2">'
)


def odt(body: str, **members: str) -> bytes:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in members
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        f"{entries}</manifest:manifest>"
    )
    content = f"{ODT_HEAD}<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    return packed({name: text.encode() for name, text in (files | members).items()}, 0)


@pytest.fixture
def listener():
    """A server on this machine that counts who asks."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


@needs_office
@pytest.mark.usefixtures("lasting_scratch")
def test_nothing_is_fetched_and_no_other_file_is_read(listener, tmp_path):
    address, asked = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    body = "正文很长。" * 40
    linked = (
        f'<text:section text:name="a"><text:section-source xlink:href="{secret.as_uri()}"/><text:p>原文一</text:p></text:section>'
        f'<text:section text:name="b"><text:section-source xlink:href="{address}/b.odt"/><text:p>原文二</text:p></text:section>'
        f'<text:p>{body}<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{address}/c.png"/></draw:frame></text:p>'
    )
    rtf = (
        f'{{\\rtf1\\ansi {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/d.png" \\\\d}}{{\\fldrslt x}}}}'
        f'{{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}{{\\fldrslt y}}}} word}}'
    )
    paths = [tmp_path / "a.odt", tmp_path / "a.rtf"]
    for path, data in zip(paths, (odt(linked), rtf.encode()), strict=True):
        path.write_bytes(data)
    texts = [document.text for _, document in read_many(map(str, paths))]
    assert "正文" in texts[0]
    assert not any("机密内容" in text for text in texts)
    assert asked == []


@needs_office
@pytest.mark.usefixtures("lasting_scratch")
def test_no_macro_runs(tmp_path):
    trace = tmp_path / "trace"
    basic = (
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">'
        f'Sub Main\nOpen "{trace}" For Output As #1\nPrint #1, "ran"\nClose #1\nEnd Sub</script:module>'
    )
    namespace = 'xmlns:library="http://openoffice.org/2000/library"'
    library = (
        f'<library:library {namespace} library:name="Standard" library:readonly="false" '
        'library:passwordprotected="false"><library:element library:name="M"/></library:library>'
    )
    libraries = (
        f'<library:libraries {namespace} xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" library:link="false"/></library:libraries>'
    )
    events = (
        '<office:event-listeners><script:event-listener xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
        'xmlns:dom="http://www.w3.org/2001/xml-events" script:language="ooo:script" script:event-name="dom:load" '
        'xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document" xlink:type="simple"/>'
        "</office:event-listeners>"
    )
    content = (
        ODT_HEAD
        + f"<office:scripts>{events}</office:scripts><office:body><office:text><text:p>正文</text:p></office:text></office:body></office:document-content>"
    )
    data = odt(
        "",
        **{
            "content.xml": content,
            "Basic/script-lc.xml": libraries,
            "Basic/Standard/script-lb.xml": library,
            "Basic/Standard/M.xml": basic,
        },
    )
    assert read_bytes(data, "a.odt").text == "正文"
    assert not trace.exists()


@pytest.mark.usefixtures("scratch")
def test_without_the_program_the_remedy_is_told(monkeypatch):
    monkeypatch.setenv("CHECKER_SOFFICE", "off")
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"{\\rtf1 x}", "a.rtf")
    assert (caught.value.key, caught.value.values) == ("needs-office", {"format": "rtf", "path": "a.rtf"})


@pytest.mark.usefixtures("scratch")
def test_a_file_with_a_password_is_told_without_the_program(monkeypatch):
    monkeypatch.setenv("CHECKER_SOFFICE", "off")
    manifest = '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(UnreadableError, match="encrypted"):
        read_bytes(odt("", **{"META-INF/manifest.xml": manifest}), "a.odt")


@LINUX
@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("time.sleep(600)", "took-too-long"),
        ("sys.exit(1)", "office-failed"),
        ("os.abort()", "office-failed"),
        ("", "office-failed"),
    ],
)
@pytest.mark.usefixtures("scratch")
def test_a_program_that_misbehaves(script, key, tmp_path, monkeypatch):
    program(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableError, match=key):
        read_bytes(b"{\\rtf1 x}", "a.rtf", limits=QUICK)


@LINUX
@pytest.mark.usefixtures("scratch")
def test_half_a_result_is_none(tmp_path, monkeypatch):
    script = (
        "out = sys.argv[sys.argv.index('--outdir') + 1]; os.makedirs(out, exist_ok=True)\n"
        "open(os.path.join(out, '0.docx'), 'wb').write(b'PK\\x03\\x04 half')"
    )
    program(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableError, match="office-failed"):
        read_bytes(b"{\\rtf1 x}", "a.rtf", limits=QUICK)


@LINUX
@pytest.mark.usefixtures("scratch")
def test_what_the_program_started_ends_with_it(tmp_path, monkeypatch):
    note = tmp_path / "numbers"
    script = (
        "import subprocess\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(note)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\ntime.sleep(600)"
    )
    program(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableError, match="took-too-long"):
        read_bytes(b"{\\rtf1 x}", "a.rtf", limits=QUICK)
    assert gone(*map(int, note.read_text(encoding="ascii").split()))


@LINUX
def test_a_checker_that_is_killed_leaves_neither_program_nor_files(scratch, tmp_path, monkeypatch):
    note = tmp_path / "number"
    program(tmp_path, monkeypatch, f"open({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    code = f"import sys; sys.path[:] = {sys.path!r}\nfrom checker.readers import read_bytes\nread_bytes(b'{{\\\\rtf1 x}}', 'a.rtf')"
    parent = subprocess.Popen([sys.executable, "-c", code])
    end = time.monotonic() + 20
    while not (note.exists() and note.read_text(encoding="ascii")) and time.monotonic() < end:
        time.sleep(0.05)
    number = int(note.read_text(encoding="ascii"))
    assert alive(number)
    parent.kill()
    parent.wait()
    assert gone(number)
    end = time.monotonic() + 10
    while list(scratch.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    assert list(scratch.iterdir()) == []


@LINUX
def test_secrets_do_not_reach_the_program(scratch, tmp_path, monkeypatch):
    note = tmp_path / "environment"
    monkeypatch.setenv("SOME_TOKEN", "hush-hush")
    program(tmp_path, monkeypatch, f"open({str(note)!r}, 'w').write(str(dict(os.environ)))")
    with pytest.raises(UnreadableError, match="office-failed"):
        read_bytes(b"{\\rtf1 x}", "a.rtf", limits=QUICK)
    text = note.read_text(encoding="utf-8")
    assert "hush-hush" not in text
    assert f"'HOME': '{scratch}" in text


@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_where_the_program_is_looked_for(tmp_path, monkeypatch):
    path = tmp_path / "libreoffice"
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHECKER_SOFFICE", raising=False)
    assert office.program() == str(path)
    monkeypatch.setenv("CHECKER_SOFFICE", str(tmp_path / "nowhere"))
    assert office.program() is None


def test_nothing_is_started_behind_a_process_that_ends(monkeypatch):
    started = threading.Event()
    monkeypatch.setattr(office, "_starting", threading.Lock())
    monkeypatch.setattr(office, "_started", lambda *_arguments: started.set())
    office.close(for_good=True)
    threading.Thread(target=office._convert_batch, args=("soffice", [0], [b""], ["rtf"]), daemon=True).start()
    assert not started.wait(0.3)
    assert office._scratch is None


HIDING = 'text:name="a" text:display="none"'


@every_row(
    ("content", "shown"),
    [
        ("<a/><text:section text:name='b'>甲</text:section>", "<a/><text:section text:name='b'>甲</text:section>"),
        (f"甲<text:section {HIDING}>乙<text:section>丙</text:section>丁</text:section>戊", "甲戊"),
        (
            f"<text:section>甲<text:section {HIDING}>乙</text:section>丙</text:section>",
            "<text:section>甲丙</text:section>",
        ),
        (f"甲<text:section {HIDING}/>乙<text:section {HIDING}>丙", None),
        ('甲<text:hidden-text text:is-hidden="true">乙</text:hidden-text>丙', "甲丙"),
        ('甲<text:hidden-text text:is-hidden="false">乙</text:hidden-text>', None),
    ],
)
def test_hidden_parts_of_an_odt_go(content, shown):
    assert shown_part(content.encode()).decode() == (content if shown is None else shown)


@needs_office
def test_a_hidden_section_of_an_odt_is_not_read():
    body = f"<text:p>甲</text:p><text:section {HIDING}><text:p>乙</text:p></text:section><text:p>丙</text:p>"
    assert read_bytes(odt(body), "a.odt").text == "甲\n丙"


def flat(**parts: str) -> bytes:
    """Word's XML in which a package is one file, with *parts* that are not the text."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f"<w:document xmlns:w='{name}'><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    inner = {"text.xml": f"<pkg:xmlData>{text}</pkg:xmlData>", **parts}
    members = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind if name == "text.xml" else "image/png"}">{content}</pkg:part>'
        for name, content in inner.items()
    )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="x">{members}</pkg:package>'.encode()


def test_a_package_in_one_file_needs_no_other_program(monkeypatch):
    monkeypatch.setenv("CHECKER_SOFFICE", "off")
    sandbox.close()
    picture = "<pkg:binaryData>iVBORw0KGgo=</pkg:binaryData>"
    document = read_bytes(flat(**{"a.png": picture}), "报告.xml")
    assert (document.text, document.format) == ("甲", "word-xml")
    with pytest.raises(UnreadableError, match="file-broken"):
        read_bytes(flat(**{"a.png": picture.replace("=", "")}), "报告.xml")


def test_a_part_that_is_there_twice_is_written_once():
    source = flat()
    part = source[source.index(b"<pkg:part") : source.index(b"</pkg:package>")]
    with ZipFile(BytesIO(unfolded(source.replace(part, part * 2)))) as package:
        assert package.namelist() == ["text.xml", "[Content_Types].xml"]
