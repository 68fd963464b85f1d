"""Preloaded by workers of a cluster under test: what they start misbehaves where a report asks for it, and recognises by a table."""

from checker.audit import dispatch
from tests.audit import recognising

dispatch.MODULE = recognising.__name__
