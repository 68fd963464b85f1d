#!/usr/bin/env bash
# openpyxl: a workbook saved as “Strict Open XML” has no sheets, and nothing is raised.
#
# Guess, written down before running: the strict form of ISO/IEC 29500 differs from the usual one in its namespaces alone;
# a library reads both, or says that it cannot.  python-docx does the latter for a strict document (a KeyError).
#
# What happens: load_workbook returns a workbook without sheets.  Who walks over its sheets to find the units of a ledger
# finds none, and has no error to show.  python-calamine reads the same file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import io
import sys
import zipfile
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

USUAL, STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
book = openpyxl.Workbook()
book.active.append(["单位", "收到日期"])
book.active.append(["某市某局", "2026-01-20"])
made, strict = io.BytesIO(), io.BytesIO()
book.save(made)
with zipfile.ZipFile(made) as source, zipfile.ZipFile(strict, "w") as target:
    for name in source.namelist():
        data = source.read(name)
        for space in (b"spreadsheetml/", b"drawingml/"):
            data = data.replace(USUAL + space + b"2006/", STRICT + space)
        data = data.replace(USUAL + b"officeDocument/2006/", STRICT + b"officeDocument/")
        if name == "xl/workbook.xml":
            data = data.replace(b"<workbook ", b'<workbook conformance="strict" ', 1)
        target.writestr(name, data)
by_openpyxl = openpyxl.load_workbook(io.BytesIO(strict.getvalue())).sheetnames
by_calamine = CalamineWorkbook.from_filelike(io.BytesIO(strict.getvalue())).get_sheet_by_index(0).to_python()
print(f"openpyxl {version('openpyxl')}: sheets {by_openpyxl}")
print(f"python-calamine {version('python-calamine')}: {by_calamine}")
as_seen = by_openpyxl == [] and by_calamine == [["单位", "收到日期"], ["某市某局", "2026-01-20"]]
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
