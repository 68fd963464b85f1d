"""How Sphinx builds the documentation: ``sphinx-build -W docs OUT``.  Nothing is fetched, nothing executed."""

from __future__ import annotations

from checker import __version__

project = "fazhi-checker"
author = "fazhi-checker"
release = __version__
language = "zh_CN"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
# Pages link to files of the project (README, samples, packs), which are no pages of the documentation.  A page of a rule
# is found by the lists of rules and by the search: all of them beside every page would hide the others.
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure", "toc.not_included"]

html_theme = "furo"
html_title = f"fazhi-checker {release}"
html_theme_options = {"navigation_with_keys": True}
html_show_sourcelink = False
html_copy_source = False
