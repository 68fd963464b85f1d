"""Make the pictures of the guide for authors, docs/pictures/*.png, from what the checker makes of a sample.

    python docs/build_pictures.py [NAME ...]      # terminal, screens, outline, comments; all without one

Needs the extras ``docx``, ``web`` and ``dev``, Chromium, LibreOffice, pdftoppm, and for the document in its window Xvfb,
xdotool and ImageMagick.  Run it when what the pictures show has changed, and look at them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SAMPLE = ROOT / "samples" / "empty-plan.txt"
LINES = 40  # of the terminal: a whole result
DISPLAY = ":97"
_PATIENCE = 180_000  # milliseconds, for packs that are built for the first time
NO_SPELLING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/SpellChecking"><prop oor:name="IsSpellAuto" oor:op="fuse">
<value>false</value></prop></item></oor:items>
"""


def main() -> None:
    """Make all of them."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        desk = Path(name)
        shutil.copy(SAMPLE, desk / "报告.txt")
        made = {make.__name__: make for make in (terminal, screens, outline, comments)}
        for asked in sys.argv[1:] or made:
            made[asked](desk)
    for path in sorted(PICTURES.glob("*.png")):
        print(path.relative_to(ROOT), path.stat().st_size // 1024, "KB")


def checker(desk: Path, *words: str, **environment: str) -> str:
    """What ``checker`` prints for *words* in the folder *desk*."""
    command = [sys.executable, "-m", "checker", *words]
    done = subprocess.run(  # noqa: S603
        command, cwd=desk, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    return done.stdout


def terminal(desk: Path) -> None:
    """A result in a terminal."""
    told = "\n".join(["$ checker check 报告.txt", *checker(desk, "check", "报告.txt").splitlines()[:LINES]])
    style = (
        "margin:0;padding:18px 22px;background:#1f2430;color:#e6e6e6;font:15px/24px 'Noto Sans Mono CJK SC',monospace"
    )
    page = f'<meta charset="utf-8"><body style="margin:0"><pre style="{style}">{escape(told)}</pre>'
    (desk / "check.html").write_text(page, encoding="utf-8")
    shot(desk / "check.html", "check", 700, 24 * (LINES + 1) + 36)


def screens(desk: Path) -> None:
    """What an author sees of the page, from the file that is put in to what is handed in; and the table of several."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "checker", "serve", "--no-browser", "--port", "0", "--no-config"]
    server = subprocess.Popen(command, cwd=desk, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    try:
        assert server.stdout is not None  # noqa: S101 - it is a pipe
        address = server.stdout.readline().strip()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium())
            context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 860}, locale="zh-CN")
            context.set_default_timeout(_PATIENCE)
            visit(context.new_page(), desk)
            browser.close()
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def visit(page: Page, desk: Path) -> None:
    """Go through the screens and keep what they look like."""

    def keep(name: str) -> None:
        page.screenshot(path=desk / f"{name}.png")
        small(desk / f"{name}.png", name)

    page.goto("/")
    keep("page-start")
    page.set_input_files("#file", str(word(desk)))
    page.click("#take button.main")
    page.wait_for_url("**/reports/*")
    result = page.url
    keep("page-result")
    page.goto(f"{result}/edit")
    keep("page-edit")
    page.goto(f"{result}/gaps")
    keep("page-gaps")
    page.goto("/")
    page.set_input_files("#file", [str(path) for path in sorted(SAMPLE.parent.glob("*.txt"))])
    page.click("#take button.main")
    page.wait_for_url("**/reports")
    page.locator("[data-follow]").wait_for(state="detached")
    keep("page-table")


def word(desk: Path) -> Path:
    """Return the path of the sample as a document of Word."""
    document = Document()
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(desk / "报告.docx"))
    return desk / "报告.docx"


def outline(desk: Path) -> None:
    """The first page of a skeleton, as LibreOffice prints it."""
    checker(desk, "outline", "--unit", "某市某局", "--year", "2026", "-o", "outline.docx")
    office(desk, "--convert-to", "pdf", "outline.docx")
    run(desk, "pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "1", "-singlefile", "outline.pdf", "outline")
    small(desk / "outline.png", "outline")


def comments(desk: Path) -> None:
    """A document with comments in the window of LibreOffice."""
    word(desk)
    checker(desk, "annotate", "报告.docx", "-o", "报告.自查.docx")
    user = desk / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(NO_SPELLING, encoding="utf-8")
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1400x900x24"], stderr=subprocess.DEVNULL)  # noqa: S603, S607
    window = None
    try:
        time.sleep(2)
        environment = os.environ | {"DISPLAY": DISPLAY}
        command = ["soffice", profile(desk), "--norestore", "--nologo", "--nofirststartwizard", "报告.自查.docx"]
        window = subprocess.Popen(command, cwd=desk, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
        time.sleep(40)
        for key in ("Escape", "ctrl+Home"):
            run(desk, "xdotool", "key", "--clearmodifiers", key, DISPLAY=DISPLAY)
            time.sleep(1)
        run(desk, "import", "-window", "root", "window.png", DISPLAY=DISPLAY)
    finally:
        if window is not None:
            window.terminate()
        server.terminate()
    small(desk / "window.png", "annotate", box=(200, 100, 1220, 840))


def shot(source: Path, name: str, width: int, height: int) -> None:
    """What Chromium shows of the file *source*."""
    size, target = f"--window-size={width},{height}", source.with_suffix(".png")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", size, f"--screenshot={target}"]
    run(source.parent, chromium(), *options, source.as_uri())
    small(target, name)


def chromium() -> str:
    """Return the path of the browser."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))


def small(source: Path, name: str, box: tuple[int, int, int, int] | None = None) -> None:
    """Keep the picture *source*, or its *box*, with few colours."""
    picture = Image.open(source).convert("RGB")
    picture = picture.crop(box) if box else picture
    picture.quantize(64, method=Image.Quantize.MEDIANCUT).save(PICTURES / f"{name}.png", optimize=True)


def profile(desk: Path) -> str:
    """LibreOffice's own folder, nobody else's."""
    return f"-env:UserInstallation={(desk / 'profile').as_uri()}"


def office(desk: Path, *words: str) -> None:
    """Let LibreOffice work without a window."""
    run(desk, "soffice", profile(desk), "--headless", *words)


def run(desk: Path, *command: str, **environment: str) -> None:
    """Run a program that must succeed."""
    subprocess.run(command, cwd=desk, env=os.environ | environment, check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
