"""Audit of many reports: rosters, and what is told of units."""

MESSAGES: dict[str, tuple[str, str]] = {
    "audit.year": ("{year}年度", " for {year}"),
    "audit.another-unit": ("另一个单位", "another unit"),
    "audit.more": ("另有{count}份", "{count} more"),
    "audit.between-clauses": ("；", "; "),
    "error.roster-unreadable": ("单位名单 {path} 读不出来：{reason}。", "The roster {path} cannot be read: {reason}."),
    "remedy.roster-unreadable": (
        "检查路径是否写对、文件能否打开；用 Excel 或 WPS 另存为 xlsx 或“CSV（逗号分隔）”再试。",
        "See whether the path is right and the file opens; save it as xlsx or CSV and try again.",
    ),
    "error.roster-not-a-table": (
        "单位名单 {path} 不是表格：认得 xlsx、xls、et、CSV 和 Word（docx）里的表格。",
        "The roster {path} is no table: it may be xlsx, xls, et, CSV or a table in a Word document (docx).",
    ),
    "remedy.roster-not-a-table": (
        "用 Excel 或 WPS 打开它，另存为 xlsx 或“CSV（逗号分隔）”。",
        "Open it in a spreadsheet program and save it as xlsx or CSV.",
    ),
    "error.roster-too-many-rows": (
        "单位名单 {path} 太大：超过 {limit} 行。",
        "The roster {path} is too large: it has more than {limit} rows.",
    ),
    "remedy.roster-too-many-rows": (
        "只留下单位、类别、地区、别名、截止日期几列和有内容的行，另存后再试。",
        "Keep the columns unit, kind, region, aliases and due date and the rows that hold something, and try again.",
    ),
    "error.roster-too-many-bytes": (
        "单位名单 {path} 太大：超过 {limit} MiB。",
        "The roster {path} is too large: it has more than {limit} MiB.",
    ),
    "remedy.roster-too-many-bytes": (
        "只留下单位、类别、地区、别名、截止日期几列和有内容的行，另存后再试。",
        "Keep the columns unit, kind, region, aliases and due date and the rows that hold something, and try again.",
    ),
    "error.roster-too-many-cells": (
        "单位名单 {path} 太大：表格范围超过 {limit} 格。",
        "The roster {path} is too large: its sheets span more than {limit} cells.",
    ),
    "remedy.roster-too-many-cells": (
        "只留下单位、类别、地区、别名、截止日期几列和有内容的行，另存后再试。",
        "Keep the columns unit, kind, region, aliases and due date and the rows that hold something, and try again.",
    ),
    "error.roster-invalid": (
        "单位名单 {path} 有 {count} 处错误，不能使用。",
        "The roster {path} has {count} faults and cannot be used.",
    ),
    "remedy.roster-invalid": ("按下面列出的行、列逐处修改。", "Mend each of the rows listed below."),
    "problem.roster-no-unit-column": (
        "没有找到写单位名称的那一列：前 {rows} 行里没有“单位”“单位名称”这样的表头",
        "no column of units was found: none of the first {rows} rows has a heading such as “unit”",
    ),
    "remedy.problem.roster-no-unit-column": (
        "给名单加一行表头，至少有“单位”一列；还可以有“类别”“地区”“别名”“截止日期”。",
        "Give the list a row of headings with at least “unit”; “kind”, “region”, “aliases” and “due date” may follow.",
    ),
    "problem.roster-empty": ("表头下面一个单位也没有", "no unit stands below the headings"),
    "remedy.problem.roster-empty": ("每行写一个单位。", "Write one unit a row."),
    "problem.roster-column-twice": (
        "有两列都像“{name}”：第 {first} 列和这一列",
        "two columns look like “{name}”: column {first} and this one",
    ),
    "remedy.problem.roster-column-twice": ("删去或改名其中一列。", "Remove or rename one of them."),
    "problem.roster-no-name": ("这一行有内容，但没有写单位名称", "the row holds something but names no unit"),
    "remedy.problem.roster-no-name": ("补上单位名称，或删去这一行。", "Name the unit or remove the row."),
    "problem.roster-error": (
        "这一格是公式出的错（如 #N/A），看不出是哪个单位、哪一天",
        "the cell holds an error of a formula (such as #N/A)",
    ),
    "remedy.problem.roster-error": (
        "在表格里改好公式，或直接写上内容。",
        "Mend the formula in the spreadsheet, or write what is meant.",
    ),
    "problem.roster-formula": (
        "这一格是公式，但文件里没有存算出来的结果",
        "the cell holds a formula, and the file does not have its value",
    ),
    "remedy.problem.roster-formula": (
        "用 Excel 或 WPS 打开、保存一次，或把公式改成文字。",
        "Open the file in a spreadsheet program and save it, or write text in the place of the formula.",
    ),
    "problem.roster-bad-date": ("看不懂日期“{value}”", "“{value}” is no date"),
    "remedy.problem.roster-bad-date": (
        "写成 2026-03-01、2026年3月1日 或“3月1日前”；没有截止日期的留空。",
        "Give year, month and day (2026-03-01), or month and day; leave it empty where there is none.",
    ),
    "problem.roster-unit-twice": (
        "单位“{unit}”在第 {first} 行已经有了",
        "the unit “{unit}” stands in row {first} already",
    ),
    "remedy.problem.roster-unit-twice": (
        "删去重复的一行；确是两个单位的，写出全称或填上“地区”，以便区分。",
        "Remove one of the rows; where they are two units, give their full names or their regions.",
    ),
    "problem.roster-name-of-two": (
        "“{name}”既是这一行的名称或别名，也是第 {first} 行“{unit}”的",
        "“{name}” is a name of this unit and of “{unit}” in row {first}",
    ),
    "remedy.problem.roster-name-of-two": (
        "把它从一行里去掉：否则分不清报告是谁的。",
        "Take it out of one of the rows.",
    ),
    "problem.roster-long-cell": ("内容有 {count} 个字，超过 {limit} 个字", "{count} characters are more than {limit}"),
    "remedy.problem.roster-long-cell": ("一格只写一项内容。", "Write one thing in a cell."),
    "problem.roster-syntax": ("CSV 写法有误：{detail}", "the CSV is malformed: {detail}"),
    "remedy.problem.roster-syntax": (
        "检查这一行的引号是否成对，或用 Excel、WPS 另存为 CSV。",
        "See whether the quotation marks of this row are paired, or save it as CSV from a spreadsheet program.",
    ),
}
