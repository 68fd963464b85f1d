"""Reports in a git repository: which of them a run looks at, and why git cannot tell."""

MESSAGES: dict[str, tuple[str, str]] = {
    "help.option.changed-since": (
        "只检查从这个版本（提交、分支、标签）分出来以后改过的报告：新增、修改、改名、还没有提交的都算，删去的不算。"
        "没有改过的报告时说明一句，退出码 0。要在 git 仓库里运行。",
        "Judge only reports that were changed since the work left this revision (a commit, branch or tag): new, modified "
        "and renamed ones and what is not committed yet, not deleted ones. Where none was, the run says so and ends with "
        "0. Run it in a git repository.",
    ),
    "help.option.files-from": (
        "从文件里读要检查的路径，- 为标准输入；一行一个，或用 NUL 隔开。可以和路径一起用。",
        "Read paths from a file, - for standard input: one a line, or separated by NUL. May be used beside PATH.",
    ),
    "help.metavar.revision": ("版本", "REVISION"),
    "run.nothing-changed": (
        "提示：从 {revision} 以来，这些路径下没有改过的报告，没有要检查的。",
        "Note: no report at these paths has changed since {revision}; there is nothing to check.",
    ),
    "error.changed-stdin": (
        "--changed-since 不能和标准输入（-）一起用：从标准输入来的正文没有历史。",
        "--changed-since cannot be used with standard input (-), which has no history.",
    ),
    "remedy.changed-stdin": (
        "去掉 -，写出仓库里的文件或文件夹；或者去掉 --changed-since。",
        "Name files or folders of the repository in the place of -, or leave --changed-since out.",
    ),
    "error.list-unreadable": (
        "读不了 --files-from 的文件 {path}：{reason}。",
        "--files-from {path} cannot be read: {reason}.",
    ),
    "remedy.list-unreadable": (
        "确认文件在不在、能不能读。文件里一行写一个路径。",
        "Make sure that the file is there and that you may read it. It holds one path a line.",
    ),
    "error.list-empty": (
        "--files-from 的清单（{path}）里一个路径也没有，没有检查任何文件。",
        "The list of --files-from ({path}) holds no path; nothing was checked.",
    ),
    "remedy.list-empty": (
        "看看生成清单的命令是否出错。只想检查改过的报告，用 --changed-since，没有改过的会按通过处理。",
        "See whether the command that makes the list has failed. To check what has changed use --changed-since, which "
        "takes nothing changed for a pass.",
    ),
    "error.git-missing": (
        "找不到 git 程序，不知道哪些报告改过。",
        "The program git was not found, so it cannot be told which reports have changed.",
    ),
    "remedy.git-missing": (
        "安装 git，并确认在命令行里能运行 git --version；或者去掉 --changed-since，全部检查。",
        "Install git and see that git --version runs; or leave --changed-since out and check all.",
    ),
    "error.git-failed": (
        "git 没有答上来哪些报告改过：{reason}",
        "git could not tell which reports have changed: {reason}",
    ),
    "remedy.git-failed": (
        "在这个文件夹里运行 git status，按它说的改好再试；只取了一部分内容的仓库，先用 git fetch --refetch 取全。"
        "或者去掉 --changed-since，全部检查。",
        "Run git status in this folder and mend what it says; where the repository was fetched in part, fetch the rest "
        "with git fetch --refetch. Or leave --changed-since out and check all.",
    ),
    "error.not-a-repository": (
        "{path} 不在 git 仓库里，不知道哪些报告改过。",
        "{path} is in no git repository, so it cannot be told which reports have changed.",
    ),
    "remedy.not-a-repository": (
        "先进入仓库的文件夹（cd）再运行；不用 git 的，去掉 --changed-since，全部检查。",
        "Change into the folder of the repository (cd) first; without git, leave --changed-since out and check all.",
    ),
    "error.no-work-tree": (
        "{path} 是 git 自己的文件夹（或没有工作区的仓库），里面没有报告。",
        "{path} is a folder of git itself, or a repository without a work tree: there are no reports in it.",
    ),
    "remedy.no-work-tree": (
        "到检出了文件的文件夹里运行（git clone 或 git worktree add 会建一个）。",
        "Run it where the files are checked out (git clone or git worktree add makes such a folder).",
    ),
    "error.repository-of-another": (
        "git 仓库 {path} 属于另一个用户，git 为安全起见不读它（容器和流水线里常见）。",
        "The git repository {path} belongs to another user, and git will not read it for safety; this is common in "
        "containers and pipelines.",
    ),
    "remedy.repository-of-another": (
        "确认来源可信后运行：git config --global --add safe.directory '{path}'",
        "If you trust where it comes from, run: git config --global --add safe.directory '{path}'",
    ),
    "error.outside-repository": (
        "{path} 不在当前文件夹所在的 git 仓库（{top}）里，不知道它改过没有。",
        "{path} is not in the git repository of the working directory ({top}), so it cannot be told whether it has "
        "changed.",
    ),
    "remedy.outside-repository": (
        "到那份报告所在的仓库里运行（cd），或者去掉 --changed-since。",
        "Run it in the repository of that report (cd), or leave --changed-since out.",
    ),
    "error.no-commit-yet": (
        "git 仓库 {path} 里还没有任何提交，没有可以比较的。",
        "The git repository {path} has no commit yet: there is nothing to compare with.",
    ),
    "remedy.no-commit-yet": (
        "先提交一次（git add、git commit），或者去掉 --changed-since，全部检查。",
        "Commit something first (git add, git commit), or leave --changed-since out and check all.",
    ),
    "error.no-revision": ("--changed-since 后面的版本是空的。", "The revision after --changed-since is empty."),
    "remedy.no-revision": (
        "写出要比较的版本，例如 origin/main。从流水线的变量里取的，确认这个变量在这次运行里有值；"
        "没有可比较的版本时去掉 --changed-since，全部检查。",
        "Name the revision to compare with, such as origin/main. Where it is taken from a variable of a pipeline, make "
        "sure that this run sets it; where there is none, leave --changed-since out and check all.",
    ),
    "error.range-of-revisions": (
        "--changed-since 只要一个版本，不要写成范围：{revision}。",
        "--changed-since takes one revision, not a range: {revision}.",
    ),
    "remedy.range-of-revisions": (
        "写 {first}；和它分开以后的改动，本来就是这样比较的（相当于 git diff {first}...HEAD）。",
        "Write {first}: what was done since the work left it is what is compared (as git diff {first}...HEAD does).",
    ),
    "error.unknown-revision": (
        "仓库里没有“{revision}”这个版本（提交、分支或标签）。",
        "The repository has no revision (commit, branch or tag) “{revision}”.",
    ),
    "remedy.unknown-revision": (
        "用 git branch --all 和 git log 查看有哪些，例如 main 或 origin/main。"
        "新分支第一次推送时没有上一个版本，去掉 --changed-since，全部检查。",
        "See git branch --all and git log for those that there are, such as main or origin/main. The first push of a "
        "branch has nothing before it: leave --changed-since out and check all.",
    ),
    "error.revision-of-remote": (
        "本地没有“{revision}”这个版本，远程的有：{name}。",
        "There is no revision “{revision}” here, but there is one of the remote: {name}.",
    ),
    "remedy.revision-of-remote": ("写成 --changed-since {name}", "Write --changed-since {name}"),
    "error.revision-not-fetched": (
        "仓库里没有“{revision}”这个版本，可能还没有取下来。",
        "The repository has no revision “{revision}”; it may not have been fetched.",
    ),
    "remedy.revision-not-fetched": (
        "运行：{command}  再写 --changed-since {name}（流水线里也可以取全部历史：GitHub 写 fetch-depth: 0，"
        "GitLab 写 GIT_DEPTH: 0）。名称写错了的，用 git branch --all 查看。",
        "Run: {command}  and write --changed-since {name} (a pipeline can fetch all history: fetch-depth: 0 on GitHub, "
        "GIT_DEPTH: 0 on GitLab). If the name is wrong, see git branch --all.",
    ),
    "error.shallow-history": (
        "仓库只取了最近一段历史（浅克隆），找不到当前版本从“{revision}”分出来的地方。",
        "Only the last part of the history was fetched (a shallow clone): where the work left “{revision}” is not in it.",
    ),
    "remedy.shallow-history": (
        "运行：git fetch --unshallow  （历史很长的，也可以用 git fetch --deepen=100 一段一段取。"
        "流水线里取全部历史：GitHub 写 fetch-depth: 0，GitLab 写 GIT_DEPTH: 0。）",
        "Run: git fetch --unshallow  (where the history is very long, git fetch --deepen=100 fetches it piece by piece; "
        "a pipeline fetches all of it with fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab).",
    ),
    "error.no-common-history": (
        "当前版本和“{revision}”没有共同的历史，不能比较。",
        "The work and “{revision}” have no history in common and cannot be compared.",
    ),
    "remedy.no-common-history": (
        "换一个版本：当前分支是从哪个分支分出来的，就写哪个。",
        "Name another revision: the branch that this one was made from.",
    ),
}
