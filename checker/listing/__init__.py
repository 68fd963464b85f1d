"""What ``checker rules`` prints of packs, as text and for JSON: for people who ask what is required, and for authors."""
