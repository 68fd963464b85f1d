"""The pages and the interface of ``checker serve``, asked as a browser and as an office system ask."""

from __future__ import annotations

import html
import io
import json
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

pytest.importorskip("starlette", reason="THE EXTRA WEB IS NOT INSTALLED: its pages are not tried")

from starlette.testclient import TestClient

from checker.config.load import Basis
from checker.errors import UnreadableError
from checker.readers import read_bytes
from checker.readers.limits import DEFAULT, MIB, Limits
from checker.web.app import application

ROOT = Path(__file__).parents[2]
FLAWED = ROOT / "samples" / "empty-plan.txt"
GOOD = ROOT / "samples" / "most-complete.txt"
HERE = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def app():
    return application()


@pytest.fixture
def client(app) -> Iterator[TestClient]:
    with TestClient(app, base_url=HERE) as made:
        yield made


def put(client: TestClient, path: Path = FLAWED, **data: str):
    return client.post("/reports", files={"file": (path.name, path.read_bytes())}, data=data)


def test_a_file_leads_to_what_it_lacks(client) -> None:
    page = put(client)
    assert page.status_code == 200
    assert re.search("还不能报送：2 处必须改", page.text)
    assert "廉江市应急管理局" in page.text
    assert "第六部分的标题" in page.text
    paper = client.get(str(page.url) + "/gaps").text
    assert "第六部分的标题" in paper, "the list on paper tells places as the page does"
    assert "文末（落款处）" in paper
    assert "第26行" not in paper


def test_a_page_that_was_saved_is_no_report(client) -> None:
    sheet = str(put(client).url)
    for address in (sheet, f"{sheet}/gaps"):
        with pytest.raises(UnreadableError, match="own-result"):
            read_bytes(client.get(address).content, "saved.html")


def test_a_pasted_text_is_judged(client) -> None:
    page = client.post("/reports", data={"text": GOOD.read_text(encoding="utf-8")})
    assert "可以报送" in page.text


def test_several_files_give_a_table(client) -> None:
    sent = [("file", (path.name, path.read_bytes())) for path in (FLAWED, GOOD)]
    page = client.post("/reports", files=sent)
    assert str(page.url).endswith("/reports")
    assert page.text.count('<th scope="row">') == 2


def test_nothing_put_in_is_told(client) -> None:
    page = client.post("/reports", data={"text": "  "})
    assert (page.status_code, "没有文件，也没有正文" in page.text) == (422, True)


def test_what_cannot_be_read_is_told_with_its_remedy(client) -> None:
    page = client.post("/reports", files={"file": ("空.docx", b"PK\x03\x04 no archive")})
    assert page.status_code == 200
    assert "办法" in page.text


def test_a_year_that_a_person_gives_counts(client) -> None:
    sheet = str(put(client, GOOD).url)
    page = client.post(sheet + "/basis", data={"rules": "national", "year": "2019", "filer": ""})
    assert "2019 年" in page.text
    assert client.post(sheet + "/basis", data={"year": "19"}).status_code == 422


def test_the_unit_that_a_person_gives_counts(client) -> None:
    sheet = str(put(client, GOOD).url)
    page = client.post(sheet + "/basis", data={"unit": "某镇人民政府"})
    assert "某镇人民政府 · 乡镇" in page.text


@pytest.mark.parametrize("rules", ["/etc/passwd", "../national", str(ROOT / "rules" / "national"), "nowhere"])
def test_a_pack_is_never_a_path(client, rules: str) -> None:
    answer = client.post("/api/check", json={"text": "报告", "rules": rules})
    assert (answer.status_code, answer.json()["error"]) == (422, "rules")


def test_an_objection_is_kept_and_printed(client) -> None:
    sheet = str(put(client).url)
    given = {"rule": "part-causes", "passage": "原因在于<人员>少", "reason": "见第五部分"}
    assert "原因在于&lt;人员&gt;少" in client.post(sheet + "/objections", data=given).text
    assert "见第五部分" in client.get(sheet + "/gaps").text
    assert client.post(sheet + "/objections", data=given | {"rule": "none"}).status_code == 422
    checklist = pytest.importorskip("docx").Document(io.BytesIO(client.get(f"{sheet}/files/checklist").content))
    accounts = [row.cells[-2].text for row in checklist.tables[0].rows]
    assert any("原因在于<人员>少" in words for words in accounts), "the reviewer finds it in the checklist too"


