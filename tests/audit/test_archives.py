"""Archives and mails: what is in them is judged as if it lay in the folder, and nothing in them does any harm."""

from __future__ import annotations

import base64
import io
import os
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from checker.audit.archives import DEEPEST
from checker.audit.file_access import Opener
from checker.errors import UnreadableError
from checker.readers.folders import files_below
from checker.readers.limits import DEFAULT, MIB, Limits
from checker.readers.sniff import binary_format
from tests.audit.auditing import TEXTS, query, run
from tests.readers.packages import packed

REPORT = TEXTS[0].encode()


class InGbk(zipfile.ZipInfo):
    """A member whose name is written as old Windows programs do: in GBK, and nothing says so."""

    def _encodeFilenameFlags(self):  # noqa: N802 - the name that zipfile asks for
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


class InBig5(zipfile.ZipInfo):
    """The same in Big5."""

    def _encodeFilenameFlags(self):  # noqa: N802 - the name that zipfile asks for
        return self.filename.encode("big5"), self.flag_bits & ~0x800


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def mail(*attached: tuple[str, bytes], body: str = "见附件。", kind: str = "plain") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["MIME-Version"] = "a@example.com", "报送年度报告", "1.0"
    message.set_content(body, subtype=kind)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return b"Received: from nowhere\r\n" + message.as_bytes()


def nested(depth: int) -> bytes:
    data = zipped(("报告.txt", REPORT))
    for _ in range(depth - 1):
        data = zipped(("里.zip", data))
    return data


def encrypted() -> bytes:
    """An archive whose only member says that it needs a password, in the list and before its bytes."""
    data = bytearray(zipped(("密.txt", REPORT)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def names_in(folder, data: bytes, name: str = "包.zip") -> list[str]:
    (folder / name).write_bytes(data)
    opened = Opener(DEFAULT).open(str(folder / name), ())
    assert opened.container is not None
    return [member.name for member in opened.container.members()]


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ((("甲/报告.txt", b"x"), ("乙.docx", b"x")), ["甲/报告.txt", "乙.docx"]),
        ((("甲/", b""), ("照片.jpg", b"x"), ("a.txt", b"x")), ["a.txt"]),
        ((("../../etc/逃.txt", b"x"), ("/绝对.txt", b"x"), ("C:\\盘.txt", b"x")), ["etc/逃.txt", "绝对.txt", "C:/盘.txt"]),
        ((("a\\b.txt", b"x"),), ["a/b.txt"]),
        ((("__MACOSX/._a.txt", b"x"), (".隐.txt", b"x"), ("~$a.docx", b"x"), ("a.txt", b"x")), ["a.txt"]),
        (((InGbk("某局/报告.txt"), b"x"),), ["某局/报告.txt"]),
        ((("README.md", b"x"), ("a.md", b"x")), ["a.md"]),
    ],
)  # fmt: skip
def test_members_that_may_be_reports(tmp_path, members, found):
    assert names_in(tmp_path, zipped(*members)) == found


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two(tmp_path):
    assert names_in(tmp_path, zipped(("a.txt", b"x"), ("./a.txt", b"y"))) == ["a.txt", "a.txt#2"]


def test_names_in_utf8_that_nothing_says_so_of(tmp_path):
    class InUtf8(InGbk):
        def _encodeFilenameFlags(self):  # noqa: N802
            return self.filename.encode(), self.flag_bits & ~0x800

    assert names_in(tmp_path, zipped((InUtf8("某县财政局.txt"), b"x"))) == ["某县财政局.txt"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (mail(("某局报告.docx", b"x"), ("图.png", b"x")), ["某局报告.docx"]),
        (mail(body=TEXTS[0]), ["text.txt"]),
        (mail(body="<p>报告</p>", kind="html"), ["page.html"]),
        (mail(("包.zip", b"x")), ["包.zip"]),
        (b"From a@b.cn Fri Jan 16 09:00:00 2026\n" + mail(("报告.docx", b"x")), ["报告.docx"]),
        (b"\xef\xbb\xbf\r\n" + mail(("报告.docx", b"x")), ["报告.docx"]),
    ],
)
def test_mails(tmp_path, data, found):
    assert names_in(tmp_path, data, "信.eml") == found


