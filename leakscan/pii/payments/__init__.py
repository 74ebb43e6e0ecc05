"""Numbers that move money."""
