#!/usr/bin/env bash
# OpenCC: text that is simplified already does not stay as it is; 乾县 becomes 干县.
#
# Guess, written down before running: t2s leaves simplified text alone, so that it can be run over a folder in which some
# documents are traditional and most are not, and twice over the same one.
#
# What happens: 乾 is kept in the words of a list, and the list is of traditional words.  乾縣 becomes 乾县, as it should; 乾县 is
# not in the list, and 乾 alone is taken for the traditional form of 干.  So t2s(t2s(text)) is not t2s(text), and 乾县, 乾安县,
# 乾潭镇 and 乾务镇 become places that no register has.  zhconv leaves all of them as they are.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check OpenCC==1.4.2 zhconv==1.4.3 setuptools==80.9.0
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import version

import opencc
import zhconv

convert = opencc.OpenCC("t2s").convert
print("OpenCC", version("OpenCC"), "zhconv", version("zhconv"))
once = convert("陝西省乾縣司法局")
twice = convert(once)
print("陝西省乾縣司法局", once, twice)
PLACES = ["乾县", "乾安县", "乾潭镇", "乾务镇", "乾元镇", "于都县", "沈丘县"]
places = [convert(place) for place in PLACES]
others = [zhconv.convert(place, "zh-cn") for place in PLACES]
print(*PLACES)
print(*places)
as_seen = (
    (once, twice) == ("陕西省乾县司法局", "陕西省干县司法局")
    and places == ["干县", "干安县", "干潭镇", "干务镇", "乾元镇", "于都县", "沈丘县"]
    and others == PLACES
)
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
