"""How to reach a person, and when they were born."""
