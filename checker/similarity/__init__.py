"""Which of many reports are too much alike: another unit's text, or last year's.

:func:`~checker.similarity.search.find_similar` for many (numpy, rapidfuzz: extra ``audit``),
:func:`~checker.similarity.passages.shared_passages` for two.
"""
