"""What a file is, by its content: coats that many formats share, and characters that are no text."""

from __future__ import annotations

import random
import struct

import pytest

from checker.errors import UnreadableError
from checker.readers import read_bytes
from checker.readers.sniff import ARCHIVES, binary_format
from tests.tables import every_row

from .packages import packed

TYPES = "[Content_Types].xml"


def ole(*names: str, flags: int = 0, size: int = 9) -> bytes:
    """A compound file with empty streams of these names at its root, in a tree as balanced as a list can be."""
    sector = 1 << size
    table = struct.pack("<4I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFE).ljust(sector, b"\xff")
    entries = [_entry("Root Entry", 5, child=1)]
    for number, name in enumerate(names, 1):
        entries.append(_entry(name, 2, right=number + 1 if number < len(names) else 0xFFFFFFFF, sector=3))
    directory = b"".join(entries)[: 2 * sector].ljust(2 * sector, b"\0")
    table = struct.pack("<4I", 0xFFFFFFFD, 2, 0xFFFFFFFE, 0xFFFFFFFE).ljust(sector, b"\xff")
    word = (b"\xec\xa5" + bytes(8) + struct.pack("<H", flags)).ljust(sector, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, size, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    return head.ljust(sector, b"\0") + table + directory + word


def _entry(name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, sector: int = 0) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return entry.ljust(116, b"\0") + struct.pack("<III", sector, 4096 if sector else 0, 0)


@every_row(
    ("members", "kind"),
    [
        ({TYPES: "", "word/document.xml": ""}, "docx"),
        ({"word\\document.xml": "", TYPES: ""}, "docx"),
        ({TYPES: "", "word/document.xml": "", "word/embeddings/a.xlsx": ""}, "docx"),
        ({TYPES: "", "xl/workbook.xml": "see word/document.xml"}, "xlsx"),
        ({TYPES: "", "ppt/presentation.xml": "", "ppt/embeddings/word/a": ""}, "pptx"),
        ({"OFD.xml": "", "Doc_0/Document.xml": ""}, "ofd"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.text-template", "content.xml": ""}, "odt"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, "ods"),
        ({"mimetype": "application/epub+zip", "word/document.xml": ""}, "epub"),
        ({"META-INF/MANIFEST.MF": "", "a.class": ""}, "jar"),
        ({"META-INF/MANIFEST.MF": "", "AndroidManifest.xml": ""}, "apk"),
        ({"报告.docx": "word/document.xml", "二.pdf": ""}, "zip"),
        ({"word/报告.docx": "", "readme.txt": ""}, "zip"),
        ({"word/document.xml": ""}, "docx"),
        ({TYPES: "application/vnd.ms-word.wordprocessingml.x", "document.xml": ""}, "docx"),
        ({"document.xml": ""}, "zip"),
        ({}, "zip"),
    ],
)
def test_what_is_in_a_zip(members, kind):
    assert binary_format(packed(members, 0)) == kind


def test_bytes_before_and_behind_a_zip_do_not_matter():
    data = packed({TYPES: "", "word/document.xml": ""})
    assert binary_format(data + b"\r\n\0\0") == "docx"


@every_row("size", [9, 12])
@every_row(
    ("names", "kind"),
    [
        (("1Table", "WordDocument", "\x05SummaryInformation"), "doc"),
        (("Workbook",), "xls"),
        (("Book", "Ctls"), "xls"),
        (("PowerPoint Document", "Pictures"), "ppt"),
        (("__properties_version1.0",), "msg"),
        (("MatOST", "CONTENTS"), "works"),
        (("\x05SummaryInformation", "䡀㼿䕷䑬㹪䒲䠯"), "ole"),
    ],
)
def test_what_is_in_a_compound_file(names, kind, size):
    assert binary_format(ole(*names, size=size)) == kind


@pytest.mark.parametrize(
    ("data", "format"),
    [(ole("EncryptedPackage", "EncryptionInfo"), "docx"), (ole("WordDocument", flags=0x0100), "doc")],
)
def test_what_only_a_password_opens(data, format):  # noqa: A002
    with pytest.raises(UnreadableError) as caught:
        binary_format(data)
    assert (caught.value.key, caught.value.values["format"]) == ("encrypted", format)


@pytest.mark.parametrize("filler", [0, 0xFFFFFFFE])
def test_a_table_of_sectors_may_be_filled_up_with_other_values(filler):
    data = bytearray(ole("worddocument"))  # nor does case count
    data[512 + 16 : 1024] = struct.pack("<I", filler) * (128 - 4)
    assert binary_format(bytes(data)) == "doc"


def test_a_compound_file_that_was_cut_off():
    data = ole("WordDocument")
    for length in (8, 400, 600, 1100, 2000):
        with pytest.raises(UnreadableError, match="file-broken"):
            binary_format(data[:length])


@every_row(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi", "rtf"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gz"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "tar"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", "mht"),
        (b"From: <Saved by WPS>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", "mht"),
        (b"Received: from a\r\n by b\r\nSubject: x\r\n", "eml"),
        (b"From a@b.cn Fri Jan 16 09:00:00 2026\nReceived: from a\n", "eml"),
        (b"\xef\xbb\xbf\r\nReceived: from a\r\n", "eml"),
        (b"Date: Mon, 1 Jan 2026\r\nFrom: a@b.cn\r\nMessage-ID: <1>\r\n", "eml"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument xmlns:w="x">',
            "word-xml",
        ),
        (b'\xef\xbb\xbf<?xml version="1.0"?><office:document xmlns:office="x">', "fodt"),
        (b'<?xml version="1.0"?>\n<uof:UOF xmlns:uof="x">', "uof"),
    ],
)
def test_other_marks(data, kind):
    assert binary_format(data) == kind


@every_row(
    "text",
    [
        "BM 某局报告",
        "From: 某局\n2025年法治政府建设情况报告",
        "Date: 2025\n一、主要举措",
        "PK 赛",
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html><body><p>法治',
        "MIME-Version 是邮件的标志",
        "RAR 格式",
    ],
)
def test_texts_stay_texts(text):
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert binary_format(text.encode(encoding)) is None


@every_row(
    ("data", "key", "format"),
    [
        (packed({"报告.docx": "x"}), "archive", "zip"),
        (b"Rar!\x1a\x07\x00", "archive", "rar"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "archive", "mht"),
        (ole("__properties_version1.0"), "archive", "msg"),
        (packed({TYPES: "", "xl/workbook.xml": ""}), "format-not-supported", "xlsx"),
        (ole("Workbook"), "format-not-supported", "xls"),
    ],
)
def test_what_is_told_of_what_is_not_read(data, key, format):  # noqa: A002
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "报告.doc")
    assert (caught.value.key, caught.value.values) == (key, {"format": format, "path": "报告.doc"})


def test_a_web_page_that_was_saved_as_a_document_is_a_page():
    page = '<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>法治政府</p></body></html>'
    document = read_bytes(page.encode("gb18030"), "报告.doc")
    assert (document.format, document.text) == ("html", "法治政府")


def test_every_archive_is_one_that_is_told_apart():
    assert {"zip", "rar", "7z", "eml", "mht"} <= ARCHIVES


def test_any_change_of_bytes_gives_a_format_or_an_error():
    chance = random.Random(5)  # noqa: S311
    told = set()
    for data in (ole("WordDocument", "1Table"), packed({TYPES: "a", "word/document.xml": "b"})):
        for _ in range(500):
            changed = bytearray(data)
            for _ in range(chance.choice((1, 4, 40))):
                changed[chance.randrange(8, len(changed))] = chance.choice((0, 255, chance.randrange(256)))
            try:
                binary_format(bytes(changed))
            except UnreadableError as error:
                told.add(error.key)
    assert told <= {"file-broken", "encrypted"}


def test_a_chain_that_leads_back_ends():
    data = bytearray(ole("WordDocument"))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)  # the directory's first sector is followed by itself
    assert binary_format(bytes(data)) == "doc"


@pytest.mark.parametrize(
    "start", [b"\n\nprinted by a web server\n%PDF-1.4\n", b"%\xe2\xe3\xcf\xd3\n", b"\xc3\x97DF-1.4\r"]
)
def test_a_pdf_with_a_damaged_head_is_a_pdf(start):
    assert binary_format(start + b"1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n0\n%%EOF\n") == "pdf"


@pytest.mark.parametrize("text", ["关于1 0 obj的说明 %%EOF", "a\n%PDF-1.4\n", "no object\n%%EOF\n"])
def test_a_text_about_pdf_is_a_text(text):
    assert binary_format(text.encode()) is None


def test_an_open_document_that_was_packed_anew_is_one():
    manifest = (
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    )
    assert binary_format(packed({"content.xml": "", "META-INF/manifest.xml": manifest})) == "odt"


def test_what_stands_in_the_place_of_a_file_that_was_not_fetched():
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n"
    with pytest.raises(UnreadableError) as caught:
        read_bytes(pointer, "report.docx")
    assert caught.value.key == "lfs-pointer"
