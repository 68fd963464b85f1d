"""Baselines: what was there when the gate was set up."""

MESSAGES: dict[str, tuple[str, str]] = {
    "help.option.baseline": (
        "基线文件：启用检查时已有的问题记在里面，照样列出，但不算没有达到要求；只有新问题才算。",
        "A baseline: gaps that were there when the gate was set up stand in it; they are listed and do not count, only "
        "new ones do.",
    ),
}
