#!/usr/bin/env bash
# python-docx: the two characters by which every paragraph of an official document is indented are no indent, or another.
#
# Guess, written down before running: paragraph_format.first_line_indent tells how far the first line is indented, in
# whatever unit the document says it.
#
# What happens: Chinese Word and WPS say it in hundredths of a character (w:firstLineChars="200"), and that value goes
# before the one in twips (ECMA-376 part 1, 17.3.1.12).  python-docx looks at the twips alone: with the characters only, the
# indent is None; where a paragraph was set back to none (firstLineChars="0") and old twips remain, it is 32 points.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

document = docx.Document()
for attributes in ('w:firstLineChars="200"', 'w:firstLineChars="0" w:firstLine="640"', 'w:firstLine="640"'):
    paragraph = document.add_paragraph("一是执法力量不足。")
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:ind {nsdecls('w')} {attributes}/>"))
document.save("report.docx")
read = [paragraph.paragraph_format.first_line_indent for paragraph in docx.Document("report.docx").paragraphs]
points = [indent if indent is None else indent.pt for indent in read]
print(f"python-docx {version('python-docx')}: two characters {points[0]}, none {points[1]}, 640 twips {points[2]}")
as_seen = points == [None, 32.0, 32.0]
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
