"""No two statements of one result contradict each other, whatever has become of a report."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine.model import Assessment, Item

TITLE = "某县水务局2025年度法治政府建设情况报告\n2025年，我局推进法治政府建设。现将有关情况报告如下：\n"
END = "某县水务局\n2026年1月20日\n"
SECTIONS = {
    "measures": (
        "主要举措和成效",
        [
            "（一）健全机制。局党组会研究法治工作6次，印发要点1份。\n（二）优化服务。办理取水许可214件，取消证明9项。\n（三）严格执法。检查取水单位186家，立案9件，罚款18.6万元，培训4期。",
            "局长主持党组会6次，听取执法汇报3次，督办重大案件2件。还存在执法力量不足等问题。下一步，我局将加强培训。",
        ],
    ),
    "deficiencies": (
        "存在的不足和原因",
        [
            "（一）基层执法力量不足。乡镇水利站平均不到2人，主要原因是编制紧缺。\n（二）案卷质量不高。11件案卷有4件不规范，原因在于培训少。",
            "一是值守只到晚八点。二是合同漏审3份。\n上述问题的原因：一是补贴没有列支；二是签约不走公文系统。",
            "（一）工作力度还不够大。主要原因是重视不够。\n（二）创新意识还不强。主要原因是认识不到位。",
            "总的看，没有明显的问题和不足。",
            "1.站位",
        ],
    ),
    "first-responsible": (
        "党政主要负责人履行推进法治建设第一责任人职责情况",
        [
            "局党组书记、局长主持召开党组会6次，听取法治工作汇报3次，批示督办案件5件，带头讲法治课2次，年底专题述法。",
            "分管副局长主持会议4次，听取汇报2次。",
            "局长高度重视法治建设，没有述法。",
        ],
    ),
    "next-plan": (
        "2026年主要安排",
        [
            "（一）充实基层执法力量。6月底前招录5名。\n（二）提升案卷质量。每季度评查1次。\n（三）建成智慧水务平台二期。",
            "一是提高站位。二是压实责任。三是再上台阶。",
            "具体安排另行制定。",
            "6月底前招录执法人员2人。",
        ],
    ),
}
HEADINGS = [None, "", "有关工作", "工作总结", "问题、原因和下一步打算", "履职与安排"]
"""None: its own; empty: none at all, so that what stands there belongs to the part before."""

texts = st.permutations(list(SECTIONS)).flatmap(
    lambda order: st.tuples(
        *(
            st.tuples(st.just(name), st.sampled_from(HEADINGS), st.sampled_from([*SECTIONS[name][1], ""]))
            for name in order
        )
    )
)


def written(parts: tuple[tuple[str, str | None, str], ...]) -> str:
    text = TITLE
    for number, (name, heading, body) in enumerate(parts):
        words = SECTIONS[name][0] if heading is None else heading
        text += (f"{'一二三四'[number]}、{words}\n" if words else "") + (f"{body}\n" if body else "")
    return text + END


def counterparts(items: dict[str, Item]) -> list[str]:
    """What one item of a result says against another."""

    def state(rule: str) -> str:
        return items[rule].state

    said: list[str] = []
    for rule, item in items.items():
        part = item.rule.options.get("part")
        of_part = items.get(f"part-{part}")
        if of_part is None or of_part is item or item.state == "skip":
            continue
        if of_part.reason == "missing" or (of_part.reason == "empty" and item.state != "fail"):
            said.append(f"{of_part.rule.id} is {of_part.reason}, yet {rule}: {item.state}")
        if of_part.reason == "hollow" and item.state == "pass" and item.rule.check not in ("share", "year"):
            said.append(f"{of_part.rule.id} is hollow, yet {rule} passes")
    if items["part-causes"].state == "pass" and state("causes-matched") == "fail":
        said.append("causes are given, yet none for any shortcoming")
    if (
        items["part-causes"].state != "pass"
        and items["part-causes"].reason != "implicit"
        and state("causes-matched") == "pass"
    ):
        said.append("no causes are given, yet one for each shortcoming")
    if state("fr-acts") == "fail" and "pass" in (state("fr-figures"), state("fr-debrief")):
        said.append("no act is told, yet it is counted, or the debrief told")
    compared = {items[rule].values.get("items") for rule in ("causes-matched", "plan-answers-deficiencies")} - {None}
    if len(compared) > 1:
        said.append(f"shortcomings are counted as {compared}")
    hollow = items["substance"].values.get("parts", ()) if items["substance"].reason == "hollow" else ()
    said += [f"{part} is hollow on the whole, yet passes" for part in hollow if state(f"part-{part}") == "pass"]
    return said


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_no_statement_contradicts_another(
    judged: Callable[..., Assessment], parts: tuple[tuple[str, str | None, str], ...]
) -> None:
    assessment = judged(written(parts))
    items = {item.rule.id: item for item in assessment.items}
    if items["genre"].state == "pass":
        assert counterparts(items) == []
