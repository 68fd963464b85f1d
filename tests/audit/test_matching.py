"""Which unit a report is from: awkward names, and near misses that must never be taken for each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.audit.matching import Candidate, UnitIndex, match_all
from checker.audit.model import Match, Unit
from checker.audit.names import is_renamed, parse
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Iterable

UNIT_NAMES = Path(__file__).parent.parent / "data" / "unit-names.tsv"
ROSTER = [
    Unit("某市A区教育局"),
    Unit("某市B区教育局"),
    Unit("某市教育局"),
    Unit("某市教育体育局"),
    Unit("某市A区市场监督管理局", aliases=("A区食药局",)),
    Unit("某市财政局"),
    Unit("某市财政局开发区分局"),
    Unit("卫生健康局", region="某市A区"),
    Unit("某县人民政府"),
    Unit("某县人民政府办公室"),
    Unit("城关镇人民政府", region="某县"),
    Unit("某县城东街道办事处"),
    Unit("某县城西街道办事处"),
    Unit("某县第一中学"),
    Unit("某县第二中学"),
    Unit("某市发展和改革委员会"),
    Unit("某市住房和城乡建设局"),
    Unit("某县水务局"),
    Unit("某市生态环境局某县分局"),
    Unit("某县税务局"),
    Unit("某市高新技术产业开发区管理委员会"),
    Unit("某县农业农村局、乡村振兴局"),
    Unit("某县城区街道办事处"),
]


def match(units: Iterable[Unit], candidates: Iterable[Candidate]) -> list[Match]:
    """The matches that count, at most one for each report."""
    return list(match_all(units, candidates).sure)


def by_issuer(name: str) -> str | None:
    found = match(ROSTER, [Candidate("x.docx", issuer=name)])
    return found[0].unit if found else None


@every_row(
    ("issuer", "unit"),
    [
        ("某市A区教育局", "某市A区教育局"),
        ("A区教育局", "某市A区教育局"),
        ("某市 A 区教育局（盖章）", "某市A区教育局"),
        ("某省某市A区教育局", "某市A区教育局"),
        ("某市Ａ区教育局", "某市A区教育局"),
        ("某市A区人民政府教育局", "某市A区教育局"),
        ("某市B区教育局", "某市B区教育局"),
        ("某市教育局", "某市教育局"),
        ("某市教育体育局", "某市教育体育局"),
        ("某市教体局", "某市教育体育局"),
        ("A区市监局", "某市A区市场监督管理局"),
        ("A区市场监管局", "某市A区市场监督管理局"),
        ("A区食药局", "某市A区市场监督管理局"),
        ("某市A区卫生健康委员会", "卫生健康局"),
        ("某市A区卫健委", "卫生健康局"),
        ("某市财政局", "某市财政局"),
        ("某市财政局开发区分局", "某市财政局开发区分局"),
        ("某县政府", "某县人民政府"),
        ("某县", "某县人民政府"),
        ("中共某县委员会、某县人民政府", "某县人民政府"),
        ("某县政府办", "某县人民政府办公室"),
        ("某县城关镇人民政府", "城关镇人民政府"),
        ("某县城关镇", "城关镇人民政府"),
        ("某县城东街道", "某县城东街道办事处"),
        ("某市发改委", "某市发展和改革委员会"),
        ("某市发改局", "某市发展和改革委员会"),
        ("某市发展改革委", "某市发展和改革委员会"),
        ("某市住建局", "某市住房和城乡建设局"),
        ("某市住房城乡建设局", "某市住房和城乡建设局"),
        ("某县生态环境分局", "某市生态环境局某县分局"),
        ("某县生态环境局", "某市生态环境局某县分局"),
        ("国家税务总局某县税务局", "某县税务局"),
        ("某市高新区管委会", "某市高新技术产业开发区管理委员会"),
        ("某县农业农村局", "某县农业农村局、乡村振兴局"),
        ("某县农业农村局、某县乡村振兴局", "某县农业农村局、乡村振兴局"),
        ("某县城区街道", "某县城区街道办事处"),
    ],
)
def test_the_same_unit(issuer: str, unit: str) -> None:
    assert by_issuer(issuer) == unit


@every_row(
    "issuer",
    [
        "某市C区教育局",
        "某市C区市场监督管理局",
        "C区教育局",
        "某市体育局",
        "某市教育考试中心",
        "某市A区教育局幼儿园",
        "某市财政局高新区分局",
        "某市A区财政局",
        "某区人民政府",
        "某县城南街道办事处",
        "某县第三中学",
        "某县水利局",
        "某县城关乡人民政府",
        "另县城关镇人民政府",
        "某市住房保障局",
        "某市生态环境局",
        "某市生态环境局另县分局",
        "某市税务局",
        "某县城区人民政府",
        "某市发展研究中心",
        "教育局",
        "",
        "局",
        "某",
    ],
)
def test_another_unit(issuer: str) -> None:
    assert by_issuer(issuer) is None


def test_names_as_rosters_and_reports_have_them() -> None:
    """In the file, a roster's name, a report's, and whether they are one unit: both ways round, and in no other's stead."""
    rows = [line.split("\t") for line in UNIT_NAMES.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 200
    others = ("市体育局", "市商务局", "某县教育局")
    wrong = []
    for sign, listed, written in rows:
        for unit, issuer in ((listed, written), (written, listed))[: 2 if sign == "=" else 1]:
            units = [Unit(unit), *(Unit(other) for other in others if other not in (listed, unit))]
            sure, _ = match_all(units, [Candidate("001.docx", issuer=issuer)])
            if [one.unit for one in sure] != ([unit] if sign == "=" else []):
                wrong.append((unit, issuer, sure))
    assert wrong == []


def test_two_short_names_of_one_department_are_not_each_other() -> None:
    roster = [Unit("某县综合执法局"), Unit("某县教育局")]
    found = match_all(roster, [Candidate("x", issuer="某县城市管理局")])
    assert (found.sure, [one.unit for one in found.doubtful]) == ((), ["某县综合执法局"])
    found = match_all(roster, [Candidate("x", issuer="某县城市管理局"), Candidate("y", issuer="某县综合执法局")])
    assert ([one.report for one in found.sure], found.doubtful) == (["y"], ())


RENAMED = """
卫生和计划生育委员会 卫生健康委员会|卫计委 卫健委|卫计局 卫生健康局|国土资源局 自然资源局|国土资源局 自然资源和规划局
国土局 自规局|安全生产监督管理局 应急管理局|安监局 应急局|工商行政管理局 市场监督管理局|质量技术监督局 市监局
质监局 市场监管局|食品药品监督管理局 市场监督管理局|食药监局 市场监管局|工商和质量监督管理局 市场监督管理局
市场和质量监督管理局 市场监督管理局|粮食局 粮食和物资储备局|文化广电新闻出版局 文化广电旅游局|文广新局 文化和旅游局
文体广新局 文化广电旅游体育局|农业局 农业农村局|农委 农业农村局|农业委员会 农业农村委员会|环境保护局 生态环境局
环保局 生态环境局|扶贫开发办公室 乡村振兴局|扶贫办 乡村振兴局|扶贫开发局 乡村振兴局|金融办 地方金融监督管理局
金融工作办公室 地方金融监督管理局|地方金融监督管理局 地方金融管理局|金融工作局 地方金融管理局|信访办 信访局
人民防空办公室 国防动员办公室|人防办 国动办|大数据管理局 数据局|大数据发展管理局 数据局|大数据局 数据局
政务服务和大数据管理局 数据和政务服务局|城乡建设委员会 住房和城乡建设委员会|城乡规划局 自然资源和规划局
公安消防大队 消防救援大队|国家税务局 税务局|国税局 税务局|地方税务局 税务局|法制办公室 司法局|法制办 司法局
城市管理行政执法局 城市管理局|行政执法局 综合行政执法局|民族事务委员会 民族宗教事务委员会|外事侨务办公室 外事办公室
""".replace("\n", "|")
MERGED = """
乡村振兴局 农业农村局|扶贫开发办公室 农业农村局|旅游局 文化和旅游局|旅游发展委员会 文化和旅游局|物价局 发展和改革委员会
粮食和物资储备局 发展和改革局|知识产权局 市场监督管理局|林业局 自然资源局|老龄工作委员会办公室 卫生健康委员会
政务服务管理局 行政审批局|行政审批局 数据局|政务服务局 政务服务中心|畜牧兽医局 农业农村局|体育局 教育体育局
房产管理局 住房和城乡建设局|地方金融监督管理局 财政局|档案局 档案馆|机关事务管理局 机关事务服务中心
防震减灾局 应急管理局|医疗保险管理局 医疗保障局|城市管理局 综合行政执法局|消防救援支队 消防救援局
""".replace("\n", "|")


def pairs_of(table: str) -> list[tuple[str, str]]:
    return [(old, new) for pair in table.split("|") if pair for old, new in [pair.split()]]


@pytest.mark.parametrize(("table", "is_sure"), [(RENAMED, True), (MERGED, False)], ids=["renamed", "merged"])
def test_a_department_before_and_after_a_reform(table: str, is_sure: bool) -> None:
    """A roster has the one name and a report the other: of a new name it is the same, of a merger somebody must look."""
    wrong = []
    for old, new in pairs_of(table):
        for mine, theirs in ((old, new), (new, old)):
            roster = [Unit(f"某市{mine}"), Unit("某市审计局"), Unit("某市人民政府办公室")]
            found = match_all(roster, [Candidate("x", issuer=f"某市{theirs}")])
            units = [[one.unit for one in some] for some in found]
            if units != ([[f"某市{mine}"], []] if is_sure else [[], [f"某市{mine}"]]):
                wrong.append((mine, theirs, units))
            own = match_all([*roster, Unit(f"某市{theirs}")], [Candidate("x", issuer=f"某市{theirs}")])
            if [one.unit for one in own.sure] != [f"某市{theirs}"]:
                wrong.append(("both", mine, theirs))
    assert wrong == []


def test_two_departments_that_became_one_are_not_each_other() -> None:
    for one, other in (("工商行政管理局", "质量技术监督局"), ("旅游局", "文化广电新闻出版局"), ("国税局", "地税局")):
        assert match_all([Unit(f"某市{one}")], [Candidate("x", issuer=f"某市{other}")]) == ((), ())


@every_row(
    ("path", "title", "unit"),
    [
        ("A区/教育局.docx", None, "某市A区教育局"),
        ("报送/01 A区/2025年度教育局法治政府建设报告.pdf", None, "某市A区教育局"),
        ("2025年度报告.zip!/B区/03-教育局.doc", None, "某市B区教育局"),
        ("某市教育局2025年法治政府建设情况报告.docx", None, "某市教育局"),
        ("（定稿）某市财政局关于2025年度法治政府建设情况的报告(1).docx", None, "某市财政局"),
        ("07_某县城东街道_法治报告.docx", None, "某县城东街道办事处"),
        ("x.docx", "某市财政局开发区分局关于2025年法治政府建设情况的报告", "某市财政局开发区分局"),
        ("x.docx", "某县人民政府2025年度法治政府建设工作报告", "某县人民政府"),
        ("C区/教育局.docx", None, None),
        ("教育局.docx", None, None),
        ("法治政府建设年度报告.docx", "法治政府建设年度报告", None),
        ("2025.docx", "关于2025年度法治政府建设情况的报告", None),
    ],
)
def test_title_file_and_folders(path: str, title: str | None, unit: str | None) -> None:
    found = match(ROSTER, [Candidate(path, title=title)])
    assert [one.unit for one in found] == ([unit] if unit else [])


def test_a_file_name_does_not_overrule_the_issuer() -> None:
    assert match_all(ROSTER, [Candidate("A区教育局.docx", issuer="某市C区教育局")]) == ((), ())
    found = match_all(ROSTER, [Candidate("某市财政局.docx", issuer="某市司法局")])
    assert (found.sure, [one.unit for one in found.doubtful]) == ((), ["某市财政局"])


def test_another_spelling_of_its_own_name_is_no_second_unit() -> None:
    units = [Unit("恒大供销集团", aliases=("恒大供销集团（本级）", "恒大供销集团"))]
    (found,) = match_all(units, [Candidate("a.docx", issuer="恒大供销集团")]).sure
    assert (found.unit, found.sure) == ("恒大供销集团", 1.0)


def test_of_which_unit_a_file_may_be_that_is_of_none() -> None:
    units = ("某县委党校", "某县审计局", "某县工业和信息化局", "某县商务局", "某县人民政府")
    roster = UnitIndex(map(Unit, units))
    asked = {
        "某县委办": set(),
        "某县统计局": set(),
        "某县经济信息化和科技局": {"某县工业和信息化局"},
        "某县商粮局": {"某县商务局"},
        "某县": {"某县人民政府"},
        "另县商务局": set(),
    }
    found = {name: {unit for unit in units if roster.may_be(Unit(unit), parse(name))} for name in asked}
    assert found == asked


def test_a_department_that_may_have_merged_gives_way_to_the_unit_itself() -> None:
    units = [Unit("某市卫生健康委"), Unit("某市老工委办")]
    sure, _ = match_all(units, [Candidate("x.docx", issuer="某市老龄工作委员会办公室")])
    assert [one.unit for one in sure] == ["某市老工委办"]


def test_of_two_departments_at_one_place_the_one_of_that_function_counts() -> None:
    units = [Unit("市国动办"), Unit("市人防办"), Unit("市投促局"), Unit("市招商局"), Unit("市工信局"), Unit("市经信局")]
    units += [Unit("市金融局"), Unit("市金融办")]
    issuers = (
        "某市国防动员办公室",
        "某市人民防空办公室",
        "某市投资促进局",
        "某市工业和信息化局",
        "某市地方金融监督管理局",
    )
    sure, _ = match_all(units, [Candidate(f"{issuer}.docx", issuer=issuer) for issuer in issuers])
    assert [one.unit for one in sure] == ["市国动办", "市人防办", "市投促局", "市工信局", "市金融局"]


def test_a_slip_is_doubtful() -> None:
    found = match_all(ROSTER, [Candidate("x", issuer="某市A区市场监管管理局")])
    assert (found.sure, [one.unit for one in found.doubtful]) == ((), ["某市A区市场监督管理局"])


def test_what_a_match_rests_on_is_told() -> None:
    exact, short = match(ROSTER, [Candidate("x", issuer="某市财政局"), Candidate("A区市监局.doc")])
    assert (exact.by, exact.words, exact.sure) == ("issuer", "某市财政局", 1.0)
    assert (short.by, short.words) == ("file-name", "A区市监局")
    assert 0.75 <= short.sure < exact.sure


@every_row(
    ("one", "other", "same"),
    [
        ("即墨市", "即墨区", True),
        ("密云县", "密云区", True),
        ("邯郸县", "邯郸市", False),
        ("伊宁县", "伊宁市", False),
        ("长沙县", "长沙市", False),
        ("吉林市", "吉林省", False),
        ("某县", "某县", False),
        ("朝阳区", "朝阳县", False),
        *(
            (f"{place}县", f"{place}市", True)
            for place in ("广德", "宁乡", "射洪", "邹平", "海安", "水富", "玉环", "黔西", "米林")
        ),
        ("沙县区", "沙县", False),  # no level of the same stem
        ("孟津县", "孟津区", True),
        ("偃师市", "偃师区", True),
        ("海门市", "海门区", True),
        ("临夏县", "临夏市", False),
        ("和田县", "和田市", False),
        ("肥东县", "肥东市", True),  # the one is known, and there is none of the other name
        ("新华县", "新华区", False),  # there are two of the other name
        ("合肥县", "合肥市", False),
    ],
)
def test_a_county_that_became_a_city_or_a_district(one: str, other: str, same: bool) -> None:
    assert is_renamed(one, other) is same
    assert is_renamed(other, one) is same


def test_a_renamed_place() -> None:
    roster = [Unit("即墨区财政局"), Unit("长沙市财政局")]
    found = match(roster, [Candidate("a", issuer="即墨市财政局"), Candidate("b", issuer="长沙县财政局")])
    assert [(one.report, one.unit) for one in found] == [("a", "即墨区财政局")]


def test_districts_of_one_name_are_told_apart_by_their_provinces() -> None:
    roster = [Unit("北京市朝阳区司法局"), Unit("长春市朝阳区司法局")]
    said = [Candidate("a", issuer="朝阳区司法局"), Candidate("b", issuer="朝阳区司法局", region="吉林省")]
    assert [(one.report, one.unit) for one in match(roster, said)] == [("b", "长春市朝阳区司法局")]


def test_a_roster_of_one_place_needs_no_places() -> None:
    roster = [Unit("教育局"), Unit("财政局"), Unit("市监局")]
    said = [Candidate("a", issuer="某县教育局"), Candidate("b", issuer="某县市场监督管理局"), Candidate("财政局.txt")]
    assert [one.unit for one in match(roster, said)] == ["教育局", "市监局", "财政局"]


def test_a_district_that_is_called_after_a_mountain_is_a_place() -> None:
    roster = [Unit("区教育局"), Unit("区财政局"), Unit("城东街道")]
    said = [f"渝江市巴山区{name}" for name in ("教育局", "财政局", "城东街道办事处")]
    found = match(
        roster, [*(Candidate(name, issuer=name) for name in said), Candidate("x", issuer="渝江市江阳区教育局")]
    )
    assert [one.unit for one in found] == ["区教育局", "区财政局", "城东街道"]


def test_of_a_roster_without_places_only_the_reports_of_one_place_count() -> None:
    roster = [Unit("教育局"), Unit("财政局"), Unit("审计局")]
    said = [Candidate(issuer, issuer=issuer) for issuer in ("某县教育局", "某县财政局", "另县教育局", "某县审计局")]
    found = match_all(roster, said)
    assert [one.report for one in found.sure] == ["某县教育局", "某县财政局", "某县审计局"]
    assert [one.report for one in found.doubtful] == ["另县教育局"]
    assert match(roster, [said[0], said[2]]) == []


def test_parts_of_a_name() -> None:
    name = parse("某市高新区市场监管局")
    assert name is not None
    assert (name.places, name.functions[:2], name.organ) == (("某市", "高新区"), ("市场监管", "市场监督管理"), "局")


PLACES = st.sampled_from(["某市", "某县", "某市A区", "某市B区", "江门市", "开平市", ""])
FUNCTIONS = st.sampled_from(
    ["教育局", "教育体育局", "市监局", "市场监督管理局", "发改委", "城关镇人民政府", "人民政府"]
)


@given(st.lists(st.tuples(PLACES, FUNCTIONS), max_size=8, unique=True), PLACES, FUNCTIONS)
def test_never_a_unit_of_another_place(roster: list[tuple[str, str]], place: str, function: str) -> None:
    units = [Unit(place + function) for place, function in roster if place or function != "人民政府"]
    for found in match(units, [Candidate("x", issuer=place + function)]):
        name = parse(found.unit)
        assert name is not None
        said = parse(place + function)
        assert said is not None
        assert not name.places or not said.places or name.narrowest == said.narrowest


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_words_will_do(path: str, issuer: str, title: str) -> None:
    found = match_all(ROSTER, [Candidate(path, issuer, title)])
    assert len(found.sure) + len(found.doubtful) <= 1


def test_many_units_and_reports() -> None:
    functions = [
        "教育局",
        "市监局",
        "发展和改革局",
        "住房和城乡建设局",
        "人民政府",
        "城关镇人民政府",
        "应急局",
        "卫健局",
    ]
    places = [
        f"某市{letter}{number}县"
        for letter in "甲乙丙丁戊"
        for number in "一二三四五六七八九十百千万金木水火土日月星天地人和"
    ]
    units = [Unit(place + function) for place in places for function in functions]
    said = [Candidate(f"{number}.docx", issuer=unit.name) for number, unit in enumerate(units * 10)]
    said += [Candidate(f"{number}.docx", issuer=f"某市无{number}县市场监管管理局") for number in range(100)]
    found = match(units, said)
    assert [one.unit for one in found] == [unit.name for unit in units * 10]


@pytest.mark.parametrize(
    ("issuer", "title"),
    [
        ("某市司法局", "某市财政局 某市司法局关于2025年法治政府建设情况的报告"),
        ("某市司法局", "某市财政局、某市司法局2025年法治政府建设年度报告"),
        ("某市财政局某市司法局", "2025年法治政府建设年度报告"),
        ("某市财政局、某市司法局", "2025年法治政府建设年度报告"),
        ("某市财政局", "某市财政局和某市司法局2025年法治政府建设年度报告"),
    ],
)
def test_a_report_that_two_units_give_may_be_either_s(issuer, title):
    units = [Unit(name, row=row) for row, name in enumerate(("某市财政局", "某市司法局", "某市人民政府"), 2)]
    matched = match_all(units, [Candidate("报告.docx", issuer, title)])
    assert matched.sure == ()
    assert {one.unit for one in matched.doubtful} == {"某市财政局", "某市司法局"}


@pytest.mark.parametrize(
    ("issuer", "title", "unit"),
    [
        ("某市人民政府", "中共某市委员会 某市人民政府关于2025年度法治政府建设情况的报告", "某市人民政府"),
        ("某市财政局", "某市人民政府 某市财政局2025年法治政府建设年度报告", "某市财政局"),
        ("某市农业农村局", "某市农业农村局 某市乡村振兴局2025年法治政府建设年度报告", "某市农业农村局、某市乡村振兴局"),
        ("某市发展和改革委员会", "某市发展和改革委员会2025年法治政府建设年度报告", "某市发展和改革委员会"),
    ],
)
def test_a_report_of_one_unit_is_its_own_whatever_else_the_title_names(issuer, title, unit):
    names = ("某市财政局", "某市人民政府", "某市农业农村局、某市乡村振兴局", "某市发展和改革委员会", "某市司法局")
    units = [Unit(name, row=row) for row, name in enumerate(names, 2)]
    assert [one.unit for one in match_all(units, [Candidate("报告.docx", issuer, title)]).sure] == [unit]


def test_the_folder_of_a_unit_names_it() -> None:
    units = [Unit("某市财政局"), Unit("某市司法局"), Unit("某市水利局")]
    said = [
        Candidate("某市财政局/报告.docx"),
        Candidate("报送/司法局.zip!/2025年法治政府建设年度报告.docx"),
        Candidate("某市水利局/某市财政局.docx"),
        Candidate("某市水利局/某镇人民政府.docx"),
        Candidate("某市水利局/报告/x.docx"),
        Candidate("司法局/2025年/x.docx"),
    ]
    found = match_all(units, said)
    assert [(one.report, one.unit, one.by) for one in found.sure] == [
        (said[0].path, "某市财政局", "folder"),
        (said[1].path, "某市司法局", "folder"),
        (said[5].path, "某市司法局", "folder"),
    ]
    # a file in the folder of another unit: somebody must look
    assert {(one.report, one.unit) for one in found.doubtful} == {
        (said[2].path, "某市财政局"),
        (said[2].path, "某市水利局"),
        (said[3].path, "某市水利局"),
        (said[4].path, "某市水利局"),
    }
    by_file, by_folder = match(units, [Candidate("某市财政局.docx"), Candidate("某市财政局/x.docx")])
    assert by_folder.sure < by_file.sure
    # what the text says counts first where a folder has reports of several units: an office keeps them there
    said = [
        Candidate("某市司法局/a.docx", issuer="某市财政局"),
        Candidate("某市司法局/b.docx"),
        Candidate("某市司法局/c.docx", issuer="某市水利局"),
    ]
    found = match_all(units, said)
    assert [(one.report, one.unit) for one in found.sure] == [
        (said[0].path, "某市财政局"),
        (said[2].path, "某市水利局"),
    ]
    assert [one.report for one in found.doubtful] == [said[1].path]


def test_a_short_name_that_no_list_has() -> None:
    units = [Unit("市文旅局"), Unit("市民政局"), Unit("市教育局")]
    said = [
        Candidate("a", "某市文化旅游广电体育局"),
        Candidate("b", "某市民族政策局"),
        Candidate("c", "某市教育体育局"),
    ]
    assert [(one.report, one.unit) for one in match(units, said)] == [("a", "市文旅局")]


def test_text_file_and_folder_that_contradict_each_other() -> None:
    units = [Unit("市民政局"), Unit("市民宗局"), Unit("某市A区教育局"), Unit("某市A区人民政府")]
    said = [
        Candidate("市民政局.docx", issuer="某市民族宗教事务局"),
        Candidate("A区/教育局.docx", issuer="某市A区教育局"),
        Candidate("A区报告.docx", issuer="某市A区教育局"),
        Candidate("市民政局2025年.docx", issuer="某市民政局"),
        Candidate("市民宗局/2025.docx", issuer="某市民族宗教事务局"),
    ]
    found = match_all(units, said)
    assert [(one.report, one.unit) for one in found.sure] == [
        (said[1].path, "某市A区教育局"),
        (said[2].path, "某市A区教育局"),
        (said[3].path, "市民政局"),
        (said[4].path, "市民宗局"),
    ]
    assert [(one.report, one.unit) for one in found.doubtful] == [
        (said[0].path, "市民宗局"),
        (said[0].path, "市民政局"),
    ]


def test_a_township_without_a_place_is_not_that_of_two_counties() -> None:
    alone = [Unit("城关镇人民政府")]
    said = [
        Candidate("乡镇/泾县/城关镇.docx", issuer="泾县城关镇人民政府"),
        Candidate("乡镇/绩溪县/城关镇.txt", issuer="城关镇人民政府"),
    ]
    assert match_all(alone, said).sure == ()
    assert len(match_all(alone, said).doubtful) == 2
    assert [one.report for one in match(alone, said[:1])] == [said[0].path]
    # among units of one place it is there
    placed = [*alone, Unit("绩溪县财政局"), Unit("绩溪县司法局"), Unit("绩溪县教育局")]
    assert [one.report for one in match(placed, said)] == [said[1].path]
    assert [one.report for one in match_all(placed, said).doubtful] == [said[0].path]


@every_row(
    ("unit", "issuer"),
    [
        ("某市城市管理行政执法局", "某市城管局"),
        ("某市城市管理行政执法局", "某市城市管理局"),
        ("某市城市管理行政执法局", "某市城市管理综合执法局"),
        ("某市城市管理局", "某市城市管理行政执法局"),
        ("城管局", "某市城市管理行政执法局"),
        ("市政府", "某市人民政府"),
        ("市财政局", "某市财政局"),
    ],
)
def test_names_in_use(unit: str, issuer: str) -> None:
    assert [one.unit for one in match([Unit(unit), Unit("县政府"), Unit("县财政局")], [Candidate("x", issuer)])] == [
        unit
    ]
    assert match([Unit("县政府"), Unit("县财政局")], [Candidate("x", issuer)]) == []


IN_A_CITY = [
    ("市资源规划局", "云川市自然资源和规划局"),
    ("市文旅广电局", "云川市文化旅游和广播电视局"),
    ("市文体广电旅游局", "云川市文化体育广电旅游局"),
    ("市体教局", "云川市教育和体育局"),
    ("市公路中心", "云川市公路养护中心"),
    ("市粮食和储备局", "云川市粮食和物资储备局"),
    ("市税务局", "国家税务总局云川市税务局"),
    ("云川金融监管分局", "国家金融监督管理总局云川监管分局"),
    ("市贸促会", "中国国际贸易促进委员会云川市委员会"),
    ("团市委", "共青团云川市委员会"),
    ("市人民医院", "云川市人民医院"),
    ("高新区管委会", "云川高新技术产业开发区管理委员会"),
    ("云湖风景区管委会", "云川市云湖风景名胜区管理委员会"),
    ("柳泉市政府", "柳泉市人民政府"),
    ("市民政局", "云川市民政局"),
    ("市史志办", "云川市地方志编纂委员会办公室"),
    ("市委办公室", "中共云川市委员会办公室"),
    ("市民委", "云川市民族事务委员会"),
    ("人行云川分行", "中国人民银行云川市分行"),
    ("市森林公安局", "云川市公安局森林公安分局"),
    ("云川边检站", "云川出入境边防检查站"),
    ("市金融办", "云川市地方金融管理局"),
    ("市调查队", "国家统计局云川调查队"),
    ("云河管理区", "云河管理区管理委员会"),
    ("云湖旅游度假区", "云湖旅游度假区管理委员会"),
    ("市城投集团", "云川市城市建设投资集团有限公司"),
    ("市公交公司", "云川市公共交通集团有限责任公司"),
    ("云湖新区管委会", "云川市云湖新区党工委管委会"),
]
IN_A_COUNTY = [
    ("府办", "清河县人民政府办公室"),
    ("生态环境分局", "云川市生态环境局清河分局"),
    ("县医院", "清河县人民医院"),
    ("县经济开发区管委会", "清河经济开发区管理委员会"),
    ("团县委", "共青团清河县委员会"),
    ("供电公司", "国网清河县供电公司"),
    ("县教育局", "清河县教育局"),
]


@pytest.mark.parametrize("pairs", [IN_A_CITY, IN_A_COUNTY])
def test_a_roster_of_short_names_is_of_the_place_of_its_reports(pairs: list[tuple[str, str]]) -> None:
    """Whatever single places stand in it: a county-level city among counties is not the city of 市教育局."""
    units = [Unit(unit) for unit, _ in pairs]
    found = match(units, [Candidate(f"{number}.docx", issuer) for number, (_, issuer) in enumerate(pairs)])
    assert [one.unit for one in found] == [unit for unit, _ in pairs]


@pytest.mark.parametrize("stray", ["江洲高新技术产业开发区管理委员会", "江洲市自然资源和规划局", "江洲海关"])
def test_a_roster_of_short_names_takes_no_report_of_another_place(stray: str) -> None:
    units = [*(Unit(unit) for unit, _ in IN_A_CITY), Unit("云川海关")]
    reports = [Candidate(f"{number}.docx", issuer) for number, (_, issuer) in enumerate(IN_A_CITY)]
    found = match(units, [*reports, Candidate("外/stray.docx", stray)])
    assert all(one.report != "外/stray.docx" for one in found)
