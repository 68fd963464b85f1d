"""Child processes: how they are started, spoken to, bounded and ended."""
