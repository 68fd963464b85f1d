#!/usr/bin/env bash
# pandoc, docx2txt, docx2python: a text box is read twice, or takes the paragraph it is anchored in with it.
#
# Guess, written down before running: the red head of an official document, which many offices keep in a text box, is read
# once by docx2txt, docx2python and mammoth, and by python-docx, which knows no text boxes, not at all.  That the paragraph in
# which the box is anchored could be lost (pandoc was run for comparison) did not come to mind.
#
# What happens: Word writes the box two times, as DrawingML and, for old programs, as VML; one of the two is to be read
# (ECMA-376 part 3, mc:AlternateContent).  docx2txt and docx2python give both.  pandoc gives one, and drops the words
# of the paragraph itself: with the box anchored in the first heading, the heading is gone.  Where only the VML is there,
# as in files that come from .doc, pandoc keeps the heading and drops the box.  No warning in any of these cases.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check \
  python-docx==1.2.0 docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 pypandoc_binary==1.17
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx2python import docx2python

BOX, OWN = "某市司法局文件", "一、主要举措"
OFFICE = "http://schemas.openxmlformats.org"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
SPACES = (
    f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:mc="{OFFICE}/markup-compatibility/2006" xmlns:wps="{SHAPE}" '
    f'xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OFFICE}/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORDS = f"<w:txbxContent><w:p><w:r><w:t>{BOX}</w:t></w:r></w:p></w:txbxContent>"
DRAWING = (
    '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
    'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="5000000" cy="900000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="head"/>'
    f'<a:graphic><a:graphicData uri="{SHAPE}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="5000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    f"<wps:txbx>{WORDS}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
)
OLD = f'<w:pict><v:shape style="width:394pt;height:71pt"><v:textbox>{WORDS}</v:textbox></v:shape></w:pict>'
BOTH = (
    f'<mc:AlternateContent><mc:Choice Requires="wps">{DRAWING}</mc:Choice>'
    f"<mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>"
)
READERS = {
    "python-docx": lambda path: "".join(one.text for one in docx.Document(path).paragraphs),
    "docx2txt": docx2txt.process,
    "docx2python": lambda path: docx2python(path).text,
    "mammoth": lambda path: mammoth.extract_raw_text(path).value,
    "pypandoc_binary": lambda path: pypandoc.convert_file(path, "plain"),
}
SEEN = {  # how often the words of the box and those of the paragraph are read
    "from Word": {
        "python-docx": (0, 1),
        "docx2txt": (2, 1),
        "docx2python": (2, 1),
        "mammoth": (1, 1),
        "pypandoc_binary": (1, 0),
    },
    "from .doc": {
        "python-docx": (0, 1),
        "docx2txt": (1, 1),
        "docx2python": (1, 1),
        "mammoth": (1, 1),
        "pypandoc_binary": (0, 1),
    },
}
print("pandoc", pypandoc.get_pandoc_version())
found = {}
for name, box in (("from Word", BOTH), ("from .doc", OLD)):
    document = docx.Document()
    paragraph = parse_xml(f"<w:p {SPACES}><w:r>{box}</w:r><w:r><w:t>{OWN}</w:t></w:r></w:p>")
    document.element.body.insert(0, paragraph)
    document.save("head.docx")
    texts = {reader: read("head.docx") for reader, read in READERS.items()}
    found[name] = {reader: (text.count(BOX), text.count(OWN)) for reader, text in texts.items()}
    for reader, (boxes, own) in found[name].items():
        print(f"{name}: {reader} {version(reader)} reads the box {boxes} times, its paragraph {own} times")
print("as seen before" if found == SEEN else "this has changed")
sys.exit(found != SEEN)
PY
