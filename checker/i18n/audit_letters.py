"""Letters to units: what they say, and what can be wrong with a template."""

MESSAGES: dict[str, tuple[str, str]] = {
    "audit.letter.title.gaps": ("关于《{report}》自查整改的提示函", "On gaps to mend in “{report}”"),
    "audit.letter.title.missing": ("关于报送{report}的提示函", "Reminder to submit the {report}"),
    "audit.letter.title.unreadable": ("关于重新报送{report}的提示函", "Request to send the {report} again"),
    "audit.letter.report.year": ("{year}年法治政府建设年度报告", "annual report for {year}"),
    "audit.letter.report.no-year": ("法治政府建设年度报告", "annual report"),
    "audit.letter.day": ("{year}年{month}月{day}日", "{year}-{month}-{day}"),
    "audit.letter.due.unknown": ("规定的期限", "as prescribed"),
    "audit.letter.group.error": ("{mark}、必须整改的问题（{count}项）", "{mark}. To be mended without fail ({count})"),
    "audit.letter.group.warning": ("{mark}、应当整改的问题（{count}项）", "{mark}. To be mended ({count})"),
    "audit.letter.group.advice": ("{mark}、建议完善的内容（{count}项）", "{mark}. Advice ({count})"),
    "audit.letter.group.findings": ("{mark}、报送情况（{count}项）", "{mark}. How it was submitted ({count})"),
    "audit.letter.point": (
        "{number}．{message}（要求：{requirement}）",
        "{number}. {message} (Required: {requirement}.)",
    ),
    "audit.letter.place": ("位置：{place}。", "Where: {place}. "),
    "audit.letter.quote": ("原文：“{quote}”", "“{quote}”"),
    "audit.letter.basis": ("依据：{basis}。", "Basis: {basis}."),
    "audit.letter.fix": ("办法：{fix}", "What to do: {fix}"),
    "audit.letter.file": ("{path}：{reason}{remedy}", "{path}: {reason} {remedy}"),
    "audit.letter.remedy": (
        "请打开文件，确认有文字内容、没有密码，另存为 Word 文档（.docx）后重新报送。",
        "Open the file, see that it holds text and has no password, save it as a Word document (.docx) and send it again.",
    ),
    "audit.letter.remedy.encrypted": ("请去掉密码，另存后重新报送。", "Take the password off and send it again."),
    "audit.letter.remedy.archive-encrypted": (
        "请去掉密码，或者不打压缩包，直接报送报告。",
        "Take the password off, or send the report itself and no archive.",
    ),
    "audit.letter.remedy.archive-empty": ("请直接报送报告。", "Send the report itself."),
    "audit.letter.remedy.empty": (
        "请打开文件，确认内容已经保存，再重新报送。",
        "Open the file, see that its content was saved, and send it again.",
    ),
    "audit.letter.remedy.only-pictures": (
        "请报送原来的文字版，不要用截图或扫描件。",
        "Send the original with its text, no pictures or scans of it.",
    ),
    "audit.letter.remedy.picture-without-text": (
        "请报送报告本身的文字版（Word 文档），不要报送图片。",
        "Send the report itself with its text (a Word document), no picture.",
    ),
    "audit.letter.remedy.needs-ocr": (
        "请报送原来的文字版，不要用截图或扫描件。",
        "Send the original with its text, no pictures or scans of it.",
    ),
    "audit.letter.default.subject": ("提示函模板", "Template of letters"),
    "audit.letter.default.title": ("【标题】", "【title】"),
    "audit.letter.default.addressee": ("【单位】", "【unit】"),
    "audit.letter.default.for.gaps": ("【以下：有问题】", "【for: gaps】"),
    "audit.letter.default.for.missing": ("【以下：未报送】", "【for: missing】"),
    "audit.letter.default.for.unreadable": ("【以下：读不了】", "【for: unreadable】"),
    "audit.letter.default.for.all": ("【以下：全部】", "【for: all】"),
    "audit.letter.default.lead": (
        "按照法治政府建设年度报告工作安排，我们对你单位报送的《【报告标题】》逐项作了核对，需要整改的问题共【问题数】项，"
        "其中必须整改【必改数】项、应当整改【应改数】项、建议完善【建议数】项。现将有关情况函告如下，请对照自查、认真整改。",
        "We have gone through your report “【report】” requirement by requirement. There are 【total】 gaps to mend: 【errors】 "
        "that must be mended, 【warnings】 that should be, and 【advice】 pieces of advice. Please look into them as follows.",
    ),
    "audit.letter.default.list": ("【问题清单】", "【list】"),
    "audit.letter.default.findings": ("【报送问题】", "【findings】"),
    "audit.letter.default.files": ("【读不了的文件】", "【files】"),
    "audit.letter.default.deadline": (
        "请你单位收到本函后10个工作日内完成整改，并将修改后的报告重新报送。对上述意见有不同看法的，请及时与我们联系。",
        "Please mend this within ten working days and send us the revised report. If you see any of it differently, let us "
        "know.",
    ),
    "audit.letter.default.words-only": (
        "以上核对只针对报告的文字，不是对你单位法治政府建设工作的评价。",
        "We looked at the words of the report only; this says nothing about the work itself.",
    ),
    "audit.letter.default.missing": (
        "截至【日期】，我们尚未收到你单位的【报告标题】，应报日期为【应报日期】。请抓紧报送；"
        "已经报送的，请告知报送的时间和方式，以便核对。",
        "By 【day】 we had not received your 【report】, which was due: 【due】. Please send it soon; if you have "
        "sent it, tell us when and how, so that we can look for it.",
    ),
    "audit.letter.default.unreadable": (
        "你单位报送的下列文件打不开或读不出文字，无法核对。请按所附办法处理后重新报送。",
        "The following files from you could not be opened or hold no text. Please do as it says beside each and send them "
        "again.",
    ),
    "audit.letter.default.thanks": ("感谢你单位对这项工作的支持。", "Thank you for your help."),
    "audit.letter.default.office": ("（发函单位名称）", "(name of the sending office)"),
    "audit.letter.default.day": ("【日期】", "【day】"),
    "error.audit-template-kind": (
        "看不出 {path} 是哪种模板。",
        "{path} does not tell by its name what kind of template it is.",
    ),
    "remedy.audit-template-kind": (
        "模板用 Word 文档（.docx）或 Markdown（.md），文件名要带后缀。",
        "Use a Word document (.docx) or Markdown (.md), with the suffix in its name.",
    ),
    "error.audit-template-there": ("{path} 已经存在，没有覆盖它。", "{path} is there already; it was not overwritten."),
    "remedy.audit-template-there": (
        "换一个文件名，或先移走原来的文件。",
        "Give another name, or move the file away first.",
    ),
    "error.audit-template-unread": (
        "模板 {path} 打不开：{reason}。",
        "The template {path} cannot be opened: {reason}.",
    ),
    "remedy.audit-template-unread": (
        "核对路径；文件正被别的程序打开的，先关掉。",
        "See to the path; close the file where another program holds it.",
    ),
    "error.audit-template-size": (
        "模板 {path} 太大，超过了 {limit} KB。",
        "The template {path} is larger than {limit} KB.",
    ),
    "remedy.audit-template-size": (
        "删去用不着的内容和图片；模板里只放公函的文字。",
        "Take out what is not needed; a template holds a letter only.",
    ),
    "error.audit-template-encoding": (
        "模板 {path} 不是 UTF-8 编码的文字。",
        "The template {path} is no text in UTF-8.",
    ),
    "remedy.audit-template-encoding": (
        "用记事本打开，另存为 UTF-8 编码。",
        "Open it in an editor and save it as UTF-8.",
    ),
    "error.audit-template-syntax": (
        "模板 {path} 第 {line} 行写得不对：{detail}。",
        "Line {line} of the template {path} is wrong: {detail}.",
    ),
    "remedy.audit-template-syntax": (
        "看看这一行的 {{ }} 和 {% %} 是否成对、if 和 for 有没有 endif 和 endfor；"
        "拿不准的，用 checker audit template 重新生成一份对照。",
        "See whether {{ }} and {% %} come in pairs and each if and for has its end; compare with a fresh one from checker "
        "audit template.",
    ),
    "error.audit-template-name": (
        "模板 {path} 第 {line} 行用了不存在的名称“{name}”。",
        "Line {line} of the template {path} uses “{name}”, which does not exist.",
    ),
    "remedy.audit-template-name": ("这里可以用：{names}。", "What exists here: {names}."),
    "error.audit-template-construct": (
        "模板 {path} 第 {line} 行用了模板里不允许的写法（{name}）。",
        "Line {line} of the template {path} uses what templates may not ({name}).",
    ),
    "remedy.audit-template-construct": (
        "模板里只能显示内容、用 if 选择、用 for 逐条列出（最多三层），写法见文档 letters.md。",
        "A template may show fields, choose with if, and list with for (three deep at most); see letters.md.",
    ),
    "error.audit-template-loop": (
        "模板 {path} 第 {line} 行的 for 不是逐条列出清单。",
        "The for on line {line} of the template {path} does not go through a list.",
    ),
    "remedy.audit-template-loop": (
        "写成 for 某名 in 清单；清单可以是：{names}。",
        "Write: for name in list; the lists are: {names}.",
    ),
    "error.audit-template-output": (
        "用模板 {path} 生成的公函太长，超过了 {limit} 个字符。",
        "A letter made from {path} is longer than {limit} characters.",
    ),
    "remedy.audit-template-output": (
        "看看模板里的 for 是否套得太多。",
        "See whether loops of the template are nested by mistake.",
    ),
    "error.audit-template-not-docx": (
        "模板 {path} 不是能用的 Word 文档（.docx）。",
        "The template {path} is no Word document (.docx) that can be used.",
    ),
    "remedy.audit-template-not-docx": (
        "用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”，不要加密码。",
        "Open it in Word or WPS and save it as a Word document (*.docx) without a password.",
    ),
    "error.audit-template-macros": (
        "模板 {path} 带有宏，没有使用它。",
        "The template {path} holds macros; it was not used.",
    ),
    "remedy.audit-template-macros": (
        "另存为不带宏的 Word 文档（*.docx）。",
        "Save it as a Word document without macros (*.docx).",
    ),
    "error.audit-template-placeholder": (
        "模板 {path} 里的【{name}】没有对应的内容。",
        "Nothing stands for 【{name}】 in the template {path}.",
    ),
    "remedy.audit-template-placeholder": (
        "可以用的名称：{names}；段落开关写【以下：有问题】【以下：未报送】【以下：读不了】【以下：全部】。"
        "正文里要用这种括号的，换成〔〕或［］。",
        "The names are: {names}, and 【for: gaps】, 【for: missing】, 【for: unreadable】, 【for: all】. For brackets of your own "
        "use others.",
    ),
    "error.audit-template-alone": (
        "模板 {path} 里的【{name}】没有单独成段，或者不在正文里。",
        "【{name}】 in the template {path} does not stand alone in a paragraph of the body.",
    ),
    "remedy.audit-template-alone": (
        "把它放在正文里单独的一段，前后不写别的字。",
        "Put it into a paragraph of its own in the body.",
    ),
    "error.audit-letters-folder": (
        "不能把公函写进 {path}：它不是文件夹，上一级文件夹不存在，或者里面有别的文件。",
        "The letters cannot be written to {path}: it is no folder, its parent is missing, or other files are in it.",
    ),
    "remedy.audit-letters-folder": (
        "换一个空文件夹，或先移走里面的文件；这里的文件都没有动。",
        "Give an empty folder, or move the files away; nothing was touched.",
    ),
    "audit.letter.list.unit": ("单位", "unit"),
    "audit.letter.list.file": ("文件", "file"),
    "audit.letter.list.case": ("事由", "case"),
    "audit.letter.list.gaps": ("问题数", "gaps"),
    "audit.letter.list.sha256": ("校验值", "sha256"),
    "audit.letter.case.gaps": ("有问题", "gaps"),
    "audit.letter.case.missing": ("未报送", "missing"),
    "audit.letter.case.unreadable": ("读不了", "unreadable"),
    "audit.letters.kept": (
        "有人改过的通知没有换成新的，保留原样：{names}。要新的，把它移到别处（或删去），再运行同一条命令。",
        "Letters that somebody has changed were kept as they are: {names}. For new ones move them away, or delete them, and run the same command.",
    ),
}
