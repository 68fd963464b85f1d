"""Characters and numerals: folding, width, values."""
