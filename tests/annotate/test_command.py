"""``checker annotate`` as authors call it: what is written and where, what is told, how it ends."""

import io
import sys
import zipfile
from typing import NamedTuple

import pytest
from docx import Document

from checker.cli.main import run
from tests.annotate.reading import assert_unchanged, own, parts, tree
from tests.conftest import SAMPLES
from tests.readers.layouts import plain
from tests.readers.packages import packed
from tests.readers.words import HEAD, KINDS, SPACES, members, p

TODAY = ["--today", "2026-03-01"]
REPORT = (SAMPLES / "causes-promised.txt").read_text(encoding="utf-8-sig")
WAIVER = """\
- rule: part-causes
  path: "**"
  reason: 原因另文报送
  approver: 某市某局办公室
  granted: 2026-01-05
  expires: 2026-12-31
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告.docx").write_bytes(plain(REPORT))
    return tmp_path


class Said(NamedTuple):
    out: str
    err: str


def said(capsys):
    """What was printed, as if there were no lines."""
    told = capsys.readouterr()
    return Said(*("".join(line.strip() for line in text.splitlines()) for text in told))


def names(desk):
    return sorted(path.name for path in desk.iterdir())


def test_a_copy_with_comments_beside_the_report(desk, capsys):
    before = (desk / "报告.docx").read_bytes()
    assert run(["annotate", "报告.docx", *TODAY]) == 1
    assert (desk / "报告.docx").read_bytes() == before
    after = (desk / "报告.自查.docx").read_bytes()
    assert_unchanged(before, after)
    told = capsys.readouterr()
    assert told.err == ""
    lines = told.out.splitlines()
    assert "不通过" in lines[0]
    assert f"报告.自查.docx，里面有 {len(own(after))} 条" in lines[1]
    assert "审阅" in told.out
    assert lines[-1].endswith("checker annotate 报告.自查.docx")
    assert {
        one.get(key)
        for one in tree(parts(after)["word/comments.xml"]).iter("{*}comment")
        for key in one.attrib
        if key.endswith("date")
    } == {"2026-03-01T00:00:00Z"}


def test_a_report_that_passes(desk):
    assert run(["annotate", str(SAMPLES / "most-complete.txt"), "-o", "a.docx"]) == 0
    assert (
        run(["annotate", str(SAMPLES / "most-complete.txt"), "--output", "a.docx", "--year", "2025", "--lang", "en"])
        == 0
    )
    assert "PASS" in own((desk / "a.docx").read_bytes())[0].text


def test_again_on_what_it_wrote(desk):
    run(["annotate", "报告.docx", *TODAY])
    run(["annotate", "报告.docx", *TODAY])
    assert names(desk) == ["报告.docx", "报告.自查.docx"]
    first = (desk / "报告.自查.docx").read_bytes()
    run(["annotate", "报告.自查.docx", *TODAY])
    run(["annotate", "报告.自查-2.docx", *TODAY])
    assert names(desk) == ["报告.docx", "报告.自查-2.docx", "报告.自查-3.docx", "报告.自查.docx"]
    assert own((desk / "报告.自查-2.docx").read_bytes()) == own(first)


def edit(path):
    document = Document(path)
    document.add_paragraph("作者加的一段。")
    document.save(path)


def test_what_the_author_wrote_into_the_copy_is_never_lost(desk, capsys):
    run(["annotate", "报告.docx", *TODAY])
    edit("报告.自查.docx")
    edited = (desk / "报告.自查.docx").read_bytes()
    run(["annotate", "报告.docx", *TODAY])
    assert (desk / "报告.自查.docx").read_bytes() == edited
    assert (desk / "报告.自查-2.docx").exists()
    assert "用 checker annotate 报告.自查.docx，不要在新的一份里重改" in capsys.readouterr().err
    assert run(["annotate", "报告.docx", "-o", "报告.自查.docx"]) == 2
    told = capsys.readouterr().err
    assert "已经存在" in told
    assert "--force" in told
    assert (desk / "报告.自查.docx").read_bytes() == edited
    assert run(["annotate", "报告.docx", "-o", "报告.自查.docx", "--force"]) == 1
    assert (desk / "报告.自查.docx").read_bytes() != edited


@pytest.mark.parametrize("forced", [[], ["--force"]])
def test_the_report_itself_is_never_overwritten(desk, forced, capsys):
    before = (desk / "报告.docx").read_bytes()
    (desk / "link.docx").symlink_to("报告.docx")
    for output in ("报告.docx", "./报告.docx", "link.docx"):
        assert run(["annotate", "报告.docx", "-o", output, *forced]) == 2
        assert "没有覆盖" in said(capsys).err
    assert (desk / "报告.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["没有.docx"], "没有.docx"),
        ([".", "-o", "a.docx"], "文件夹"),
        (["报告.docx", "-o", "nowhere/a.docx"], "nowhere"),
        (["报告.docx", "-o", "."], "文件夹"),
        (["报告.docx", "--rules", "no-such-pack"], "no-such-pack"),
        (["报告.docx", "--filer", "club"], "club"),
        (["报告.docx", "--today", "tomorrow"], "tomorrow"),
        (["报告.docx", "--limit", "size=0"], "size"),
        (["报告.docx", "--limit", "characters=10"], "10"),
        (["报告.docx", "--waivers", "none.yaml"], "none.yaml"),
        (["locked.docx"], "密码"),
        (["broken.docx"], "broken.docx"),
        ([], "报告"),
    ],
)
def test_nothing_is_written_where_it_cannot_be_judged(desk, args, word, capsys):
    (desk / "locked.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    )
    (desk / "broken.docx").write_bytes((desk / "报告.docx").read_bytes()[:-200])
    before = names(desk)
    assert run(["annotate", *args]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert word in told.err or "读" in told.err
    assert "办法：" in told.err
    assert names(desk) == before


def test_waived_gaps_say_so(desk):
    (desk / "w.yaml").write_text(WAIVER, encoding="utf-8")
    assert run(["annotate", "报告.docx", "--waivers", "w.yaml", *TODAY]) == 0
    (waived,) = [
        one for one in own((desk / "报告.自查.docx").read_bytes()) if "[part-causes]" in one.text.splitlines()[0]
    ]
    assert waived.text.startswith("【自查】已豁免。")
    assert "原因另文报送" in waived.text
    assert "2026-12-31" in waived.text


def test_the_extra_that_is_missing_is_told(desk, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "docx", None)
    assert run(["annotate", "报告.docx"]) == 2
    assert "fazhi-checker[docx]" in said(capsys).err
    assert names(desk) == ["报告.docx"]


def special(kind="document.main", settings="", more=None):
    whole = members("".join(p(line) for line in REPORT.splitlines() if line.strip()), kind=kind)
    if settings:
        relation = f'<Relationship Id="s" Type="{KINDS}settings" Target="settings.xml"/></Relationships>'
        whole["word/_rels/document.xml.rels"] = whole["word/_rels/document.xml.rels"].replace(
            "</Relationships>", relation
        )
        whole["word/settings.xml"] = f"{HEAD}<w:settings {SPACES}>{settings}</w:settings>"
    return packed(whole | (more or {}))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (special(more={"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<a/>"}), "签名"),
        (special(settings='<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'), "保护"),
    ],
)
def test_what_an_author_must_know_is_told(desk, data, word, capsys):
    (desk / "报告.docx").write_bytes(data)
    assert run(["annotate", "报告.docx", *TODAY]) == 1
    assert word in said(capsys).out
    assert_unchanged(data, (desk / "报告.自查.docx").read_bytes())


def test_what_is_usual_is_not_told(desk, capsys):
    (desk / "报告.docx").write_bytes(special(settings='<w:documentProtection w:edit="readOnly" w:enforcement="0"/>'))
    run(["annotate", "报告.docx", *TODAY])
    assert "提示" not in said(capsys).out


def test_a_document_with_macros_keeps_its_kind(desk, capsys):
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    data = packed(
        {
            name: content.replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", kind
            )
            for name, content in members("".join(p(line) for line in REPORT.splitlines() if line.strip())).items()
        }
        | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    )
    (desk / "宏.docm").write_bytes(data)
    run(["annotate", "宏.docm", *TODAY])
    assert "提示" not in said(capsys).out
    assert_unchanged(data, (desk / "宏.自查.docm").read_bytes())
    run(["annotate", "宏.docm", "-o", "宏.docx"])
    assert ".docm" in said(capsys).out


@pytest.mark.parametrize("suffix", ["txt", "html", "md"])
def test_other_texts_become_a_new_document(desk, suffix, capsys):
    text = "\n\n".join(line for line in REPORT.splitlines() if line.strip())
    table = "\n\n| 项目 | 数量 |\n| --- | --- |\n| 培训 | 3 |\n\n"
    if suffix == "html":
        table = "<table><tr><td>项目</td><td>数量</td></tr><tr><td>培训</td><td>3</td></tr></table>"
        text = "".join(f"<p>{line}</p>" for line in text.split("\n\n"))
        text = f"<html><body><article>{text}{table}</article></body></html>"
    else:
        text += table
    (desk / f"报告.{suffix}").write_text(text, encoding="utf-8")
    assert run(["annotate", f"报告.{suffix}", *TODAY]) == 1
    assert "新做的" in said(capsys).out
    data = (desk / "报告.自查.docx").read_bytes()
    document = Document(io.BytesIO(data))
    shown = [one.text for one in document.paragraphs]
    assert "威海市应急管理局法治政府建设情况报告" in shown
    assert len(own(data)) > 5
    if suffix != "txt":
        assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
            ["项目", "数量"],
            ["培训", "3"],
        ]
    (causes,) = [one for one in own(data) if "[part-causes]" in one.text]
    assert causes.words == "二、2024年推进法治政府建设存在的不足和原因"


def test_characters_that_xml_cannot_hold(desk):
    (desk / "报告.txt").write_text(REPORT.replace("2024年", "2024年\x0c\x1b[31m--]]>&<甲>\ufffe"), encoding="utf-8")
    assert run(["annotate", "报告.txt", *TODAY]) == 1
    assert len(own((desk / "报告.自查.docx").read_bytes())) > 5


def test_what_is_too_deep_to_change_becomes_a_new_document(desk, capsys):
    deep = "<w:smartTag>" * 3000 + "<w:r><w:t>。</w:t></w:r>" + "</w:smartTag>" * 3000
    data = packed(members("".join(p(line) for line in REPORT.splitlines() if line.strip()) + p(deep)))
    (desk / "报告.docx").write_bytes(data)
    assert run(["annotate", "报告.docx", *TODAY]) == 1
    assert "不能在原样上加批注" in said(capsys).out
    assert len(own((desk / "报告.自查.docx").read_bytes())) > 5


def test_a_bomb_among_the_pictures_stays_packed(desk):
    packed_zeros = io.BytesIO()
    with zipfile.ZipFile(packed_zeros, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members("".join(p(line) for line in REPORT.splitlines() if line.strip())).items():
            package.writestr(name, content)
        with package.open("word/media/a.bmp", "w") as member:
            for _ in range(200):
                member.write(bytes(1024 * 1024))
    (desk / "报告.docx").write_bytes(packed_zeros.getvalue())
    assert run(["annotate", "报告.docx", *TODAY]) == 1
    with zipfile.ZipFile(desk / "报告.自查.docx") as package:
        assert package.getinfo("word/media/a.bmp").file_size == 200 * 1024 * 1024
    assert (desk / "报告.自查.docx").stat().st_size < 2 * len(packed_zeros.getvalue())


def test_a_private_number_is_in_no_comment_and_in_no_new_document(desk):
    number = "11010519491231002X"
    (desk / "报告.txt").write_text(REPORT.replace("2024年", f"{number}，2024年", 1), encoding="utf-8")
    run(["annotate", "报告.txt", *TODAY])
    assert all(number.encode() not in content for content in parts((desk / "报告.自查.docx").read_bytes()).values())
    before = plain(REPORT.replace("2024年", f"{number}，2024年", 1))
    (desk / "报告.docx").write_bytes(before)
    run(["annotate", "报告.docx", *TODAY])
    after = (desk / "报告.自查-2.docx").read_bytes()
    assert_unchanged(before, after)
    assert number.encode() not in parts(after)["word/comments.xml"]


def test_english(desk, capsys):
    assert run(["annotate", "报告.docx", "--lang", "en", *TODAY]) == 1
    assert "Next: " in said(capsys).out
    run(["annotate", "报告.自查.docx", *TODAY, "-o", "zh.docx"])
    assert all(one.text.startswith("【自查】") for one in own((desk / "zh.docx").read_bytes()))
    assert "依据" in own((desk / "zh.docx").read_bytes())[1].text


def test_the_same_input_gives_the_same_bytes(desk, monkeypatch):
    (desk / "报告.txt").write_text(REPORT, encoding="utf-8")
    for name in ("报告.docx", "报告.txt"):
        made = []
        for stamp in (1_700_000_000, 1_800_000_000):
            monkeypatch.setattr("time.time", lambda stamp=stamp: stamp)
            run(["annotate", name, "-o", "a.docx", "--force", *TODAY])
            made.append((desk / "a.docx").read_bytes())
        assert made[0] == made[1]


def test_numbered_copies_never_replace_one_another(desk):
    """A copy is made anew in its place only for the very file that it is a copy of."""
    run(["annotate", "报告.docx", *TODAY])
    run(["annotate", "报告.自查.docx", *TODAY])
    second = (desk / "报告.自查-2.docx").read_bytes()
    edit("报告.自查.docx")
    run(["annotate", "报告.docx", *TODAY])
    assert (desk / "报告.自查-2.docx").read_bytes() == second
    assert (desk / "报告.自查-3.docx").exists()


def test_a_copy_of_the_text_is_not_taken_for_one_of_the_document(desk):
    (desk / "报告.txt").write_text((SAMPLES / "most-complete.txt").read_text(encoding="utf-8-sig"), encoding="utf-8")
    run(["annotate", "报告.docx", *TODAY])
    first = (desk / "报告.自查.docx").read_bytes()
    run(["annotate", "报告.txt", *TODAY])
    assert (desk / "报告.自查.docx").read_bytes() == first
    assert (desk / "报告.自查-2.docx").exists()


def test_it_tells_which_file_to_hand_in(desk, capsys):
    run(["annotate", "报告.docx", *TODAY])
    told = "".join(capsys.readouterr().out.split())
    assert "在报告.自查.docx里改好以后，先在“审阅”里删去所有“自查”批注，再报送这一份" in told
    (desk / "稿.txt").write_text((SAMPLES / "empty-plan.txt").read_text(encoding="utf-8-sig"), encoding="utf-8")
    run(["annotate", "稿.txt", *TODAY])
    told = "".join(capsys.readouterr().out.split())
    assert "稿.自查.docx只用来对照，没有原来的版式，不要报送" in told
    (desk / "好.docx").write_bytes(plain((SAMPLES / "most-complete.txt").read_text(encoding="utf-8-sig")))
    run(["annotate", "好.docx", *TODAY])
    told = "".join(capsys.readouterr().out.split())
    assert "已经通过，不再改就报送原来的好.docx；要改的在好.自查.docx里改" in told


def test_rows_of_a_text_are_a_table_in_the_new_document(desk):
    (desk / "表.txt").write_text(
        "某局2025年度法治政府建设情况报告\n| 项目 | 数量 |\n| 检查 | 40次 |\n", encoding="utf-8"
    )
    run(["annotate", "表.txt", *TODAY])
    (table,) = Document("表.自查.docx").tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["项目", "数量"], ["检查", "40次"]]
    assert table.style.name == "Table Grid"
