#!/usr/bin/env bash
# docx2python and markitdown: 一、 and （一） that Word numbers by itself become dashes, or 1. on every level.
#
# Guess, written down before running: both tell of automatic numbers what the document shows: docx2python says that it
# writes them out, and markitdown turns lists into lists.  chineseCountingThousand is the format of every official
# document in Chinese, so 一、主要举措 and （一）健全机制 come out as such.
#
# What happens: docx2python writes "--" for chineseCountingThousand (and warns); markitdown makes all levels lists of
# 1. 2. 3., so that a sentence 按照第（二）项 points to nothing, and the levels of headings are told by indents alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-docx==1.2.0 docx2python==3.7.1 "markitdown[docx]==0.1.9"
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import version

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python
from markitdown import MarkItDown

document = docx.Document()
numbering = document.part.numbering_part.element
levels = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/></w:lvl>'
    for level, shown in enumerate(("%1、", "（%2）"))
)
multilevel = '<w:multiLevelType w:val="multilevel"/>'
numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{multilevel}{levels}</w:abstractNum>'))
numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
for level, words in ((0, "主要举措"), (1, "健全机制"), (1, "加强培训"), (0, "存在不足")):
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))
document.save("report.docx")
with docx2python("report.docx") as read:
    by_docx2python = read.text.split()
by_markitdown = [line.strip() for line in MarkItDown().convert("report.docx").text_content.splitlines() if line.strip()]
print(f"docx2python {version('docx2python')}: {by_docx2python}")
print(f"markitdown {version('markitdown')}: {by_markitdown}")
dashed = ["--", "主要举措", "--", "健全机制", "--", "加强培训", "--", "存在不足"]
as_seen = by_docx2python == dashed and by_markitdown == ["1. 主要举措", "1. 健全机制", "2. 加强培训", "2. 存在不足"]
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
