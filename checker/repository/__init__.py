"""The git repository that reports are kept in: what has changed there."""
