"""Waivers: what became of them."""

MESSAGES: dict[str, tuple[str, str]] = {
    "waivers.lint.ok": ("{file}：没有问题（{count} 条豁免）。", "{file}: no problems ({count} waivers)."),
    "waivers.lint.expired": (
        "{file}：写法没有问题，但有 {count} 条豁免已经过期，不再起作用。",
        "{file}: well formed, but {count} of the waivers have expired and do not hold any more.",
    ),
    "waivers.note.expired": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）已于 {expires} 到期，不再起作用。"
        "办法：改好报告后删去这一条；确需继续的，重新报批后改写 granted 和 expires。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) expired on {expires} and does not hold "
        "any more. To mend it: mend the report and delete the waiver, or have it approved again and renew granted and "
        "expires.",
    ),
    "waivers.note.pending": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）从 {granted} 起才有效，现在还不起作用。"
        "办法：核对 granted 的日期。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) holds from {granted} on, not yet. "
        "To mend it: see whether the date in granted is right.",
    ),
    "waivers.note.unused": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）没有用上：这些报告里没有它说的问题，"
        "或者 quote 的文字对不上。办法：问题已经改好的，删去这一条；否则核对 quote。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) was not used: these reports do not have "
        "that gap, or not at the words of quote. To mend it: delete the waiver where the gap is mended, else see to quote.",
    ),
    "waivers.note.no-report": (
        "提示：{file} 第 {line} 行的豁免（规则 {rule}，报告 {path}）没有用上：这次检查的报告里没有这个路径。"
        "办法：核对 path（相对于运行检查的文件夹或豁免清单所在的文件夹）；只检查了一部分报告的，不必理会。",
        "Note: the waiver on line {line} of {file} (rule {rule}, reports {path}) was not used: no report of this run has "
        "such a path. To mend it: see to path (from the working directory or from the folder of the waivers); ignore this "
        "where only some of the reports were checked.",
    ),
}
