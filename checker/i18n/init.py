"""``checker init``: its help, what it tells, and the comments of the files that it writes."""

MESSAGES: dict[str, tuple[str, str]] = {
    "help.program.init": (
        "在文稿仓库里建好检查的配置：.checker.yaml、空的豁免清单 .checker-waivers.yaml，以及所选平台的流水线文件。"
        "已有的文件一律不动。",
        "Set a repository of reports up: .checker.yaml, an empty file of waivers .checker-waivers.yaml, and the pipeline of "
        "the code host that is asked for. What is there already stays as it is.",
    ),
    "help.program.init.status": (
        "退出码：0 需要的文件都在了；1 有同名而内容不同的文件，没有动它；2 没有写成（用法不对、写不进去），一个文件也没有写。",
        "Exit status: 0 all files are there; 1 files of these names with other content were there and were left; 2 wrong "
        "use, or the folder cannot be written to: no file was written.",
    ),
    "help.option.template": (
        "另外写哪个平台的文件：github 工作流，gitlab 流水线，pre-commit 提交前检查，none 都不要；可重复。",
        "Write the file of this host too: github (a workflow), gitlab (a pipeline), pre-commit (a hook), none; repeatable.",
    ),
    "help.option.dir": (
        "写到哪个文件夹；不写则为当前文件夹。",
        "The folder to write to; without it, the working directory.",
    ),
    "help.option.package": (
        "流水线用 pip 安装检查器时写什么：名称和版本、wheel 文件的路径，或 git+https://… 的地址。",
        "What a pipeline gives pip to install the checker: a name with its version, the path of a wheel, or a "
        "git+https://… address.",
    ),
    "help.metavar.package": ("来源", "REQUIREMENT"),
    "error.no-such-folder": ("没有 {path} 这个文件夹。", "There is no folder {path}."),
    "remedy.no-such-folder": ("先建好这个文件夹，或换一个路径。", "Make the folder first, or give another path."),
    "error.none-and-others": (
        "--template none 不能和别的模板一起用。",
        "--template none cannot be used beside another template.",
    ),
    "remedy.none-and-others": ("去掉 none，或者只留 none。", "Leave none out, or leave only none."),
    "error.bad-package": ("--package 的值“{value}”写法不对。", "--package cannot take “{value}”."),
    "remedy.bad-package": (
        "写 pip 认得的来源，例如 fazhi-checker[pdf]，或 wheel 文件的路径；不能以 - 开头，不能换行。",
        "Write what pip takes, such as fazhi-checker[pdf] or the path of a wheel; no hyphen first, no line break.",
    ),
    "init.told.written": ("已写好 {path}", "written  {path}"),
    "init.told.same": ("已经有了 {path}（内容相同）", "there already  {path} (the same)"),
    "init.told.left": ("没有动 {path}（已有同名文件，内容不同）", "left as it is  {path} (other content was there)"),
    "init.told.left.what": (
        "办法：要用新写法的，把旧文件改名后再运行一次，然后合并两者。",
        "To have the new ones, rename the old files, run this again, and join the two.",
    ),
    "init.told.next": (
        "下一步：运行 checker check 看看现有报告的结果；按需要修改 .checker.yaml。",
        "Next: run checker check to see how the reports fare; change .checker.yaml as you need.",
    ),
    "init.told.templates": (
        "还可以加上流水线文件：checker init --template 名称（{names}）。",
        "A pipeline can be added: checker init --template NAME ({names}).",
    ),
    "init.told.next.github": (
        "GitHub：提交 .github/workflows/checker.yml 并推送；要让不合格的不能合并，在仓库设置的分支保护里把这项检查设为必需。",
        "GitHub: commit and push .github/workflows/checker.yml; to stop merges of what fails, make the check required in "
        "the branch protection of the repository.",
    ),
    "init.told.next.gitlab": (
        "GitLab：提交 .gitlab-ci.yml 并推送；要让不合格的不能合并，在合并请求设置里选“流水线必须成功”。",
        "GitLab: commit and push .gitlab-ci.yml; to stop merges of what fails, choose “Pipelines must succeed” in the "
        "settings of merge requests.",
    ),
    "init.told.next.pre-commit": (
        "pre-commit：运行 pip install pre-commit，再运行 pre-commit install，以后每次提交前自动检查。",
        "pre-commit: run pip install pre-commit and then pre-commit install; from then on each commit is checked.",
    ),
    # Names in the files.
    "init.name.gate": ("年度报告检查", "Annual reports"),
    "init.name.install": ("安装检查器", "Install the checker"),
    "init.name.check": ("检查报告（合并请求里只查改动过的）", "Judge reports (of a pull request only what changed)"),
    "init.waiver.path": ("reports/某市某局.txt", "reports/some-bureau.txt"),
    "init.waiver.reason": (
        "下一年安排已单独行文印发，正文不再重复",
        "Next year's plan was issued as a document of its own",
    ),
    "init.waiver.approver": ("某市司法局法治督察科", "Office of legal supervision"),
    # Comments in the files.
    "init.config": (
        "法治政府建设年度报告检查的配置。# 后面空一格的是说明；# 后面紧跟着字的是现成的写法，去掉 # 就起作用。\n"
        "路径和通配符都从本文件所在的文件夹算起；命令行上写了的，以命令行为准。",
        "How annual reports on building a rule-of-law government are judged here. Lines with a space "
        "after # explain; lines with a word right after # are settings: take out # to use one.\n"
        "Paths and globs start from the folder of this file; options of the command line win.",
    ),
    "init.config.rules": (
        "规则包的名称或路径；不写则按报告单位所在省份选，没有的用 national。",
        "Rule pack, by name or path; without it, the one of the issuer's province, else national.",
    ),
    "init.config.year": ("报告年度；不写则从正文判断。", "Year of the reports; without it, taken from the text."),
    "init.config.filer": (
        "单位类型：government 政府，department 部门，township 乡镇街道；不写则从正文判断。",
        "Kind of issuer: government, department or township; without it, taken from the text.",
    ),
    "init.config.include": (
        "检查文件夹时只检查这些；不写则检查所有可能是报告的文件。",
        "Of a folder, only these are judged; without it, every file that may be a report.",
    ),
    "init.config.exclude": (
        "检查文件夹时跳过这些；末尾的斜杠表示整个文件夹。",
        "Of a folder, these are not judged; a slash at the end means all that lies below.",
    ),
    "init.config.overrides": (
        "部分报告另有规定（rules、year、filer）；几条都合适的，后面的优先。",
        "Some reports are judged otherwise (rules, year, filer); of entries that fit, the last one counts.",
    ),
    "init.config.fail-on": (
        "哪一级问题算不通过：error 必改，warning 应改，advice 建议，never 都不算。",
        "Which gaps fail the gate: error, warning, advice, or never.",
    ),
    "init.config.min-score": ("总分低于它也算不通过。", "Fewer points fail it too."),
    "init.config.waivers": ("豁免清单。", "The file of waivers."),
    "init.config.baseline": (
        "基线：启用检查时已有的问题记在里面，只拦新的问题；用 checker baseline write 写出来。",
        "The baseline holds the gaps that were there when the gate was set up, so that only new ones fail it; checker "
        "baseline write writes it.",
    ),
    "init.config.limits": (
        "读取文件的上限：size、memory、unpacked（MB），characters、seconds、pages、members。",
        "Limits on what is read: size, memory, unpacked (MB), characters, seconds, pages, members.",
    ),
    "init.config.cache": (
        "false：不在 .checker-cache 里保留结果，每次都重新检查。",
        "false: results are not kept in .checker-cache, and every run judges everything anew.",
    ),
    "init.config.formats": (
        "每次检查另外写出的结果，格式: 文件。",
        "Results that each run writes to files, format: file.",
    ),
    "init.waivers": (
        "豁免清单：有正当理由暂时不改的问题，一条一项。现在是空的。\n"
        "理由 reason、批准人 approver、到期日 expires（最长 366 天）都要写；rule 是规则编号，见 checker rules list。\n"
        "写好后用 checker waivers lint 检验。例如（去掉行首的 # 就起作用）：",
        "Waivers: gaps that are accepted for a time, an entry each. There are none yet.\n"
        "Give reason, approver and the day of expiry (at most 366 days); rule is the id of a rule, see checker rules list.\n"
        "Check the file with checker waivers lint. An example (take out # to use it):",
    ),
    "init.package": (
        "检查器从哪里装：名称和版本、wheel 文件的路径，或 git+https://… 的地址。不查 pdf 的可以去掉 [pdf]。",
        "Where the checker comes from: a name with its version, the path of a wheel, or git+https://…. Without reports in "
        "pdf, [pdf] may go.",
    ),
    "init.base": (
        "拉取请求里只检查改动过的报告；推送到主分支时全部检查。",
        "Of a pull request only what changed is judged; a push to the main branch has everything judged.",
    ),
    "init.github": (
        "每个拉取请求自动检查改动过的报告：问题标在改动的文件上，汇总在运行结果页。",
        "Judges the reports that a pull request changes: gaps are shown at its files, a summary on the page of the run.",
    ),
    "init.github.history": (
        "取全部历史：要知道从哪里开始改的。",
        "All of the history: where the changes began must be known.",
    ),
    "init.gitlab": (
        "每个合并请求自动检查改动过的报告；问题显示在合并请求的“代码质量”和“测试”里。",
        "Judges the reports that a merge request changes; gaps are shown in its Code Quality and Tests.",
    ),
    "init.gitlab.image": ("镜像里要有 Python 3.11 或更新的版本，以及 git。", "It needs Python 3.11 or newer, and git."),
    "init.gitlab.history": (
        "取全部历史：要知道从哪里开始改的。",
        "All of the history: where the changes began must be known.",
    ),
    "init.gitlab.cache": (
        "没有改过的报告用上次的结果，不必重新检查。",
        "Of reports that did not change, the results of the last run are used.",
    ),
    "init.gitlab.all": (
        "“代码质量”比较前后两份完整的清单，所以这里全部检查，只记录，不把关。",
        "Code Quality compares two complete lists, so all reports are judged here, which fails nothing.",
    ),
    "init.gitlab.gate": (
        "把关：合并请求里只检查改动过的报告，主分支上全部检查。",
        "The gate: of a merge request only what changed, on the main branch everything.",
    ),
    "init.pre-commit": (
        "提交前检查要提交的报告，不合格的提交不了。启用：pip install pre-commit，然后 pre-commit install。",
        "Judges the reports of a commit, and refuses one that fails. To use it: pip install pre-commit, then pre-commit "
        "install.",
    ),
    "init.pre-commit.files": (
        "哪些文件是报告。只在一个文件夹里的，在前面写明，例如 ^reports/.*\\.(docx|pdf)$",
        "Which files are reports. Where they are in one folder, begin with it, such as ^reports/.*\\.(docx|pdf)$",
    ),
}
