"""Baselines: what was there when the gate was set up."""

MESSAGES: dict[str, tuple[str, str]] = {
    "error.baseline-unreadable": (
        "基线文件 {path} 读不出来：{reason}。",
        "The baseline {path} cannot be read: {reason}.",
    ),
    "remedy.baseline-unreadable": (
        "检查路径是否写对、文件能否读取；还没有基线的，先运行 checker baseline write。",
        "See whether the path is right and the file may be read; if there is no baseline yet, run checker baseline write.",
    ),
    "error.baseline-invalid": (
        "基线文件 {path} 有 {count} 处错误，没有检查报告。",
        "The baseline {path} has {count} faults; no report was judged.",
    ),
    "remedy.baseline-invalid": (
        "这个文件由 checker baseline write 生成，不必手改：从版本库取回上一版；合并冲突的，保留两边的各行，"
        "每行末尾加逗号（最后一行不加）；都不行就删去文件重新生成。",
        "The file is made by checker baseline write, not by hand: take its last version from the repository; in a merge "
        "conflict keep the lines of both sides, each with a comma at its end but the last; else delete it and make it "
        "anew.",
    ),
    "error.baseline-stdin": (
        "标准输入（-）不是文件，不能记入基线。",
        "Standard input (-) is no file: a baseline cannot hold it.",
    ),
    "remedy.baseline-stdin": ("写出文件或文件夹的路径。", "Name files or folders."),
    "problem.baseline-twice": (
        "同一份报告的同一条规则写了两次，第一次在第 {first} 行",
        "a rule of a report stands twice, first on line {first}",
    ),
    "remedy.problem.baseline-twice": ("删去一行，或重新生成。", "Delete one line, or make the file anew."),
    "problem.baseline-not-allowed": (
        "规则“{rule}”不能记入基线",
        "the rule “{rule}” cannot stand in a baseline",
    ),
    "remedy.problem.baseline-not-allowed": (
        "文种不对和涉及个人信息、国家秘密的问题不能先放着：删去这一行（它不起作用），改报告。",
        "The kind of document, private data and state secrets cannot wait: delete the line, which has no effect, and mend "
        "the report.",
    ),
    "problem.baseline-other": ("不是这一版本的基线文件", "this is no baseline of this version"),
    "remedy.problem.baseline-other": (
        "用 checker baseline write 重新生成。",
        "Make it anew with checker baseline write.",
    ),
    "problem.json-syntax": ("JSON 写法不对：{detail}", "this is not valid JSON: {detail}"),
    "remedy.problem.json-syntax": (
        "检查这一行和上一行的括号、引号和逗号；有合并冲突标记的，先解决冲突。",
        "See the brackets, quotes and commas of this line and the one above; resolve a merge conflict first.",
    ),
    "baseline.written": (
        "{file}：{reports} 份报告，{count} 项已有问题（比原来增加 {added} 项，去掉 {gone} 项）；"
        "这次没有检查的报告，原有 {kept} 项保持不变。",
        "{file}: {reports} reports, {count} gaps that are there ({added} more than before, {gone} fewer); of reports that "
        "were not judged now, {kept} stay as they were.",
    ),
    "baseline.hint": (
        "要让它起作用：在 .checker.yaml 里写上 baseline: {file}，或检查时加上 --baseline。",
        "To put it to use: write baseline: {file} into .checker.yaml, or add --baseline when checking.",
    ),
    "baseline.pruned": (
        "{file}：去掉 {gone} 项已不存在的，收紧 {changed} 项，还剩 {left} 项。",
        "{file}: {gone} that are gone taken out, {changed} tightened, {left} left.",
    ),
    "baseline.places": ("（{count} 处）", " ({count} places)"),
    "baseline.shown": (
        "{file}：{reports} 份报告，{count} 项已有问题。",
        "{file}: {count} gaps in {reports} reports.",
    ),
    "baseline.lint.ok": ("{file}：没有问题（{count} 项）。", "{file}: no problems ({count} gaps)."),
    "baseline.note.gone": (
        "提示：基线 {file} 里有 {count} 项已不存在：{names}。办法：用 checker baseline prune 去掉，以免同样的问题再出现时放过。",
        "Note: {count} gaps of the baseline {file} are not there any more: {names}. To mend it: take them out with "
        "checker baseline prune, or the same gaps could come back unnoticed.",
    ),
    "help.option.baseline": (
        "基线文件：启用检查时已有的问题记在里面，照样列出，但不算没有达到要求；只有新问题才算。",
        "A baseline: gaps that were there when the gate was set up stand in it; they are listed and do not count, only "
        "new ones do.",
    ),
    "help.option.baseline.file": (
        "基线文件；不写则用配置里的，没有配置的用 .checker-baseline.json。",
        "The baseline; without it, the one of the configuration, else .checker-baseline.json.",
    ),
    "help.option.output.baseline": (
        "写到哪个文件；不写则用配置里的 baseline，没有的用 .checker-baseline.json。",
        "The file to write; without it, the baseline of the configuration, else .checker-baseline.json.",
    ),
    "help.program.baseline": (
        "基线：记下已有的问题，以后只管新问题。",
        "Baselines: note the gaps that are there; only new ones fail.",
    ),
    "help.program.baseline.write": (
        "检查报告，把现有的问题记入基线。没有检查到的报告，原来记的不变；已豁免的和不能豁免的问题不记。",
        "Judge reports and note their gaps. What is noted of other reports stays; what is waived, and what nobody can "
        "waive, is not noted.",
    ),
    "help.program.baseline.prune": (
        "检查报告，把已经改好的问题从基线中去掉；不增加任何一项。",
        "Judge reports and take out of the baseline what has been mended; nothing is added.",
    ),
    "help.program.baseline.status": (
        "退出码：0 已完成；2 没有完成，或有文件读不了（其余的照常处理）。",
        "Exit status: 0 done; 2 not done, or a file could not be read (the others are done).",
    ),
    "help.program.baseline.show": ("按报告列出基线里的问题。", "List the gaps of a baseline by report."),
    "help.program.baseline.lint": (
        "检验基线文件：写法对不对，有没有不能记入的规则。退出码：0 没有问题；2 有错误或读不出来。",
        "Check that a baseline is well formed and holds no rule that it must not. Exit status: 0 no problems; 2 faults, or "
        "it cannot be read.",
    ),
}
