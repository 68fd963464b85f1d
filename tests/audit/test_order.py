"""In which order files are judged, and how long the rest is said to take."""

from __future__ import annotations

import io
from contextlib import closing

import pytest

from checker.audit import rows
from checker.audit.basis import AuditBasis
from checker.audit.dispatch import Answer
from checker.audit.run import Estimate, Run
from checker.audit.sources import Task, search_area
from checker.audit.store import NAME, Store
from checker.errors import UnreadableError
from checker.readers import ocr
from checker.readers.limits import DEFAULT
from checker.readers.pdf import pages_to_recognise
from tests.audit.auditing import Told, query

PAGES = {"长.pdf": 30, "短.pdf": 2, "文.pdf": 0, "包.zip!/中.pdf": 9, "包.zip!/内.zip!/图.png": 1}
INSIDE = {"包.zip": ["中.pdf", "内.zip", "丙.txt"], "包.zip!/内.zip": ["图.png"]}


class Scripted:
    """Workers that judge nothing: they note what they are given and answer what files of such names would."""

    def __init__(self) -> None:
        self.judged: list[str] = []
        self._waiting: list[Answer] = []

    def at_a_time(self) -> int:
        return 1

    def has_room(self) -> bool:
        return not self._waiting

    def is_idle(self) -> bool:
        return not self._waiting

    def give(self, portion: list[Task]) -> None:
        self._waiting += [self._answer(task) for task in portion]

    def answers(self):
        while self._waiting:
            yield self._waiting.pop(0)

    def close(self) -> None:
        return

    def _answer(self, task: Task) -> Answer:
        if task.name in INSIDE:
            return Answer(task, {"kind": "container", "members": list(enumerate(INSIDE[task.name])), "others": []})
        if task.glance and task.name == "坏.pdf":
            return Answer(task, {"kind": "step"}, error=UnreadableError("crashed"))
        if task.glance:
            return Answer(task, {"kind": "glance", "pages": PAGES[task.name]}, seconds=0.01)
        self.judged.append(task.name)
        report = list(rows.unread_report(UnreadableError("empty")).values())
        head = {"kind": "judged", "report": report, "items": [], "digest": "x", "size": 1, "pictures": None}
        return Answer(task, head, seconds=2.0 * PAGES.get(task.name, 0) or 0.1)


def test_scans_come_first_by_pages_and_archives_are_opened_before(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    for name in ("甲.txt", "坏.pdf", "乙.docx", *PAGES, *INSIDE):
        if "!" not in name:
            (folder / name).write_bytes(b"x")
    workers, told = Scripted(), Told()
    with closing(Store(str(out / NAME), writable=True)) as store:
        places = [search_area([str(folder)], str(out))]
        Run(store, AuditBasis(DEFAULT), places, None, lambda *_: workers).judge_files(7, told)
    assert workers.judged[:4] == ["长.pdf", "包.zip!/中.pdf", "短.pdf", "包.zip!/内.zip!/图.png"]
    assert sorted(workers.judged[4:]) == sorted(["文.pdf", "坏.pdf", "包.zip!/丙.txt", "甲.txt", "乙.docx"])
    assert told.files == told.fresh == len(workers.judged) == len(query(out, "SELECT id FROM reports"))
    assert (told.outlook.pages, told.outlook.all_pages) == (42, 42)
    assert told.outlook.seconds == pytest.approx(0)


def test_the_time_left_follows_the_kinds_that_are_left():
    estimate = Estimate()
    scans = [Task(f"{number}.pdf", f"{number}.pdf") for number in range(20)]
    texts = [Task(f"{number}.txt", f"{number}.txt") for number in range(1000)]
    for task in scans:
        estimate.expect(task, 10)
    for task in texts:
        estimate.expect(task)
    for task in scans[:10]:
        estimate.count_done(task, 10 * 1.5)
    half = estimate.outlook(1)
    assert (half.pages, half.all_pages) == (100, 200)
    assert half.seconds == pytest.approx(100 * 1.5 + 1000 * 0.02, rel=0.05)
    assert estimate.outlook(4).seconds == pytest.approx(half.seconds / 4)
    for task in scans[10:]:
        estimate.count_done(task, 10 * 1.5)
    for task in texts:
        estimate.skip_task(task)
    assert estimate.outlook(1).seconds == pytest.approx(0)


def test_pages_of_pictures_are_told_at_a_glance(monkeypatch):
    image = pytest.importorskip("PIL.Image")
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    scan, written, both = io.BytesIO(), io.BytesIO(), io.BytesIO()
    image.new("RGB", (60, 80), "white").save(scan, "PDF", save_all=True, append_images=[image.new("RGB", (60, 80))] * 4)
    for target, kinds in ((written, "ttt"), (both, "tss")):
        drawn = canvas.Canvas(target)
        for kind in kinds:
            if kind == "t":
                drawn.drawString(50, 700, "words that anybody can read " * 3)
            drawn.showPage()
        drawn.save()
    picture = io.BytesIO()
    image.new("RGB", (60, 80)).save(picture, "PNG")
    files = (scan, written, both, picture, io.BytesIO(b"%PDF-1.7 broken"), io.BytesIO(b"text"), io.BytesIO(b""))
    assert [pages_to_recognise(file.getvalue()) for file in files] == [5, 0, 2, 1, 0, 0, 0]
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    assert pages_to_recognise(scan.getvalue()) == 0
