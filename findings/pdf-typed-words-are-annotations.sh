#!/usr/bin/env bash
# pypdf, pdfminer.six and pypdfium2: words that somebody has typed onto a pdf are not in the text of the page.
#
# Guess, written down before running: what stands on the page when it is opened is in its text.  Offices fill in the day
# of a signature with the typewriter of a pdf program; who reads the text finds it there.
#
# What happens: such programs leave the page alone and add a FreeText annotation.  All three libraries give the words of the
# page's own content only, so a report that is signed and dated on the screen has neither signature nor date.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pypdf==7.1.1 pdfminer.six==20260107 pypdfium2==5.15.2 reportlab==5.1.0
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from pypdf.annotations import FreeText
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

PRINTED, TYPED = "某市某局2025年度法治政府建设情况报告", "2026-01-20"
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
page = canvas.Canvas("printed.pdf")
page.setFont("STSong-Light", 16)
page.drawString(80, 700, PRINTED)
page.save()
writer = pypdf.PdfWriter(clone_from="printed.pdf")
writer.add_annotation(0, FreeText(text=TYPED, rect=(80, 600, 300, 630), font="Helvetica", font_size="16pt"))
writer.write("signed.pdf")

texts = {
    "pypdf": pypdf.PdfReader("signed.pdf").pages[0].extract_text(),
    "pdfminer.six": extract_text("signed.pdf"),
    "pypdfium2": pypdfium2.PdfDocument("signed.pdf")[0].get_textpage().get_text_bounded(),
}
for name, text in texts.items():
    print(f"{name} {version(name)}: {text.strip()!r}")
kept = pypdf.PdfReader("signed.pdf").pages[0]["/Annots"][0].get_object()["/Contents"]
print(f"the annotation holds {kept!r}")
as_seen = kept == TYPED and all(PRINTED in text and TYPED not in text for text in texts.values())
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
