"""Private numbers and marks of secrecy: what is found, what is none, and that nothing found is ever shown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document.digit_runs import is_luhn, is_resident_id
from checker.document.model import Document, SourceMap, bare_document
from checker.engine import judge
from checker.engine.judge import observe_by, run_rule
from checker.render import RENDERERS, RenderOptions, create
from tests.conftest import shipped
from tests.tables import every_row

if TYPE_CHECKING:
    from checker.checks.outcome import Outcome
    from checker.engine.model import Assessment

PACK = shipped("national")
RULES = {rule.id: rule for rule in PACK.rules}

TITLE = "榆中县水利局2024年度法治政府建设情况报告\n"
OPENING = "2024年，我局推进法治政府建设。现将情况报告如下：\n"
MEASURES = "一、主要举措和成效\n全年开展检查40次，办案15件，培训4期260人次，普法宣传18场，发放资料5000份。\n"
TAIL = "榆中县水利局\n2025年1月6日\n"
ID = "110101190001010014"
ID_X = "11010119000101009X"
OLD = "110101000101001"
MOBILE = "13800138000"
CARD_19 = "6222000000000001234"
CARD_16 = "6222000000001239"
VISA = "4000000000001232"
WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")


def run(rule: str, text: str) -> tuple[Outcome, list[str]]:
    """One rule of the national pack on a text, and the words of its evidence."""
    report = observe_by(bare_document(text), PACK)
    outcome = run_rule(report, RULES[rule])
    return outcome, [report.quote(span) for span in outcome.evidence]


def in_report(words: str) -> str:
    """*words* as a paragraph of a report."""
    return f"{TITLE}{OPENING}{MEASURES}{words}\n{TAIL}"


# Identity numbers


@every_row(
    ("words", "found"),
    [
        (f"当事人（身份证号码{ID}）。", ID),
        (f"当事人{ID_X}，", ID_X),
        (f"当事人{ID_X.lower()}。", ID_X.lower()),
        (ID.translate(WIDE), ID.translate(WIDE)),
        (ID_X.translate(WIDE), ID_X.translate(WIDE)),
        (ID_X.lower().translate(WIDE), ID_X.lower().translate(WIDE)),
        ("号码110101 19000101 0014。", "110101 19000101 0014"),
        ("号码110101-19000101-0014。", "110101-19000101-0014"),
        ("号码110101－19000101－0014。", "110101－19000101－0014"),
        ("号码1101 0119 0001 0100 14。", "1101 0119 0001 0100 14"),
        ("号码110101　19000101　009X。", "110101　19000101　009X"),
        ("号码110101.19000101.009X。", "110101.19000101.009X"),
        ("号码1 1 0 1 0 1 1 9 0 0 0 1 0 1 0 0 1 4。", "1 1 0 1 0 1 1 9 0 0 0 1 0 1 0 0 1 4"),
        ("号码110101\u200b19000101\u200b0014。", "110101\u200b19000101\u200b0014"),
        (f"| 姓名 | 号码 |\n| 某某 | {ID} |", ID),
        (f"（二）为{ID}办理援助", ID),
        (f"{ID}，{MOBILE}", ID),
        (f"{MOBILE} {ID}", ID),
        (f"身份证号：{OLD}。", OLD),
        (f"公民身份号码 {OLD}", OLD),
        (f"| 姓名 | 身份证号码 |\n| 某某 | 1 |\n| 某某 | {OLD} |", OLD),
    ],
)
def test_an_id_number_is_found(words: str, found: str) -> None:
    outcome, quotes = run("privacy-id-number", in_report(words))
    assert (outcome.state, outcome.reason) == ("fail", "found")
    assert quotes == [found]


@every_row(
    "words",
    [
        "1101**********0014",
        "1101****",
        "110***********0014",
        "110101XXXXXXXX0014",
        "110101190001010012",  # check digit
        "110101190013010013",  # month 13
        "110101190002300014",  # 30 February
        "990101190001010010",  # no such province
        f"2024{ID}",
        f"{ID}01",
        f"A{ID}",
        f"{ID}AB",
        f"0.{ID}",
        f"DD-2024-{ID}",
        "统一社会信用代码91440101MA5CABCD1X。",
        "统一社会信用代码11440101007482001X。",
        f"档案{OLD}份",  # 15 digits without context
        "身份证号110101001301001",  # 15 digits, no such month
        "粤府〔2024〕18号，2024年1月2日，2024-01-02 10:00:00",
        "12 15 18 20 24 30 36 40 42 50 60",
    ],
)
def test_no_id_number(words: str) -> None:
    assert run("privacy-id-number", in_report(words))[0].state == "pass"


def test_nobody_is_born_after_the_report() -> None:
    unborn = checked("11010120300101001")
    assert run("privacy-id-number", in_report(unborn))[0].state == "pass"
    assert run("privacy-id-number", unborn + "\n")[0].state == "fail"


# Mobile numbers


@every_row(
    ("words", "found"),
    [
        (f"联系电话：{MOBILE}。", MOBILE),
        (f"监督举报电话{MOBILE}", MOBILE),
        (f"({MOBILE})", MOBILE),
        (f"（微信同号{MOBILE}）", MOBILE),
        (f"Tel:{MOBILE}", MOBILE),
        (MOBILE.translate(WIDE), MOBILE.translate(WIDE)),
        ("电话138-0013-8000。", "138-0013-8000"),
        ("电话138 0013 8000。", "138 0013 8000"),
        ("电话１３８－００１３－８０００。", "１３８－００１３－８０００"),
        ("电话138—0013—8000。", "138—0013—8000"),
        ("电话138 00138000。", "138 00138000"),
        ("电话1380 0138 000。", "1380 0138 000"),
        ("电话13800-138000。", "13800-138000"),
        ("电话+8613800138000。", "8613800138000"),
        ("电话008613800138000。", "008613800138000"),
        ("电话+86 13800138000。", "13800138000"),
        ("电话+86-138-0013-8000。", "138-0013-8000"),
        ("电话(+86)138 0013 8000。", "138 0013 8000"),
        ("电话0086 138 0013 8000。", "138 0013 8000"),
        ("邮箱13800138000@example.cn", MOBILE),
        (f"| 某某 | {MOBILE} |", MOBILE),
        (f"2025-01-06 {MOBILE}", MOBILE),
        (f"{ID} {MOBILE}", MOBILE),
        (f"{MOBILE}号码", MOBILE),
        (f"怎么联系？{MOBILE}", MOBILE),
        ("19900000001", "19900000001"),
    ],
)
def test_a_mobile_number_is_found(words: str, found: str) -> None:
    outcome, quotes = run("privacy-phone", in_report(words))
    assert (outcome.state, outcome.reason) == ("fail", "found")
    assert quotes == [found]


@every_row(
    "words",
    [
        f"{MOBILE}/13900139000",
        f"Tel:{MOBILE}/13900139000",
        f"{MOBILE}、13900139000",
        f"{MOBILE} 13900139000",
        f"{MOBILE}-13900139000",
        "138 0013 8000 139 0013 9000",
        "138-0013-8000，139-0013-9000",
    ],
)
def test_two_mobile_numbers_are_found(words: str) -> None:
    assert run("privacy-phone", in_report(words))[0].values["count"] == 2


@every_row(
    "words",
    [
        "138****8000", "138＊＊＊＊8000", "138XXXX8000", "1380013****", "138-****-8000", "138●●●●8000",
        "12345", "12388热线", "12315、12348", "0751-1234567", "07511234567", "（0751）1234567", "010-12345678", "020 1234 5678",
        "400-800-8000", "4008008000", "800-810-8888", "0751-1234567-8001",
        f"投入{MOBILE}元", f"投入{MOBILE} 元", f"投入{MOBILE}余元", f"罚没￥{MOBILE}", f"罚没金额{MOBILE}", f"产值{MOBILE}万元",
        f"发电{MOBILE}千瓦时", f"用水{MOBILE}立方米", f"点击{MOBILE}人次", f"{MOBILE}.50", f"{MOBILE},000", f"0.{MOBILE}",
        f"粤府〔2024〕{MOBILE}号", f"工单编号：{MOBILE}", f"案号{MOBILE}", f"文号 {MOBILE}", f"索引号：{MOBILE}", f"流水号{MOBILE}", f"注册号：{MOBILE}", f"用电{MOBILE}度",
        f"№{MOBILE}",
        f"12{MOBILE}", f"{MOBILE}12", f"A{MOBILE}", f"{MOBILE}B", f"2024-{MOBILE}", f"{MOBILE}-01", f"HT-{MOBILE}",
        f"http://www.example.gov.cn/{MOBILE}.html", f"www.example.cn/t20240101_{MOBILE}", f"example.gov.cn/{MOBILE}", f"?id={MOBILE}",
        f"t20250106_{MOBILE}.html", f"art_{MOBILE}",
        "12800128000", "10086", "1380013800", "138001380000",
        "检查150 3400 1200 160", "检查 12 150 3400 1200", "150\t3400\t1200",
        ID, CARD_19, "6222 0000 0000 0001 234", "1700000000000",
        "2024-01-15 10:00:00", "20240115", "二〇二四年",
    ],
)  # fmt: skip
def test_no_mobile_number(words: str) -> None:
    assert run("privacy-phone", in_report(words))[0].state == "pass"


# Bank cards


@every_row(
    ("words", "found"),
    [
        (f"账号：{CARD_19}", CARD_19),
        (f"银行卡号{CARD_16}。", CARD_16),
        (f"户名：某某，开户行：某银行，{CARD_19}", CARD_19),
        (f"{CARD_19}（某银行）", CARD_19),
        (f"卡号{VISA}", VISA),
        ("卡号6222 0000 0000 0001 234。", "6222 0000 0000 0001 234"),
        ("卡号6222-0000-0000-1239。", "6222-0000-0000-1239"),
        ("卡号４０００　００００　００００　１２３２。", "４０００　００００　００００　１２３２"),
        (f"账号{CARD_16.translate(WIDE)}", CARD_16.translate(WIDE)),
        (f"户名：某某\n账号\n{CARD_19}", CARD_19),
        (f"| 姓名 | 银行账号 |\n| 某某 | 无 |\n| 某某 | {CARD_19} |", CARD_19),
    ],
)
def test_a_card_number_is_found(words: str, found: str) -> None:
    outcome, quotes = run("privacy-bank-card", in_report(words))
    assert (outcome.state, outcome.reason) == ("fail", "found")
    assert quotes == [found]


@every_row(
    "words",
    [
        "账号6222000000000001235",  # Luhn
        "账号6222***********1234", "账号6222 **** **** 1234",
        f"工单{CARD_19}已办结",  # no context
        f"账号0{CARD_19}", f"账号{CARD_19}00", f"账号A{CARD_19}", f"账号{CARD_19}B",
        "账号7000000000000000002", "对公账户3602000109200123456", "账号62220000000012", f"身份证{ID}，开户银行某行",
        "| 姓名 | 工单 |\n| 某某 | 6222000000000001234 |",
    ],
)  # fmt: skip
def test_no_card_number(words: str) -> None:
    assert run("privacy-bank-card", in_report(words))[0].state == "pass"


# Marks


@every_row(
    ("text", "reason"),
    [
        *[
            (f"{mark}\n{TITLE}{OPENING}{MEASURES}{TAIL}", "level")
            for mark in (
                "机密★1年", "绝密★", "秘密★长期", "秘密", "机密", "绝密", "机 密", "秘　密", "机密★ 1年", "机密 ★ 10年", "秘密☆5年", "机密*1年",
                "【秘密】", "（机密）", "密级：秘密", "密级： 机密★1年", "| 密级 | 秘密 |", "| 机密★1年 | 特急 |", "000001\n机密★1年\n特急", "机密　特急",
                "000001　机密★1年", "绝密·永久", "紧急程度：加急　密级：机密★3年", "秘密 5年", "〔绝密〕",
            )
        ],
        (f"机密★1年 {TITLE.strip()} {OPENING.strip()} {MEASURES}", "level"),
        (f"秘密 {TITLE.strip()} {OPENING.strip()} {MEASURES}", "level"),
        (f"信息公开 密级：秘密 {TITLE.strip()} {OPENING.strip()} {MEASURES}", "level"),
        (f"{TITLE}{OPENING}{MEASURES}{TAIL}机密★1年\n", "level"),
        (f"{TITLE}{OPENING}{MEASURES}（机密★1年）\n{TAIL}", "level"),
        *[
            (f"{note}\n{TITLE}{OPENING}{MEASURES}{TAIL}", "note")
            for note in (
                "内部资料 注意保存", "内部资料，不得外传", "内部资料 请勿外传", "内部文件　妥善保管", "内部资料", "【内部资料】", "（内部资料，注意保存）",
                "内部使用", "仅供内部参考", "不得公开", "不宜公开", "不予公开", "此件不公开", "公开方式：不予公开", "公开属性：不公开", "| 公开方式 | 不予公开 |",
                "内部资料★注意保存", "★内部资料★", "内 部 资 料", "资料不得外传",
            )
        ],
        *[
            (f"{TITLE}{OPENING}{MEASURES}{TAIL}{note}\n", "note")
            for note in (
                "（此件不公开）", "（此件不予公开）", "（此件不宜公开）", "（不宜公开）", "（公开方式：不予公开）", "不得公开", "内部资料，请勿外传。", "此件不予公开。",
                "（内部资料 注意保存）", "【此件不得公开】",
            )
        ],
        (f"内部资料 注意保存 {TITLE.strip()} {OPENING.strip()} {MEASURES}", "note"),
        (f"{TITLE.strip()}（此件不公开） {OPENING.strip()} {MEASURES}", "note"),
        (f"{TITLE.strip()} {OPENING.strip()} {MEASURES.strip()} （此件不公开）", "note"),
    ],
)  # fmt: skip
def test_a_mark_is_found(text: str, reason: str) -> None:
    outcome, _ = run("secrecy-mark", text)
    assert (outcome.state, outcome.reason) == ("fail", reason)


@every_row(
    "words",
    [
        "开展保守国家秘密法宣传。", "保护商业秘密和个人隐私。", "规范秘密级文件管理。", "涉及国家秘密的除外。", "落实定密责任，清退机密级文件3份。",
        "政府信息不予公开2件。", "依申请公开12件（不予公开2件）。", "个人隐私、商业秘密", "严格管理，内部资料不得外传。", "加强内部资料管理，不得公开个人信息。",
        "做好绝密、机密、秘密文件的登记。", "完善内部使用制度。", "标注“机密★1年”字样的文件", "《秘密》", "保密工作", "（此件公开发布）", "（此件主动公开）",
        "（此件依申请公开）", "公开方式：主动公开", "密级：公开", "密级：无", "| 绝密 | 机密 | 秘密 |\n| 0件 | 0件 | 2件 |", "| 秘密 | 2件 |",
        "不得公开的信息不上网。", "涉密文件一律不得公开。", "秘密文件2份", "（二）保守秘密", "《中华人民共和国保守国家秘密法》",
        "依法公开国家秘密、商业秘密以外的信息", "对内部资料、不予公开事项实行清单管理。", "（涉及国家秘密、商业秘密的除外）",
    ],
)  # fmt: skip
@every_row("place", ["head", "body", "end", "collapsed"])
def test_no_mark(words: str, place: str) -> None:
    text = {
        "head": f"{TITLE}{words}\n{OPENING}{MEASURES}{TAIL}",
        "body": in_report(words),
        "end": f"{TITLE}{OPENING}{MEASURES}{TAIL}{words}\n",
        "collapsed": f"{TITLE}{OPENING}{MEASURES}{words}".replace("\n", " "),
    }[place]
    assert run("secrecy-mark", text)[0].state == "pass"


def test_samples_are_clean(sample_texts: list[str]) -> None:
    assert len(sample_texts) >= 3
    for text in sample_texts:
        assert [rule for rule in RULES if RULES[rule].group == "safety" and run(rule, text)[0].state != "pass"] == []


@pytest.fixture(scope="module")
def sample_texts() -> list[str]:
    from pathlib import Path

    folder = Path(__file__).parents[2] / "samples"
    return [path.read_bytes().decode("utf-8-sig") for path in sorted(folder.glob("*.txt"))]


# Nothing found is shown


def assess(text: str, **meta: str) -> Assessment:
    return judge(Document(text, "txt", "report.txt", SourceMap(text), meta), PACK)


def shown(assessment: Assessment) -> str:
    """All that every renderer prints of an assessment, in both languages."""
    pieces = []
    for name in RENDERERS:
        for lang in ("zh", "en"):
            renderer = create(name, RenderOptions(lang=lang, quiet=False, fail_on="error", min_score=None, columns=400))
            pieces += [renderer.add(assessment, met=False), renderer.end()]
    return "\n".join(pieces)


NUMBERS = re.compile(r"[0-9０-９XxＸｘ][0-9０-９XxＸｘ \-－　\u200b]*")
PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX", " -－　\u200b")


def digits(text: str) -> str:
    """The numbers in *text* as a search for one sees them, whatever stands between their digits."""
    return "\n".join(NUMBERS.findall(text)).upper().translate(PLAIN)


PLANTED = {
    "id": (ID, ID),
    "id with X": (ID_X, ID_X),
    "id, full width": (ID.translate(WIDE), ID),
    "id, spaced": ("110101 19000101 0014", ID),
    "mobile": (MOBILE, MOBILE),
    "mobile, dashed": ("138-0013-8000", MOBILE),
    "mobile with code": ("+8613800138000", MOBILE),
    "mobile, full width": (MOBILE.translate(WIDE), MOBILE),
    "card": (f"账号{CARD_19}", CARD_19),
    "card, spaced": ("账号6222 0000 0000 0001 234", CARD_19),
}
PLACES = {
    "paragraph": in_report("当事人{}。"),
    "title": TITLE.replace("水利局", "水利局（{}）") + OPENING + MEASURES + TAIL,
    "line above the title": "{}\n" + TITLE + OPENING + MEASURES + TAIL,
    "heading": f"{TITLE}{OPENING}{MEASURES}二、存在的不足{{}}\n一是执法力量不足{{}}。二是普法形式单一{{}}。\n{TAIL}",
    "heading of level 2": f"{TITLE}{OPENING}{MEASURES}（一）联系人{{}}\n开展检查12次。\n{TAIL}",
    "plan": f"{TITLE}{OPENING}{MEASURES}二、存在的不足\n一是{{}}执法力量不足。\n三、2025年主要安排\n一是{{}}充实执法力量。\n{TAIL}",
    "signature": f"{TITLE}{OPENING}{MEASURES}榆中县水利局{{}}\n2025年1月6日\n",
    "table": in_report("| 姓名 | 号码 |\n| 某某 | {} |"),
    "one line": in_report("当事人{}。").replace("\n", " "),
    "twice": in_report("当事人{}，又{}。"),
    "broken bracket": in_report("当事人（{}办理"),
    "placeholder": in_report("XX市{}，**次{}"),
    "another kind of text": "关于做好{}工作的通知\n各单位：\n现将{}有关事项通知如下，请认真贯彻执行。\n",
    "no report": "今天天气很好，{}。\n",
    "traditional": in_report("當事人{}設備會議。"),
}


@every_row("place", PLACES)
@every_row("kind", PLANTED)
def test_what_is_found_is_not_shown(kind: str, place: str) -> None:
    """Not even to those who render; what they write, each number in one place and one number in each place."""
    planted, number = PLANTED[kind]
    text = PLACES[place].replace("{}", planted)
    assessment = assess(text, title=text.split("\n")[0])
    if kind == "id, full width" or place == "paragraph":
        output = digits(shown(assessment))
        assert number not in output
        assert number[4:-4] not in output
    assert assessment.document is not None
    assert assessment.report is not None
    assert number not in digits(assessment.document.text + assessment.report.text + str(assessment.document.meta))
    assert len(assessment.document.text) == len(text)
    assert assessment.verdict == "fail"


def test_the_number_is_masked_wherever_it_stands() -> None:
    text = in_report(f"电话{MOBILE}，网址http://example.gov.cn/{MOBILE}，编号99{MOBILE}00，工单编号{MOBILE}。")
    assert MOBILE not in shown(assess(text))
    assert MOBILE not in assess(text).document.text  # type: ignore[union-attr]


def test_evidence_keeps_its_place_and_length() -> None:
    text = in_report(f"当事人{ID}，电话138-0013-8000。")
    items = {item.rule.id: item for item in assess(text).items}
    quote = items["privacy-id-number"].evidence[0]
    assert quote.text == "1101************14"
    assert text[quote.start : quote.end] == ID
    assert quote.place.line == 5
    quote = items["privacy-phone"].evidence[0]
    assert quote.text == "138-****-**00"
    assert text[quote.start : quote.end] == "138-0013-8000"


def test_offsets_stay_where_folding_moves_them() -> None:
    text = in_report(f"統(tǒng)計設備，當事人{ID}。")
    item = next(item for item in assess(text).items if item.rule.id == "privacy-id-number")
    assert [(text[quote.start : quote.end], quote.text) for quote in item.evidence] == [(ID, "1101************14")]


def test_a_wrapped_text_keeps_its_places() -> None:
    line = "甲" * 30
    text = TITLE + OPENING + "\n".join([line] * 20) + f"\n{'乙' * 20}1101011900\n01010014乙。\n" + TAIL
    item = next(item for item in assess(text).items if item.rule.id == "privacy-id-number")
    assert [text[quote.start : quote.end] for quote in item.evidence] == ["1101011900\n01010014"]
    assert item.evidence[0].text == "1101******\n******14"


def test_another_kind_of_text_is_not_judged_but_masked() -> None:
    assessment = assess(f"关于做好某项工作的通知{MOBILE}\n现将有关事项通知如下。\n")
    items = {item.rule.id: item for item in assessment.items}
    assert items["genre"].state == "fail"
    assert (items["privacy-phone"].state, items["privacy-phone"].reason) == ("skip", "other-genre")
    assert MOBILE not in shown(assessment)


def test_a_masked_text_is_judged_as_if_its_author_had_masked_it() -> None:
    planted = in_report(f"电话{MOBILE}、13900139000，当事人{ID}次日到场。")
    by_author = (
        planted.replace(MOBILE, "138******00").replace("13900139000", "139******00").replace(ID, f"1101{'*' * 12}14")
    )
    clean = planted.replace(MOBILE, "12345").replace("13900139000", "12388").replace(ID, "某人")

    def states(text: str) -> dict[str, str]:
        return {item.rule.id: item.state for item in assess(text).items if item.rule.group != "safety"}

    assert states(planted) == states(by_author) == states(clean)


def test_json_shows_the_mask() -> None:
    assessment = assess(in_report(f"电话{MOBILE}。"))
    renderer = create("json", RenderOptions(lang="zh", quiet=False, fail_on="error", min_score=None))
    result = json.loads(renderer.add(assessment, met=False) + renderer.end())
    item = next(item for item in result["reports"][0]["items"] if item["rule"] == "privacy-phone")
    assert [one["quote"] for one in item["evidence"]] == ["138******00"]
    assert item["message"] == "有1处完整的手机号码。"


# Numbers made at random


def checked(body: str) -> str:
    """17 digits with their check digit."""
    return next(body + char for char in "0123456789X" if is_valid(body + char))


def is_valid(number: str) -> bool:
    """The check of GB 11643 as its text has it: Σ aᵢ·2^(i−1) ≡ 1 (mod 11), counted from the right."""
    values = [10 if char == "X" else int(char) for char in number]
    return sum(value * 2**place for place, value in enumerate(reversed(values))) % 11 == 1


BODIES = st.builds(
    lambda province, place, born, order: f"{province}{place:04}{born:%Y%m%d}{order:03}",
    st.sampled_from(["11", "23", "31", "37", "44", "46", "50", "54", "62", "65"]),
    st.integers(100, 9099),
    st.dates(min_value=__import__("datetime").date(1900, 1, 1), max_value=__import__("datetime").date(2023, 12, 31)),
    st.integers(0, 999),
)


def several(numbers: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Numbers for one report: what takes time is to render it in every form, not to find them."""
    return st.lists(numbers, min_size=1, max_size=12)


