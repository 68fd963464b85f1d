"""Files that people print, sign and pass on: documents and workbooks, in the layout that offices use.

Knows how such files look and are made, and nothing of reports, rules or findings.
"""
