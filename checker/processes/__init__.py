"""Child processes: started, spoken to in frames, bounded and ended.  Knows nothing of what they do."""