NAME = "某县某局2025年报告.docx"
KEY = "x"
WORD = packed({"[Content_Types].xml": "", "word/document.xml": "<a/>"})


def encoded(data: bytes, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


def sent(head: str | bytes, data: bytes = WORD) -> bytes:
    """A mail whose attachment has *head* for its headers."""
    start = (
        "Received: from nowhere\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n"
    )
    raw = head if isinstance(head, bytes) else head.encode()
    transfer = b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return start.encode() + raw + transfer + base64.encodebytes(data) + b"--b--\r\n"


ATTACHED = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; "
GBK, UTF = NAME.encode("gbk"), NAME.encode()


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (ATTACHED.encode() + b'filename="' + GBK + b'"', NAME),
        (ATTACHED.encode() + b'filename="' + UTF + b'"', NAME),
        (ATTACHED + f'filename="{encoded(GBK[:5], "GBK")}\r\n {encoded(GBK[5:], "GBK")}"', NAME),
        (ATTACHED + f'filename="{encoded(UTF[:7], "utf-8")}\r\n {encoded(UTF[7:], "utf-8")}"', NAME),
        (ATTACHED + f"filename*0*=gb2312''{quote(GBK[:3])};\r\n filename*1*={quote(GBK[3:])}", NAME),
        (f'Content-Type: application/msword; name="{encoded(GBK, "gb2312")}"', NAME),
        (ATTACHED.rstrip("; "), "attachment-1.docx"),
        (ATTACHED + 'filename="ATT00001.dat"', "ATT00001.dat.docx"),
        ("Content-Type: application/msword", "attachment-1.docx"),
    ],
)
def test_names_of_attachments_as_they_were_meant(tmp_path, head, found):
    assert names_in(tmp_path, sent(head), "信.eml") == [found]


def test_attachments_in_what_outlook_makes_of_them(tmp_path):
    pytest.importorskip("tnefparse", reason="TNEFPARSE IS NOT INSTALLED: winmail.dat is not opened")

    def attribute(level: int, tag: int, data: bytes) -> bytes:
        return struct.pack("<BLL", level, tag, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    made = struct.pack("<LH", 0x223E9F78, 1) + attribute(1, 0x69007, struct.pack("<LL", 936, 0))
    made += attribute(2, 0x69002, bytes(14)) + attribute(2, 0x18010, GBK + b"\0") + attribute(2, 0x6800F, WORD)
    assert names_in(tmp_path, made, "winmail.dat") == [NAME]
    assert names_in(tmp_path, sent('Content-Type: application/ms-tnef; name="winmail.dat"', made), "信.eml") == [
        "winmail.dat"
    ]
    assert Opener(DEFAULT).open(str(tmp_path / "信.eml"), (0, 0)).data == WORD


@pytest.mark.parametrize(
    "name",
    ["某縣教育局/法治政府建設報告.docx", "財政局.docx", "附件1.docx", "縣政府2025年度報告（蓋章）.docx", "草案.txt"],
)
def test_names_in_big5(tmp_path, name):
    assert names_in(tmp_path, zipped((InBig5(name), WORD))) == [name]


def test_a_name_in_a_field_of_its_own(tmp_path):
    class Spelled(zipfile.ZipInfo):
        def __init__(self, name: str, spelled: str) -> None:
            super().__init__(name)
            field = struct.pack("<BL", 1, zlib.crc32(name.encode())) + spelled.encode()
            self.extra = struct.pack("<HH", 0x7075, len(field)) + field

    assert names_in(tmp_path, zipped((Spelled("____.docx", "某局/报告.docx"), WORD))) == ["某局/报告.docx"]
    stale = Spelled("a.docx", "别的.docx")
    stale.extra = stale.extra[:5] + bytes(4) + stale.extra[9:]  # of another name: the archive was written anew since
    assert names_in(tmp_path, zipped((stale, WORD))) == ["a.docx"]


def test_a_method_that_is_not_read_is_told(tmp_path):
    data = bytearray(zipped(("a.txt", REPORT)))
    for at in (8, data.index(b"PK\x01\x02") + 10):
        data[at : at + 2] = b"\x09\0"
    (tmp_path / "包.zip").write_bytes(data)
    with pytest.raises(UnreadableError) as told:
        Opener(DEFAULT).open(str(tmp_path / "包.zip"), (0,))
    assert (told.value.key, told.value.values["method"]) == ("unknown-compression", "Deflate64")


def seven_zip(*members: tuple[str, bytes], **options: Any) -> bytes:
    py7zr = pytest.importorskip("py7zr", reason="PY7ZR IS NOT INSTALLED: 7z archives are not opened")
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in members:
            archive.writestr(data, name)
    return out.getvalue()


def test_seven_zip(tmp_path):
    assert names_in(tmp_path, seven_zip(("某局/报告.docx", WORD), ("照片.jpg", b"x")), "包.7z") == ["某局/报告.docx"]
    assert Opener(DEFAULT).open(str(tmp_path / "包.7z"), (0,)).data == WORD


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda: seven_zip(("密.txt", REPORT), password=KEY), "archive-encrypted"),
        (lambda: seven_zip(("密.txt", REPORT), password=KEY, header_encryption=True), "archive-encrypted"),
        (lambda: seven_zip(("炸.txt", b"0" * (8 * MIB))), "archive-bomb"),
        (lambda: seven_zip(("a.txt", REPORT))[:100], "file-broken"),
        (lambda: seven_zip(("照片.jpg", b"x")), "archive-empty"),
    ],
)
def test_seven_zip_that_cannot_be_had(tmp_path, make, key):
    (tmp_path / "包.7z").write_bytes(make())
    with pytest.raises(UnreadableError) as told:
        Opener(DEFAULT).open(str(tmp_path / "包.7z"), ()).container.members()
    assert told.value.key == key


