"""Compliance checker for the annual reports that statutes ask authorities for."""

__version__ = "0.1.0"
