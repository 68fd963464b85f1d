"""Rule packs: read, merged with their bases, validated, compiled, and kept."""