def with_pictures() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "报送年度报告"
    message.set_content("见附件。")
    message.add_attachment(WORD, maintype="application", subtype="msword", filename="报告.docx")
    message.add_attachment(b"x", maintype="image", subtype="jpeg", filename="盖章页.jpg")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<1>")
    return b"Received: from nowhere\r\n" + message.as_bytes()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("包.zip", lambda: zipped(("报告.docx", WORD), ("盖章页.jpg", b"x"), ("__MACOSX/盖章页.jpg", b"x"))),
        ("包.7z", lambda: seven_zip(("报告.docx", WORD), ("盖章页.jpg", b"x"))),
        ("信.eml", with_pictures),
    ],
)
def test_what_is_passed_over_inside_is_told(tmp_path, name, make):
    assert names_in(tmp_path, make(), name) == ["报告.docx"]
    container = Opener(DEFAULT).open(str(tmp_path / name), ()).container
    assert container.members()
    assert container.others == ["盖章页.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX")
def test_pipes_and_devices_in_a_folder_are_passed_over(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    (tmp_path / "设备.txt").symlink_to("/dev/zero")
    (tmp_path / "报告.txt").write_bytes(REPORT)
    (tmp_path / "断.txt").symlink_to("nowhere")
    assert [Path(path).name for path in files_below(str(tmp_path))] == ["报告.txt", "断.txt"]


def test_an_archived_page(tmp_path):
    page = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n'
        b"<html><body>" + REPORT + b"</body></html>\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n"
    )
    assert names_in(tmp_path, page, "页.mht") == ["page.html"]
    assert TEXTS[0][:20].encode() in Opener(DEFAULT).open(str(tmp_path / "页.mht"), (0,)).data


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (zipped(("照片.jpg", b"x")), "archive-empty"),
        (zipped(*[(f"{number}.txt", b"") for number in range(21)]), "too-many-members"),
        (packed({"a.txt": "x"})[:-8], None),
    ],
)
def test_archives_that_cannot_be_listed(tmp_path, data, key):
    (tmp_path / "包.zip").write_bytes(data)
    opener = Opener(DEFAULT._replace(members=20))
    if key is None:  # the reader of single files says what is wrong
        assert opener.open(str(tmp_path / "包.zip"), ()).container is None
        return
    with pytest.raises(UnreadableError) as told:
        opener.open(str(tmp_path / "包.zip"), ()).container.members()
    assert told.value.key == key


