"""Letters to units, and the templates that they are made from."""

from __future__ import annotations

import csv
import io
import os
import stat
import zipfile
from hashlib import sha256
from importlib.resources import files

import docx
import pytest

from checker.audit.letters import LIST, Names, template_kind, write_letters, write_template
from checker.audit.letters.content import Letter, letters
from checker.audit.letters.markdown import Template as Markdown
from checker.audit.statistics import tally
from checker.errors import CheckerError, UsageError
from checker.i18n import say
from checker.office.files import LONGEST, safe_name
from checker.words import pairs
from tests.audit import overviews
from tests.tables import every_row

TEMPLATES = files("checker.audit.letters") / "templates"


def text_of(path):
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


def listed(folder):
    text = (folder / LIST).read_text(encoding="utf-8-sig")
    columns = ("unit", "file", "case", "gaps", "sha256")
    _, *rows = csv.reader(io.StringIO(text))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def paper(path, *paragraphs, header="", table=""):
    """An office's own template."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    if table:
        made.add_table(1, 1).cell(0, 0).text = table
    made.save(path)
    return path


def template_of(kind, lang="zh"):
    """What makes letters of that kind: nothing, or the template that comes with the package."""
    return None if kind == "docx" else TEMPLATES / f"{lang}.md"


@pytest.mark.parametrize("kind", ["docx", "md"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_unit_with_something_to_do_gets_a_letter(kind, lang, tmp_path):
    folder = tmp_path / "letters"
    made = overviews.small()
    written = write_letters(made, folder, template_of(kind, lang), lang)
    assert (written.kind, written.gaps, written.missing, written.unreadable) == (kind, 12, 1, 1)
    found = listed(folder)
    assert {path.name for path in folder.iterdir()} == {LIST, *(row["file"] for row in found)}
    assert "某县某镇" not in {row["unit"] for row in found}  # nothing to mend
    for row in found:
        data = (folder / row["file"]).read_bytes()
        assert sha256(data).hexdigest() == row["sha256"]
    entry = next(entry for entry in made.entries() if entry.unit == "某市民政局")
    name = folder / f"某市民政局.{kind}"
    text = text_of(name) if kind == "docx" else name.read_text(encoding="utf-8")
    assert "【" not in text
    for gap in entry.gaps:
        assert gap.message in text
        assert gap.fix in text
        assert gap.quote in text
        assert gap.basis in text
    order = [
        text.find(say(f"audit.letter.group.{one}", lang, mark="?", count=0)[3:8])
        for one in ("error", "warning", "advice")
    ]
    assert order == sorted(order)


def test_a_reminder_names_the_due_date_and_a_broken_file_its_reason(tmp_path):
    write_letters(overviews.small(), tmp_path / "a", None, "zh")
    missing = text_of(tmp_path / "a" / "某市统计局.docx")
    assert "关于报送2024年法治政府建设年度报告的提示函" in missing
    assert "2025年1月31日" in missing
    assert "发现" not in missing
    broken = text_of(tmp_path / "a" / "某市审计局.docx")
    assert "文件加了密码，打不开。" in broken
    assert "尚未收到" not in broken


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_reminder_tells_why_what_was_sent_does_not_count(kind, tmp_path):
    made = overviews.small()
    sent = tuple(
        one._replace(reports=("某市/统计局.docx",), ask="你单位报来的是2023年度的报告（统计局.docx）。")
        if one.rule == "not-submitted"
        else one
        for one in made.findings
    )
    template = template_of(kind)
    write_letters(made._replace(findings=sent), tmp_path / "a", template, "zh")
    text = text_of(tmp_path / "a" / f"某市统计局.{kind}")
    assert "你单位报来的是2023年度的报告" in text
    nothing = tuple(one._replace(reports=()) for one in sent)
    write_letters(made._replace(findings=nothing), tmp_path / "b", template, "zh")
    assert "你单位报来的" not in text_of(tmp_path / "b" / f"某市统计局.{kind}")  # that none came is said already


def test_what_concerns_the_filing_is_told_too(tmp_path):
    write_letters(overviews.small(), tmp_path / "a", None, "zh")
    text = text_of(tmp_path / "a" / "某市水利局.docx")
    assert "你单位迟报 19 天，请说明原因。依据：《…规定》第二十四条。" in text
    assert "向单位了解" not in text
    assert "某市财政局" not in text  # what the office is told of another unit


def test_what_holds_of_several_others_alike_is_told_once(tmp_path):
    made = overviews.small()
    late = next(one for one in made.findings if one.rule == "late")
    write_letters(made._replace(findings=(*made.findings, late, late)), tmp_path / "a", None, "zh")
    text = text_of(tmp_path / "a" / "某市水利局.docx")
    assert text.count("你单位迟报 19 天") == 1
    assert "报送情况（1项）" in text


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_unit_learns_nothing_of_the_folders_of_the_office(kind, tmp_path):
    made = overviews.small()
    entries = [entry._replace(path=f"../办公室/去年.zip!/{entry.path}") for entry in made.entries()]
    standings = [one._replace(report=one.report and f"../办公室/去年.zip!/{one.report}") for one in made.standings]
    made = made._replace(entries=lambda: iter(entries), standings=tuple(standings))
    template = tmp_path / f"t.{kind}"
    write_template(template, "zh")
    if kind == "md":
        template.write_text(template.read_text(encoding="utf-8") + "{{ path }}", encoding="utf-8")
    else:
        changed = docx.Document(template)
        changed.add_paragraph("【报告文件】")
        changed.save(template)
    write_letters(made, tmp_path / "a", template, "zh")
    texts = {
        path.stem: text_of(path) if kind == "docx" else path.read_text(encoding="utf-8")
        for path in (tmp_path / "a").glob(f"*.{kind}")
    }
    assert len(texts) > 10
    for text in texts.values():
        assert "办公室" not in text
        assert "报送单位" not in text
    assert "请去掉密码" in texts["某市审计局"]


def test_a_point_is_no_contradiction_of_its_requirement(tmp_path):
    made = overviews.small()
    titles = tuple(one._replace(title=f"③ {one.title}") for one in made.requirements)
    write_letters(made._replace(requirements=titles), tmp_path / "a", None, "zh")
    text = text_of(tmp_path / "a" / "某市民政局.docx")
    gap = next(entry for entry in made.entries() if entry.unit == "某市民政局").gaps[0]
    title = next(one.title for one in made.requirements if one.rule == gap.rule)
    assert f"．{gap.message}（要求：{title}）" in text
    assert "③" not in text


def test_the_list_is_in_the_language_of_the_letters(tmp_path):
    for lang, words in (("zh", ("单位", "有问题", "未报送")), ("en", ("unit", "gaps", "missing"))):
        write_letters(overviews.small(), tmp_path / lang, None, lang)
        text = (tmp_path / lang / LIST).read_text(encoding="utf-8-sig")
        assert all(word in text for word in words)
    assert "missing" not in (tmp_path / "zh" / LIST).read_text(encoding="utf-8-sig")


def test_the_same_overview_gives_the_same_letters(tmp_path):
    for name in ("a", "b"):
        write_letters(overviews.small(), tmp_path / name, None, "zh")
    assert listed(tmp_path / "a") == listed(tmp_path / "b")


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_a_template_written_out_and_used_gives_the_same_letters(kind, tmp_path):
    template = tmp_path / f"t.{kind}"
    write_template(template, "zh")
    write_letters(overviews.small(), tmp_path / "a", template, "zh")
    write_letters(overviews.small(), tmp_path / "b", template_of(kind), "zh")
    assert listed(tmp_path / "a") == listed(tmp_path / "b")
    with pytest.raises(UsageError, match="audit-template-there"):
        write_template(template, "zh")


def test_an_office_keeps_its_paper(tmp_path):
    template = paper(
        tmp_path / "t.docx", "致【单位】", "【以下：有问题】", "共【问题数】项", "【问题清单】", "【以下：未报送】", "请于【应报日期】前报送",
        "【以下：全部】", "完", header="某市法治办 【日期】", table="【得分】",
    )  # fmt: skip
    write_letters(overviews.small(), tmp_path / "a", template, "zh")
    found = docx.Document(tmp_path / "a" / "某市民政局.docx")
    texts = [paragraph.text for paragraph in found.paragraphs]
    assert texts[0] == "致某市民政局"
    assert texts[-1] == "完"
    assert not any("前报送" in text for text in texts)
    assert found.sections[0].header.paragraphs[0].text == "某市法治办 2025年3月20日"
    assert found.tables[0].cell(0, 0).text.endswith("分")
    reminded = [paragraph.text for paragraph in docx.Document(tmp_path / "a" / "某市统计局.docx").paragraphs]
    assert reminded == ["致某市统计局", "请于2025年1月31日前报送", "完"]


def test_a_name_in_several_runs_is_found_and_its_look_kept(tmp_path):
    made = docx.Document()
    paragraph = made.add_paragraph("致")
    for text, bold in (("【单", True), ("位", False), ("】：【年", False), ("度】年", True)):
        paragraph.add_run(text).bold = bold
    made.save(tmp_path / "t.docx")
    write_letters(overviews.small(), tmp_path / "a", tmp_path / "t.docx", "zh")
    found = docx.Document(tmp_path / "a" / "某市统计局.docx").paragraphs[0]
    assert found.text == "致某市统计局：2024年"
    assert [run.bold for run in found.runs if "某市统计局" in run.text] == [True]


@pytest.mark.parametrize(
    ("paragraphs", "key", "name"),
    [
        (["【单为】"], "placeholder", "单为"),
        (["见【问题清单】"], "alone", "问题清单"),
        (["【以下：别的】"], "alone", "以下：别的"),
    ],
)
def test_a_wrong_name_in_a_document_is_told_before_any_letter(paragraphs, key, name, tmp_path):
    template = paper(tmp_path / "t.docx", *paragraphs)
    with pytest.raises(UsageError) as caught:
        write_letters(overviews.small(), tmp_path / "a", template, "zh")
    assert caught.value.key == f"audit-template-{key}"
    assert caught.value.values["name"] == name
    assert not (tmp_path / "a").exists()


def test_a_document_that_is_none_is_told(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 150_000_000)
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    for number, data in enumerate((b"", b"PK\x03\x04", b"plain", bomb.getvalue(), entity.getvalue())):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(data)
        with pytest.raises(UsageError, match="audit-template-not-docx"):
            write_letters(overviews.small(), tmp_path / "a", path, "zh")


def test_a_document_with_macros_is_not_used(tmp_path):
    path = paper(tmp_path / "t.docx", "【单位】")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(UsageError, match="audit-template-macros"):
        write_letters(overviews.small(), tmp_path / "a", path, "zh")


@every_row(
    ("source", "key", "line"),
    [
        ("{{ unit }}\n{{ uint }}", "name", 2),
        ("\n\n{% for g in groups %}{{ g.headng }}{% endfor %}", "name", 3),
        ("{% if unit %}", "syntax", 1),
        ("{{ unit", "syntax", 1),
        ("{{ 'a' * 1000000000 }}", "construct", 1),
        ("{{ 10 ** 10 ** 10 }}", "construct", 1),
        ("{{ '%1000000000d' % 1 }}", "construct", 1),
        ("{{ ''.__class__ }}", "construct", 1),
        ("{{ unit.__class__ }}", "name", 1),
        ("{{ unit['__class__'] }}", "construct", 1),
        ("{{ groups.append(1) }}", "construct", 1),
        ("{% for x in range(10000000) %}{% endfor %}", "loop", 1),
        ("{% for x in unit %}{% endfor %}", "loop", 1),
        ("{% for x in [1] %}{% endfor %}", "loop", 1),
        ("{% for a in groups %}{% for b in groups %}{% for c in groups %}{% for d in groups %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "construct", 1),
        ("{% for a in groups recursive %}{% endfor %}", "loop", 1),
        ("{% set a = unit %}", "construct", 1),
        ("{% with a = unit %}{% endwith %}", "construct", 1),
        ("{% macro a() %}{% endmacro %}", "construct", 1),
        ("{% include 'x' %}", "construct", 1),
        ("{% extends 'x' %}", "construct", 1),
        ("{% import 'x' as y %}", "construct", 1),
        ("{{ unit | replace('a', 'b') }}", "construct", 1),
        ("{{ unit | center(1000000000) }}", "construct", 1),
        ("{{ lipsum(n=1000000) }}", "construct", 1),
        ("{{ self }}", "name", 1),
        ("{{ unit ~ unit }}", "construct", 1),
        ("x" * 70_000, "size", 1),
        ("{{ " + "(" * 5000 + "unit" + ")" * 5000 + " }}", "syntax", 1),
    ],
)  # fmt: skip
def test_what_a_template_may_not_is_told_with_its_line(source, key, line):
    with pytest.raises(UsageError) as caught:
        Markdown(source, "t.md")
    assert caught.value.key == f"audit-template-{key}"
    assert caught.value.values["line"] == line
    for lang in ("zh", "en"):
        assert "t.md" in say(f"error.{caught.value.key}", lang, **caught.value.values)


def test_what_fails_while_a_letter_is_made_is_told_with_its_line():
    made = next(letters(overviews.small(), tally(overviews.small()), "zh"))
    with pytest.raises(UsageError) as caught:
        Markdown("a\nb {% if total < unit %}{% endif %}", "t.md").fill(made)
    assert (caught.value.key, caught.value.values["line"]) == ("audit-template-syntax", 2)


def test_a_template_ends_soon_whatever_it_asks():
    gaps = overviews.large(1, 51)
    made = next(letters(gaps, tally(gaps), "zh"))
    loops = "{% for g in groups %}{% for a in g.gaps %}{% for b in g.gaps %}" + "{{ b.quote }}" * 100
    with pytest.raises(UsageError, match="audit-template-output"):
        Markdown(loops + "{% endfor %}{% endfor %}{% endfor %}", "t.md").fill(made)


def test_what_a_report_says_stays_text_in_markdown():
    made = overviews.hostile()
    for letter in letters(made, tally(made), "zh"):
        text = Markdown("{% for g in groups %}{% for a in g.gaps %}{{ a.quote }}{% endfor %}{% endfor %}", "t").fill(
            letter
        )
        assert "<script" not in text
        assert "{{7*7}}" not in text
        assert "\x1b" not in text


@pytest.mark.parametrize("kind", ["docx", "md"])
def test_hostile_names_stay_in_the_folder(kind, tmp_path):
    write_letters(overviews.hostile(), tmp_path / "a", template_of(kind), "zh")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    found = listed(tmp_path / "a")
    assert len(found) == len({row["file"].casefold() for row in found}) == len(list((tmp_path / "a").iterdir())) - 1
    if kind == "docx":
        for row in found:
            text = text_of(tmp_path / "a" / row["file"])
            assert "【问题清单】" not in text
            assert "【报告标题】" not in text


@every_row(
    ("unit", "expected"),
    [
        ("某市某局", "某市某局"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("COM¹", "_COM¹"),
        ("a:b*c?", "a_b_c_"),
        ("name. . ", "name"),
        ("a\u202eb\x00c", "abc"),
        ("-rf", "_-rf"),
        ("=1+1", "_=1+1"),
        ("甲" * 300, "甲" * 66),
        ("a" * 300, "a" * LONGEST),
    ],
)
def test_a_name_is_safe_on_every_system(unit, expected):
    assert safe_name(unit) == expected


def test_names_are_told_apart_without_their_case():
    names = Names()
    assert [names.name_for(unit, ".md") for unit in ("Office", "office", "Office (2)")] == [
        "Office.md",
        "office (2).md",
        "Office (2) (2).md",
    ]


def test_letters_of_an_earlier_run_are_replaced_but_none_that_was_changed(tmp_path):
    folder = tmp_path / "a"
    write_letters(overviews.small(), folder, template_of("md"), "zh")
    write_letters(overviews.no_roster(), folder, template_of("md"), "zh")
    assert len(list(folder.iterdir())) == 5
    changed = folder / "某市教育局.md"
    changed.write_text("改过", encoding="utf-8")
    for made in (
        overviews.small(),
        overviews.no_roster(),
        overviews.small(),
    ):  # once more: it is still known as changed
        other = folder / "某市民政局.md"
        other.unlink(missing_ok=True)
        written = write_letters(made, folder, template_of("md"), "zh")
        assert written.kept == ("某市教育局.md",)
        assert changed.read_text(encoding="utf-8") == "改过"
        found = listed(folder)
        assert {path.name for path in folder.iterdir()} == {LIST, *(row["file"] for row in found)}
        assert len({row["file"] for row in found}) == len(found)
    assert other.is_file()
    changed.unlink()
    assert write_letters(overviews.small(), folder, template_of("md"), "zh").kept == ()
    assert changed.is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_letters_that_are_replaced_stay_as_private_as_they_were(tmp_path):
    folder = tmp_path / ("通知" * 40)
    write_letters(overviews.small(), folder, template_of("md"), "zh")
    private = [folder, folder / LIST, folder / "某市教育局.md"]
    for path in private:
        path.chmod(0o700 if path.is_dir() else 0o600)
    write_letters(overviews.small(), folder, template_of("md"), "zh")
    assert [stat.S_IMODE(path.stat().st_mode) for path in private] == [0o700, 0o600, 0o600]
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_other_files_are_never_replaced(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "mine.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for target in (tmp_path / "a", tmp_path / "file", tmp_path / "none" / "a"):
        with pytest.raises(UsageError, match="audit-letters-folder"):
            write_letters(overviews.small(), target, template_of("md"), "zh")
    assert (tmp_path / "a" / "mine.txt").read_text() == "x"


def test_nothing_is_left_where_entries_fail(tmp_path):
    made = overviews.small()
    counted = tally(made)

    def broken():
        yield from list(made.entries())[:3]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_letters(made._replace(entries=broken), tmp_path / "a", template_of("md"), "zh", counted=counted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["t", "t.doc", "t.html"])
def test_a_template_is_known_by_its_suffix(name):
    with pytest.raises(UsageError, match="audit-template-kind"):
        template_kind(name)


def test_a_template_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "t.md").write_bytes("单位".encode("gbk"))
    for name, key in (("none.md", "unread"), ("t.md", "encoding")):
        with pytest.raises(CheckerError, match=f"audit-template-{key}"):
            write_letters(overviews.small(), tmp_path / "a", tmp_path / name, "zh")


def test_the_fields_of_word_are_fields_of_a_letter():
    assert set(pairs("letters.fields").values()) == set(Letter._fields) - {"case", "groups", "findings", "files"}
