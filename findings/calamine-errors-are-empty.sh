#!/usr/bin/env bash
# A cell that shows #N/A, and a formula that no program has computed, read as empty: nobody would miss the row.
#
# Guess, written down before running: python-calamine gives an error cell as its error ('#N/A'), or raises, and a formula without a stored value as
#   None or as the formula; an empty string is what it gives for a cell in which nothing stands.
# What happens: all three are the empty string.  Whoever reads a list of names by it drops such rows without a word; the kinds
#   are told apart only in the sheet's own XML (t="e", and <f> without a value in <v>).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
"$work/venv/bin/python" - "$work/list.xlsx" <<'P'
import sys
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

path = sys.argv[1]
book = openpyxl.Workbook()
for cell in ("name", "#N/A", '="a"&"b"', None, "last"):
    book.active.append([cell])
assert book.active["A2"].data_type == "e"
assert book.active["A3"].data_type == "f"
book.save(path)
rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
print("python-calamine", version("python-calamine"), "reads error, formula, nothing as", [row[0] for row in rows[1:4]])
if [row[0] for row in rows] != ["name", "", "", "", "last"]:
    sys.exit("the behaviour has changed")
P