def test_a_changed_text_is_judged_and_kept_as_another(client) -> None:
    sheet = str(put(client).url)
    text = GOOD.read_text(encoding="utf-8")
    piece = client.post(sheet + "/judge", content=text.encode())
    assert "可以报送" in piece.text
    assert "<html" not in piece.text
    page = client.post(sheet + "/text", data={"text": text})
    assert str(page.url) == sheet
    assert "可以报送" in page.text
    client.post(sheet + "/original")
    assert "还不能报送" in client.get(sheet).text, "the file stays as it was"


@pytest.mark.parametrize("kind", ["annotated", "checklist", "workbook", "result"])
def test_what_is_taken_away_is_a_file(client, kind: str) -> None:
    for name in ("docx", "lxml", "xlsxwriter"):
        pytest.importorskip(name)
    sheet = str(put(client).url)
    answer = client.get(f"{sheet}/files/{kind}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''empty-plan.")
    assert answer.content[:2] == (b"{\n" if kind == "result" else b"PK")


def test_a_clean_copy_has_no_comment_of_ours(client) -> None:
    docx = pytest.importorskip("docx")
    sheet = str(put(client).url)
    annotated = client.get(f"{sheet}/files/annotated").content
    page = client.post("/reports", files={"file": ("稿.docx", annotated)})
    clean = client.get(f"{page.url}/files/clean").content
    assert len(list(docx.Document(io.BytesIO(annotated)).comments)) > 5
    assert list(docx.Document(io.BytesIO(clean)).comments) == []


SENTENCES = """某市某局2025年法治政府建设情况报告
一、主要举措和成效
落实重大执法决定法治审核制度，依据《行政处罪法》办案。开展检查40次，办理案件12件。
二、存在的不足和原因
（一）执法文书不规范。
（二）普法宣传形式单一。
三、下一年度主要安排
2026年6月底前修订制度3项。
"""


def word(text: str, header: str = "某市某局文件") -> bytes:
    """A document of Word with a header, a comment and the paragraphs of *text*."""
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.sections[0].header.paragraphs[0].text = header
    made.add_comment(made.paragraphs[2].runs, text="请核对", author="科长")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def text_in(client: TestClient, sheet: str) -> str:
    return html.unescape(
        re.search(r"(?s)<textarea id=\"words\"[^>]*>\n?(.*?)</textarea>", client.get(sheet + "/edit").text)[1]
    )


@pytest.fixture
def sheet(client) -> str:
    page = client.post("/reports", files={"file": ("稿.docx", word(SENTENCES))})
    assert "有 1 处批注" in page.text
    assert "页眉（1 处）" in page.text
    return str(page.url)


def test_certain_corrections_are_written_and_tracked(client, sheet) -> None:
    page = client.get(sheet + "/edit").text
    assert "<del>法治审核</del><ins>法制审核</ins>" in page
    keys = re.findall(r'name="fix" value="([^"]+)"', page)
    assert len(keys) == 2
    client.post(sheet + "/corrections", data={"text": SENTENCES, "fix": keys[:1]})
    assert "法制审核制度，依据《行政处罪法》" in text_in(client, sheet)
    tracked = (
        zipfile.ZipFile(io.BytesIO(client.get(f"{sheet}/files/tracked").content)).read("word/document.xml").decode()
    )
    assert re.search("<w:delText[^>]*>法治?</w:delText>|<w:delText[^>]*>治</w:delText>", tracked)
    again = client.post("/reports", files={"file": ("净.docx", client.get(f"{sheet}/files/clean").content)})
    assert "法制审核制度" in text_in(client, str(again.url))


def test_what_cannot_be_written_into_the_file_is_told(client) -> None:
    data = word(SENTENCES, header="内部资料")
    sheet = str(client.post("/reports", files={"file": ("稿.docx", data)}).url)
    client.post(sheet + "/text", data={"text": text_in(client, sheet).replace("内部资料\n", "")})
    assert re.search("写不进您的文件.*内部资料", client.get(sheet).text, re.S)
    client.post(sheet + "/original")
    assert "写不进您的文件" not in client.get(sheet).text


