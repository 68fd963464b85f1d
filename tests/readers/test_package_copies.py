"""Packages copied with changes: read back by the standard library, whatever program kept the members how."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UnreadableError
from checker.readers.package import Package
from tests.readers.packages import packed, put
from tests.tables import every_row


def listed(data):
    """Of each member: its name, date, way of packing, attributes and content."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return [
            (one.filename, one.date_time, one.compress_type, one.external_attr, package.read(one))
            for one in package.infolist()
        ]


class Pipe(io.RawIOBase):
    """A stream that cannot go back, to which lengths are written behind the members."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, piece):
        self.data += piece
        return len(piece)


def streamed():
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", b"a" * 1000)
        package.writestr("b.xml", b"b" * 1000)
    return bytes(pipe.data)


def with_folder():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo("word/", (2001, 2, 3, 4, 5, 6)), b"")
        info = zipfile.ZipInfo("word/一.xml", (2011, 12, 13, 14, 15, 16))
        info.external_attr = 0o644 << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        package.writestr(info, "一" * 100)
        package.writestr("a.xml", b"a")
    return out.getvalue()


def large():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package, package.open("a.xml", "w", force_zip64=True) as member:
        member.write(b"a" * 1000)
    return out.getvalue()


SOURCES = {
    "usual": packed({"a.xml": b"a" * 1000, "b.bin": b"\0" * 100}),
    "stored": packed({"a.xml": b"a" * 1000}, zipfile.ZIP_STORED),
    "lengths behind the members": streamed(),
    "folders, dates, other scripts": with_folder(),
    "fields for large files": large(),
    "something in front": b"#!/bin/sh\n" + packed({"a.xml": b"a"}),
}


@every_row("name", SOURCES)
def test_everything_else_is_copied(name):
    source = SOURCES[name]
    assert listed(Package(source).with_changes({})) == listed(source)
    changed = listed(Package(source).with_changes({"a.xml": b"new", "c.xml": "新".encode()}))
    assert [one[0] for one in changed] == [one[0] for one in listed(source)] + ["c.xml"]
    assert [one for one in changed if one[0] not in ("a.xml", "c.xml")] == [
        one for one in listed(source) if one[0] != "a.xml"
    ]
    assert {one[0]: one[4] for one in changed if one[0] in ("a.xml", "c.xml")} == {
        "a.xml": b"new",
        "c.xml": "新".encode(),
    }
    assert [one[1] for one in changed if one[0] == "a.xml"] == [one[1] for one in listed(source) if one[0] == "a.xml"]


def test_doubles_are_copied_too():
    with pytest.warns(UserWarning, match="Duplicate"):
        source = packed([("a.xml", b"1"), ("b.xml", b"2"), ("b.xml", b"3")])
    assert [(one[0], one[4]) for one in listed(Package(source).with_changes({"a.xml": b"4"}))] == [
        ("a.xml", b"4"),
        ("b.xml", b"2"),
        ("b.xml", b"3"),
    ]


def test_the_name_as_the_package_writes_it():
    source = packed({"Word/Document.xml": b"1"})
    assert [one[0] for one in listed(Package(source).with_changes({"word/document.xml": b"2"}))] == [
        "Word/Document.xml"
    ]


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_package_is_refused_or_copied(at, change):
    source = packed({"a.xml": b"a" * 50, "b.xml": b"b" * 50})
    try:
        made = Package(put(source, min(at, len(source) - 4), change)).with_changes({"a.xml": b"new"})
    except UnreadableError:
        return
    assert made.startswith(b"PK\x03\x04")
