"""What a user can do wrong at the command line, and what to do about it."""

MESSAGES: dict[str, tuple[str, str]] = {
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
    "error.missing-option": ("缺少选项 {name}。", "The option {name} is missing."),
    "remedy.missing-option": ("用 {command} --help 查看写法。", "See {command} --help."),
    "error.extra-argument": ("多写了：{names}。", "Not expected here: {names}."),
    "remedy.extra-argument": ("这样写：{usage}", "Write: {usage}"),
    "error.needs-value": ("选项 {name} 后面要写一个值。", "The option {name} needs a value."),
    "remedy.needs-value": (
        "用 {command} --help 查看写法。",
        "See {command} --help.",
    ),
    "error.takes-no-value": ("选项 {name} 后面不能写值。", "The option {name} takes no value."),
    "remedy.takes-no-value": ("去掉等号和后面的内容。", "Take out the equals sign and what follows."),
    "system.ENOENT": ("没有这个文件或文件夹", "there is no such file or folder"),
    "system.EACCES": ("没有权限", "permission denied"),
    "system.EPERM": ("系统不允许", "the system does not permit it"),
    "system.EISDIR": ("它是文件夹，不是文件", "it is a folder and no file"),
    "system.ENOTDIR": ("路径里有一段是文件，不是文件夹", "a part of the path is a file and no folder"),
    "system.EEXIST": ("已经有同名的文件或文件夹", "there is a file or folder of that name"),
    "system.ENOSPC": ("磁盘满了", "the disk is full"),
    "system.EROFS": ("磁盘是只读的", "the disk can only be read"),
    "system.ENAMETOOLONG": ("名称太长", "the name is too long"),
    "system.EBUSY": ("别的程序正占用它", "another program holds it"),
    "system.EIO": ("磁盘读写出错", "the disk fails"),
    "system.EINVAL": ("系统不接受这个名称或操作", "the system does not take that name or operation"),
    "system.EMFILE": ("打开的文件太多", "too many files are open"),
    "system.ENOTEMPTY": ("文件夹不是空的", "the folder is not empty"),
    "system.EDQUOT": ("超过了磁盘配额", "the quota of the disk is used up"),
    "system.EFBIG": ("文件太大", "the file is too large"),
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
    "error.format-needs-file": (
        "{format} 格式是文件，不能显示在屏幕上，也不能从标准输出取。",
        "{format} is a file: it cannot be shown, nor be taken from standard output.",
    ),
    "remedy.format-needs-file": (
        "写成 --write {format}=自查表.{format}",
        "Write: --write {format}=checklist.{format}",
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
    "error.input-closed": (
        "要从标准输入读，可是启动程序时标准输入已经关闭。",
        "Standard input is to be read, but it was closed when the program was started.",
    ),
    "remedy.input-closed": (
        "用管道或 < 文件 把内容送进来；不想从标准输入读，就不要写 -，写文件的路径。",
        "Send the content through a pipe or by < FILE; or give the path of a file in the place of -.",
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
    "error.extra-missing": (
        "这项功能要用的组件没有安装（{extra}）。",
        "What this needs is not installed (the extra “{extra}”).",
    ),
    "remedy.extra-missing": (
        "安装后再运行：pip install 'fazhi-checker[{extra}]'",
        "Install it and run again: pip install 'fazhi-checker[{extra}]'",
    ),
}
