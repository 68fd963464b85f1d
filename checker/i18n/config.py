"""The configuration of a repository of reports."""

MESSAGES: dict[str, tuple[str, str]] = {
    "error.config-unreadable": (
        "配置文件 {path} 读不出来：{reason}。",
        "The configuration {path} cannot be read: {reason}.",
    ),
    "remedy.config-unreadable": (
        "检查路径是否写对、文件能否读取；不用配置文件的，加上 --no-config。",
        "See whether the path is right and the file may be read; to do without it, add --no-config.",
    ),
    "error.config-invalid": (
        "配置文件 {path} 有 {count} 处错误，没有检查报告。",
        "The configuration {path} has {count} faults; no report was judged.",
    ),
    "remedy.config-invalid": (
        "按下面列出的位置逐处修改；不用配置文件的，加上 --no-config。",
        "Mend each of the places listed below; to do without the file, add --no-config.",
    ),
    "error.words-unreadable": (
        "用语文件 {path} 读不出来：{reason}。",
        "The file of words {path} cannot be read: {reason}.",
    ),
    "remedy.words-unreadable": (
        "检查配置文件里 words 一项的路径是否写对、文件能否读取；不用它的，删去这一项。",
        "See whether the path that the configuration gives as words is right; to do without it, take the key out.",
    ),
    "error.words-invalid": (
        "用语文件 {path} 有 {count} 处错误，没有检查报告。",
        "The file of words {path} has {count} faults; no report was judged.",
    ),
    "remedy.words-invalid": (
        "按下面列出的位置逐处修改；有哪些用语表、各装什么，见 docs/config.md。",
        "Mend each of the places listed below; docs/config.md says which lists there are and what they hold.",
    ),
    "error.words-too-many": (
        "用语文件 {path} 里的词太多，合计超过 {limit} 个字。",
        "The file of words {path} holds too many: more than {limit} characters together.",
    ),
    "remedy.words-too-many": (
        "只留本单位的报告里真会出现的词。",
        "Keep the words that do occur in the reports of your office.",
    ),
    "error.config-twice": (
        "--config 和 --no-config 不能一起用。",
        "--config and --no-config cannot be used together.",
    ),
    "remedy.config-twice": ("删去其中一个。", "Take one of them out."),
    "error.cache-twice": (
        "--cache 和 --no-cache 不能一起用。",
        "--cache and --no-cache cannot be used together.",
    ),
    "remedy.cache-twice": ("删去其中一个。", "Take one of them out."),
    "error.no-path": (
        "缺少“{path}”。没有写要检查什么，这里也没有配置文件 {name}。",
        "{path} is missing. Nothing says what to check, and there is no configuration {name} here.",
    ),
    "remedy.no-path": ("这样写：{usage}", "Write: {usage}"),
    "error.config-filer": (
        "配置文件 {path} 写的单位类型“{value}”，要用的规则包里没有。",
        "{path} names the kind of filer “{value}”, which the pack that is to be used does not have.",
    ),
    "remedy.config-filer": ("filer 可以写：{names}。", "filer is one of: {names}."),
    "problem.config-leads-out": (
        "结果不能写到配置文件所在的文件夹以外（{value}）",
        "results are not written outside of the folder of the configuration ({value})",
    ),
    "remedy.problem.config-leads-out": (
        "写成这个文件夹里面的路径；要写到别处，用命令行的 --write。",
        "Name a path below that folder; to write elsewhere, use --write on the command line.",
    ),
    "run.excluded": (
        "提示：按配置文件 {file} 的 include、exclude，有 {count} 个文件没有检查：{names}。",
        "Note: include and exclude of {file} leave out {count} files: {names}.",
    ),
    "config.none": (
        "这里没有配置文件 .checker.yaml；各项按默认值。",
        "There is no configuration .checker.yaml here; the defaults hold.",
    ),
    "config.file": ("配置文件：{file}", "Configuration: {file}"),
    "config.taken": ("{path}：检查文件夹时会检查它", "{path}: taken when its folder is checked"),
    "config.left-out": (
        "{path}：检查文件夹时跳过它（include、exclude）",
        "{path}: left out when its folder is checked (include, exclude)",
    ),
    "config.open": ("（没有规定）", "(open)"),
    "config.default": ("默认", "default"),
    "config.from": ("  ← {origin}", "  ← {origin}"),
    "help.option.format.plain": (
        "输出格式：text 给人看，json 给程序。",
        "Output format: text for people, json for programs.",
    ),
    "help.option.config": (
        "配置文件；不写则从当前文件夹向上找 .checker.yaml。",
        "The configuration; without it, .checker.yaml is looked for from the working directory upwards.",
    ),
    "help.option.no-config": ("不用配置文件。", "Use no configuration."),
    "help.option.force-exclude": (
        "直接写出的文件也按配置的 include、exclude 取舍（供提交前检查使用）。",
        "Let include and exclude of the configuration count for files that are named too (for hooks before a commit).",
    ),
    "help.option.cache": (
        "结果缓存的文件夹；不写则在配置文件旁的 .checker-cache，没有配置文件的不缓存。",
        "The folder of cached results; without it, .checker-cache beside the configuration, and none without one.",
    ),
    "help.option.no-cache": ("不读也不写结果缓存。", "Neither read nor write cached results."),
    "help.metavar.folder": ("文件夹", "FOLDER"),
    "help.program.config": ("查看配置。", "Look at the configuration."),
    "help.program.config.show": (
        "显示对一份报告（或整个文件夹）起作用的各项设置，以及每一项来自哪里。",
        "Show what holds for a report, or for the whole folder, and where each setting comes from.",
    ),
}
