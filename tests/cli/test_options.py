"""Options that are plain are read without the option parser, and to the same end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.cli import app, check
from checker.cli.settings import plain_options
from checker.errors import UsageError

WORDS = (
    *(
        "a.txt",
        "-",
        "--",
        "-h",
        "",
        "text",
        "json",
        "docx",
        "zh",
        "en",
        "fr",
        "national",
        "2025",
        "--quiet",
        "--verbose",
    ),
    *(
        "--no-config",
        "--no-cache",
        "--force-exclude",
        "--format",
        "--format=json",
        "--format=xml",
        "--rules",
        "--rules=",
    ),
    *(
        "--filer=department",
        "--waivers",
        "--today=2026-01-01",
        "--baseline",
        "--config=c",
        "--cache",
        "--lang",
        "--lang=en",
    ),
    *("--year", "--year=2025", "--write", "--quiet=1", "--unknown", "---quiet", "-quiet", "--fail-on=never"),
)


def by_parser(words):
    """The options as click has them; ``None`` where it has something to say."""
    seen = []
    original, check.check = check.check, lambda options: seen.append(options) or 0
    try:
        app.run_command(["check", *words], "zh")
    except UsageError:
        return None
    finally:
        check.check = original
    return seen[0] if seen else None


@given(st.lists(st.sampled_from(WORDS), max_size=5))
def test_plain_options_are_those_of_the_parser(words):
    plain = plain_options(words, "zh")
    assert plain is None or plain == by_parser(words)


def test_the_usual_calls_are_plain():
    calls = (
        ["a.txt"],
        ["a.txt", "--format", "json"],
        ["--no-config", "--no-cache", "a", "-", "--rules=x", "--lang", "en"],
    )
    assert [call for call in calls if plain_options(call, "zh") is None] == []
