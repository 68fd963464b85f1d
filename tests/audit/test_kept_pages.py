"""A page is recognised once: what came of it is kept in the store under the hash of its picture, for nobody else to read."""

from __future__ import annotations

import io

import pytest

from checker.audit import dispatch
from checker.audit.store import Store
from checker.readers import kept_pages, ocr
from checker.readers.layout.model import Page, Stroke, Strokes, TextPiece
from checker.readers.ocr import Recognised
from tests.audit import recognising
from tests.audit.auditing import dump, query, run
from tests.readers.packages import packed

numpy = pytest.importorskip("numpy")
image = pytest.importorskip("PIL.Image")
NUMBER = "11010519491231002X"


def page(high: int) -> object:
    return image.new("RGB", (300, high), (high % 250, 9, 9))


def pdf(*heights: int) -> bytes:
    first, *rest = map(page, heights)
    made = io.BytesIO()
    first.save(made, "PDF", save_all=True, append_images=rest)
    return made.getvalue()


@pytest.fixture
def recognised(monkeypatch):
    """The names of the pages that were recognised, as the store gets them."""
    names = []
    put = Store.put_page
    monkeypatch.setattr(dispatch, "MODULE", recognising.__name__)
    monkeypatch.setattr(
        Store, "put_page", lambda store, key, name, body: (names.append(name), put(store, key, name, body))
    )
    return names


def test_a_page_is_recognised_once_in_whatever_file_it_comes(tmp_path, recognised):
    pytest.importorskip("pypdfium2")
    folder, out, fresh = tmp_path / "in", tmp_path / "out", tmp_path / "fresh"
    folder.mkdir()
    (folder / "甲.pdf").write_bytes(pdf(400, 410, 420))
    (folder / "乙.zip").write_bytes(packed({"甲.pdf": pdf(400, 410, 420)}))
    (folder / "丙.pdf").write_bytes(pdf(420, 430))
    assert run(folder, out, jobs=1) == (3, 3, 0)
    assert len(recognised) == len(set(recognised)) == 4
    assert sorted(query(out, "SELECT picture FROM pages")) == sorted(recognised)
    recognised.clear()
    assert run(folder, out, jobs=1, filer="township") == (3, 3, 0)  # judged in another way, from the same pages
    assert recognised == []
    assert run(folder, fresh, jobs=1, filer="township") == (3, 3, 0)
    assert dump(fresh) == dump(out)
    (folder / "丙.pdf").unlink()
    run(folder, out, jobs=1, filer="township")
    assert len(query(out, "SELECT picture FROM pages")) == 3


def test_nobody_reads_a_kept_page_without_its_picture(tmp_path, recognised):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "甲.pdf").write_bytes(pdf(400))
    run(folder, out, jobs=1)
    assert query(out, "SELECT count(*) FROM items")[0] > 0
    raw = (out / "audit.sqlite").read_bytes()
    assert len(recognised) == 1
    assert NUMBER.encode() not in raw


class Kept(dict):
    """A memory of pages."""

    def recall(self, name: str) -> bytes:
        return self.get(name, b"")

    keep = dict.__setitem__


def test_what_is_kept_comes_back_whole_or_not_at_all(monkeypatch):
    piece = TextPiece("法治\ud83d", 0.1, 2 / 3, 1e-9, 12.5, 10.0, "F", "G", True)
    rules = Strokes((Stroke(1.5, 0.0, 9.0),), (Stroke(2.5, 1.0, 3.0), Stroke(7.0, 1.0, 3.0)))
    found = Recognised(Page(3, 595.32, 841.9, (piece, piece), rules, True), 2)
    calls, memory = [], Kept()
    monkeypatch.setattr(ocr, "recognise", lambda *asked: calls.append(asked) or found)
    monkeypatch.setattr(kept_pages, "_memory", memory)
    white, black = numpy.full((8, 9, 3), 255, "uint8"), numpy.zeros((8, 9, 3), "uint8")
    assert kept_pages.recognise_once(white, 3, 2.0) == found
    again = kept_pages.recognise_once(white.copy(), 7, 2.0)
    assert again == found._replace(page=found.page._replace(number=7))
    assert isinstance(again.page.pieces[0], TextPiece)
    assert len(calls) == 1
    kept_pages.recognise_once(black, 1, 2.0)
    kept_pages.recognise_once(white, 1, 2.5)
    kept_pages.recognise_once(white.reshape(9, 8, 3), 1, 2.0)
    assert len(calls) == len(memory) == 4
    for name in memory:
        memory[name] = memory[name][::-1]
    assert kept_pages.recognise_once(white, 3, 2.0) == found
    assert len(calls) == 5
