"""Cited laws and other instruments: whether they bear their right names, and were in force when applied."""