def test_a_missing_part_gets_prompts_and_the_headings_behind_it_go_on(client, sheet) -> None:
    client.post(sheet + "/prompt", data={"text": SENTENCES, "part": "first-responsible"})
    text = text_in(client, sheet)
    assert re.search("\n三、[^\n]*第一责任人[^\n]*\n【", text)
    assert "\n四、下一年度主要安排\n" in text


def test_causes_and_measures_are_written_where_they_belong(client, sheet) -> None:
    page = client.get(sheet + "/answers").text
    assert page.count('name="cause-') == 2
    client.post(sheet + "/answers", data={"cause-1": "基层普法人员少", "measure-0": "每季度评查案卷1次"})
    text = text_in(client, sheet)
    assert "普法宣传形式单一。主要原因是基层普法人员少。\n三、" in text
    assert "修订制度3项。\n针对“执法文书不规范”的问题，每季度评查案卷1次。" in text


def test_a_cause_that_leads_itself_in_is_not_led_in_twice(client, sheet) -> None:
    client.post(sheet + "/answers", data={"cause-0": "主要原因是审核人员兼职。", "cause-1": "究其原因，基层普法人员少"})
    text = text_in(client, sheet)
    assert "不规范。主要原因是审核人员兼职。" in text
    assert "单一。究其原因，基层普法人员少。" in text


def test_a_shortcoming_is_not_shown_as_its_own_cause(client, sheet) -> None:
    def causes() -> list[str]:
        page = client.get(sheet + "/answers").text
        return re.findall(r'原因</span>(?:<p class="quiet" lang="zh-Hans"><bdi>(.*?)</bdi></p>)?<textarea', page)

    assert causes() == ["", ""]
    client.post(sheet + "/answers", data={"cause-1": "基层普法人员少"})
    assert causes() == ["", "基层普法人员少"]


def test_a_part_stands_where_a_person_says(client, sheet) -> None:
    page = client.post(sheet + "/parts", data={"part": "first-responsible", "first": "2", "last": ""})
    assert "（您指明的）" in page.text
    assert (
        client.post(sheet + "/parts", data={"part": "first-responsible", "first": "5", "last": "2"}).status_code == 422
    )
    client.post(sheet + "/judge", content="某市某局2025年法治政府建设情况报告\n".encode())
    assert "（您指明的）" not in client.get(sheet).text, "the passage is gone"


def test_the_copy_with_comments_is_judged_as_the_page_is(client, sheet) -> None:
    docx = pytest.importorskip("docx")

    def comments() -> list[str]:
        copy = docx.Document(io.BytesIO(client.get(f"{sheet}/files/annotated").content))
        return sorted(one.text for one in copy.comments)

    usual = comments()
    client.post(sheet + "/parts", data={"part": "first-responsible", "first": "3", "last": ""})
    chosen = comments()
    assert chosen != usual
    client.post(sheet + "/text", data={"text": text_in(client, sheet).replace("40次", "41次")})
    assert "（您指明的）" in client.get(sheet).text
    assert comments() == chosen


def test_copies_are_made_within_the_limits_of_the_server() -> None:
    data = io.BytesIO(word(SENTENCES))
    with zipfile.ZipFile(data, "a") as package:
        for number in range(DEFAULT.members):
            package.writestr(f"customXml/{number}.xml", "")
    with TestClient(application(limits=DEFAULT._replace(members=2 * DEFAULT.members)), base_url=HERE) as client:
        sheet = str(client.post("/reports", files={"file": ("稿.docx", data.getvalue())}).url)
        client.post(sheet + "/text", data={"text": text_in(client, sheet).replace("40次", "41次")})
        for kind in ("tracked", "annotated"):
            copy = client.get(f"{sheet}/files/{kind}")
            assert (kind, copy.status_code) == (kind, 200)
            with zipfile.ZipFile(io.BytesIO(copy.content)) as package:
                assert len(package.namelist()) > DEFAULT.members, f"{kind}: the author's own document"


