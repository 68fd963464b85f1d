"""An author who fills in a skeleton as it says, in words about 某市某局: each blank by what it asks for."""

from __future__ import annotations

import re

BLANK = re.compile(r"【待填：([^】]*)】")

# What is asked for → what the author writes: the first row whose words all stand in what is asked for.
HEADINGS = {
    "党的领导": "坚持党建引领，压实法治建设责任",
    "依法履行职能": "优化政务服务，依法全面履行职能",
    "制度体系": "严把文件关口，健全依法行政制度",
    "行政决策": "规范决策程序，提升科学决策水平",
    "行政执法": "规范执法行为，维护公平公正",
    "突发事件": "完善应急预案，提高处置能力",
    "矛盾纠纷": "畅通救济渠道，化解矛盾纠纷",
    "权力监督": "主动接受监督，深化政务公开",
    "普法": "深化普法宣传，营造法治氛围",
    "数字法治": "建设智慧平台，赋能执法监管",
    "上年安排": "抓好上年安排落实和问题整改",
}
FIELDS = {
    "党的领导": "配备法制审核人员3名，全年召开党组会专题研究法治政府建设工作6次，集体学法8次，学习习近平法治思想4次，把法治建设纳入年度考核，与业务工作同部署、同检查。",
    "依法履行职能": "梳理权责清单事项120项，办理行政许可560件，平均用时压缩到3个工作日，企业办事跑动次数明显减少。",
    "制度体系": "制定规范性文件2件，全部经过合法性审核和集体讨论，清理文件15件，废止3件。",
    "行政决策": "落实重大行政决策程序，法律顾问参与论证20次，提出意见36条，采纳31条。",
    "行政执法": "开展执法检查140次，立案查处28件，重大执法决定法制审核12件，案卷评查2轮，没有被撤销的案件。",
    "突发事件": "修订应急预案3个，组织演练4场，参演人员320人次，妥善处置突发情况2起。",
    "矛盾纠纷": "办理行政复议案件3件、信访事项45件，负责人出庭应诉2次，调解成功率达到96%。",
    "权力监督": "主动公开信息230条，办理人大代表建议8件、政协委员提案6件，答复满意率100%。",
    "普法": "举办法治宣传活动18场，发放资料5000份，走访企业260家，受教育群众6000余人次。",
    "数字法治": "建成智慧监管平台1个，接入视频点位86处，推行非现场检查52次。",
}
ALSO = {
    "组织领导": "党的领导",
    "依法履行政府职能": "依法履行职能",
    "科学民主依法决策": "行政决策",
    "公正文明执法": "行政执法",
    "权力制约": "权力监督",
    "法治社会": "普法",
}
"""What other packs call the same fields."""
SHORTCOMINGS = [
    (
        "基层执法力量不足",
        "全局一线执法人员只有6人，人均监管企业80余家，偏远乡镇检查间隔较长。主要原因是编制多年没有增加，人员流动较大。",
    ),
    (
        "普法宣传形式单一",
        "面向企业的宣讲全年只有2次，以发放资料为主，知晓率不高。主要原因是缺少专业宣讲人员，线上渠道没有建好。",
    ),
    ("案卷制作质量不高", "评查发现9件案卷文书要素不全，说理不充分。主要原因是办案人员轮训不够，审核把关不严。"),
]
PLANS = [
    ("充实基层执法力量", "6月底前从机关调配4人到一线执法岗位，招录执法人员2名，缓解执法力量不足，由人事科牵头。"),
    ("创新普法宣传形式", "开展企业宣讲12场，9月底前建好线上普法专栏，解决宣传形式单一的问题，由政策法规科负责。"),
    ("提高案卷制作质量", "每季度评查案卷一次，年底前完成办案人员轮训，文书合格率达到98%以上，由执法监督科负责。"),
]
HEAD = [
    (
        "主持研究",
        "局主要负责人全年主持召开党组会6次研究法治工作，听取执法、普法专题汇报3次，批示督办重大案件5件，带头讲法治课2次。",
    ),
    ("各几次", "局主要负责人主持会前学法8次，带队督导基层执法4次，出庭应诉1次。"),
    (
        "亲自部署",
        "局主要负责人对执法规范化工作亲自部署，对群众反映的检查扰企问题亲自过问，对跨部门联合检查亲自协调，对案件整改亲自督办。",
    ),
    ("述法", "12月底，局主要负责人在党组扩大会议上述法，接受干部职工评议。"),
]


def filled(text: str, year: int = 2026) -> str:
    """*text* with every blank filled in as it asks."""
    seen: dict[str, int] = {}
    out = []
    part = ""
    for line in text.split("\n"):
        part = line if re.match(r"[#\s]*[一二三四五六]、", line) else part
        heading = re.match(r"[#\s]*（[一二三四五六七八九十]+）", line) is not None
        out.append(BLANK.sub(lambda blank, p=part, h=heading: _answer(blank[1], p, year, seen, heading=h), line))
    return "\n".join(out)


def _answer(asked: str, part: str, year: int, seen: dict[str, int], *, heading: bool) -> str:
    seen[asked] = seen.get(asked, 0) + 1
    for other, field in ALSO.items():
        asked = asked.replace(other, field)
    number = re.search(r"第(\d+)条", asked)
    if asked.startswith("成文日期"):
        return re.search(r"\d{4}年\d+月\d+日", asked)[0]
    if asked.startswith("开头"):
        return f"{year}年，某市某局认真学习贯彻习近平法治思想，围绕中心、服务大局，法治建设取得新的进展。现将有关情况报告如下："
    if asked.startswith("上年报告"):
        return f"针对上年提出的第{number[1]}条，列出清单{number[1]}份，{'春夏秋冬'[int(number[1]) % 4]}季完成整改，新建台账{len(asked)}个。"
    for words, text in (HEADINGS if heading else FIELDS).items():
        if words in asked:
            return text
    if number:
        rows = SHORTCOMINGS if "不足" in part or "问题" in part else PLANS
        return rows[int(number[1]) - 1][0 if heading else 1]
    return next(text for words, text in HEAD if words in asked)
