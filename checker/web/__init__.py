"""The page for authors and the interface for office systems: ``checker serve``.

``guard`` keeps out what does not come from this page and says whose turn it is, ``desk`` holds what a session has brought, in memory alone,
``pages``, ``editing``, ``many`` and ``api`` answer, ``app`` routes and starts it all.  ``confirming`` tells what was recognised,
``mending`` writes into a text, ``takeaway`` makes files of it.  The judging is that of every other command.
"""