IN_A_REPORT = settings(max_examples=15)


@given(several(st.tuples(BODIES, st.sampled_from(["", " ", "-", "　"]), st.booleans())))
@IN_A_REPORT
def test_each_valid_id_number_is_found_and_never_shown(drawn: list[tuple[str, str, bool]]) -> None:
    numbers = [checked(body) for body, _, _ in drawn]
    words = []
    for number, (_, between, wide) in zip(numbers, drawn, strict=True):
        written = between.join((number[:6], number[6:14], number[14:]))
        words.append(f"当事人（{written.translate(WIDE) if wide else written}）到场。")
        assert run("privacy-id-number", in_report(words[-1]))[0].state == "fail"
    output = digits(shown(assess(in_report("\n".join(words)))))
    assert [number for number in numbers if number in output or number[4:16] in output] == []


@given(BODIES, st.integers(1, 10))
def test_a_wrong_check_digit_is_no_id_number(body: str, step: int) -> None:
    right = "0123456789X".index(checked(body)[-1])
    number = body + "0123456789X"[(right + step) % 11]
    assert run("privacy-id-number", in_report(f"当事人{number}到场。"))[0].state == "pass"


@given(several(st.tuples(st.integers(3, 9), st.integers(0, 10**9 - 1), st.sampled_from([(11, 11), (3, 7), (3, 3)]))))
@IN_A_REPORT
def test_each_mobile_number_is_found_and_never_shown(drawn: list[tuple[int, int, tuple[int, int]]]) -> None:
    numbers, words = [], []
    for second, rest, cuts in drawn:
        numbers.append(number := f"1{second}{rest:09}")
        written = "-".join(filter(None, (number[: cuts[0]], number[cuts[0] : cuts[-1]], number[cuts[-1] :])))
        words.append(f"联系{written}，谢谢。")
        assert run("privacy-phone", in_report(words[-1]))[0].state == "fail"
    output = digits(shown(assess(in_report("\n".join(words)))))
    assert [number for number in numbers if number in output] == []


