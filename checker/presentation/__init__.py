"""What a person reads of an assessment, made in one place: every output lays the same words out.

``build_view(assessment, lang)`` gives a :class:`ReportView`; its ``gaps``, ``baseline``, ``waived`` and ``items`` are
:class:`ItemView`, each with title, place, quote, why, basis, remedy, gain.  :class:`RunCount` counts many reports.
What is shown of a text from outside goes through :mod:`checker.presentation.escape`.
"""

from checker.presentation.items import ItemView, item_view, ranked
from checker.presentation.report import ReportView, RunCount, build_view

__all__ = ["ItemView", "ReportView", "RunCount", "build_view", "item_view", "ranked"]
