"""Baselines: the gaps that were there when the gate was set up, so that only new ones fail it."""