@pytest.mark.parametrize(
    ("data", "limits", "key"),
    [
        (zipped(("炸.txt", b"0" * (8 * MIB))), DEFAULT, "archive-bomb"),
        (encrypted(), DEFAULT, "archive-encrypted"),
        (zipped(("大.txt", os.urandom(2 * MIB))), DEFAULT._replace(size=MIB, unpacked=MIB), "too-large"),
        (zipped(("a.txt", REPORT))[:60] + bytes(10) + zipped(("a.txt", REPORT))[70:], DEFAULT, "file-broken"),
    ],
)
def test_members_that_cannot_be_had(tmp_path, data, limits, key):
    (tmp_path / "包.zip").write_bytes(data)
    with pytest.raises(UnreadableError) as told:
        Opener(limits).open(str(tmp_path / "包.zip"), (0,))
    assert told.value.key == key


def test_archives_in_archives_to_a_depth(tmp_path):
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    (folder / "浅.zip").write_bytes(nested(DEEPEST))
    (folder / "深.zip").write_bytes(nested(DEEPEST + 1))
    (folder / "信.eml").write_bytes(mail(("附.zip", nested(2))))
    run(folder, out)
    assert query(out, "SELECT path, error FROM reports ORDER BY path") == [
        ("信.eml!/附.zip!/里.zip!/报告.txt", None),
        ("浅.zip!/里.zip!/里.zip!/报告.txt", None),
        ("深.zip!/里.zip!/里.zip!/里.zip", "archive-too-deep"),
    ]


def test_members_beyond_the_limit_are_not_judged_one_by_one(tmp_path):
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    inner = zipped(*[(f"{number}.txt", b"x") for number in range(8)])
    (folder / "多.zip").write_bytes(zipped(*[(f"{number}.zip", inner) for number in range(4)]))
    run(folder, out, limits=DEFAULT._replace(members=16), jobs=1)
    told = dict(query(out, "SELECT coalesce(error, state), count(*) FROM reports GROUP BY 1"))
    assert told["too-many-members"] >= 1
    assert sum(told.values()) <= 16 + 4


def test_an_archive_larger_than_a_report_may_be(tmp_path):
    folder, out = tmp_path / "reports", tmp_path / "out"
    folder.mkdir()
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        archive.writestr("照片.jpg", bytes(2 * MIB))
        archive.writestr("报告.txt", REPORT)
    (folder / "大.zip").write_bytes(stored.getvalue())
    (folder / "大.docx").write_bytes(b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml" + bytes(2 * MIB))
    run(folder, out, limits=DEFAULT._replace(size=MIB), jobs=1)
    assert query(out, "SELECT path, error FROM reports ORDER BY path") == [
        ("大.docx", "too-large"),
        ("大.zip!/报告.txt", None),
    ]


def _read(path: str, limits: Limits) -> None:
    """Open a file; what is small enough for a report is looked at by its reader."""
    binary_format(Opener(limits).open(path, ()).data)


@pytest.mark.parametrize("most", [DEFAULT, DEFAULT._replace(size=MIB // 8)])
def test_an_archive_that_was_cut_off_is_not_one_of_the_documents_in_it(most, tmp_path):
    inner = zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", os.urandom(50_000)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number in range(4):
            archive.writestr(f"某局{number}.docx", inner)
    whole = out.getvalue()
    path = tmp_path / "包.zip"
    path.write_bytes(whole)
    assert len(Opener(most).open(str(path), ()).container.members()) == 4
    for cut in (len(inner) * 3 // 2, len(inner) * 7 // 2, len(inner) * 2 + 100):
        path.write_bytes(whole[:cut])
        with pytest.raises(UnreadableError, match="file-broken"):
            _read(str(path), most)
    assert binary_format(whole) == "zip"
