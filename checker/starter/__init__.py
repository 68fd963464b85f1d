"""What a repository of reports starts from: configuration, waivers, and a gate for its code host."""
