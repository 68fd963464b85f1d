"""Packages and their XML: what is read, and what is refused within bounds."""

import io
import random
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from checker.errors import UnreadableError
from checker.readers import limits
from checker.readers.package import Package
from checker.readers.xml import parse
from tests.readers.packages import packed, put
from tests.tables import every_row

GOOD = packed({"a.xml": "甲" * 500, "folder/b.xml": b"", "c.bin": bytes(range(256))})
DIRECTORY = GOOD.find(b"PK\x01\x02")
END = GOOD.find(b"PK\x05\x06")


def key_of(call) -> str:
    with pytest.raises(UnreadableError) as caught:
        call()
    return caught.value.key


def test_members_are_read() -> None:
    package = Package(GOOD)
    assert package.names == ("a.xml", "folder/b.xml", "c.bin")
    assert package.read("a.xml").decode() == "甲" * 500
    assert package.read("folder/b.xml") == b""
    assert package.read("c.bin") == bytes(range(256))
    assert "a.xml" in package
    assert "z.xml" not in package


def test_names_in_other_spellings() -> None:
    package = Package(packed({"Word\\Document.xml": "x", "folder/": "", "件.xml": "y"}))
    assert package.names == ("Word/Document.xml", "件.xml")
    assert package.read("word/document.XML") == b"x"
    assert package.read("件.xml") == b"y"


def test_stored_members_bytes_in_front_and_a_comment() -> None:
    out = io.BytesIO(b"in front")
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("a", "stored")
        package.comment = b"a comment"
    assert Package(out.getvalue()).read("a") == b"stored"


def test_members_with_lengths_of_64_bits_and_behind_their_content() -> None:
    out = io.BytesIO()

    class Unseekable(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            return out.write(data)

    with (
        zipfile.ZipFile(Unseekable(), "w", zipfile.ZIP_DEFLATED) as package,
        package.open("a", "w", force_zip64=True) as member,
    ):
        member.write(b"long" * 100)
    assert Package(out.getvalue()).read("a") == b"long" * 100
    # The same, with a directory whose every field points to the additional ones, as some programs write it.
    content = zlib.compress(b"long" * 100)[2:-4]
    local = (
        struct.pack("<4s5H3L2H", b"PK\3\4", 45, 0, 8, 0, 0, zlib.crc32(b"long" * 100), 0xFFFFFFFF, 0xFFFFFFFF, 1, 0)
        + b"a"
        + content
    )
    extra = struct.pack("<2H3Q", 1, 24, 400, len(content), 0)
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 45, 45, 0, 8, 0, 0, zlib.crc32(b"long" * 100), *[0xFFFFFFFF] * 2, 1, len(extra), 0, 0, 0, 0, 0xFFFFFFFF)  # fmt: skip
    entry += b"a" + extra
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(entry), len(local))
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(local + entry), 1)
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert Package(local + entry + end + locator + tail).read("a") == b"long" * 100


def test_a_wrong_count_of_members_does_no_harm() -> None:
    assert Package(put(GOOD, END + 8, b"\xff\x00\xff\x00")).names == Package(GOOD).names


BROKEN = {
    "not a package": b"PK\3\4 and nothing",
    "cut short": GOOD[:-30],
    "no directory": put(GOOD, DIRECTORY, b"XXXX"),
    "a directory elsewhere": put(GOOD, END + 16, b"\xff\xff\xff\x7f"),
    "a wrong checksum": put(GOOD, DIRECTORY + 16, b"\0\0\0\0"),
    "longer than it says": put(GOOD, DIRECTORY + 24, b"\x10\0\0\0"),
    "shorter than it says": put(GOOD, DIRECTORY + 24, b"\xff\xff\x01\0"),
    "begins elsewhere": put(GOOD, DIRECTORY + 42, b"\x05\0\0\0"),
    "begins outside": put(GOOD, DIRECTORY + 42, b"\xff\xff\xff\x00"),
    "another name inside": put(GOOD, 30, b"b"),
    "damaged content": put(GOOD, 40, b"\xff\xff\xff"),
    "two of one name": packed([("a.xml", "one"), ("b.xml", "two")]).replace(b"b.xml", b"a.xml"),
}


@every_row("data", BROKEN.values())
def test_broken(data: bytes) -> None:
    assert key_of(lambda: Package(data).read("a.xml")) == "file-broken"


def test_a_method_that_nobody_uses_is_told() -> None:
    assert key_of(lambda: Package(put(GOOD, DIRECTORY + 10, b"\x5d\0")).read("a.xml")) == "unknown-compression"


