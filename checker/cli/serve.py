"""``checker serve``: the page for authors and the interface for office systems, on this machine."""

from __future__ import annotations

from typing import Any

import click

from checker.cli import stdio
from checker.cli.command import Command, option, shared_options
from checker.cli.settings import Options, settings_of
from checker.errors import UsageError
from checker.i18n import say

MODULES = ("starlette", "uvicorn", "python_multipart")


def command(lang: str) -> click.Command:
    """Make the command in *lang*."""

    def run(host: str, port: int, no_browser: bool, **given: Any) -> int:
        return serve(Options((".",), lang, no_cache=True, **given), host, port, browser=not no_browser)

    params = [
        option("host", lang, about="serve.host", default="127.0.0.1"),
        option("port", lang, about="serve.port", type=click.IntRange(0, 65535), default=0),
        option("no-browser", lang, about="serve.no-browser", is_flag=True),
        *shared_options(lang, "rules", "limit", "config", "no-config"),
    ]
    return Command("serve", lang, run, params)


def serve(options: Options, host: str, port: int, *, browser: bool) -> int:
    """Serve until the user interrupts.

    :raises UsageError: ``extra-missing``, ``serve-address``.
    """
    from checker.errors import library

    for name in MODULES:
        library(name)
    from checker.web.app import application, listening, run_server

    settings = settings_of(options)
    made = listening(host, port)
    hosts = [*settings.hosts(), *([] if host in ("0.0.0.0", "::") else [host])]  # noqa: S104 - asked for by the user
    if host in ("0.0.0.0", "::") and not settings.hosts():  # noqa: S104
        made.close()
        raise UsageError("serve-hosts", host=host)
    app = application(basis=settings.basis(), limits=settings.limits, hosts=hosts, lang=options.lang)

    def ready(address: str) -> None:
        stdio.put(address + "\n")
        stdio.finish()  # whoever waits for the address in a file or a pipe sees it at once
        stdio.note(say("serve.ready", options.lang))

    run_server(app, made, browser=browser, ready=ready)
    return 0
