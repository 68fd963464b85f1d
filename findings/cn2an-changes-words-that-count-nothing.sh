#!/usr/bin/env bash
# cn2an: transform() turns numerals in words that count nothing into digits, and refuses 三亿五 where it reads 三万五.
#
# Guess, written down before running: transform() changes what is a number (三百二十五件, 百分之五十, 第十二条) and leaves
# words alone in which 一 only sounds like one: the ordinals of official prose (一是, 二是), fixed terms (一带一路).
# cn2an() in its normal mode reads a shortened unit behind every big one alike.
#
# What happens: 一是 becomes 1是 and 一带一路 1带1路, so items that are found by 一是 are gone after it.  三万五 is 35000 and
# 三亿五 a KeyError.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check cn2an==0.5.24
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import cn2an

SAID = "一是服务一带一路，办理许可三百二十五件，百分之五十网上办结；二是落实第十二条。"
changed = cn2an.transform(SAID)
print(f"cn2an {version('cn2an')}: {changed}")
print("三万五", cn2an.cn2an("三万五", "normal"))
try:
    short = cn2an.cn2an("三亿五", "normal")
except KeyError as error:
    short = f"KeyError {error}"
print("三亿五", short)
as_seen = (
    changed == "1是服务1带1路，办理许可325件，50%网上办结；2是落实第12条。"
    and cn2an.cn2an("三万五", "normal") == 35000
    and short == "KeyError 10000000"
)
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