@given(several(st.tuples(st.integers(0, 10**18 - 1), st.sampled_from([16, 17, 18, 19]))))
@IN_A_REPORT
def test_each_card_number_is_found_and_never_shown(drawn: list[tuple[int, int]]) -> None:
    numbers, words = [], []
    for rest, length in drawn:
        body = f"62{rest:018}"[: length - 1]
        numbers.append(number := next(body + char for char in "0123456789" if luhn(body + char)))
        words.append(f"打款到银行账号{number}，谢谢。")
        assert run("privacy-bank-card", in_report(words[-1]))[0].state == "fail"
        wrong = body + str((int(number[-1]) + 1) % 10)
        assert run("privacy-bank-card", in_report(f"打款到银行账号{wrong}，谢谢。"))[0].state == "pass"
    output = digits(shown(assess(in_report("\n".join(words)))))
    assert [number for number in numbers if number in output] == []


def luhn(number: str) -> bool:
    doubled = [int(char) * (1 + place % 2) for place, char in enumerate(reversed(number))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


@given(st.text("0123456789", min_size=2, max_size=19))
def test_luhn(number: str) -> None:
    assert is_luhn(number) == luhn(number)


def test_leap_days() -> None:
    assert is_resident_id(checked("11010120000229001"), 2099)
    assert not is_resident_id(checked("11010119000229001"), 2099)
    assert not is_resident_id(checked("11010120010229001"), 2099)


# Without end


@pytest.mark.parametrize(
    "piece", ["1", "12345", "1 ", "13-", ID, ID + " ", f"{MOBILE} ", f"a{MOBILE}/", f"账号{CARD_19},", f"|{ID}|\n", "机密★", "内部资料 ", "密\n"]
)  # fmt: skip
def test_long_texts_come_to_an_end(piece: str) -> None:
    text = TITLE + piece * (50_000 // len(piece))
    report = observe_by(bare_document(TITLE), PACK)
    report.text = text
    report.scan = report.scan.of(text)
    report.document = report.document._replace(text=text)
    for rule in RULES.values():
        if rule.group == "safety":
            assert run_rule(report, rule).state
