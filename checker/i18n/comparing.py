"""Two reports side by side, and one that is watched while it is written."""

MESSAGES: dict[str, tuple[str, str]] = {
    "compare.head": ("对比  {old} → {new}", "Compared  {old} → {new}"),
    "compare.next-year": ("上年（{before}）与今年（{after}）", "last year ({before}) and this year ({after})"),
    "compare.drafts": ("同一年度的两稿", "two drafts of one report"),
    "compare.verdict": ("结论  {before} → {after}", "Verdict  {before} → {after}"),
    "compare.score": ("总分  {before} → {after}", "Score  {before} → {after}"),
    "compare.closed": ("已经改好（{count} 处）", "Mended ({count})"),
    "compare.opened": ("新出现的（{count} 处）", "New ({count})"),
    "compare.worse": ("变差的（{count} 处）", "Worse ({count})"),
    "compare.better": ("有改进、还没改好的（{count} 处）", "Better, not yet mended ({count})"),
    "compare.left": ("还没有改的（{count} 处）", "Not yet mended ({count})"),
    "compare.same": ("要改的地方没有变化。", "Nothing changed in what is to be mended."),
    "compare.forgotten": (
        "上年报告写到、今年没有再提的（{count} 条，请逐条核对）",
        "In last year's report, and not taken up again this year ({count}; please verify each)",
    ),
    "compare.forgotten.none": (
        "上年报告写的不足和安排，今年都有提到。",
        "This year takes up all that last year's report named as short or planned.",
    ),
    "compare.passages": (
        "与上年报告相同的段落（{count} 段，占今年正文约 {share}%）",
        "Passages taken over from last year's report ({count}, some {share} % of this year's text)",
    ),
    "compare.passages.none": ("没有发现整段照搬上年报告。", "No passage was taken over from last year's report."),
    "watch.head": (
        "正在看着 {path}：每次保存后重新检查，按 Ctrl-C 结束。",
        "Watching {path}: judged anew after every save; Ctrl-C ends it.",
    ),
    "watch.save": ("{time} 第 {number} 次检查", "{time}, judgement {number}"),
    "watch.waiting": ("等下一次保存……", "Waiting for the next save …"),
    "watch.more": (
        "（还有 {count} 行。看全部：checker check {path}）",
        "({count} more lines. For all of it: checker check {path})",
    ),
    "help.program.compare": (
        "对比两份报告：同一年度的两稿，或者上年和今年的报告",
        "Compare two reports: two drafts, or last year's and this year's",
    ),
    "help.program.compare.what": (
        "两稿之间：哪些问题改好了、哪些是新出现的、分数怎样变化。上年与今年之间：还列出上年写的不足和安排里今年没有再提的、"
        "从上年照搬的段落。",
        "Between two drafts: which gaps were mended, which are new, how the score changed. Between two years also: "
        "shortcomings and plans of last year that this year never takes up, and passages taken over from last year.",
    ),
    "help.program.compare.status": (
        "退出码：0 没有新问题，也没有变差的；1 有新出现或者变差的；2 有一份没有检查成。",
        "Exit status: 0 nothing new and nothing worse; 1 something new or worse; 2 one of them was not judged.",
    ),
    "help.program.watch": ("看着一份报告，每次保存后重新检查", "Watch a report and judge it anew at every save"),
    "help.program.watch.what": (
        "在屏幕上原处更新：结论、分数、比上次保存改好了什么、还要改什么。用 Word、WPS 或别的编辑器照常保存就行。",
        "Shown in place: verdict, score, what got better or worse since the last save, what is left to mend. "
        "Save as usual in Word, WPS or any editor.",
    ),
    "help.program.watch.status": (
        "按 Ctrl-C 结束；退出码是最后一次检查的结果：0 达到要求；1 没有达到；2 没有检查成。",
        "Ctrl-C ends it; the exit status is that of the last judgement: 0 met, 1 not met, 2 not judged.",
    ),
    "help.argument.old": ("原稿或上年的报告", "OLD"),
    "help.argument.new": ("新稿或今年的报告", "NEW"),
}