def test_missing_member() -> None:
    assert key_of(lambda: Package(GOOD).read("z.xml")) == "file-broken"


def test_encrypted_member() -> None:
    assert key_of(lambda: Package(put(GOOD, DIRECTORY + 8, b"\x01\0")).read("a.xml")) == "encrypted"


def test_bombs_are_refused_before_they_unpack() -> None:
    bomb = packed({"a": bytes(limits.MAX_MEMBER + 1), "b": bytes(limits.MAX_MEMBER)})
    lying = put(bomb, bomb.find(b"PK\x01\x02") + 24, struct.pack("<L", 100))
    tracemalloc.start()
    assert key_of(lambda: Package(bomb).read("a")) == "unpacked-too-large"
    assert key_of(lambda: Package(lying).read("a")) == "file-broken"
    assert tracemalloc.get_traced_memory()[1] < limits.MIB
    tracemalloc.stop()
    package = Package(bomb)
    for _ in range(limits.DEFAULT.unpacked // limits.MAX_MEMBER):
        package.read("b")
    assert key_of(lambda: package.read("b")) == "unpacked-too-large"
    many = packed({str(number): b"" for number in range(limits.DEFAULT.members + 1)})
    assert key_of(lambda: Package(many)) == "too-many-members"


def test_changed_bytes_give_members_or_a_refusal() -> None:
    chance = random.Random(7)  # noqa: S311
    for _ in range(3000):
        data = bytearray(GOOD)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        data = data[: chance.choice((len(data), len(data), chance.randrange(len(data))))]
        try:
            package = Package(bytes(data))
            for name in package.names:
                package.read(name)
        except UnreadableError:
            continue


XML = '<?xml version="1.0" encoding="{}"?><a xmlns="urn:x"><b c="甲">乙</b></a>'


@every_row("declared", ["UTF-8", "UTF-16", "gb2312", "GBK", "gb18030", "big5"])
def test_xml_in_any_encoding(declared: str) -> None:
    root = parse(XML.format(declared).encode(declared))
    assert root.tag == "{urn:x}a"
    assert (root[0].get("c"), root[0].text) == ("甲", "乙")


@pytest.mark.parametrize(
    ("codec", "mark"), [("utf-8", "\ufeff"), ("utf-16-le", ""), ("utf-16-be", ""), ("utf-16-be", "\ufeff")]
)
def test_xml_by_its_first_bytes(codec: str, mark: str) -> None:
    assert parse((mark + XML.format("UTF-8" if codec == "utf-8" else "UTF-16")).encode(codec))[0].text == "乙"


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};">' for n in range(1, 30))
    + "]>"
)
REFUSED = {
    "entities of entities": ((LAUGHS + "<a>&a29;</a>").encode(), "xml-with-dtd"),
    "the same in UTF-16": (('<?xml version="1.0"?>' + LAUGHS + "<a>&a29;</a>").encode("utf-16"), "xml-with-dtd"),
    "a file": (b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>', "xml-with-dtd"),
    "an unknown entity": (b"<a>&f;</a>", "file-broken"),
    "cut short": (b"<a><b>", "file-broken"),
    "nothing": (b"", "file-broken"),
    "no XML": (b"\x00\x01\x02\x03", "file-broken"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="utf-7"?><a/>', "file-broken"),
    "wrong bytes": (b"<a>\xff\xfe\xc3</a>", "file-broken"),
    "half a character of UTF-16": (b"\xff\xfe<\0a\0/\0>", "file-broken"),
    "too many tags": (b"<a>" + b"<b/>" * limits.MAX_MARKUP + b"</a>", "too-much-markup"),
    "too many attributes": (b"<a " + b"b='' " * limits.MAX_MARKUP + b"/>", "too-much-markup"),
    "a namespace that multiplies": (b"<a xmlns='" + b"n" * 10**6 + b"'>" + b"<b/>" * 10**5 + b"</a>", "file-broken"),
    "the same by a prefix": (b"<p:a xmlns:p\n=\n'" + b"n" * 10**6 + b"'/>", "file-broken"),
}


@every_row(("data", "key"), REFUSED.values())
def test_refused_xml(data: bytes, key: str) -> None:
    assert key_of(lambda: parse(data)) == key


def test_deep_xml_is_parsed_and_let_go() -> None:
    depth = 200_000
    root = parse(b"<a>" * depth + b"</a>" * depth)
    assert sum(1 for _ in root.iter()) == depth
