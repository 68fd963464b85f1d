"""Who issued the report, what kind of filer that is, and in which province it sits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.document.organs import in_full
from checker.document.regions import city, codes, leading_divisions, level_of, name_of_division, province, region_of
from tests.tables import every_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.document.report import Report

BODY = "现将2024年度法治政府建设情况报告如下：\n一、主要举措和成效\n开展检查40次。\n二、存在的不足\n力量不足，还需要加强。\n"
UNITS_OF_EVERY_CLASS = Path(__file__).parent.parent / "data" / "units.tsv"
UNITS = [
    ("长沙市公安局交通警察支队", "department", "湖南省"),
    ("榆林市横山区卫生健康局", "department", "陕西省"),
    ("榆中县气象局", "department", "甘肃省"),
    ("榆中县消防救援大队", "department", "甘肃省"),
    ("榆中县机关事务服务中心", "department", "甘肃省"),
    ("合肥市第三人民医院", "department", "安徽省"),
    ("浙江省司法厅", "department", "浙江省"),
    ("重庆市沙坪坝区教育委员会", "department", "重庆市"),
    ("兰州新区管理委员会", "government", "甘肃省"),
    ("青岛西海岸新区管理委员会", "government", "山东省"),
    ("黔东南苗族侗族自治州人民政府", "government", "贵州省"),
    ("巴林左旗人民政府", "government", "内蒙古自治区"),
    ("乌海市海南区人民政府", "government", "内蒙古自治区"),
    ("海南藏族自治州人民政府", "government", "青海省"),
    ("北京市朝阳区人民政府", "government", "北京市"),
    ("朝阳市双塔区人民政府", "government", "辽宁省"),
    ("榆中县城关镇人民政府", "township", "甘肃省"),
    ("上海市松江区中山街道办事处", "township", "上海市"),
    ("东莞市虎门镇人民政府", "township", "广东省"),
    ("山东青岛市农业农村局", "department", "山东省"),
    ("杭州海关", "department", "浙江省"),
    ("国家金融监督管理总局绍兴监管分局", "department", "浙江省"),
    ("新疆生产建设兵团", "government", "新疆维吾尔自治区"),
]
FORMS = {
    "title": "{}2024年度法治政府建设情况报告\n" + BODY,
    "title on two lines": "{}\n关于2024年度法治政府建设情况的报告\n" + BODY,
    "signature": BODY + "\n{}\n2025年1月10日\n",
    "signature set in": BODY + "\n　　　　　　　　{}\n　　　　　　　　2025年1月10日\n",
}


@every_row(("unit", "filer", "region"), UNITS)
@every_row("form", FORMS)
def test_title_and_signature(observed: Callable[..., Report], form: str, unit: str, filer: str, region: str) -> None:
    report = observed(FORMS[form].format(unit))
    assert report.issuer is not None
    assert (report.issuer.name, report.filer, report.region) == (unit, filer, region)


@every_row(
    ("text", "name"),
    [
        ("2024年，开平市应急管理局深入学习贯彻习近平法治思想。" + BODY, "开平市应急管理局"),
        (BODY + "印发《榆中县水利局学法计划》《榆中县水利局执法计划》，我局召开会议4次。", "榆中县水利局"),
        ("来源：榆中县水利局\n" + BODY, "榆中县水利局"),
        ("东安县应急管理局2024年法治政府建设报告\n" + BODY, "东安县应急管理局"),
        ("榆中县2024年度法治政府建设情况报告\n" + BODY, "榆中县人民政府"),
        ("虎门镇2024年法治政府建设工作总结\n" + BODY, "虎门镇人民政府"),
        ("南沙区卫生健康委2024年度法治政府建设情况报告\n" + BODY, "南沙区卫生健康委员会"),
        ("某某街道2024年度法治政府建设情况报告\n" + BODY, "某某街道办事处"),
        ("【2024年】榆中县水利局2024年度法治政府建设报告\n" + BODY, "榆中县水利局"),
        ("2025年天津经济技术开发区法治政府建设情况报告\n" + BODY, "天津经济技术开发区管理委员会"),
        ("| 某某综合保税区2024年度法治政府建设情况报告 |\n" + BODY, "某某综合保税区管理委员会"),
        (
            "现将某某新区2024年度法治政府建设情况报告如下:\n一、主要举措\n印发某某新区管委会学法计划。\n",
            "某某新区管理委员会",
        ),
        ("榆中县水利局贯彻落实法治政府建设责任制情况报告\n" + BODY, "榆中县水利局"),
        ("榆中县水利局深入推进法治政府建设情况报告\n" + BODY, "榆中县水利局"),
        ("2024年，区教育局认真推进。印发《杭州市上城区学法计划》。" + BODY, "杭州市上城区教育局"),
        ("2024年，市司法局坚持依法行政。" + BODY, "市司法局"),
        ("2024年，县水利局法治建设工作有序开展。奋力实现榆中县根据纲要确定的目标。" + BODY, "榆中县水利局"),
        (
            "2024年，在自治区党委的领导下，水利厅坚持依法行政。" + BODY + "《西藏自治区河道条例》施行。\n",
            "西藏自治区水利厅",
        ),
        ("2024年，市水利局坚持依法行政。《绍兴市河道条例》施行。为我市作出贡献。" + BODY, "绍兴市水利局"),
        ("受市人民政府委托，" + BODY + "在杭州市第十四届人大常委会会议上\n", "杭州市人民政府"),
        ("我受榆中县人民政府的委托，" + BODY, "榆中县人民政府"),
        ("受区人民政府委托，" + BODY, "区人民政府"),
        ("2024年，我县推进法治建设。落实《张家川县法治政府建设方案》。" + BODY, "张家川县人民政府"),
        ("2017年，原环境保护部深入推进。" + BODY, "环境保护部"),
        (BODY + "成立某某街道法治领导小组。某某街道持续推进。我街道召开会议。\n", "某某街道办事处"),
        ("昆明市官渡区政府2024年度法治政府建设情况报告\n" + BODY, "昆明市官渡区人民政府"),
        ("街道办事处2024年法治政府建设年度报告\n" + BODY + "某某街道办事处\n2025年1月3日\n", "某某街道办事处"),
        (
            "市发展改革委2024年法治政府建设年度报告\n2024年，绍兴市发展和改革委员会坚持依法行政。" + BODY,
            "绍兴市发展和改革委员会",
        ),
        (
            "中共榆中县委办公室 榆中县人民政府办公室\n关于2024年度法治政府建设情况的报告\n" + BODY,
            "中共榆中县委办公室、榆中县人民政府办公室",
        ),
        ("县水利局2024年度法治政府建设情况报告\n" + BODY + "制定《榆中县水利局普法计划》。\n", "榆中县水利局"),
        ("2024年，市市场监管局坚持依法行政。《绍兴市河道条例》施行。我市获奖。" + BODY, "绍兴市市场监督管理局"),
        ("2024年，市民政局坚持依法行政。努力建设美丽福州。" + BODY, "福州市民政局"),
        ("2024年，省民政厅坚持依法行政，学习在贵州考察时的重要讲话精神。" + BODY, "贵州省民政厅"),
        ("2024年，区水利局党委坚持依法行政。落实《杭州市上城区学法计划》。" + BODY, "杭州市上城区水利局"),
        ("2024年，镇党委、政府坚持依法行政。现将虎门镇情况报告如下：" + BODY, "虎门镇人民政府"),
        ("2024年，财政局、审计局坚持依法行政。榆中县水利局推进法治建设。" + BODY, "榆中县水利局"),
        ("2024年，县委、县政府坚持依法行政。" + BODY + "印发《榆中县述法办法》。\n", "榆中县人民政府"),
        ("2024年，县委、县政府高度重视。县水利局坚持依法行政。" + BODY + "《榆中县学法计划》\n", "榆中县水利局"),
        ("2024年，市文化旅游局坚持依法行政。印发《绍兴市文化和旅游局计划》。" + BODY, "绍兴市文化和旅游局"),
        ("2024年，我镇推进法治建设。" + BODY + "下一步，让政策在虎门镇落地，建设特色小镇。\n", "虎门镇人民政府"),
        ("锡林郭勒盟2024年度法治政府建设情况报告\n" + BODY, "锡林郭勒盟行政公署"),
        ("2024年，喀什地区行署坚持依法行政。" + BODY, "喀什地区行政公署"),
        ("兵团第八师134团2024年度法治政府建设情况报告\n" + BODY, "兵团第八师134团"),
        ("根据有关要求，现公布开平市水利局2024年度法治政府建设情况报告。\n" + BODY, "开平市水利局"),
        ("市委、市政府：\n2024年，高新区聚焦法治政府建设，落实各项要求。\n" + BODY, "高新技术产业开发区管理委员会"),
        (
            "2024年，某某街紧密围绕中心工作，推进依法行政。\n" + BODY + "推进某某街述法。印发《某某街学法清单》。\n",
            "某某街道办事处",
        ),
        ("2024年，云南省委、省政府认真落实纲要。\n" + BODY, "云南省人民政府"),
        (
            "经济开发区2024年度法治政府建设情况报告\n2024年某某经济开发区在区委的领导下，推进工作。\n" + BODY,
            "某某经济开发区管理委员会",
        ),
        ("| 关键词 | 发布机构 | 肃南县林草局 | |\n2024年，我局推进依法行政。\n" + BODY, "肃南县林草局"),
        (
            "某网站www.example.com榆中县水利局关于2024年度法治政府建设情况的报告2024年，推进依法行政。" + BODY,
            "榆中县水利局",
        ),
        ("2024年，省政府坚持依法行政，扎实推进法治四川建设。\n" + BODY, "四川省人民政府"),
        ("2024年，县政府坚持依法行政。\n" + BODY + "榆中县位于黄河之滨。\n", "榆中县人民政府"),
        ("云陵职业技术学院 年法治政府建设年度报告\n坚持依法治校。\n" + BODY, "云陵职业技术学院"),
        ("关于川云学院2024年度法治政府建设情况的报告\n2024年，坚持依法治校。\n" + BODY, "川云学院"),
        ("2024年，市水利局坚持依法行政，打造大安全格局，壮大安市场主体。\n" + BODY, "市水利局"),
        ("2024年，县委编办坚持依法行政。\n" + BODY, "县委编办"),
        ("（榆中县水利局）2024年度法治政府建设情况报告\n2024年，推进依法行政。\n" + BODY, "榆中县水利局"),
        (
            "2024年度法治政府建设年度报告\n我局坚持依法行政。" + BODY + "榆中县水利局\n我局\n2025年1月3日\n",
            "榆中县水利局",
        ),
    ],
)
def test_full_names(observed: Callable[..., Report], text: str, name: str) -> None:
    issuer = observed(text).issuer
    assert issuer is not None
    assert issuer.name == name


PLACES_OF_THE_NAME = {
    "below the title": "2024年度法治政府建设情况报告\n（{}）\n2024年，坚持依法行政。\n" + BODY,
    "signed with a month": "2024年度法治政府建设情况报告\n2024年，坚持依法行政。\n" + BODY + "\n{}\n2025年1月\n",
    "a note below the date": BODY + "\n{}（公章）\n2025年1月10日\n（联系人：某某，联系电话：000-0000000）\n",
    "the letter before it": "{0}关于报送2024年度法治政府建设情况报告的函\n某县司法局：\n现将2024年度法治政府建设情况报告报送贵局，请审阅。\n{0}\n"
    "2025年1月10日\n附件\n2024年度法治政府建设情况报告\n2024年，坚持依法行政。\n" + BODY,
    "own papers": "2024年，坚持依法行政。" + BODY + "印发《{0}2024年普法责任清单》，修订《{0}2024年执法计划》。\n",
    "a line to fill in": "2024年度法治政府建设情况报告\n报送单位：{}（盖章）    报送时间：2025年1月10日\n2024年，坚持依法行政。\n"
    + BODY,
}


@every_row("where", PLACES_OF_THE_NAME)
def test_where_the_name_may_stand(observed: Callable[..., Report], where: str) -> None:
    units = (
        "榆中县水利局",
        "国家税务总局榆中县税务局",
        "兰州新区管理委员会",
        "榆中县人民政府办公室",
        "榆中县公安局城关派出所",
    )
    for unit in units:
        issuer = observed(PLACES_OF_THE_NAME[where].format(unit)).issuer
        assert issuer is not None
        assert issuer.name == unit


def test_names_that_begin_like_words_that_join(observed: Callable[..., Report]) -> None:
    """Places that begin with 全, 向, 关, 从, 原 …: known ones, and towns that the text never calls without it."""
    names = [
        "全椒县",
        "本溪市",
        "关岭县",
        "于都县",
        "从江县教育局",
        "原阳县水利局",
        "向阳街道",
        "全福街道",
        "关王庙镇",
        "向化镇",
        "一四四团",
        "两江新区",
    ]
    forms = ("{0}2024年度法治政府建设情况报告\n" + BODY, "2024年，{0}认真贯彻落实要求。现将{0}情况报告如下：\n" + BODY)
    found = {name: [observed(form.format(name)).issuer for form in forms] for name in names}
    assert {name: [one and one.name for one in issuers] for name, issuers in found.items()} == {
        name: [in_full("", name)] * 2 for name in names
    }
    for said in ("全县坚持依法行政。", "向城关镇拨付经费，向城关镇反馈，对城关镇检查。", "各镇2024年推进工作。"):
        assert observed(f"2024年，{said}" + BODY).issuer is None


def test_a_count_of_years_is_no_unit(observed: Callable[..., Report]) -> None:
    assert observed("2023年区五年法治政府建设工作情况报告\n" + BODY).issuer is None


@pytest.mark.parametrize(("own", "name"), [("我局", "开平市应急管理局"), ("我市", "开平市人民政府"), ("我县", None)])
def test_what_the_text_calls_its_unit(observed: Callable[..., Report], own: str, name: str | None) -> None:
    text = f"2024年，{own}推进法治政府建设。开平市深入推进法治建设。开平市应急管理局深入开展检查。现将有关情况报告如下：\n一、主要举措和成效\n{own}召开会议。\n"
    issuer = observed(text).issuer
    assert (issuer.name if issuer else None) == name


@every_row(
    ("said", "filer"),
    [
        ("我局召开会议，为我市作出贡献，我市我市。", "department"),
        ("我镇召开会议。", "township"),
        ("我旗召开会议。", "government"),
        ("我管委会召开会议，我管委会所在地获奖。", "government"),
        ("我关召开会议，我关心企业。", "department"),
        ("我公司召开会议。", "department"),
        ("我团召开会议。", "township"),
        ("我部分科室召开会议。", None),
        ("2024年，街道按照《榆中县法治政府建设方案》推进各项工作。", "township"),
        ("我县召开会议。", "government"),
        ("2024年，教育局坚持依法治教。全县教育系统认真学习。", "department"),
        ("盟委、行署主要领导带头学法。", "government"),
        ("各街道召开会议。", None),
    ],
)
def test_a_unit_that_is_not_named_tells_its_kind(observed: Callable[..., Report], said: str, filer: str | None) -> None:
    report = observed(said + BODY)
    assert report.issuer is None
    assert report.filer == filer


def test_a_bureaus_office_signs_for_it(observed: Callable[..., Report]) -> None:
    for signed, name in (("榆中县水利局办公室", "榆中县水利局"), ("榆中县人民政府办公室", "榆中县人民政府办公室")):
        issuer = observed(FORMS["signature"].format(signed)).issuer
        assert issuer is not None
        assert issuer.name == name


def test_the_signature_gives_way_to_the_title(observed: Callable[..., Report]) -> None:
    report = observed("榆中县水利局2024年度法治政府建设情况报告\n" + BODY + "水利局办公室\n2025年1月10日\n")
    assert report.issuer is not None
    assert report.issuer.name == "榆中县水利局"


@pytest.mark.parametrize("text", ["", "今天天气很好。\n", "一、主要举措和成效\n全县推进。\n"])
def test_nobody(observed: Callable[..., Report], text: str) -> None:
    report = observed(text)
    assert (report.issuer, report.filer, report.deadline, report.region) == (None, None, None, None)


def test_a_ministry_is_of_no_province(observed: Callable[..., Report]) -> None:
    assert observed("农业农村部2024年度法治政府建设情况的报告\n" + BODY + "广东省经验得到推广。\n").region is None


def test_units_that_only_sentences_name(observed: Callable[..., Report]) -> None:
    text = "2024年度法治政府建设情况报告\n2024年，我局推进法治建设。" + BODY + "榆中县公安局牵头开展行动。"
    assert observed(text + "榆中县财政局给予支持。\n").issuer is None
    by = "根据《中共榆中县委全面依法治县委员会办公室关于印发方案的通知》，推进法治政府建设。"
    assert observed(by + BODY).issuer is None
    assert observed("2024年推进法治政府建设。" + BODY + "山东干部网络学院学法4次。\n").issuer is None
    own = observed(text + "榆中县财政局给予支持。印发《榆中县水利局学法计划》，《榆中县水利局普法计划》。\n").issuer
    assert own is not None
    assert own.name == "榆中县水利局"


def test_a_filer_that_is_given(observed: Callable[..., Report]) -> None:
    report = observed("榆中县水利局2024年度法治政府建设情况报告\n" + BODY, filer="township")
    assert (report.filer, report.deadline) == ("township", "03-01")
    assert observed(BODY, filer="no-such-kind").filer == "no-such-kind"


@pytest.mark.parametrize(
    ("unit", "deadline"),
    [
        ("榆中县水利局", "03-01"),
        ("榆中县人民政府", "03-01"),
        ("兰州市人民政府", "04-01"),
        ("榆中县城关镇人民政府", "03-01"),
    ],
)
def test_deadlines(observed: Callable[..., Report], unit: str, deadline: str) -> None:
    assert observed(FORMS["title"].format(unit)).deadline == deadline


EASILY_MISTAKEN = {
    "新民街道办事处": ("新民街道办事处", "township", None),
    "北京市门头沟区城市管理委员会": ("北京市门头沟区城市管理委员会", "department", "北京市"),
    "榆中县供销合作社联合社": ("榆中县供销合作社联合社", "department", "甘肃省"),
    "榆中县档案馆": ("榆中县档案馆", "department", "甘肃省"),
    "榆中县残疾人联合会": ("榆中县残疾人联合会", "department", "甘肃省"),
    "国家税务总局榆中县税务局": ("国家税务总局榆中县税务局", "department", "甘肃省"),
}


@every_row("unit", EASILY_MISTAKEN)
def test_units_that_are_easily_taken_for_another(observed: Callable[..., Report], unit: str) -> None:
    for form in ("title", "signature"):
        report = observed(FORMS[form].format(unit))
        assert report.issuer is not None
        assert (report.issuer.name, report.filer, report.region) == EASILY_MISTAKEN[unit]


def test_every_class_of_unit_is_known_by_its_name(observed: Callable[..., Report]) -> None:
    """Zones, the Corps, banners, bodies led from above, schools, companies: by title, signature and opening."""
    rows = [line.split("\t") for line in UNITS_OF_EVERY_CLASS.read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 300
    opening = "2024年，{}坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实要求。"
    forms = (FORMS["title"], FORMS["signature"], opening + BODY)
    wrong = []
    for unit, filer, region in rows:
        for form in forms:
            report = observed(form.format(unit))
            seen = (report.issuer and report.issuer.name, report.filer, report.region or "-", report.genre.report)
            if seen != (in_full("", unit), filer, region, True):
                wrong.append((unit, forms.index(form), seen))
    assert wrong == []


# Administrative divisions


@every_row(
    ("name", "context", "region"),
    [
        ("广东省应急管理厅", "", "广东省"),
        ("开平市应急管理局", "", "广东省"),
        ("江门市开平市应急管理局", "", "广东省"),
        ("乌海市海南区人民政府", "", "内蒙古自治区"),
        ("海南省农业农村厅", "", "海南省"),
        ("朝阳区人民政府", "", None),
        ("甘南州司法局", "", "甘肃省"),
        ("黔东南州人民政府", "", "贵州省"),
        ("融水县水利局", "", "广西壮族自治区"),
        ("朝阳区人民政府", "在党中央、国务院和省委的领导下，是全省唯一的案例", None),
        ("三都镇人民政府", "国务院和省委要求，落实广东省部署", "广东省"),
        ("三都镇人民政府", "落实广东省部署，赴浙江省学习", "广东省"),
        ("三都镇人民政府", "借鉴浙江省经验", None),
        ("三都镇人民政府", "落实广东省部署，浙江省企业来访", None),
        ("立节镇人民政府", "甘南藏族自治州舟曲县人民政府，县委依法治县办", "甘肃省"),
        ("城中街道办事处", "鹤城区城中街道", "湖南省"),
        ("榆中街道办事处", "", None),
        ("淄博市秦岭路街道办事处", "", "山东省"),
        ("秦岭路街道办事处", "", None),
        ("烟台海事局", "", "山东省"),
        ("朝阳海事局", "", None),
        ("国家统计局榆中调查队", "", "甘肃省"),
        ("中国（河南）自由贸易试验区管理委员会", "", "河南省"),
        ("朝阳区人民政府", "北京市委、市政府的坚强领导下", "北京市"),
        ("朝阳区人民政府", "吉林省长春市", "吉林省"),
        ("长春市朝阳区人民政府", "", "吉林省"),
        ("重庆市沙坪坝区教育委员会", "", "重庆市"),
        ("武汉经济技术开发区管理委员会", "", "湖北省"),
        ("某某局", "", None),
        ("", "", None),
    ],
)
def test_regions(name: str, context: str, region: str | None) -> None:
    assert region_of(name, context) == region


def test_codes() -> None:
    assert len(codes("朝阳区")) == 2
    assert {province(code) for code in codes("朝阳区")} == {"北京市", "吉林省"}
    assert [city(code) for code in codes("开平市")] == ["江门市"]
    assert codes("没有这个市") == ()
    assert name_of_division("000000") is None
    assert name_of_division("440000") == "广东省"


def test_the_level_of_a_government() -> None:
    levels = {
        "湖北省人民政府": "province",
        "内蒙古自治区人民政府": "province",
        "江门市人民政府": "city",
        "甘南州人民政府": "city",
        "开平市人民政府": "county",
        "江门市蓬江区人民政府": "county",
        "某县人民政府": "county",
        "某旗政府": "county",
        "某市人民政府": None,
        "某高新区管委会": None,
        "某镇人民政府": None,
        "某县水务局": None,
    }
    assert {unit: level_of(unit) for unit in levels} == levels


@pytest.mark.parametrize(
    ("name", "divisions"),
    [
        ("江门市开平市应急管理局", ["江门市", "开平市"]),
        ("黔东南苗族侗族自治州人民政府", ["黔东南苗族侗族自治州"]),
        ("应急管理局", []),
        ("", []),
    ],
)
def test_leading_divisions(name: str, divisions: list[str]) -> None:
    found, end = leading_divisions(name)
    assert found == divisions
    assert end == len("".join(divisions))


def test_from_the_record_of_the_page(observed: Callable[..., Report]) -> None:
    record = "索引号: 1142/2025-00012\n发布机构: 榆中县水利局\n2024年度法治政府建设工作报告\n"
    report = observed(record + "现将有关情况报告如下:\n一、主要举措和成效\n甲。\n")
    assert report.issuer is not None
    assert report.issuer.name == "榆中县水利局"


BODY_OF_ANY = "现将法治政府建设情况报告如下：\n一、主要举措和成效\n（一）强化学习。中心组学法4次。\n二、存在的不足和原因\n一是力量不足。\n"
OPENINGS: list[tuple[str, str | None, str | None]] = [
    ("2024年，市政府推进法治政府建设。“百县千镇万村工程”更实。", None, "government"),
    ("现将有关情况汇报如下：\n一、概况\n（一）“十镇百村”普法行动深入人心。\n", None, None),
    ("省委、省政府：\n2023年，绍兴市深入推进法治政府建设。", "绍兴市人民政府", "government"),
    ("某市司法局：\n现将白岩镇2024年度法治政府建设情况报告如下：\n", "白岩镇人民政府", "township"),
    ("2024年，我局落实《青岛市优化营商环境三年行动方案》。", None, "department"),
    ("2025年，县政府推进法治政府建设，县公安局城关派出所获评先进。", None, "government"),
    ("2024年，临江开发区落实《江北市法治政府建设实施方案》。", "临江开发区管理委员会", "government"),
    ("今年以来，白岩县水利局在县委、县政府领导下，认真落实要求。", "白岩县水利局", "department"),
    ("2024年度，云桥市医疗保障局党组高度重视法治建设。", "云桥市医疗保障局", "department"),
    ("2023年，云桥县党委、政府高度重视法治建设。", "云桥县人民政府", "government"),
    ("2023年，云桥县委、县政府坚持依法行政。", "云桥县人民政府", "government"),
    ("2024年是攻坚之年，也是白岩街道提质增效之年。白岩街道扎实推进。", "白岩街道办事处", "township"),
    ("2024年，国家税务总局云桥县税务局认真落实部署。", "国家税务总局云桥县税务局", "department"),
    ("2024年，黄埔海关坚持依法行政。", "黄埔海关", "department"),
    ("在市委市政府和上级司法行政部门的指导下，白岩区深入贯彻落实。", "白岩区人民政府", "government"),
    ("2024年，白岩市综合行政执法局（市城市管理局）坚持依法行政。", "白岩市综合行政执法局", "department"),
    ("市场监管系统在县委领导下推进工作。云桥县市场监督管理局", "云桥县市场监督管理局", "department"),
    ("2024年，云桥综合保税区管委会坚持依法行政。", "云桥综合保税区管理委员会", "government"),
    ("2024年，市水务局推进工作，印发《云桥市水务局法治宣传计划》。", "云桥市水务局", "department"),
    ("2025年以来，青石市司法局在市委领导下，落实我市法治建设要求。", "青石市司法局", "department"),
    ("2024年，全市各级各部门学习贯彻习近平法治思想。", None, "government"),
    ("2023年度，白岩镇政府在县委、县政府的领导下认真落实。", "白岩镇人民政府", "township"),
    ("2025年，白村乡法治政府建设工作在县委、县政府的领导下推进。", "白村乡人民政府", "township"),
    ("2024年，在市委领导下，中共云桥县委、云桥县人民政府坚持依法行政。", "云桥县人民政府", "government"),
    ("2024年，云州高新区管委会坚持依法行政。", "云州高新技术产业开发区管理委员会", "government"),
    ("2024年，我单位认真落实要求。", None, "department"),
    ("2024年，我单位认真落实要求。印发《云桥县水务局学法计划》。", "云桥县水务局", "department"),
    ("2024年，我支队认真落实要求。", None, "department"),
    ("2024年，我校坚持依法治校。", None, "department"),
    ("2024年，我会认真落实要求。", None, "department"),
    ("按照要求，现将有关情况报告如下。二是局党组严格落实“第一议题”要求。", None, "department"),
    ("按照要求，现将有关情况报告如下。镇党委严格落实“第一议题”要求。", None, "township"),
    ("关于云桥县2024年度法治政府建设情况的报告\n", "云桥县人民政府", "government"),
    (
        "中共云桥县委\n云桥县人民政府\n关于2024年度法治政府建设情况的报告\n",
        "中共云桥县委、云桥县人民政府",
        "government",
    ),
    (
        "中共云桥县委员会云桥县人民政府关于2024年度法治政府建设情况的报告\n",
        "中共云桥县委员会、云桥县人民政府",
        "government",
    ),
    (
        "云桥县司法局 云桥县教育局关于2024年度法治政府建设情况的报告\n",
        "云桥县司法局、云桥县教育局",
        "department",
    ),
    ("2024年，科左后旗旗委、旗政府坚持依法行政。", "科尔沁左翼后旗人民政府", "government"),
    ("2024年，是云桥区设立之年。撤销原云州市桥西区，设立云桥区。一年来，区政府克服困难。", None, "government"),
    ("云桥县公安局、云桥县司法局以共同体建设为抓手推进工作。", "云桥县公安局、云桥县司法局", "department"),
    ("云桥县气象局（台）2024年度法治政府建设情况报告\n", "云桥县气象局", "department"),
    ("2024年度法治政府建设情况报告\n单位：云桥县农业农村局\n时间：2025年1月\n", "云桥县农业农村局", "department"),
    ("【云桥县】2024年度法治政府建设情况报告\n", "云桥县人民政府", "government"),
    ("云桥县林业局法治政府建设2024年度工作情况报告\n", "云桥县林业局", "department"),
    (
        "2024年度云桥县卫健系统法治建设工作报告\n2024年，云桥县卫生健康局推进法治建设。",
        "云桥县卫生健康局",
        "department",
    ),
    ("2024年，云桥生态城管理委员会坚持依法行政。", "云桥生态城管理委员会", "government"),
    ("云桥边境贸易区2024年法治政府建设工作报告\n", "云桥边境贸易区管理委员会", "government"),
    ("云桥县水利局\n云桥县林业局\n关于2024年度法治政府建设情况的报告\n", "云桥县水利局、云桥县林业局", "department"),
    ("中共云桥县委宣传部\n云桥县文化局\n2024年法治政府建设报告\n", "中共云桥县委宣传部、云桥县文化局", "department"),
    ("云桥县人民政府\n办公室\n2024年度法治政府建设情况报告\n", "云桥县人民政府办公室", "department"),
    ("海北州2024年度法治政府建设报告\n海北藏族自治州人民政府认真履职。", "海北藏族自治州人民政府", "government"),
    ("来源：海口市龙华区龙泉镇\n龙泉镇人民政府2024年法治政府建设报告\n", "海口市龙华区龙泉镇人民政府", "township"),
    ("2024年，榆中县和平镇政府坚持依法行政。", "榆中县和平镇人民政府", "township"),
    ("2024年，中共云桥县委宣传部坚持依法办事。", "中共云桥县委宣传部", "department"),
    (
        "县委依法治县办：\n现将报告呈上。\n附件：云桥县水利局2024年度法治政府建设情况报告\n云桥县水利局\n附件\n"
        "云桥县水利局2024年度\n法治政府建设情况报告\n",
        "云桥县水利局",
        "department",
    ),
    ("绍兴市\n住房和城乡建设局\n2024年度法治政府建设情况报告\n", "绍兴市住房和城乡建设局", "department"),
]


@every_row(("opening", "name", "filer"), OPENINGS)
def test_the_subject_of_the_opening(
    observed: Callable[..., Report], opening: str, name: str | None, filer: str | None
) -> None:
    report = observed(opening + BODY_OF_ANY)
    assert (report.issuer.name if report.issuer else None, report.filer) == (name, filer)


def test_the_publisher_of_a_page_is_not_the_unit(observed: Callable[..., Report]) -> None:
    record = "发布机构：云桥区司法局\n关于2024年度法治政府建设情况的报告\n2024年，在市委领导下，云桥区全面推进法治政府建设。\n"
    report = observed(record + "一、加强领导\n（一）区政府常务会议学法6次。\n")
    assert report.issuer is not None
    assert (report.issuer.name, report.filer) == ("云桥区人民政府", "government")
