"""What reports say of their head, as a table of passages (data/duty.yaml): each in an ordinary report."""

from pathlib import Path

from checker.document.model import bare_document
from checker.engine.judge import judge
from tests.conftest import shipped
from tests.tables import from_yaml

DATA = Path(__file__).parent.parent / "data" / "duty.yaml"
REPORT = """某县水务局2025年度法治政府建设情况报告
2025年，某县水务局扎实推进法治政府建设。现将有关情况报告如下：
一、2025年推进法治政府建设的主要举措和成效
（一）依法履职。梳理权责事项120项，取消证明12项，办理许可430件，网办率96%。
（二）规范执法。开展检查210次，立案18件，评查案卷40宗，培训人员3期150人次。
（三）化解纠纷。调处矛盾86件，办结复议5件，回应工单320件，普法活动24场。
{inside}二、存在的不足和原因
一是执法力量不足，全县仅有持证人员6名，原因是编制少、人员流动快。二是普法方式单一，3个村全年没有专题活动，主要原因是经费投入不够。
{own}四、2026年主要安排
（一）补充执法力量，年内新增持证人员4名。（二）丰富普法方式，6月底前每村至少办1场专题活动。（三）规范执法程序，评查案卷不少于50宗。
某县水务局
2026年1月20日
"""
HEADING = "三、党政主要负责人履行推进法治建设第一责任人职责情况\n"


def outcomes(says: str, at: str) -> dict[str, str]:
    """The states of the rules on part three, a reason in place of a state that is not pass for the part itself."""
    own = f"{HEADING}{says}\n" if at == "own" else ""
    inside = f"（四）强化统筹。{says}\n" if at == "inside" else ""
    text = REPORT.format(own=own, inside=inside)
    assessment = judge(bare_document(text, "x.txt"), shipped("national"))
    items = {item.rule.id: item for item in assessment.items}
    part = items["part-first-responsible"]
    return {"part": part.reason or part.state} | {
        name: items[f"fr-{name}"].state for name in ("acts", "figures", "debrief", "four-personals")
    }


def test_passages_on_the_head() -> None:
    wrong = {}
    for kind, rows in from_yaml(DATA).items():
        for row in rows:
            expected = {key: value for key, value in row.items() if key not in {"at", "says"}}
            found = outcomes(row["says"], row["at"])
            different = {key: found[key] for key, value in expected.items() if found[key] != value}
            if different:
                wrong[f"{kind}: {row['says']}"] = different
    assert wrong == {}
