"""Overviews made by hand: a small one with all that can happen, a hostile one, a large one, and the empty ones."""

from __future__ import annotations

from random import Random

from checker.audit.model import (
    CellMark,
    Entry,
    Family,
    Finding,
    Gap,
    Match,
    Overview,
    Requirement,
    Standing,
    Unit,
    Unreadable,
)
from checker.similarity import Passage, Similar
from tests.conftest import shipped

OFFICES = [
    "教育局",
    "民政局",
    "司法局",
    "财政局",
    "水利局",
    "农业农村局",
    "文化和旅游局",
    "卫生健康委员会",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
]
KINDS = (("department", "部门"), ("township", "乡镇（街道）"), ("government", "政府"))
PATH = "reports/{}.docx"


def requirements() -> tuple[Requirement, ...]:
    """Those of the pack for the whole country."""
    pack = shipped("national")
    groups = {group.id: group.title["zh"] for group in pack.groups}
    return tuple(
        Requirement(rule.id, rule.title["zh"], rule.group, groups[rule.group], rule.severity) for rule in pack.rules
    )


def mark(rule: Requirement, state: str) -> CellMark:
    return CellMark(rule.rule, state, rule.severity, 2.0 if state == "pass" else 0.0, 2.0)


def gap(rule: Requirement, state: str, **more: str) -> Gap:
    told = {
        "message": f"没有写“{rule.title}”要求的内容。",
        "place": "二、存在的不足和原因（第 12 段）",
        "quote": "一年来，我局虽然取得了一定成绩，但也存在一些不足。",
        "basis": "《法治政府建设与责任落实督察工作规定》第二十五条",
        "fix": "按要求补写这一部分，写明做法、数量和效果，不要只写“高度重视”。",
        "effort": "hours",
    }
    return Gap(rule.rule, state, rule.severity, 2.0 if state == "fail" else 1.0, **{**told, **more})


def judged(path: str, unit: str | None, rules: tuple[Requirement, ...], states: str, **more: object) -> Entry:
    """A judged report; *states* is a word of p, a, f and s that is repeated over the rules."""
    names = {"p": "pass", "a": "partial", "f": "fail", "s": "skip"}
    given = [names[states[number % len(states)]] for number in range(len(rules))]
    marks = tuple(mark(rule, state) for rule, state in zip(rules, given, strict=True))
    gaps = tuple(gap(rule, state) for rule, state in zip(rules, given, strict=True) if state in ("fail", "partial"))
    points = round(100 * sum(one.earned for one in marks) / max(sum(one.possible for one in marks), 1), 1)
    grade = next(
        name for name, low in (("excellent", 90), ("good", 75), ("passing", 60), ("failing", 0)) if points >= low
    )
    verdict = "fail" if any(one.severity == "error" for one in gaps) else "pass"
    fields = {
        "path": path,
        "unit": unit,
        "issuer": unit,
        "title": f"{unit or '某单位'}2024年法治政府建设年度报告",
        "kind": "department",
        "region": "某市",
        "year": 2024,
        "date": "2025-01-15",
        "published": None,
        "format": "docx",
        "characters": 5200,
        "pack": "national 2026.1",
        "verdict": verdict,
        "points": points,
        "uncapped": points,
        "grade": grade,
        "cap": None,
        "marks": marks,
        "gaps": gaps,
        "error": None,
    }
    return Entry(**{**fields, **more})


def unreadable(path: str, unit: str | None = None, **more: str) -> Entry:
    told = {"code": "encrypted", "reason": "文件加了密码，打不开。", "remedy": "请报送单位去掉密码后重新报送。"}
    nothing = dict.fromkeys(Entry._fields)
    fields = {"path": path, "unit": unit, "characters": 0, "marks": (), "gaps": ()}
    return Entry(**{**nothing, **fields, "error": Unreadable(**{**told, **more})})


def standing(unit: Unit, entry: Entry | None, **more: object) -> Standing:
    fields = {"unit": unit, "report": None, "sure": None, "points": None, "grade": None, "verdict": None}
    fields |= {"rank": None, "among": 0, "days_late": None, "points_before": None}
    if entry is not None:
        fields |= {"report": entry.path, "sure": 1.0, "points": entry.points, "grade": entry.grade}
        fields["verdict"] = entry.verdict
    return Standing(**{**fields, **more})


