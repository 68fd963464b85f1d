"""From an assessment to an output format: one file a format, one registry."""