def test_last_years_report_stands_beside(client, sheet) -> None:
    plan = "三、下一年度主要安排\n（一）2025年6月底前建成指挥平台1个。\n（二）9月底前开通热线1条。\n"
    earlier = SENTENCES.partition("三、")[0].replace("2025", "2024") + plan
    page = client.post(sheet + "/earlier", files={"file": ("去年.txt", earlier.encode())})
    assert "上年（2024）与今年（2025）" in page.text
    assert "建成指挥平台1个" in page.text


def test_what_was_filled_into_a_checklist_is_carried_over(client, sheet) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document(io.BytesIO(client.get(f"{sheet}/files/checklist").content))
    made.tables[0].rows[2].cells[-2].text = "已经请示"
    filled = io.BytesIO()
    made.save(filled)
    client.post(sheet + "/checklist", files={"file": ("自查表.docx", filled.getvalue())})
    again = docx.Document(io.BytesIO(client.get(f"{sheet}/files/checklist").content))
    assert any("已经请示" in cell.text for row in again.tables[0].rows for cell in row.cells)
    assert client.post(sheet + "/checklist", files={"file": ("稿.docx", word(SENTENCES))}).status_code == 422


def test_of_what_is_no_word_document_a_new_one_is_made(client) -> None:
    docx = pytest.importorskip("docx")
    sheet = str(put(client).url)
    clean = docx.Document(io.BytesIO(client.get(f"{sheet}/files/clean").content))
    assert clean.paragraphs[0].text.startswith("2024年度")
    assert client.get(f"{sheet}/files/tracked").status_code == 404


def test_a_skeleton_can_be_taken(client) -> None:
    answer = client.get("/outline", params={"unit": "某市某局", "year": "2026", "form": "txt"})
    assert "某市某局2026年" in answer.text
    assert client.get("/outline", params={"unit": "某市某局", "year": "soon", "form": "txt"}).status_code == 422


def test_a_skeleton_follows_the_pack_of_the_server() -> None:
    with TestClient(application(basis=Basis("xinxi-gongkai")), base_url=HERE) as client:
        answer = client.get("/outline", params={"unit": "某市某局", "year": "2026", "form": "txt"})
    assert "政府信息公开" in answer.text


@pytest.mark.parametrize(("words", "rule"), [("原因", "part-causes"), ("落款", "signature"), ("causes", "part-causes")])
def test_rules_are_found_by_their_words(client, words: str, rule: str) -> None:
    lang = "en" if words.isascii() else "zh"
    assert f"<code>{rule}</code>" in client.get("/rules", params={"q": words, "lang": lang}).text


