"""Which of many reports are too much alike: another unit's text, or last year's.

:func:`~checker.audit.likeness.search.find_similar` for many (numpy, rapidfuzz: extra ``audit``),
:func:`~checker.audit.likeness.passages.shared_passages` for two.
"""
