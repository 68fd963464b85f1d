#!/usr/bin/env bash
# trafilatura: of the page of a report, the title, short numbered items and what is said twice are not in the text.
#
# Guess, written down before running: extract() leaves out what surrounds an article (menus, footers) and keeps the
# article whole.  A title in <h1> is the first line of the text; items of <ol> are kept, as paragraphs are; removing what
# is repeated is an option (deduplicate) that is off.
#
# What happens: by default the <h1> is not in the text, neither are the short items of an <ol>, and of a sentence that
# the report has three times one is left.  A checker built on it finds no title, no plan, and no repetition.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.6
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import trafilatura

TITLE, AGAIN, ITEM = "某市某局2025年度法治政府建设情况报告", "有关材料已经按照规定归档保存，并向社会公开。", "加强执法人员培训。"
sentences = "".join(
    f"<p>（{number}）坚持依法行政，全年办理行政许可{number * 37}件，开展执法检查{number * 11}次，培训执法人员{number}批。</p>"
    for number in range(1, 8)
)
page = (
    f"<html><head><title>某市政务公开网</title></head><body><div class='article'><h1>{TITLE}</h1>{sentences}"
    f"<p>{AGAIN}</p><p>一、主要举措</p><p>{AGAIN}</p><p>二、下一年打算</p><p>{AGAIN}</p>"
    f"<ol><li>{ITEM}</li><li>补充人员。</li></ol><p>某市某局</p><p>2026年1月20日</p></div></body></html>"
)
text = trafilatura.extract(page)
print(text)
print(f"trafilatura {version('trafilatura')}: title {TITLE in text}, item {ITEM in text}, said thrice {text.count(AGAIN)}")
as_seen = TITLE not in text and ITEM not in text and text.count(AGAIN) == 1 and text.endswith("2026年1月20日")
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
