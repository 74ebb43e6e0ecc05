"""Finds the data nobody meant to release in office files, and gives it back."""

__version__ = "0.1.0"
