"""What the readers cannot read, and what to do about it."""

MESSAGES: dict[str, tuple[str, str]] = {
    "error.not-found": ("没有这个文件：{path}。", "There is no such file: {path}."),
    "remedy.not-found": (
        "看看文件名有没有写错、文件是否已移走；名称里有空格时要加引号。",
        "See whether the name is right and the file has not moved; put quotes around a name with spaces.",
    ),
    "error.is-folder": ("{path} 是文件夹，不是文件。", "{path} is a folder, not a file."),
    "remedy.is-folder": ("写出文件夹里的报告文件。", "Name the report inside it."),
    "error.no-permission": (
        "没有权限读 {path}，或者别的程序正占用它。",
        "{path} may not be read, or another program holds it.",
    ),
    "remedy.no-permission": (
        "关掉正在打开它的程序，或请管理员给你读取权限。",
        "Close the program that has it open, or ask for permission to read it.",
    ),
    "error.own-result": (
        "这是本检查器写的结果网页，不是报告",
        "this is a page of results that this checker wrote, and no report",
    ),
    "remedy.own-result": (
        "换成报告本身；结果和报告放在一起的，把结果移到别的文件夹。",
        "Name the report itself; where results lie among reports, move them to another folder.",
    ),
    "error.lfs-pointer": (
        "文件的内容没有取下来：这里只有 Git LFS 的占位文字。",
        "The content of the file was not fetched: this is what Git LFS puts in its place.",
    ),
    "remedy.lfs-pointer": (
        "在仓库里运行 git lfs pull；流水线里 GitHub 的 checkout 写 lfs: true。",
        "Run git lfs pull in the repository; the checkout of a GitHub pipeline takes lfs: true.",
    ),
    "error.read-failed": ("{path} 读取失败：{detail}。", "{path} could not be read: {detail}."),
    "remedy.read-failed": (
        "把文件复制到本机硬盘上再检查。",
        "Copy the file to a local disk and check the copy.",
    ),
    "error.too-large": (
        "文件有 {size} MB，超过 {limit} MB 的上限。",
        "The file has {size} MB, more than the {limit} MB allowed.",
    ),
    "remedy.too-large": (
        "一份年度报告不会这么大。请确认选对了文件，或去掉其中的图片、附件后再检查。",
        "No annual report is that large. Make sure it is the right file, or take out its pictures and attachments.",
    ),
    "error.too-long": (
        "正文有 {length} 字，超过 {limit} 字的上限。",
        "The text has {length} characters, more than the {limit} allowed.",
    ),
    "remedy.too-long": (
        "一份年度报告不会这么长。请确认选对了文件；多份报告合在一起的，请拆开。",
        "No annual report is that long. Make sure it is the right file, and split it if it holds several reports.",
    ),
    "error.empty": ("文件是空的，没有任何文字。", "The file is empty: there is no text in it."),
    "remedy.empty": (
        "打开文件看看内容是否保存了，再重新检查。",
        "Open the file, see whether its content was saved, and check it again.",
    ),
    "error.no-text": ("页面里没有看得见的正文。", "The page has no visible text."),
    "remedy.no-text": (
        "正文可能要联网才显示，或是图片。请在浏览器里打开，把正文复制到文本文件再检查。",
        "Its text may be loaded from the net or be a picture. Open it in a browser and copy the text into a text file.",
    ),
    "error.format-not-supported": ("还不能读 {format} 格式的文件。", "Files of the format {format} cannot be read."),
    "remedy.format-not-supported": (
        "请在原来的程序里另存为 .docx、.pdf 或纯文本（.txt），再检查。",
        "Save it as .docx, .pdf or plain text (.txt) in its own program, and check that.",
    ),
    "error.binary": ("文件里不是文字，看不出是什么格式。", "The file does not hold text, and its format is not known."),
    "remedy.binary": (
        "请确认选对了文件；如果是报告，请另存为纯文本（.txt）再检查。",
        "Make sure it is the right file; if it is a report, save it as plain text (.txt).",
    ),
    "error.encoding": (
        "文件的文字编码认不出来，读出来是乱码。",
        "The text encoding of the file is not known; it reads as garbage.",
    ),
    "remedy.encoding": (
        "用记事本或 WPS 打开，另存为时把编码选为 UTF-8，再检查。",
        "Open it in an editor, save it with the encoding UTF-8, and check it again.",
    ),
    "error.nested-too-deep": ("网页的标签嵌套得太深，读不下去。", "The tags of the page are nested too deep to read."),
    "remedy.nested-too-deep": (
        "这不像正常的网页。请在浏览器里打开，把正文复制到文本文件再检查。",
        "This is no ordinary page. Open it in a browser and copy the text into a text file.",
    ),
    "error.file-broken": ("文件已损坏或不完整，读不了。", "The file is damaged or incomplete and cannot be read."),
    "remedy.file-broken": (
        "在 Word 或 WPS 里打开看看；打得开就另存一份再检查，打不开请重新传一份。",
        "Open it in its own program: if that works, save it anew and check that; else have it sent again.",
    ),
    "error.docx-broken": (
        "这个 Word 文档里没有正文部分，文件不完整。",
        "This Word document has no body: the file is incomplete.",
    ),
    "remedy.docx-broken": (
        "在 Word 或 WPS 里打开，另存为 .docx 再检查；打不开请重新传一份。",
        "Open it in its own program and save it as .docx; if that fails, have it sent again.",
    ),
    "error.only-pictures": (
        "文档里只有 {count} 张图片，几乎没有文字。",
        "The document holds {count} pictures and hardly any text.",
    ),
    "remedy.only-pictures": (
        "正文大概是扫描件或截图。请用原来的文字版，或先做文字识别，把文字存进文档再检查。",
        "Its text is probably scanned. Use the original with text, or have the pictures recognised and check that.",
    ),
    "extraction.text-in-pictures": (
        "文档里有大幅图片而文字很少，正文可能在图片里，没有读到。",
        "The document has large pictures and little text: some of the report may be in pictures that were not read.",
    ),
    "extraction.embedded-document": (
        "文档里嵌入了别的文档，其中的内容没有读。",
        "The document embeds another one, whose content was not read.",
    ),
    "extraction.pending-changes": (
        "文档里有还没有接受的修订（插入或删除），这里按全部接受修订后的样子读的。",
        "The document has tracked changes that nobody has accepted; it was read as if all were.",
    ),
    "error.only-embedded": (
        "文档自己没有文字，只嵌入（插入）了别的文件，读不到其中的内容。",
        "The document has no text of its own, only embedded files, which cannot be read.",
    ),
    "remedy.only-embedded": (
        "打开文档，把嵌入的文件另存出来检查，或者在 Word 里另存一份 .docx 再检查。",
        "Open the document, save the embedded file by itself and check that, or save the document anew in Word.",
    ),
    "error.encrypted": ("文件加了密码，读不了。", "The file is protected by a password and cannot be read."),
    "remedy.encrypted": (
        "在原来的程序里打开，去掉密码后另存一份再检查。",
        "Open it in its own program, remove the password, save it, and check that.",
    ),
    "error.unpacked-too-large": (
        "文件解压后超过 {limit} MB 的上限。",
        "Unpacked, the file takes more than the {limit} MB allowed.",
    ),
    "remedy.unpacked-too-large": (
        "一份年度报告不会这么大。请确认选对了文件，或把正文复制到一份新文档里再检查。",
        "No annual report is that large. Make sure it is the right file, or copy its text into a new document.",
    ),
    "error.too-many-members": (
        "文件里装了太多东西（超过 {limit} 项），不像一份报告。",
        "The file packs more than {limit} things, unlike a report.",
    ),
    "remedy.too-many-members": (
        "请确认选对了文件，或把正文复制到一份新文档里再检查。",
        "Make sure it is the right file, or copy its text into a new document.",
    ),
    "error.too-much-markup": (
        "文件里的格式标记太多（超过 {limit} 个），读不下去。",
        "The file holds more than the {limit} marks of format allowed.",
    ),
    "remedy.too-much-markup": (
        "把正文以“只保留文本”的方式粘贴到一份新文档里再检查。",
        "Paste its text, without formats, into a new document and check that.",
    ),
    "error.xml-with-dtd": (
        "文件里有文档类型声明（DTD），正常的文档没有，为了安全没有读。",
        "The file declares a document type (DTD), which no ordinary document does; for safety it was not read.",
    ),
    "remedy.xml-with-dtd": (
        "请确认文件的来源；来源可靠的，在 Word 或 WPS 里打开，另存一份再检查。",
        "Make sure where it comes from; if that is to be trusted, save it anew in its own program and check that.",
    ),
    "error.archive": (
        "这是压缩包、邮件或网页存档（{format}），报告可能在里面，但不能直接读。",
        "This is an archive, a mail or an archived page ({format}): a report may be in it, but it is none.",
    ),
    "remedy.archive": (
        "先解压，或打开后把报告另存为 .docx、.pdf 或 .txt，再检查取出来的文件；rar 可以换成 zip 或 7z 再用 checker audit 检查。",
        "Unpack it, or open it and save the report as .docx, .pdf or .txt, then check what was in it; in the place of a rar,"
        " checker audit looks into a zip or 7z.",
    ),
    "error.unknown-compression": (
        "压缩包里的这个文件用了少见的压缩方法（{method}），读不了。",
        "This member of the archive is packed by a method that cannot be read here ({method}).",
    ),
    "remedy.unknown-compression": (
        "解压以后检查取出来的文件；或请报送单位用系统自带的“压缩”功能重新打包成普通的 .zip。",
        "Unpack it and check what was in it, or have it packed anew as an ordinary zip (Deflate).",
    ),
    "error.needs-office": (
        "读 {format} 格式的文件要用 LibreOffice，这台电脑上没有找到。",
        "Files of the format {format} are read by way of LibreOffice, which was not found on this machine.",
    ),
    "remedy.needs-office": (
        "在 Word 或 WPS 里打开，另存为 .docx 或 .pdf 再检查；或安装 LibreOffice"
        "（装在别处的，用环境变量 CHECKER_SOFFICE 写出 soffice 的路径）。",
        "Open it in its own program, save it as .docx or .pdf and check that; or install LibreOffice (CHECKER_SOFFICE "
        "names the path of soffice where it is not found).",
    ),
    "error.office-failed": (
        "LibreOffice 打不开这个 {format} 文件，可能已损坏或加了密码。",
        "LibreOffice could not open this {format} file; it may be damaged or protected by a password.",
    ),
    "remedy.office-failed": (
        "在 Word 或 WPS 里打开，另存为 .docx 或 .pdf 再检查；打不开请重新传一份。",
        "Open it in its own program, save it as .docx or .pdf and check that; if it does not open, have it sent again.",
    ),
    "error.took-too-long": (
        "读这个文件超过了 {limit} 秒的时限，没有读完。",
        "Reading the file took more than the {limit} seconds allowed; it was not finished.",
    ),
    "remedy.took-too-long": (
        "把正文另存为 .docx 或 .txt 再检查；扫描件页数多的，可用 --limit seconds=900 放宽时限。",
        "Save its text as .docx or .txt and check that; for a scan of many pages, allow more with --limit seconds=900.",
    ),
    "error.out-of-memory": (
        "读这个文件要用的内存超过了上限（{limit} MB），没有读完。",
        "Reading the file takes more than the {limit} MB of memory allowed; it was not finished.",
    ),
    "remedy.out-of-memory": (
        "把正文另存为 .docx 或 .txt 再检查；图片很大的扫描件，可用 --limit memory=2048 放宽上限。",
        "Save its text as .docx or .txt and check that; for a scan with large pictures, allow more with "
        "--limit memory=2048.",
    ),
    "error.crashed": (
        "读这个文件的程序中途崩溃了，文件可能已损坏。",
        "The program that read the file crashed; the file may be damaged.",
    ),
    "remedy.crashed": (
        "在原来的程序里打开看看；打得开就另存为 .docx、.pdf 或 .txt 再检查。",
        "Open it in its own program; if that works, save it as .docx, .pdf or .txt and check that.",
    ),
    "error.ofd-without-text": (
        "OFD 的第 {pages} 页是扫描图片，或者文字取不出来，没有读。",
        "Pages {pages} of the OFD file are scanned pictures, or their characters cannot be had; it was not read.",
    ),
    "remedy.ofd-without-text": (
        "用原来的 Word 文档检查；没有的，在阅读器里打印成 PDF 再检查。",
        "Check the document that it was made from; without it, print it to a PDF in its reader and check that.",
    ),
    "error.bad-limit": (
        "--limit 的值“{value}”写法不对。",
        "--limit cannot take “{value}”.",
    ),
    "remedy.bad-limit": (
        "写成 名称=数值，例如 seconds=300；名称可以是：{names}。",
        "Write NAME=VALUE, such as seconds=300; the names are: {names}.",
    ),
    "error.no-such-limit": ("没有“{name}”这种上限。", "There is no limit “{name}”."),
    "remedy.no-such-limit": ("名称可以是：{names}。", "The names are: {names}."),
    "error.limit-out-of-range": (
        "--limit {name} 的值“{value}”不对。",
        "--limit {name} cannot be “{value}”.",
    ),
    "remedy.limit-out-of-range": (
        "请写 {low} 到 {high} 之间的整数。",
        "Give a whole number from {low} to {high}.",
    ),
    "error.needs-extra": (
        "读 {format} 文件要用的组件没有安装。",
        "The component that reads {format} files is not installed.",
    ),
    "remedy.needs-extra": (
        "运行 pip install 'fazhi-checker[{extra}]' 安装，再检查。",
        "Run pip install 'fazhi-checker[{extra}]' and check it again.",
    ),
    "error.pdf-broken": (
        "PDF 文件已损坏或者不完整。",
        "The PDF file is damaged or incomplete.",
    ),
    "remedy.pdf-broken": (
        "重新下载，或用 WPS、Word 打开原稿重新导出 PDF。",
        "Download it again, or export the PDF anew from the original document.",
    ),
    "error.too-many-pages": (
        "文件有 {pages} 页，超过上限 {limit} 页。",
        "The file has {pages} pages; the limit is {limit}.",
    ),
    "remedy.too-many-pages": (
        "只留下报告本身的页，再检查。",
        "Keep the pages of the report only, and check it again.",
    ),
    "error.pdf-too-complex": (
        "PDF 的一页上有超过 {limit} 个对象，不像正常的文件。",
        "A page of the PDF has more than {limit} objects; that is no ordinary file.",
    ),
    "remedy.pdf-too-complex": (
        "从原稿重新导出 PDF，或改用 docx、txt。",
        "Export the PDF anew from the original document, or use docx or txt.",
    ),
    "error.needs-ocr": (
        "第 {pages} 页是扫描的图片，没有可用的文字，要先做文字识别才能检查。",
        "Pages without usable text, being scanned pictures: {pages}. They must be recognised before they can be checked.",
    ),
    "remedy.needs-ocr": (
        "最好换成由原稿导出的文件；没有原稿时，运行 pip install 'fazhi-checker[{extra}]' 安装文字识别，再检查。",
        "Best use a file exported from the original; without one, run pip install 'fazhi-checker[{extra}]' for recognition.",
    ),
    "error.too-many-scans": (
        "有 {pages} 页扫描件，超过上限 {limit} 页。",
        "There are {pages} scanned pages; the limit is {limit}.",
    ),
    "remedy.too-many-scans": (
        "换成由原稿导出的文件，或者只留下报告本身的页。",
        "Use a file exported from the original, or keep the pages of the report only.",
    ),
    "error.picture-broken": ("图片已损坏，读不出来。", "The picture is damaged and cannot be read."),
    "remedy.picture-broken": ("重新扫描或重新保存图片，再检查。", "Scan or save it again, and check it again."),
    "error.picture-without-text": (
        "这是一张图片（{format}），不是文档，里面也没有认出文字。",
        "This is a picture ({format}) and no document, and no text was recognised in it.",
    ),
    "remedy.picture-without-text": (
        "换成报告本身（Word 文档、PDF 或文本）；只改文件名的后缀，图片不会变成文档。",
        "Use the report itself (a Word document, PDF or text): a picture is none by another suffix to its name.",
    ),
    "error.picture-too-large": (
        "图片有 {pixels} 百万像素，超过上限 {limit} 百万。",
        "The picture has {pixels} million pixels; the limit is {limit} million.",
    ),
    "remedy.picture-too-large": (
        "以 300 dpi 或更低的分辨率重新扫描。",
        "Scan it again at 300 dpi or less.",
    ),
    "extraction.recognised-text": (
        "文字是从扫描图片识别出来的，可能有错字，请对照原件。",
        "The text was recognised in scanned pictures and may have wrong characters: compare it with the original.",
    ),
    "extraction.missed-lines": (
        "扫描图片里可能有几行字没有识别出来，请对照原件。",
        "Some lines of the scanned pictures may not have been recognised: compare it with the original.",
    ),
    "extraction.unreadable-glyphs": (
        "有些字在文件里没有对应的编码，显示为“�”，请对照原件。",
        "Some characters have no code in the file and show as “�”: compare it with the original.",
    ),
    "extraction.two-encodings": (
        "文件里混用了两种编码（UTF-8 和 GB 18030），各行是分别解读的，请对照原文件。",
        "Two encodings (UTF-8 and GB 18030) are mixed in the file; each line was read by itself: compare it with the file.",
    ),
    "extraction.shown-by-script": (
        "网页的正文是打开页面后由脚本显示的，这里按隐藏的文字读的，请对照网页。",
        "The page shows its text by a script only; what is hidden in it was read: compare it with the page.",
    ),
    "extraction.hidden-panels": (
        "网页上有点开才显示的内容（标签页、折叠栏），没有读；报告如果分在几个标签页里，请把全文放进一个文件再检查。",
        "The page has text that shows on a click only (tabs); it was not read. If the report is spread over tabs, put all of"
        " it into one file and check that.",
    ),
    "extraction.hidden-text": (
        "文件里有看不见的文字（白色或隐藏的），没有检查。",
        "The file holds text that cannot be seen (white or hidden); it was not checked.",
    ),
    "error.unknown-kind-of-filer": ("没有“{value}”这种报告单位类型。", "There is no kind of filer “{value}”."),
    "remedy.unknown-kind-of-filer": ("--filer 可以是：{names}。", "--filer is one of: {names}."),
}