def ranked(standings: list[Standing]) -> tuple[Standing, ...]:
    """The same with ranks within kind and region."""
    done = []
    for one in standings:
        like = [
            other.points
            for other in standings
            if (other.unit.kind, other.unit.region) == (one.unit.kind, one.unit.region) and other.points is not None
        ]
        rank = None if one.points is None else 1 + sum(points > one.points for points in like)
        done.append(one._replace(rank=rank, among=len(like)))
    return tuple(done)


def overview(entries: list[Entry], standings: tuple[Standing, ...], **more: object) -> Overview:
    chosen = {one.report for one in standings}
    entries = [
        entry._replace(
            role=entry.role or ("unreadable" if entry.error else "counted" if entry.path in chosen else "second")
        )
        for entry in entries
    ]
    read = [entry for entry in entries if entry.error is None]
    fields = {
        "title": "某市2024年度法治政府建设年度报告审查",
        "year": 2024,
        "made": "2025-03-20",
        "packs": ("national 2026.1",),
        "files": len(entries),
        "judged": len(read),
        "unreadable": len(entries) - len(read),
        "requirements": requirements(),
        "standings": standings,
        "findings": (),
        "similar": (),
        "entries": lambda: iter(entries),
        "kinds": KINDS,
        "roster": "名单.csv",
        "genres": (("annual-report", "法治政府建设年度报告"),),
        "families": (Family("annual-report", "法治政府建设年度报告", "法治政府建设工作"),),
    }
    return Overview(**{**fields, **more})


def small() -> Overview:
    """Twelve offices and three townships: late, missing, twice, unreadable, alike, better and worse than last year."""
    rules = requirements()
    random = Random(7)  # noqa: S311 - the same at each run
    entries, standings, matches = [], [], []
    for number, name in enumerate(OFFICES):
        unit = Unit(f"某市{name}", "department", "某市", (), "2025-01-31", number + 2)
        if number == 9:
            entries.append(unreadable("reports/审计局.pdf", unit.name))
            standings.append(standing(unit, None))
            continue
        if number == 11:
            standings.append(standing(unit, None))
            continue
        states = "".join(random.choices("pafs", (10 + 6 * (number % 4), 2, 3 if number % 3 else 1, 2), k=51))
        late = number == 4
        entry = judged(PATH.format(name), unit.name, rules, states, date="2025-02-19" if late else "2025-01-15")
        if number == 2:
            entry = entry._replace(points=60.0, cap="shortcomings", grade="passing")
        entries.append(entry)
        before = None if number == 5 else round((entry.points or 0) + random.uniform(-8, 8), 1)
        standings.append(standing(unit, entry, days_late=19 if late else -16, points_before=before))
        sure = (1.0, 0.92, 0.71)[number % 3]
        matches.append(Match(entry.path, unit.name, ("issuer", "title", "file-name")[number % 3], name, sure))
    entries.append(judged("reports/教育局（修改稿）.docx", "某市教育局", rules, "ppfa"))
    matches.append(Match("reports/教育局（修改稿）.docx", "某市教育局", "issuer", "某市教育局", 1.0))
    for number, name in enumerate(("某镇", "某乡", "某街道办事处")):
        unit = Unit(f"某县{name}", "township", "某县", (), "2025-01-31", 20 + number)
        entry = judged(PATH.format(name), unit.name, rules, "pppppa" if number else "p", kind="township", region="某县")
        entries.append(entry)
        standings.append(standing(unit, entry, days_late=-10, points_before=88.0))
        matches.append(Match(entry.path, unit.name, "issuer", unit.name, 1.0))
    nobody = judged("reports/扫描件003.docx", None, rules, "pf", issuer=None, title=None, kind=None, region=None)
    entries.append(nobody)
    entries.append(unreadable("reports/旧文件.zip!/坏.doc", None, code="damaged", reason="文件损坏。"))
    passage = "全面落实行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度，严格规范公正文明执法。"
    similar = (
        Similar(
            PATH.format("水利局"), PATH.format("财政局"), 0.82, False, False, (Passage(passage, passage, 120, 98),) * 2
        ),
        Similar(PATH.format("民政局"), "last-year/民政局.docx", 0.97, True, True, ()),
    )
    findings = (
        Finding("not-submitted", "error", "某市统计局", (), "没有找到某市统计局的报告。", "《…规定》第二十四条", "请催报。"),
        Finding("late", "warning", "某市水利局", (PATH.format("水利局"),), "迟报 19 天。", "《…规定》第二十四条", "向单位了解原因。",
            "你单位迟报 19 天，请说明原因。"),
        Finding(
            "similar", "warning", "某市水利局", (PATH.format("水利局"), PATH.format("财政局")),
            "与某市财政局的报告有 82% 的文字相同。", "工作惯例", "核对原文，改写雷同的段落。",
        ),
    )  # fmt: skip
    alone = standing(Unit(nobody.path), nobody, sure=None)
    placed = (*ranked(standings), alone)
    over = (("reports/审计局.jpg", "某市审计局"), ("reports/照片.rar", None))
    return overview(entries, placed, matches=tuple(matches), similar=similar, findings=findings, passed_over=over)


