#!/usr/bin/env bash
# pypdfium2: which characters the text of a pdf has depends on the fonts of the machine.
#
# Guess, written down before running: a substitute for a font that is not embedded only matters for drawing.  What a code
# means stands in the pdf (here: the predefined CMap GBK-EUC-H of ISO 32000, 9.7.5.2), so the text is the same everywhere.
#
# What happens: an object whose characters the substitute does not have gets an empty box, and pdfium leaves objects
# without an extent out of the text.  Programs of offices that place every character by itself write one object each; so
# on a machine whose only fonts are Latin all Han characters are gone without a word and the digits stay, and one whose
# Han font has no digits loses the digits: "2025年" reads "年", the date under a report is "年 月 日", and a checker
# calls figures and date missing.  The bytes are the same, only the folder of fonts differs.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pypdfium2==5.15.2 fonttools==4.68.0
cd "$work"
cat > make.py <<'PY'
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

TEXT = "2025年法治政府建设"


def box():
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 800), (450, 800), (450, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def font(folder, chars):
    """A font that has *chars* and says that it is one for simplified Chinese."""
    names = {ord(char): f"u{ord(char):04X}" for char in chars}
    glyphs = [".notdef", *names.values()]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(glyphs)
    made.setupCharacterMap(names)
    made.setupGlyf({name: TTGlyphPen(None).glyph() if name == ".notdef" else box() for name in glyphs})
    made.setupHorizontalMetrics({name: (1000, 50) for name in glyphs})
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": folder, "styleName": "Regular"})
    made.setupOS2(ulCodePageRange1=1 | 1 << 18)
    made.setupPost()
    Path(folder).mkdir()
    made.save(f"{folder}/font.ttf")


font("digits", "0123456789")
font("han", "".join(char for char in TEXT if not char.isdigit()))
font("all", TEXT)
objects = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Count 1 /Kids [7 0 R] >>",
    b"<< /Type /Font /Subtype /Type0 /BaseFont /FangSong_GB2312 /Encoding /GBK-EUC-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong_GB2312 /DW 1000 /W [814 939 500] "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>",
    b"<< /Type /FontDescriptor /FontName /FangSong_GB2312 /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
    b"/Ascent 850 /Descent -150 /CapHeight 850 /StemV 80 >>",
]
words, x = [], 72
for char in TEXT:
    words.append(f"BT /F 16 Tf {x} 700 Td <{char.encode('gbk').hex()}> Tj ET")
    x += 8 if char.isdigit() else 16
content = "\n".join(words).encode()
objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
objects.append(
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F 3 0 R >> >> >>"
)
out, places = bytearray(b"%PDF-1.7\n"), []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
start = len(out)
out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
Path("report.pdf").write_bytes(out)
PY
cat > text.py <<'PY'
import ctypes
import sys

import pypdfium2
import pypdfium2.raw as pdfium

pdfium.FPDF_DestroyLibrary()  # and begun again, with one folder of fonts in place of those of the system
folders = (ctypes.c_char_p * 2)(sys.argv[1].encode(), None)
config = pdfium.FPDF_LIBRARY_CONFIG(version=2)
config.m_pUserFontPaths = ctypes.cast(folders, type(config.m_pUserFontPaths))
pdfium.FPDF_InitLibraryWithConfig(config)
page = pypdfium2.PdfDocument("report.pdf")[0]
print(page.get_textpage().get_text_range())
PY
"$work/venv/bin/python" make.py
"$work/venv/bin/pip" freeze | grep -i pypdfium2
status=0
for pair in digits:2025 han:年法治政府建设 all:2025年法治政府建设; do
  folder=${pair%%:*}
  text=$("$work/venv/bin/python" text.py "$work/$folder")
  echo "with a font that has $folder: $text"
  [ "$text" = "${pair#*:}" ] || status=1
done
[ "$status" = 0 ] && echo "as seen before" || echo "this has changed"
exit "$status"
