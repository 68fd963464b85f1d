"""Documents and workbooks: what they say, and what can keep them from being written."""

MESSAGES: dict[str, tuple[str, str]] = {
    "error.extra-missing": (
        "这台电脑上没有装写这种文件要用的组件（{extra}）。",
        "What writes such a file is not installed (the extra “{extra}”).",
    ),
    "remedy.extra-missing": (
        "安装后再运行：pip install 'fazhi-checker[{extra}]'",
        "Install it and run again: pip install 'fazhi-checker[{extra}]'",
    ),
}
