"""Code that only the type checker reads."""
