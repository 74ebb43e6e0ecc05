"""Numbers that states and services give to people."""
