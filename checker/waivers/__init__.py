"""Waivers: gaps that somebody answers for, for a while; read, checked, and followed through a run."""
