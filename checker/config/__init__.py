"""The configuration of a repository of reports (``.checker.yaml``): found, read, checked."""
