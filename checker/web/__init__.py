"""The page for authors and the interface for office systems: ``checker serve``.

``guard`` keeps out what does not come from this page, ``desk`` holds what a session has brought, in memory alone,
``pages`` and ``api`` answer, ``server`` starts it all.  The judging is that of every other command.
"""
