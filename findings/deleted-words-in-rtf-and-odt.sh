#!/usr/bin/env bash
# striprtf and odfpy: words that a reviewer has deleted are in the text.
#
# Guess, written down before running: text that is marked as deleted is left out, as Word, WPS and LibreOffice leave it
# out when they print, and as python-docx does with a w:del.
#
# What happens: rtf_to_text gives the words of {\deleted …} in their place.  In OpenDocument all deletions of a document
# stand at its beginning; odfpy counts them among its paragraphs, and teletype.extractText puts who deleted them and
# when before their words.  A figure that was struck out and its correction then contradict each other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check striprtf==0.0.35 odfpy==1.4.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
import zipfile
from importlib.metadata import version

from odf import teletype, text
from odf.opendocument import OpenDocumentText, load
from striprtf.striprtf import rtf_to_text

KEPT, DELETED = "全年办理许可120件。", "全年办理许可210件。"


def escaped(words):
    return "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in words)


rtf = r"{\rtf1\ansi\deff0{\fonttbl{\f0 SimSun;}}{\*\revtbl{Unknown;}{A;}}\uc1 "
rtf += escaped(KEPT) + r"{\deleted\revauthdel1\revdttmdel0 " + escaped(DELETED) + r"}\par}"
by_striprtf = rtf_to_text(rtf).strip()

document = OpenDocumentText()
document.text.addElement(text.P(text=KEPT))
document.save("plain.odt")
change = (
    '<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info>'
    '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">A</dc:creator>'
    '<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-01-15T09:00:00</dc:date></office:change-info>'
    f"<text:p>{DELETED}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
with zipfile.ZipFile("plain.odt") as source, zipfile.ZipFile("reviewed.odt", "w") as target:
    for name in source.namelist():
        data = source.read(name)
        if name == "content.xml":
            data = data.replace(b"<office:text>", b"<office:text>" + change.encode())
            data = data.replace(KEPT.encode(), KEPT.encode() + b'<text:change text:change-id="c1"/>')
        target.writestr(name, data)
read = load("reviewed.odt")
by_odfpy = [teletype.extractText(paragraph) for paragraph in read.getElementsByType(text.P)]
whole = teletype.extractText(read.text)
print(f"striprtf {version('striprtf')}: {by_striprtf!r}")
print(f"odfpy {version('odfpy')}: paragraphs {by_odfpy}, whole {whole!r}")
as_seen = by_striprtf == KEPT + DELETED and by_odfpy == [DELETED, KEPT] and whole.endswith(DELETED + KEPT)
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
