"""Content that a program hides from view."""