HOSTILE = (
    "=HYPERLINK(\"http://a.example\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=2", "＝1+1", "<r><t>x</t></r>",
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "{{7*7}}{% for x in y %}", "_x0041_", "\x00\x0b\x1b[2J",
    "\ud800", "￾", "\u202egnp.exe", "'; DROP", "../../etc/passwd", "CON", "甲" * 40_000, "\n" * 400, "&<>\"'", "]]>",
    "【单位】", "${x}", "%s %d", "\\\\server\\share", "a/b\\c:d*e?f", "😀" * 300, "",
)  # fmt: skip


def hostile() -> Overview:
    """Whatever a report, a roster or a file name may hold, everywhere."""
    rules = tuple(one._replace(title=text[:60]) for one, text in zip(requirements(), HOSTILE, strict=False))
    entries, standings, matches = [], [], []
    for number, text in enumerate(HOSTILE):
        unit = Unit(text, text, text, (text,), text, number + 2)
        nasty = tuple(Gap(rules[0].rule, "fail", "error", 1.0, text, text, text, text, text, text) for _ in range(2))
        entry = judged(
            f"reports/{number}{text[:80]}", text or None, rules, "pf", title=text, kind=text, region=text, date=text
        )
        entry = entry._replace(gaps=nasty)
        entries.append(entry)
        standings.append(standing(unit, entry, days_late=number, points_before=50.0))
        matches.append(Match(entry.path, text, text, text, 0.5))
        entries.append(unreadable(f"broken/{number}{text[:80]}", text or None, code=text, reason=text, remedy=text))
    passages = tuple(Passage(text, text, 0, 0) for text in HOSTILE)
    return overview(
        entries,
        ranked(standings),
        title="=1+1&<b>]:*?/\\" + "长" * 300,
        roster="=cmd|'/c calc'!A1",
        requirements=rules,
        matches=tuple(matches),
        similar=(Similar(entries[0].path, entries[2].path, 1.0, False, False, passages),),
        findings=tuple(Finding(text, "error", text, (text,), text, text, text) for text in HOSTILE),
        packs=HOSTILE[:5],
    )


def large(count: int, gaps: int = 12) -> Overview:
    """*count* reports, made one at a time when they are asked for."""
    rules = requirements()
    marks = [mark(rule, "pass") for rule in rules]
    failed = [mark(rule, "fail") for rule in rules]
    found = [gap(rule, "fail") for rule in rules]

    def one(number: int) -> Entry:
        missed = {(number * 7 + step * 5) % len(rules) for step in range(gaps)}
        entry = judged(f"reports/{number:05}.docx", f"某市第{number:05}单位", (), "p", points=60.0 + number % 40)
        chosen = tuple(failed[at] if at in missed else marks[at] for at in range(len(rules)))
        return entry._replace(
            marks=chosen, gaps=tuple(found[at] for at in sorted(missed)), grade="good", verdict="fail"
        )

    standings = []
    for number in range(count):
        entry = one(number)
        unit = Unit(entry.unit or "", "department", "某市", (), "2025-01-31", number + 2)
        standings.append(standing(unit, entry, rank=1 + number % 40, among=count, days_late=0, points_before=70.0))
    made = overview([], tuple(standings), files=count, judged=count)
    return made._replace(entries=lambda: map(one, range(count)))


def none_judged() -> Overview:
    entries = [unreadable(f"reports/{number}.pdf") for number in range(3)]
    units = [Unit(f"某市{name}", "department", "某市", (), None, 2) for name in OFFICES[:3]]
    return overview(entries, tuple(standing(unit, None) for unit in units), year=None, packs=())


def no_roster() -> Overview:
    rules = requirements()
    entries = [judged(PATH.format(name), None, rules, "ppaf", issuer=f"某市{name}") for name in OFFICES[:4]]
    standings = [standing(Unit(entry.issuer or "", "department", "某市"), entry) for entry in entries]
    return overview(entries, ranked(standings), roster=None)


def nothing() -> Overview:
    return overview([], (), requirements=(), packs=(), year=None, roster=None)
