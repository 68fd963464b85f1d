#!/usr/bin/env bash
# openpyxl: a day in one of the date formats that Chinese Excel and WPS offer first is read as a plain number.
#
# Guess, written down before running: a cell with a day is a datetime whatever its format is, for the formats of a file
# are known: those with a number of their own (yyyy年m月d日 is number 31 in a Chinese Excel) as well as those spelled out.
#
# What happens: the numbers 27 to 36 and 50 to 58 are the built-in formats of East Asian languages (ECMA-376 part 1,
# 18.8.30, lists them by language).  A file names them by number alone.  openpyxl knows numbers up to 22 and 45 to 49 as
# dates and takes these for none, so 2025年3月15日 comes out as 45731 without a word; python-calamine gives the day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
"$work/venv/bin/python" - <<'PY'
import datetime
import io
import sys
import zipfile
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active["A1"] = 45731
book.active["A1"].number_format = "yyyy-mm-dd"  # becomes number 164, the first that is spelled out
made = io.BytesIO()
book.save(made)


def with_format(number):
    """The same workbook with a built-in format in place of the one that is spelled out."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b'numFmtId="164" fontId', b'numFmtId="%d" fontId' % number))
    return out.getvalue()


seen = {}
for number in (14, 27, 31, 36, 50, 57, 58):
    data = with_format(number)
    by_openpyxl = openpyxl.load_workbook(io.BytesIO(data)).active["A1"].value
    by_calamine = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[0][0]
    seen[number] = (by_openpyxl, by_calamine)
    print(number, repr(by_openpyxl), repr(by_calamine))
print(f"openpyxl {version('openpyxl')}, python-calamine {version('python-calamine')}")
day = datetime.date(2025, 3, 15)
as_seen = seen.pop(14) == (datetime.datetime(2025, 3, 15), day) and set(seen.values()) == {(45731, day)}
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
