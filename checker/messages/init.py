"""``checker init``."""

MESSAGES: dict[str, tuple[str, str]] = {}
