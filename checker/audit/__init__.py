"""Many reports at once: who is missing, who is late, who omits what, who copied, and where everyone stands."""
