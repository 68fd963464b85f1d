"""What pages for a browser add to the words of the other formats."""

MESSAGES: dict[str, tuple[str, str]] = {
    "page.skip": ("跳到检查结果", "Skip to the result"),
    "page.overview": ("各份报告", "All reports"),
    "page.report": ("报告", "report"),
    "page.number": ("序号", "no."),
    "page.must": ("必改", "errors"),
    "page.gaps": ("要改", "gaps"),
    "page.waived": ("豁免", "waived"),
    "page.old": ("基线", "in the baseline"),
    "page.waived.heading": (
        "豁免或在基线中（{count} 处，不影响是否通过）",
        "Waived or in the baseline ({count}; they do not count for the verdict)",
    ),
    "page.within": ("本页内容", "On this page"),
    "page.within.gaps": ("要改的地方", "What to mend"),
    "page.within.checklist": ("检查清单", "Checklist"),
    "page.text": ("报告原文", "The report itself"),
    "page.text.of": ("第 {number} 份报告的原文", "Text of report {number}"),
    "page.text.legend": (
        "标出的文字前面的数字是问题的序号，点它回到那个问题；✓ 是符合要求的依据。",
        "The number before marked words is that of the gap; follow it to get back. ✓ marks what meets a requirement.",
    ),
    "page.text.left-out": ("（这里略去 {count} 字）", "({count} characters are left out here)"),
    "page.text.none": (
        "前面的报告已经很长，为使本页能打开，这一份没有附原文。办法：单独检查这一份。",
        "The reports above are long already: so that this page opens, the text of this one was left out. "
        "To see it, check this report alone.",
    ),
    "page.mark": ("问题 {number}：{title}", "Gap {number}: {title}"),
    "page.mark.met": ("✓ 符合：{title}", "✓ Met: {title}"),
    "page.absent": ("此处要求：{title}", "Expected here: {title}"),
    "page.more": ("其余 {count} 处", "{count} more"),
    "page.state": ("结果", "state"),
    "page.points": ("{earned}/{possible} 分", "{earned}/{possible} points"),
    "page.foot": (
        "由 checker {version} 生成。本页自成一个文件，不联网。它按词句检查报告写了什么，不判断写的事是否属实。",
        "Made by checker {version}. This page is one file and asks nothing of the network. It judges what a report says, "
        "not whether it is true.",
    ),
}
