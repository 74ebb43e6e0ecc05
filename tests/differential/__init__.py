"""The fast readers against the exact ones: whenever the exact one succeeds, both tell the same."""
