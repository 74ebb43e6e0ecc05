"""Compound files that are no document themselves: objects, and what wraps another file."""
