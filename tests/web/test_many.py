"""Several reports at once: files and archives give one table, and an audit made of it, which can be stopped."""

from __future__ import annotations

import io
import re
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="THE EXTRA WEB IS NOT INSTALLED: its pages are not tried")

from starlette.testclient import TestClient

from checker.web.app import application
from checker.web.audits import safe_path

ROOT = Path(__file__).parents[2]
FLAWED = ROOT / "samples" / "empty-plan.txt"
GOOD = ROOT / "samples" / "most-complete.txt"
HERE = "http://127.0.0.1:8000"
ROW = re.compile(r'<th scope="row"><a href="(/reports/[\w-]+)"><bdi>([^<]*)</bdi></a><br><small><bdi>([^<]*)')


@pytest.fixture
def client(tmp_path, monkeypatch) -> Iterator[TestClient]:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    with TestClient(application(), base_url=HERE) as made:
        yield made


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def settled(client: TestClient, address: str):
    """Wait until nothing is under way and return the page."""
    end = time.monotonic() + 120
    while "data-running" in client.get(f"{address}/state").text and time.monotonic() < end:
        time.sleep(0.1)
    return client.get(address)


def put(client: TestClient, *files: tuple[str, bytes]):
    client.post("/reports", files=[("file", one) for one in files])
    return settled(client, "/reports")


def test_a_zip_gives_a_table_whose_rows_lead_to_results(client) -> None:
    inner = packed(**{"区/b.txt": GOOD.read_bytes()})
    outer = packed(
        **{"a.txt": FLAWED.read_bytes(), "inner.zip": inner, "图.png": b"", "../../c.docx": b"PK\x03\x04 no"}
    )
    rows = ROW.findall(put(client, ("全部.zip", outer), (FLAWED.name, FLAWED.read_bytes())).text)
    assert sorted(name for _, _, name in rows) == ["a.txt", "c.docx", FLAWED.name, "区/b.txt"]
    by_name = {name: client.get(address).text for address, _, name in rows}
    assert "还不能报送" in by_name["a.txt"]
    assert "可以报送" in by_name["区/b.txt"]
    assert "办法" in by_name["c.docx"]


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (packed(**{f"{number}.txt": b"x" for number in range(201)}), "一次最多 200 份"),
        (packed(**{"大.txt": b" " * 30_000_000}), "压缩"),
        (packed(), "没有"),
        (b"PK\x03\x04 damaged", "损坏"),
    ],
    ids=["too many", "bomb", "empty", "damaged"],
)
def test_hostile_archives_are_told(client, archive: bytes, said: str) -> None:
    page = client.post("/reports", files=[("file", ("a.zip", archive))])
    assert page.status_code in (200, 422)
    if rows := ROW.findall(page.text):
        page = client.get(rows[0][0])
    assert said in page.text
    assert client.get("/").status_code == 200


def test_an_audit_is_made_from_the_page(client, tmp_path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for name in ("xlsxwriter", "docx", "numpy", "rapidfuzz"):
        pytest.importorskip(name)
    put(client, (f"../{FLAWED.name}", FLAWED.read_bytes()), (FLAWED.name, GOOD.read_bytes()))
    roster = "单位,类别\n廉江市应急管理局,部门\n某市某局,部门\n".encode()
    sent = {"title": "某市2023年度审核", "year": "2023"}
    client.post("/audit", data=sent, files={"roster": ("名单.csv", roster)})
    page = settled(client, "/audit")
    assert "做好了" in page.text
    book = openpyxl.load_workbook(io.BytesIO(client.get("/audit/files/workbook").content), read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert any("某市2023年度审核" in cell for cell in cells)
    assert {"廉江市应急管理局", "某市某局"} <= cells
    assert "<html" in client.get("/audit/files/page").text
    letters = zipfile.ZipFile(io.BytesIO(client.get("/audit/files/letters").content)).namelist()
    assert any("某市某局" in name for name in letters), letters
    assert client.get("/audit/files/store").status_code == 404
    assert list((tmp_path / "temp").iterdir()) == [], "the folder is gone with the run"
    client.post("/end")
    assert client.get("/audit").status_code == 404


def test_an_audit_can_be_stopped(client, tmp_path) -> None:
    put(client, (FLAWED.name, FLAWED.read_bytes()), (GOOD.name, GOOD.read_bytes()))
    client.post("/audit")
    assert client.post("/audit").status_code == 409, "one at a time"
    client.post("/audit/stop")
    assert "已经停下" in settled(client, "/audit").text
    assert client.get("/audit/files/workbook").status_code == 404
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_faulty_roster_is_told(client) -> None:
    put(client, (FLAWED.name, FLAWED.read_bytes()))
    client.post("/audit", files={"roster": ("名单.xlsx", b"PK\x03\x04")})
    page = settled(client, "/audit")
    assert '<p class="sentence fail">' in page.text
    assert "名单" in page.text


def test_each_fault_of_a_roster_is_told_with_its_place(client) -> None:
    put(client, (FLAWED.name, FLAWED.read_bytes()))
    roster = "单位,截止日期\n某市某局,2026-13-01\n,2026-03-01\n".encode()
    client.post("/audit", files={"roster": ("名单.csv", roster)})
    page = settled(client, "/audit").text
    assert "单位名单 名单.csv 有 2 处错误" in page, "no folder of the machine is shown"
    assert re.findall("<li><bdi>(名单.csv:[0-9:]*): .*?</bdi><br><bdi> *办法：", page) == [
        "名单.csv:2:2",
        "名单.csv:3:1",
    ]


def test_what_is_passed_over_in_an_archive_is_named(client) -> None:
    put(client, ("报送.zip", packed(**{"报告.txt": GOOD.read_bytes(), "扫描<1>.png": b"x", "内/名单.xlsx": b"x"})))
    page = settled(client, "/reports").text
    assert "压缩包里有 2 个文件没有看：扫描&lt;1&gt;.png、内/名单.xlsx。" in page
    put(client, (GOOD.name, GOOD.read_bytes()), (FLAWED.name, FLAWED.read_bytes()))
    assert "没有看" not in settled(client, "/reports").text


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\x\\报告.docx", "C_/x/报告.docx"),
        ("/a//./b.txt", "a/b.txt"),
        ("..", "_"),
        ("a\0\n\u202eb.txt", "ab.txt"),
        ("报" * 300 + ".docx", "报" * 66 + ".docx"),
        ("con.txt", "_con.txt"),
    ],
)
def test_names_lead_nowhere(given: str, path: str) -> None:
    assert safe_path(given) == path
