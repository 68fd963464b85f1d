"""The one catalogue of what the checker itself says, in Chinese and English.

What a rule says stands in its pack.  Keys are grouped by their first word: ``error.X`` tells what happened and always
has a ``remedy.X``, the thing to do next.  A new message is one line: ``"key": ("中文", "English")``, with the same
braces in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("zh", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    # How a report came out.
    "verdict.pass": ("通过", "PASS"),
    "verdict.fail": ("不通过", "FAIL"),
    "verdict.unreadable": ("未检查", "NOT JUDGED"),
    "grade.excellent": ("优秀", "excellent"),
    "grade.good": ("良好", "good"),
    "grade.passing": ("合格", "adequate"),
    "grade.failing": ("不合格", "inadequate"),
    "state.pass": ("符合", "pass"),
    "state.partial": ("部分符合", "partial"),
    "state.fail": ("不符合", "fail"),
    "state.skip": ("不适用", "not applicable"),
    "severity.error": ("必改", "error"),
    "severity.warning": ("应改", "warning"),
    "severity.advice": ("建议", "advice"),
    "effort.minutes": ("几分钟", "minutes"),
    "effort.hours": ("几小时", "hours"),
    "effort.others": ("需他人配合", "needs others"),
    "standing.law": ("法律", "law"),
    "standing.regulation": ("法规或党内法规", "regulation"),
    "standing.standard": ("国家标准", "standard"),
    "standing.local document": ("地方文件", "local document"),
    "standing.practice": ("通行做法", "established practice"),
    # The terminal's view of one report.
    "report.must": ("（有 {count} 处必改）", " ({count} to be mended)"),
    "report.points": ("{points} 分", "{points} points"),
    "report.points.waived": (
        "有 {count} 处豁免，计入后 {points} 分 {grade}",
        "{count} waived, {points} points {grade} with these taken for met",
    ),
    "report.unscored": ("不评分", "no score"),
    "report.cap": (
        "封顶 {points} 分（不封顶 {uncapped} 分）：{title} [{rule}]",
        "capped at {points} (uncapped {uncapped}): {title} [{rule}]",
    ),
    "report.year": ("{year} 年", "{year}"),
    "report.pack": ("规则包 {id} {version}", "pack {id} {version}"),
    "report.gate": ("未达到本次要求：{wants}。", "The gate of this run is not met: {wants}."),
    "report.gate.min-score": ("总分不低于 {points} 分", "a score of at least {points}"),
    "report.gate.fail-on": ("没有“{severity}”及以上的问题", "no gap of severity {severity} or above"),
    "report.gaps": (
        "要改的地方（{count} 处，改好后加分多的在前）",
        "What to mend ({count}, most points to gain first)",
    ),
    "report.gaps.none": ("没有发现要改的地方。", "Nothing to mend was found."),
    "report.waived": (
        "已豁免（{count} 处，不影响是否通过）",
        "Waived ({count}; they do not count for the verdict)",
    ),
    "waived": (
        "豁免理由：{reason}（批准：{approver}{granted}；有效期至 {expires}）",
        "Waived: {reason} (approved by {approver}{granted}; valid until {expires})",
    ),
    "waived.granted": ("，{date}", ", {date}"),
    "report.gain": ("+{points} 分", "+{points} points"),
    "report.gain.later": ("不封顶时 +{points} 分", "+{points} points when uncapped"),
    "report.quote": ("“{text}”", "“{text}”"),
    "report.quote.more": ("等 {count} 处", "and {count} in all"),
    "report.basis": ("依据：{basis}。", "Basis: {basis}."),
    "report.instrument": ("《{name}》", "{name}"),
    "report.basis.practice": ("通行做法", "established practice"),
    "report.fix": ("整改：", "Mend: "),
    "report.fix.effort": ("整改（{effort}）：", "Mend ({effort}): "),
    "report.checklist": (
        "检查清单（✓ 符合 {passed}，△ 部分 {partial}，✗ 不符合 {failed}，– 不适用 {skipped}）",
        "Checklist (✓ met {passed}, △ in part {partial}, ✗ not met {failed}, – not applicable {skipped})",
    ),
    "report.comparison": ("对照：{title}", "Compared: {title}"),
    "report.comparison.open": ("没有回应", "left open"),
    "report.comparison.also": ("（另见 {numbers}）", " (also {numbers})"),
    # Why a rule says nothing.
    "skip.recognised-text": (
        "文字是从图片识别的，可能有错字，这一项没有查。",
        "The text was recognised from pictures and may hold wrong characters: this was not looked at.",
    ),
    "skip.other-genre": ("不是这种报告，没有查。", "This is another kind of document: this was not looked at."),
    # How well the text was taken out of its container.
    "extraction": ("正文提取：", "Extraction: "),
    "extraction.pages": ("共 {count} 页", "{count} pages"),
    "extraction.recognised": (
        "{share}% 的文字是从图片识别的，可能有错字",
        "{share}% of the text was recognised from pictures and may hold wrong characters",
    ),
    "extraction.turned-text": (
        "有竖排或转了方向的文字，没有读",
        "text that runs upwards or downwards was not read",
    ),
    "extraction.doubtful": (
        "（正文提取得不完全可靠，请先对照原文件。）",
        " (The text was not taken out reliably: look at the file first.)",
    ),
    "place.line": ("第{line}行", "line {line},"),
    "place.column": ("第{column}字", "column {column}"),
    "place.page": ("第{page}页", "page {page}"),
    "place.paragraph": ("第{paragraph}段", "paragraph {paragraph}"),
    "run.summary": (
        "共 {files} 份：通过 {passed}，不通过 {failed}，无法读取 {unreadable}。",
        "{files} files: {passed} passed, {failed} failed, {unreadable} not readable.",
    ),
    "run.summary.waived": ("另有 {count} 处已豁免。", " {count} gaps are waived."),
    "run.progress": ("正在检查", "Checking"),
    "run.stdin": (
        "正在等待输入报告正文，输完后按 Ctrl-D（Windows 按 Ctrl-Z 再回车）。",
        "Waiting for the text of a report; end it with Ctrl-D (Windows: Ctrl-Z, then Enter).",
    ),
    "run.empty-folder": (
        "提示：文件夹 {path} 里没有可以检查的文件，已跳过。",
        "Note: the folder {path} holds nothing that can be checked; it was passed over.",
    ),
    "run.passed-over": (
        "提示：文件夹里有 {count} 个文件没有检查，因为不能直接读（压缩包、邮件请先解开）：{names}。",
        "Note: {count} files in folders were not checked, for they cannot be read as they are (unpack archives and mails "
        "first): {names}.",
    ),
    "run.stdin.name": ("标准输入", "standard input"),
    # What the formats for other programs add.
    "ci.base": ("运行检查时所在的文件夹", "The folder in which the check was run"),
    "ci.rest.title": ("还有没显示的", "Not shown"),
    "ci.rest": (
        "每一级最多显示十条。没显示的还有：必改 {errors}，应改 {warnings}，建议 {notices}。",
        "Ten of each level are shown at most. Not shown: {errors} errors, {warnings} warnings, {notices} of advice.",
    ),
    "md.title": ("年度报告检查结果", "Check of annual reports"),
    "md.gap": ("问题", "gap"),
    "md.place": ("位置", "place"),
    "md.quote": ("原文", "words"),
    "md.why": ("为什么", "why"),
    "md.fix": ("怎样改", "how to mend it"),
    "md.number": ("序号", "no."),
    "md.shortcoming": ("不足", "shortcoming"),
    "md.measure": ("对应的措施", "measures"),
    "md.more": ("其余 {count} 处", "{count} more"),
    "md.brief": (
        "内容太多，最后 {count} 份报告只列出了结论。",
        "Too long: of the last {count} reports only the verdict is told.",
    ),
    "md.dropped": ("另有 {count} 份报告没有列出。", "{count} more reports were left out."),
    "csv.path": ("文件", "file"),
    "csv.unit": ("单位", "issuer"),
    "csv.year": ("年度", "year"),
    "csv.verdict": ("结论", "verdict"),
    "csv.score": ("总分", "score"),
    "csv.rule": ("规则编号", "rule"),
    "csv.title": ("要求", "requirement"),
    "csv.state": ("结果", "state"),
    "csv.severity": ("级别", "severity"),
    "csv.points": ("得分", "points"),
    "csv.gain": ("改好可加分", "gain"),
    "csv.place": ("位置", "place"),
    "csv.quote": ("原文", "words"),
    "csv.message": ("说明", "message"),
    "csv.fix": ("怎样改", "how to mend it"),
    "csv.basis": ("依据", "basis"),
    # The pack's own view.
    "rules.pack": ("{title}  {id} {version}  共 {count} 条规则", "{title}  {id} {version}  {count} rules"),
    "rules.group": ("{title}（占 {weight} 分）", "{title} (weight {weight})"),
    "rules.group.unscored": ("{title}（不计分）", "{title} (not scored)"),
    "rules.column.id": ("编号", "id"),
    "rules.column.title": ("要求", "requirement"),
    "rules.column.severity": ("级别", "severity"),
    "rules.column.weight": ("权重", "weight"),
    "rules.column.clause": ("条款", "clause"),
    "rules.column.rules": ("规则", "rules"),
    "rules.column.cases": ("用例", "cases"),
    "rules.column.result": ("结果", "result"),
    "rules.group.name": ("类别", "group"),
    "rules.severity": ("级别", "severity"),
    "rules.weight": ("权重", "weight"),
    "rules.needs": ("前提", "needs"),
    "rules.needs.exact-text": (
        "文字不是从图片识别的；识别出来的正文不查这一项",
        "a text that was not recognised from pictures; of one that was, this is not looked at",
    ),
    "rules.cap": ("封顶", "cap"),
    "rules.cap.value": ("不符合时总分最高 {points} 分", "where it fails, the score is at most {points}"),
    "rules.check": ("检查方法", "check"),
    "rules.options": ("参数", "options"),
    "rules.options.list": ("{values}", "{values}"),
    "rules.options.patterns": ("（匹配式，见规则包）", "(patterns, see the pack)"),
    "rules.options.when": ("参数（{when}）", "options ({when})"),
    "rules.when.filers": ("适用于{filers}", "for {filers}"),
    "rules.when.from": ("{year} 年起", "from {year}"),
    "rules.when.until": ("至 {year} 年", "until {year}"),
    "rules.basis": ("依据", "basis"),
    "rules.messages": ("提示语", "messages"),
    "rules.fix": ("整改", "mend"),
    "rules.effort": ("工作量", "effort"),
    "rules.cases": ("用例", "cases"),
    "rules.explain.what": ("要求", "What is required"),
    "rules.explain.why": ("为什么", "Why"),
    "rules.explain.how": ("怎样判断", "How it is judged"),
    "rules.explain.fix": ("怎样改", "How to mend it"),
    "rules.explain.good": ("符合的写法", "A text that meets it"),
    "rules.explain.bad": ("不符合的写法", "A text that does not"),
    "rules.explain.off": ("怎样关闭", "How to switch it off"),
    "rules.explain.off.pack": (
        "在自己的规则包里写上 extends: {pack} 和 off: [{rule}]，检查时用 --rules 指定这个规则包。"
        "只想改级别、权重或参数的，在 change 里写这条规则。",
        "In a pack of your own write extends: {pack} and off: [{rule}], and name that pack with --rules. "
        "To change only its severity, weight or options, write the rule under change.",
    ),
    "rules.explain.severity": (
        "不符合算“{severity}”；部分符合降一级。",
        "Where it fails it counts as {severity}; met in part, one step lower.",
    ),
    "rules.explain.error": (
        "有一条“必改”不符合，整份报告就不通过。",
        " One failed requirement of severity error fails the whole report.",
    ),
    "rules.explain.unscored": ("不计分，只决定是否通过。", "It earns no points; it only decides the verdict."),
    "rules.explain.advice": ("不计分，仅供参考。", "It earns no points; it is advice."),
    "rules.explain.weight": (
        "在“{group}”（占 {share} 分）中权重为 {weight}。",
        "Its weight is {weight} within “{group}” ({share} of the score).",
    ),
    "rules.explain.outcome": ("{message}（{reason}）", "{message} ({reason})"),
    "rules.lint.ok": ("{pack}：没有问题。", "{pack}: no problems."),
    "rules.lint.count": ("共 {count} 个问题。", "{count} problems."),
    "rules.test.ok": ("{count} 个用例全部通过。", "All {count} cases pass."),
    "rules.test.failed": (
        "{rules} 条规则没有通过检验（{count} 个用例中 {failed} 个结果不符）。",
        "{rules} rules are not proved ({failed} of {count} cases came out otherwise).",
    ),
    "rules.test.never-fire": ("✗ {rule}：没有一个用例能查出问题。", "✗ {rule}: no case makes it fire."),
    "rules.test.never-pass": ("✗ {rule}：没有一个用例能通过。", "✗ {rule}: no case passes it."),
    "rules.test.expected": ("应为 {expected}，实为 {actual}", "expected {expected}, got {actual}"),
    "rules.test.pass": ("通过", "pass"),
    "rules.test.fail": ("不通过", "fail"),
    "rules.trace.ok": ("每一条必须落实的条款都有规则。", "Every required clause has a rule."),
    "rules.trace.missing": ("{count} 条必须落实的条款没有规则。", "{count} required clauses have no rule."),
    "rules.trace.required": ("（必须落实）", " (required)"),
    "rules.trace.whole": ("（整份文件）", "(the whole instrument)"),
    "rules.trace.none": ("（没有规则）", "(no rule)"),
    # Waivers: what became of them.
    "waivers.lint.ok": ("{file}：没有问题（{count} 条豁免）。", "{file}: no problems ({count} waivers)."),
    "waivers.lint.expired": (
        "{file}：写法没有问题，但有 {count} 条豁免已经过期，不再起作用。",
        "{file}: well formed, but {count} of the waivers have expired and do not hold any more.",
    ),
    "waivers.note.expired": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）已于 {expires} 到期，不再起作用。"
        "办法：改好报告后删去这一条；确需继续的，重新报批后改写 granted 和 expires。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) expired on {expires} and does not hold "
        "any more. To mend it: mend the report and delete the waiver, or have it approved again and renew granted and "
        "expires.",
    ),
    "waivers.note.pending": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）从 {granted} 起才有效，现在还不起作用。"
        "办法：核对 granted 的日期。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) holds from {granted} on, not yet. "
        "To mend it: see whether the date in granted is right.",
    ),
    "waivers.note.unused": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）没有用上：这些报告里没有它说的问题，"
        "或者 quote 的文字对不上。办法：问题已经改好的，删去这一条；否则核对 quote。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) was not used: these reports do not have "
        "that gap, or not at the words of quote. To mend it: delete the waiver where the gap is mended, else see to quote.",
    ),
    "waivers.note.no-report": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）没有用上：这次检查的报告里没有这个路径。"
        "办法：核对 path（相对于运行检查的文件夹或豁免清单所在的文件夹）；只检查了一部分报告的，不必理会。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) was not used: no report of this run has "
        "such a path. To mend it: see to path (from the working directory or from the folder of the waivers); ignore this "
        "where only some of the reports were checked.",
    ),
    # Help.
    "help.usage": ("用法：", "Usage: "),
    "help.options": ("选项", "Options"),
    "help.commands": ("命令", "Commands"),
    "help.options.metavar": ("[选项]", "[OPTIONS]"),
    "help.commands.metavar": ("命令 [参数]…", "COMMAND [ARGS]…"),
    "help.default": ("（默认 {value}）", " (default {value})"),
    "help.option.help": ("显示这份说明。", "Show this help."),
    "help.option.version": ("显示版本。", "Show the version."),
    "help.option.lang": (
        "界面语言：zh 中文，en 英文（也可用环境变量 CHECKER_LANG）。",
        "Language: zh Chinese, en English (also from CHECKER_LANG).",
    ),
    "help.option.rules": (
        "规则包的名称或路径；不写则按报告单位所在省份选，没有的用 national。",
        "Rule pack, by name or path; without it, the one of the issuer's province, else national.",
    ),
    "help.option.rules.one": (
        "规则包的名称或路径。",
        "Rule pack, by name or path.",
    ),
    "help.option.year": ("报告年度；不写则从正文判断。", "Year of the report; without it, taken from the text."),
    "help.option.filer": (
        "报告单位的类型：government 政府，department 部门，township 乡镇街道；不写则从正文判断。",
        "Kind of issuer: government, department or township; without it, taken from the text.",
    ),
    "help.option.format": (
        "输出格式：text 给人看；json、csv 给程序和表格；sarif、junit、github、gitlab、markdown 给代码托管平台。",
        "Output format: text for people; json and csv for programs and spreadsheets; sarif, junit, github, gitlab and "
        "markdown for forges.",
    ),
    "help.option.write": (
        "另外写一份结果到文件，如 json=结果.json；可重复。",
        "Write the result to a file too, such as json=result.json; repeatable.",
    ),
    "help.option.fail-on": (
        "哪一级问题算不通过（退出码 1）：error 必改，warning 应改，advice 建议，never 都不算。",
        "Which gaps fail the run (exit status 1): error, warning, advice, or never.",
    ),
    "help.option.min-score": ("总分低于 N 也算不通过。", "Fail the run below N points too."),
    "help.option.quiet": ("每份报告只显示一行结论。", "One line a report: the verdict."),
    "help.option.limit": (
        "放宽或收紧读取文件的上限，如 seconds=300；可重复。名称：size、memory、unpacked（MB），"
        "characters、seconds、pages、members。",
        "Move a limit on what is read, such as seconds=300; repeatable. Names: size, memory, unpacked (MB), characters, "
        "seconds, pages, members.",
    ),
    "help.option.waivers": (
        "豁免清单（YAML 文件）：列在里面的问题有人批准、限期接受，不影响是否通过。",
        "A file of waivers (YAML): gaps in it are accepted for a time by somebody who answers for them, and do not count.",
    ),
    "help.option.today": (
        "以哪一天判断豁免是否到期（年-月-日）；不写则用系统日期。",
        "The day on which waivers hold or not (YYYY-MM-DD); without it, that of the system.",
    ),
    "help.option.rules.waivers": (
        "自己的规则包的名称或路径；自带的规则包总是包括在内。",
        "A rule pack of your own, by name or path; those that come with the checker always count.",
    ),
    "help.metavar.file": ("文件", "FILE"),
    "help.metavar.date": ("日期", "DATE"),
    "help.metavar.limit": ("名称=数值", "NAME=VALUE"),
    "help.metavar.pack": ("规则包", "PACK"),
    "help.metavar.filer": ("government|department|township", "government|department|township"),
    "help.metavar.path": ("路径", "PATH"),
    "help.metavar.rule": ("编号", "ID"),
    "help.metavar.year": ("年份", "YEAR"),
    "help.metavar.points": ("N", "N"),
    "help.metavar.write": ("格式=文件", "FORMAT=FILE"),
    "help.program": (
        "检查法治政府建设年度报告：缺什么、在哪里、依据哪一条、怎样改。全程离线，正文不出本机。",
        "Check annual reports on building a rule-of-law government: what is missing, where, by which clause, how to "
        "mend it. Offline: no text leaves this machine.",
    ),
    "help.program.check": (
        "检查报告。路径可以是文件、文件夹（逐个检查其中的报告），或 -（从标准输入读）。",
        "Judge reports. PATH is a file, a folder (every report in it), or - (standard input).",
    ),
    "help.program.check.status": (
        "退出码：0 已检查并达到要求；1 已检查，未达到要求；"
        "2 没有检查成（用法不对、规则包有错、文件读不了、没有可检查的文件）。",
        "Exit status: 0 judged and the gate is met; 1 judged and it is not met; 2 not judged (wrong use, an invalid "
        "pack, an input that cannot be read, nothing to check).",
    ),
    "help.program.waivers": ("检验豁免清单。", "See to a file of waivers."),
    "help.program.waivers.lint": (
        "检验豁免清单写得对不对、有没有过期的；没有用上的豁免由 checker check --waivers 提示。"
        "不写文件则检验 .checker-waivers.yaml。",
        "Check that a file of waivers is well formed and which of them have expired; those that were not used are told by "
        "checker check --waivers. Without FILE, .checker-waivers.yaml.",
    ),
    "help.program.waivers.lint.status": (
        "退出码：0 没有问题；1 写法没有问题，但有过期的；2 有错误或读不出来。",
        "Exit status: 0 no problems; 1 well formed, but some have expired; 2 faults, or it cannot be read.",
    ),
    "help.program.rules": ("查看和检验规则包。", "Look at a rule pack and prove it."),
    "help.program.rules.list": ("按类别列出规则。", "List the rules by group."),
    "help.program.rules.show": ("显示一条规则的全部内容。", "Show all that one rule holds."),
    "help.program.rules.explain": (
        "向写报告的人讲清一条要求：要什么、为什么、怎样判断、怎样改。",
        "Explain one requirement to an author: what, why, how it is judged, how to mend it.",
    ),
    "help.program.rules.lint": ("检查规则包写得对不对。", "Check that a pack is well formed."),
    "help.program.rules.test": ("运行规则自带的用例。", "Run the cases that the rules carry."),
    "help.program.rules.trace": (
        "对照：每一条条款由哪些规则落实，有无用例。",
        "Trace each clause to its rules and their cases.",
    ),
    # Errors and what to do about them.
    "error": ("错误：", "Error: "),
    "remedy": ("办法：", "To mend it: "),
    "error.internal": (
        "程序内部出错（{kind}），没有检查完。",
        "The checker itself failed ({kind}); it could not finish.",
    ),
    "remedy.internal": (
        "这是程序的缺陷，不是报告的问题。设置环境变量 CHECKER_DEBUG=1 再运行一次，"
        "把显示的内容发给维护人员（先删去不宜公开的文字）。",
        "This is a defect of the checker, not of the report. Run it again with CHECKER_DEBUG=1 and send what it prints "
        "to the maintainers (take out what is not for others to read).",
    ),
    "error.no-such-option": ("没有 {name} 这个选项。", "There is no option {name}."),
    "remedy.no-such-option": (
        "{near}用 {command} --help 查看全部选项。",
        "{near}See {command} --help for the options.",
    ),
    "error.no-such-command": ("没有“{name}”这个命令。", "There is no command “{name}”."),
    "remedy.no-such-command": (
        "{near}可用的命令：{names}。",
        "{near}The commands are: {names}.",
    ),
    "error.missing-command": ("没有写要执行的命令。", "No command was given."),
    "remedy.missing-command": (
        "可用的命令：{names}。例如：{example}",
        "The commands are: {names}. For example: {example}",
    ),
    "error.missing-argument": ("缺少“{name}”。", "{name} is missing."),
    "remedy.missing-argument": ("这样写：{usage}", "Write: {usage}"),
    "error.extra-argument": ("多写了：{names}。", "Not expected here: {names}."),
    "remedy.extra-argument": ("这样写：{usage}", "Write: {usage}"),
    "error.needs-value": ("选项 {name} 后面要写一个值。", "The option {name} needs a value."),
    "remedy.needs-value": (
        "用 {command} --help 查看写法。",
        "See {command} --help.",
    ),
    "error.takes-no-value": ("选项 {name} 后面不能写值。", "The option {name} takes no value."),
    "remedy.takes-no-value": ("去掉等号和后面的内容。", "Take out the equals sign and what follows."),
    "error.not-a-choice": ("{name} 后面的值不对。", "The value of {name} is wrong."),
    "remedy.not-a-choice": ("可以是：{choices}。", "It is one of: {choices}."),
    "error.not-in-range": ("{name} 后面的值不对。", "The value of {name} is wrong."),
    "remedy.not-in-range": ("请写 {low} 到 {high} 之间的数。", "Give a number from {low} to {high}."),
    "error.usage": ("用法不对：{detail}", "Wrong use: {detail}"),
    "remedy.usage": ("用 {command} --help 查看写法。", "See {command} --help."),
    "error.bad-write": (
        "--write 的值“{value}”写法不对。",
        "--write cannot take “{value}”.",
    ),
    "remedy.bad-write": (
        "写成 格式=文件，例如 json=结果.json；格式可以是：{formats}。",
        "Write FORMAT=FILE, such as json=result.json; the formats are: {formats}.",
    ),
    "error.write-folder": ("{path} 所在的文件夹不存在，结果写不进去。", "The folder of {path} does not exist."),
    "remedy.write-folder": ("先建好这个文件夹，或换一个路径。", "Make the folder first, or give another path."),
    "error.write-input": (
        "--write 要写的 {path} 正是这次要读的文件，没有覆盖它。",
        "--write names {path}, which is a file that this run reads; it was not overwritten.",
    ),
    "remedy.write-input": ("给结果换一个文件名。", "Give the result another name."),
    "error.write-twice": ("两个 --write 写到了同一个文件 {path}。", "Two --write options name the file {path}."),
    "remedy.write-twice": ("给其中一个换一个文件名。", "Give one of them another name."),
    "error.write-failed": ("结果没有写成 {path}：{reason}。", "The result could not be written to {path}: {reason}."),
    "remedy.write-failed": (
        "看看文件是否正被别的程序打开、磁盘是否已满、是否有写入权限，然后重试。",
        "See whether another program holds the file open, the disk is full, or you may not write there; try again.",
    ),
    "error.output-failed": ("结果没有输出完：{reason}。", "The result could not be printed: {reason}."),
    "remedy.output-failed": (
        "看看输出到的磁盘是否已满、是否有写入权限，然后重试。",
        "See whether the disk is full or you may not write there; try again.",
    ),
    "error.nothing-to-check": (
        "没有可检查的文件：{paths}。",
        "There is nothing to check in {paths}.",
    ),
    "remedy.nothing-to-check": (
        "检查的是这些类型的文件：{suffixes}。请确认路径，或直接写出文件名。",
        "These kinds of files are checked: {suffixes}. Make sure of the path, or name the file itself.",
    ),
    "error.no-such-rule": ("规则包 {pack} 里没有“{name}”这条规则。", "The pack {pack} has no rule “{name}”."),
    "remedy.no-such-rule": (
        "{near}用 checker rules list 查看全部规则。",
        "{near}See checker rules list for all of them.",
    ),
    # What the readers cannot read (checker.readers).
    "error.not-found": ("没有这个文件：{path}。", "There is no such file: {path}."),
    "remedy.not-found": (
        "看看文件名有没有写错、文件是否已移走；名称里有空格时要加引号。",
        "See whether the name is right and the file has not moved; put quotes around a name with spaces.",
    ),
    "error.is-folder": ("{path} 是文件夹，不是文件。", "{path} is a folder, not a file."),
    "remedy.is-folder": ("写出文件夹里的报告文件。", "Name the report inside it."),
    "error.no-permission": (
        "没有权限读 {path}，或者别的程序正占用它。",
        "{path} may not be read, or another program holds it.",
    ),
    "remedy.no-permission": (
        "关掉正在打开它的程序，或请管理员给你读取权限。",
        "Close the program that has it open, or ask for permission to read it.",
    ),
    "error.read-failed": ("{path} 读取失败：{detail}。", "{path} could not be read: {detail}."),
    "remedy.read-failed": (
        "把文件复制到本机硬盘上再检查。",
        "Copy the file to a local disk and check the copy.",
    ),
    "error.too-large": (
        "文件有 {size} MB，超过 {limit} MB 的上限。",
        "The file has {size} MB, more than the {limit} MB allowed.",
    ),
    "remedy.too-large": (
        "一份年度报告不会这么大。请确认选对了文件，或去掉其中的图片、附件后再检查。",
        "No annual report is that large. Make sure it is the right file, or take out its pictures and attachments.",
    ),
    "error.too-long": (
        "正文有 {length} 字，超过 {limit} 字的上限。",
        "The text has {length} characters, more than the {limit} allowed.",
    ),
    "remedy.too-long": (
        "一份年度报告不会这么长。请确认选对了文件；多份报告合在一起的，请拆开。",
        "No annual report is that long. Make sure it is the right file, and split it if it holds several reports.",
    ),
    "error.empty": ("文件是空的，没有任何文字。", "The file is empty: there is no text in it."),
    "remedy.empty": (
        "打开文件看看内容是否保存了，再重新检查。",
        "Open the file, see whether its content was saved, and check it again.",
    ),
    "error.no-text": ("页面里没有看得见的正文。", "The page has no visible text."),
    "remedy.no-text": (
        "正文可能要联网才显示，或是图片。请在浏览器里打开，把正文复制到文本文件再检查。",
        "Its text may be loaded from the net or be a picture. Open it in a browser and copy the text into a text file.",
    ),
    "error.format-not-supported": ("还不能读 {format} 格式的文件。", "Files of the format {format} cannot be read."),
    "remedy.format-not-supported": (
        "请在原来的程序里另存为 .docx、.pdf 或纯文本（.txt），再检查。",
        "Save it as .docx, .pdf or plain text (.txt) in its own program, and check that.",
    ),
    "error.binary": ("文件里不是文字，看不出是什么格式。", "The file does not hold text, and its format is not known."),
    "remedy.binary": (
        "请确认选对了文件；如果是报告，请另存为纯文本（.txt）再检查。",
        "Make sure it is the right file; if it is a report, save it as plain text (.txt).",
    ),
    "error.encoding": (
        "文件的文字编码认不出来，读出来是乱码。",
        "The text encoding of the file is not known; it reads as garbage.",
    ),
    "remedy.encoding": (
        "用记事本或 WPS 打开，另存为时把编码选为 UTF-8，再检查。",
        "Open it in an editor, save it with the encoding UTF-8, and check it again.",
    ),
    "error.nested-too-deep": ("网页的标签嵌套得太深，读不下去。", "The tags of the page are nested too deep to read."),
    "remedy.nested-too-deep": (
        "这不像正常的网页。请在浏览器里打开，把正文复制到文本文件再检查。",
        "This is no ordinary page. Open it in a browser and copy the text into a text file.",
    ),
    "error.file-broken": ("文件已损坏或不完整，读不了。", "The file is damaged or incomplete and cannot be read."),
    "remedy.file-broken": (
        "在 Word 或 WPS 里打开看看；打得开就另存一份再检查，打不开请重新传一份。",
        "Open it in its own program: if that works, save it anew and check that; else have it sent again.",
    ),
    "error.docx-broken": (
        "这个 Word 文档里没有正文部分，文件不完整。",
        "This Word document has no body: the file is incomplete.",
    ),
    "remedy.docx-broken": (
        "在 Word 或 WPS 里打开，另存为 .docx 再检查；打不开请重新传一份。",
        "Open it in its own program and save it as .docx; if that fails, have it sent again.",
    ),
    "error.only-pictures": (
        "文档里只有 {count} 张图片，几乎没有文字。",
        "The document holds {count} pictures and hardly any text.",
    ),
    "remedy.only-pictures": (
        "正文大概是扫描件或截图。请用原来的文字版，或先做文字识别，把文字存进文档再检查。",
        "Its text is probably scanned. Use the original with text, or have the pictures recognised and check that.",
    ),
    "extraction.text-in-pictures": (
        "文档里有大幅图片而文字很少，正文可能在图片里，没有读到。",
        "The document has large pictures and little text: some of the report may be in pictures that were not read.",
    ),
    "extraction.embedded-document": (
        "文档里嵌入了别的文档，其中的内容没有读。",
        "The document embeds another one, whose content was not read.",
    ),
    "error.encrypted": ("文件加了密码，读不了。", "The file is protected by a password and cannot be read."),
    "remedy.encrypted": (
        "在原来的程序里打开，去掉密码后另存一份再检查。",
        "Open it in its own program, remove the password, save it, and check that.",
    ),
    "error.unpacked-too-large": (
        "文件解压后超过 {limit} MB 的上限。",
        "Unpacked, the file takes more than the {limit} MB allowed.",
    ),
    "remedy.unpacked-too-large": (
        "一份年度报告不会这么大。请确认选对了文件，或把正文复制到一份新文档里再检查。",
        "No annual report is that large. Make sure it is the right file, or copy its text into a new document.",
    ),
    "error.too-many-members": (
        "文件里装了太多东西（超过 {limit} 项），不像一份报告。",
        "The file packs more than {limit} things, unlike a report.",
    ),
    "remedy.too-many-members": (
        "请确认选对了文件，或把正文复制到一份新文档里再检查。",
        "Make sure it is the right file, or copy its text into a new document.",
    ),
    "error.too-much-markup": (
        "文件里的格式标记太多（超过 {limit} 个），读不下去。",
        "The file holds more than the {limit} marks of format allowed.",
    ),
    "remedy.too-much-markup": (
        "把正文以“只保留文本”的方式粘贴到一份新文档里再检查。",
        "Paste its text, without formats, into a new document and check that.",
    ),
    "error.xml-with-dtd": (
        "文件里有文档类型声明（DTD），正常的文档没有，为了安全没有读。",
        "The file declares a document type (DTD), which no ordinary document does; for safety it was not read.",
    ),
    "remedy.xml-with-dtd": (
        "请确认文件的来源；来源可靠的，在 Word 或 WPS 里打开，另存一份再检查。",
        "Make sure where it comes from; if that is to be trusted, save it anew in its own program and check that.",
    ),
    "error.archive": (
        "这是压缩包、邮件或网页存档（{format}），报告可能在里面，但不能直接读。",
        "This is an archive, a mail or an archived page ({format}): a report may be in it, but it is none.",
    ),
    "remedy.archive": (
        "先解压，或打开后把报告另存为 .docx、.pdf 或 .txt，再检查取出来的文件。",
        "Unpack it, or open it and save the report as .docx, .pdf or .txt, then check what was in it.",
    ),
    "error.needs-office": (
        "读 {format} 格式的文件要用 LibreOffice，这台电脑上没有找到。",
        "Files of the format {format} are read by way of LibreOffice, which was not found on this machine.",
    ),
    "remedy.needs-office": (
        "在 Word 或 WPS 里打开，另存为 .docx 或 .pdf 再检查；或安装 LibreOffice"
        "（装在别处的，用环境变量 CHECKER_SOFFICE 写出 soffice 的路径）。",
        "Open it in its own program, save it as .docx or .pdf and check that; or install LibreOffice (CHECKER_SOFFICE "
        "names the path of soffice where it is not found).",
    ),
    "error.office-failed": (
        "LibreOffice 打不开这个 {format} 文件，可能已损坏或加了密码。",
        "LibreOffice could not open this {format} file; it may be damaged or protected by a password.",
    ),
    "remedy.office-failed": (
        "在 Word 或 WPS 里打开，另存为 .docx 或 .pdf 再检查；打不开请重新传一份。",
        "Open it in its own program, save it as .docx or .pdf and check that; if it does not open, have it sent again.",
    ),
    "error.took-too-long": (
        "读这个文件超过了 {limit} 秒的时限，没有读完。",
        "Reading the file took more than the {limit} seconds allowed; it was not finished.",
    ),
    "remedy.took-too-long": (
        "把正文另存为 .docx 或 .txt 再检查；扫描件页数多的，可用 --limit seconds=900 放宽时限。",
        "Save its text as .docx or .txt and check that; for a scan of many pages, allow more with --limit seconds=900.",
    ),
    "error.out-of-memory": (
        "读这个文件要用的内存超过了上限（{limit} MB），没有读完。",
        "Reading the file takes more than the {limit} MB of memory allowed; it was not finished.",
    ),
    "remedy.out-of-memory": (
        "把正文另存为 .docx 或 .txt 再检查；图片很大的扫描件，可用 --limit memory=2048 放宽上限。",
        "Save its text as .docx or .txt and check that; for a scan with large pictures, allow more with "
        "--limit memory=2048.",
    ),
    "error.crashed": (
        "读这个文件的程序中途崩溃了，文件可能已损坏。",
        "The program that read the file crashed; the file may be damaged.",
    ),
    "remedy.crashed": (
        "在原来的程序里打开看看；打得开就另存为 .docx、.pdf 或 .txt 再检查。",
        "Open it in its own program; if that works, save it as .docx, .pdf or .txt and check that.",
    ),
    "error.ofd-without-text": (
        "OFD 的第 {pages} 页是扫描图片，或者文字取不出来，没有读。",
        "Pages {pages} of the OFD file are scanned pictures, or their characters cannot be had; it was not read.",
    ),
    "remedy.ofd-without-text": (
        "用原来的 Word 文档检查；没有的，在阅读器里打印成 PDF 再检查。",
        "Check the document that it was made from; without it, print it to a PDF in its reader and check that.",
    ),
    "error.bad-limit": (
        "--limit 的值“{value}”写法不对。",
        "--limit cannot take “{value}”.",
    ),
    "remedy.bad-limit": (
        "写成 名称=数值，例如 seconds=300；名称可以是：{names}。",
        "Write NAME=VALUE, such as seconds=300; the names are: {names}.",
    ),
    "error.no-such-limit": ("没有“{name}”这种上限。", "There is no limit “{name}”."),
    "remedy.no-such-limit": ("名称可以是：{names}。", "The names are: {names}."),
    "error.limit-out-of-range": (
        "--limit {name} 的值“{value}”不对。",
        "--limit {name} cannot be “{value}”.",
    ),
    "remedy.limit-out-of-range": (
        "请写 {low} 到 {high} 之间的整数。",
        "Give a whole number from {low} to {high}.",
    ),
    "error.needs-extra": (
        "读 {format} 文件要用的组件没有安装。",
        "The component that reads {format} files is not installed.",
    ),
    "remedy.needs-extra": (
        "运行 pip install 'fazhi-checker[{extra}]' 安装，再检查。",
        "Run pip install 'fazhi-checker[{extra}]' and check it again.",
    ),
    "error.pdf-broken": (
        "PDF 文件已损坏或者不完整。",
        "The PDF file is damaged or incomplete.",
    ),
    "remedy.pdf-broken": (
        "重新下载，或用 WPS、Word 打开原稿重新导出 PDF。",
        "Download it again, or export the PDF anew from the original document.",
    ),
    "error.too-many-pages": (
        "文件有 {pages} 页，超过上限 {limit} 页。",
        "The file has {pages} pages; the limit is {limit}.",
    ),
    "remedy.too-many-pages": (
        "只留下报告本身的页，再检查。",
        "Keep the pages of the report only, and check it again.",
    ),
    "error.pdf-too-complex": (
        "PDF 的一页上有超过 {limit} 个对象，不像正常的文件。",
        "A page of the PDF has more than {limit} objects; that is no ordinary file.",
    ),
    "remedy.pdf-too-complex": (
        "从原稿重新导出 PDF，或改用 docx、txt。",
        "Export the PDF anew from the original document, or use docx or txt.",
    ),
    "error.needs-ocr": (
        "第 {pages} 页是扫描的图片，没有可用的文字，要先做文字识别才能检查。",
        "Pages without usable text, being scanned pictures: {pages}. They must be recognised before they can be checked.",
    ),
    "remedy.needs-ocr": (
        "最好换成由原稿导出的文件；没有原稿时，运行 pip install 'fazhi-checker[{extra}]' 安装文字识别，再检查。",
        "Best use a file exported from the original; without one, run pip install 'fazhi-checker[{extra}]' for recognition.",
    ),
    "error.too-many-scans": (
        "有 {pages} 页扫描件，超过上限 {limit} 页。",
        "There are {pages} scanned pages; the limit is {limit}.",
    ),
    "remedy.too-many-scans": (
        "换成由原稿导出的文件，或者只留下报告本身的页。",
        "Use a file exported from the original, or keep the pages of the report only.",
    ),
    "error.picture-broken": ("图片已损坏，读不出来。", "The picture is damaged and cannot be read."),
    "remedy.picture-broken": ("重新扫描或重新保存图片，再检查。", "Scan or save it again, and check it again."),
    "error.picture-too-large": (
        "图片有 {pixels} 百万像素，超过上限 {limit} 百万。",
        "The picture has {pixels} million pixels; the limit is {limit} million.",
    ),
    "remedy.picture-too-large": (
        "以 300 dpi 或更低的分辨率重新扫描。",
        "Scan it again at 300 dpi or less.",
    ),
    "extraction.recognised-text": (
        "文字是从扫描图片识别出来的，可能有错字，请对照原件。",
        "The text was recognised in scanned pictures and may have wrong characters: compare it with the original.",
    ),
    "extraction.missed-lines": (
        "扫描图片里可能有几行字没有识别出来，请对照原件。",
        "Some lines of the scanned pictures may not have been recognised: compare it with the original.",
    ),
    "extraction.unreadable-glyphs": (
        "有些字在文件里没有对应的编码，显示为“�”，请对照原件。",
        "Some characters have no code in the file and show as “�”: compare it with the original.",
    ),
    "extraction.hidden-text": (
        "文件里有看不见的文字（白色或隐藏的），没有检查。",
        "The file holds text that cannot be seen (white or hidden); it was not checked.",
    ),
    "error.unknown-kind-of-filer": ("没有“{value}”这种报告单位类型。", "There is no kind of filer “{value}”."),
    "remedy.unknown-kind-of-filer": ("--filer 可以是：{names}。", "--filer is one of: {names}."),
    # Rule packs that cannot be used (checker.rulebook).
    "error.pack-not-found": ("没有规则包“{pack}”。", "There is no rule pack “{pack}”."),
    "remedy.pack-not-found": (
        "自带的规则包有：{available}；自己的规则包请写出它的路径。",
        "The packs that come with the checker are: {available}; name your own by its path.",
    ),
    "error.pack-without-header": (
        "文件夹 {pack} 里没有 {header}，不是规则包。",
        "The folder {pack} has no {header}: it is no rule pack.",
    ),
    "remedy.pack-without-header": (
        "写出含有 {header} 的文件夹，或补上这个文件。",
        "Name the folder that holds {header}, or add that file.",
    ),
    "error.pack-invalid": (
        "规则包 {pack} 有 {count} 处错误，不能使用。",
        "The rule pack {pack} has {count} faults and cannot be used.",
    ),
    "remedy.pack-invalid": (
        "按下面列出的位置逐处修改，再用 checker rules lint 检查。",
        "Mend each of the places listed below, then run checker rules lint.",
    ),
    "error.waivers-unreadable": (
        "豁免清单 {path} 读不出来：{reason}。",
        "The waivers in {path} cannot be read: {reason}.",
    ),
    "remedy.waivers-unreadable": (
        "检查路径是否写对、文件能否读取。",
        "See whether the path is right and the file may be read.",
    ),
    "error.waivers-invalid": (
        "豁免清单 {path} 有 {count} 处错误，没有检查报告。",
        "The waivers in {path} have {count} faults; no report was judged.",
    ),
    "remedy.waivers-invalid": (
        "按下面列出的位置逐处修改，再用 checker waivers lint {path} 检验。",
        "Mend each of the places listed below, then run checker waivers lint {path}.",
    ),
    "error.bad-day": ("--today 的值“{value}”不是日期。", "The value “{value}” of --today is no date."),
    "remedy.bad-day": ("写成 2026-01-31 的样子。", "Write it like 2026-01-31."),
    "problem.waiver-not-allowed": (
        "规则“{rule}”不能豁免",
        "the rule “{rule}” cannot be waived",
    ),
    "remedy.problem.waiver-not-allowed": (
        "文种不对和涉及个人信息、国家秘密的问题谁都不能豁免：删去这一条，改报告。",
        "Nobody can waive the kind of document, private data or state secrets: delete the waiver and mend the report.",
    ),
    "problem.waiver-too-long": (
        "有效期 {count} 天（从 {begin} 算起），超过 {limit} 天",
        "it holds for {count} days from {begin}, more than {limit}",
    ),
    "remedy.problem.waiver-too-long": (
        "把到期日提前到 {limit} 天以内；到期后仍需要的，重新报批。",
        "Let it expire within {limit} days; what is needed longer is approved again.",
    ),
    "problem.waiver-ends-early": (
        "到期日比批准日期（{granted}）还早",
        "it expires before it is granted ({granted})",
    ),
    "remedy.problem.waiver-ends-early": ("核对两个日期。", "See to both dates."),
    "problem.waiver-twice": (
        "同一条豁免写了两次，第一次在第 {first} 行",
        "the same waiver stands twice, first on line {first}",
    ),
    "remedy.problem.waiver-twice": (
        "删去一条；针对不同文字的，用 quote 写明是哪一处。",
        "Delete one; where they mean different words, say which with quote.",
    ),
    "problem.no-such-day": ("没有“{value}”这一天", "there is no such day as “{value}”"),
    "remedy.problem.no-such-day": ("写成 2026-01-31 的样子。", "Write it like 2026-01-31."),
    "problem.not-a-list": ("文件的最外层不是列表", "the file is not a list"),
    "remedy.problem.not-a-list": (
        "每条以“- ”开头，下面各行缩进对齐。",
        "Begin each entry with “- ” and indent the lines below it alike.",
    ),
    "problem.text-too-long": ("文字太长", "the text is too long"),
    "remedy.problem.text-too-long": ("不超过 {bound} 字。", "Use at most {bound} characters."),
    "problem.unreadable-file": ("文件读不出来：{detail}", "the file cannot be read: {detail}"),
    "remedy.problem.unreadable-file": ("检查文件是否存在、能否读取。", "See whether the file exists and may be read."),
    "problem.file-too-large": ("文件超过 {limit} MB", "the file has more than {limit} MB"),
    "remedy.problem.file-too-large": ("把规则分到几个文件里。", "Divide the rules among several files."),
    "problem.not-utf8": ("文字编码不是 UTF-8", "the text is not UTF-8"),
    "remedy.problem.not-utf8": ("把文件另存为 UTF-8 编码。", "Save the file with the encoding UTF-8."),
    "problem.control-character": ("有不该出现的控制字符 {code}", "a control character, {code}, must not stand here"),
    "remedy.problem.control-character": ("删去这个字符。", "Take the character out."),
    "problem.yaml-syntax": ("YAML 写法不对：{detail}", "this is not valid YAML: {detail}"),
    "remedy.problem.yaml-syntax": (
        "检查这一行和上一行的缩进、引号和括号；含有冒号、逗号的文字要加引号。",
        "See the indents, quotes and brackets of this line and the one above; quote text that holds colons or commas.",
    ),
    "problem.tab-indent": ("用了制表符缩进", "a tab is used as an indent"),
    "remedy.problem.tab-indent": ("改用空格缩进。", "Indent with spaces."),
    "problem.full-width-colon": ("“{text}”用了全角冒号", "“{text}” has a full-width colon"),
    "remedy.problem.full-width-colon": ("改成半角冒号加一个空格。", "Write an ASCII colon and a space."),
    "problem.not-a-mapping": ("文件的最外层不是“键: 值”", "the file is not a mapping of keys to values"),
    "remedy.problem.not-a-mapping": ("最外层写成“键: 值”的形式。", "Begin with keys, each with its value."),
    "problem.duplicate-key": (
        "“{name}”写了两次，第一次在第 {first} 行",
        "“{name}” stands twice, first on line {first}",
    ),
    "remedy.problem.duplicate-key": ("删去一个，或改名。", "Take one out, or rename it."),
    "problem.too-deep": ("嵌套超过 {limit} 层", "it is nested more than {limit} deep"),
    "remedy.problem.too-deep": ("减少嵌套。", "Nest it less."),
    "problem.key-not-text": ("键必须是文字", "a key must be text"),
    "remedy.problem.key-not-text": ("把键写成一个词。", "Write the key as a word."),
    "problem.alias": ("不能用锚点或引用（{name}）", "anchors and aliases ({name}) are not allowed"),
    "remedy.problem.alias": (
        "把内容直接写出来；开头是 & 或 * 的文字要加引号。",
        "Write the content itself; quote text that begins with & or *.",
    ),
    "problem.tag": ("不能用标签（{name}）", "tags ({name}) are not allowed"),
    "remedy.problem.tag": ("删去标签；开头是 ! 的文字要加引号。", "Take the tag out; quote text that begins with !."),
    "problem.several-documents": ("一个文件里有多个文档", "the file holds several documents"),
    "remedy.problem.several-documents": (
        "删去 --- 以后的部分，或分成几个文件。",
        "Take out what follows ---, or use several files.",
    ),
    "problem.duplicate-entry": ("“{entry}”已经在 {first} 写过", "“{entry}” stands already at {first}"),
    "remedy.problem.duplicate-entry": ("删去一个，或改名。", "Take one out, or rename it."),
    "problem.header-elsewhere": ("“{name}”只能写在 {header} 里", "“{name}” belongs into {header}"),
    "remedy.problem.header-elsewhere": ("移到 {header}。", "Move it to {header}."),
    "problem.bad-id": ("“{value}”不能作编号", "“{value}” cannot be an id"),
    "remedy.problem.bad-id": (
        "只用英文字母、数字、点、短横线和下划线，以字母或数字开头。",
        "Use ASCII letters, digits, dots, hyphens and underscores; begin with a letter or digit.",
    ),
    "problem.invalid": ("写法不对：{detail}", "not valid: {detail}"),
    "remedy.problem.invalid": ("对照规则包的说明修改。", "See the guide to packs."),
    "problem.unknown-key": ("没有“{name}”这个键", "there is no key “{name}”"),
    "remedy.problem.unknown-key": (
        "最接近的是“{nearest}”。可以写：{allowed}；自己的备注用 x- 开头。",
        "The nearest is “{nearest}”. The keys are: {allowed}; begin your own with x-.",
    ),
    "problem.missing-key": ("缺少“{name}”", "“{name}” is missing"),
    "remedy.problem.missing-key": ("补上这个键。", "Add this key."),
    "problem.missing-language": ("缺少语言“{name}”的文字", "the text in “{name}” is missing"),
    "remedy.problem.missing-language": ("中文（zh）、英文（en）都要写。", "Give both zh and en."),
    "problem.needs-quotes": ("{value} 会被当作数字", "{value} is read as a number"),
    "remedy.problem.needs-quotes": ('加上引号："{value}"。', 'Put quotes around it: "{value}".'),
    "problem.empty-value": ("没有写值", "the value is missing"),
    "remedy.problem.empty-value": ("写上值，或删去这个键。", "Give a value, or take the key out."),
    "problem.text-expected": ("这里要写文字，不是 {value}", "text is needed here, not {value}"),
    "remedy.problem.text-expected": ("写成一段文字。", "Write a text."),
    "problem.number-expected": ("这里要写数字，不是 {value}", "a number is needed here, not {value}"),
    "remedy.problem.number-expected": ("写成数字，不加引号。", "Write a number without quotes."),
    "problem.integer-expected": ("这里要写整数，不是 {value}", "a whole number is needed here, not {value}"),
    "remedy.problem.integer-expected": ("写成整数，不加引号。", "Write a whole number without quotes."),
    "problem.switch-expected": ("这里要写 true 或 false，不是 {value}", "true or false is needed here, not {value}"),
    "remedy.problem.switch-expected": ("写 true（是）或 false（否）。", "Write true or false."),
    "problem.list-expected": ("这里要写列表，不是 {value}", "a list is needed here, not {value}"),
    "remedy.problem.list-expected": ("每项一行，以“- ”开头。", "Begin each item with “- ” on a line of its own."),
    "problem.mapping-expected": ("这里要写“键: 值”，不是 {value}", "keys with values are needed here, not {value}"),
    "remedy.problem.mapping-expected": (
        "写成“键: 值”，每个一行。",
        "Write each key with its value on a line of its own.",
    ),
    "problem.wrong-type": ("{value} 的类型不对", "{value} is of the wrong type"),
    "remedy.problem.wrong-type": ("应为：{expected}。", "Expected: {expected}."),
    "problem.not-allowed-value": ("不能写“{value}”", "“{value}” is not allowed"),
    "remedy.problem.not-allowed-value": ("可以写：{allowed}。", "Allowed: {allowed}."),
    "problem.wrong-form": ("“{value}”的形式不对", "“{value}” has the wrong form"),
    "remedy.problem.wrong-form": ("写成这种形式：{form}。", "Write it in this form: {form}."),
    "problem.too-small": ("{value} 太小", "{value} is too small"),
    "remedy.problem.too-small": ("不能小于 {bound}。", "It must be at least {bound}."),
    "problem.too-large": ("{value} 太大", "{value} is too large"),
    "remedy.problem.too-large": ("不能大于 {bound}。", "It must be at most {bound}."),
    "problem.empty-text": ("文字是空的", "the text is empty"),
    "remedy.problem.empty-text": ("写上内容，或删去这个键。", "Write something, or take the key out."),
    "problem.too-few-items": ("项目太少", "there are too few items"),
    "remedy.problem.too-few-items": ("至少写 {bound} 项。", "Give at least {bound}."),
    "problem.too-many-items": ("项目太多", "there are too many items"),
    "remedy.problem.too-many-items": ("最多写 {bound} 项。", "Give at most {bound}."),
    "problem.repeated-item": ("有重复的项目", "an item stands twice"),
    "remedy.problem.repeated-item": ("删去重复的。", "Take out the repeated one."),
    "problem.only-with": ("“{name}”要和“{needed}”一起用", "“{name}” needs “{needed}” beside it"),
    "remedy.problem.only-with": ("加上“{needed}”，或删去“{name}”。", "Add “{needed}” or take out “{name}”."),
    "problem.no-alternative-fits": ("{value} 不合任何一种写法", "{value} fits none of the forms allowed"),
    "remedy.problem.no-alternative-fits": ("对照规则包的说明修改。", "See the guide to packs."),
    "problem.bad-pattern": ("匹配式“{pattern}”不对：{detail}", "the pattern “{pattern}” is wrong: {detail}"),
    "remedy.problem.bad-pattern": (
        "匹配式用 RE2 的写法，没有前后查找和反向引用；例外写在 not 里。",
        "Patterns are RE2: no lookaround, no back-references; put exceptions under not.",
    ),
    "problem.too-many-patterns": ("匹配式超过 {limit} 个", "there are more than {limit} patterns"),
    "remedy.problem.too-many-patterns": ("把相近的合并成一个。", "Join those that are alike."),
    "problem.base-misplaced": ("$base 只能作为列表中的一项", "$base may stand only as an item of a list"),
    "remedy.problem.base-misplaced": (
        "把 $base 写成列表里单独的一项，表示沿用上级规则包的内容。",
        "Write $base as an item of its own; it stands for the items of the base pack.",
    ),
    "problem.rule-exists": ("上级规则包里已有规则“{rule}”", "the base pack has a rule “{rule}” already"),
    "remedy.problem.rule-exists": (
        "要改它，写在 change 下；新规则请换个编号。",
        "Change it under change; give a new rule another id.",
    ),
    "problem.extends-cycle": ("规则包“{name}”又回到了自己", "the pack “{name}” extends itself"),
    "remedy.problem.extends-cycle": ("改掉其中一个 extends。", "Change one of the extends."),
    "problem.extends-too-deep": ("上级规则包超过 {limit} 层", "there are more than {limit} bases"),
    "remedy.problem.extends-too-deep": ("减少层数。", "Use fewer."),
    "problem.no-pass-case": ("规则“{rule}”没有“通过”的用例", "the rule “{rule}” has no case that passes"),
    "remedy.problem.no-pass-case": ("加一个 state: pass 的用例。", "Add a case with state: pass."),
    "problem.no-fail-case": ("规则“{rule}”没有“不通过”的用例", "the rule “{rule}” has no case that fails"),
    "remedy.problem.no-fail-case": (
        "加一个 state: fail 或 partial 的用例。",
        "Add a case with state: fail or partial.",
    ),
    "problem.no-message": ("规则“{rule}”没有“{reason}”的提示语", "the rule “{rule}” has no message for “{reason}”"),
    "remedy.problem.no-message": ("在 message 下补上“{reason}”。", "Add “{reason}” under message."),
    "problem.vocabulary-cycle": ("词表“{name}”引用了自己", "the vocabulary “{name}” contains itself"),
    "remedy.problem.vocabulary-cycle": ("去掉绕回来的引用。", "Take out the reference that leads back."),
    "problem.part-cycle": ("部分“{name}”包含了自己", "the part “{name}” lies within itself"),
    "remedy.problem.part-cycle": ("改掉 within。", "Change its within."),
    "problem.unknown-part": ("没有部分“{name}”", "there is no part “{name}”"),
    "remedy.problem.unknown-part": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-genre": ("没有文种“{name}”", "there is no genre “{name}”"),
    "remedy.problem.unknown-genre": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-filer": ("没有单位类型“{name}”", "there is no kind of filer “{name}”"),
    "remedy.problem.unknown-filer": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-group": ("没有类别“{name}”", "there is no group “{name}”"),
    "remedy.problem.unknown-group": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-rule": ("没有规则“{name}”", "there is no rule “{name}”"),
    "remedy.problem.unknown-rule": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-source": ("没有依据“{name}”", "there is no source “{name}”"),
    "remedy.problem.unknown-source": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-check": ("没有检查方法“{name}”", "there is no check “{name}”"),
    "remedy.problem.unknown-check": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-data": ("没有数据文件“{name}”", "there is no data file “{name}”"),
    "remedy.problem.unknown-data": (
        "数据文件（.csv）要放在规则包的文件夹里，单个文件的规则包没有数据文件。现有：{allowed}。",
        "Data files (.csv) lie in the folder of the pack; a pack of one file has none. Known: {allowed}.",
    ),
    "problem.data-column": ("数据文件缺少“{name}”一列", "the column “{name}” is missing"),
    "remedy.problem.data-column": (
        "第一行（表头）写各列的名称；现有：{allowed}。",
        "Name the columns in the first line; there are: {allowed}.",
    ),
    "problem.data-column-twice": ("“{name}”一列出现了两次", "the column “{name}” is given twice"),
    "remedy.problem.data-column-twice": ("删去一列或改名。", "Delete one or rename it."),
    "problem.data-row": ("这一行有 {count} 格，表头有 {wanted} 格", "this row has {count} cells, the header {wanted}"),
    "remedy.problem.data-row": (
        "补上或删去逗号；格子里有逗号的，用英文双引号括起来。",
        "Add or delete commas; put a cell that holds a comma into double quotes.",
    ),
    "problem.data-empty": ("“{name}”一列没有填", "the column “{name}” is empty here"),
    "remedy.problem.data-empty": ("填上，或删去这一行。", "Fill it in, or delete the row."),
    "problem.data-cell": (
        "“{name}”一列有控制字符或超过 {limit} 字",
        "“{name}” holds a control character or more than {limit} characters",
    ),
    "remedy.problem.data-cell": ("改短，去掉控制字符。", "Shorten it, or take the character out."),
    "problem.data-date": ("“{name}”一列的“{value}”不是日期", "“{value}” in the column “{name}” is no date"),
    "remedy.problem.data-date": ("写成 2024-01-31 的样子。", "Write it like 2024-01-31."),
    "problem.data-too-long": ("数据文件超过 {limit} 行", "the file has more than {limit} rows"),
    "remedy.problem.data-too-long": ("分成几个文件。", "Split it into several files."),
    "problem.data-syntax": ("CSV 写法不对：{detail}", "this is not valid CSV: {detail}"),
    "remedy.problem.data-syntax": ("检查这一行的引号。", "Check the quotes of this line."),
    "problem.unknown-clause": ("没有条款“{name}”", "there is no clause “{name}”"),
    "remedy.problem.unknown-clause": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-vocabulary": ("没有词表“{name}”", "there is no vocabulary “{name}”"),
    "remedy.problem.unknown-vocabulary": ("可以写：{allowed}。", "Known: {allowed}."),
    "problem.unknown-pack": ("没有规则包“{name}”", "there is no pack “{name}”"),
    "remedy.problem.unknown-pack": ("可以写：{allowed}。", "Known: {allowed}."),
    "near": ("是不是想写 {names}？", "Did you mean {names}? "),
}


def say(key: str, lang: str, **values: Any) -> str:
    """The message *key* in *lang* with its braces filled from *values*.

    A key that is missing gives the key itself: an error that is told badly is better than one that hides the first.
    """
    texts = MESSAGES.get(key)
    if texts is None:
        return " ".join([key, *(f"{name}={value}" for name, value in values.items())])
    return fill(texts[LANGUAGES.index(lang)], values, lang)


def fill(template: str, values: Mapping[str, Any], lang: str) -> str:
    """*template* with each ``{name}`` replaced by its value; a name without a value stays as it is.

    Not ``str.format``: templates of packs come from others, and a format specification can ask for a gigabyte.
    """
    if "{" not in template:
        return template
    head, *pieces = template.split("{")
    filled = [head]
    for piece in pieces:
        name, closed, after = piece.partition("}")
        filled.append(_shown(values[name], lang) + after if closed and name in values else "{" + piece)
    return "".join(filled)


def _shown(value: Any, lang: str) -> str:
    """A value as a reader writes it: 3 rather than 3.0, a list with its commas, a text of a pack in its language."""
    if isinstance(value, dict):
        return str(value.get(lang) or next(iter(value.values()), ""))
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    if isinstance(value, (list, tuple)):
        return ("、" if lang == "zh" else ", ").join(_shown(one, lang) for one in value)
    return str(value)
