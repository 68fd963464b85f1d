"""The workbook of an audit: names of sheets and columns, and what they mean."""

MESSAGES: dict[str, tuple[str, str]] = {
    "audit.page-of": ("第 {page} 页，共 {pages} 页", "page {page} of {pages}"),
    "audit.none": ("没有这类情况。", "None."),
    "audit.yes": ("是", "yes"),
    "audit.no": ("否", "no"),
    "audit.kind.unknown": ("未分类", "unsorted"),
    "audit.sheet.overview": ("总览", "Overview"),
    "audit.sheet.overview.about": (
        "报告年度 {year}；审查日期 {made}；规则包 {packs}。蓝字可以点开对应的表。审查只看报告文字，不评价工作本身。",
        "Year of the reports {year}; audited {made}; packs {packs}. Blue words lead to the sheets. The audit sees the words "
        "of the reports, not the work behind them.",
    ),
    "audit.sheet.overview.about.no-year": (
        "审查日期 {made}；规则包 {packs}。蓝字可以点开对应的表。审查只看报告文字，不评价工作本身。",
        "Audited {made}; packs {packs}. Blue words lead to the sheets. The audit sees the words of the reports, not the "
        "work behind them.",
    ),
    "audit.sheet.matrix": ("矩阵", "Matrix"),
    "audit.sheet.matrix.short": ("每个单位、每项要求的结果", "each unit, each requirement"),
    "audit.sheet.matrix.about": (
        "一行一个单位，一列一项要求。✓ 符合，△ 部分符合，✗ 不符合，– 不适用，空白为未检查。"
        "“问题数”可以点开，看这个单位的每一条问题。",
        "A row for each unit, a column for each requirement. ✓ met, △ met in part, ✗ not met, – not applicable, blank: not "
        "judged. A click on the number of gaps leads to the gaps of the unit.",
    ),
    "audit.sheet.ranking": ("排名", "Ranking"),
    "audit.sheet.ranking.short": ("同类、同地区单位之间的名次", "ranks within kind and region"),
    "audit.sheet.ranking.about": (
        "只在同一类别、同一地区的单位之间排名，得分相同的名次相同。有要求不符合而封顶的，另列“封顶前”得分和封顶的要求。",
        "Units are ranked within the same kind and region; equal scores share a rank. Where a requirement caps the score, "
        "the score before the cap and the requirement are given too.",
    ),
    "audit.sheet.gaps": ("问题", "Gaps"),
    "audit.sheet.gaps.short": ("逐条问题、依据和整改办法", "gap by gap: clause and remedy"),
    "audit.sheet.gaps.about": (
        "一行一个问题，按名单的顺序，可按单位、要求、级别筛选。“计入”为“否”的是草稿、重复报的或别的年度的，排在最后。"
        "“可得分”是改好后能加的分。“整改情况”“备注”供填写。",
        "A row for each gap in the order of the roster; filter by unit, requirement or severity. Where “counts” says no, the "
        "report is a draft, a second one or on another year: these stand last. “Gain” is the points to gain by mending it. "
        "“Done?” and “notes” are for you to fill in.",
    ),
    "audit.sheet.missing": ("未报送", "Not submitted"),
    "audit.sheet.missing.no-roster": ("未报送", "Not submitted"),
    "audit.sheet.missing.short": ("名单上没有报送的单位", "units of the roster without a report"),
    "audit.sheet.missing.about": (
        "名单上没有找到报告的单位。报来的文件读不了的，写在“读不了的文件”一列；催报前先看“匹配”表里有没有对应错的文件。",
        "Units of the roster for which no report was found. Files of theirs that could not be read are named. Before you "
        "send a reminder, see the sheet of matches for files taken to be another unit's.",
    ),
    "audit.sheet.missing.no-roster.about": (
        "这次没有给单位名单，无法判断谁没有报送。给出名单后重新审查，这张表才有内容。",
        "No roster was given, so nobody can be found missing. Audit again with a roster to fill this sheet.",
    ),
    "audit.sheet.late": ("迟报", "Late"),
    "audit.sheet.late.short": ("落款日期晚于应报日期", "dated after the due date"),
    "audit.sheet.late.about": (
        "按报告的落款或公开日期与应报日期比较，迟得最多的在前。日期从文件里来，认定前请与收文登记核对。",
        "The date of the report against the date it was due, the latest first. The date is the one in the file: compare "
        "with your register before you hold anybody to it.",
    ),
    "audit.sheet.twice": ("重复报送", "Submitted twice"),
    "audit.sheet.twice.short": ("一个单位报了几份", "units with several files"),
    "audit.sheet.twice.about": (
        "同一单位同一年度报了几份的列在这里；“计入”为“是”的那一份算作该单位的报告。不同年度的、读不了的不算重复。",
        "Units with more than one report on a year; the one that counts says “yes”. Another year's, or a file that cannot "
        "be read, is no second one.",
    ),
    "audit.sheet.unreadable": ("读不了", "Unreadable"),
    "audit.sheet.unreadable.short": ("没能检查的文件、原因和办法", "files not judged, why, what to do"),
    "audit.sheet.unreadable.about": (
        "这些文件没有检查，不算通过，也不算不通过。按“办法”处理后重新审查。",
        "These files were not judged: they neither passed nor failed. Do as the remedy says and audit again.",
    ),
    "audit.sheet.matches": ("匹配", "Matches"),
    "audit.sheet.matches.short": ("每个文件怎样对应到单位", "how files came to their units"),
    "audit.sheet.matches.about": (
        "每个文件凭什么认作哪个单位的报告，把握最小的在前。标着“请核对”的要看一眼；认错的，在名单里给该单位补上别名再审查。",
        "By what each file was taken to be a unit's, the least sure first. Look at those marked; where one is wrong, add an "
        "alias to the unit in the roster and audit again.",
    ),
    "audit.sheet.findings": ("跨报告问题", "Findings"),
    "audit.sheet.findings.short": ("放在一起看才看得出的问题", "what no single report shows"),
    "audit.sheet.findings.about": (
        "单看一份报告看不出、放在一起才看得出的问题，附依据和办法。",
        "What no single report shows, with clause and remedy.",
    ),
    "audit.sheet.similar": ("相似", "Similar"),
    "audit.sheet.similar.short": ("雷同的报告和雷同段落", "texts that are alike"),
    "audit.sheet.similar.about": (
        "“相同比例”是前一份报告的文字有多少也在后一份里；年份、数字、单位名称和各报告必用的套话不计。"
        "左右两列是同一段在两份报告里的原文；超过 1,000 对的，只给最相像的 1,000 对列出段落。相似不等于抄袭，请看原文判断。",
        "The share of the words of the first report that stand in the second too; years, numbers, names of units and phrases "
        "that all reports must use are not counted. The passage is shown as it stands in each, of the 1,000 pairs most alike. Alike is not copied: judge "
        "by the passages.",
    ),
    "audit.sheet.trend": ("趋势", "Trend"),
    "audit.sheet.trend.short": ("与上年得分比较", "against last year"),
    "audit.sheet.trend.about": (
        "两年都有得分的单位 {count} 个：上升 {up} 个，下降 {down} 个，持平 {same} 个。下降最多的在前；▲ 上升，▼ 下降。",
        "Units with a score in both years: {count}; up {up}, down {down}, the same {same}. The greatest fall first; ▲ up, "
        "▼ down.",
    ),
    "audit.sheet.notes": ("说明", "Notes"),
    "audit.sheet.notes.short": ("各列的意思、规则包和版本", "what the columns mean, packs, version"),
    "audit.sheet.notes.about": (
        "看表之前读一遍；对结果有疑问，先查这里。",
        "Read this first, and again when a result puzzles you.",
    ),
    "audit.column.unit": ("单位", "unit"),
    "audit.column.other": ("相似单位", "other unit"),
    "audit.column.kind": ("类别", "kind"),
    "audit.column.region": ("地区", "region"),
    "audit.column.points": ("得分", "score"),
    "audit.column.uncapped": ("封顶前", "before cap"),
    "audit.column.cap": ("封顶的要求", "capped by"),
    "audit.column.grade": ("等次", "grade"),
    "audit.column.verdict": ("结论", "verdict"),
    "audit.column.gaps": ("问题数", "gaps"),
    "audit.column.rank": ("名次", "rank"),
    "audit.column.among": ("参评数", "among"),
    "audit.column.error": ("必改", "errors"),
    "audit.column.warning": ("应改", "warnings"),
    "audit.column.advice": ("建议", "advice"),
    "audit.column.report": ("报告文件", "file"),
    "audit.column.reports": ("涉及文件", "files"),
    "audit.column.other-report": ("相似文件", "other file"),
    "audit.column.requirement": ("要求", "requirement"),
    "audit.column.rule-id": ("编号、分组、级别", "id, group, severity"),
    "audit.column.group": ("分组", "group"),
    "audit.column.state": ("结果", "result"),
    "audit.column.severity": ("级别", "severity"),
    "audit.column.gain": ("可得分", "gain"),
    "audit.column.place": ("位置", "place"),
    "audit.column.quote": ("原文", "words"),
    "audit.column.message": ("问题", "what is wrong"),
    "audit.column.basis": ("依据", "basis"),
    "audit.column.fix": ("整改办法", "remedy"),
    "audit.column.effort": ("工作量", "effort"),
    "audit.column.done": ("整改情况", "done?"),
    "audit.column.note": ("备注", "notes"),
    "audit.column.due": ("应报日期", "due"),
    "audit.column.date": ("报告日期", "dated"),
    "audit.column.days-late": ("迟报天数", "days late"),
    "audit.column.row": ("名单行号", "roster row"),
    "audit.column.unreadable-files": ("读不了的文件", "unreadable files"),
    "audit.column.reminded": ("已催报", "reminded?"),
    "audit.column.counts": ("计入", "counts"),
    "audit.column.title": ("标题", "title"),
    "audit.column.reason": ("原因", "reason"),
    "audit.column.remedy": ("办法", "what to do"),
    "audit.column.code": ("代号", "code"),
    "audit.column.found": ("凭据文字", "found there"),
    "audit.column.by": ("凭据", "by"),
    "audit.column.sure": ("把握", "sure"),
    "audit.column.check": ("核对", "check"),
    "audit.column.pair": ("序号", "no."),
    "audit.column.share": ("相同比例", "share"),
    "audit.column.likeness": ("情形", "kind of likeness"),
    "audit.column.here": ("本报告的段落", "passage here"),
    "audit.column.there": ("相似报告的段落", "passage there"),
    "audit.column.before": ("上年得分", "last year"),
    "audit.column.now": ("本年得分", "this year"),
    "audit.column.change": ("变化", "change"),
    "audit.column.number": ("数量", "number"),
    "audit.column.rows": ("行数", "rows"),
    "audit.column.part": ("占比", "share"),
    "audit.column.passed": ("通过", "pass"),
    "audit.column.failed": ("不通过", "fail"),
    "audit.column.missing": ("未报或未检查", "no judgement"),
    "audit.column.average": ("平均分", "average"),
    "audit.column.fail": ("不符合", "not met"),
    "audit.column.partial": ("部分符合", "in part"),
    "audit.column.item": ("项目", "item"),
    "audit.matrix.counts": ("下面各单位有问题（△ ✗）的个数", "units below with a gap (△ ✗)"),
    "audit.matrix.missing": ("未报送", "missing"),
    "audit.matrix.unreadable": ("读不了", "unreadable"),
    "audit.done.open": ("未整改", "open"),
    "audit.done.mended": ("已整改", "mended"),
    "audit.done.not-needed": ("不需整改", "not needed"),
    "audit.reminded.no": ("未催", "no"),
    "audit.reminded.yes": ("已催", "yes"),
    "audit.match.look": ("请核对", "look here"),
    "audit.match.none": ("（没有对应的单位）", "(no unit)"),
    "audit.by.issuer": ("落款单位", "issuer"),
    "audit.by.title": ("标题", "title"),
    "audit.by.file-name": ("文件名", "file name"),
    "audit.likeness.year-changed": ("只改了年份", "only years changed"),
    "audit.likeness.last-year": ("与上年雷同", "like last year's"),
    "audit.likeness.each-other": ("单位之间", "between units"),
    "audit.front.facts": ("基本情况", "At a glance"),
    "audit.front.units": ("应报单位", "units on the roster"),
    "audit.front.filed": ("已报送", "submitted"),
    "audit.front.missing": ("未报送", "not submitted"),
    "audit.front.outside": ("名单外报送", "submitted, off the roster"),
    "audit.front.senders": ("报送单位", "units that submitted"),
    "audit.front.late": ("迟报", "late"),
    "audit.front.twice": ("重复报送", "submitted twice"),
    "audit.front.files": ("收到文件", "files"),
    "audit.front.judged": ("已检查文件", "files judged"),
    "audit.front.unreadable": ("读不了的文件", "files unreadable"),
    "audit.front.counted": ("计入的报告（一个单位一份）", "reports that count (one a unit)"),
    "audit.front.uncounted": ("不计入的（草稿、重复等）", "not counted (drafts, second ones …)"),
    "audit.front.passed": ("计入的：通过", "of those that count: passed"),
    "audit.front.failed": ("计入的：不通过", "of those that count: failed"),
    "audit.front.gaps": ("计入的：问题总数", "of those that count: gaps"),
    "audit.front.findings": ("跨报告问题", "findings across reports"),
    "audit.front.average": ("计入的：平均分", "of those that count: average score"),
    "audit.front.middle": ("计入的：中位数", "of those that count: median score"),
    "audit.front.contents": ("各表", "Sheets"),
    "audit.front.grades": ("等次分布（计入的报告，份）", "Grades (reports that count)"),
    "audit.front.grades.described": (
        "环形图：各等次的报告份数，数字见左侧表。",
        "Ring: reports by grade; numbers in the table.",
    ),
    "audit.front.kinds": ("各类单位的结论（个）", "Verdicts by kind (units)"),
    "audit.front.kinds.described": (
        "柱形图：各类单位通过、不通过、未报或未检查的个数，数字见左侧表。",
        "Columns: units by kind that passed, failed, or were not judged; numbers in the table.",
    ),
    "audit.front.rules": ("问题最多的要求（计入的报告，份）", "Requirements most often missed (reports that count)"),
    "audit.front.rules.described": (
        "条形图：不符合和部分符合最多的要求，数字见左侧表。",
        "Bars: requirements most often not met or met in part; numbers in the table.",
    ),
    "audit.front.severities": ("问题级别（计入的报告）", "Gaps by severity (reports that count)"),
    "audit.column.reports-number": ("份数", "reports"),
    "audit.notes.what": ("审查的是什么", "What is judged"),
    "audit.notes.what.text": (
        "逐项核对报告文字有没有写到规定的内容、写得对不对。只看文字：写了不等于做了，没写也不等于没做。结果供人复核，不能代替考核。",
        "Whether the words of a report hold what is prescribed, and hold it rightly. Only the words: what is written may not "
        "have been done, and the other way round. The result is for people to review.",
    ),
    "audit.notes.verdict": ("结论", "Verdict"),
    "audit.notes.verdict.text": (
        "没有“必改”的问题为通过，有一条即为不通过；与得分高低无关。",
        "A report without errors passes; one error fails it, whatever the score.",
    ),
    "audit.notes.score": ("得分和等次", "Score and grade"),
    "audit.notes.score.text": (
        "满分 100。有的要求不符合会封顶：总分不超过规定的数。文种不是年度报告的不评分。",
        "Out of 100. Some requirements cap the score where they are not met. A text of another kind has no score.",
    ),
    "audit.notes.states": ("结果符号", "Signs"),
    "audit.notes.states.text": (
        "✓ 符合；△ 部分符合；✗ 不符合；– 不适用（对这类单位、这个年度不要求，或无从判断）。",
        "✓ met; △ met in part; ✗ not met; – not applicable (to such a unit or year, or nothing to judge by).",
    ),
    "audit.notes.severities": ("级别", "Severity"),
    "audit.notes.severities.text": (
        "必改：违反明文规定，不改不通过；应改：应当改正；建议：改了更好。",
        "Error: against a written rule, the report fails; warning: should be mended; advice: better mended.",
    ),
    "audit.notes.counts": ("哪一份计入", "Which report counts"),
    "audit.notes.counts.text": (
        "一个单位只计一份：审查年度的、不是草稿的、日期最近的。通过、得分、名次、矩阵和各张图只算计入的；草稿、重复报的、别的年度的也检查，"
        "它们的问题在“问题”表里排在后面，“计入”写“否”。名单外的单位另数，认不出单位的报告各算一份。",
        "One report a unit: of the year, no draft, the latest. Verdicts, scores, ranks, the matrix and the charts are of these; "
        "the others are judged too, and their gaps stand behind the rest with a “no”. Units off the roster are counted "
        "by themselves, and so is each report of which nobody knows whose it is.",
    ),
    "audit.notes.matching": ("文件怎样对应到单位", "How files are matched"),
    "audit.notes.matching.text": (
        "依次看落款、标题、文件名，与名单上的名称和别名比较。把握 100% 是名称完全一致；低于 80% 的请人工核对。",
        "By issuer, title and file name, against names and aliases of the roster. 100% is the very name; look at those below "
        "80%.",
    ),
    "audit.notes.similar": ("相似比例", "Likeness"),
    "audit.notes.similar.text": (
        "以词句重合计算，已去掉年份、数字、单位名称和必用的套话。只说明文字相同，不说明原因。",
        "Words in common, without years, numbers, names of units and phrases that all must use. It tells nothing of the "
        "reason.",
    ),
    "audit.notes.late": ("迟报", "Late"),
    "audit.notes.late.text": (
        "报告日期晚于应报日期的天数；名单没写应报日期的，用规则包里的期限；没有日期的不判断。",
        "Days from the due date to the date of the report; the due date is the roster's, else the pack's; without a date "
        "nothing is said.",
    ),
    "audit.notes.colours": ("颜色", "Colours"),
    "audit.notes.colours.text": (
        "绿为符合，黄为部分符合或应改，红为不符合或必改，灰为不适用；每种颜色都另有符号或文字，黑白打印也能看。",
        "Green: met; amber: in part; red: not met; grey: not applicable. Each goes with a sign or a word, so that a black "
        "and white print can be read.",
    ),
    "audit.notes.fill": ("可填写的列", "Columns to fill in"),
    "audit.notes.fill.text": (
        "“整改情况”“已催报”“备注”供填写，重新审查会生成新的文件，填写前请另存。",
        "“Done?”, “reminded?” and “notes” are yours; a new audit writes a new file, so save under another name first.",
    ),
    "audit.notes.limits": ("表格的限度", "Limits"),
    "audit.notes.limits.text": (
        "一张表最多 1,048,576 行，放不下的接在“（2）”表里；一格最多 4,000 个字符，超出的以“…”结尾。"
        "文件里不能显示的字符以 <U+202E> 这样的记号表示。",
        "A sheet holds 1,048,576 rows, more go to a second one; a cell 4,000 characters, what is cut ends in “…”. "
        "Characters that cannot be shown stand as signs such as <U+202E>.",
    ),
    "audit.notes.packs": ("规则包", "Packs"),
    "audit.notes.version": ("程序版本", "Version of the checker"),
    "audit.notes.roster": ("单位名单", "Roster"),
    "audit.notes.rule": ("{rule}；{group}；{severity}", "{rule}; {group}; {severity}"),
}
