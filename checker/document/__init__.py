"""The document and what can be observed in it: text, outline, facts."""
