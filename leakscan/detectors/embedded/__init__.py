"""Files inside the file."""
