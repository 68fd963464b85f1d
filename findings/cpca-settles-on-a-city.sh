#!/usr/bin/env bash
# cpca: a district that several cities have is given to one of them, and nothing tells that it was a guess.
#
# Guess, written down before running: 朝阳区 without its city is left open, or is the one in Beijing that everybody means;
# a district of 2021 is known in 2026.
#
# What happens: 朝阳区司法局 is put under 长春市 in Jilin, 鼓楼区应急管理局 under 开封市 (Nanjing, Xuzhou and Fuzhou have one
# too), with a code of six digits as if the text had said so; 临平区 (2021) is not known, and stays in the address.  Who
# takes the province from it judges by the rules of another one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check cpca==0.5.5 pandas==3.1.1 numpy==2.4.6
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
import logging
import sys
from importlib.metadata import version

logging.basicConfig(level=logging.INFO)
import cpca

names = ["朝阳区司法局", "鼓楼区应急管理局", "北京市朝阳区司法局", "杭州市临平区司法局"]
found = cpca.transform(names)[["省", "市", "区", "地址"]].fillna("-").values.tolist()
print(f"cpca {version('cpca')}")
for name, place in zip(names, found, strict=True):
    print(name, place)
as_seen = found == [
    ["吉林省", "长春市", "朝阳区", "司法局"],
    ["河南省", "开封市", "鼓楼区", "应急管理局"],
    ["北京市", "市辖区", "朝阳区", "司法局"],
    ["浙江省", "杭州市", "-", "临平区司法局"],
]
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
