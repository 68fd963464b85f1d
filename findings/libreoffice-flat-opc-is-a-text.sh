#!/usr/bin/env bash
# LibreOffice: what Word saves as “Word XML document” becomes a document of its own markup, with exit status 0.
#
# Guess, written down before running: the Word XML of 2003 and the one of today (Flat OPC: the whole package in one file)
# are both opened, or the second one is refused.
#
# What happens: only the first is a format that LibreOffice knows.  The second passes for a text: the docx that comes out
# has the tags as its words, the report in between in one line.  Who converts what Word writes, judges that as a report.
# The package can be taken out of the file without any other program: each part is written out between its tags.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 - <<'PY'
WORDS = "某市某局2025年法治政府建设情况报告"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<?mso-application progid="Word.Document"?>\n'
BODY = f"<w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body>"
open("old.xml", "w", encoding="utf-8").write(
    f'{HEAD}<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">{BODY}</w:wordDocument>'
)
relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
package = "application/vnd.openxmlformats-"
parts = {
    "/_rels/.rels": (
        f"{package}package.relationships+xml",
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{relation}" Target="word/document.xml"/></Relationships>',
    ),
    "/word/document.xml": (
        f"{package}officedocument.wordprocessingml.document.main+xml",
        f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{BODY}</w:document>',
    ),
}
written = "".join(
    f'<pkg:part pkg:name="{name}" pkg:contentType="{kind}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'
    for name, (kind, content) in parts.items()
)
open("new.xml", "w", encoding="utf-8").write(
    f'{HEAD}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{written}</pkg:package>'
)
PY
soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "docx:MS Word 2007 XML" --outdir made old.xml new.xml >/dev/null 2>&1
soffice --version
python3 - <<'PY'
import re
import sys
import zipfile


def text(name):
    content = zipfile.ZipFile(f"made/{name}.docx").read("word/document.xml").decode()
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", content))


old, new = text("old"), text("new")
print(f"2003: {old[:40]!r}\nFlat OPC: {new[:40]!r}, the words are in it: {old in new}")
as_seen = old.startswith("某市某局") and "pkg:package" in new and old in new
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
