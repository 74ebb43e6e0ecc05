"""Fixtures read by independent programs, so that our reader is not judged by our writer alone."""