def test_sessions_are_apart_and_end(app, client) -> None:
    sheet = str(put(client).url)
    assert "清除" in client.get("/end").text
    assert client.get(sheet).status_code == 200, "it is asked before"
    with TestClient(app, base_url=HERE) as other:
        assert other.get(sheet).status_code == 404
        put(other)
        assert other.get(sheet).status_code == 404
    cookie = next(one for one in client.cookies.jar if one.name == "checker-session")
    assert len(cookie.value or "") >= 40
    client.post("/end")
    assert client.get(sheet).status_code == 404


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client) -> None:
    answer = client.post("/reports", data={"text": "报告"}, follow_redirects=False)
    assert {"httponly", "samesite=strict"} <= {part.strip().lower() for part in answer.headers["set-cookie"].split(";")}


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.example", "", "[", "localhost@evil.example"])
def test_unknown_hosts_are_refused(client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_other_sites_send_is_refused(client, headers) -> None:
    for address in ("/reports", "/api/check", "/end"):
        assert client.post(address, data={"text": "报告"}, headers=headers).status_code == 403
    assert client.post("/api/check", data={"text": "报告"}, headers={"Origin": HERE}).status_code == 200


def test_a_host_that_was_named_is_answered() -> None:
    with TestClient(application(hosts=["fazhi.lan"]), base_url="http://fazhi.lan") as client:
        assert client.get("/").status_code == 200


def test_bodies_above_the_limit_are_refused_with_and_without_their_length() -> None:
    with TestClient(application(limits=Limits(size=MIB)), base_url=HERE) as client:
        large = b"x" * (3 * MIB)
        assert client.post("/api/check", files={"file": ("a.txt", large)}).status_code == 413
        chunked = (large[at : at + 65536] for at in range(0, len(large), 65536))
        answer = client.post("/api/check", content=chunked, headers={"Content-Type": "text/plain"})
        assert (answer.status_code, answer.json()["error"]) == (413, "too-large")


def test_every_answer_ties_the_browser(client) -> None:
    for address in ("/", "/rules", "/nowhere", "/static/app.js", "/openapi.json"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


def test_no_page_has_a_script_or_style_in_it_or_an_outside_address(client) -> None:
    sheet = str(put(client).url)
    pages = [
        client.get(one).text
        for one in (
            "/",
            sheet,
            sheet + "/edit",
            sheet + "/answers",
            sheet + "/gaps",
            "/end",
            "/rules",
            "/outline",
            "/api",
        )
    ]
    for page in pages:
        assert not re.search(r"<style|<script(?! src=\"/static/)| style=| on[a-z]+=", page)
        assert not re.search(r"(?:src|href|action)=\"(?!/|#|http://127\.0\.0\.1)", page)


def test_a_hostile_report_is_shown_as_text(client) -> None:
    words = "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
    text = f"{words}\n某市某局2025年法治政府建设情况报告\n一、存在的不足\n{words}\n"
    page = client.post("/reports", files={"file": (f"{words}.txt", text.encode())})
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;" in page.text
    for where in ("/edit", "/gaps"):
        assert "<script>alert" not in client.get(str(page.url) + where).text


def test_the_interface_answers_as_the_command_does(client, tmp_path) -> None:
    answer = client.post("/api/check", files={"file": (FLAWED.name, FLAWED.read_bytes())})
    command = [sys.executable, "-m", "checker", "check", FLAWED.name, "--format", "json", "--no-config", "--no-cache"]
    (tmp_path / FLAWED.name).write_bytes(FLAWED.read_bytes())
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    assert answer.json() == json.loads(printed)
    schema = json.loads(files("checker").joinpath("render/result.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(answer.json())


@pytest.mark.parametrize(
    ("sent", "status", "error"),
    [
        ({"json": {"text": "报告"}}, 200, None),
        ({"content": "报告".encode(), "headers": {"Content-Type": "text/plain"}}, 200, None),
        ({"data": {"text": "报告"}}, 200, None),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 422, "json"),
        ({"json": ["报告"]}, 422, "json"),
        ({"json": {"text": ""}}, 422, "nothing"),
        ({"json": {"text": "报告", "year": 99}}, 422, "year"),
        ({"json": {"text": "报告", "filer": "nobody"}}, 422, "unknown-kind-of-filer"),
        ({"content": b"x", "headers": {"Content-Type": "image/x-none"}}, 415, "media"),
        ({"content": b"x"}, 415, "media"),
    ],
)
def test_what_the_interface_takes(client, sent, status: int, error: str | None) -> None:
    answer = client.post("/api/check", **sent)
    assert answer.status_code == status
    assert answer.json().get("error") == error
    if error is not None:
        assert answer.json()["message"]
        assert answer.json()["remedy"]


def test_an_unreadable_file_is_422_with_the_result(client) -> None:
    answer = client.post("/api/check", files={"file": ("空.docx", b"PK\x03\x04 no archive")})
    assert (answer.status_code, answer.json()["reports"][0]["state"]) == (422, "unreadable")


def test_the_interface_is_described(client) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {"/api/check"}
    assert "/api/check" in client.get("/api").text


@pytest.mark.parametrize("address", ["/", "/outline", "/api", "/nowhere"])
def test_pages_are_in_english_too(client, address: str) -> None:
    page = client.get(address, params={"lang": "en"})
    without_names = re.sub(r'lang="zh-Hans"[^>]*>[^<]*', "", page.text)
    assert not re.search("[\u4e00-\u9fff]", without_names)


def test_the_command_prints_its_address_first_and_ends_cleanly(tmp_path) -> None:
    command = [sys.executable, "-m", "checker", "serve", "--no-browser", "--port", "0", "--no-config"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline()
            assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*/\n", line)
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
        assert "Traceback" not in server.stderr.read()


def test_an_office_address_needs_names(tmp_path) -> None:
    command = [sys.executable, "-m", "checker", "serve", "--no-browser", "--host", "0.0.0.0", "--no-config"]  # noqa: S104
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "hosts" in done.stderr
