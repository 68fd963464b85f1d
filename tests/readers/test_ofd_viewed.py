"""What a viewer shows of an OFD is read whatever way it is written, nothing else is, and what cannot be had is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from checker.errors import UnreadableError
from checker.readers.ofd import read

from .ofds import NAMESPACE, SIZE, document, ofd, page, text_object
from .packages import packed
from .test_ofd import PARAGRAPHS

Change = Callable[[str, str], str]
OBJECT = re.compile(
    r'<ofd:TextObject ID="9" Boundary="(\S+) (\S+) [^"]+" Font="3" Size="(\S+)".*?>([^<]+)</ofd:TextCode></ofd:TextObject>'
)
BOUNDARY = re.compile(r'Boundary="(\S+) (\S+) (\S+) (\S+)"')
MARK = "某市某局内部"


def changed(change: Change, data: bytes | None = None) -> bytes:
    """A whole file with the text of each of its members changed."""
    with zipfile.ZipFile(io.BytesIO(data or document(PARAGRAPHS))) as archive:
        return packed({name: change(name, archive.read(name).decode()).encode() for name in archive.namelist()})


def on_pages(change: Callable[[str], str], which: str = "") -> Change:
    return lambda name, text: change(text) if f"Pages/Page_{which}" in name else text


def added(objects: str) -> Change:
    return on_pages(lambda text: text.replace("</ofd:Layer>", objects + "</ofd:Layer>", 1))


def digits_apart(text: str) -> str:
    def parted(found: re.Match[str]) -> str:
        x, y, size = map(float, found.groups()[:3])
        objects = ""
        for part in re.findall(r"\d+|\D+", found[4]):
            made = text_object(part, x, y + size, size=size)
            objects += made.replace('Font="3"', 'Font="4"') if part.isdigit() else made
            x += sum(1.0 if char >= "\u2e80" or char in "“”—" else 0.5 for char in part) * size
        return objects

    return OBJECT.sub(parted, text)


def turned(way: str) -> Callable[[str], str]:
    """A page as it is after it was turned, by the matrices of its objects or by their directions."""

    def change(text: str) -> str:
        def placed(found: re.Match[str]) -> str:
            x, y, w, h = map(float, found.groups())
            box, more = {
                "down": (f"{297 - y - h} {x} {h} {w}", f'CTM="0 1 -1 0 {h} 0"'),
                "up": (f"{y} {210 - x - w} {h} {w}", f'CTM="0 -1 1 0 0 {w}"'),
                "over": (f"{210 - x - w} {297 - y - h} {w} {h}", f'CTM="-1 0 0 -1 {w} {h}"'),
                "direction": (f"{297 - y - h} {x} {h} {w}", 'ReadDirection="90" CharDirection="90"'),
            }[way]
            return f'Boundary="{box}" {more}'

        text = BOUNDARY.sub(placed, text)
        if way == "direction":
            text = re.sub(r'X="0" Y="[^"]+" DeltaX=', 'X="1" Y="0" DeltaY=', text)
        return text if way == "over" else text.replace("0 0 210 297", "0 0 297 210")

    return change


def renamed(name: str, listed: str) -> bytes:
    """A file whose first page has the name *name*, and is listed as *listed*."""
    with zipfile.ZipFile(io.BytesIO(document(PARAGRAPHS))) as archive:
        members = {one: archive.read(one).decode() for one in archive.namelist()}
    members[f"Doc_0/Pages/{name}/Content.xml"] = members.pop("Doc_0/Pages/Page_0/Content.xml")
    members["Doc_0/Document.xml"] = members["Doc_0/Document.xml"].replace("Pages/Page_0/Content.xml", listed)
    return packed({one: text.encode() for one, text in members.items()})


def with_resources(text: str) -> bytes:
    return document(PARAGRAPHS, members={"Doc_0/PublicRes.xml": text})


WHOLE = {
    "digits in a font of their own": changed(on_pages(digits_apart)),
    "turned to run down": changed(on_pages(turned("down"))),
    "turned to run up": changed(on_pages(turned("up"))),
    "turned over": changed(on_pages(turned("over"))),
    "turned by directions": changed(on_pages(turned("direction"))),
    "one page turned": changed(on_pages(turned("down"), "1")),
    "a blank and a Han character in a name": renamed("页 0", "Pages/%E9%A1%B5%200/Content.xml"),
    "an escape in the list alone": renamed("Page_0", "Pages/Page%5F0/Content.xml"),
    "backslashes": renamed("Page_0", r"Pages\Page_0\Content.xml"),
    "a percent sign of the name itself": renamed("100%25", "Pages/100%25/Content.xml"),
    "resources that are empty": with_resources(""),
    "resources of blanks": with_resources(" \n"),
    "white on white": changed(added(text_object(MARK, 60, 265).replace('"0 0 0"', '"255 255 255"'))),
}


def test_the_text_is_whole_however_it_is_written():
    wrong = {}
    for name, data in WHOLE.items():
        found = read(data, "a.ofd")
        if (found.text.split("\n"), found.extraction.doubtful) != (PARAGRAPHS, False):
            wrong[name] = found.text[:80], found.extraction.warnings
    assert wrong == {}


@pytest.mark.parametrize(
    ("more", "colour"),
    [
        ('Alpha="40"', '<ofd:FillColor Value="0 0 0"/>'),
        ("", '<ofd:FillColor Value="0 0 0" Alpha="50"/>'),
        ("", '<ofd:FillColor Value="205 205 205"/>'),
        ("", '<ofd:FillColor Value="210"/>'),
        ("", '<ofd:FillColor Value="0 0 0 40"/>'),
    ],
)
def test_a_pale_watermark_is_counted_and_not_read(more, colour):
    marks = "".join(text_object(MARK, x, y, size=9, more=more) for x in (20, 90) for y in range(40, 270, 50))
    found = read(changed(added(marks.replace('<ofd:FillColor Value="0 0 0"/>', colour))), "a.ofd")
    assert found.text.split("\n") == PARAGRAPHS
    assert found.extraction.skipped["watermark"] == 20


_SECRECY = "内部资料 注意保存"


@pytest.mark.parametrize(
    ("pages", "template"),
    [
        (text_object(_SECRECY, 28, 15), ""),
        ("", text_object(_SECRECY, 28, 15)),
        (text_object(_SECRECY, 28, 150).replace("0 0 0", "235 235 235"), ""),
    ],
    ids=["running-header", "template", "watermark"],
)
def test_a_mark_of_who_may_see_the_text_is_read_once_wherever_pages_repeat_it(pages, template):
    lines = [text_object("依法履行职责，制定规范性文件三件。", 28, 60 + 10 * number) for number in range(3)]
    found = read(ofd([page("".join(lines) + pages, template=True)] * 3, template=template), "a.ofd")
    assert found.text.split("\n")[0] == _SECRECY
    assert found.text.count("内部资料") == 1
    assert found.source.place(0).page == 1
    assert found.source.place(len(_SECRECY) + 1).page == 1


def test_the_template_of_one_page_alone_is_text_of_it():
    pages = [page(text_object("正文在此", 34, 50), template=at == 0) for at in range(2)]
    found = read(ofd(pages, template=text_object("某市某局报告", 60, 30)), "a.ofd")
    assert found.text.startswith("某市某局报告")
    assert "template" not in found.extraction.skipped


@pytest.mark.parametrize(("words", "warnings"), [(_SECRECY, ()), (PARAGRAPHS[3], ("turned-text",))])
def test_words_on_a_slant_are_a_watermark_and_many_of_them_are_told(words, warnings):
    slanted = text_object(words, 34, 60, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    found = read(ofd([page(text_object("正文在此", 34, 50) + slanted)]), "a.ofd")
    assert found.text == ("正文在此" if warnings else f"{_SECRECY}\n正文在此")
    assert (found.extraction.warnings, found.extraction.skipped) == (warnings, {"watermark": 1})


@pytest.mark.parametrize("text", ["截至2024年底完成", "办结率达99.5%以上", "共1,346件，占35%。"])
def test_digits_as_far_apart_as_han_characters_are_one_number(text):
    line = re.sub('DeltaX="[^"]*"', f'DeltaX="g {len(text) - 1} {SIZE}"', text_object(text, 28, 60))
    assert read(ofd([page(line)]), "a.ofd").text == text


def test_pale_text_that_stands_once_is_text():
    assert read(ofd([page(text_object("甲乙", 30, 40).replace('"0 0 0"', '"200 200 200"'))]), "a.ofd").text == "甲乙"


def test_white_text_on_a_ground_is_text():
    ground = (
        '<ofd:PathObject ID="8" Boundary="20 30 80 20" Fill="true"><ofd:FillColor Value="200 0 0"/>'
        "<ofd:AbbreviatedData>M 0 0 L 80 0 L 80 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    words = text_object("甲乙", 30, 40).replace('"0 0 0"', '"255 255 255"')
    assert read(ofd([page(ground + words + text_object("丙丁", 30, 80))]), "a.ofd").text == "甲乙\n丙丁"


def with_notes(kind: str) -> bytes:
    note = (
        f'<ofd:PageAnnot {NAMESPACE}><ofd:Annot ID="1" Type="{kind}"><ofd:Appearance Boundary="60 200 100 10">'
        f"{text_object('填写的内容', 0, SIZE)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    pages = f'<ofd:Annotations {NAMESPACE}><ofd:Page PageID="10"><ofd:FileLoc>P.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    data = ofd([page(text_object("正文", 60, 40))], members={"Doc_0/A/P.xml": note, "Doc_0/A/Annotations.xml": pages})
    listed = "</ofd:Pages><ofd:Annotations>A/Annotations.xml</ofd:Annotations>"
    return changed(lambda _, text: text.replace("</ofd:Pages>", listed), data)


def test_what_a_note_shows_is_read_and_seals_and_watermarks_are_not():
    assert read(with_notes("Path"), "a.ofd").text == "正文\n填写的内容"
    assert {kind: read(with_notes(kind), "a.ofd").text for kind in ("Stamp", "Watermark")} == {
        "Stamp": "正文",
        "Watermark": "正文",
    }


def with_attachment(data: bytes) -> bytes:
    listed = "</ofd:Pages><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    return changed(lambda _, text: text.replace("</ofd:Pages>", listed), data)


ATTACHED = {
    "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {NAMESPACE}><ofd:Attachment ID="1" Name="年度报告.docx">'
    "<ofd:FileLoc>a.docx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
}


def test_files_within_the_file_are_told():
    found = read(with_attachment(document(PARAGRAPHS, members=ATTACHED)), "a.ofd")
    assert (found.text.split("\n"), found.extraction.warnings) == (PARAGRAPHS, ("embedded-document",))
    with pytest.raises(UnreadableError) as told:
        read(with_attachment(ofd([page("")], members=ATTACHED)), "a.ofd")
    assert (told.value.key, told.value.values["names"]) == ("only-attachments", ["年度报告.docx"])


def test_a_part_that_pages_show_and_that_cannot_be_read_is_told():
    composite = '<ofd:CompositeObject ID="5" Boundary="0 0 50 50" ResourceID="7"/>'
    found = read(ofd([page(text_object("正文", 60, 40)), page(composite)]), "a.ofd")
    assert dict(found.extraction.where) == {"unread-parts": (2,)}
    assert read(with_resources("<ofd:Res"), "a.ofd").extraction.warnings == ("unread-parts",)
