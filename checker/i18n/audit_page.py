"""The page of an audit."""

MESSAGES: dict[str, tuple[str, str]] = {
    "audit.page.year": ("报告年度 {year}", "Year of the reports: {year}"),
    "audit.page.made": ("审查日期 {made}", "audited {made}"),
    "audit.page.packs": ("规则包 ", "packs "),
    "audit.page.within": ("本页：", "On this page: "),
    "audit.page.todo": ("要办的事", "What needs a hand"),
    "audit.page.units": ("各单位", "Units"),
    "audit.page.units.note": (
        "名次只在同一类别、同一地区之间比较。审查只看报告文字，不评价工作本身。",
        "Ranks are within the same kind and region. The audit sees the words of the reports, not the work behind them.",
    ),
    "audit.page.filter": ("筛选（可写几个词，用空格分开）", "Filter (several words, with blanks between)"),
    "audit.page.filtered": ("符合的有 {count} 行", "{count} rows"),
    "audit.page.reports": ("各份报告", "Reports"),
    "audit.page.left-out": (
        "为使本页能打开，只列出前 {shown} 份报告的问题；其余 {count} 份见工作簿的“问题”表和各单位的提示函。",
        "So that this page opens, it tells the gaps of the first {shown} reports only; those of the other {count} are in the "
        "workbook, sheet “Gaps”, and in the letters.",
    ),
    "audit.page.more": (
        "还有 {count} 行，见工作簿里的同名表。",
        "{count} more; see the sheet of that name in the workbook.",
    ),
    "audit.page.outside": ("名单外", "off the roster"),
    "audit.page.uncounted": (
        "不计入（草稿、重复报的、别的年度或文种的）",
        "does not count (draft, second one, other year or kind)",
    ),
    "audit.page.back": ("回到各单位", "back to the units"),
    "audit.page.checklist": ("逐项结果", "Every requirement"),
    "audit.page.numbers": ("看数字", "The numbers"),
    "audit.page.chart.grades": (
        "条形图：各等次的报告份数，数字见图下的表。",
        "Bars: reports by grade; the numbers are in the table below.",
    ),
    "audit.page.chart.kinds": (
        "条形图：各类单位通过、不通过、未报或未检查的个数，数字见图下的表。",
        "Bars: units by kind that passed, failed, or were not judged; the numbers are in the table below.",
    ),
    "audit.page.chart.rules": (
        "条形图：不符合和部分符合最多的要求，数字见图下的表。",
        "Bars: requirements most often not met or met in part; the numbers are in the table below.",
    ),
}
