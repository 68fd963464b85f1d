"""Skeletons of reports: what the author is told, and what the command says."""

MESSAGES: dict[str, tuple[str, str]] = {
    # What stands in the document. The mark is one that the packs know as a blank.
    "outline.blank": ("【待填：{text}】", "【To write: {text}】"),
    "outline.opening": (
        "开头一段，用一两句话概括{year}年的总体情况，末句写“现将有关情况报告如下：”",
        "an opening of one or two sentences on the year {year} as a whole, which leads over to the report",
    ),
    "outline.text": ("{text}", "{text}"),
    "outline.theme.heading": ("“{theme}”方面的小标题", "a heading on {theme}"),
    "outline.theme": (
        "“{theme}”方面：{text}。下面各条都这样写；没有这方面职能的，删去该条并改好序号，至少写{least}个方面",
        "on {theme}: {text}. The same goes for each of the following; delete a field that is none of the unit's and mend the "
        "numbers; write on {least} fields at least",
    ),
    "outline.theme.all": (
        "“{theme}”方面：{text}。下面各条都这样写，每个方面都要写到",
        "on {theme}: {text}. The same goes for each of the following; leave none of the fields out",
    ),
    "outline.theme.more": ("“{theme}”方面，写法同第一条", "on {theme}, in the same way"),
    "outline.item.heading": (
        "第{number}条的小标题，用一句话点明",
        "the heading of item {number}: its point in a few words",
    ),
    "outline.item": (
        "第{number}条：{text}。下面各条都这样写，可以增减，至少{least}条",
        "item {number}: {text}. The same goes for each of the following; add or delete some, but keep {least} at least",
    ),
    "outline.item.more": ("第{number}条，写法同第一条", "item {number}, in the same way"),
    "outline.follow.heading": (
        "小标题，概括上年安排的落实和上年问题的整改",
        "a heading that sums up what became of last year's plan and shortcomings",
    ),
    "outline.follow": (
        "上年报告“{title}”第{number}条：“{words}”——写今年怎样落实、进展如何，没有完成的写明原因",
        "item {number} of “{title}” in last year's report: “{words}”; what became of it this year, and why, where it is not done",
    ),
    "outline.date": ("成文日期，如{example}", "the date of the document, such as {example}"),
    "outline.date.due": (
        "成文日期，如{example}，{due}前报",
        "the date of the document, such as {example}; it is due before {due}",
    ),
    # What the command says.
    "outline.name": ("{unit}{year}年{kind}（提纲）.docx", "{unit}{year}-{kind}.docx"),
    "outline.written": (
        "已写好提纲：{path}（规则包 {pack}）。把每一处【待填：……】换成自己的内容，再用 checker check 检查。",
        "The skeleton is written: {path} (pack {pack}). Replace each 【To write: …】 by words of your own, then run checker check.",
    ),
    "outline.followed": (
        "已列入上年报告中要回应的 {count} 条。",
        "{count} items of last year's report are taken up, to be answered.",
    ),
    "outline.note.nothing-followed": (
        "提示：在 {path} 里没有找到要在今年回应的安排和不足，提纲里没有列。",
        "Note: nothing was found in {path} that this year's report has to answer.",
    ),
    "outline.note.other-year": (
        "提示：{path} 写的是 {found} 年，不是 {year} 年的上一年。请确认没有拿错文件。",
        "Note: {path} is about {found}, which is not the year before {year}. Make sure that it is the right file.",
    ),
    "outline.note.blanks": (
        "提示：规则包 {pack} 没有写（或没有写全）blanks，检查时认不出没有填的地方。请把“【待填[^】]*】”加进 blanks。",
        "Note: the pack {pack} has no blanks that match, so a check does not see what is left to write. Add a pattern for "
        "【To write: …】 to its blanks.",
    ),
    "error.outline-unit": ("单位名称“{unit}”不能用。", "“{unit}” cannot be the name of a unit."),
    "remedy.outline-unit": (
        "写单位的全称，例如 --unit 某市某局，不超过 {limit} 个字。",
        "Give the full name of the unit, in at most {limit} characters.",
    ),
    "error.outline-suffix": ("不知道 {path} 该写成什么格式。", "It is not clear what kind of file {path} is to be."),
    "remedy.outline-suffix": (
        "文件名的结尾可以是：{suffixes}。",
        "The name of the file may end in: {suffixes}.",
    ),
    "error.outline-exists": ("{path} 已经存在，没有覆盖它。", "{path} is there already; it was not overwritten."),
    "remedy.outline-exists": (
        "用 -o 换一个文件名，或先把原来的文件移走。",
        "Give another name with -o, or move the old file away first.",
    ),
    "error.outline-from": (
        "{path} 不像是这种报告，提纲没有写。",
        "{path} does not look like such a report; no skeleton was written.",
    ),
    "remedy.outline-from": (
        "--from 后面写上一年度的报告；没有的就不写 --from。",
        "Name last year's report with --from, or leave --from out.",
    ),
    "help.program.outline": (
        "写一份报告提纲：按规则包列出必须有的各部分和每部分要写什么，公文格式，填好就能通过检查。",
        "Write the skeleton of a report: the parts that the pack asks for and what each must contain, in the layout of "
        "official documents; filled in, it passes the check.",
    ),
    "help.program.outline.status": (
        "退出码：0 已写好；2 没有写成（用法不对、文件已经存在、上年报告读不了、规则包有错）。",
        "Exit status: 0 written; 2 not written (wrong use, the file is there already, last year's report cannot be read, an "
        "invalid pack).",
    ),
    "help.option.unit": ("单位的全称，写进标题和落款。", "Full name of the unit, for the title and the signature."),
    "help.option.outline.year": ("报告年度（写哪一年的工作）。", "Year that the report is about."),
    "help.option.outline.filer": (
        "报告单位的类型：government 政府，department 部门，township 乡镇街道；不写则从单位名称判断。",
        "Kind of issuer: government, department or township; without it, taken from the name.",
    ),
    "help.option.outline.rules": (
        "规则包的名称或路径；不写则按单位所在省份选，没有的用 national。",
        "Rule pack, by name or path; without it, the one of the unit's province, else national.",
    ),
    "help.option.from": (
        "上一年度的报告（任何能读的格式）：它的安排和不足列进提纲，逐条回应。",
        "Last year's report, of any format that can be read: its plan and shortcomings are listed, to be answered.",
    ),
    "help.option.output": (
        "写到哪个文件：.docx、.md 或 .txt；不写则按单位和年度取名（docx）。不覆盖已有的文件。",
        "File to write: .docx, .md or .txt; without it, named by unit and year (docx). No file is overwritten.",
    ),
    "help.metavar.unit": ("单位", "UNIT"),
}
