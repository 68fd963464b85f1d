"""From words on pages to paragraphs: what pages of a pdf and of a scan have in common.

A reader of pages gives, for each :class:`~checker.readers.layout.model.Page`, the pieces of text that stand on it and the
lines that are drawn on it.  :func:`~checker.readers.layout.document.document_of` makes paragraphs of them, in reading
order, rows of tables among them.
"""
