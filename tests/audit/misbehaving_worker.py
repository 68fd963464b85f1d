"""Preloaded by workers of a cluster under test: what they start misbehaves where a report asks for it."""

from checker.audit import dispatch
from tests.audit import misbehaving

dispatch.MODULE = misbehaving.__name__
