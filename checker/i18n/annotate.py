"""Comments in an author's document, and what is told of them on the terminal."""

MESSAGES: dict[str, tuple[str, str]] = {
    "annotate.verdict": ("{mark}结论：{verdict}{must}，{score}", "{mark}Verdict: {verdict}{must}, {score}"),
    "annotate.head": (
        "{mark}{severity}。要求：{title} [{rule}] {gain}",
        "{mark}{severity}. Requirement: {title} [{rule}] {gain}",
    ),
    "annotate.waived": ("已豁免", "waived"),
    "annotate.absent": ("缺的内容应当补在标出的地方附近。", "What is missing belongs near the words that are marked."),
    "annotate.elsewhere": ("另外还有 {count} 处：{quotes}", "{count} more places: {quotes}"),
    "annotate.and-more": ("等", " and others"),
    "annotate.settled": (
        "{mark}再次检查时，这一处已经没有问题。因为有人回复过，这条批注保留了下来，可以自行删除。[{rule}]",
        "{mark}Checked again: there is nothing to mend here any more. This comment was kept because somebody replied to it; "
        "delete it as you like. [{rule}]",
    ),
    "annotate.counts": ("要改的共 {count} 处：{counts}。", "To mend: {count} ({counts})."),
    "annotate.count": ("{severity} {count}", "{severity} {count}"),
    "annotate.count.waived": ("另有 {count} 处已豁免。", " {count} more are waived."),
    "annotate.first": (
        "先改这几处（列出的是要求，改好后加分多的在前）：",
        "Begin with these requirements (most points to gain first):",
    ),
    "annotate.first.one": ("{number}. {title} {gain}", "{number}. {title} {gain}"),
    "annotate.where": (
        "每一处要改的地方都有一条批注，说明缺什么、依据哪一条、怎样改。改好后重新检查一次，这些批注会换成新的，别人的批注不动。",
        "Each place to mend has a comment: what is missing, by which clause, how to mend it. Check again after mending: these "
        "comments are replaced by new ones; comments of others are left alone.",
    ),
    "annotate.scope": (
        "程序只看文字：图片、版式和所写事实是否属实，仍要由人核对。",
        "Only the text was judged: pictures, layout and whether what is written is true are for people to check.",
    ),
    # The terminal.
    "annotate.done": (
        "写好了：{path}，里面有 {count} 条“{author}”批注。",
        "Written: {path}, with {count} comments by “{author}”.",
    ),
    "annotate.next": (
        "下一步：用 Word 或 WPS 打开这个文件，点“审阅”，对照右边的批注逐条修改。原来的文件没有改动。",
        "Next: open this file in Word or WPS and look at the comments under Review. The original file was not changed.",
    ),
    "annotate.again": (
        "改完后再检查：checker annotate {path}",
        "When it is mended, check again: checker annotate {path}",
    ),
    "annotate.note.text": (
        "提示：{path} 不是 Word 文档，这是用它的文字新做的一份 Word 文档，原来的版式、图片没有带过来。",
        "Note: {path} is no Word document; this is a new one made of its text, without its layout and pictures.",
    ),
    "annotate.note.converted": (
        "提示：{path} 是用 LibreOffice 转成新格式以后加的批注，版式可能和原来略有不同。",
        "Note: {path} was converted by LibreOffice before the comments were put in; its layout may differ a little.",
    ),
    "annotate.note.rebuilt": (
        "提示：{path} 的内部结构特殊，不能在原样上加批注；这是用它的文字新做的一份 Word 文档。",
        "Note: {path} is built in such a way that it cannot be commented as it is; this is a new document made of its text.",
    ),
    "annotate.note.signed": (
        "提示：原文件有数字签名。加了批注的这一份签名会显示无效，只用来对照修改；报送时请用原文件或者重新签名。",
        "Note: the original is signed digitally. In this copy the signature shows as not valid: use it for mending only, and "
        "send the original or sign anew.",
    ),
    "annotate.note.protected": (
        "提示：文档设了编辑保护。批注能看到，要修改先在“审阅”里点“限制编辑”，再停止保护。",
        "Note: editing of this document is restricted. The comments can be seen; to edit, stop the protection under Review.",
    ),
    "annotate.note.suffix": (
        "提示：这份文档的类型要求文件名以 {suffix} 结尾，否则 Word 可能不肯打开；请改名。",
        "Note: the name of a document of this kind must end in {suffix}, or Word may refuse to open it; rename it.",
    ),
    "annotate.note.kept": (
        "提示：有 {count} 条以前的“{author}”批注因为有人回复而保留，内容已经更新。",
        "Note: {count} earlier comments by “{author}” have replies; they were kept, and their words renewed.",
    ),
    # What can go wrong.
    "error.annotate-input": (
        "{path} 是这次要读的文件，没有覆盖它。",
        "{path} is a file that this run reads; it was not overwritten.",
    ),
    "remedy.annotate-input": (
        "给结果换一个文件名，或者去掉 -o，程序会自己起名。",
        "Give the result another name, or leave -o out: a name is found then.",
    ),
    "error.annotate-exists": (
        "{path} 已经存在，里面可能有别人写的内容，没有覆盖它。",
        "{path} exists already and may hold what somebody has written; it was not overwritten.",
    ),
    "remedy.annotate-exists": (
        "换一个文件名；确定不要里面的内容，就加上 --force。",
        "Give another name, or add --force if nothing in it is needed.",
    ),
    "error.annotate-lines": (
        "正文有 {count} 段，超过了 {limit} 段，没有为它新做 Word 文档。",
        "The text has {count} paragraphs, more than {limit}: no document was made of it.",
    ),
    "remedy.annotate-lines": (
        "看看是不是选错了文件；把报告单独存成一个文件再试。",
        "See whether this is the right file; save the report alone in a file and try again.",
    ),
    # Help.
    "help.program.annotate": (
        "在作者自己的 Word 文档里把每一处问题标成批注，另存一份，原文件不动。txt、网页、pdf 等则用其文字新做一份 Word 文档。",
        "Put each gap as a comment into a copy of the author's own Word document. Of txt, html, pdf and others a new Word "
        "document is made.",
    ),
    "help.program.annotate.status": (
        "退出码：0 已检查，没有必改的问题；1 已检查，有必改的问题；2 没有检查成，什么也没有写。",
        "Exit status: 0 judged, and no error is found; 1 judged, and there are errors; 2 not judged, and nothing is written.",
    ),
    "help.option.output.annotate": (
        "写到哪个文件；不写则在原文件旁边，名称加“.{author}”。",
        "The file to write; without it, beside the report, with .{author} in its name.",
    ),
    "help.option.force": (
        "文件已经存在也覆盖。",
        "Overwrite the file if it exists.",
    ),
    "help.option.today.annotate": (
        "批注上写的日期，也是判断豁免是否到期的日期（年-月-日）；不写则用系统日期。",
        "The date of the comments, and the day on which waivers hold or not (YYYY-MM-DD); without it, that of the system.",
    ),
    "help.metavar.report": ("报告", "REPORT"),
}
