"""LibreOffice shows what was put in: each comment with its words, and pages that are the same as without them."""

import io

import pypdfium2
import pytest
from lxml import etree

from tests.annotate.reading import comments, own
from tests.annotate.test_comments import BODY, TALK, commented
from tests.libreoffice import SOFFICE, convert
from tests.readers.layouts import LAYOUTS
from tests.readers.words import box, docx, p, r, style, table

pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: nothing shows that it shows comments"
)

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
LAYOUT = ("one_run_each", "numbered_by_styles", "framed")
LOOKS = style(
    "a", '<w:pPr><w:ind w:firstLine="640"/></w:pPr><w:rPr><w:sz w:val="32"/></w:rPr>', "Normal", more=' w:default="1"'
)


def converted(folder, form, documents):
    """Each of *documents*, by their names, as LibreOffice writes it in *form*."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    made = convert(form, [folder / f"{name}.docx" for name in documents], folder / "made")
    return {path.stem: path.read_bytes() for path in made}


def shown(data):
    """The comments in a flat text of LibreOffice: author, initials, text, and the words that each covers."""
    found, open_, inside = [], {}, 0
    for event, element in etree.iterwalk(etree.fromstring(data), events=("start", "end")):
        name = element.get(f"{OFFICE}name")
        if element.tag == f"{OFFICE}annotation":
            inside += 1 if event == "start" else -1
            if event == "start":
                text = "\n".join("".join(one.itertext()) for one in element.iter(f"{TEXT}p"))
                author, initials = (element.findtext(f"{{*}}{one}") for one in ("creator", "sender-initials"))
                found.append([author, initials or element.findtext("{*}creator-initials"), text, ""])
                open_[name] = found[-1]
        elif element.tag == f"{OFFICE}annotation-end" and event == "start":
            open_.pop(name, None)
        if not inside:
            for one in open_.values():
                one[3] += (element.text if event == "start" else element.tail) or ""
    return [tuple(one) for one in found]


@pytest.fixture(scope="module")
def made(sample, annotated):
    text = sample("causes-promised")
    documents = {layout: LAYOUTS[layout](text) for layout in LAYOUT} | {"others": commented(BODY, *TALK)}
    return {name: annotated(data).data for name, data in documents.items()}


def test_comments_are_shown(tmp_path, made):
    files = converted(tmp_path, "fodt", made)
    for name, data in files.items():
        wanted = [(one.author, one.text, bare(one.words)) for one in comments(made[name])]
        found = [(author, text, bare(words)) for author, _, text, words in shown(data)]
        assert sorted(found) == sorted(wanted), name
        assert {initials for author, initials, *_ in shown(data) if author == "自查"} == {"自查"}


def bare(text):
    return "".join(text.split())


def test_pages_are_the_same(tmp_path, annotated):
    body = p("某市某局2025年法治政府建设年度报告") + p(box(p("某市某局文件"))) + p("一、主要举措和成效")
    body += "".join(p(split, r("，推进执法", "<w:b/>")) for split in ["加强领导，压实责任。" * 20] * 12)
    body += table(["项目", "数量"], ["培训", "3"]) + p("二、存在的不足和原因") + p("某市某局") + p("2026年1月5日")
    before = docx(body, styles=LOOKS)
    after = annotated(before).data
    assert len(own(after)) > 5
    files = converted(tmp_path, "pdf", {"before": before, "after": after})
    assert pages(files["after"]) == pages(files["before"])
    assert len(pages(files["before"])) > 1


def pages(data):
    """Of each page its characters and where they stand."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    found = []
    for page in document:
        text = page.get_textpage()
        count = text.count_chars()
        boxes = [tuple(round(side, 1) for side in text.get_charbox(at)) for at in range(count)]
        found.append((text.get_text_range(), boxes))
    return found


def test_what_it_saved_is_made_anew(tmp_path, made, annotated):
    first = made["framed"]
    saved = converted(tmp_path, "docx:MS Word 2007 XML", {"framed": first})
    second = annotated(saved["framed"]).data
    assert [(one.text, bare(one.words)) for one in own(second)] == [(one.text, bare(one.words)) for one in own(first)]
