"""What keeps a hit from counting, as a table: the hit stands between ⟦ and ⟧."""

from checker.document.guards import guards_of
from checker.document.model import bare_document
from checker.document.report import Report, observe
from checker.rulebook.load import vocabulary_of
from checker.text.span import Span
from tests.conftest import shipped

REASONS = {
    "denied": """
        局主要负责人没有⟦主持⟧召开党组会研究法治工作
        局主要负责人全年未⟦听取⟧执法工作汇报
        区长尚未就法治工作⟦批示⟧
        镇长也没有对涉水案件作出⟦批示⟧
        对法治建设重要工作没有⟦亲自部署⟧
        局长从未⟦出庭⟧应诉
        因换届,年底⟦述法⟧没有开展
        专题⟦述法⟧尚未进行
        ⟦批示⟧件数为零
    """,
    "nought": """
        局长⟦主持⟧召开法治会议0次
        县长⟦批示⟧0件、督办3件
        ⟦听取⟧法治、执法汇报0次
        局长⟦出庭⟧零次
    """,
    "modal": """
        镇长应当定期⟦主持⟧召开会议,听取汇报
        书记须在年底⟦述法⟧
        局长拟于明年⟦主持⟧召开专题会
        局主要负责人将继续⟦听取⟧汇报
        下一步,局长带头⟦学法⟧
        主要负责人要带头⟦学法⟧
        书记打算⟦主持⟧两次会议
        争取年内⟦听取⟧汇报两次,督办积案
    """,
    "retold": """
        《督察工作规定》要求,党政主要负责人⟦听取⟧汇报
        认真执行《党政主要负责人带头⟦学法⟧办法》
        《职责规定》第五条明确主要负责人⟦主持⟧研究法治工作
        县委要求:主要负责人年底⟦述法⟧
    """,
    "template": """
        写明主要负责人⟦主持⟧会议、听取汇报各几次
        以主要负责人为主语,写主持、⟦听取⟧、批示
    """,
    "ordinal": """
        县委召开十四届⟦八次⟧全会部署法治领域改革
        贯彻党的二十届⟦四次⟧全会精神
    """,
}
COUNT = """
    局主要负责人⟦主持⟧召开会议4次
    对未按期整改的3个问题⟦亲自督办⟧
    针对没有整改到位的案件,局长⟦批示⟧2件
    带头⟦学法⟧从未停歇
    全年未发生败诉,局长⟦出庭⟧应诉2次
    局长⟦批示⟧10件
    ⟦听取⟧汇报3次,督办积案0件
    按照《督察工作规定》要求,局长⟦主持⟧召开党组会
    凡应当集体讨论的事项,局长均⟦主持⟧党组会研究
    局长把应当由党组决定的事项提交⟦集体讨论⟧
    将法治建设纳入年度计划,局长⟦听取⟧汇报
    局长⟦主持⟧审议拟订的办法
    学习未成年人保护法,⟦带头⟧讲课
    党委书记⟦督办⟧未办结的案件
    出台办法,明确要求,局长⟦带头⟧执行
    两次⟦听取⟧执法进展
"""


def report(text: str) -> Report:
    return observe(bare_document(text, "x.txt"), vocabulary_of(shipped("national")))


def why(row: str) -> str | None:
    start, end = row.index("⟦"), row.index("⟧") - 1
    seen = report(row.replace("⟦", "").replace("⟧", "") + "。")
    return guards_of(seen).why_not(Span(start, end))


def rows(block: str) -> list[str]:
    return [row.strip() for row in block.strip().splitlines()]


def test_each_reason() -> None:
    expected = {row: reason for reason, block in REASONS.items() for row in rows(block)}
    assert {row: why(row) for row in expected} == expected


def test_what_counts() -> None:
    assert {row: why(row) for row in rows(COUNT)} == dict.fromkeys(rows(COUNT))


def test_a_reason_can_be_left_out() -> None:
    seen = report("下一步,局长带头学法。")
    assert guards_of(seen).why_not(Span(6, 8), but=("modal",)) is None


def told(text: str, *, own: bool) -> list[str]:
    """The clauses of a text that tell of the head."""
    seen = report(text)
    head = seen.vocabulary.lists["head"]
    return [seen.text[slice(*clause)] for clause in guards_of(seen).told_of([Span(0, len(text))], head, own=own)]


SPEAKERS = [
    # text, whether it begins with the head, the clauses that are the head's
    ("局长主持会议,听取汇报。督办案件。", False, ["局长主持会议", "听取汇报", "督办案件"]),
    ("分管副局长主持会议,听取汇报。", True, []),
    ("年初主持会议。分管副局长听取汇报。局长述法。", True, ["年初主持会议", "局长述法"]),
    ("我局召开会议。局主要负责人听取汇报。", True, ["局主要负责人听取汇报"]),
    ("镇党委副书记、镇长主持会议。", False, ["镇党委副书记、镇长主持会议"]),
    ("一是各科室负责人述法。二是局长带头学法。", True, ["二是局长带头学法"]),
    ("听取分管副局长汇报3次。", True, ["听取分管副局长汇报3次"]),
    ("全年各单位主要负责人述法。", True, []),
    ("落实《书记述法办法》。", False, []),
]


def test_who_is_told_of() -> None:
    assert [told(text, own=own) for text, own, _ in SPEAKERS] == [clauses for *_, clauses in SPEAKERS]
