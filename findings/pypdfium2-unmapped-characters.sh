#!/usr/bin/env bash
# pypdfium2: a character that the font's table does not explain reads as another letter.
#
# Guess, written down before running: a code without an entry in ToUnicode (many producers leave some out), or with the
# entry 0000, comes out as U+FFFD or not at all, so a gap in the text can be told from the text.
#
# What happens: the code itself is taken for a character.  Code 0x0173 for 责 gives "负ų人", and a code in the range of Han
# characters would give a wrong one that nobody doubts.  The entry 0000 gives U+FFFE from FPDFText_GetText (which pdfium
# also gives for a hyphen at the end of a line) and 0 from FPDFText_GetUnicode.  FPDFText_HasUnicodeMapError says so for
# the first of the two only; get_text_range() has no sign of either.  Who searches such a text for 主要负责人 finds that the
# report does not name one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pypdfium2==5.15.2
cd "$work"
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import pypdfium2
import pypdfium2.raw as pdfium

TEXT = "主要负责人"
CODES = {"主": 0x0170, "要": 0x0171, "负": 0x0172, "责": 0x0173, "人": 0x0174}


def report(meant):
    """A page with TEXT in a font whose table gives *meant* for 责; None: nothing."""
    table = {code: f"{ord(char):04X}" for char, code in CODES.items()} | {CODES["责"]: meant}
    known = [f"<{code:04X}> <{one}>" for code, one in table.items() if one is not None]
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(known)} beginbfchar\n" + "\n".join(known) + "\nendbfchar endcmap end end"
    ).encode()
    content = f"BT /F 16 Tf 72 700 Td <{''.join(f'{CODES[char]:04X}' for char in TEXT)}> Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [8 0 R] >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 850 /Descent -150 /CapHeight 850 /StemV 80 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(unicode), unicode),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F 3 0 R >> >> >>",
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


print(f"pypdfium2 {version('pypdfium2')}")
seen = {}
for name, meant in (("whole", "8D23"), ("no entry", None), ("0000", "0000")):
    page = pypdfium2.PdfDocument(report(meant))[0].get_textpage()
    error = pdfium.FPDFText_HasUnicodeMapError(page.raw, 3)
    seen[name] = page.get_text_range(), hex(pdfium.FPDFText_GetUnicode(page.raw, 3)), error
    print(f"{name}: text {seen[name][0]!r}, GetUnicode {seen[name][1]}, HasUnicodeMapError {error}")
as_seen = seen == {
    "whole": ("主要负责人", "0x8d23", 0),
    "no entry": ("主要负ų人", "0x173", 1),
    "0000": ("主要负\ufffe人", "0x0", 0),
}
print("as seen before" if as_seen else "this has changed")
sys.exit(not as_seen)
PY
