"""Parts that no heading names, as a table of sentences (data/embedded.yaml): each inside the measures of a report."""

from pathlib import Path

from checker.document.model import bare_document
from checker.engine.judge import judge
from tests.conftest import shipped
from tests.tables import from_yaml

DATA = Path(__file__).parent.parent / "data" / "embedded.yaml"
HEAD = """某县水务局2025年度法治政府建设情况报告
2025年，某县水务局扎实推进法治政府建设，依法行政水平不断提高。
"""
PARTS = {
    "measures": """、2025年推进法治政府建设的主要举措和成效
（一）依法履职。梳理权责事项120项，取消证明12项，办理许可430件，网办率96%。
（二）规范执法。开展检查210次，立案18件，评查案卷40宗，培训人员3期150人次。
（三）健全机制。{says}
（四）化解纠纷。调处矛盾86件，办结复议5件，回应工单320件，普法活动24场。
""",
    "deficiencies": """、存在的不足和原因
一是执法力量不足，全县仅有持证人员6名，原因是编制少。二是普法方式单一，3个村全年没有专题活动，主要原因是经费不够。
""",
    "first-responsible": """、党政主要负责人履行推进法治建设第一责任人职责情况
局长主持召开法治专题会议4次，听取汇报3次，批示督办积案5件，年底述法。
""",
    "next-plan": """、2026年主要安排
（一）补充执法力量，年内新增持证人员4名。（二）丰富普法方式，6月底前每村办1场专题活动。（三）规范执法程序。
""",
}
TAIL = "某县水务局\n2026年1月20日\n"


def reason(part: str, says: str) -> str:
    """The reason, or the state, of the rule on a part that has no heading, where a sentence stands among the measures."""
    kept = [text for name, text in PARTS.items() if name != part]
    body = "".join(number + text.format(says=says) for number, text in zip("一二三", kept, strict=True))
    text = HEAD + body + TAIL
    items = judge(bare_document(text, "x.txt"), shipped("national")).items
    item = next(item for item in items if item.rule.id == f"part-{part}")
    return item.reason or item.state


def test_passages_that_give_a_part() -> None:
    wrong = {
        f"{part}: {says}": found
        for part, kinds in from_yaml(DATA).items()
        for expected, sentences in kinds.items()
        for says in sentences
        if (found := reason(part, says)) != expected
    }
    assert wrong == {}
