#!/usr/bin/env bash
# htmldate: 发布日期：2025年3月12日 is not read, and the first of January of another year is given instead.
#
# Guess, written down before running: find_date gives the day after 发布日期 in whichever of the usual spellings it stands, or
# None where it knows none of them.
#
# What happens: 2025-03-12 is read.  From 2025年3月12日, which is how most offices write it, only the year is looked at: the answer
# is 2025-01-01 on a page that has no other year, and 2024-01-01 on the page of a report, whose title and text name the year
# before.  By such days a report for 2024 is out before its year has begun, and none is ever late.  The answer looks like any
# other; with extensive_search=False it is None.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check htmldate==1.11.0 dateparser==1.5.0 lxml==6.1.3
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import version

from htmldate import find_date

REPORT = (
    "<h1>某市2024年法治政府建设年度报告</h1><p>2024年，某市深入推进依法行政，办理行政复议案件三百余件。</p>"
    "<p>2024年工作中还存在不足。</p>"
)
SEEN = {
    ("2025-03-12", ""): ("2025-03-12", "2025-03-12"),
    ("2025年3月12日", ""): ("2025-01-01", None),
    ("2025年3月12日", REPORT): ("2024-01-01", None),
    ("2025-03-12", REPORT): ("2025-03-12", "2025-03-12"),
}
found = {}
print("htmldate", version("htmldate"))
for day, text in SEEN:
    page = f"<html><head><title>公开</title></head><body><p>发布日期：{day}</p>{text}<p>某市司法局</p></body></html>"
    found[day, text] = find_date(page), find_date(page, extensive_search=False)
    print(f"发布日期：{day}", "above a report for 2024:" if text else "alone:", *found[day, text])
print("as seen before" if found == SEEN else "this has changed")
sys.exit(found != SEEN)
PY
