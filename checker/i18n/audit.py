"""The audit of many reports: running it, its store, and what is asked of it."""

MESSAGES: dict[str, tuple[str, str]] = {
    "help.program.audit": (
        "批量检查：一个文件夹里各单位报来的报告，查出谁没报、谁报晚了、谁缺什么、谁照抄、各排第几。"
        "路径可以是文件夹、文件或压缩包，可以写几个。中断以后再运行同一条命令，接着往下做。",
        "Audit many reports: who is missing, who is late, who omits what, who copied, where everyone stands. PATH is a "
        "folder, a file or an archive. After an interruption the same command goes on where it stopped.",
    ),
    "help.program.audit.more": (
        "另有：checker audit query（查询结果库），checker audit merge（合并几台机器的结果），checker audit template（写出通知模板）。",
        "See also: checker audit query (ask a store), checker audit merge (put together what several machines did), checker audit template (the template of the letters).",
    ),
    "help.program.audit.status": (
        "退出码：0 都检查了，都通过，也没有必改的问题；1 都检查了，有不通过的或没有报送的；"
        "2 有文件读不了、没有可检查的文件或用法不对（其余的照常检查）。",
        "Exit status: 0 everything was judged and passes; 1 everything was judged, some fail or are missing; "
        "2 some files could not be read, there was nothing to check, or wrong use (the others are judged all the same).",
    ),
    "help.program.audit.query": (
        "查询结果库。问题：summary 总体，ranking 排名，missing 没有报送的，late 迟报的，twice 重复报送的，unreadable 读不了的，gaps 各条要求有多少份不符合，"
        "failing 不符合某条要求的（--rule），unit 一个单位历年情况（--unit），similar 雷同的，findings 跨报告的问题。",
        "Ask a store. QUESTION is summary, ranking, missing (not submitted), late, twice, unreadable, gaps (how many fail each rule), "
        "failing (who fails --rule), unit (--unit over the years), similar, or findings (across reports).",
    ),
    "help.program.audit.query.status": (
        "退出码：0 查到了；1 没有这样的记录；2 用法不对或结果库读不了。",
        "Exit status: 0 there is an answer; 1 there is no such record; 2 wrong use, or the store cannot be read.",
    ),
    "help.program.audit.merge": (
        "把几台机器用 --shard 分头检查的结果库合成一个，再做名单核对、雷同比较和各种表格。",
        "Put the stores of a run that was split with --shard together, then do what concerns all reports.",
    ),
    "help.program.audit.template": (
        "写出自带的通知模板（.docx 或 .md），改好以后用 --template 指定。",
        "Write the template of the letters that comes with the checker (.docx or .md), to be edited and given to --template.",
    ),
    "help.option.out": (
        "放结果的文件夹，没有就新建；上次的结果在里面的，接着做",
        "the folder for what comes out; made where it is not there; goes on where an earlier run left off",
    ),
    "help.option.roster": (
        "应报单位名单（csv 或 xlsx）：单位名称，另可有类别、地区、别名、截止日期",
        "the list of units that must report (csv or xlsx): name, and kind, region, aliases, due date if wanted",
    ),
    "help.option.last-year": (
        "上一年的报告所在的文件夹，或上一年的 audit.sqlite：比对照抄和分数变化",
        "the folder of last year's reports, or last year's audit.sqlite: who copied, whose score changed",
    ),
    "help.option.audit-year": (
        "查的是哪一年度的报告：别的年度的不算报送；不写则取多数报告的年度",
        "the year that is audited: reports on another one do not count as submitted; without it, that of most reports",
    ),
    "help.option.audit-today": (
        "结果上写的日期，也以它判断豁免是否到期（年-月-日）；不写则用系统日期",
        "the day that is written on what comes out, and on which waivers hold; without it, that of the system",
    ),
    "help.option.jobs": (
        "用几个进程；不写则有几个核用几个",
        "so many processes; without it, as many as there are cores",
    ),
    "help.option.audit-template": (
        "通知的模板（docx）；不写用自带的",
        "the template of the letters (docx); without it, our own",
    ),
    "help.option.title": ("结果上写的标题", "the title of what comes out"),
    "help.option.shard": (
        "只做其中一份：K/N 是 N 台机器中的第 K 台，最后用 checker audit merge 合并",
        "only a share: K/N for machine K of N; then checker audit merge",
    ),
    "help.option.rule": ("规则编号，用于 failing", "the id of a rule, for failing"),
    "help.option.audit-unit": ("单位名称（可只写一部分），用于 unit", "the name of a unit, or part of it, for unit"),
    "help.metavar.jobs": ("N", "N"),
    "help.metavar.text": ("文字", "TEXT"),
    "help.metavar.shard": ("K/N", "K/N"),
    "help.metavar.store": ("结果库", "STORE"),
    "help.metavar.question": ("问题", "QUESTION"),
    # While it runs, and when it is over.
    "audit.progress": ("检查", "Judging"),
    "audit.progress.line": (
        "已检查 {done}/{total} 份，每秒 {rate} 份，约剩 {left}",
        "judged {done} of {total}, {rate} a second, some {left} left",
    ),
    "audit.interrupted": (
        "中断了：结果库里已有 {files} 份的结果（{path}）。再运行同一条命令，从这里接着做。",
        "Interrupted: the store has the results of {files} files ({path}). The same command goes on from here.",
    ),
    "audit.comparing": ("正在核对名单、比较雷同……", "Matching the roster and comparing texts …"),
    "audit.writing": ("正在生成表格、网页和通知……", "Writing workbook, page and letters …"),
    "audit.stage.line": ("{stage}：{steps}", "{stage}: {steps}"),
    "audit.stage.texts": ("读入正文", "Reading texts"),
    "audit.stage.sketches": ("区分共有的和自己的文字", "Telling common words from own ones"),
    "audit.stage.alike": ("比较雷同", "Comparing texts"),
    "audit.stage.passages": ("找出相同的段落", "Finding the passages that are the same"),
    "audit.stage.tally": ("汇总", "Counting"),
    "audit.stage.workbook": ("写工作簿", "Writing the workbook"),
    "audit.stage.page": ("写网页", "Writing the page"),
    "audit.stage.letters": ("写通知", "Writing letters"),
    "audit.title": ("{year}年度报告批量检查", "Audit of the reports on {year}"),
    "audit.title.plain": ("年度报告批量检查", "Audit of annual reports"),
    "audit.files": (
        "文件 {files} 个：检查了 {judged} 份，读不了 {unreadable} 份。",
        "{files} files: {judged} judged, {unreadable} could not be read.",
    ),
    "audit.fresh": (
        "这次检查 {fresh} 份，其余 {kept} 份沿用上次的结果。",
        "{fresh} were judged now; of the other {kept} the results were there already.",
    ),
    "audit.passed": ("通过 {passed} 份，不通过 {failed} 份。", "{passed} pass, {failed} fail."),
    "audit.passed.counted": (
        "一个单位计一份，计入 {counted} 份：通过 {passed} 份，不通过 {failed} 份；另有 {others} 份不计入（草稿、重复报的、别的年度或文种的）。",
        "One report a unit, {counted} count: {passed} pass, {failed} fail; {others} more do not count (drafts, second ones, "
        "on another year or of another kind).",
    ),
    "audit.unreadable": ("读不了的：", "Could not be read:"),
    "audit.unreadable.earlier": (
        "上年的报告读不了的，没有拿来对比：",
        "Of last year's reports could not be read, and were compared with none:",
    ),
    "audit.strange-dues": (
        "注意：名单上 {count} 个单位的截止日期（如 {date}）不像{year}年度报告的：这一年度的报告应在{next}年报送。这些日期没有用来算迟报；请核对名单和 --year。",
        "Mind: the due dates of {count} units on the roster (such as {date}) are not of reports on {year}, which are due in {next}. They were not counted: see to both.",
    ),
    "audit.unreadable.line": ("{count} 份：{reason}（{names}）", "{count}: {reason} ({names})"),
    "audit.and-more": ("等", "…"),
    "audit.missing": (
        "名单上 {units} 个单位，已报送 {filed} 个，没有报送的 {count} 个：{names}",
        "Of {units} units on the roster {filed} submitted, {count} did not: {names}",
    ),
    "audit.missing.none": ("名单上 {units} 个单位都报送了。", "All {units} units on the roster submitted."),
    "audit.outside": ("名单外另有 {count} 份报告。", "{count} more reports are of nobody on the roster."),
    "audit.findings": ("跨报告的问题 {count} 处。", "{count} findings across reports."),
    "audit.similar": ("雷同的报告 {count} 对。", "{count} pairs of reports are alike."),
    "audit.passed-over": (
        "没有看的其他文件 {count} 个（{kinds}）。",
        "{count} other files were passed over ({kinds}).",
    ),
    "audit.no-suffix": ("无扩展名", "no suffix"),
    "audit.outputs": ("结果：", "What came out:"),
    "audit.output.workbook": ("工作簿（先看这个）", "the workbook (begin here)"),
    "audit.output.page": ("网页，用浏览器打开", "the page, for a browser"),
    "audit.output.letters": ("给各单位的通知", "letters to the units"),
    "audit.output.store": ("结果库，查询和下次接着做都用它", "the store, for queries and for going on"),
    "audit.shard.done": (
        "这是第 {number}/{shares} 份。各台机器都做完以后，把各自的 audit.sqlite 收到一起，运行：checker audit merge … --out 文件夹",
        "This is share {number} of {shares}. When all are done, gather their audit.sqlite and run: checker audit merge … --out FOLDER",
    ),
    # Queries.
    "query.no-roster": (
        "检查时没有给单位名单，不知道谁没有报送。用 --roster 名单 再运行一次检查。",
        "The audit was run without a roster, so that nobody can be missing. Run it again with --roster.",
    ),
    "query.none": ("没有这样的记录。", "There is no such record."),
    "query.column.path": ("文件", "file"),
    "query.stopped": (
        "注意：这次检查没有做完（中断了，或者正在做），只有已经检查过的文件。再运行一次同样的 checker audit 命令，接着做完再查。",
        "Note: the run is not over (it was stopped, or is under way); only files judged so far are here. Run the same "
        "checker audit command again to finish it.",
    ),
    "query.shard": (
        "注意：这是分头检查（--shard）的一份，只有一部分文件。用 checker audit merge 合并以后再查。",
        "Note: this is one share of a split run (--shard) and holds some of the files only. Put the shares together with "
        "checker audit merge.",
    ),
    "error.query-stopped": (
        "结果库 {path} 还没有做完（检查中断了，或者正在做），答不出 {question}。",
        "The run of the store {path} is not over (stopped, or under way), so that it cannot answer {question}.",
    ),
    "remedy.query-stopped": (
        "再运行一次同样的 checker audit 命令，它从停下的地方接着做；做完再查。",
        "Run the same checker audit command again: it goes on where it was stopped. Ask when it is done.",
    ),
    "error.query-shard": (
        "结果库 {path} 只是分头检查（--shard）的一份，答不出 {question}。",
        "The store {path} is one share of a split run (--shard), so that it cannot answer {question}.",
    ),
    "remedy.query-shard": (
        "各份都做完以后，用 checker audit merge 合成一个，查合成的那个。",
        "When all shares are done, put them together with checker audit merge and ask the result.",
    ),
    "query.status.counted": ("计入", "counts"),
    "query.status.other": ("不计入", "does not count"),
    "query.status.unreadable": ("读不了", "unreadable"),
    "query.status.missing": ("没有报送", "not submitted"),
    "query.status.earlier": ("上年", "last year"),
    "query.column.status": ("情况", "status"),
    "query.column.counted": ("计入", "counts"),
    "query.column.sent": ("报来的文件", "files sent"),
    "query.column.sent_year": ("报的是哪年", "on the year"),
    "query.column.other_unit": ("相似单位", "other unit"),
    "query.column.report": ("报告", "report"),
    "query.column.other": ("另一份", "other"),
    "query.column.unit": ("单位", "unit"),
    "query.column.name": ("单位", "unit"),
    "query.column.kind": ("类别", "kind"),
    "query.column.region": ("地区", "region"),
    "query.column.year": ("年度", "year"),
    "query.column.date": ("日期", "date"),
    "query.column.due": ("截止日期", "due"),
    "query.column.days_late": ("晚报天数", "days late"),
    "query.column.verdict": ("结论", "verdict"),
    "query.column.points": ("得分", "points"),
    "query.column.points_before": ("上年得分", "last year"),
    "query.column.grade": ("等次", "grade"),
    "query.column.rank": ("名次", "rank"),
    "query.column.among": ("共几家", "among"),
    "query.column.error": ("原因代码", "code"),
    "query.column.reason": ("原因", "reason"),
    "query.column.remedy": ("办法", "remedy"),
    "query.column.rule": ("规则", "rule"),
    "query.column.title": ("要求", "requirement"),
    "query.column.state": ("情况", "state"),
    "query.column.severity": ("程度", "severity"),
    "query.column.reports": ("份数", "reports"),
    "query.column.judged": ("检查份数", "judged"),
    "query.column.share": ("比例", "share"),
    "query.column.message": ("问题", "message"),
    "query.column.place": ("位置", "place"),
    "query.column.quote": ("原文", "quote"),
    "query.column.fix": ("整改", "fix"),
    "query.column.basis": ("依据", "basis"),
    "query.column.last_year": ("与上年比", "with last year"),
    "query.column.year_changed": ("只改年份", "only years changed"),
    "query.column.item": ("项目", "item"),
    "query.column.value": ("数值", "value"),
    "query.summary.title": ("标题", "title"),
    "query.summary.year": ("年度", "year"),
    "query.summary.made": ("日期", "made"),
    "query.summary.packs": ("规则包", "packs"),
    "query.summary.files": ("文件", "files"),
    "query.summary.judged": ("检查", "judged"),
    "query.summary.unreadable": ("读不了", "unreadable"),
    "query.summary.filed": ("已报送", "submitted"),
    "query.summary.outside": ("名单外报送", "submitted, off the roster"),
    "query.summary.late": ("迟报", "late"),
    "query.summary.twice": ("重复报送", "submitted twice"),
    "query.summary.counted": ("计入的报告（一个单位一份）", "reports that count (one a unit)"),
    "query.summary.uncounted": ("不计入的报告", "reports that do not count"),
    "query.summary.passed": ("通过", "passed"),
    "query.summary.failed": ("不通过", "failed"),
    "query.summary.mean": ("平均分", "mean score"),
    "query.summary.units": ("名单上的单位", "units on the roster"),
    "query.summary.missing": ("没有报送", "not submitted"),
    "query.summary.findings": ("跨报告的问题", "findings across reports"),
    "query.summary.similar": ("雷同", "alike"),
    "query.yes": ("是", "yes"),
    "query.no": ("否", "no"),
    # What a user can do wrong.
    "error.audit-path": ("没有这个文件或文件夹：{path}。", "There is no such file or folder: {path}."),
    "remedy.audit-path": (
        "看看名称有没有写错、网络盘是否连上；名称里有空格时要加引号。",
        "See whether the name is right and the drive is connected; put quotes around a name with spaces.",
    ),
    "error.audit-out": ("结果写不到 {path}：{reason}。", "Nothing can be written to {path}: {reason}."),
    "remedy.audit-out": (
        "--out 要写一个文件夹：可以是新的，不能是已有的文件，并且要有写入权限。",
        "--out takes a folder: a new one, or one that you may write to, and not a file.",
    ),
    "error.audit-nothing": ("{paths} 里没有可以检查的文件。", "There is nothing to check in {paths}."),
    "remedy.audit-nothing": (
        "检查的是这些类型的文件：{suffixes}，以及装着它们的 zip 压缩包和邮件。请确认路径。",
        "These kinds of files are checked: {suffixes}, and zip archives and mails of them. Make sure of the path.",
    ),
    "error.audit-out-reports": (
        "--out 的文件夹 {out} 就是（或者包着）要检查的文件夹 {path}，结果会和报告混在一起。什么也没有写。",
        "The folder of --out, {out}, is the folder {path} that is to be checked, or holds it: results and reports would be mixed. Nothing was written.",
    ),
    "remedy.audit-out-reports": (
        "给 --out 另写一个文件夹，例如 --out 结果：可以在报告的文件夹里面，检查时会略过它。",
        "Give --out a folder of its own, such as --out results; it may lie in the folder of the reports and is passed over there.",
    ),
    "error.audit-locked": (
        "另一个检查正在往 {path} 里写结果。",
        "Another audit is writing to {path}.",
    ),
    "remedy.audit-locked": (
        "等它做完（或先停掉它），或者给 --out 换一个文件夹。",
        "Wait for it to end, or end it, or give --out another folder.",
    ),
    "error.audit-workers": ("检查用的进程启动不了。", "The processes that judge do not start."),
    "remedy.audit-workers": (
        "看看内存是否够用、安全软件是否拦截了 Python；可用 --jobs 1 再试。设置环境变量 CHECKER_DEBUG=1 可看到详情。",
        "See whether there is enough memory and no security program stops Python; try --jobs 1. CHECKER_DEBUG=1 shows more.",
    ),
    "error.bad-shard": ("--shard 的值“{value}”写法不对。", "--shard cannot take “{value}”."),
    "remedy.bad-shard": (
        "写成 K/N，例如 2/3 表示分给三台机器、这是第二台；K 从 1 到 N。",
        "Write K/N, such as 2/3 for the second of three machines; K is from 1 to N.",
    ),
    "error.audit-last-year": (
        "--last-year 的 {path} 正是这次要写的结果库。",
        "--last-year names {path}, which is the store that this run writes.",
    ),
    "remedy.audit-last-year": (
        "写上一年的结果库或报告文件夹，并给这次的 --out 另用一个文件夹。",
        "Name last year's store or reports, and give --out a folder of its own.",
    ),
    "error.store-missing": ("没有这个结果库：{path}。", "There is no store {path}."),
    "remedy.store-missing": (
        "结果库是批量检查的文件夹里的 audit.sqlite，请写它的路径，或写那个文件夹。",
        "The store is audit.sqlite in the folder of an audit; name it, or the folder.",
    ),
    "error.store-foreign": (
        "{path} 不是批量检查的结果库，或者已经损坏。",
        "{path} is no store of an audit, or damaged.",
    ),
    "remedy.store-foreign": (
        "换成批量检查写出的 audit.sqlite；确已损坏的，删去它再检查一遍。",
        "Name an audit.sqlite that an audit has written; where it is damaged, delete it and run the audit again.",
    ),
    "error.store-version": (
        "结果库 {path} 是另一个版本的程序写的（格式 {found}，本程序是 {wanted}）。",
        "The store {path} was written by another version of the checker (form {found}, this one has {wanted}).",
    ),
    "remedy.store-version": (
        "用写它的那个版本打开，或者换一个 --out 文件夹重新检查。",
        "Use the version that wrote it, or run the audit again with another --out.",
    ),
    "error.store-failed": (
        "结果库 {path} 写不进去或读不出来：{reason}。",
        "The store {path} cannot be used: {reason}.",
    ),
    "remedy.store-failed": (
        "看看磁盘是否已满、文件是否正被别的程序打开、是否有写入权限，然后再运行同一条命令。",
        "See whether the disk is full, another program holds the file, or you may not write; then run the same command.",
    ),
    "error.query-needs": ("查询 {question} 要写 {option}。", "The question {question} needs {option}."),
    "remedy.query-needs": ("例如：{example}", "For example: {example}"),
    "error.merge-checker": (
        "{first} 与 {second} 的程序版本不同，不能合并。",
        "{first} and {second} differ in the version of the checker and cannot be merged.",
    ),
    "remedy.merge-checker": (
        "各台机器要用同一版本的程序、同样的规则包和选项；改好以后，在不一致的那台上再运行一次 checker audit。",
        "Every machine needs the same version, packs and options; run checker audit again on the one that differs.",
    ),
    "error.merge-packs": (
        "{first} 与 {second} 的规则包不同，不能合并。",
        "{first} and {second} differ in the packs and cannot be merged.",
    ),
    "remedy.merge-packs": (
        "各台机器要用同一版本的程序、同样的规则包和选项；改好以后，在不一致的那台上再运行一次 checker audit。",
        "Every machine needs the same version, packs and options; run checker audit again on the one that differs.",
    ),
    "error.merge-options": (
        "{first} 与 {second} 的检查选项不同，不能合并。",
        "{first} and {second} differ in the options and cannot be merged.",
    ),
    "remedy.merge-options": (
        "各台机器要用同一版本的程序、同样的规则包和选项；改好以后，在不一致的那台上再运行一次 checker audit。",
        "Every machine needs the same version, packs and options; run checker audit again on the one that differs.",
    ),
    "error.merge-shards": (
        "{first} 与 {second} 的总份数（--shard K/N 的 N）不同，不能合并。",
        "{first} and {second} differ in the number of shares (N of --shard K/N) and cannot be merged.",
    ),
    "remedy.merge-shards": (
        "各台机器要用同一版本的程序、同样的规则包和选项；改好以后，在不一致的那台上再运行一次 checker audit。",
        "Every machine needs the same version, packs and options; run checker audit again on the one that differs.",
    ),
    "error.merge-unfinished": ("结果库 {path} 还没有做完。", "The store {path} is not finished."),
    "remedy.merge-unfinished": (
        "在那台机器上再运行同一条命令，做完以后再合并。",
        "Run the same command again on that machine; merge when it is done.",
    ),
    "error.merge-incomplete": (
        "缺第 {missing} 份（共 {count} 份）：没有它，缺的报告会被当成没有报送。",
        "Share {missing} of {count} is missing: without it its reports would count as not submitted.",
    ),
    "remedy.merge-incomplete": ("把全部各份的结果库都写上。", "Name the stores of all shares."),
    "error.merge-twice": (
        "{first} 和 {second} 是同一份（第 {number} 份）。",
        "{first} and {second} are the same share ({number}).",
    ),
    "remedy.merge-twice": ("每一份只写一个结果库。", "Name one store for each share."),
    "error.merge-itself": (
        "要合并的 {path} 就在 --out 的文件夹里。",
        "{path}, which is to be merged, lies in the folder of --out.",
    ),
    "remedy.merge-itself": ("给 --out 换一个文件夹。", "Give --out another folder."),
    # Archives.
    "error.archive-empty": (
        "压缩包或邮件里没有可能是报告的文件。",
        "There is nothing in the archive or mail that may be a report.",
    ),
    "remedy.archive-empty": (
        "打开看看：里面如果是图片，请报送单位改报文字版；如果是空的，请重新报送。",
        "Open it: where it holds pictures ask the unit for the text; where it is empty ask for it again.",
    ),
    "error.archive-encrypted": ("压缩包里的这个文件加了密码，读不了。", "This member of the archive needs a password."),
    "remedy.archive-encrypted": (
        "用密码解压，把取出来的文件放进文件夹再检查，或请报送单位去掉密码。",
        "Unpack it with the password and check what was in it, or ask the unit to take the password off.",
    ),
    "error.archive-too-deep": (
        "压缩包套压缩包超过 {limit} 层，没有再往里看。",
        "Archives lie within archives more than {limit} deep.",
    ),
    "remedy.archive-too-deep": ("解压以后再检查。", "Unpack it, then check what was in it."),
    "error.archive-bomb": (
        "压缩包里的这个文件压缩得太紧（{limit} 倍以上），不像文档，可能是压缩炸弹，没有解压。",
        "This member is packed more than {limit} times, unlike a document; it may be a bomb and was not unpacked.",
    ),
    "remedy.archive-bomb": (
        "不要解压它；向报送单位核实，请他们重新报送报告。",
        "Do not unpack it; ask the unit about it and for the report itself.",
    ),
    "error.archive-too-large": (
        "压缩包里的文件加起来超过 {limit} GB。",
        "The members of the archive take more than {limit} GB.",
    ),
    "remedy.archive-too-large": ("解压到文件夹里，再检查那个文件夹。", "Unpack it into a folder and check that."),
}
