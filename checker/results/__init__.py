"""Assessments kept as data and read again: by a cache of results, and by a store of many."""

from checker.results.codec import CodecError, packed, unpacked

__all__ = ["CodecError", "packed", "unpacked"]
