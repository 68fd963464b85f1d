"""Packages that come only with an extra of the distribution, and what to say where they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from checker.errors import UsageError


def require(extra: str, *modules: str) -> None:
    """See that *modules*, which come with *extra*, can be imported.

    :raises UsageError: ``missing-extra``, with what to install.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise UsageError("missing-extra", extra=extra, names=missing)
