"""Help of the command line."""

MESSAGES: dict[str, tuple[str, str]] = {
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
        "输出格式：text 给人看；html 是一页网页，可打印；json、csv 给程序和表格；sarif、junit、github、gitlab、markdown 给代码托管平台。",
        "Output format: text for people; html for a browser or paper; json and csv for programs and spreadsheets; sarif, "
        "junit, github, gitlab and markdown for forges.",
    ),
    "help.option.write": (
        "另外写一份结果到文件，如 html=结果.html、json=结果.json；可重复。",
        "Write the result to a file too, such as html=result.html or json=result.json; repeatable.",
    ),
    "help.option.fail-on": (
        "哪一级问题算不通过（退出码 1）：error 必改，warning 应改，advice 建议，never 都不算。",
        "Which gaps fail the run (exit status 1): error, warning, advice, or never.",
    ),
    "help.option.min-score": ("总分低于 N 也算不通过。", "Fail the run below N points too."),
    "help.option.quiet": ("每份报告只显示一行结论。", "One line a report: the verdict."),
    "help.option.verbose": (
        "每处问题和整张检查清单都完整显示，不为篇幅省略。",
        "Show each gap and the whole checklist in full, however long it gets.",
    ),
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
        "检查报告。路径可以是文件、文件夹（逐个检查其中的报告），或 -（从标准输入读）；"
        "有配置文件 .checker.yaml 的，不写路径就检查它所在的文件夹。",
        "Judge reports. PATH is a file, a folder (every report in it), or - (standard input); without PATH, the folder of "
        "the configuration .checker.yaml, if there is one.",
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
}
