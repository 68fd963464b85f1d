#!/usr/bin/env bash
# dateparser and jionlp: a deadline lies in the past, and half a year lasts a month or twelve.
#
# Guess, written down before running: dateparser gives the right day or None, never another day.  jionlp, which is made for
# Chinese periods, reads the months of a year as these months, the years of a five-year plan as five years, and refuses the rest.
#
# What happens: dateparser takes 前 for "ago" and 3月31日 for a length of time: three months and 31 days before now.  Every
# deadline that is written so lies in the past; with a year before it, or 以前 for 前, there is no answer.  search_dates finds
# it in a sentence, too.  To jionlp 2025年1月至6月 is January and 2025年1—6月 the whole year, both "accurate", so that the same
# half year written in two ways is two periods, neither of them half a year; 十五五时期 is five o'clock in the morning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check dateparser==1.5.0 jionlp==1.5.31
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import contextlib
import io
import sys
import time
from datetime import datetime
from importlib.metadata import version

import dateparser
from dateparser.search import search_dates

with contextlib.redirect_stdout(io.StringIO()):  # it greets
    import jionlp

NOW = datetime(2026, 3, 1)
SETTINGS = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "future"}
DEADLINES = ("2026年3月31日", "3月31日前", "4月1日前", "2026年3月31日前", "3月31日以前")
PERIODS = ("2025年上半年", "2025年第一季度", "2025年1至3月", "2025年1—6月", "2025年1月至6月", "十五五时期")
print("dateparser", version("dateparser"), "on", NOW.date())
days = {text: dateparser.parse(text, languages=["zh"], settings=SETTINGS) for text in DEADLINES}
for text, day in days.items():
    print(text, day and day.date())
sentence = search_dates("各部门应于3月31日前公开报告。", languages=["zh"], settings=SETTINGS)
print(sentence)
print("jionlp", version("jionlp"))
periods = {}
for text in PERIODS:
    read = jionlp.parse_time(text, time_base=time.mktime(NOW.timetuple()))
    periods[text] = (read["definition"], *read["time"])
    print(text, *periods[text])
YEAR = ("accurate", "2025-01-01 00:00:00", "2025-12-31 23:59:59")
as_seen = (
    list(days.values()) == [datetime(2026, 3, 31), datetime(2025, 10, 31), datetime(2025, 10, 31), None, None]
    and sentence == [("3月31日前", datetime(2025, 10, 31))]
    and periods["2025年上半年"][1:] == ("2025-01-01 00:00:00", "2025-06-30 23:59:59")
    and periods["2025年第一季度"][1:] == ("2025-01-01 00:00:00", "2025-03-31 23:59:59")
    and periods["2025年1至3月"] == periods["2025年1—6月"] == YEAR
    and periods["2025年1月至6月"] == ("accurate", "2025-01-01 00:00:00", "2025-01-31 23:59:59")
    and periods["十五五时期"] == ("accurate", "2026-03-01 05:00:00", "2026-03-01 05:59:59")
)
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
