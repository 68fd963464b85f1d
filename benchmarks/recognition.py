"""What recognising a scanned page costs, and how many characters go wrong, today and at an older commit, in one run.

``python benchmarks/recognition.py --against COMMIT [--pages 50]`` draws pages from the samples as scanners make them
(150 to 300 dpi, askew, with seals, noise and the traces of JPEG) and has both recognise each of them in turns.  Seconds
are processor time; full-width and half-width punctuation counts as the same.  Nothing here is a test.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

import numpy
from pairs import tree
from PIL import Image, ImageChops, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).parents[1]
FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC")
INCH = 72  # points
SIZE = (595, 842)
LINE, ROWS, BODY, STEP = 28, 22, 16, 28
"""Characters in a line, lines on a page, points of the type and from line to line (GB/T 9704-2012)."""
LEFT, TOP = 80, 105
WIDTHS = str.maketrans("，。；：（）！？％", ",.;:()!?%", " 　")


def main() -> None:
    """Draw, recognise and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", metavar="COMMIT", required=True)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--first", type=int, default=0, help="number of the first page: others are drawn by others")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        work()
        return
    with tempfile.TemporaryDirectory() as name:
        trees = {given.against: tree(Path(name, "before"), given.against), "now": tree(Path(name, "now"), None)}
        print(f"{given.pages} pages; seconds of a core a page, characters wrong")
        totals = compare(trees, given.first, given.pages)
    for label, (seconds, wrong, characters) in totals.items():
        print(f"{label:>10}  {seconds / given.pages:.2f} s  {wrong} of {characters}")
    before, now = totals.values()
    print(f"     ratio  {now[0] / before[0]:.2f}")


def compare(trees: dict[str, Path], first: int, pages: int) -> dict[str, tuple[float, int, int]]:
    """Return for each tree seconds, wrong characters and characters in all."""
    workers = {
        label: subprocess.Popen(
            [sys.executable, __file__, "--worker", "--against", str(where)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        for label, where in trees.items()
    }
    totals = dict.fromkeys(trees, (0.0, 0, 0))
    for number in range(first - 1, first + pages):  # the one before loads the engine
        picture, dpi, words = draw(number)
        for label, worker in workers.items():
            seconds, read = ask(worker, picture, dpi)
            wrong = Levenshtein.distance(read.translate(WIDTHS), words.translate(WIDTHS))
            if number >= first:
                old = totals[label]
                totals[label] = (old[0] + seconds, old[1] + wrong, old[2] + len(words))
    for worker in workers.values():
        worker.communicate()
    return totals


def ask(worker: subprocess.Popen[bytes], picture: bytes, dpi: int) -> tuple[float, str]:
    """Have *worker* recognise a page."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(json.dumps([len(picture), dpi]).encode() + b"\n" + picture)
    worker.stdin.flush()
    seconds, read = json.loads(worker.stdout.readline())
    return float(seconds), str(read)


def work() -> None:
    """Recognise page after page from standard input with the code of the tree that is named."""
    sys.path.insert(0, sys.argv[sys.argv.index("--against") + 1])
    from checker.readers import ocr

    while head := sys.stdin.buffer.readline():
        size, dpi = json.loads(head)
        image = numpy.asarray(Image.open(io.BytesIO(sys.stdin.buffer.read(size))))[:, :, ::-1].copy()
        before = process_time()
        page = ocr.recognise(image, 1, dpi / INCH).page
        seconds = process_time() - before
        lines = sorted(page.pieces, key=lambda piece: (round(piece.top / (STEP / 2)), piece.left))
        print(json.dumps([seconds, "".join(piece.text for piece in lines)]), flush=True)


def draw(number: int) -> tuple[bytes, int, str]:
    """Return a page as JPEG, its resolution in dots an inch, and its words."""
    chance = random.Random(number)  # noqa: S311 - the same pages every time
    dpi = chance.choice((150, 150, 200, 300))
    scale = dpi / INCH
    lines = typeset(chance)
    page = Image.new("RGB", (round(SIZE[0] * scale), round(SIZE[1] * scale)), "white")
    drawn = ImageDraw.Draw(page)
    font = face(FONTS[number % len(FONTS)], BODY * scale)
    for row, line in enumerate(lines):
        drawn.text((LEFT * scale, (TOP + row * STEP) * scale), line, font=font, fill=(20, 20, 20))
    if chance.random() < 0.3:
        page = ImageChops.multiply(page, seal(page.size, scale, chance))
    page = page.rotate(chance.choice((0, 0, 0.4, -0.7, 1)), Image.Resampling.BICUBIC, fillcolor="white")
    grain = numpy.random.default_rng(number + 1).normal(0, chance.choice((0, 5, 10)), (*page.size[::-1], 3))
    noisy = Image.fromarray(numpy.clip(numpy.asarray(page) + grain, 0, 255).astype(numpy.uint8))
    file = io.BytesIO()
    noisy.save(file, "JPEG", quality=chance.choice((45, 60, 80)))
    return file.getvalue(), dpi, "".join(lines)


def typeset(chance: random.Random) -> list[str]:
    """Return the lines of a page: paragraphs of a sample from some place on."""
    sample = chance.choice(sorted((ROOT / "samples").glob("*.txt")))
    paragraphs = [line.strip() for line in sample.read_text(encoding="utf-8").splitlines() if line.strip()]
    at = chance.randrange(len(paragraphs))
    lines: list[str] = []
    while len(lines) < ROWS:
        words = "　　" + paragraphs[at % len(paragraphs)]
        lines += [words[start : start + LINE] for start in range(0, len(words), LINE)]
        at += 1
    return lines[:ROWS]


def seal(size: tuple[int, int], scale: float, chance: random.Random) -> Image.Image:
    """Return a red seal of 42 mm on white."""
    made = Image.new("RGB", size, "white")
    drawn = ImageDraw.Draw(made)
    radius = 60 * scale
    x, y = size[0] * chance.uniform(0.5, 0.75), size[1] * chance.uniform(0.5, 0.8)
    red = (215, chance.randrange(20, 90), chance.randrange(20, 90))
    drawn.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=round(3.4 * scale))
    turns = [math.radians(144 * corner) for corner in range(5)]
    drawn.polygon([(x + math.sin(a) * radius / 3, y - math.cos(a) * radius / 3) for a in turns], fill=red)
    return made


def face(name: str, size: float) -> Any:
    """Return a font of the system."""
    found = subprocess.run(
        [shutil.which("fc-match") or "fc-match", "-f", "%{file}", name], capture_output=True, text=True, check=True
    )
    return ImageFont.truetype(found.stdout, round(size))


if __name__ == "__main__":
    main()
